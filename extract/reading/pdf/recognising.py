"""Pages that are read like pictures: they are drawn, and their text is recognised."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import PDF_DRAWN_PIXELS, PDF_RECOGNISED_PAGES
from gongkai.extract.reading.pages import Glyph, PageContent, Ruling
from gongkai.extract.reading.pdf.frame import Corners
from gongkai.extract.reading.pdf.library import CALLING, open_document, open_page
from gongkai.extract.reading.pdf.sheet import Sheet, Writing
from gongkai.extract.reading.recognition import Recognition

#: Pixels for each point: 250 dots an inch, at which the smallest print has 25 rows.
_SCALE: Final = 250 / 72
_WHITE: Final = 0xFFFFFFFF
#: Pictures that cover more of a page than this may hold a table.
_LARGE_PICTURE: Final = 0.25
#: A picture with more characters of the file over it is a background.
_CHARACTERS_OVER_BACKGROUND: Final = 40
_MISSING_EXTRA: Final = "missing_extra"


@dataclass(frozen=True, slots=True, eq=False)
class Recognised:
    """What became of the pages that were to be read like pictures.

    Attributes
    ----------
    contents
        The pages that were read, by their number.
    is_missing_extra
        Whether what recognises text is not installed.
    left_out
        Numbers of pages beyond the limit.
    """

    contents: dict[int, PageContent]
    is_missing_extra: bool = False
    left_out: tuple[int, ...] = ()


def recognise(data: bytes, sheets: list[Sheet], recognition: Recognition) -> Recognised:
    """Read pages like pictures where that is wanted.

    Raises
    ------
    ReadError
        ``missing_extra`` if every page was to be recognised and nothing is installed for it.
    """
    wanted = [sheet for sheet in sheets if _is_wanted(sheet, recognition)]
    chosen = wanted[:PDF_RECOGNISED_PAGES]
    left_out = tuple(sheet.content.number for sheet in wanted[PDF_RECOGNISED_PAGES:])
    contents: dict[int, PageContent] = {}
    if not chosen:
        return Recognised(contents)
    # Loads when it is needed: it takes longer than to read a report with text.
    from gongkai.extract.reading.pictures import recognise_page  # noqa: PLC0415

    for sheet in chosen:
        content = sheet.content
        picture = draw(data, sheet)
        try:
            page = recognise_page(picture, content.number, content.width, content.height)
        except ReadError as error:
            if error.code != _MISSING_EXTRA or recognition is Recognition.ALWAYS:
                raise
            return Recognised({}, is_missing_extra=True)
        is_added = recognition is not Recognition.ALWAYS and sheet.writing is Writing.SHOWN
        contents[content.number] = _added(sheet, page) if is_added else page
    return Recognised(contents, left_out=left_out)


def find_lines(data: bytes, sheets: Sequence[Sheet], recognition: Recognition) -> list[Sheet]:
    """Add the lines that scans show to the text that lies under them.

    The scanner wrote down the characters alone; without lines their tables are no tables. Scans
    are left as they are if what finds lines is not installed, or pictures are not to be read.
    """
    if recognition is not Recognition.AUTO:
        return list(sheets)
    return [
        replace(sheet, content=_with_lines(data, sheet))
        if sheet.writing is Writing.UNDER_SCAN and number < PDF_RECOGNISED_PAGES
        else sheet
        for number, sheet in enumerate(sheets)
    ]


def _with_lines(data: bytes, sheet: Sheet) -> PageContent:
    try:
        from gongkai.extract.reading.pictures.cleaning import cleaned, ink_of  # noqa: PLC0415
        from gongkai.extract.reading.pictures.lines import lines_of  # noqa: PLC0415
        from gongkai.extract.reading.pictures.measuring import em_of  # noqa: PLC0415
    except ImportError as error:
        if (error.name or "").startswith("gongkai"):
            raise
        return sheet.content  # what finds lines is not installed
    page = cleaned(draw(data, sheet))
    ink = ink_of(page)
    scale = sheet.content.width / page.shape[1]
    rulings = tuple(
        Ruling(each.left * scale, each.top * scale, each.right * scale, each.bottom * scale)
        for each in lines_of(ink, em_of(ink)).rulings
    )
    return replace(sheet.content, rulings=(*sheet.content.rulings, *rulings))


def _is_wanted(sheet: Sheet, recognition: Recognition) -> bool:
    match recognition:
        case Recognition.NEVER:
            return False
        case Recognition.ALWAYS:
            return sheet.writing not in {Writing.BLANK, Writing.DAMAGED}
        case Recognition.AUTO:
            if sheet.writing is Writing.SHOWN:
                return bool(pictures_with_text(sheet))
            return sheet.writing in {Writing.MISSING, Writing.ILLEGIBLE}


def pictures_with_text(sheet: Sheet) -> list[Corners]:
    """Return the pictures of a page with text that may hold text of their own, as tables do."""
    page = sheet.content
    area = page.width * page.height
    return [
        box for box in sheet.pictures
        if (box[2] - box[0]) * (box[3] - box[1]) > _LARGE_PICTURE * area
        and sum(_is_in(glyph, box) for glyph in page.glyphs) <= _CHARACTERS_OVER_BACKGROUND
    ]  # fmt: skip


def _is_in(thing: Glyph | Ruling, box: Corners) -> bool:
    x, y = (thing.left + thing.right) / 2, (thing.top + thing.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _added(sheet: Sheet, page: PageContent) -> PageContent:
    """Add to the text of a page what was recognised in its pictures."""
    if not math.isclose(page.width, sheet.content.width, abs_tol=1.0):
        return sheet.content  # it was turned to be read, while the text of the page stands upright
    pictures = pictures_with_text(sheet)
    own = np.array(
        [(each.left, each.top, each.right, each.bottom) for each in sheet.content.glyphs]
    ).reshape(-1, 4)
    glyphs = [
        glyph for glyph in page.glyphs
        if any(_is_in(glyph, box) for box in pictures) and not _is_covered(glyph, own)
    ]  # fmt: skip
    if not glyphs:
        return sheet.content
    rulings = [line for line in page.rulings if any(_is_in(line, box) for box in pictures)]
    return replace(
        sheet.content,
        glyphs=(*sheet.content.glyphs, *glyphs),
        rulings=(*sheet.content.rulings, *rulings),
        recognised=True,
    )


def _is_covered(glyph: Glyph, boxes: NDArray[np.float64]) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    across = (boxes[:, 0] <= x) & (x <= boxes[:, 2])
    return bool((across & (boxes[:, 1] <= y) & (y <= boxes[:, 3])).any())


def draw(data: bytes, sheet: Sheet) -> NDArray[np.uint8]:
    """Draw a page upright, in red, green and blue, (height, width, 3).

    Raises
    ------
    ReadError
        ``damaged`` if the page cannot be drawn.
    """
    page = sheet.content
    width, height = _size(page.width, page.height)
    picture = np.empty((height, width, 3), dtype=np.uint8)
    with CALLING, open_document(data) as document, open_page(document, page.number - 1) as handle:
        bitmap = raw.FPDFBitmap_CreateEx(
            width, height, raw.FPDFBitmap_BGR,
            picture.ctypes.data_as(ctypes.c_void_p), picture.strides[0],
        )  # fmt: skip
        if not (handle and bitmap):
            raise ReadError("damaged", f"Page {page.number} cannot be drawn; export it again.")
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            turns = (sheet.turns - max(raw.FPDFPage_GetRotation(handle), 0)) % 4
            raw.FPDF_RenderPageBitmap(
                bitmap, handle, 0, 0, width, height, turns, raw.FPDF_REVERSE_BYTE_ORDER
            )
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
    return picture


def _size(width: float, height: float) -> tuple[int, int]:
    """Return how many pixels wide and high a page is drawn."""
    width, height = max(width, 1.0), max(height, 1.0)
    scale = min(_SCALE, math.sqrt(PDF_DRAWN_PIXELS / width / height))
    return (
        min(max(round(width * scale), 1), PDF_DRAWN_PIXELS),
        max(min(round(height * scale), PDF_DRAWN_PIXELS // max(round(width * scale), 1)), 1),
    )
