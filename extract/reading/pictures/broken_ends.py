"""Lines of tables that end short of the line they should meet, as under a stamp."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pages import Ruling
from gongkai.extract.reading.pictures.images import Ink

#: A line that ends so near to a crossing one meets it; farther away it is broken; in ems.
_MEETS: Final = 0.4
_MOST_MISSING: Final = 2.0
#: The share of the missing part that must have ink.
_REMAINS: Final = 0.4
#: How far beside the line that ink may stand, in pixels.
_BESIDE: Final = 2


def completed(rulings: Sequence[Ruling], ink: Ink, mask: Ink, em: float) -> tuple[Ruling, ...]:
    """Lengthen broken lines to the lines they should meet.

    A line is lengthened where remains of it are seen; where it ends at a crossing line it ends.

    Parameters
    ----------
    rulings
        In pixels.
    ink
        Which pixels are print.
    mask
        The pixels of the lines; those of what is added are put in.
    em
        The size of the print, in pixels.

    Returns
    -------
    tuple of Ruling
        The lines and what was added to them.
    """
    corners = np.array([(r.left, r.top, r.right, r.bottom) for r in rulings]).reshape(-1, 4)
    level = corners[:, 1] == corners[:, 3]
    across, down = corners[level], corners[~level][:, [1, 0, 3, 2]]
    added = [_ruling(piece) for piece in _missing(across, down, ink, em)]
    turned = np.ascontiguousarray(ink.T)
    added += [_ruling(piece, is_turned=True) for piece in _missing(down, across, turned, em)]
    for piece in added:
        start = (round(piece.left), round(piece.top))
        end = (round(piece.right), round(piece.bottom))
        cv2.line(mask, start, end, 255, 2 * _BESIDE + 1)
    return (*rulings, *added)


_Piece = tuple[float, float, float]


def _ruling(piece: _Piece, *, is_turned: bool = False) -> Ruling:
    place, start, end = piece
    if is_turned:
        return Ruling(place, start, place, end)
    return Ruling(start, place, end, place)


def _missing(
    lines: NDArray[np.float64], crossing: NDArray[np.float64], ink: Ink, em: float
) -> list[_Piece]:
    """Return what is missing of lines across, given as (start, place, end, place).

    Crossing lines are given the same way, turned: (start, place, end, place) along themselves.
    """
    found: list[_Piece] = []
    for start, place, end, _ in lines.tolist():
        reaching = (crossing[:, 0] - em <= place) & (place <= crossing[:, 2] + em)
        places = crossing[reaching, 1]
        if not len(places):
            continue
        for tip, way in ((start, -1.0), (end, 1.0)):
            distances = (places - tip) * way
            if np.abs(distances).min() <= _MEETS * em:
                continue
            ahead = distances[distances > 0]
            if not len(ahead) or ahead.min() > _MOST_MISSING * em:
                continue
            far = tip + way * float(ahead.min())
            first, after = sorted((tip, far))
            if _remains(ink, place, first, after) >= _REMAINS:
                found.append((place, first, after))
    return found


def _remains(ink: Ink, place: float, start: float, end: float) -> float:
    """Return the share of a stretch that has ink on it or right beside it."""
    row = round(place)
    strip = ink[max(row - _BESIDE, 0) : row + _BESIDE + 1, max(round(start), 0) : round(end)]
    return float(np.mean(strip.max(axis=0) > 0)) if strip.size else 0.0
