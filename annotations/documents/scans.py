"""Reports as scans: pages rendered as pictures, then worn as copying and scanning wear them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

#: Where the fonts that hold Chinese characters are, the first that exists is taken.
_FONTS: Final = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSerifCJK-Regular.ttc",
    "/System/Library/Fonts/Supplemental/Songti.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
_POINTS: Final = 72
_WHITE: Final = (255, 255, 255)
_STAMP_RED: Final = (206, 32, 41)


@dataclass(frozen=True, slots=True)
class Wear:
    """What a page suffered on its way.

    Attributes
    ----------
    resolution
        Dots per inch.
    skew
        Degrees by which the page lies askew, against the clock.
    noise
        Standard deviation of the noise, in levels of grey of 256.
    shade
        By how many levels the paper is darker at one edge.
    stamp
        The name of the body in a red stamp over the end of the last page; empty for none.
    quality
        Quality of the JPEG compression, 1 to 95; ``None`` for PNG.
    seed
        Of the noise.
    """

    resolution: int = 200
    skew: float = 0.0
    noise: float = 0.0
    shade: float = 0.0
    stamp: str = ""
    quality: int | None = None
    seed: int = 0


CLEAN: Final = Wear()
OFFICE: Final = Wear(skew=0.7, noise=6.0, shade=18.0, stamp="青溪县政务公开办公室", quality=70)
POOR: Final = Wear(resolution=150, skew=-1.6, noise=12.0, shade=40.0, quality=45)


def has_chinese_font() -> bool:
    """Tell whether a font is installed that Chinese pages can be drawn with."""
    return _font_file() is not None


def scan_pages(pdf: bytes, wear: Wear = CLEAN) -> list[bytes]:
    """Return the pages of a PDF file as pictures, PNG or JPEG; needs pypdfium2 and Pillow."""
    return [_written(page, wear) for page in scanned(pdf, wear)]


def scan_pdf(pdf: bytes, wear: Wear = CLEAN) -> bytes:
    """Return a PDF file whose pages are pictures of those of another."""
    first, *others = scanned(pdf, wear)
    file = BytesIO()
    first.save(
        file,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=float(wear.resolution),
        quality=wear.quality or 90,
    )
    return file.getvalue()


def scan_tiff(pdf: bytes, wear: Wear = CLEAN) -> bytes:
    """Return one TIFF file with all pages, black and white as facsimile machines write it."""
    first, *others = [page.convert("1") for page in scanned(pdf, wear)]
    file = BytesIO()
    first.save(
        file,
        "TIFF",
        save_all=True,
        append_images=others,
        compression="group4",
        dpi=(wear.resolution, wear.resolution),
    )
    return file.getvalue()


def scanned(pdf: bytes, wear: Wear) -> list[Image]:
    """Return the pages as pictures."""
    pages = list(_rendered(pdf, wear.resolution))
    return [
        _worn(page, wear, number, stamped=number == len(pages) - 1)
        for number, page in enumerate(pages)
    ]


def _rendered(pdf: bytes, resolution: int) -> Iterator[Image]:
    import pypdfium2  # noqa: PLC0415 - only where pictures are drawn

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.render(scale=resolution / _POINTS).to_pil().convert("RGB")
    finally:
        document.close()


def _worn(page: Image, wear: Wear, number: int, *, stamped: bool) -> Image:
    from PIL import Image  # noqa: PLC0415

    if wear.stamp and stamped:
        page = _stamped(page, wear)
    if wear.skew:
        page = page.rotate(wear.skew, Image.Resampling.BICUBIC, expand=False, fillcolor=_WHITE)
    if not (wear.noise or wear.shade):
        return page
    levels: NDArray[np.float32] = np.asarray(page, dtype=np.float32)
    generator = np.random.default_rng(wear.seed * 1000 + number)
    grain = generator.normal(0.0, 1.0, levels.shape[:2]).astype(np.float32) * wear.noise
    shade = np.linspace(0.0, wear.shade, levels.shape[1], dtype=np.float32)
    worn = np.clip(levels + grain[:, :, None] - shade[None, :, None], 0, 255)
    return Image.fromarray(worn.astype(np.uint8), "RGB")


def _stamped(page: Image, wear: Wear) -> Image:
    """Put a round stamp over the lower right of the page, as official documents bear it."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    size = int(wear.resolution * 1.65)  # 42 mm, the size of a county's stamp
    layer = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    colour = (*_STAMP_RED, 190)
    draw.ellipse((4, 4, size - 5, size - 5), outline=colour, width=max(size // 40, 2))
    file = _font_file()
    if file is not None:
        font = ImageFont.truetype(file, size // 9)
        star = ImageFont.truetype(file, size // 3)
        draw.text((size / 2, size / 2), "★", font=star, fill=colour, anchor="mm")
        _write_round(layer, wear.stamp, font, colour)
    stamped = page.convert("RGBA")
    at = (int(page.width * 0.62), int(page.height * 0.42))
    stamped.alpha_composite(layer, at)
    return stamped.convert("RGB")


def _write_round(layer: Image, text: str, font: object, colour: tuple[int, int, int, int]) -> None:
    from PIL import Image, ImageDraw  # noqa: PLC0415

    size = layer.width
    step = 240 / max(len(text) - 1, 1)
    for place, character in enumerate(text):
        turned = Image.new("RGBA", (size, size), (0, 0, 0, 0))
        draw = ImageDraw.Draw(turned)
        draw.text((size / 2, size * 0.13), character, font=font, fill=colour, anchor="mm")  # type: ignore[arg-type]
        layer.alpha_composite(turned.rotate(120 - step * place))


def _written(page: Image, wear: Wear) -> bytes:
    file = BytesIO()
    dots = (wear.resolution, wear.resolution)
    if wear.quality is None:
        page.save(file, "PNG", dpi=dots)
    else:
        page.save(file, "JPEG", quality=wear.quality, dpi=dots)
    return file.getvalue()


@cache
def _font_file() -> str | None:
    return next((each for each in _FONTS if Path(each).is_file()), None)


def joined(pages: Sequence[bytes], wear: Wear) -> bytes:
    """Return pictures of pages as one long picture, as reports are often published."""
    from PIL import Image  # noqa: PLC0415

    pictures = [Image.open(BytesIO(page)) for page in pages]
    size = (max(each.width for each in pictures), sum(each.height for each in pictures))
    whole = Image.new("RGB", size, _WHITE)
    top = 0
    for picture in pictures:
        whole.paste(picture, (0, top))
        top += picture.height
    return _written(whole, wear)
