"""Pages that show two pages side by side, as booklets are printed, are cut in two.

Otherwise each line of the left page would go on with the line of the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.limits import LARGEST_PAGE_POINTS
from gongkai.extract.reading.pages.content import Glyph, PageContent, Ruling

_Thing = TypeVar("_Thing", Glyph, Ruling)
#: Two pages side by side are wider than high by this ratio at least.
_WIDE = 1.2
#: The fold lies in this share of the page, and is free over this share at least.
_MIDDLE = (0.42, 0.58)
_FREE = 0.03
#: Lines that show that a side is a page: as wide as this share of it, and so many.
_LONG = 0.5
_FEWEST_LINES = 3
#: Characters of one line stand on one level, within this share of their height.
_LEVEL = 0.5


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it is read: one of the file, or a side of one.

    Attributes
    ----------
    content
        What it shows; its number counts leaves, from 1.
    page
        The page of the file, counted from 1.
    left
        Where it begins on that page, in points from the left.
    """

    content: PageContent
    page: int
    left: float = 0.0


def leaves_of(pages: Sequence[PageContent]) -> list[Leaf]:
    """Return the pages in the order in which they are read."""
    leaves: list[Leaf] = []
    for page in pages:
        for side, left in _sides(page):
            leaves.append(Leaf(replace(side, number=len(leaves) + 1), page.number, left))
    return leaves


def _sides(page: PageContent) -> Iterator[tuple[PageContent, float]]:
    fold = _fold(page)
    if fold is None:
        yield page, 0.0
        return
    for left, right in ((0.0, fold), (fold, page.width)):
        glyphs = (_moved(each, left) for each in page.glyphs if _is_in(each, left, right))
        rulings = (_moved(each, left) for each in page.rulings if _is_in(each, left, right))
        side = replace(page, width=right - left, glyphs=tuple(glyphs), rulings=tuple(rulings))
        yield side, left


def _is_in(thing: Glyph | Ruling, left: float, right: float) -> bool:
    return left <= (thing.left + thing.right) / 2 < right


def _moved(thing: _Thing, left: float) -> _Thing:
    return replace(thing, left=thing.left - left, right=thing.right - left)


def _fold(page: PageContent) -> float | None:
    """Return where a page is to be cut, from the left; ``None`` if it is one page."""
    if not page.glyphs or not page.width > _WIDE * page.height:
        return None
    boxes = np.array([(g.left, g.top, g.right, g.bottom) for g in page.glyphs], dtype=np.float64)
    level = np.array([(r.left, r.right) for r in page.rulings], dtype=np.float64).reshape(-1, 2)
    if not all((np.abs(each) <= LARGEST_PAGE_POINTS).all() for each in (boxes, level)):
        return None
    first, last = (share * page.width for share in _MIDDLE)
    spans = np.concatenate([boxes[:, [0, 2]], level])
    spans = spans[(spans[:, 1] > first) & (spans[:, 0] < last)]
    free = _widest_gap(spans, first, last)
    if free[1] - free[0] < _FREE * page.width:
        return None
    fold = (free[0] + free[1]) / 2
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    lengths = level[:, 1] - level[:, 0]
    for is_left in (True, False):
        side = (middles < fold) == is_left
        width = fold if is_left else page.width - fold
        ruled = lengths[(level.mean(axis=1) < fold) == is_left]
        if not (ruled >= _LONG * width).any() and _long_lines(boxes[side], width) < _FEWEST_LINES:
            return None
    return fold


def _widest_gap(spans: NDArray[np.float64], first: float, last: float) -> tuple[float, float]:
    """Return the widest stretch between two places that nothing reaches into."""
    best = (first, first)
    reached = first
    for start, end in [*spans[np.argsort(spans[:, 0])].tolist(), (last, last)]:
        if min(start, last) - reached > best[1] - best[0]:
            best = (reached, min(start, last))
        reached = max(reached, end)
    return best


def _long_lines(boxes: NDArray[np.float64], width: float) -> int:
    """Count the lines that characters fill over a large share of a width."""
    if not len(boxes):
        return 0
    height = max(float(np.median(boxes[:, 3] - boxes[:, 1])), 1.0)
    levels = np.floor((boxes[:, 1] + boxes[:, 3]) / 2 / (height * _LEVEL)).astype(np.int64)
    levels -= levels.min()
    _, lines = np.unique(levels, return_inverse=True)
    filled = np.bincount(lines, weights=boxes[:, 2] - boxes[:, 0])
    return int((filled >= _LONG * width).sum())
