"""The reports of one issuer on years that follow each other; of several copies the best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from gongkai.extract.collection.survey import Survey, best_copy
from gongkai.extract.identity.regions import mentions
from gongkai.extract.writing.tidy import Item

#: A name without a place: 教育局, 市教育局, 县政府办公室. What names a place has one of the letters
#: that end the names of places or waters inside it (云河县教育局), or a short name before it
#: (通州教育局).
_NO_PLACE: Final = re.compile(
    r"(?:本|我|全)?(?:省|市|县|区|州|盟|旗|镇|乡|街道)?"
    r"(?:(?:城乡|乡村|市政|市场|市容|社区|[^省市县区州盟旗镇乡街江河湖]){2,16}"
    r"(?:局|厅|委|委员会|办公室|办公厅|中心|队)|(?:人民)?政府|街道办事处)?"
)


@dataclass(frozen=True, slots=True)
class YearPair:
    """Two reports of one issuer, the later one on the year after the earlier."""

    previous: Survey
    current: Survey

    @property
    def columns(self) -> tuple[Item, ...]:
        """The columns that name the two in every table."""
        current = self.current
        return (
            *(current.record_id, self.previous.record_id, current.name),
            *(current.region or self.previous.region, current.year),
        )


@lru_cache(maxsize=100_000)
def names_a_place(issuer: str) -> bool:
    """Tell whether the name of a body says of which place it is."""
    return _NO_PLACE.fullmatch(issuer) is None or bool(mentions(issuer))


def in_question(reports: Iterable[Survey]) -> list[Survey]:
    """Return the reports of bodies of one name and year that may be several bodies.

    They are one body if their reports are copies of each other; see ``year_pairs``.
    """
    by_name: dict[tuple[str | None, int | None], list[Survey]] = {}
    for report in reports:
        if _has_series(report):
            by_name.setdefault((report.issuer, report.year), []).append(report)
    return [
        report
        for same in by_name.values()
        if len(same) > 1 and not all(report.is_placed for report in same)
        for report in same
    ]


def year_pairs(
    reports: Iterable[Survey], groups: Mapping[str, str] | None = None
) -> list[YearPair]:
    """Return the reports that follow each other, in the order of the later record ids.

    Bodies of one name in two regions are two issuers; a report without region belongs to the one
    region that its name is known from, and to none where there are several. Where reports without
    region on one year are no copies of each other, nobody knows how many bodies they are of: that
    year is left out. So are names without region that name no place.

    Parameters
    ----------
    reports
        The reports.
    groups
        The group of copies that a report is in, by record ids; of those ``in_question``.
    """
    by_name: dict[str, list[Survey]] = {}
    for report in reports:
        if report.issuer is not None and _has_series(report):
            by_name.setdefault(report.issuer, []).append(report)
    pairs = [
        pair
        for same_name in by_name.values()
        for of_issuer in _by_region(same_name)
        for pair in _following(of_issuer, groups or {})
    ]
    return sorted(pairs, key=lambda pair: pair.current.record_id)


def _has_series(report: Survey) -> bool:
    return report.is_placed or (
        report.is_known and report.issuer is not None and names_a_place(report.issuer)
    )


def _by_region(reports: Sequence[Survey]) -> Iterable[list[Survey]]:
    regions = {report.region for report in reports if report.region is not None}
    only = next(iter(regions)) if len(regions) == 1 else None
    found: dict[str | None, list[Survey]] = {}
    for report in reports:
        found.setdefault(report.region or only, []).append(report)
    return found.values()


def _following(reports: Sequence[Survey], groups: Mapping[str, str]) -> Iterator[YearPair]:
    by_year: dict[int, list[Survey]] = {}
    for report in reports:
        if report.year is not None:
            by_year.setdefault(report.year, []).append(report)
    best = {
        year: best_copy(same)
        for year, some in by_year.items()
        if (same := _of_one_body(some, groups))
    }
    for earlier, later in pairwise(sorted(best)):
        if later == earlier + 1:
            yield YearPair(best[earlier], best[later])


def _of_one_body(reports: Sequence[Survey], groups: Mapping[str, str]) -> list[Survey]:
    """Return those of the reports on a year that are surely of one body; none if that is unsure."""
    placed = [report for report in reports if report.is_placed]
    known = {groups.get(report.record_id, report.record_id) for report in placed or reports}
    if placed:
        return [
            report
            for report in reports
            if report.is_placed or groups.get(report.record_id) in known
        ]
    return list(reports) if len(known) == 1 else []
