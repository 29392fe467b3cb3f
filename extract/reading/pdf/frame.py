"""Where a page lies: from the coordinates of the file to those of the page as people see it.

A PDF file counts points from the bottom left, of an area that may begin anywhere, and may say
that the page is shown turned. Behind this module everything counts from the top left corner of
the page as it is read.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from gongkai.extract.reading.pdf.library import Handle

#: Left, top, right, bottom; in the coordinates of a file the top is above the bottom.
Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The area of a page that is shown, and how it is turned.

    Attributes
    ----------
    left, bottom, right, top
        The area, in the coordinates of the file.
    turns
        Quarter turns clockwise, 0 to 3, that the area is shown with.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """The width of the page as it is shown, in points."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The height of the page as it is shown, in points."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def turned(self, turns: int) -> Frame:
        """Return the same area shown with other quarter turns."""
        return Frame(self.left, self.bottom, self.right, self.top, turns % 4)

    def upright(self, corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn boxes of the file to boxes of the page.

        Parameters
        ----------
        corners
            (boxes, 4): two opposite corners of each, x and y of one, x and y of the other.

        Returns
        -------
        numpy.ndarray
            (boxes, 4): left, top, right and bottom, from the top left corner of the page.
        """
        one = np.stack(self._shown(corners[:, 0], corners[:, 1]), axis=1)
        other = np.stack(self._shown(corners[:, 2], corners[:, 3]), axis=1)
        return np.concatenate([np.minimum(one, other), np.maximum(one, other)], axis=1)

    def boxes(self, corners: Sequence[Corners]) -> tuple[Corners, ...]:
        """Return boxes of the file as boxes of the page, cut to the page; those beside it go."""
        shown = self.upright(np.array(corners, dtype=np.float64).reshape(-1, 4))
        limits = np.array([self.width, self.height] * 2)
        beside = (shown[:, 2:] < 0).any(axis=1) | (shown[:, :2] > limits[:2]).any(axis=1)
        kept = np.clip(shown[~beside & np.isfinite(shown).all(axis=1)], 0.0, limits)
        return tuple((left, top, right, bottom) for left, top, right, bottom in kept.tolist())

    def _shown(
        self, x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        match self.turns:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x


def frame_of(page: Handle) -> Frame:
    """Return the area of a page that its boxes leave, turned as the page says."""
    area = raw.FS_RECTF()
    turns = max(raw.FPDFPage_GetRotation(page), 0) % 4
    if raw.FPDF_GetPageBoundingBox(page, ctypes.byref(area)):
        left, right = sorted((area.left, area.right))
        bottom, top = sorted((area.bottom, area.top))
        return Frame(left, bottom, right, top, turns)
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    if turns % 2:
        width, height = height, width
    return Frame(0.0, 0.0, width, height, turns)
