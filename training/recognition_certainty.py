"""How sure recognised characters are: fits the weights of the extra ``ocr``.

Pages of text and figures are drawn in several fonts and sizes, worn as scanners and compression
wear them, and recognised; each character is compared with what was drawn. ``python -m
gongkai.training.recognition_certainty`` prints the weights of
:mod:`gongkai.extract.reading.pictures.certainty` and how well they hold on other pages, whose
texts, sizes and wear were not seen.
"""

from __future__ import annotations

import math
import random
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from gongkai.annotations.documents import drafted_reports
from gongkai.extract.reading.pictures.certainty import features, is_figure, probability
from gongkai.training.errors import TrainingError

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

    from gongkai.extract.reading.pictures.placing import ReadLine

#: Where fonts with Chinese characters are, in usual places; those that exist are used.
_FOLDERS: Final = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "C:/Windows/Fonts",
)
_FILES: Final = (
    "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Bold.ttc", "simsun.ttc", "simfang.ttf", "simhei.ttf",
)  # fmt: skip
#: The index of the simplified Chinese font in Noto's collections.
_SIMPLIFIED: Final = 2
_WIDTH: Final = 1_240
_LINES: Final = 10
_FIGURE_COUNT: Final = 40
_MARGIN: Final = 80
_COLUMNS: Final = 8
#: Height of a line of text and of a row of the table, in ems.
_STEP: Final = 1.7
_BINS: Final = 15
#: Pages that are fitted on, and others.
_PAGES: Final = 16
_OTHER_PAGES: Final = 8
#: Shorter lines are headings and cells.
_LONG: Final = 40


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Recognised characters of pages: what is known about each, and whether it is right."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    is_figure: NDArray[np.bool_]

    def only(self, *, figures: bool) -> Sample:
        """Return the figures, or the other characters."""
        kept = self.is_figure == figures
        return Sample(self.features[kept], self.right[kept], self.is_figure[kept])


def collect(pages: Iterable[int], seed: int) -> Sample:
    """Draw and recognise pages.

    Parameters
    ----------
    pages
        Their numbers: a page of one number and seed is always the same.
    seed
        Pages of an even and an odd one have no texts in common.

    Raises
    ------
    TrainingError
        If there is no Chinese font, or if the extra ``ocr`` is not installed.
    """
    texts = _texts(seed)
    fonts = _fonts()
    judged: list[tuple[tuple[float, ...], bool, bool]] = []
    for number in pages:
        generator = random.Random(f"{seed}/{number}")  # noqa: S311 - no secret depends on it
        page = _Page(generator, texts, fonts[number % len(fonts)])
        judged += _judged(page)
    known, right, figures = zip(*judged, strict=True)
    return Sample(
        np.array(known, dtype=np.float64),
        np.array(right, dtype=np.bool_),
        np.array(figures, dtype=np.bool_),
    )


def fit(sample: Sample) -> tuple[float, ...]:
    """Fit a logistic function to whether characters are right."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to load

    model = LogisticRegression(C=10.0, fit_intercept=False, max_iter=1_000)
    model.fit(sample.features, sample.right)
    return tuple(round(float(each), 4) for each in model.coef_[0])


def calibration_error(sample: Sample, weights: Sequence[float]) -> float:
    """Return the expected calibration error, in bins of as many characters each."""
    sure = np.array([probability(each, weights) for each in sample.features.tolist()])
    error = 0.0
    for members in np.array_split(np.argsort(sure, kind="stable"), _BINS):
        gap = abs(float(sure[members].mean()) - float(sample.right[members].mean()))
        error += gap * len(members) / len(sure)
    return error


def main() -> None:
    """Fit on some pages, measure on others, and print both."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else _PAGES
    seen, other = collect(range(pages), seed=1), collect(range(_OTHER_PAGES), seed=2)
    for name, figures in (("FIGURE_WEIGHTS", True), ("OTHER_WEIGHTS", False)):
        fitted = seen.only(figures=figures)
        weights = fit(fitted)
        print(f"{name}: Final = {weights}")
        for where, sample in (("fitted on", fitted), ("other pages", other.only(figures=figures))):
            print(f"{where}: {_told(sample, weights)}")


def _told(sample: Sample, weights: Sequence[float]) -> str:
    sure = np.array([probability(each, weights) for each in sample.features.tolist()])
    return (
        f"{len(sample.right):,} characters, {sample.right.mean():.4f} right, {sure.mean():.4f} "
        f"expected, calibration error {calibration_error(sample, weights):.4f}"
    )


