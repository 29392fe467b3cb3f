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
