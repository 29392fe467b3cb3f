"""The way from a PDF file to text and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from pypdfium2 import raw

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.limits import (
    DOCUMENT_GLYPHS,
    PAGE_GLYPHS,
    PAGES,
    PDF_DAMAGED_PAGES,
    PDF_RECOGNISED_PAGES,
)
from gongkai.extract.reading.pages import PageContent, assemble
from gongkai.extract.reading.pdf.inspection import refuse_endless
from gongkai.extract.reading.pdf.library import (
    CALLING,
    Handle,
    open_document,
    repaired,
)
from gongkai.extract.reading.pdf.metadata import read_metadata
from gongkai.extract.reading.pdf.recognising import (
    Recognised,
    find_lines,
    pictures_with_text,
    recognise,
)
from gongkai.extract.reading.pdf.sheet import Sheet, Writing, read_sheet
from gongkai.extract.reading.pdf.stand_in_font import fonts_stood_in
from gongkai.extract.reading.recognition import Recognition
from gongkai.models.document import Metadata, Notice

_INSTALL: Final = "run: pip install 'gongkai[ocr]', which recognises them"
_REPAIRED: Final = (
    Notice(
        "file_repaired",
        "The PDF file was cut off before its end, and pages may be missing; fetch it again.",
    ),
)
_ALLOW: Final = "read it with --ocr auto and gongkai[ocr], which recognise them"


def read_pdf(data: bytes, recognition: Recognition) -> Contents:
    """Read a PDF file.

    Parameters
    ----------
    data
        The file.
    recognition
        When pages are read like pictures: where they have no text of their own that could be
        read, and pictures as large as a quarter of a page (``auto``); all of them (``always``).

    Raises
    ------
    ReadError
        ``damaged``, ``encrypted`` (it opens with a password only), ``too_large`` (its pages draw
        more than those of any report), ``no_text`` (no page has text, or what it has is not what
        it shows), ``missing_extra``.
    """
    refuse_endless(data)
    data, is_repaired = _whole(data)
    metadata, sheets, page_count = _read_sheets(data)
    if all(sheet.writing is Writing.DAMAGED for sheet in sheets):
        raise ReadError(
            "damaged", "No page of the PDF file can be opened; fetch or export it again."
        )
    recognised = recognise(data, sheets, recognition)
    sheets = find_lines(data, sheets, recognition)
    pages = _pages(sheets, recognised)
    assembly = assemble(pages)
    if not assembly.text.strip():
        raise _no_text(recognition, recognised, sheets)
    notices = _notices(sheets, recognised, recognition, page_count)
    return Contents(
        text=assembly.text,
        blocks=assembly.blocks,
        media_type="application/pdf",
        metadata=metadata,
        notices=(*_REPAIRED[:is_repaired], *notices, *assembly.notices),
        layout=assembly.layout,
    )


def _whole(data: bytes) -> tuple[bytes, bool]:
    """Return a file that can be opened, and whether it had to be mended for that."""
    try:
        with CALLING, open_document(data):
            return data, False
    except ReadError as error:
        mended = repaired(data) if error.code == "damaged" else None
        if mended is None:
            raise
        with CALLING, open_document(mended):
            return mended, True


def _read_sheets(data: bytes) -> tuple[Metadata, list[Sheet], int]:
    """Return what the file says about itself, its pages, and how many it says there are."""
    with CALLING, fonts_stood_in(), open_document(data) as document:
        page_count = max(raw.FPDF_GetPageCount(document), 0)
        return read_metadata(document), _sheets(document, page_count), page_count


def _sheets(document: Handle, page_count: int) -> list[Sheet]:
    sheets: list[Sheet] = []
    room = DOCUMENT_GLYPHS
    damaged_count = 0
    for index in range(min(page_count, PAGES)):
        sheet = read_sheet(document, index, min(room, PAGE_GLYPHS))
        sheets.append(sheet)
        room -= len(sheet.content.glyphs)
        damaged_count += sheet.writing is Writing.DAMAGED
        if room <= 0 or damaged_count > PDF_DAMAGED_PAGES:
            break
    return sheets


def _pages(sheets: Sequence[Sheet], recognised: Recognised) -> list[PageContent]:
    """Return the pages to put together; lines without text between them would be empty tables."""
    return [
        recognised.contents.get(
            sheet.content.number,
            sheet.content if sheet.writing.is_usable else replace(sheet.content, rulings=()),
        )
        for sheet in sheets
        if sheet.writing is not Writing.DAMAGED
    ]


def _no_text(
    recognition: Recognition, recognised: Recognised, sheets: Sequence[Sheet]
) -> ReadError:
    if not any(_shows_more(sheet) for sheet in sheets):
        what = "blank"
        if any(sheet.writing.is_usable for sheet in sheets):
            what = "blank but for page numbers or hidden text"
        return ReadError("no_text", f"The pages of the PDF file are {what}; fetch it again.")
    if recognised.is_missing_extra or recognition is Recognition.NEVER:
        what = "The pages of the PDF file are pictures, or their fonts do not name characters"
        if recognised.is_missing_extra:
            return ReadError("missing_extra", f"{what}; {_INSTALL}.")
        return ReadError("no_text", f"{what}; {_ALLOW}.")
    return ReadError(
        "no_text",
        "No text was recognised on the pages of the PDF file; "
        "scan them again, upright and with 300 dots an inch.",
    )


def _shows_more(sheet: Sheet) -> bool:
    """Tell whether a page shows more than the text that it gives."""
    if sheet.writing in {Writing.MISSING, Writing.ILLEGIBLE}:
        return True
    return sheet.writing is Writing.SHOWN and bool(pictures_with_text(sheet))


def _notices(
    sheets: Sequence[Sheet], recognised: Recognised, recognition: Recognition, page_count: int
) -> list[Notice]:
    notices: list[Notice] = []
    unread = [
        sheet for sheet in sheets
        if sheet.content.number not in {*recognised.contents, *recognised.left_out}
    ]  # fmt: skip
    remedy = _INSTALL if recognition is not Recognition.NEVER else _ALLOW
    missing = {Writing.MISSING, Writing.ILLEGIBLE}
    _add(
        notices, "page_without_text", _numbers(unread, *missing), "without text that can be read",
        remedy,
    )  # fmt: skip
    with_pictures = [
        sheet.content.number
        for sheet in unread
        if sheet.writing is Writing.SHOWN and pictures_with_text(sheet)
    ]
    _add(
        notices, "picture_not_read", with_pictures,
        "with large pictures that were not read and may show tables", remedy,
    )  # fmt: skip
    _add(
        notices, "recognition_left_out", recognised.left_out, "left out",
        f"at most {PDF_RECOGNISED_PAGES} pages of a file are recognised, split it into reports",
    )  # fmt: skip
    _add(
        notices, "page_damaged", _numbers(sheets, Writing.DAMAGED), "damaged and left out",
        "fetch or export the file again",
    )  # fmt: skip
    _add(
        notices, "text_under_scan",
        [each for each in _numbers(sheets, Writing.UNDER_SCAN) if each not in recognised.contents],
        "read as the scanner recognised them", "--ocr always recognises them again",
    )  # fmt: skip
    _add(
        notices, "unreadable_characters",
        [
            sheet.content.number for sheet in sheets
            if sheet.unreadable_count and sheet.content.number not in recognised.contents
        ],
        "with characters that their fonts do not name, which stand as U+FFFD",
        "--ocr always recognises them",
    )  # fmt: skip
    _add(
        notices, "drawings_left_out", [sheet.content.number for sheet in sheets if sheet.is_cut],
        "drawn with more lines than any table has, so that tables may be missing",
        "check them, or save the file as Word or plain text",
    )  # fmt: skip
    _add(
        notices, "characters_left_out",
        [sheet.content.number for sheet in sheets if sheet.is_text_cut],
        f"of which some text is left out, since no page of a report has {PAGE_GLYPHS:,} characters",
        "check them, or save the file as Word or plain text",
    )  # fmt: skip
    if len(sheets) < page_count:
        message = (
            f"Only {len(sheets):,} of {page_count:,} pages were read, the rest is beyond the "
            "length of any report; split the file if it holds several."
        )
        notices.append(Notice("pages_left_out", message))
    return notices


def _add(notices: list[Notice], code: str, numbers: Sequence[int], found: str, remedy: str) -> None:
    """Add a notice about pages, if there are any."""
    if numbers:
        notices.append(Notice(code, f"Pages {found}: {_ranges(numbers)}; {remedy}."))


def _numbers(sheets: Sequence[Sheet], *writing: Writing) -> list[int]:
    return [sheet.content.number for sheet in sheets if sheet.writing in writing]


def _ranges(numbers: Sequence[int]) -> str:
    """Write page numbers: 1–3, 7."""
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        run = [number for _, number in group]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join(runs)
