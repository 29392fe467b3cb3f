"""Comparing two systems on the same texts: is one of them better.

The test is paired approximate randomisation [1]_ [2]_: if the two systems were no different,
each text's two outcomes could as well be exchanged. So they are, for each text by the toss of a
coin, many times over; the p-value is how often the difference becomes at least as large as it
was. No assumption is made on how figures are distributed, and F1 or a mean of several F1 can be
compared like an accuracy. Texts are exchanged as wholes. Several comparisons at once are
corrected by ``adjust``.

References
----------
.. [1] E. Noreen, Computer-Intensive Methods for Testing Hypotheses, 1989, chapter 2.
.. [2] A. Yeh, More accurate tests for the statistical significance of result differences,
   COLING 2000.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongkai.evaluate.counts import Interval
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.resampling import f1_table, intervals_of, mean_f1
from gongkai.models.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.evaluate.resampling import Floats

ROUNDS: Final = 10_000
#: How many coins are tossed at once, which bounds the memory.
_COINS_TOGETHER: Final = 2_000_000
#: Differences closer than this are the same.
_SAME: Final = 1e-12


class ComparisonError(GongkaiError):
    """Two systems that were not measured on the same texts."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far a first system is above a second.

    Attributes
    ----------
    difference
        The value of the first less that of the second.
    interval
        The 95% interval of the difference, by drawing texts again for both together; ``None``
        of fewer than two texts.
    p_value
        How probable a difference at least as large, up or down, would be between systems that
        are no different.
    rounds
        How many exchanges the p-value comes from.
    """

    difference: float
    interval: Interval | None
    p_value: float
    rounds: int


def compare(first: Measure, second: Measure, *, rounds: int = ROUNDS) -> Comparison | None:
    """Compare two systems by the same measure over the same texts.

    Parameters
    ----------
    first, second
        The measure of each system.
    rounds
        How many times outcomes are exchanged; the p-value is at least ``1 / (1 + rounds)``.

    Returns
    -------
    Comparison or None
        ``None`` if one of the two has no value. The same texts give the same result.

    Raises
    ------
    ComparisonError
        If a text was judged for one system only.
    """
    _check_texts(first, second)
    if first.value is None or second.value is None:
        return None
    texts = sorted(first.by_text)
    groups = sorted(first.by_group.keys() | second.by_group.keys())
    one, other = (f1_table(measure, texts, groups) for measure in (first, second))
    (interval,) = intervals_of(
        [lambda weights: mean_f1(weights @ one) - mean_f1(weights @ other)], len(texts)
    )
    return Comparison(
        difference=first.value - second.value,
        interval=interval,
        p_value=(1 + _at_least_as_large(one, other, rounds)) / (1 + rounds),
        rounds=rounds,
    )


def adjust(p_values: Sequence[float]) -> list[float]:
    """Correct p-values for how many comparisons there are, by Holm's method.

    If those with a corrected value of at most 0.05 are called different, the probability that
    any of them is wrongly so called is at most 0.05.

    Parameters
    ----------
    p_values
        One for each comparison of the family.

    Returns
    -------
    list of float
        In the same order.

    References
    ----------
    .. [1] S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian
       Journal of Statistics 6, 1979.
    """
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    ranked = sorted(range(len(p_values)), key=p_values.__getitem__)
    for rank, place in enumerate(ranked):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def _check_texts(first: Measure, second: Measure) -> None:
    alone = sorted(first.by_text.keys() ^ second.by_text.keys())
    if alone:
        more = f" and {len(alone) - 5} more" if len(alone) > 5 else ""
        raise ComparisonError(
            f"{', '.join(alone[:5])}{more} were judged for one of the two systems only "
            f"({first.name}): compare systems on the same texts."
        )


def _at_least_as_large(one: Floats, other: Floats, rounds: int) -> int:
    """Count the rounds of exchanges that make the difference as large as it is, or larger."""
    import numpy  # noqa: PLC0415 - slow to load

    apart = other - one
    # A text of which both systems made the same changes nothing when it is exchanged.
    apart = apart[numpy.any(apart != 0, axis=1)]
    sum_one, sum_other = one.sum(axis=0), other.sum(axis=0)
    found = abs(mean_f1(sum_one) - mean_f1(sum_other))
    generator = numpy.random.default_rng(0)
    together = max(1, _COINS_TOGETHER // max(1, len(apart), apart.shape[1]))
    count = 0
    for start in range(0, rounds, together):
        size = (min(together, rounds - start), len(apart))
        exchanged = generator.integers(0, 2, size=size, dtype=numpy.int8).astype(float) @ apart
        difference = abs(mean_f1(sum_one + exchanged) - mean_f1(sum_other - exchanged))
        # A round that leaves one side without a value speaks for nothing: it counts against.
        count += int(numpy.count_nonzero(~(difference < found - _SAME)))
    return count
