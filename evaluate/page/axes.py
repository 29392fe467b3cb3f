"""Axes: which numbers stand along a plot, and where a figure falls between its ends."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: Steps people count in, as parts of a power of ten.
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
#: Figures that lie closer together than this are the same for a reader.
_LEAST_WIDTH: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis.

    Attributes
    ----------
    ticks
        The numbers that are written along it, ascending; the first and the last may lie within.
    """

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Return where a figure falls: 0 at the low end, 1 at the high one, never outside."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def axis_between(low: float, high: float, most_ticks: int = 6) -> Axis:
    """Return an axis with these very ends."""
    if high - low < _LEAST_WIDTH:
        low, high = low - 0.5, low + 0.5
    step = _step(high - low, most_ticks)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return Axis(low, high, tuple(round(step * each, 10) for each in range(first, last + 1)))


def axis_around(
    figures: Iterable[float],
    least: float = -math.inf,
    most: float = math.inf,
    most_ticks: int = 6,
) -> Axis:
    """Return an axis that holds all figures and ends at numbers that are written along it.

    Parameters
    ----------
    figures
        What is to be plotted; without any, the axis goes from 0 to 1.
    least, most
        What the axis does not go beyond, whatever the figures are.
    most_ticks
        How many numbers are written at most.
    """
    known = sorted(figures)
    low, high = (known[0], known[-1]) if known else (0.0, 1.0)
    step = _step((high - low) or abs(high) or 1.0, most_ticks)
    bottom = max(least, step * math.floor(low / step + 1e-9))
    top = min(most, step * math.ceil(high / step - 1e-9))
    if not top > bottom:
        bottom, top = max(least, bottom - step), min(most, top + step)
    return axis_between(bottom, top, most_ticks)


def _step(width: float, most_ticks: int) -> float:
    rough = max(width, _LEAST_WIDTH) / max(1, most_ticks - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * each for each in _STEPS if power * each >= rough * (1 - 1e-9))
