"""Tables without lines at their left and right sides are closed.

Their rows are still ruled from side to side. Where level strokes of one length follow each
other as closely as rows do and none of them ends at an upright stroke, both sides are drawn in;
otherwise a row that is one wide cell would hang together with nothing.
"""

from __future__ import annotations

import numpy as np

from gongkai.extract.reading.pages.strokes import Strokes

#: Ends that differ less, in points, are at one side.
_SAME_END = 3.5
#: Upright strokes farther inside, in points, are no sides.
_INSIDE = 12.0
#: Strokes farther apart than this many times the lowest row are not those of one table.
_ROW = 1.5
#: Rows are at least so high, in points.
_LOWEST = 7.0


def with_sides(horizontal: Strokes, vertical: Strokes) -> Strokes:
    """Return the upright strokes with those that close open tables."""
    added: list[tuple[float, float, float]] = []
    order = np.lexsort((horizontal.positions, horizontal.ends, horizontal.starts))
    families: list[list[int]] = []
    for index in order.tolist():
        last = families[-1][-1] if families else None
        if (
            last is not None
            and abs(horizontal.starts[last] - horizontal.starts[index]) <= _SAME_END
            and abs(horizontal.ends[last] - horizontal.ends[index]) <= _SAME_END
        ):
            families[-1].append(index)
        else:
            families.append([index])
    for family in families:
        if len(family) > 2:
            added.extend(_sides(horizontal.only(np.sort(np.array(family))), vertical))
    if not added:
        return vertical
    table = np.array(added)
    positions = np.concatenate([vertical.positions, table[:, 0]])
    starts = np.concatenate([vertical.starts, table[:, 1]])
    ends = np.concatenate([vertical.ends, table[:, 2]])
    return Strokes(positions, starts, ends).only(np.argsort(positions, kind="stable"))


def _sides(family: Strokes, vertical: Strokes) -> list[tuple[float, float, float]]:
    """Return the sides of the rows between strokes of one length, in order of their position."""
    levels = family.positions
    heights = np.diff(levels)
    rows = heights[heights >= _LOWEST]
    if not len(rows):
        return []
    left, right = float(np.median(family.starts)), float(np.median(family.ends))
    crossing = vertical.only(
        np.flatnonzero(
            (vertical.ends > levels[0] + 1)
            & (vertical.starts < levels[-1] - 1)
            & (vertical.positions > left - _INSIDE)
            & (vertical.positions < right + _INSIDE)
        )
    )
    at_sides = (np.abs(crossing.positions - left) < _INSIDE) | (
        np.abs(crossing.positions - right) < _INSIDE
    )
    if not len(crossing) or at_sides.any():
        return []
    highest = _ROW * float(rows.min())
    return [
        (side, top, bottom)
        for top, bottom in zip(levels[:-1].tolist(), levels[1:].tolist(), strict=True)
        if bottom - top <= highest or _crossed(crossing, top, bottom)
        for side in (left, right)
    ]


def _crossed(crossing: Strokes, top: float, bottom: float) -> bool:
    """Tell whether an upright stroke leads from one stroke to the next."""
    through = (crossing.starts <= top + _SAME_END) & (crossing.ends >= bottom - _SAME_END)
    return bool(through.any())
