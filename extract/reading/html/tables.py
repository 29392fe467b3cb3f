"""Cells placed as browsers place them, and the grid that results.

Source of the rules: HTML Living Standard, 4.9.12.1 "Forming a table". Where that lets cells
overlap, a cell here ends before the one it would run into, so that every position has at
most one cell.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.extract.reading.html_flow import CellDraft, RowGroup, TableDraft
from gongkai.models.document import Grid, GridCell, Span

#: HTML itself limits a column span to 1000.
_MAXIMUM_COLUMNS = 1000
#: Positions of the largest grid made; the largest mandated table has about 300.
_MAXIMUM_POSITIONS = 200_000
_GROUP_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


@dataclass(frozen=True, slots=True)
class _Placed:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def render_table(draft: TableDraft, offset: int) -> tuple[str, Grid] | None:
    """Place the cells of a table and write it as lines of cells separated by tabs.

    Parameters
    ----------
    draft
        The table as marked up.
    offset
        Where its text will begin in the document.

    Returns
    -------
    tuple of str and Grid, or None
        ``None`` if the table is so large that no grid is made of it.
    """
    row_count = sum(len(group.rows) for group in draft.groups)
    placed = _place(draft.groups)
    if placed is None or not placed:
        return None
    # Columns that only spans reach into are not there: nothing begins in them.
    column_count = 1 + max(cell.column for cell in placed)
    if row_count * column_count > _MAXIMUM_POSITIONS:
        return None
    rows: list[list[_Placed]] = [[] for _ in range(row_count)]
    for cell in placed:
        rows[cell.row].append(cell)
    parts: list[str] = []
    cells: list[GridCell] = []
    position = offset
    for row in rows:
        column = 0
        for cell in sorted(row, key=lambda cell: cell.column):
            parts.append("\t" * (cell.column - column) + cell.text)
            start = position + cell.column - column
            position = start + len(cell.text)
            column = cell.column
            width = min(cell.column_span, column_count - cell.column)
            span = Span(start, position)
            cells.append(GridCell(cell.row, cell.column, cell.row_span, width, span))
        parts.append("\t" * (column_count - 1 - column) + "\n")
        position += column_count - column
    text = "".join(parts)[:-1]
    return text, Grid(Span(offset, offset + len(text)), row_count, column_count, tuple(cells))


def _place(groups: list[RowGroup]) -> list[_Placed] | None:
    """Place all cells; ``None`` if that takes more positions than any real table has."""
    placed: list[_Placed] = []
    first_row = work = 0
    for group in sorted(groups, key=lambda group: _GROUP_ORDER[group.tag]):
        end = first_row + len(group.rows)
        # busy[column] is the first row of the group that no cell from above reaches.
        busy: list[int] = []
        for row, drafts in enumerate(group.rows, first_row):
            column = 0
            for draft in drafts:
                while column < len(busy) and busy[column] > row:
                    column += 1
                    work += 1
                if column >= _MAXIMUM_COLUMNS:
                    return None
                cell = _cell(draft, row, column, end, busy)
                busy.extend([0] * (column + cell.column_span - len(busy)))
                for covered in range(column, column + cell.column_span):
                    busy[covered] = row + cell.row_span
                work += cell.column_span
                if work > 4 * _MAXIMUM_POSITIONS:
                    return None
                placed.append(cell)
                column += cell.column_span
        first_row = end
    return placed


def _cell(draft: CellDraft, row: int, column: int, end: int, busy: list[int]) -> _Placed:
    width = min(max(_number(draft.column_span), 1), _MAXIMUM_COLUMNS - column)
    for covered in range(column + 1, min(column + width, len(busy))):
        if busy[covered] > row:
            width = covered - column
            break
    # A row span of 0 reaches to the end of the row group.
    height = _number(draft.row_span) if draft.row_span is not None else 1
    height = end - row if height == 0 and _is_zero(draft.row_span) else max(height, 1)
    return _Placed(row, column, min(height, end - row), width, draft.text)


def _number(attribute: str | None) -> int:
    """Read a span as HTML reads numbers: leading digits, 0 if there are none."""
    digits = ""
    for character in (attribute or "").strip()[:6]:
        if not ("0" <= character <= "9"):
            break
        digits += character
    return int(digits or 0)


def _is_zero(attribute: str | None) -> bool:
    return (attribute or "").strip().startswith("0")
