"""Rulings as pages draw them become whole strokes.

A line of a table comes in pieces (one for each cell), doubled (the two sides of a thin
rectangle, double borders) and slightly off. Pieces that lie nearly on one line are put on one
line, and pieces that touch there become one stroke.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pages.content import Ruling

#: Lengths in points. Neighbouring pieces so near lie on one line; the rows of the smallest
#: print are eight points high.
_NEAR = 1.6
#: All pieces of one line lie within this; borders drawn as double lines are up to 3 wide.
_THICK = 4.0
#: Gaps that are closed: dashes, and pieces that end at the edge of a crossing line.
_GAP = 3.5
#: Strokes that are shorter are dots, dashes and parts of drawings.
_SHORTEST = 5.0
#: A ruling that departs more from its direction is a slanting line.
_SLANT = 2.0


@dataclass(frozen=True, slots=True)
class Strokes:
    """Strokes of one direction, in order of their position.

    Attributes
    ----------
    positions
        Where each stands: from the top for horizontal strokes, from the left for vertical ones.
    starts, ends
        Where each begins and ends along its direction.
    """

    positions: NDArray[np.float64]
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.positions)

    def only(self, chosen: NDArray[np.intp]) -> Strokes:
        """Return some of the strokes."""
        return Strokes(self.positions[chosen], self.starts[chosen], self.ends[chosen])


def strokes_of(rulings: Sequence[Ruling]) -> tuple[Strokes, Strokes]:
    """Return the horizontal and the vertical strokes that rulings make up."""
    corners = np.array(
        [(r.left, r.top, r.right, r.bottom) for r in rulings], dtype=np.float64
    ).reshape(-1, 4)
    corners = corners[np.isfinite(corners).all(axis=1)]
    corners = np.clip(corners, -1e6, 1e6)
    width = np.abs(corners[:, 2] - corners[:, 0])
    height = np.abs(corners[:, 3] - corners[:, 1])
    flat = corners[(height <= _SLANT) & (width > height)]
    steep = corners[(width <= _SLANT) & (height > width)]
    return _whole(flat), _whole(steep[:, [1, 0, 3, 2]])


def _whole(pieces: NDArray[np.float64]) -> Strokes:
    """Join pieces given as start, position, end, position."""
    positions = (pieces[:, 1] + pieces[:, 3]) / 2
    order = np.argsort(positions, kind="stable")
    positions = positions[order]
    starts = np.minimum(pieces[:, 0], pieces[:, 2])[order]
    ends = np.maximum(pieces[:, 0], pieces[:, 2])[order]
    found: list[tuple[float, float, float]] = []
    for first, after in stretches(positions.tolist()):
        position = float(np.average(positions[first:after], weights=(ends - starts)[first:after]))
        for start, end in _covered(starts[first:after], ends[first:after]):
            if end - start >= _SHORTEST:
                found.append((position, start, end))
    table = np.array(found, dtype=np.float64).reshape(-1, 3)
    return Strokes(table[:, 0], table[:, 1], table[:, 2])


def stretches(
    positions: Sequence[float], near: float = _NEAR, thick: float = _THICK
) -> Iterable[tuple[int, int]]:
    """Yield the stretches of sorted positions that lie nearly at one place."""
    first = 0
    for index in range(1, len(positions) + 1):
        if (
            index == len(positions)
            or positions[index] - positions[index - 1] > near
            or positions[index] - positions[first] > thick
        ):
            yield first, index
            first = index


def _covered(
    starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> Iterable[tuple[float, float]]:
    """Yield the stretches that pieces on one line cover, small gaps closed."""
    order = np.argsort(starts, kind="stable")
    begin = end = None
    for start, stop in zip(starts[order].tolist(), ends[order].tolist(), strict=True):
        if begin is None or end is None:
            begin, end = start, stop
        elif start <= end + _GAP:
            end = max(end, stop)
        else:
            yield begin, end
            begin, end = start, stop
    if begin is not None and end is not None:
        yield begin, end
