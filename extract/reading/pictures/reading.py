"""The way of a picture file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.pages import PageContent, assemble
from gongkai.extract.reading.recognition import Recognition
from gongkai.models.document import Notice

if TYPE_CHECKING:
    from gongkai.extract.reading.pictures.engine import Engine
    from gongkai.extract.reading.pictures.images import Colour
    from gongkai.extract.reading.pictures.recognising import ReadPage

_MISSING: Final = (
    "Reading pictures of text needs rapidocr, onnxruntime, OpenCV and Pillow; "
    'install them with "gongkai[ocr]".'
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
    if recognition is Recognition.NEVER:
        raise ReadError(
            "no_text", "The file is a picture; read it with --ocr auto, which recognises its text."
        )
    engine = _engine()
    from gongkai.extract.reading.pictures.files import open_picture  # noqa: PLC0415
    from gongkai.extract.reading.pictures.recognising import recognise  # noqa: PLC0415

    file = open_picture(data)
    pages = [recognise(picture.pixels, engine, picture.size) for picture in file.pictures()]
    notices = [*file.notices, *_cut_pages(pages)]
    assembly = assemble([page.content(number) for number, page in enumerate(pages, start=1)])
    if not assembly.text.strip():
        raise ReadError(
            "no_text",
            "No text was recognised in the picture; scan it again, with 300 dots an inch.",
        )
    return Contents(
        text=assembly.text,
        blocks=assembly.blocks,
        media_type=file.media_type,
        notices=(*notices, *assembly.notices),
        layout=assembly.layout,
    )


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


def _cut_pages(pages: Sequence[ReadPage]) -> Iterator[Notice]:
    for number, page in enumerate(pages, start=1):
        if page.is_cut:
            message = (
                f"Page {number} has more text than any page of a report and was read in part; "
                "cut the picture into pages."
            )
            yield Notice("text_left_out", message)


def _engine() -> Engine:
    try:
        from gongkai.extract.reading.pictures.engine import load_engine  # noqa: PLC0415

        return load_engine()
    except ImportError as error:
        raise ReadError("missing_extra", _MISSING) from error
