"""Rows whose cells hold several values, one below the other, divided into as many rows.

Some reports have one row for what the form has several: the labels stand in one cell, a line
each, and beside it the values in each cell, a line each. Where the numbers of lines agree, each
line is a row of its own; cells with a single line are then beside all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from gongkai.extract.reading.html.drafts import CellDraft, RowDraft, RowGroup
from gongkai.extract.reading.html.spans import is_zero, span_number
from gongkai.extract.reading.limits import HTML_ROW_LINES

#: A number with its unit, a mark for none, or nothing; a unit alone belongs to the number above.
_VALUE = re.compile(
    r"\s*(?:[-+＋－]?\s*[\d０-９][\d０-９,，.．]*\s*[件条项次个宗人万元%％]{0,2}|"
    r"[-－—–/／\\]{1,3}|无)?\s*"
)
_CHARACTER = re.compile(r"\S")


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
    several = [cell for cell in row.cells if len(cell.lines) > 1 and _reach(cell) == 1]
    if len(several) < 2:
        return 0
    values = [cell for cell in several if _holds_values(cell.lines)]
    labels = [cell for cell in several if not _holds_values(cell.lines)]
    if not values:
        return 0
    count = max(len(_trimmed(cell.lines)) for cell in values)
    if not 2 <= count <= HTML_ROW_LINES:
        return 0
    if not all(count in {len(cell.lines), len(_trimmed(cell.lines))} for cell in values):
        return 0
    names = [_trimmed(cell.lines) for cell in labels]
    return count if any(len(lines) == count and all(lines) for lines in names) else 0


def _holds_values(lines: list[str]) -> bool:
    return any(lines) and all(_VALUE.fullmatch(line) for line in lines)


def _trimmed(lines: list[str]) -> list[str]:
    """Return lines without the blank ones at the end."""
    end = len(lines)
    while end and not _CHARACTER.search(lines[end - 1]):
        end -= 1
    return lines[:end]


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
        lines = cell.lines if len(cell.lines) == count else _trimmed(cell.lines)
        if _reach(cell) == 1 and len(lines) == count:
            for line, target in zip(lines, rows, strict=True):
                target.cells.append(replace(cell, text=line, lines=[line]))
        elif _reach(cell) == 1:
            rows[0].cells.append(replace(cell, row_span=str(count)))
        else:
            rows[0].cells.append(cell)
    return rows
