"""The pages of a picture file, within limits."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import (
    PICTURE_PAGE_PIXELS,
    PICTURE_PAGES,
    PICTURE_PIXELS,
    PICTURE_SIDE_PIXELS,
)
from gongkai.extract.reading.pictures.bands import HIGHEST, LONG_RATIO, cuts_of
from gongkai.extract.reading.pictures.images import Colour
from gongkai.models.document import Notice

if TYPE_CHECKING:
    from PIL.Image import Image

#: Formats that are opened, by the names Pillow gives them; others may run programs.
_FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_MEDIA_TYPES: Final = {
    "PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "GIF": "image/gif",
    "BMP": "image/bmp", "TIFF": "image/tiff", "WEBP": "image/webp",
}  # fmt: skip
#: Dots an inch that scanners write; 72 and 96 are what programs write that do not know.
_SCANNED: Final = (100.0, 1_300.0)
_ORIENTATION: Final = 0x0112
_TURNED: Final = frozenset(range(2, 9))
_SIDEWAYS: Final = frozenset({5, 6, 7, 8})
#: A part of a page, by the shares of its height at which it begins and ends.
_Band: TypeAlias = tuple[float, float]
_WHOLE: Final = (0.0, 1.0)
#: What a long picture is cut by is a small one of this width.
_ROUGH_WIDTH: Final = 600
#: Rows of a picture in deep grey that are looked at together.
_BAND_ROWS: Final = 256


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One page.

    Attributes
    ----------
    pixels
        In colours.
    size
        Width and height in points, ``None`` if the file does not tell.
    """

    pixels: Colour
    size: tuple[float, float] | None


@dataclass(slots=True)
class PictureFile:
    """A picture file that is open.

    Attributes
    ----------
    media_type
        IANA media type.
    notices
        What went wrong with some of its pages.
    """

    _data: bytes
    _image: Image
    media_type: str
    notices: list[Notice]

    def pictures(self) -> Iterator[Picture]:
        """Yield its pages; of a long picture, its parts.

        Raises
        ------
        ReadError
            ``damaged`` if the first cannot be decoded.
        """
        found = 0
        has_pages = self._image.format == "TIFF"
        # The pages are not counted first: a file may name millions, or each other in a circle.
        for index in range(PICTURE_PAGES + 1 if has_pages else 1):
            try:
                if not _turned_to(self._image, index):
                    return
                for band in self._bands(index):
                    if max(index, found) >= PICTURE_PAGES:
                        self._leave_out_rest()
                        return
                    picture = self._picture(index, band)
                    found += 1
                    yield picture
            except ReadError:
                if not found:
                    raise
                self._leave_out(index)

    def _bands(self, index: int) -> Sequence[_Band]:
        """Return where the current page is cut apart, as it is if it is a long picture."""
        _refuse_too_large(self._image)
        width, height = self._image.size
        if height <= LONG_RATIO * width:
            return [_WHOLE]
        # Opened anew each time, since asking for anything may decode a picture and keep it.
        with _decoding(), closing(self._again(index)) as image:
            if _orientation(image) is not None:
                return [_WHOLE]
            rough = _rough(image)
        ends = [0.0, *(cut / len(rough) for cut in cuts_of(rough)), 1.0]
        return list(pairwise(ends))

    def _picture(self, index: int, band: _Band) -> Picture:
        """Decode a page, or a part of one; the whole is in memory no longer than that."""
        is_last = band == _WHOLE and self._image.format != "TIFF"
        with _decoding(), closing(self._image if is_last else self._again(index)) as image:
            size = _size_in_points(image)
            if size is not None:
                size = (size[0], size[1] * (band[1] - band[0]))
            return Picture(_as_colour(image, band), size)

    def _again(self, index: int) -> Image:
        image = _opened(self._data)
        _turned_to(image, index)
        return image

    def _leave_out_rest(self) -> None:
        message = (
            f"Only the first {PICTURE_PAGES} pages were read, the rest is beyond the length of "
            "any report; split the file if it holds several."
        )
        self.notices.append(Notice("pages_left_out", message))

    def _leave_out(self, index: int) -> None:
        message = f"Page {index + 1} of the picture cannot be decoded and was left out."
        self.notices.append(Notice("page_damaged", message))


def open_picture(data: bytes) -> PictureFile:
    """Open a picture file; nothing is decoded yet.

    Raises
    ------
    ReadError
        ``damaged`` if it is no picture that can be opened.
    """
    image = _opened(data)
    return PictureFile(data, image, _MEDIA_TYPES.get(image.format or "", "image/png"), [])


def pixels_of(data: bytes) -> tuple[int, int]:
    """Return how wide and high a picture says it is, without decoding it.

    Raises
    ------
    ReadError
        ``damaged`` if it is no picture that can be opened.
    ImportError
        If what opens pictures is not installed.
    """
    with closing(_opened(data)) as image:
        width, height = image.size
    return width, height


def _opened(data: bytes) -> Image:
    from PIL import Image  # noqa: PLC0415 - belongs to the extra ``ocr``

    with _decoding():
        return Image.open(BytesIO(data), formats=_FORMATS)


def _turned_to(image: Image, index: int) -> bool:
    """Turn to a page; whether there is one.

    Raises
    ------
    ReadError
        ``damaged`` if what is said about it cannot be read.
    """
    with _decoding():
        try:
            image.seek(index)
        except EOFError:
            return False
    return True


