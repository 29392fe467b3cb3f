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

from gongkai.extract.reading.limits import TABLE_POSITIONS
from gongkai.extract.reading.rendering import PlacedCell, PlacedTable, Prose
from gongkai.extract.reading.word.pieces import Piece

#: Word itself has at most 63 columns; other programs write what they like.
MAXIMUM_COLUMNS: Final = 1000
#: In twentieths of a point: narrower columns hold no character.
_NARROWEST_COLUMN: Final = 120
#: A cell with more text than this, in several sentences, is a part of the document.
_LONGEST_CELL: Final = 300
_SENTENCE_ENDS: Final = re.compile("[。！？；]")
_FORM_LABELS: Final = re.compile(
    "第二十条|本年制发|制发件数|现行有效|本年新[收制公]|自然人|商业企业|申请人情况|申請人情況|结果维持|結果維持"
)
_LONGEST_LABEL: Final = 60
_ASCII: Final = re.compile(r"[!-~]")
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
    filled = [cell for cell in cells if cell.text]
    if len(filled) < 2 or max(len(row.cells) for row in table.rows) < 2:
        return False
    pieces = [piece for cell in cells for piece in cell.pieces]
    if any(isinstance(piece, PlacedTable) and len(piece.cells) > 2 for piece in pieces):
        return False
    long = [cell for cell in filled if len(cell.text) > _LONGEST_CELL]
    if not any(len(_SENTENCE_ENDS.findall(cell.text)) > 1 for cell in long):
        return True
    return any(
        _FORM_LABELS.search(cell.text) for cell in filled if len(cell.text) <= _LONGEST_LABEL
    )


def text_of(pieces: Sequence[Piece]) -> str:
    """Join what a cell holds: a line break inside a Chinese word leaves nothing behind."""
    parts: list[str] = []
    for text in _texts(pieces):
        if parts and text and _ASCII.match(parts[-1][-1]) and _ASCII.match(text[0]):
            parts.append(" ")
        if text:
            parts.append(text)
    return "".join(parts)


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
