"""Paragraphs and placed tables written as one text, with blocks that point into it.

Every format but plain text ends here, so that the same report gives the same text from each: a
line for each paragraph and for each row of a table, whose cells are separated by tabs; a
position that a merged cell covers is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.models.document import Block, Grid, GridCell, Paragraph, Span


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; ``text`` holds no line break."""

    text: str


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with its place in the grid; see :class:`~gongkai.models.document.GridCell`.

    ``text`` holds neither tab nor line break.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table whose cells have their places; they do not overlap and lie inside the grid.

    Attributes
    ----------
    row_count, column_count
        The size of the grid.
    cells
        In order of row, then column.
    """

    row_count: int
    column_count: int
    cells: Sequence[PlacedCell]


Piece = Prose | PlacedTable


def render(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Write pieces one below the other.

    Returns
    -------
    tuple of str and tuple of Block
        The text, and one block for each piece, in order; the cells of a grid in the order of
        the piece's.
    """
    lines: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for piece in pieces:
        if isinstance(piece, PlacedTable):
            text, block = _render_table(piece, offset)
            blocks.append(block)
        else:
            text = piece.text
            blocks.append(Paragraph(Span(offset, offset + len(text))))
        lines.append(text)
        offset += len(text) + 1
    return "\n".join(lines), tuple(blocks)


def _render_table(table: PlacedTable, offset: int) -> tuple[str, Grid]:
    rows: list[list[PlacedCell]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    parts: list[str] = []
    cells: list[GridCell] = []
    position = offset
    for row in rows:
        column = 0
        for cell in row:
            parts.append("\t" * (cell.column - column) + cell.text)
            start = position + cell.column - column
            position = start + len(cell.text)
            column = cell.column
            span = Span(start, position)
            cells.append(GridCell(cell.row, cell.column, cell.row_span, cell.column_span, span))
        parts.append("\t" * (table.column_count - 1 - column) + "\n")
        position += table.column_count - column
    text = "".join(parts)[:-1]
    span = Span(offset, offset + len(text))
    return text, Grid(span, table.row_count, table.column_count, tuple(cells))