@contextmanager
def _decoding() -> Iterator[None]:
    """Turn whatever a library says of a damaged picture into an error for people."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our limits are lower than Pillow's
            yield
    except (MemoryError, ReadError):
        raise
    except Exception as error:
        raise ReadError(
            "damaged",
            f"The picture cannot be decoded ({type(error).__name__}); fetch or export it again.",
        ) from error


def _refuse_too_large(image: Image) -> None:
    width, height = image.size
    if width * height > PICTURE_PIXELS or max(width, height) > PICTURE_SIDE_PIXELS:
        raise ReadError(
            "too_large",
            f"The picture has {width:,} by {height:,} pixels, and the limit is {PICTURE_PIXELS:,} "
            f"together and {PICTURE_SIDE_PIXELS:,} a side; scan it with 300 dots an inch.",
        )


def _orientation(image: Image) -> int | None:
    """Return how a camera was held, ``None`` if it was upright or the file does not tell."""
    try:
        found = image.getexif().get(_ORIENTATION)
    except Exception:  # a damaged EXIF block says nothing
        return None
    return found if found in _TURNED else None


def _size_in_points(image: Image) -> tuple[float, float] | None:
    given: Any = image.info.get("dpi")
    try:
        across, down = float(given[0]), float(given[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    if not (_SCANNED[0] <= across <= _SCANNED[1] and _SCANNED[0] <= down <= _SCANNED[1]):
        return None
    width, height = image.size[0] * 72 / across, image.size[1] * 72 / down
    return (height, width) if _orientation(image) in _SIDEWAYS else (width, height)


def _rough(image: Image) -> NDArray[np.uint8]:
    """Return a picture in grey, made small."""
    share = min(_ROUGH_WIDTH / image.size[0], 1.0)
    wanted = (round(image.size[0] * share), round(image.size[1] * share))
    image.draft("L", wanted)
    frame = _on_paper(_in_eight_bits(image))
    factor = max(frame.size[0] // wanted[0], 1)
    return np.asarray(frame.reduce(factor).convert("L"), dtype=np.uint8)


def _as_colour(image: Image, band: _Band) -> Colour:
    from PIL import Image as Images  # noqa: PLC0415
    from PIL import ImageOps  # noqa: PLC0415

    width, height = image.size
    share = _share(width, height * (band[1] - band[0]), is_part=band != _WHOLE)
    if share < 1:
        image.draft("RGB", (round(width * share), round(height * share)))
    orientation = _orientation(image)
    frame = _in_eight_bits(image)
    if band != _WHOLE:
        top, bottom = (round(end * frame.size[1]) for end in band)
        frame = frame.crop((0, top, frame.size[0], bottom))
    across = max(int(width * share), 1)
    if across < frame.size[0]:
        if frame.mode in {"1", "P"}:
            frame = frame.convert("L" if frame.mode == "1" else "RGB")
        down = max(int(height * (band[1] - band[0]) * share), 1)
        frame = frame.resize((across, down), Images.Resampling.BICUBIC)
    colours = _on_paper(frame).convert("RGB")
    if orientation is not None:
        colours.getexif()[_ORIENTATION] = orientation
        ImageOps.exif_transpose(colours, in_place=True)  # else it copies what is not turned
    return np.array(colours, dtype=np.uint8)


def _share(width: int, height: float, *, is_part: bool) -> float:
    """Return by how much to decode a page smaller, so that it is not too large to work on.

    The parts of a long picture are all decoded as the highest might have to be: as one table may
    go on over several, they are as wide as each other.
    """
    highest = HIGHEST * width if is_part else height
    return min(math.sqrt(PICTURE_PAGE_PIXELS / (width * highest)), 1.0)


def _on_paper(frame: Image) -> Image:
    """Return a picture whose transparent parts are white."""
    from PIL import Image as Images  # noqa: PLC0415

    if frame.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in frame.info:
        layered = frame.convert("RGBA")
        paper = Images.new("RGBA", layered.size, (255, 255, 255, 255))
        return Images.alpha_composite(paper, layered)
    return frame


def _in_eight_bits(image: Image) -> Image:
    return _of_deep_grey(image) if image.mode.startswith("I") or image.mode == "F" else image


def _of_deep_grey(image: Image) -> Image:
    """Return a picture of 16 or 32 bits a pixel with 8."""
    from PIL import Image as Images  # noqa: PLC0415

    width, height = image.size
    low, high = math.inf, -math.inf
    for _, levels in _bands(image):
        low, high = min(low, float(levels.min())), max(high, float(levels.max()))
    grey = np.empty((height, width), dtype=np.uint8)
    for top, levels in _bands(image):
        spread = (levels - low) * (255.0 / max(high - low, 1e-6))
        grey[top : top + len(levels)] = np.clip(spread, 0, 255)
    return Images.fromarray(grey)


def _bands(image: Image) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield the levels of a picture band by band: all at once they take a gigabyte."""
    width, height = image.size
    for top in range(0, height, _BAND_ROWS):
        band = image.crop((0, top, width, min(top + _BAND_ROWS, height)))
        yield top, np.nan_to_num(np.asarray(band, dtype=np.float32))
