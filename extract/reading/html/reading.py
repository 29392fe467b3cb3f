"""Pages: from markup to the text of the report, its paragraphs and its grids."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.html_content import find_content
from gongkai.extract.reading.html_flow import Piece, TableDraft, walk
from gongkai.extract.reading.html_guard import make_harmless
from gongkai.extract.reading.html_metadata import read_metadata
from gongkai.extract.reading.html_tables import render_table
from gongkai.models.document import Block, Metadata, Notice, Paragraph, Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read."""

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    notices: tuple[Notice, ...]


def read_html(markup: str) -> Page:
    """Read the report that a page holds.

    The text has a line for each paragraph and for each row of a table, whose cells are
    separated by tabs; a position that a merged cell covers is empty.

    Raises
    ------
    ReadError
        ``no_text`` for a page without text, ``too_large`` for one with too many tags.
    """
    harmless, flattened = make_harmless(markup)
    parser = LexborHTMLParser(harmless)
    root = parser.body
    flow = walk(root) if root is not None else None
    if flow is None or not flow.pieces:
        raise ReadError(
            "no_text",
            "The page holds no text, it may be filled in by a script or hold images only; "
            "save the page from a browser after it has loaded.",
        )
    content = find_content(flow)
    metadata = read_metadata(parser, content)
    notices = []
    if flattened:
        message = "The page is nested beyond reason; its innermost elements were flattened."
        notices.append(Notice("flattened_markup", message))
    text, blocks = _render(content.pieces, notices)
    return Page(text, blocks, metadata, tuple(notices))


def _render(pieces: list[Piece], notices: list[Notice]) -> tuple[str, tuple[Block, ...]]:
    lines: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for piece in pieces:
        if isinstance(piece, TableDraft):
            rendered = render_table(piece, offset)
            if rendered is not None:
                lines.append(rendered[0])
                blocks.append(rendered[1])
                offset += len(rendered[0]) + 1
                continue
            message = "A table of the page is too large to be a table of a report."
            notices.append(Notice("oversized_table", message))
            texts = ["\t".join(c.text for c in row) for group in piece.groups for row in group.rows]
        else:
            texts = [piece.text]
        for text in texts:
            if text.strip():
                lines.append(text)
                blocks.append(Paragraph(Span(offset, offset + len(text))))
                offset += len(text) + 1
    return "\n".join(lines), tuple(blocks)
