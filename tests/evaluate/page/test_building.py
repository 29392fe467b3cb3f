"""From an evaluation to its page: figures, differences and errors arrive as they were measured."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.annotations.passages import Reason
from gongkai.evaluate.evaluation import Evaluation, Prediction, evaluate
from gongkai.evaluate.page.building import page_of, write_page
from gongkai.evaluate.page.building_errors import bounded
from gongkai.evaluate.page.building_sentences import sentence_of, sentence_with
from gongkai.evaluate.page.building_wording import PageError, PartPhrase
from gongkai.evaluate.page.confidence_content import (
    PrecisionByConfidence,
    ReliabilityDiagram,
    RiskCoverage,
)
from gongkai.evaluate.page.content import (
    Comparison,
    IntervalPlot,
    Note,
    PageContent,
)
from gongkai.evaluate.page.error_entries import ErrorField
from gongkai.evaluate.page.estimates import Estimate
from gongkai.evaluate.page.rendering import render
from gongkai.evaluate.scores.claim_errors import ErrorKind
from gongkai.extract.language import Language
from gongkai.models.document import Span
from gongkai.models.scheme import Channel, Metric
from tests.evaluate.builders import NAME, TEXT
from tests.evaluate.page.invented import (
    INFO,
    OTHER,
    SESSIONS,
    blocks,
    careful,
    differing,
    errors,
    gold,
    hasty,
    kinds,
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


def test_every_claim_error_is_on_the_page_with_its_kinds(
    evaluation: Evaluation, page: PageContent
) -> None:
    for system in evaluation.systems:
        assert system.scores.claims is not None
        measured = Counter(kind for each in system.scores.claims.errors for kind in each.kinds)
        assert measured
        assert kinds(errors(page, "claims", system.name)) == measured


def test_a_page_does_not_list_errors_without_end(
    page: PageContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.errors
    assert page.errors_left_out == 0
    monkeypatch.setattr("gongkai.evaluate.page.building_errors.MOST_ERRORS", 2)
    kept, left_out = bounded(each for each in page.errors for _ in range(5))
    assert left_out == 5 * len(page.errors) - len(kept) > 0
    sorts = Counter((each.system, each.part.id, each.kinds[0].id) for each in kept)
    assert set(sorts.values()) == {2}
    shown = render(replace(page, errors=kept, errors_left_out=1234))
    assert "1,234 more errors are left out" in shown


def test_quotes_of_both_sides_are_marked_in_the_sentence(page: PageContent) -> None:
    by_kind = {each.kinds[0].id: each for each in errors(page, "claims") if each.report == NAME}
    misread = by_kind[ErrorKind.WRONG_METRIC].sentence
    assert misread.gold == misread.predicted
    assert misread.gold is not None
    assert misread.gold.of(misread.text) == "130条"
    assert misread.text == TEXT.partition("。")[0] + "。"
    missed = by_kind[ErrorKind.MISSED_ANCHOR].sentence
    assert missed.predicted is None
    assert missed.gold is not None
    assert missed.gold.of(missed.text) == "两次"
    assert missed.text == TEXT.partition("。")[2]


def test_what_differs_is_marked_and_comes_first(page: PageContent) -> None:
    (error,) = (it for it in errors(page, "claims") if it.kinds[0].id == "wrong_metric")
    assert differing(error.fields) == ["metric"]
    assert (error.fields[0].gold, error.fields[0].predicted) == (
        Metric.INFO_PUBLISHED.english,
        Metric.DOCUMENTS_PUBLISHED.english,
    )
    read = next(it for it in errors(page, "claims") if it.kinds[0].id == "wrong_attributes")
    assert differing(read.fields) == ["channel"]
    assert read.confidence == 0.9


def test_in_what_one_side_lacks_nothing_differs_and_what_nobody_says_is_left_out(
    page: PageContent,
) -> None:
    one_sided = [
        it for it in errors(page, "claims") if it.kinds[0].id in {"missed_anchor", "spurious"}
    ]
    assert len(one_sided) == 3
    for each in one_sided:
        assert differing(each.fields) == []
        assert [it.label for it in each.fields] == ["metric", "kind", "value"]
    (spurious,) = (it for it in one_sided if it.kinds[0].id == "spurious")
    assert spurious.reason == Reason.TIME.english
    assert all(it.gold is None for it in spurious.fields)


def test_cells_items_identity_and_facts_have_their_errors(page: PageContent) -> None:
    assert kinds(errors(page, "cells")) == Counter(
        [PageError.INVENTED_NUMBER, PageError.WRONG_VALUE, PageError.LOST_NUMBER]
    )
    assert kinds(errors(page, "problems")) == Counter(
        [PageError.WRONG_CATEGORY, PageError.MISSED, PageError.SPURIOUS]
    )
    assert kinds(errors(page, "identity")) == Counter([PageError.WRONG_FIELD, PageError.MISSED])
    facts = errors(page, "facts")
    assert kinds(facts) == Counter([PageError.MISSED, PageError.SPURIOUS])
    assert {each.sentence.text for each in facts} == {"“316条” · “130条”", "“316条” · “20人次”"}
    assert errors(page, "improvements") == []
    assert errors(page, "cells", "hasty") == []


def test_an_item_is_marked_in_its_sentence(page: PageContent) -> None:
    wrong = errors(page, "problems")[0]
    assert wrong.sentence.gold is not None
    assert wrong.sentence.gold.of(wrong.sentence.text) == TEXT[:10]
    assert differing(wrong.fields) == ["category"]


def test_figures_are_those_that_were_measured(evaluation: Evaluation, page: PageContent) -> None:
    table = titled(section(page, "claims"), "All claims")
    labels = [column.label for column in table.columns]
    assert labels == [
        *("measure", "system", "precision", "recall", "F1", "right", "gold", "predicted")
    ]
    rows = {row.cells[:2]: row.cells[2:] for row in table.rows}
    for system in evaluation.systems:
        measure = system.measures["claims.right"]
        total = measure.total
        precision, recall, f1, *counts = rows["right", system.name]
        assert isinstance(f1, Estimate)
        assert (precision, recall, f1.value) == (total.precision, total.recall, measure.value)
        assert counts == [total.right, total.gold, total.predicted]
        assert f1.low is not None
        assert f1.high is not None
        assert f1.low <= total.f1 <= f1.high  # type: ignore[operator]
        mean = rows["right, mean over metrics", system.name]
        assert mean[:2] == (None, None)
        assert mean[3:] == (None, None, None)


def test_a_plot_has_a_dot_for_each_system_and_keeps_its_number(page: PageContent) -> None:
    plots = {each.title: each for each in blocks(section(page, "claims"), IntervalPlot)}
    by_metric = plots["Claims by metric"]
    assert (by_metric.systems, by_metric.series) == (("careful", "hasty"), (0, 1))
    rows = {row.label: row for row in by_metric.rows}
    info = rows[Metric.INFO_PUBLISHED.english]
    assert info.size == 3
    assert [it.value for it in info.estimates if it is not None] == [4 / 5, 2 / 4]
    assert by_metric.details is not None
    assert len(by_metric.details.rows) >= len(by_metric.rows)


def test_a_difference_is_the_second_less_the_first(page: PageContent) -> None:
    (comparison,) = blocks(section(page, "comparison"), Comparison)
    assert {(pair.first, pair.second) for pair in comparison.pairs} == {("careful", "hasty")}
    for pair in comparison.pairs:
        assert pair.first_value is not None
        assert pair.second_value is not None
        assert pair.difference.value == pytest.approx(pair.second_value - pair.first_value)
    measures = [pair.measure for pair in comparison.pairs]
    assert "Claims: right" in measures
    assert len(set(measures)) == len(measures)


def test_confidences_are_shown_for_who_gives_them(page: PageContent) -> None:
    found = section(page, "calibration")
    (diagram,) = blocks(found, ReliabilityDiagram)
    assert diagram.series == 0
    assert sum(each.count for each in diagram.bins) == 5
    (risk,) = blocks(found, RiskCoverage)
    assert [curve.name for curve in risk.curves] == ["careful"]
    (precision,) = blocks(found, PrecisionByConfidence)
    at_half = precision.curves[0].points[0]
    assert (at_half.confidence, at_half.precision.value, at_half.kept) == (0.5, 1.0, 3 / 5)
    notes = [note.text for note in blocks(found, Note)]
    assert "No confidence is given by: hasty." in notes


def test_without_any_confidence_the_page_says_so() -> None:
    page = page_of(evaluate(gold(), [Prediction("hasty", hasty())]), Language.ENGLISH)
    assert [each.id for each in page.sections if each.id == "comparison"] == []
    (note,) = section(page, "calibration").blocks
    assert note == Note(PartPhrase.NO_CONFIDENCE.english)
    table = titled(section(page, "claims"), "All claims")
    assert "system" not in [column.label for column in table.columns]
    plots = blocks(section(page, "claims"), IntervalPlot)
    assert plots
    assert {plot.series for plot in plots} == {()}


def test_what_a_system_does_not_attempt_is_named(page: PageContent) -> None:
    notes = [note.text for note in blocks(section(page, "cells"), Note)]
    assert notes == ["Cells: not attempted by hasty."]


def test_texts_without_a_prediction_are_named() -> None:
    predictions = [Prediction("hasty", hasty()[:1])]
    page = page_of(evaluate(gold(), predictions, allow_missing=True), Language.ENGLISH)
    (note,) = blocks(section(page, "summary"), Note)
    assert OTHER in note.text


def test_the_order_of_texts_and_claims_does_not_matter(page: PageContent) -> None:
    turned = [
        Prediction("careful", careful()[::-1]),
        Prediction("hasty", hasty()[::-1]),
    ]
    again = page_of(evaluate(gold()[::-1], turned, name="云河"), Language.ENGLISH)
    assert render(again) == render(page)


def test_the_page_is_written_in_either_language(evaluation: Evaluation, tmp_path: Path) -> None:
    texts = {}
    for language in Language:
        path = tmp_path / f"{language.value}.html"
        write_page(evaluation, path, language)
        texts[language] = path.read_text(encoding="utf-8")
        assert "云河" in texts[language]
    ids = [set(re.findall(r'id="([^"]+)"', each)) for each in texts.values()]
    assert ids[0] == ids[1]
    assert PartPhrase.CLAIMS_NOTE.chinese in texts[Language.CHINESE]
    assert PartPhrase.CLAIMS_NOTE.english not in texts[Language.CHINESE]


def test_errors_keep_their_ids_in_either_language(evaluation: Evaluation) -> None:
    english, chinese = (page_of(evaluation, each).errors or () for each in Language)
    assert [(it.part.id, [kind.id for kind in it.kinds]) for it in english] == [
        (it.part.id, [kind.id for kind in it.kinds]) for it in chinese
    ]
    assert {it.part.label for it in english}.isdisjoint(it.part.label for it in chinese)


@pytest.mark.parametrize("phrase", [*PartPhrase, *PageError])
def test_phrases_have_the_same_gaps_in_both_languages(phrase: PartPhrase | PageError) -> None:
    gaps = re.compile(r"{\w+}")
    assert phrase.english
    assert phrase.chinese
    assert sorted(gaps.findall(phrase.english)) == sorted(gaps.findall(phrase.chinese))


def test_a_sentence_is_cut_around_both_quotes_and_keeps_their_places() -> None:
    text = "前一句话。本年培训二十余场次，参加者众多。后一句话。"
    start = text.index("二十")
    gold, predicted = Span(start, start + 5), Span(start, start + 2)
    found = sentence_of(text, "二十余场次", gold, predicted)
    assert found.text == "本年培训二十余场次，参加者众多。"
    assert found.gold is not None
    assert found.predicted is not None
    assert (found.gold.of(found.text), found.predicted.of(found.text)) == ("二十余场次", "二十")


def test_a_long_sentence_is_shortened_without_losing_the_quote() -> None:
    text = "甲" * 500 + "12件" + "乙" * 500
    found = sentence_of(text, "12件", None, Span(500, 503))
    assert len(found.text) < 300
    assert found.gold is None
    assert found.predicted is not None
    assert found.predicted.of(found.text) == "12件"


@pytest.mark.parametrize("sentence", [None, "公开信息12件。", "别的句子。"])
def test_without_a_text_the_known_sentence_or_the_quote_is_shown(sentence: str | None) -> None:
    found = sentence_with(sentence, "12件", is_gold=True)
    assert found.text == (sentence if sentence and "12件" in sentence else "12件")
    assert found.gold is not None
    assert found.gold.of(found.text) == "12件"
    assert found.predicted is None


def test_what_a_system_does_not_state_is_shown_as_nothing() -> None:
    unstated = replace(INFO, channel=None, value=317, stated=frozenset({"unit"}))
    predictions = [Prediction("rows", [text(NAME, unstated), text(OTHER, INFO, SESSIONS)])]
    page = page_of(evaluate(gold(), predictions), Language.ENGLISH)
    (error,) = (it for it in errors(page, "claims", "rows") if it.kinds[0].id == "wrong_value")
    assert differing(error.fields) == ["value"]
    channel = ErrorField("channel", Channel.WEBSITE.english, None, differs=False)
    assert channel in error.fields
