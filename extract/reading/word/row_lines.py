"""Rows whose cells hold several values, one below the other, divided into as many rows.

Which rows do, says :func:`~gongkai.extract.reading.data_tables.rows_within`; each line becomes a
row of its own, and cells with other numbers of lines are beside all of them.
"""

from __future__ import annotations

from dataclasses import replace

from gongkai.extract.reading.data_tables import lines_of_rows, rows_within
from gongkai.extract.reading.word.tables import CellDraft, RowDraft


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
    return rows_within([cell.lines for cell in row.cells if _is_alone(cell)])


def _line_of(cell: CellDraft, number: int, count: int) -> CellDraft:
    """Return what of a cell stands in one of the rows that its row is divided into."""
    lines = lines_of_rows(cell.lines, count)
    if _is_alone(cell) and lines is not None:
        line = lines[number]
        return replace(cell, text=line, lines=[line], pieces=[])
    if number == 0:
        return replace(cell, opens=not cell.continues)
    return CellDraft(cell.column_span, opens=False, continues=True)


def _is_alone(cell: CellDraft) -> bool:
    return not (cell.opens or cell.continues)
