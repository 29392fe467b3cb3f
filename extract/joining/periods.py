"""Whether a claim speaks of the year of its report as a whole."""

from __future__ import annotations

import re

from gongkai.models.record import CUMULATIVE

_OTHER_YEAR = re.compile(r"上年|去年|上一年|上个年度|往年|历年|同期|近年|以来")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_DECEMBER = r"(?:20\d\d年)?12月"
# The year to its end; a day or a month of December alone is none, nor is what begins in July.
_WHOLE_YEAR = re.compile(
    r"全年|年[底末]"
    rf"|(?<![\d月])1(?:月(?:1日?)?)?\s*[-—–－~～至到]{{1,2}}\s*{_DECEMBER}(?:31)?(?!\d)"
    rf"|(?:截[至止]?到?|^[至到])\s*{_DECEMBER}(?:31|[底末])"
)
_PART_OF_YEAR = re.compile(r"上半年|下半年|季度|[\d一二三四五六七八九十]月|月份|期间|周|日")


def lasting_period(period: str | None, years: frozenset[int]) -> str | None:
    """Return the period of a claim, ``None`` if it is the year of the report.

    Parameters
    ----------
    period
        As the claim gives it: a span of the text, ``cumulative`` or nothing. What is counted
        as of the end of December is counted for the year.
    years
        The calendar years that the report covers; empty if unknown.
    """
    if period is None:
        return None
    named = {int(year) for year in _YEAR.findall(period)}
    if period == CUMULATIVE or _OTHER_YEAR.search(period) or (years and named - years):
        return period
    if len(named) > 1 and named == years:  # a school year, from one to the other
        return None
    if _PART_OF_YEAR.search(period) and not _WHOLE_YEAR.search(period):
        return period
    return None
