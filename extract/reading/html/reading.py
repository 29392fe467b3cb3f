"""Pages: from markup to the text of the report, its paragraphs and its grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.enclosed import NOTHING_ENCLOSED, Enclosed
from gongkai.extract.reading.html import drafts
from gongkai.extract.reading.html.absence import absence, attachment_notice, pictures_notice
from gongkai.extract.reading.html.content import find_content
from gongkai.extract.reading.html.drafts import TableDraft
from gongkai.extract.reading.html.flow import Embedded, Flow, walk
from gongkai.extract.reading.html.guard import make_harmless
from gongkai.extract.reading.html.metadata import read_metadata
from gongkai.extract.reading.html.page import Page
from gongkai.extract.reading.html.pictured import read_pictured
from gongkai.extract.reading.html.stored import has_script, stored_report
from gongkai.extract.reading.html.tables import place_table
from gongkai.extract.reading.html.wrapping import unwrapped
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.reading.rendering import Piece, Prose, render
from gongkai.models.document import Notice


def read_html(
    markup: str,
    encoding: str | None = None,
    enclosed: Enclosed = NOTHING_ENCLOSED,
    recognition: Recognition = Recognition.NEVER,
) -> Contents:
    """Read the report that a page holds.

    The text has a line for each paragraph and for each row of a table, whose cells are
    separated by tabs; a position that a merged cell covers is empty.

    Parameters
    ----------
    markup
        The page, decoded.
    encoding
        IANA name of the encoding that it was in.
    enclosed
        The files that came with it.
    recognition
        When text is recognised in the pictures that came with it: unless ``never``, if it has
        no other.

    Raises
    ------
    ReadError
        ``no_text`` for a page without text, ``report_attached`` for one that only links to the
        file of a report, ``too_large`` for one with too many tags, ``missing_extra`` if its text
        is in pictures and nothing is installed to recognise it.
    """
    return read_page(look_through(markup), encoding, enclosed, recognition)


def read_page(
    page: Page, encoding: str | None, enclosed: Enclosed, recognition: Recognition
) -> Contents:
    """Read the report of a page that was looked through; raises as :func:`read_html`."""
    pictured = read_pictured(page, enclosed, recognition)
    if pictured is not None:
        return replace(pictured, encoding=encoding)
    _refuse_absence(page)
    return contents_of(page, encoding)


def look_through(markup: str) -> Page:
    """Parse a page and find what is the report in it.

    Raises
    ------
    ReadError
        ``too_large`` if it has too many tags or lines.
    """
    page = _parsed(markup)
    if page.content.anchors:
        return page
    stored = stored_report(markup)
    if stored is None:
        return page
    inner = _parsed(stored)
    if not inner.content.anchors:
        return page
    return Page(
        markup, page.parser, inner.flow, inner.content, page.flattened or inner.flattened, True
    )


def _parsed(markup: str) -> Page:
    harmless, flattened = make_harmless(markup)
    parser = LexborHTMLParser(harmless)
    root = parser.body
    flow = walk(root) if root is not None else Flow()
    if not flow.pieces and parser.root is not None:
        for frame in parser.css("frame[src]")[:10]:
            flow.frames.append(Embedded(frame.attributes.get("src") or "", "", 0))
    return Page(markup, parser, flow, find_content(flow), flattened)


def _refuse_absence(page: Page) -> None:
    """Raise what is to be said about a page that does not hold the report itself."""
    if not page.flow.pieces:
        error = absence(page.flow, page.content, has_script=False)
        raise error or ReadError(
            "no_text",
            "The page holds no text, it may be filled in by a script or hold images only; "
            "save the page from a browser after it has loaded.",
        )
    error = absence(page.flow, page.content, has_script=has_script(page.markup))
    if error is not None:
        raise error


def contents_of(page: Page, encoding: str | None) -> Contents:
    """Return what a page says, with what is to be known about how it was read."""
    notices = []
    if page.flattened:
        message = "The page is nested beyond reason; its innermost elements were flattened."
        notices.append(Notice("flattened_markup", message))
    if page.stored:
        message = "The page shows its report by a script; it was read from what the script holds."
        notices.append(Notice("stored_markup", message))
    for find in (attachment_notice, pictures_notice):
        notice = find(page.flow, page.content)
        if notice is not None:
            notices.append(notice)
    metadata = read_metadata(page.parser, page.markup, page.content)
    text, blocks = render(list(_placed(unwrapped(page.content.pieces), notices)))
    return Contents(text, blocks, "text/html", encoding, metadata, tuple(notices))


def _placed(pieces: Iterable[drafts.Piece], notices: list[Notice]) -> Iterator[Piece]:
    for piece in pieces:
        if not isinstance(piece, TableDraft):
            texts = [piece.text]
        elif (table := place_table(piece)) is not None:
            yield table
            continue
        else:
            message = "A table of the page is too large to be a table of a report."
            notices.append(Notice("oversized_table", message))
            rows = (row for group in piece.groups for row in group.rows)
            texts = ["\t".join(cell.text for cell in row.cells) for row in rows]
        yield from (Prose(text) for text in texts if text.strip())
