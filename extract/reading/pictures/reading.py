"""The way of a picture file."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
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
    reader = _Reader(_engine())
    faults: list[ReadError] = []
    waiting = iter(files)
    while True:
        try:
            data = next(waiting, None)
            if data is None:
                break
            reader.add(data)
        except ReadError as error:
            faults.append(error)
    if faults and not reader.pages:
        raise faults[0]
    notices = [Notice("page_damaged", f"A picture was left out: {fault}") for fault in faults]
    assembly = assemble(reader.pages)
    if not assembly.text.strip():
        raise ReadError(
            "no_text",
            "No text was recognised in the picture; scan it again, with 300 dots an inch.",
        )
    return Contents(
        text=assembly.text,
        blocks=assembly.blocks,
        media_type=reader.media_types[0],
        notices=(*reader.notices, *notices, *assembly.notices),
        layout=assembly.layout,
    )


@dataclass(slots=True)
class _Reader:
    """Reads the pages of files, one after the other.

    Attributes
    ----------
    engine
        Finds and reads lines.
    pages, notices, media_types
        What was read, what went wrong with it, and the media type of each file.
    """

    engine: Engine
    pages: list[PageContent] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    media_types: list[str] = field(default_factory=list)
    #: Points per pixel of pages whose size is not known, by their width in pixels: the parts of
    #: a table that goes on have to be as wide as each other.
    _scales: dict[int, float] = field(default_factory=dict)

    def add(self, data: bytes) -> None:
        """Add the pages of a file."""
        from gongkai.extract.reading.pictures.files import open_picture  # noqa: PLC0415
        from gongkai.extract.reading.pictures.recognising import recognise  # noqa: PLC0415

        file = open_picture(data)
        for picture in file.pictures():
            high, wide = picture.pixels.shape[:2]
            size, scale = picture.size, self._scales.get(wide)
            if size is None and scale is not None:
                size = (wide * scale, high * scale)
            page = recognise(picture.pixels, self.engine, size)
            if size is None and page.lines:
                self._scales[wide] = math.sqrt(page.size[0] * page.size[1] / (wide * high))
            number = len(self.pages) + 1
            self.pages.append(page.content(number))
            if page.is_cut:
                self.notices.append(_cut(number))
        self.notices += file.notices
        self.media_types.append(file.media_type)


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
