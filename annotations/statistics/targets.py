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
from gongkai.models.terms import Term

_EACH_PHENOMENON: Final = 40
_EACH_METRIC: Final = 80


@dataclass(frozen=True, slots=True)
class Target:
    """A number that the corpus is meant to reach.

    Attributes
    ----------
    name, chinese
        What is counted.
    wanted
        How many there are meant to be.
    found
        Returns how many there are.
    """

    name: str
    chinese: str
    wanted: int
    found: Callable[[CorpusStatistics], int]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A target that is not reached."""

    name: str
    chinese: str
    wanted: int
    found: int


def _targets() -> Iterator[Target]:
    yield Target("passages", "段落", 900, lambda s: s.passages)
    yield Target("claims in passages and reports", "段落与报告中的声明", 9000, lambda s: s.claims)
    yield Target("non-claims", "非声明", 3000, lambda s: s.non_claims)
    yield Target("passages from section six", "第六部分段落", 100, lambda s: s.section_six)
    yield Target(
        "passages from section five with problems or improvements",
        "含问题或改进的第五部分段落",
        150,
        lambda s: s.section_five_with_items,
    )
    yield Target("whole reports", "完整报告", 60, lambda s: s.reports)
    for metric in Metric:
        yield _each("metric", "指标", metric, _EACH_METRIC, _metric(metric))
    for phenomenon in Phenomenon:
        yield _each("phenomenon", "现象", phenomenon, _EACH_PHENOMENON, _phenomenon(phenomenon))
    for era in Era:
        yield _each("era", "时期", era, 1, _era(era))
    for tier in Tier:
        yield _each("tier", "层级", tier, 1, _tier(tier))
    for issuer in IssuerType:
        yield _each("type", "机构类型", issuer, 1, _type(issuer))
    for province in sorted(PROVINCES):
        yield Target(f"province {province}", f"省份 {province}", 1, _province(province))


def _each(
    english: str, chinese: str, term: Term, wanted: int, found: Callable[[CorpusStatistics], int]
) -> Target:
    return Target(f"{english} {term}", f"{chinese} {term.chinese}", wanted, found)


def _metric(metric: Metric) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: statistics.by_metric[metric]


def _phenomenon(phenomenon: Phenomenon) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: statistics.by_phenomenon[phenomenon]


def _era(era: Era) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: statistics.by_era[era]


def _tier(tier: Tier) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: statistics.by_tier[tier]


def _type(issuer: IssuerType) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: statistics.by_type[issuer]


def _province(province: str) -> Callable[[CorpusStatistics], int]:
    return lambda statistics: statistics.by_province[province]


#: Everything the corpus is meant to hold.
TARGETS: Final = tuple(_targets())


def shortfalls(statistics: CorpusStatistics) -> list[Shortfall]:
    """Return the targets that a corpus does not reach, in their order."""
    found = [(target, target.found(statistics)) for target in TARGETS]
    return [
        Shortfall(target.name, target.chinese, target.wanted, number)
        for target, number in found
        if number < target.wanted
    ]
