"""Which headline facts changed from one year to the next, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.extract.collection.stated import StatedFact
from gongkai.extract.joining.statements import exact_sum
from gongkai.models.scheme import Bound, Metric


@dataclass(frozen=True, slots=True)
class Change:
    """What both reports state, each for its year.

    Attributes
    ----------
    previous_value
        Last year's number in the unit of this year's.
    difference
        How much more it is this year, in that unit; of bounds that of the numbers stated.
    percent
        The difference in percent of last year's number; ``None`` where that is zero.
    """

    previous: StatedFact
    current: StatedFact
    previous_value: float
    difference: float
    percent: float | None

    @property
    def is_changed(self) -> bool:
        """Whether the reports state another number, or a number of another bound."""
        return self.difference != 0 or self.previous.bound != self.current.bound

    @property
    def is_exact(self) -> bool:
        """Whether both numbers are exact."""
        return self.previous.bound == self.current.bound == Bound.EXACT.value


def changes(current: Sequence[StatedFact], previous: Sequence[StatedFact]) -> Iterator[Change]:
    """Yield what two reports both state, in the order of the current facts.

    Facts of ``other_count`` are left out: no two of them count the same.
    """
    left = [fact for fact in previous if fact.headline]
    for fact in current:
        if fact.metric == Metric.OTHER_COUNT.value or not fact.headline:
            continue
        same = next((other for other in left if fact.comparable(other)), None)
        if same is not None:
            left.remove(same)
            yield _change(same, fact)


def _change(previous: StatedFact, current: StatedFact) -> Change:
    before = previous.value_in(current.unit)
    difference = exact_sum((current.value, -before))
    percent = round(100 * difference / before, 4) if before else None
    return Change(previous, current, before, difference, percent)
