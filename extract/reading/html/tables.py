"""Cells placed as browsers place them, and the grid that results.

Source of the rules: HTML Living Standard, 4.9.12.1 "Forming a table". Where that lets cells
overlap, a cell here ends before the one it would run into, so that every position has at
most one cell.
"""

from __future__ import annotations

from dataclasses import replace

from gongkai.extract.reading.html.drafts import CellDraft, RowGroup, TableDraft
from gongkai.extract.reading.html.row_lines import divided
from gongkai.extract.reading.html.spans import is_zero, span_number
from gongkai.extract.reading.limits import HTML_COLUMNS, TABLE_POSITIONS
from gongkai.extract.reading.rendering import PlacedCell, PlacedTable

_GROUP_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


def place_table(draft: TableDraft) -> PlacedTable | None:
    """Place the cells of a table.

    Returns
    -------
    PlacedTable or None
        ``None`` if the table is so large that no grid is made of it.
    """
    groups = [divided(group) for group in draft.groups]
    row_count = sum(len(group.rows) for group in groups)
    placed = _place(groups)
    if not placed:
        return None
    # Columns that only spans reach into are not there: nothing begins in them.
    column_count = 1 + max(cell.column for cell in placed)
    if row_count * column_count > TABLE_POSITIONS:
        return None
    cells = [
        cell
        if cell.column + cell.column_span <= column_count
        else replace(cell, column_span=column_count - cell.column)
        for cell in sorted(placed, key=lambda cell: (cell.row, cell.column))
    ]
    return PlacedTable(row_count, column_count, cells)


def _place(groups: list[RowGroup]) -> list[PlacedCell] | None:
    """Place all cells; ``None`` if that takes more positions than any real table has."""
    placed: list[PlacedCell] = []
    first_row = work = 0
    for group in sorted(groups, key=lambda group: _GROUP_ORDER[group.tag]):
        end = first_row + len(group.rows)
        # busy[column] is the first row of the group that no cell from above reaches.
        busy: list[int] = []
        for row, row_draft in enumerate(group.rows, first_row):
            column = 0
            for draft in row_draft.cells:
                while column < len(busy) and busy[column] > row:
                    column += 1
                    work += 1
                if column >= HTML_COLUMNS:
                    return None
                cell = _cell(draft, row, column, end, busy)
                busy.extend([0] * (column + cell.column_span - len(busy)))
                for covered in range(column, column + cell.column_span):
                    busy[covered] = row + cell.row_span
                work += cell.column_span
                if work > 4 * TABLE_POSITIONS:
                    return None
                placed.append(cell)
                column += cell.column_span
        first_row = end
    return placed


def _cell(draft: CellDraft, row: int, column: int, end: int, busy: list[int]) -> PlacedCell:
    width = min(max(span_number(draft.column_span), 1), HTML_COLUMNS - column)
    for covered in range(column + 1, min(column + width, len(busy))):
        if busy[covered] > row:
            width = covered - column
            break
    # A row span of 0 reaches to the end of the row group.
    height = span_number(draft.row_span) if draft.row_span is not None else 1
    height = end - row if height == 0 and is_zero(draft.row_span) else max(height, 1)
    return PlacedCell(row, column, min(height, end - row), width, draft.text)
