"""Counts and the figures that follow from them.

A figure whose denominator is zero is ``None``: of nothing, no share is right or wrong. So
precision without predictions is ``None``, and F1 only where neither side has anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

#: How many standard errors a 95% interval reaches to either side.
_DEVIATE: Final = NormalDist().inv_cdf(0.975)


def share(part: int, whole: int) -> float | None:
    """Return ``part / whole``, ``None`` of nothing."""
    return part / whole if whole else None


def mean(figures: Iterable[float | None]) -> float | None:
    """Return the mean of those figures that there are."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are right, of how many in the gold and how many predicted."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.gold + other.gold, self.predicted + other.predicted
        )

    @property
    def precision(self) -> float | None:
        """The share of predictions that are right."""
        return share(self.right, self.predicted)

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found."""
        return share(self.right, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return share(2 * self.right, self.gold + self.predicted)


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many are so, of how many that were judged."""

    count: int = 0
    judged: int = 0

    @property
    def share(self) -> float | None:
        """The share that is so."""
        return share(self.count, self.judged)


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval, where there is one."""

    value: float
    interval: Interval | None = None


def wilson_interval(share: float, count: float) -> Interval:
    """Return the 95% interval of a share by Wilson's score.

    Parameters
    ----------
    share
        The share that is so, between 0 and 1.
    count
        Of how many, more than 0; a decimal number where it is an effective one.

    References
    ----------
    .. [1] E. B. Wilson, Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22, 1927.
    """
    square = _DEVIATE**2
    centre = (share + square / (2 * count)) / (1 + square / count)
    half = (
        _DEVIATE
        / (1 + square / count)
        * (share * (1 - share) / count + square / (4 * count**2)) ** 0.5
    )
    return Interval(max(0.0, centre - half), min(1.0, centre + half))
