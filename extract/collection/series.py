"""The reports of one issuer on years that follow each other; of several copies the best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.extract.collection.survey import Survey, best_copy
from gongkai.extract.writing.tidy import Item


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


def year_pairs(reports: Iterable[Survey]) -> list[YearPair]:
    """Return the reports that follow each other, in the order of the later record ids.

    Bodies of one name in two regions are two issuers; a report without region belongs to the one
    region that its name is known from, and to none where there are several.
    """
    by_name: dict[str, list[Survey]] = {}
    for report in reports:
        if report.issuer is not None and report.year is not None:
            by_name.setdefault(report.issuer, []).append(report)
    pairs = [
        pair
        for same_name in by_name.values()
        for of_issuer in _by_region(same_name)
        for pair in _following(of_issuer)
    ]
    return sorted(pairs, key=lambda pair: pair.current.record_id)


def _by_region(reports: Sequence[Survey]) -> Iterable[list[Survey]]:
    regions = {report.region for report in reports if report.region is not None}
    only = next(iter(regions)) if len(regions) == 1 else None
    found: dict[str | None, list[Survey]] = {}
    for report in reports:
        found.setdefault(report.region or only, []).append(report)
    return found.values()


def _following(reports: Sequence[Survey]) -> Iterable[YearPair]:
    by_year: dict[int, list[Survey]] = {}
    for report in reports:
        if report.year is not None:
            by_year.setdefault(report.year, []).append(report)
    for earlier, later in pairwise(sorted(by_year)):
        if later == earlier + 1:
            yield YearPair(best_copy(by_year[earlier]), best_copy(by_year[later]))
