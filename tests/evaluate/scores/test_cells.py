"""Cells: every class by itself, inventions and missing tables."""

from __future__ import annotations

import pytest

from gongkai.evaluate import score_cells
from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.reports import JudgedCell
from gongkai.evaluate.scores.cells import CellClass, CellScores
from gongkai.models.scheme import CellState, SectionKind
from tests.evaluate.builders import report, table

GOLD: dict[str, float | str] = {
    "review.upheld": 3,
    "review.corrected": 1,
    "review.other": 0,
    "review.pending": 0,
    "review.total": "blank",
    "direct_suit.upheld": "not_applicable",
    "direct_suit.other": "missing",
    "direct_suit.total": "unreadable",
}


def score(predicted: dict[str, float | str]) -> CellScores:
    return score_cells([table(GOLD)], [table(predicted)])


def test_the_gold_itself_is_right() -> None:
    scores = score(dict(GOLD))
    assert scores.total == Proportion(8, 8)
    assert scores.classes[CellClass.NONZERO].total == Counts(2, 2, 2)
    assert scores.classes[CellClass.ZERO].total == Counts(2, 2, 2)
    for each in (CellClass.BLANK, CellClass.NOT_APPLICABLE, CellClass.MISSING):
        assert scores.classes[each].total == Counts(1, 1, 1)
    assert scores.invented == Proportion(0, 4)
    assert scores.errors == ()


def test_a_wrong_number_counts_against_precision_and_recall_of_numbers() -> None:
    scores = score({**GOLD, "review.upheld": 4})
    assert scores.classes[CellClass.NONZERO].total == Counts(1, 2, 2)
    assert scores.classes[CellClass.ZERO].total == Counts(2, 2, 2)
    assert scores.invented.count == 0


def test_a_zero_read_as_blank_is_a_zero_missed_and_a_false_blank() -> None:
    scores = score({**GOLD, "review.other": "blank"})
    assert scores.classes[CellClass.ZERO].total == Counts(1, 2, 1)
    assert scores.classes[CellClass.BLANK].total == Counts(1, 1, 2)


@pytest.mark.parametrize("key", ["review.total", "direct_suit.upheld", "direct_suit.other"])
@pytest.mark.parametrize("value", [0, 5])
def test_a_number_where_there_is_none_is_an_invention(key: str, value: int) -> None:
    scores = score({**GOLD, key: value})
    assert scores.invented == Proportion(1, 4)
    (error,) = scores.errors
    assert (error.key, error.is_invention) == (key, True)


def test_a_cell_without_prediction_is_missing() -> None:
    predicted = {key: value for key, value in GOLD.items() if key != "review.upheld"}
    scores = score(predicted)
    assert scores.classes[CellClass.NONZERO].total == Counts(1, 2, 1)
    assert scores.classes[CellClass.MISSING].total == Counts(1, 1, 2)


def test_cells_that_the_gold_does_not_name_are_not_judged() -> None:
    assert score({**GOLD, "suit_after_review.total": 7}).total == Proportion(8, 8)
    nothing = score_cells([report()], [table({"review.total": 7})])
    assert nothing.total == Proportion(0, 0)
    assert nothing.total.share is None
    assert nothing.missing_tables.total == Counts(0, 0, 0)


def test_a_table_is_missing_when_all_its_cells_are() -> None:
    gone = dict.fromkeys(GOLD, "missing")
    there: dict[str, float | str] = {**gone, "review.total": 0}
    assert score_cells([table(gone)], [table(gone)]).missing_tables.total == Counts(1, 1, 1)
    assert score_cells([table(gone)], [report(cells={})]).missing_tables.total == Counts(1, 1, 1)
    assert score_cells([table(gone)], [report()]).missing_tables.by_text == {}
    assert score_cells([table(gone)], [table(there)]).missing_tables.total == Counts(0, 1, 0)
    assert score_cells([table(there)], [table(gone)]).missing_tables.total == Counts(0, 0, 1)


def test_a_unit_is_judged_where_both_sides_give_one() -> None:
    def amount(unit: str | None, value: float = 38.5) -> JudgedCell:
        return JudgedCell(CellState.VALUE, value, unit)

    def scored(gold: JudgedCell, predicted: JudgedCell) -> Proportion:
        section = SectionKind.PROACTIVE_DISCLOSURE
        sides = [report(cells={section: {"charges.amount": each}}) for each in (gold, predicted)]
        return score_cells(sides[:1], sides[1:]).total

    assert scored(amount(None), amount("万元")).count == 1
    assert scored(amount("元"), amount("元")).count == 1
    assert scored(amount("元"), amount("万元")).count == 0
    assert scored(amount("元"), amount(None)).count == 1
    assert scored(amount(None, 38.0), amount(None, 38)).count == 1
