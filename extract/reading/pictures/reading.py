"""The way of a picture file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.pages import PageContent, assemble
from gongkai.extract.reading.recognition import Recognition
from gongkai.models.document import Notice

if TYPE_CHECKING:
    from gongkai.extract.reading.pictures.engine import Engine
    from gongkai.extract.reading.pictures.images import Colour

_MISSING: Final = (
    "Reading pictures of text needs rapidocr, onnxruntime, OpenCV and Pillow; "
    "run: pip install 'gongkai[ocr]'."
)


def read_picture(data: bytes, recognition: Recognition) -> Contents:
    """Read a picture file.

    Parameters
    ----------
    data
        A PNG, JPEG, GIF, BMP, TIFF (with any number of pages) or WebP file.
    recognition
        ``never`` reads no picture.

    Raises
    ------
    ReadError
        ``no_text`` (nothing was or might be recognised), ``missing_extra`` (what recognises
        text is not installed), ``damaged``, ``too_large``.
    """
    return read_pictures([data], recognition)


def read_pictures(files: Iterable[bytes], recognition: Recognition) -> Contents:
    """Read picture files that are the pages of one document, in order.

    Parameters
    ----------
    files
        As for :func:`read_picture`; asked for one after the other. One that cannot be read is
        told of in a notice, as long as another can.
    recognition
        ``never`` reads no picture.

    Raises
    ------
    ReadError
        As :func:`read_picture`; of the files, what is wrong with the first.
    """
    if recognition is Recognition.NEVER:
        raise ReadError(
            "no_text", "The file is a picture; read it with --ocr auto, which recognises its text."
        )
    engine = _engine()
    pages: list[PageContent] = []
    notices: list[Notice] = []
    media_types: list[str] = []
    faults: list[ReadError] = []
    waiting = iter(files)
    while True:
        try:
            data = next(waiting, None)
            if data is None:
                break
            media_types.append(_add_pages(data, engine, pages, notices))
        except ReadError as error:
            faults.append(error)
    if faults and not pages:
        raise faults[0]
    notices += [Notice("page_damaged", f"A picture was left out: {fault}") for fault in faults]
    assembly = assemble(pages)
    if not assembly.text.strip():
        raise ReadError(
            "no_text",
            "No text was recognised in the picture; scan it again, with 300 dots an inch.",
        )
    return Contents(
        text=assembly.text,
        blocks=assembly.blocks,
        media_type=media_types[0],
        notices=(*notices, *assembly.notices),
        layout=assembly.layout,
    )


def _add_pages(data: bytes, engine: Engine, pages: list[PageContent], notices: list[Notice]) -> str:
    """Add the pages of a file and what went wrong with them; return its media type."""
    from gongkai.extract.reading.pictures.files import open_picture  # noqa: PLC0415
    from gongkai.extract.reading.pictures.recognising import recognise  # noqa: PLC0415

    file = open_picture(data)
    for picture in file.pictures():
        page = recognise(picture.pixels, engine, picture.size)
        number = len(pages) + 1
        pages.append(page.content(number))
        if page.is_cut:
            notices.append(_cut(number))
    notices += file.notices
    return file.media_type


def recognise_page(image: Colour, number: int, width: float, height: float) -> PageContent:
    """Read a page that is given as a picture.

    Parameters
    ----------
    image
        The page in red, green and blue: (height, width, 3).
    number
        The page, counted from 1.
    width, height
        Its size in points.

    Returns
    -------
    PageContent
        Characters and lines of the page, made level; turned upright if it lies on its side, so
        that width and height may change places.

    Raises
    ------
    ReadError
        ``missing_extra`` if what recognises text is not installed.
    """
    engine = _engine()
    from gongkai.extract.reading.pictures.recognising import recognise  # noqa: PLC0415

    return recognise(image, engine, (width, height)).content(number)


def _cut(number: int) -> Notice:
    return Notice(
        "text_left_out",
        f"Page {number} has more text than any page of a report and was read in part; cut the "
        "picture into pages.",
    )


def _engine() -> Engine:
    try:
        from gongkai.extract.reading.pictures.engine import load_engine  # noqa: PLC0415

        return load_engine()
    except ImportError as error:
        raise ReadError("missing_extra", _MISSING) from error
