"""Rows whose cells hold several values, one below the other, divided into as many rows.

Some reports have one row for what the form has several: the labels stand in one cell, a line
each, and beside it the values in each cell, a line each. Where the numbers of lines agree, each
line is a row of its own; cells with a single line are then beside all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from gongkai.extract.reading.data_tables import lines_of_rows, rows_within
from gongkai.extract.reading.html.drafts import CellDraft, RowDraft, RowGroup
from gongkai.extract.reading.html.spans import is_zero, span_number


def divided(group: RowGroup) -> RowGroup:
    """Return a group of rows in which each row has one value in each cell."""
    counts = [_line_count(row) for row in group.rows]
    if not any(counts):
        return group
    # more[place] is by how many rows those before ``place`` grow.
    more = [0, *accumulate(max(count - 1, 0) for count in counts)]
    rows: list[RowDraft] = []
    for place, row in enumerate(group.rows):
        cells = [_stretched(cell, place, more) for cell in row.cells]
        if counts[place]:
            rows += _rows_of(row, cells, counts[place])
        else:
            rows.append(replace(row, cells=cells))
    return RowGroup(group.tag, rows)


def _line_count(row: RowDraft) -> int:
    """Return how many rows a row is; 0 for a row that stays one."""
    return rows_within([cell.lines for cell in row.cells if _reach(cell) == 1])


def _reach(cell: CellDraft) -> int:
    return 0 if is_zero(cell.row_span) else max(span_number(cell.row_span), 1)


def _stretched(cell: CellDraft, place: int, more: list[int]) -> CellDraft:
    """Let a cell reach over the rows that those below it are divided into."""
    reach = _reach(cell)
    if reach <= 1:
        return cell
    grown = more[min(place + reach, len(more) - 1)] - more[place]
    return replace(cell, row_span=str(reach + grown)) if grown else cell


def _rows_of(row: RowDraft, cells: Iterable[CellDraft], count: int) -> list[RowDraft]:
    rows = [RowDraft() for _ in range(count)]
    for cell in cells:
        lines = lines_of_rows(cell.lines, count)
        if _reach(cell) == 1 and lines is not None:
            for line, target in zip(lines, rows, strict=True):
                target.cells.append(replace(cell, text=line, lines=[line]))
        elif _reach(cell) == 1:
            rows[0].cells.append(replace(cell, row_span=str(count)))
        else:
            rows[0].cells.append(cell)
    return rows
