"""Counts and the figures that follow from them.

A figure whose denominator is zero is ``None``: of nothing, no share is right or wrong. So
precision without predictions is ``None``, and F1 only where neither side has anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_RESAMPLES: Final = 1000
_TAIL: Final = 0.025
#: How many reports are drawn at once, which bounds the memory.
_DRAWS_TOGETHER: Final = 1_000_000


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


def f1_interval(reports: Sequence[Counts]) -> Interval | None:
    """Return a 95% interval of the F1 over reports.

    The percentile bootstrap over whole reports [1]_, since claims of one report stand or fall
    together. The resamples are always the same.

    Parameters
    ----------
    reports
        The counts of each report.

    Returns
    -------
    Interval or None
        ``None`` of fewer than two reports, which tell nothing about others.

    References
    ----------
    .. [1] B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    """
    if len(reports) < 2:
        return None
    import numpy  # noqa: PLC0415 - slow to load

    # Sorted, because the order of the reports must not matter.
    parts = sorted((2 * each.right, each.gold + each.predicted) for each in reports)
    table, generator = numpy.array(parts), numpy.random.default_rng(0)
    figures: list[float] = []
    together = max(1, _DRAWS_TOGETHER // len(parts))
    for first in range(0, _RESAMPLES, together):
        size = (min(together, _RESAMPLES - first), len(parts))
        totals = table[generator.integers(0, len(parts), size=size)].sum(axis=1)
        figures += [right / both for right, both in totals.tolist() if both]
    if not figures:
        return None
    figures.sort()
    tail = round(_TAIL * (len(figures) - 1))
    return Interval(figures[tail], figures[-1 - tail])
