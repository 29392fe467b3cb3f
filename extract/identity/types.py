"""What identification gives: which report this is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.models.document import Notice
from gongkai.models.record import Issuer, Period, Year


@dataclass(frozen=True, slots=True)
class Identity:
    """Title, issuer, year, statistical period and day of publication of a report.

    What the report does not state is ``None``; confidences are left to calibration.
    """

    title: str | None
    published: date | None
    issuer: Issuer
    year: Year
    period: Period | None
    notices: tuple[Notice, ...] = ()

    @property
    def years_covered(self) -> frozenset[int]:
        """The calendar years that the report covers: two for a school year."""
        years = {self.year.value} if self.year.value is not None else set()
        if self.period is not None:
            years |= {self.period.start.year, self.period.end.year}
        return frozenset(years)
