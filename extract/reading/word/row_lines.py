"""Rows whose cells hold several values, one below the other, divided into as many rows.

Some reports have one row for what the form has several: the labels stand in one cell, a line
each, and beside it the values in each cell, a line each. Where the numbers of lines agree, each
line is a row of its own; cells with other numbers of lines are then beside all of them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from gongkai.extract.reading.limits import WORD_ROW_LINES
from gongkai.extract.reading.word.tables import CellDraft, RowDraft

_VALUE: Final = re.compile(
    r"\s*[-+＋－—–/／\\无]?\s*[\d０-９,，.．]*\s*(?:[件条项次个宗人万元%％]{1,2})?\s*"
)


def divided(row: RowDraft) -> list[RowDraft]:
    """Return the rows that a row stands for: itself, for most."""
    count = _line_count(row)
    if not count:
        return [row]
    return [
        RowDraft(row.skipped, [_line_of(cell, number, count) for cell in row.cells])
        for number in range(count)
    ]


def _line_count(row: RowDraft) -> int:
    """Return how many rows a row is; 0 for a row that stays one."""
    several = [cell for cell in row.cells if _is_alone(cell) and len(cell.lines) > 1]
    values = [cell for cell in several if all(map(_VALUE.fullmatch, cell.lines))]
    labels = [cell.lines for cell in several if not all(map(_VALUE.fullmatch, cell.lines))]
    if not values:
        return 0
    count = len(values[0].lines)
    if count > WORD_ROW_LINES or any(len(cell.lines) != count for cell in values):
        return 0
    return count if any(len(lines) == count and all(lines) for lines in labels) else 0


def _line_of(cell: CellDraft, number: int, count: int) -> CellDraft:
    """Return what of a cell stands in one of the rows that its row is divided into."""
    if _is_alone(cell) and len(cell.lines) == count:
        line = cell.lines[number]
        return replace(cell, text=line, lines=[line], pieces=[])
    if number == 0:
        return replace(cell, opens=not cell.continues)
    return CellDraft(cell.column_span, opens=False, continues=True)


def _is_alone(cell: CellDraft) -> bool:
    return not (cell.opens or cell.continues)