class _Page:
    """A page of lines and figures, drawn and worn at random."""

    def __init__(
        self, generator: random.Random, texts: Sequence[str], font_file: tuple[str, int]
    ) -> None:
        self._generator = generator
        self._em = generator.choice([18, 20, 22, 25, 29])
        self._font_file = font_file
        per_line = (_WIDTH - 2 * _MARGIN) // self._em
        source = "".join(generator.sample(list(texts), 8))
        self._lines = [source[at * per_line :][:per_line] for at in range(_LINES)]
        self._figures = [_figure(generator) for _ in range(_FIGURE_COUNT)]

    @property
    def prose(self) -> str:
        """What its lines say."""
        return "".join(self._lines)

    def figure_at(self, x: float, y: float) -> str | None:
        """Return what the cell of its table says at a place, ``None`` outside the table."""
        row = math.floor((y - self._table_top) / self._step)
        column = math.floor((x - _MARGIN) / self._cell_width)
        place = row * _COLUMNS + column
        is_inside = 0 <= column < _COLUMNS and 0 <= place < len(self._figures)
        return self._figures[place] if is_inside else None

    @property
    def _step(self) -> int:
        return int(self._em * _STEP)

    @property
    def _table_top(self) -> int:
        return _MARGIN + (len(self._lines) + 1) * self._step

    @property
    def _cell_width(self) -> int:
        return (_WIDTH - 2 * _MARGIN) // _COLUMNS

    def worn(self) -> NDArray[np.uint8]:
        """Draw the page and wear it."""
        return _worn(self._drawn(), self._generator)

    def _drawn(self) -> Image:
        from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

        name, index = self._font_file
        font: FreeTypeFont = ImageFont.truetype(name, self._em, index=index)
        step, wide = self._step, self._cell_width
        rows = -(-len(self._figures) // _COLUMNS)
        height = 2 * _MARGIN + step * (len(self._lines) + rows + 2)
        page = Image.new("RGB", (_WIDTH, height), (255, 255, 255))
        draw = ImageDraw.Draw(page)
        for number, line in enumerate(self._lines):
            draw.text((_MARGIN, _MARGIN + number * step), line, font=font, fill=(0, 0, 0))
        for number, figure in enumerate(self._figures):
            left = _MARGIN + number % _COLUMNS * wide
            high = self._table_top + number // _COLUMNS * step
            draw.rectangle((left, high, left + wide, high + step), outline=(0, 0, 0))
            middle = (left + wide / 2, high + step / 2)
            draw.text(middle, figure, font=font, fill=(0, 0, 0), anchor="mm")
        return page


def _figure(generator: random.Random) -> str:
    kind = generator.random()
    if kind < 0.4:
        return str(generator.randrange(10))
    if kind < 0.8:
        return str(generator.randrange(10, 100_000))
    return f"{generator.randrange(1, 1000)}.{generator.randrange(1, 100)}"


def _worn(page: Image, generator: random.Random) -> NDArray[np.uint8]:
    from PIL import Image, ImageFilter  # noqa: PLC0415

    turned = page.rotate(
        generator.uniform(-2, 2), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )
    if generator.random() < 0.6:
        turned = turned.filter(ImageFilter.GaussianBlur(generator.uniform(0.3, 1.6)))
    levels: NDArray[np.float32] = np.asarray(turned, dtype=np.float32)
    contrast = generator.uniform(0.4, 1.0)
    levels = 255 - (255 - levels) * contrast
    noise = np.random.default_rng(generator.randrange(2**32))
    grain = noise.normal(0, generator.uniform(0, 22), levels.shape[:2]).astype(np.float32)
    shade = np.linspace(0, generator.uniform(0, 60), levels.shape[1], dtype=np.float32)
    worn = np.clip(levels + grain[:, :, None] - shade[None, :, None], 0, 255).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(worn).save(file, "JPEG", quality=generator.randrange(20, 90))
    with Image.open(file) as compressed:
        return np.array(compressed.convert("RGB"), dtype=np.uint8)


def _judged(page: _Page) -> Iterator[tuple[tuple[float, ...], bool, bool]]:
    """Recognise a page; yield of each character what is known, if it is right, if a figure.

    What stands in a cell is compared with what was drawn there: with all figures of the page,
    nearly every misread one would be that of another cell.
    """
    try:
        from gongkai.extract.reading.pictures.engine import load_engine  # noqa: PLC0415
        from gongkai.extract.reading.pictures.recognising import recognise  # noqa: PLC0415

        engine = load_engine()
    except ImportError as error:
        raise TrainingError("recognising pages needs rapidocr: install gongkai[ocr]") from error
    read = recognise(page.worn(), engine, None)
    drawn_pixels = _WIDTH * read.scale / read.size[0]
    prose: list[ReadLine] = []
    for line in read.lines:
        left, top, right, bottom = (each * drawn_pixels for each in line.line.box)
        figure = page.figure_at((left + right) / 2, (top + bottom) / 2)
        if not line.is_shown:
            continue
        if figure is None:
            prose.append(line)
        else:
            yield from _compared(line, _right(line.text, figure))
    prose.sort(key=lambda line: line.line.box[1] + line.line.box[3])
    judged = iter(_right("".join(line.text for line in prose), page.prose))
    for line in prose:
        yield from _compared(line, [next(judged) for _ in line.text])


def _compared(
    line: ReadLine, right: Sequence[bool]
) -> Iterator[tuple[tuple[float, ...], bool, bool]]:
    for index, is_right in enumerate(right):
        yield features(line.text, line.scores, index), is_right, is_figure(line.text[index])


def _right(found: str, truth: str) -> list[bool]:
    """Tell which characters of a text are those of another."""
    matcher = SequenceMatcher(None, _plain(truth), _plain(found), autojunk=False)
    right = [False] * len(found)
    for block in matcher.get_matching_blocks():
        right[block.b : block.b + block.size] = [True] * block.size
    return right


def _plain(text: str) -> str:
    """Return a text without the differences between wide and narrow characters."""
    return "".join(unicodedata.normalize("NFKC", each)[:1] or each for each in text)


def _texts(seed: int) -> list[str]:
    """Return paragraphs of drafts; other ones for each seed."""
    lines = [
        "".join(line.split())
        for number, report in enumerate(drafted_reports())
        if number % 2 == seed % 2
        for line in report.draft.plain_text().splitlines()
    ]
    return [line for line in lines if len(line) >= _LONG]


def _fonts() -> list[tuple[str, int]]:
    found = [
        (str(path), _SIMPLIFIED if path.name.startswith("Noto") else 0)
        for folder in _FOLDERS
        for name in _FILES
        if (path := Path(folder) / name).is_file()
    ]
    if not found:
        raise TrainingError("pages need a Chinese font to be drawn with: install Noto CJK")
    return found


if __name__ == "__main__":
    main()
