"""Long pictures cut into parts that are read like pages.

Reports are published as one long picture: pages put below each other, or a page of a site as a
browser shows it. Cut apart, each part is made level by itself, as each sheet lay in the scanner
in its own way, and no more of the picture is in memory than one part.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: A picture so often as high as wide is more than one page.
LONG_RATIO: Final = 2.0
#: Pictures so often as high as wide are pages put below each other: the height of A4 is
#: the square root of two of its width.
_PAGE_RATIO: Final = math.sqrt(2)
_RATIO_TOLERANCE: Final = 0.01
#: Pages are cut apart where so near to their end, as a share of their height, is paper.
_CUT_REACH: Final = 0.02
#: Parts are so high, in widths of the picture; only where there is no paper at all between
#: lines they are as high as the last of these.
_SHORTEST: Final = 0.6
_LONGEST: Final = 1.6
HIGHEST: Final = 2.4
#: By how much ink is darker than the paper of its column, in levels of grey.
_INK: Final = 40
#: The share of a row that specks of ink may cover.
_SPECKS: Final = 0.004


def cuts_of(rough: NDArray[np.uint8]) -> list[int]:
    """Return the rows at which a long picture is cut, from the top; none if it is one page.

    Parameters
    ----------
    rough
        The picture in grey, made small: strokes of characters have to show.
    """
    height, width = rough.shape
    if height <= LONG_RATIO * width:
        return []
    ink = _ink(rough)
    pages = _page_ends(ink, width)
    return pages if pages is not None else _between_lines(ink, width)


def _ink(rough: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return how much ink each row has; shade at the sides is none."""
    levels = rough.astype(np.int16)
    paper = np.percentile(levels, 90, axis=0).astype(np.int16)
    ink: NDArray[np.intp] = np.count_nonzero(levels < paper[None, :] - _INK, axis=1)
    ink[ink <= _SPECKS * rough.shape[1]] = 0
    return ink


def _page_ends(ink: NDArray[np.intp], width: int) -> list[int] | None:
    """Return where pages of the usual form end; ``None`` if they are others."""
    height = len(ink)
    count = round(height / width / _PAGE_RATIO)
    if count < 2 or abs(height / width / _PAGE_RATIO - count) > _RATIO_TOLERANCE * count:
        return None
    ends = [round(number * height / count) for number in range(1, count)]
    reach = max(round(height / count * _CUT_REACH), 1)
    is_paper = all(not ink[end - reach : end + reach].any() for end in ends)
    return ends if is_paper else None


def _between_lines(ink: NDArray[np.intp], width: int) -> list[int]:
    """Return cuts in the widest stretches of paper, which are the margins of pages if any are."""
    cuts: list[int] = []
    top = 0
    while len(ink) - top > _LONGEST * width:
        first = top + round(_SHORTEST * width)
        within = ink[first : top + round(_LONGEST * width)]
        if within.min():  # lines of a table that go down cross every row
            within = ink[first : top + round(HIGHEST * width)]
        top = first + _middle_of_widest(within <= within.min())
        cuts.append(top)
    return cuts


def _middle_of_widest(free: NDArray[np.bool_]) -> int:
    """Return the middle of the longest stretch of rows that are free."""
    edges = np.flatnonzero(np.diff(free, prepend=False, append=False)).tolist()
    start, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda pair: pair[1] - pair[0])
    return int(start + end) // 2
