"""The two isotonic fits of the Venn–Abers predictor at all scores at once.

The naive way fits an isotonic regression anew for each score that may come, with the new thing
added. Here all fits take one walk over the corners of the greatest convex minorant of the
cumulative sum diagram (algorithms 1 and 2 of [1]_): a new thing that is right is a step of slope
1, which is moved from before the first score to behind the last, one score at a time.

References
----------
.. [1] V. Vovk, I. Petej, V. Fedorova, Large-scale probabilistic predictors with and without
   guarantees of validity, NIPS 2015.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from gongkai.models.trained.calibration.arrays import Floats1d

_Point: TypeAlias = tuple[float, float]


def isotonic_if_right(right: Floats1d, sizes: Floats1d) -> Floats1d:
    """Return the isotonic fit at each score when one thing with that score is added as right.

    Parameters
    ----------
    right
        How many things of each score are right, by rising score.
    sizes
        How many there are.
    """
    along = np.concatenate([[-1.0, 0.0], np.cumsum(sizes)]).tolist()
    up = np.concatenate([[-1.0, 0.0], np.cumsum(right)]).tolist()
    points: list[_Point] = list(zip(along, up, strict=True))
    corners: list[_Point] = []
    for point in points:
        _add(corners, point, left=True)
    corners.reverse()
    values = []
    for place in range(1, len(points) - 1):
        top, following = corners[-1], corners[-2]
        values.append((following[1] - top[1]) / (following[0] - top[0]))
        before, here, behind = points[place - 1 : place + 2]
        # The step of the new thing and that of this score change places.
        moved = (before[0] + behind[0] - here[0], before[1] + behind[1] - here[1])
        points[place] = moved
        if _turn(top, following, moved) < 0:  # below the line: a corner
            corners.pop()
            _add(corners, moved, left=False)
    return np.array(values)


def isotonic_if_wrong(right: Floats1d, sizes: Floats1d) -> Floats1d:
    """Return the same when it is added as wrong: the mirror image."""
    mirrored = isotonic_if_right((sizes - right)[::-1], sizes[::-1])
    return (1 - mirrored)[::-1]


def _add(corners: list[_Point], point: _Point, *, left: bool) -> None:
    """Put a point on the corners, and take off those that are none any more.

    Corners turn to the left as one walks up the scores, so to the right the other way round.
    """
    while len(corners) > 1:
        turn = _turn(corners[-2], corners[-1], point)
        if (turn if left else -turn) > 0:
            break
        corners.pop()
    corners.append(point)


def _turn(first: _Point, second: _Point, third: _Point) -> float:
    """Return a number above 0 where the way over three points turns to the left."""
    return (second[0] - first[0]) * (third[1] - first[1]) - (third[0] - first[0]) * (
        second[1] - first[1]
    )
