"""Records held against gold, and against the record of the same report as text."""

from __future__ import annotations

from typing import Any

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.formats import DifferenceKind, against_gold, against_text
from gongkai.models.record import Cell, Record
from gongkai.models.scheme import CellState
from tests.extract.sample_records import sample_record

RECORD = sample_record()
TABLE = "applications"


def gold_of(record: Record) -> dict[str, Any]:
    """Return gold that says what the record says."""
    tables = {name: getattr(record.tables, name) for name in ("proactive_disclosure", TABLE)}
    return {
        "cells": {
            name: {
                key: cell.value if cell.state is CellState.VALUE else {"state": cell.state.value}
                for key, cell in table.cells.items()
            }
            for name, table in tables.items()
            if table is not None
        },
        "claims": [claim.model_dump(mode="json") for claim in record.claims],
    }


def changed(key: str, state: CellState, value: int | None) -> Record:
    record = RECORD.model_copy(deep=True)
    table = record.tables.applications
    assert table is not None
    cell: Cell = table.cells[key]
    table.cells[key] = cell.model_copy(update={"state": state, "value": value})
    return record


def key_of(state: CellState, *, nonzero: bool = False) -> str:
    table = RECORD.tables.applications
    assert table is not None
    return next(
        key
        for key, cell in table.cells.items()
        if cell.state is state and bool(cell.value) == nonzero
    )


def test_a_record_that_says_what_the_gold_says_is_right_in_all() -> None:
    figures = against_gold(gold_of(RECORD), RECORD)
    assert figures.nonzero.count == figures.nonzero.judged > 0
    assert figures.blanks.count == figures.blanks.judged
    assert figures.invented.count == 0
    assert figures.claims == Counts(*[len(RECORD.claims)] * 3)


def test_a_wrong_number_is_not_right_and_one_for_a_blank_is_invented() -> None:
    gold = gold_of(RECORD)
    wrong = changed(key_of(CellState.VALUE, nonzero=True), CellState.VALUE, 77)
    before = against_gold(gold, RECORD).nonzero
    assert against_gold(gold, wrong).nonzero == Proportion(before.count - 1, before.judged)
    key = key_of(CellState.VALUE, nonzero=True)
    gold["cells"][TABLE][key] = {"state": "blank"}
    figures = against_gold(gold, RECORD)
    assert figures.invented.count == 1
    assert figures.blanks.count == figures.blanks.judged - 1


def test_what_was_not_read_has_nothing_right() -> None:
    figures = against_gold(gold_of(RECORD), None)
    assert figures.nonzero.count == figures.invented.count == 0
    assert figures.claims == Counts(0, len(RECORD.claims), 0)
    likeness = against_text(RECORD, None)
    assert [each.kind for each in likeness.differences] == [DifferenceKind.UNREAD]
    assert likeness.claims == Counts(0, len(RECORD.claims), 0)


def test_offsets_confidences_and_white_space_in_quotes_make_no_difference() -> None:
    record = RECORD.model_copy(deep=True)
    for claim in record.claims:
        claim.start += 5
        claim.end += 5
        claim.confidence = 0.5
        claim.quote = " \u200b".join(claim.quote)
    assert against_text(RECORD, record).differences == ()


def test_traditional_characters_make_no_difference_to_the_gold() -> None:
    record = RECORD.model_copy(deep=True)
    quote = "公开45条"
    record.claims[1].quote = "公開45條"
    gold = gold_of(RECORD)
    gold["claims"][1]["quote"] = quote
    gold["claims"][1]["unit"], record.claims[1].unit = "个", "個"
    assert against_gold(gold, record).claims.right == len(RECORD.claims)


def test_each_difference_has_its_kind() -> None:
    def kinds(record: Record) -> list[DifferenceKind]:
        return [each.kind for each in against_text(RECORD, record).differences]

    key = key_of(CellState.VALUE, nonzero=True)
    assert kinds(changed(key, CellState.VALUE, 77)) == [DifferenceKind.CELL_VALUE]
    assert kinds(changed(key, CellState.BLANK, None)) == [DifferenceKind.CELL_STATE]
    assert kinds(changed(key, CellState.MISSING, None)) == [DifferenceKind.CELL_LOST]
    assert kinds(changed(key, CellState.UNREADABLE, None)) == [DifferenceKind.CELL_UNREADABLE]
    missing = changed(key, CellState.MISSING, None)
    assert [each.kind for each in against_text(missing, RECORD).differences] == [
        DifferenceKind.CELL_ADDED
    ]
    fewer = RECORD.model_copy(deep=True)
    lost = fewer.claims.pop()
    assert kinds(fewer) == [DifferenceKind.CLAIM_LOST]
    assert [each.kind for each in against_text(fewer, RECORD).differences] == [
        DifferenceKind.CLAIM_ADDED
    ]
    other = RECORD.model_copy(deep=True)
    other.claims[-1].subject = "别的"
    (difference,) = against_text(RECORD, other).differences
    assert difference.kind is DifferenceKind.CLAIM_CONTEXT
    assert lost.quote in difference.what
    assert "subject" in difference.what


def test_figures_of_reports_add_up() -> None:
    one = against_text(RECORD, None)
    both = one + against_text(RECORD, RECORD)
    assert both.cells.judged == 2 * one.cells.judged
    assert both.claims.gold == 2 * one.claims.gold
    assert len(both.differences) == 1
