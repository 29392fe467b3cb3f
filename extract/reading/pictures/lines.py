"""The straight lines that tables are drawn with, found by what of the ink is long and thin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.limits import PAGE_RULINGS
from gongkai.extract.reading.pages import Ruling
from gongkai.extract.reading.pictures.broken_ends import completed
from gongkai.extract.reading.pictures.images import Ink
from gongkai.extract.reading.pictures.memory import give_back

#: Lengths in ems. No stroke of a character is longer, two dashes side by side are; a line across
#: is drawn over several columns.
_SHORTEST_ACROSS: Final = 2.6
#: A line down may be as short as one row is high.
_SHORTEST_DOWN: Final = 1.35
#: Lines down that are shorter than this must reach lines across.
_SHORTEST_LONELY: Final = 3.0
_THICKEST: Final = 0.22
#: Pixels by which soft edges make a line thicker.
_SOFT_EDGES: Final = 2.5
_TOUCH: Final = 0.35
#: Distances from a line at which there is paper, and the share of it that may be ink.
_BESIDE: Final = (0.12, 0.2)
_MOST_BESIDE: Final = 0.3
#: The share of a line that must be ink, since scanners leave gaps.
_COVERED: Final = 0.86
#: Gaps that are closed, in pixels; and in what is found to be a line, in ems.
_GAP: Final = 3
_BROKEN: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class PageLines:
    """The lines of a page.

    Attributes
    ----------
    rulings
        In pixels.
    mask
        The pixels of them.
    """

    rulings: tuple[Ruling, ...]
    mask: Ink


def lines_of(ink: Ink, em: float) -> PageLines:
    """Find the lines of a page that is upright.

    Parameters
    ----------
    ink
        Which pixels are print.
    em
        The size of the print, in pixels.
    """
    across = _along(ink, em, _SHORTEST_ACROSS)
    give_back()
    down = _along(np.ascontiguousarray(ink.T), em, _SHORTEST_DOWN)
    places = np.array([piece for each in across.found for piece in each.pieces]).reshape(-1, 3)
    joining = [each for each in down.found if _is_joining(each, places, em)]
    rulings = [
        Ruling(start, place, end, place)
        for each in across.found
        for place, start, end in each.pieces
    ]
    rulings += [
        Ruling(place, start, place, end) for each in joining for place, start, end in each.pieces
    ]
    mask = cv2.bitwise_or(across.mask(across.found), np.ascontiguousarray(down.mask(joining).T))
    pixels = mask.astype(np.uint8, copy=False)
    whole = completed(rulings[:PAGE_RULINGS], ink, pixels, em)
    return PageLines(whole, pixels)


_Piece: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line across: its number, and level pieces as (position, start, end)."""

    number: int
    pieces: tuple[_Piece, ...]

    @property
    def start(self) -> float:
        return self.pieces[0][1]

    @property
    def end(self) -> float:
        return self.pieces[-1][2]


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The lines of one direction, and the number of the line that each pixel belongs to."""

    found: list[_Line]
    labels: NDArray[np.int32]

    def mask(self, lines: Sequence[_Line]) -> Ink:
        """Return the pixels of some of the lines."""
        kept = np.zeros(int(self.labels.max(initial=0)) + 1, dtype=np.uint8)
        kept[[line.number for line in lines]] = 255
        return kept[self.labels]


def _along(ink: Ink, em: float, shortest: float) -> _Found:
    """Find the lines across."""
    length = max(round(em * shortest), 5)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _GAP + 1), np.uint8))
    # A line that is not quite level stays one: it may stand a pixel higher or lower.
    level = cv2.dilate(closed, np.ones((3, 1), np.uint8))
    covered = cv2.boxFilter(level, -1, (length, 1), borderType=cv2.BORDER_CONSTANT)
    core = (covered >= _COVERED * 255).astype(np.uint8) * 255
    grown = cv2.dilate(core, np.ones((1, length), np.uint8))
    mask = cv2.bitwise_and(grown, cv2.dilate(closed, np.ones((1, _GAP), np.uint8)))
    bridge = np.ones((1, max(round(_BROKEN * em), 1)), np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, bridge)
    count, numbers, boxes, _ = cv2.connectedComponentsWithStats(mask)
    labels = numbers.astype(np.int32, copy=False)
    found: list[_Line] = []
    for number in range(1, count):
        left, top, wide, high, area = boxes[number].tolist()
        thickness = area / wide
        if wide < length * _COVERED or thickness > _THICKEST * em + _SOFT_EDGES:
            continue
        box = (left, top, wide, high)
        if _is_lonely(ink, labels, number, box, em):
            found.append(_Line(number, tuple(_pieces(labels, number, box, em))))
    return _Found(found, labels)


def _is_lonely(
    ink: Ink, labels: NDArray[np.int32], number: int, box: tuple[int, int, int, int], em: float
) -> bool:
    """Tell whether there is mostly paper above and below a line; in a line of text there is not."""
    left, top, wide, high = box
    part = labels[top : top + high, left : left + wide] == number
    columns = np.flatnonzero(part.any(axis=0))
    first = top + part.argmax(axis=0)[columns]
    last = top + high - 1 - part[::-1].argmax(axis=0)[columns]
    distances = np.array(_BESIDE) * em
    for sides in (first[None, :] - distances[:, None], last[None, :] + distances[:, None]):
        rows = np.clip(np.rint(sides), 0, len(ink) - 1).astype(np.intp)
        if float(np.mean(ink[rows, left + columns[None, :]] > 0)) > _MOST_BESIDE:
            return False
    return True


def _pieces(
    labels: NDArray[np.int32], number: int, box: tuple[int, int, int, int], em: float
) -> Iterator[_Piece]:
    """Yield a line as one piece, or as several level ones where it bends."""
    left, top, wide, high = box
    part = labels[top : top + high, left : left + wide] == number
    weights = part.sum(axis=0)
    rows = np.arange(high, dtype=np.float64)[:, None] + 0.5
    steps = max(round(wide / (12 * em)), 1) if high > max(_THICKEST * em, 5.0) else 1
    for columns in np.array_split(np.arange(wide), steps):
        total = float(weights[columns].sum())
        if total:
            place = top + float((part[:, columns] * rows).sum()) / total
            yield place, left + float(columns[0]), left + float(columns[-1]) + 1


def _is_joining(line: _Line, across: NDArray[np.float64], em: float) -> bool:
    """Tell whether a line down is long, or reaches from one line across to another.

    Others are strokes of characters.
    """
    if line.end - line.start >= _SHORTEST_LONELY * em:
        return True
    place, touch = line.pieces[0][0], _TOUCH * em
    beside = (across[:, 1] - touch <= place) & (place <= across[:, 2] + touch)
    return all(
        bool((beside & (np.abs(across[:, 0] - end) <= touch)).any())
        for end in (line.start, line.end)
    )
