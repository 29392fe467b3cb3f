"""What ``gongkai evaluate`` prints: tables on any width, remarks, Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from gongkai.evaluate.display.errors import print_errors
from gongkai.evaluate.display.sheet import print_grid
from gongkai.evaluate.display.together import print_evaluation
from gongkai.evaluate.evaluation import Evaluation, Prediction, evaluate
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport
from gongkai.evaluate.result_intervals import result_intervals
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.language import Language, Words
from gongkai.models.document import Span
from gongkai.models.scheme import Channel, Kind, Metric, Scope, SectionKind
from tests.evaluate.builders import TEXT, cell, claim, report

#: A Chinese character beside punctuation of English text.
_MIXED = re.compile(r"[一-鿿][,:;()]|[,:;()][一-鿿]")
GOLD = (
    claim("316条", 316, channel=Channel.WEBSITE, scope=Scope.OWN),
    claim("130条", 130, part_of=0),
    claim("两次", 2, Metric.TRAINING_SESSIONS),
    claim("约20人次", 20, Metric.TRAINING_PARTICIPANTS),
)


def page(width: int = 100, language: Language = Language.ENGLISH) -> tuple[Page, StringIO]:
    written = StringIO()
    console = Console(file=written, width=width, markup=False, emoji=False, highlight=False)
    return Page(console, Words(language)), written


def printed(
    evaluation: Evaluation,
    width: int = 100,
    language: Language = Language.ENGLISH,
    *,
    full: bool = False,
) -> str:
    target, written = page(width, language)
    intervals = [result_intervals(result) for result in evaluation.systems]
    print_evaluation(target, evaluation, intervals, [Path("metrics.json")], full=full)
    print_errors(target, evaluation)
    return written.getvalue()


def many(count: int, *claims: JudgedClaim) -> list[JudgedReport]:
    """Return texts that all hold the same claims."""
    return [report(*claims, name=f"{place}.txt", text=TEXT) for place in range(count)]


def compared() -> Evaluation:
    """Return three systems of which one misses much and one attempts numbers alone."""
    gold = many(6, *GOLD)
    for place, each in enumerate(gold):
        tables = {SectionKind.REVIEW_LITIGATION: {"reviews.upheld": cell(place)}}
        gold[place] = JudgedReport(each.name, claims=each.claims, text=TEXT, cells=tables)
    silent = [JudgedReport(each.name, quantities=(), text=TEXT) for each in gold]
    systems = [
        Prediction("a system with a long name", many(6, *GOLD)),
        Prediction("few", many(6, GOLD[0], GOLD[2])),
        Prediction("silent", silent),
    ]
    return evaluate(gold, systems)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("full", [False, True])
def test_nothing_is_cut_on_any_width(width: int, language: Language, full: bool) -> None:
    lines = printed(compared(), width, language, full=full).splitlines()
    assert [line for line in lines if "…" in line] == []
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_every_row_of_a_table_has_its_label_on_any_width(width: int) -> None:
    target, written = page(width)
    heads = [f"figure {place}" for place in range(9)]
    rows = [[label, *["[-0.123, +0.456]"] * 9] for label in ("a rather long label", "b")]
    print_grid(target, heads, rows)
    lines = written.getvalue().splitlines()
    bodies = [line for line in lines if "[-0.123" in line]
    assert sum(line.count("[-0.123, +0.456]") for line in bodies) == 18
    assert {line.split()[0] for line in bodies} == {"a", "b"}
    assert min(_label_width(line) for line in bodies if line.startswith("  a ")) >= len("a rather")


def _label_width(line: str) -> int:
    return len(line.partition("[")[0].strip())


@pytest.mark.parametrize("full", [False, True])
def test_there_is_no_english_punctuation_beside_chinese(full: bool) -> None:
    output = printed(compared(), 100, Language.CHINESE, full=full)
    assert [line for line in output.splitlines() if _MIXED.search(line)] == []
    assert "完全正确，各指标平均" in output
    assert "数据陈述（按指标）" in output or not full


def test_a_system_that_attempts_nothing_annotated_is_named() -> None:
    gold = many(2, *GOLD)
    nothing = [JudgedReport(each.name, text=TEXT) for each in gold]
    evaluation = evaluate(gold, [Prediction("pandas", nothing), Prediction("mine", nothing)])
    output = " ".join(printed(evaluation).split())
    only = "pandas attempts only cells of whole reports that have a web page"
    assert f"{only}, and the gold has none of that" in output
    assert "mine: attempts nothing that the gold speaks of " in output


def test_why_others_are_not_compared_with_a_first_system_that_is_silent_is_said() -> None:
    gold = many(2, *GOLD)
    silent = [JudgedReport(each.name, quantities=(), text=TEXT) for each in gold]
    first, second, third = (
        Prediction("first", silent),
        Prediction("second", many(2, *GOLD)),
        Prediction("third", many(2, GOLD[0])),
    )
    sentence = "no differences are shown, since first, the first system, does not attempt this"
    assert sentence in printed(evaluate(gold, [first, second, third]))
    assert sentence not in printed(evaluate(gold, [first, second]))
    assert "no differences are shown" not in printed(evaluate(gold, [second, first, third]))


def test_it_is_said_in_how_many_texts_a_system_was_judged() -> None:
    gold = many(3, *GOLD)
    predicted = [*many(1, *GOLD), *(JudgedReport(each.name, text=TEXT) for each in gold[1:])]
    output = printed(evaluate(gold, [Prediction("mine", predicted)]))
    assert "mine: Claims: judged in 1 of 3 annotated texts" in output
    whole = printed(evaluate(gold, [Prediction("mine", many(3, *GOLD))]))
    assert "judged in" not in whole


def test_two_systems_are_compared_on_texts_judged_for_both_and_this_is_said() -> None:
    gold = many(3, *GOLD)
    partly = [*many(2, *GOLD), JudgedReport(gold[2].name, text=TEXT)]
    predictions = [Prediction("mine", many(3, *GOLD)), Prediction("partly", partly)]
    output = printed(evaluate(gold, predictions))
    assert "partly: compared on the 2 texts that are judged for both; left out: 1" in output


def test_quotes_that_stand_elsewhere_are_counted() -> None:
    gold = many(2, *GOLD)
    moved = replace(claim("动态", 130), quote="130条")
    predicted = many(2, GOLD[0], GOLD[2], moved)
    output = printed(evaluate(gold, [Prediction("mine", predicted)]))
    assert "mine: predicted quotes that do not stand where they say: 2 of 6" in output


def test_where_another_system_differs_most_is_shown_largest_difference_first() -> None:
    gold = many(6, *GOLD)
    predictions = [
        Prediction("first", many(6, *GOLD)),
        Prediction("other", many(6, GOLD[0], GOLD[3])),
    ]
    rows = _rows(printed(evaluate(gold, predictions)), "where other differs most from first")
    assert rows == [
        ["training_sessions", "1.000", "0.000", "-1.000", "6"],
        ["info_published", "1.000", "0.667", "-0.333", "12"],
    ]
    few = evaluate(gold[:4], [Prediction(each.name, each.reports[:4]) for each in predictions])
    rows = _rows(printed(few), "where other differs most from first")
    assert [row[0] for row in rows] == ["info_published"]


def _rows(output: str, title: str) -> Sequence[Sequence[str]]:
    """Return the rows of the table below a title."""
    lines = output.splitlines()
    start = next(place for place, line in enumerate(lines) if title in line)
    rule = next(place for place in range(start, len(lines)) if "──" in lines[place])
    end = next(place for place in range(rule, len(lines)) if not lines[place].strip())
    return [line.split() for line in lines[rule + 1 : end]]


def test_how_many_numbers_are_predicted_stands_beside_their_recall() -> None:
    assert "numbers predicted in a text: a system with a long name 4.0, few 2.0" in printed(
        compared()
    )


def test_a_heading_does_not_run_into_the_sentence_below_it() -> None:
    text = "二、主动公开\n全年发布信息5条。"
    start = text.index("5条")
    claimed = JudgedClaim(Metric.INFO_PUBLISHED, Kind.COUNT, 5, "5条", Span(start, start + 2))
    gold = [JudgedReport("a.txt", claims=(claimed,), text=text)]
    predicted = [JudgedReport("a.txt", claims=(), text=text)]
    output = printed(evaluate(gold, [Prediction("mine", predicted)]))
    assert "二、主动公开 全年发布信息‹5条›。" in output


def test_a_wrong_scope_is_shown_on_both_sides() -> None:
    gold = [report(claim("316条", 316, scope=Scope.OWN), name="a.txt", text=TEXT)]
    predicted = [report(claim("316条", 316, scope=Scope.REGION), name="a.txt", text=TEXT)]
    output = printed(evaluate(gold, [Prediction("mine", predicted)]))
    lines = [" ".join(line.split()) for line in output.splitlines()]
    place = lines.index("other attributes: scope")
    assert lines[place + 2].endswith("count · own")
    assert lines[place + 3].endswith("count · region")


def test_of_many_texts_without_a_prediction_five_are_named() -> None:
    predictions = [Prediction("few", many(2, *GOLD))]
    shown = " ".join(printed(evaluate(many(9, *GOLD), predictions, allow_missing=True)).split())
    assert "2.txt, 3.txt, 4.txt, 5.txt, 6.txt and 2 more" in shown
    assert "7.txt, 8.txt" not in shown
