"""Lines and tables of a page as they were found, before their places are settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gongkai.extract.reading import data_tables


@dataclass(slots=True)
class Line:
    """A line of the page.

    Attributes
    ----------
    text, container
        What it says, and the container it stands in.
    linked
        How many of its characters are links.
    hidden
        The number of the outermost hidden element that it is in; 0 if it is in none.
    heading
        Whether it is in a heading.
    broken
        Whether a line break ended it, not the end of its paragraph.
    indented
        Whether it began with a wide space.
    """

    text: str
    container: int
    linked: int = 0
    hidden: int = 0
    heading: bool = False
    broken: bool = False
    indented: bool = False


@dataclass(slots=True)
class CellDraft:
    """A cell as marked up, its spans not yet checked.

    Attributes
    ----------
    row_span, column_span
        The attributes as they stand.
    text
        Its lines in one.
    lines
        Its lines, blank ones between them with them.
    first, last
        The pieces that it holds, while its table is open.
    hidden
        Whether it or its row is hidden, so that the cells behind it move up.
    """

    row_span: str | None
    column_span: str | None
    text: str = ""
    lines: list[str] = field(default_factory=list)
    first: int = 0
    last: int = 0
    hidden: bool = False


@dataclass(slots=True)
class RowDraft:
    """A row; ``flat`` tells that it has no height, as those that only hold widths."""

    cells: list[CellDraft] = field(default_factory=list)
    hidden: bool = False
    flat: bool = False


@dataclass(slots=True)
class RowGroup:
    """The rows of one ``thead``, ``tbody`` or ``tfoot``; no cell reaches out of its group."""

    tag: str
    rows: list[RowDraft] = field(default_factory=list)


@dataclass
class TableDraft:
    """A table that holds data; its attributes are as those of a line."""

    groups: list[RowGroup]
    container: int
    linked: int = 0
    hidden: int = 0

    def cells(self) -> list[CellDraft]:
        """Return the cells in the order of the markup."""
        return [cell for group in self.groups for row in group.rows for cell in row.cells]

    @cached_property
    def text(self) -> str:
        """The text of all cells, asked for once they are filled."""
        return " ".join(cell.text for cell in self.cells() if cell.text)

    def drop_hidden(self) -> None:
        """Drop what browsers leave out of the table: hidden cells, rows without height."""
        for group in self.groups:
            for row in group.rows:
                row.cells = [cell for cell in row.cells if not cell.hidden]
            group.rows = [
                row
                for row in group.rows
                if not row.hidden
                and not (row.flat and row.cells and not any(cell.text for cell in row.cells))
            ]


Piece = Line | TableDraft


def holds_data(draft: TableDraft, inside: Sequence[Piece]) -> bool:
    """Tell a table of data from one that only arranges the page; ``inside`` is all it holds."""
    widest = max((len(row.cells) for group in draft.groups for row in group.rows), default=0)
    holds_table = any(isinstance(piece, TableDraft) and len(piece.cells()) > 2 for piece in inside)
    return data_tables.holds_data(draft.cells(), widest, holds_table=holds_table)
