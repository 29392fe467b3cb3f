"""What the corpus is meant to hold, and what it lacks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.annotations.phenomena import Phenomenon
from gongkai.annotations.provinces import PROVINCES
from gongkai.annotations.statistics.counting import CorpusStatistics, Era
from gongkai.models.metrics import Metric
from gongkai.models.scheme import IssuerType, Tier

_EACH_PHENOMENON: Final = 40
_EACH_METRIC: Final = 80


@dataclass(frozen=True, slots=True)
class Target:
    """A number that the corpus is meant to reach.

    Attributes
    ----------
    name
        What is counted.
    wanted
        How many there are meant to be.
    found
        Returns how many there are.
    """

    name: str
    wanted: int
    found: Callable[[CorpusStatistics], int]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A target that is not reached."""

    name: str
    wanted: int
    found: int


def _targets() -> Iterator[Target]:
    yield Target("passages", 900, lambda s: s.passages)
    yield Target("claims in passages and reports", 9000, lambda s: s.claims)
    yield Target("non-claims", 3000, lambda s: s.non_claims)
    yield Target("passages from section six", 100, lambda s: s.section_six)
    yield Target(
        "passages from section five with problems or improvements",
        150,
        lambda s: s.section_five_with_items,
    )
    yield Target("whole reports", 60, lambda s: s.reports)
    for metric in Metric:
        yield Target(f"metric {metric}", _EACH_METRIC, _metric(metric))
    for phenomenon in Phenomenon:
        yield Target(f"phenomenon {phenomenon}", _EACH_PHENOMENON, _phenomenon(phenomenon))
    for era in Era:
        yield Target(f"era {era}", 1, _era(era))
    for tier in Tier:
        yield Target(f"tier {tier}", 1, _key("by_tier", tier.value))
    for issuer in IssuerType:
        yield Target(f"type {issuer}", 1, _key("by_type", issuer.value))
    for province in sorted(PROVINCES):
        yield Target(f"province {province}", 1, _key("by_province", province))


def _metric(metric: Metric) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: statistics.by_metric[metric]


def _phenomenon(phenomenon: Phenomenon) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: statistics.by_phenomenon[phenomenon]


def _era(era: Era) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: statistics.by_era[era]


def _key(attribute: str, key: str) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: int(getattr(statistics, attribute)[key])


#: Everything the corpus is meant to hold.
TARGETS: Final = tuple(_targets())


def shortfalls(statistics: CorpusStatistics) -> list[Shortfall]:
    """Return the targets that a corpus does not reach, in their order."""
    found = [(target, target.found(statistics)) for target in TARGETS]
    return [
        Shortfall(target.name, target.wanted, number)
        for target, number in found
        if number < target.wanted
    ]
