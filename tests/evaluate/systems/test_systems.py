"""The systems of our own, and the names of all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.judged.gold import GoldError
from gongkai.evaluate.judged.loading import load_gold, load_predictions
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.scores.together import score_reports
from gongkai.evaluate.systems.interface import NumeralReader, System, Text
from gongkai.evaluate.systems.names import SYSTEMS, SystemName
from gongkai.evaluate.systems.registry import system
from gongkai.evaluate.systems.texts import texts_of
from gongkai.extract.inputs import InputError
from gongkai.models.claim_matching import is_right
from gongkai.models.scheme import CellState, Kind, Metric, SectionKind
from gongkai.models.trained.model import shipped_weights

SAMPLES = Path(__file__).parents[3] / "annotations" / "samples"


def f1(gold: list[JudgedReport], predicted: list[JudgedReport]) -> float:
    """Return the F1 of right claims, each matched to the first that is free."""
    right = total = 0
    for wanted, found in zip(gold, predicted, strict=True):
        free = list(found.claims or ())
        total += len(free) + len(wanted.claims or ())
        for claim in wanted.claims or ():
            match = next((each for each in free if is_right(claim, each)), None)
            if match is not None:
                free.remove(match)
                right += 1
    return 2 * right / total


def test_the_rules_read_the_open_corpus_as_well_as_was_measured() -> None:
    gold = load_gold("corpus:dev")
    for wanted, is_report in ((0.80, False), (0.87, True)):
        texts = [each for each in gold if each.traits.is_report is is_report]
        assert f1(texts, system("rules").read(texts_of(texts))) > wanted


def test_the_default_model_says_of_a_report_what_the_pipeline_says() -> None:
    gold = load_gold("samples")
    found = system("accurate").read(texts_of(gold))
    assert found == load_predictions(f"{SAMPLES}/*.txt")


def test_the_folder_of_a_model_is_a_system_too(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(shipped_weights(), folder)
    passage = Text("a", "全年公开信息12条。", False, (SectionKind.OVERVIEW,))
    (own,) = system(str(folder)).read([passage])
    (shipped,) = system("accurate").read([passage])
    assert own.model == str(folder)
    assert own.claims == shipped.claims
    assert [claim.confidence is not None for claim in own.claims or ()] == [True]


@pytest.mark.parametrize(
    ("name", "message"), [("best", "There is no system 'best'"), ("", "There is no system ''")]
)
def test_a_system_that_is_not_there_is_refused(name: str, message: str) -> None:
    with pytest.raises(InputError, match=f"{message}: choose from .*, or name the folder"):
        system(name)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no model \(it has no file config\.cfg\)"):
        system(str(tmp_path))


def test_offsets_refer_to_the_text_given_even_where_a_reader_would_change_it() -> None:
    text = "\ufeff<html><p>某局2021年报告</p>\r\n一、总体情况\r\n全年公开信息12条。\r\n"
    (found,) = system("rules").read([Text("a", text)])
    (claim,) = found.claims or ()
    assert claim.span.of(text) == claim.quote == "12条"
    assert found.text == text
    assert found.cells is not None


def test_headings_and_sections_of_a_passage_are_found_as_in_reports() -> None:
    text = "一、总体情况\n公开信息12条。\n五、存在的主要问题及改进情况\n一是公开内容不够全面。"
    sections = (SectionKind.OVERVIEW, SectionKind.PROBLEMS)
    passage = Text("a", text, is_report=False, sections=sections)
    (found,) = system("rules").read([passage])
    (claim,) = found.claims or ()
    assert (claim.metric, claim.section) == (Metric.INFO_PUBLISHED, SectionKind.OVERVIEW)
    (problem,) = found.problems or ()
    assert problem.span.of(text) == problem.text == "一是公开内容不够全面"
    other = Text("a", text, is_report=False, sections=(SectionKind.OVERVIEW,))
    (found,) = system("rules").read([other])
    assert found.problems is None
    assert {each.section for each in found.claims or ()} == {SectionKind.OVERVIEW}


def test_what_a_passage_says_has_places_for_its_contexts() -> None:
    text = "全年通过政府网站发布信息12条。"
    passage = Text("a", text, is_report=False, sections=(SectionKind.OVERVIEW,))
    (found,) = system("rules").read([passage])
    (claim,) = found.claims or ()
    spans = {context.kind: context.span.of(text) for context in claim.contexts}
    assert spans[ContextKind.PERIOD] == "全年"
    assert "信息" in spans[ContextKind.SUBJECT]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "条" * 3000, "\ud800 12条"])
@pytest.mark.parametrize("is_report", [True, False])
@pytest.mark.parametrize("name", ["accurate", "rules", "quantity-grammar"])
def test_any_text_can_be_read(name: str, text: str, is_report: bool) -> None:
    (found,) = system(name).read([Text("a", text, is_report)])
    assert found.name == "a"
    assert found.model == name
    assert system(name).read([]) == []


def test_the_grammar_finds_quantities_and_zeros_where_they_stand() -> None:
    text = "未收到 申请，公开１,200 余件，满意率百分之九十八；依据第30条。"
    (found,) = system("quantity-grammar").read([Text("a", text)])
    values = [(each.span.of(text), each.value) for each in found.quantities or ()]
    assert values == [("未收到", 0), ("１,200 余件", 1200), ("百分之九十八", 98)]
    assert found.claims is None


@pytest.mark.parametrize(
    ("quote", "value"),
    [("1.2万条", 12000), ("两次", 2), ("九成", 90), ("3.5万元", 3.5), ("一批", None), ("", None)],
)
def test_the_grammar_reads_numerals(quote: str, value: float | None) -> None:
    grammar = system("quantity-grammar")
    assert isinstance(grammar, NumeralReader)
    assert grammar.value_of(quote) == value


def test_the_grammar_reads_nearly_all_quotes_of_the_corpus_rightly() -> None:
    grammar = system("quantity-grammar")
    assert isinstance(grammar, NumeralReader)
    claims = [
        claim
        for report in load_gold("corpus:dev")
        for claim in report.claims or ()
        if claim.kind is not Kind.CHANGE
    ]
    right = sum(grammar.value_of(claim.quote) == claim.value for claim in claims)
    assert right > 0.97 * len(claims)


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_goes_by_its_name(name: str) -> None:
    found: System = system(name)
    assert found.name == name
    assert SystemName.of(name).english
    assert SystemName.of(name).chinese


def test_a_name_of_no_system_is_refused_with_the_choices() -> None:
    choices = "choose from accurate, rules, rules-pages, q"
    with pytest.raises(InputError, match=f"no system 'best': {choices}"):
        system("best")


def test_the_tables_of_web_pages_are_read_by_a_system_of_its_own() -> None:
    gold = [each for each in load_gold("corpus:dev") if each.page is not None][:6]
    texts = [*texts_of(gold), Text("no page", "全年公开信息12条。")]
    found = system("rules-pages").read(texts)
    assert [each.name for each in found] == [each.name for each in texts]
    assert found[-1].cells is None
    assert all(each.claims is None for each in found)
    assert score_reports(gold, found).measures()["cells.nonzero"].value == 1.0


def test_a_page_that_cannot_be_read_is_one_without_tables() -> None:
    (found,) = system("rules-pages").read([Text("a", "甲", page="\0" * 200)])
    assert found.cells == {} or all(
        cell.state is CellState.MISSING
        for cells in (found.cells or {}).values()
        for cell in cells.values()
    )


def test_nothing_is_loaded_before_a_system_is_asked_for() -> None:
    code = (
        "import sys, json, gongkai.evaluate.systems.registry;"
        "print(json.dumps([name for name in sys.modules if name.startswith("
        "('gongkai.models.rules', 'gongkai.evaluate.systems.peers.', 'pandas', 'jionlp'))]))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603
    assert json.loads(found.stdout) == []


def test_texts_tell_systems_nothing_of_their_annotation() -> None:
    gold = load_gold("corpus:dev")
    texts = texts_of(gold)
    for text, annotated in zip(texts, gold, strict=True):
        assert (text.name, text.text, text.page) == (annotated.name, annotated.text, annotated.page)
        assert text.is_report is (text.page is not None)
        assert bool(text.sections) is not text.is_report
    with pytest.raises(GoldError, match="The text of b is not known"):
        texts_of([JudgedReport("b")])
