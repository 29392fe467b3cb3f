"""What a page tells beside its figures: meanings, labels, links, and what can be significant."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from gongkai.annotations.passages import ContextKind
from gongkai.annotations.phenomena import Phenomenon
from gongkai.evaluate.evaluation import Evaluation, Prediction, evaluate
from gongkai.evaluate.judged.reports import (
    IdentityField,
    JudgedIdentity,
)
from gongkai.evaluate.page.building import page_of
from gongkai.evaluate.page.building_wording import PageError, PartPhrase
from gongkai.evaluate.page.content import (
    Comparison,
    FigureTable,
    IntervalPlot,
    Note,
    PageContent,
    Section,
)
from gongkai.evaluate.page.estimates import Form
from gongkai.evaluate.page.labels import PhenomenonLabel, group_label, span_label
from gongkai.evaluate.page.meanings_of_errors import ERRORS
from gongkai.evaluate.scores.claim_errors import ErrorKind
from gongkai.evaluate.wording import Phrase
from gongkai.extract.language import Language
from gongkai.models.scheme import Metric
from gongkai.models.terms import Term
from tests.evaluate.builders import NAME
from tests.evaluate.page.invented import (
    INFO,
    NEWS,
    blocks,
    careful,
    errors,
    gold,
    hasty,
    section,
    text,
    titled,
)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    predictions = [Prediction("careful", careful()), Prediction("hasty", hasty())]
    return evaluate(gold(), predictions, name="云河")


@pytest.fixture(scope="module")
def page(evaluation: Evaluation) -> PageContent:
    return page_of(evaluation, Language.ENGLISH)


def explained(found: Section) -> set[str]:
    return {fact.label for fact in found.meanings}


def figures_of(found: Section) -> set[str]:
    """Return the labels of all figures of a section, without names of systems and of parts."""
    plots = blocks(found, IntervalPlot)
    tables = [*blocks(found, FigureTable), *(it.details for it in plots if it.details is not None)]
    labels = {
        column.label for table in tables for column in table.columns if column.form is not Form.TEXT
    }
    labels |= {label for plot in plots for label in (plot.measure, plot.size) if label}
    measures = {
        part
        for table in tables
        if table.columns[0].label == PartPhrase.MEASURE.english
        for row in table.rows
        for part in str(row.cells[0]).split(", ")
    }
    parts = {Phrase.PROBLEMS.english, Phrase.IMPROVEMENTS.english}
    return (labels | measures) - {"careful", "hasty"} - parts


def test_every_figure_is_explained_in_its_section(page: PageContent) -> None:
    for each in page.sections:
        assert figures_of(each) <= explained(each), each.id
    assert {"AURC", "E-AURC", "log loss", "ECE"} <= explained(section(page, "calibration"))
    assert {"strict", "spurious", "incorrect"} <= explained(section(page, "places"))
    assert "B − A" in explained(section(page, "claims"))


def test_every_kind_of_error_is_explained(page: PageContent) -> None:
    labels = {kind.label for each in page.errors or () for kind in each.kinds}
    assert labels <= {fact.label for fact in page.error_meanings}
    assert {kind.value for kind in (*ErrorKind, *PageError)} == {it.label.value for it in ERRORS}


def test_errors_are_counted_by_kind_as_on_the_terminal(
    evaluation: Evaluation, page: PageContent
) -> None:
    table = titled(section(page, "claims"), PartPhrase.ERROR_KINDS.english)
    for column, system in enumerate(evaluation.systems, start=1):
        assert system.scores.claims is not None
        counted = Counter(error.kind.english for error in system.scores.claims.errors)
        assert {row.cells[0]: row.cells[column] for row in table.rows if row.cells[column]} == (
            dict(counted)
        )


def test_an_error_tells_which_other_systems_have_its_claim_right(page: PageContent) -> None:
    by_kind = {it.kinds[0].id: it for it in errors(page, "claims", "hasty") if it.report == NAME}
    missed = [
        (it.metric.label, it.right_in, it.wrong_in)
        for it in errors(page, "claims", "hasty")
        if it.metric and it.report == NAME and it.kinds[0].id == ErrorKind.MISSED_ANCHOR
    ]
    assert sorted(missed) == sorted(
        [
            (Metric.TRAINING_PARTICIPANTS.english, ("careful",), ()),
            (Metric.TRAINING_SESSIONS.english, (), ("careful",)),
            (Metric.INFO_PUBLISHED.english, (), ("careful",)),
        ]
    )
    assert by_kind
    for each in errors(page, "claims"):
        if each.kinds[0].id in {"spurious", "wrong_attributes"}:
            assert (each.right_in, each.wrong_in) == ((), ())


def test_a_system_is_not_wrong_in_metrics_that_it_does_not_attempt() -> None:
    predictions = [
        Prediction("hasty", hasty()),
        Prediction("training", hasty(), metrics=frozenset({Metric.TRAINING_SESSIONS})),
    ]
    page = page_of(evaluate(gold(), predictions), Language.ENGLISH)
    wrong_too = {
        it.metric.id for it in errors(page, "claims", "hasty") if it.metric and it.wrong_in
    }
    assert wrong_too == {Metric.TRAINING_SESSIONS.value}


def test_so_few_texts_that_nothing_can_be_significant_are_told(page: PageContent) -> None:
    (comparison,) = blocks(section(page, "comparison"), Comparison)
    assert {pair.texts for pair in comparison.pairs} == {2}
    assert not any(pair.is_significant for pair in comparison.pairs)
    assert comparison.note == PartPhrase.FEW_TEXTS.english.format(count=2, least="0.5")


def test_a_difference_is_significant_by_its_adjusted_p_value() -> None:
    names = [f"{number}.txt" for number in range(6)]
    marked = [text(name, INFO) for name in names]
    predictions = [
        Prediction("right", marked),
        Prediction("silent", [text(name) for name in names]),
        Prediction("also right", marked),
    ]
    page = page_of(evaluate(marked, predictions), Language.ENGLISH)
    (comparison,) = blocks(section(page, "comparison"), Comparison)
    assert comparison.note == ""
    for pair in comparison.pairs:
        assert pair.p_adjusted is not None
        assert pair.is_significant is (pair.p_adjusted < 0.05)


def test_a_group_leads_to_its_errors(page: PageContent) -> None:
    plots = {each.title: each for each in blocks(section(page, "claims"), IntervalPlot)}
    rows = {row.label: row.link for row in plots["Claims by metric"].rows}
    link = rows[Metric.INFO_PUBLISHED.english]
    assert link == f"#errors&part=claims&metric={Metric.INFO_PUBLISHED.value}"
    assert {row.link for row in plots["Claims by kind"].rows} == {""}


def test_ids_of_terms_and_half_width_punctuation_are_not_in_chinese_labels() -> None:
    tier = IdentityField.TIER
    marked = text(NAME, INFO, NEWS, identity=JudgedIdentity({tier: "county"}))
    national = replace(marked, identity=JudgedIdentity({tier: "national"}))
    predictions = [Prediction("甲", [national]), Prediction("乙", hasty()[:1])]
    page = page_of(evaluate([marked], predictions, name="云河"), Language.CHINESE)
    (error,) = errors(page, "identity", "甲")
    assert (error.fields[0].gold, error.fields[0].predicted) == ("县级", "国家级")
    labels = [fact.label for each in page.sections for fact in each.meanings]
    labels += [it.title for each in page.sections for it in each.blocks if not isinstance(it, Note)]
    labels += [it.text for each in page.sections for it in blocks(each, Note)]
    labels += [
        str(row.cells[0])
        for each in page.sections
        for table in blocks(each, FigureTable)
        for row in table.rows
    ]
    assert [label for label in labels if re.search(r"[,:;()]|[a-z]_[a-z]", label)] == []


@pytest.mark.parametrize(
    ("term", "english", "chinese"),
    [
        (Phenomenon.MORE, "at least: 余, 多, 以上, 超过", "下限修饰（余、多、以上、超过）"),
        (Phenomenon.FURNITURE, "page furniture", "页面杂项"),
        (Metric.INFO_PUBLISHED, Metric.INFO_PUBLISHED.english, Metric.INFO_PUBLISHED.chinese),
    ],
)
def test_a_phenomenon_is_named_and_not_only_shown(term: Term, english: str, chinese: str) -> None:
    assert (group_label(term, "en"), group_label(term, "zh")) == (english, chinese)


def test_labels_of_phenomena_are_of_phenomena() -> None:
    assert {each.value for each in PhenomenonLabel} <= {each.value for each in Phenomenon}


@pytest.mark.parametrize("kind", ContextKind)
def test_kinds_of_contexts_have_labels_in_both_languages(kind: ContextKind) -> None:
    assert re.fullmatch(r"[a-z ]+", span_label(kind.value, "en"))
    assert re.fullmatch(r"[\u4e00-\u9fff]+", span_label(kind.value, "zh"))
