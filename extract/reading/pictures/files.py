"""The pages of a picture file, within limits."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import (
    PICTURE_DECODED_PIXELS,
    PICTURE_PAGE_PIXELS,
    PICTURE_PAGES,
    PICTURE_PIXELS,
    PICTURE_SIDE_PIXELS,
)
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
_SIDEWAYS: Final = frozenset({5, 6, 7, 8})
#: Pictures so often as high as wide are pages put below each other: the height of A4 is
#: the square root of two of its width.
_PAGE_RATIO: Final = math.sqrt(2)
_RATIO_TOLERANCE: Final = 0.01
#: A picture whose longer side has more than so many of the shorter is more than one page.
_LONG_RATIO: Final = 2.0
#: Pages are cut apart where so much of their height is blank.
_BLANK_SHARE: Final = 0.01
_CUT_REACH: Final = 0.02
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

    _image: Image
    media_type: str
    notices: list[Notice]

    def pictures(self) -> Iterator[Picture]:
        """Yield its pages.

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
                if index == PICTURE_PAGES:
                    self._leave_out_rest()
                    return
                pixels, size = _decoded(self._image)
                if not has_pages:
                    self._image.close()  # holds the picture a second time
            except ReadError:
                if not found:
                    raise
                self._leave_out(index)
                continue
            for page in _pages_of(pixels, size):
                found += 1
                yield page

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
    from PIL import Image  # noqa: PLC0415 - belongs to the extra ``ocr``

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our limits are lower than Pillow's
            image = Image.open(BytesIO(data), formats=_FORMATS)
    except Exception as error:
        raise _damaged(error) from error
    return PictureFile(image, _MEDIA_TYPES.get(image.format or "", "image/png"), [])


def _turned_to(image: Image, index: int) -> bool:
    """Turn to a page; whether there is one.

    Raises
    ------
    ReadError
        ``damaged`` if what is said about it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.seek(index)
    except EOFError:
        return False
    except Exception as error:
        raise _damaged(error) from error
    return True


def _damaged(error: BaseException) -> ReadError:
    return ReadError(
        "damaged",
        f"The picture cannot be decoded ({type(error).__name__}); fetch or export it again.",
    )


def _decoded(image: Image) -> tuple[Colour, tuple[float, float] | None]:
    """Decode the current page of a file.

    Raises
    ------
    ReadError
        ``too_large`` or ``damaged``.
    """
    width, height = image.size
    if width * height > PICTURE_PIXELS or max(width, height) > PICTURE_SIDE_PIXELS:
        raise ReadError(
            "too_large",
            f"The picture has {width:,} by {height:,} pixels, and the limit is {PICTURE_PIXELS:,} "
            f"together and {PICTURE_SIDE_PIXELS:,} a side; scan it with 300 dots an inch.",
        )
    size = _size_in_points(image)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _as_colour(image), size
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(error) from error


def _size_in_points(image: Image) -> tuple[float, float] | None:
    given: Any = image.info.get("dpi")
    try:
        across, down = float(given[0]), float(given[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    if not (_SCANNED[0] <= across <= _SCANNED[1] and _SCANNED[0] <= down <= _SCANNED[1]):
        return None
    width, height = image.size[0] * 72 / across, image.size[1] * 72 / down
    try:
        is_sideways = image.getexif().get(_ORIENTATION) in _SIDEWAYS
    except Exception:
        is_sideways = False
    return (height, width) if is_sideways else (width, height)


def _as_colour(image: Image) -> Colour:
    from PIL import Image as Images  # noqa: PLC0415
    from PIL import ImageOps  # noqa: PLC0415

    wanted = _wanted_size(image)
    if wanted != image.size:
        image.draft("RGB", wanted)
    if image.mode.startswith("I") or image.mode == "F":
        image = _of_deep_grey(image)
    frame = image
    if wanted[0] < frame.size[0]:
        if frame.mode in {"1", "P"}:
            frame = frame.convert("L" if frame.mode == "1" else "RGB")
        frame = frame.resize(wanted, Images.Resampling.BICUBIC)
    if frame.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in frame.info:
        layered = frame.convert("RGBA")
        paper = Images.new("RGBA", layered.size, (255, 255, 255, 255))
        frame = Images.alpha_composite(paper, layered)
    colours = _with_exif(frame.convert("RGB"), image)
    ImageOps.exif_transpose(colours, in_place=True)  # else it copies what is not turned
    return np.array(colours, dtype=np.uint8)


def _wanted_size(image: Image) -> tuple[int, int]:
    """Return the size to decode a picture in: its own, if it is not too large to work on."""
    width, height = image.size
    is_long = max(width, height) > _LONG_RATIO * min(width, height)
    most = PICTURE_DECODED_PIXELS if is_long else PICTURE_PAGE_PIXELS
    share = math.sqrt(most / (width * height))
    return image.size if share >= 1 else (max(int(width * share), 1), max(int(height * share), 1))


def _with_exif(colours: Image, image: Image) -> Image:
    """Return a picture that still knows how it was held."""
    try:
        orientation = image.getexif().get(_ORIENTATION)
        if orientation:
            colours.getexif()[_ORIENTATION] = orientation
    except Exception:  # noqa: S110 - a damaged EXIF block says nothing
        pass
    return colours


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


def _pages_of(pixels: Colour, size: tuple[float, float] | None) -> Iterator[Picture]:
    """Cut pages apart that were put below each other to one long picture."""
    height, width = pixels.shape[:2]
    count = round(height / width / _PAGE_RATIO)
    off = abs(height / width / _PAGE_RATIO - count)
    cuts = _cuts(pixels, count) if count >= 2 and off <= _RATIO_TOLERANCE * count else None
    if cuts is None:
        yield Picture(pixels, size)
        return
    for top, bottom in zip([0, *cuts], [*cuts, height], strict=True):
        part = pixels[top:bottom]
        share = (bottom - top) / height
        yield Picture(part, (size[0], size[1] * share) if size is not None else None)


def _cuts(pixels: Colour, count: int) -> list[int] | None:
    """Return where pages end; ``None`` if there is text at a page's end."""
    height = len(pixels)
    page = height / count
    cuts = []
    for number in range(1, count):
        middle = round(number * page)
        reach = max(round(page * _CUT_REACH), 1)
        rows = pixels[middle - reach : middle + reach, :, 1].astype(np.int16)
        if np.percentile(np.ptp(rows, axis=1), 100 * _BLANK_SHARE) > 128:
            return None
        cuts.append(middle)
    return cuts
