"""What a report is once it has been read: one plain text with blocks that point into it.

Every offset in this package is a count of Unicode code points into ``Document.text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gongkai.models.layout import Layout
from gongkai.models.spans import Span

__all__ = [
    "Block",
    "Document",
    "Grid",
    "GridCell",
    "Metadata",
    "Notice",
    "Paragraph",
    "Source",
    "Span",
]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of prose; hard line breaks inside it belong to the layout, not to the language."""

    span: Span


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid, placed at the top left corner of the area it covers.

    Attributes
    ----------
    row, column
        Zero-based position in the grid.
    row_span, column_span
        Number of rows and columns covered, at least 1.
    span
        The text of the cell; empty for an empty cell.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    span: Span


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose geometry survived: ``row_count`` × ``column_count`` positions.

    Cells do not overlap; a position that no cell covers was absent from the source.
    """

    span: Span
    row_count: int
    column_count: int
    cells: tuple[GridCell, ...]


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes came from.

    Attributes
    ----------
    uri
        Path relative to the input that was given.
    member
        Path inside an archive, ``None`` outside one.
    media_type
        IANA media type found by content, not by file name.
    encoding
        IANA name of the character encoding, ``None`` where the format has none.
    size
        Number of bytes.
    sha256
        Hexadecimal digest of the bytes.
    """

    uri: str
    member: str | None
    media_type: str
    encoding: str | None
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says about itself outside its text (``<meta>``, document properties).

    ``index_number`` is its number in the catalogue of published information (索引号), ``site`` the
    name of the site it stands on.
    """

    title: str | None = None
    published: date | None = None
    issuer: str | None = None
    index_number: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a stage wants the user to know; becomes a warning of the record."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report as plain text.

    Attributes
    ----------
    text
        The whole report. For plain text files the decoded file, byte order mark dropped,
        newlines untouched; for other formats the rendering that ``gongkai text`` prints.
    blocks
        Paragraphs and grids in order of their offsets; they do not overlap.
    layout
        Where the characters stand on their pages; ``None`` where the format has no pages.
    """

    text: str
    blocks: tuple[Block, ...]
    source: Source
    metadata: Metadata = field(default_factory=Metadata)
    notices: tuple[Notice, ...] = ()
    layout: Layout | None = None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The prose blocks, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The blocks that kept their geometry, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))
