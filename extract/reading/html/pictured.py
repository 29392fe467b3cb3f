"""Reports that a page shows as pictures: their text is recognised.

Counties scan the printed report and put the scans into a page. Pictures that came with the page
are read in their order, as pages of one document; those at other addresses are not fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.enclosed import Enclosed, File
from gongkai.extract.reading.html.absence import ANNOUNCEMENT, attachment, pictures_of_text
from gongkai.extract.reading.html.drafts import Line
from gongkai.extract.reading.html.metadata import read_metadata
from gongkai.extract.reading.html.page import Page
from gongkai.extract.reading.html.signs import prose_in
from gongkai.extract.reading.limits import HTML_RECOGNISED_PICTURES
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.reading.rendering import Prose, render
from gongkai.models.document import Block, Grid, Notice, Paragraph, Span

#: Smaller pictures are seals, codes to scan or ornaments; in pixels, and in bytes where nothing
#: is installed that could tell the pixels.
_LEAST_WIDTH: Final = 400
_LEAST_HEIGHT: Final = 200
_LEAST_BYTES: Final = 8 * 2**10
_MISSING: Final = "missing_extra"


def read_pictured(page: Page, enclosed: Enclosed, recognition: Recognition) -> Contents | None:
    """Read the report of a page that holds it as pictures; ``None`` if it does not.

    Raises
    ------
    ReadError
        ``no_text`` if the page has no other text and nothing may be recognised,
        ``missing_extra`` if nothing that could is installed.
    """
    content, flow = page.content, page.flow
    if content.anchors or content.prose > ANNOUNCEMENT or attachment(flow) is not None:
        return None
    if not all(isinstance(piece, Line) for piece in content.pieces):
        return None
    files = [enclosed.find(each.address) for each in pictures_of_text(flow)]
    large = [file for file in files if file is not None and _is_large(file)]
    if not large:
        return None
    if recognition is Recognition.NEVER:
        if content.prose:  # a notice tells of them
            return None
        raise ReadError(
            "no_text",
            f"The page holds its text as pictures ({len(large)}); read it with --ocr auto, which "
            "recognises their text.",
        )
    try:
        return _recognised(page, large, recognition)
    except ReadError as error:
        if error.code == _MISSING and not content.prose:
            raise
        return None  # what is said about the page otherwise tells of them


def _is_large(file: File) -> bool:
    """Tell whether a picture may be a page, or a part of one."""
    if file.end - file.start < _LEAST_BYTES:
        return False
    from gongkai.extract.reading.pictures.files import pixels_of  # noqa: PLC0415 - few pages

    try:
        width, height = pixels_of(file.content())
    except ImportError:
        return True
    except ReadError:  # no picture that could be read
        return False
    return width >= _LEAST_WIDTH and height >= _LEAST_HEIGHT


def _recognised(page: Page, files: Sequence[File], recognition: Recognition) -> Contents:
    """Return what pictures say, below what prose the page has of its own."""
    # Loads when it is needed: it takes longer than to read a report with text.
    from gongkai.extract.reading.pictures import read_pictures  # noqa: PLC0415

    chosen = files[:HTML_RECOGNISED_PICTURES]
    contents = read_pictures((file.content() for file in chosen), recognition)
    notices = list(contents.notices)
    if len(chosen) < len(files):
        notices.append(
            Notice(
                "pictures_not_read",
                f"{len(files) - len(chosen)} more pictures of the page were not read.",
            )
        )
    prose = [Prose(piece.text) for piece in page.content.pieces if prose_in(piece)]
    text, blocks = render(prose)
    lead = f"{text}\n" if blocks else ""
    return replace(
        contents,
        text=lead + contents.text,
        blocks=(*blocks, *(_moved(block, len(lead)) for block in contents.blocks)),
        layout=None if contents.layout is None else contents.layout.behind(len(lead)),
        media_type="text/html",
        metadata=read_metadata(page.parser, page.markup, page.content),
        notices=tuple(notices),
    )


def _moved(block: Block, by: int) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_span(block.span, by))
    cells = tuple(replace(cell, span=_span(cell.span, by)) for cell in block.cells)
    return Grid(_span(block.span, by), block.row_count, block.column_count, cells)


def _span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
