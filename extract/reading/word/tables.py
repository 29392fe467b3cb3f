"""Cells placed in a grid, as Word places them.

Word writes the rows of a table with the columns that each cell spans; a cell that goes on from
the row above is there as well, and its content does not show. Tables that were drawn by hand
have columns of a few points where borders of two rows nearly meet: these are no columns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Final

from gongkai.extract.reading import data_tables
from gongkai.extract.reading.limits import TABLE_POSITIONS
from gongkai.extract.reading.rendering import PlacedCell, PlacedTable, Prose
from gongkai.extract.reading.word.pieces import Piece

#: Word itself has at most 63 columns; other programs write what they like.
MAXIMUM_COLUMNS: Final = 1000
#: In twentieths of a point: narrower columns hold no character.
_NARROWEST_COLUMN: Final = 120
_BLANKS: Final = re.compile(r"[\t\n]+")


@dataclass(slots=True)
class CellDraft:
    """A cell as written.

    Attributes
    ----------
    column_span
        The columns it spans.
    opens, continues
        Whether cells below may belong to it; whether it belongs to the one above.
    pieces, text
        What it holds, and that on one line.
    lines
        Its lines, blank ones between them with them.
    """

    column_span: int
    opens: bool
    continues: bool
    pieces: list[Piece] = field(default_factory=list)
    text: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RowDraft:
    """A row as written, with the columns that it leaves out before its first cell."""

    skipped: int
    cells: list[CellDraft]

    @property
    def width(self) -> int:
        """The column behind its last cell."""
        return self.skipped + sum(cell.column_span for cell in self.cells)


@dataclass(slots=True)
class TableDraft:
    """A table as written; ``widths`` of its columns in twentieths of a point."""

    widths: list[int]
    rows: list[RowDraft]

    def cells(self) -> list[CellDraft]:
        """Return the cells that show, in order."""
        return [cell for row in self.rows for cell in row.cells if not cell.continues]


def holds_data(table: TableDraft) -> bool:
    """Tell a table of data from one that only arranges the document, or frames a text."""
    cells = table.cells()
    widest = max(len(row.cells) for row in table.rows)
    pieces = (piece for cell in cells for piece in cell.pieces)
    holds_table = any(isinstance(piece, PlacedTable) and len(piece.cells) > 2 for piece in pieces)
    return data_tables.holds_data(cells, widest, holds_table=holds_table)


def text_of(pieces: Sequence[Piece]) -> str:
    """Return what a cell holds in one line."""
    return data_tables.joined(_texts(pieces))


def _texts(pieces: Sequence[Piece]) -> list[str]:
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, Prose):
            texts.append(_BLANKS.sub(" ", piece.text))
        elif isinstance(piece, PlacedTable):
            texts.extend(cell.text for cell in piece.cells)
    return texts


def place(table: TableDraft) -> PlacedTable | None:
    """Place the cells of a table.

    Returns
    -------
    PlacedTable or None
        ``None`` if the table is so large that no grid is made of it.
    """
    width = max((row.width for row in table.rows), default=0)
    if width > MAXIMUM_COLUMNS or len(table.rows) * width > TABLE_POSITIONS:
        return None
    borders = _borders(table, width)
    cells: list[PlacedCell] = []
    #: The cells that may go on below: their place among ``cells``, by their first column.
    above: dict[int, int] = {}
    for number, row in enumerate(table.rows):
        below: dict[int, int] = {}
        position = row.skipped
        for draft in row.cells:
            column = borders[position]
            position += draft.column_span
            span = borders[position] - column
            index = above.get(column) if draft.continues else None
            if index is not None and cells[index].column_span == span:
                cells[index] = replace(cells[index], row_span=number + 1 - cells[index].row)
            else:
                index = len(cells)
                cells.append(PlacedCell(number, column, 1, span, draft.text))
            if draft.opens or draft.continues:
                below[column] = index
        above = below
    return _without_empty_columns(cells, len(table.rows))


def _borders(table: TableDraft, width: int) -> list[int]:
    """Return for each border of the columns as written the column that begins there.

    Columns too narrow for a character are none, unless some cell has nothing else. Widths that
    do not fit the rows are not believed: WPS Office leaves them behind when columns change.
    """
    narrow = [False] * width
    if len(table.widths) == width:
        narrow = [each < _NARROWEST_COLUMN for each in table.widths]
        for row in table.rows:
            position = row.skipped
            for cell in row.cells:
                end = position + cell.column_span
                if narrow[position] and all(narrow[position:end]):
                    narrow[position:end] = [False] * cell.column_span
                position = end
    return list(accumulate((not each for each in narrow), initial=0))


def _without_empty_columns(cells: list[PlacedCell], row_count: int) -> PlacedTable:
    """Make a grid whose columns are those in which a cell begins."""
    starts = sorted({cell.column for cell in cells})
    columns = {column: place for place, column in enumerate(starts)}
    placed = [
        replace(
            cell,
            column=columns[cell.column],
            column_span=bisect_left(starts, cell.column + cell.column_span) - columns[cell.column],
        )
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))
    ]
    return PlacedTable(row_count, len(starts), placed)
