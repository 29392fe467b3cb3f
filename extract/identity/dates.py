"""Dates and stretches of time, in the spellings and misspellings of reports."""

from __future__ import annotations

import re
from datetime import date, timedelta

from gongkai.models.record import Period

_CHINESE_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")}
_CHINESE_DIGITS |= {"零": "0", "O": "0", "两": "2"}
_CHINESE_YEAR = re.compile(r"二[〇零O0][〇零O一二三四五六七八九]{2}(?=年|学)")
_CHINESE_DAY = re.compile(r"([一二三四五六七八九十]{1,3})(?=[月日])")
_LINK = (
    r"(?:[^，。至到]{0,14}之日)?(?:零时|0时)?(?:起统计|算起|起算|统计|起|算|开始|始)?[，、]?"
    r"(?:—+|-+|~+|─+|一(?=20)|至|到|截[至止]|止于)+[，]?(?:同年|当年)?"
)


def _whole_day(side: str) -> str:
    year = rf"(?:(?P<{side}y>20\d\d)(?:年度?|[./-]))?"
    return rf"{year}(?P<{side}m>\d{{1,2}})[月./-](?P<{side}d>\d{{1,2}})[日号]?"


def _damaged_day(side: str, year: str = "") -> str:
    rest = rf"(?:(?P<{side}lost>\d{{2,4}})|(?P<{side}m>\d{{1,2}})月(?P<{side}d>\d{{1,2}}))"
    return rf"(?:(?P<{side}y>20\d\d)年?){year}{rest}[日号]"


_RANGE = re.compile(rf"(?<!\d){_whole_day('a')}{_LINK}{_whole_day('b')}")
_LOST_RANGE = re.compile(_damaged_day("a") + _LINK + _damaged_day("b", year="?"))
_MONTHS = re.compile(r"(?P<y>20\d\d)年度?(?P<a>\d{1,2})月?份?(?:-|—+|~|至|到)(?P<b>\d{1,2})月")
_FIRST_MONTH = re.compile(r"元月(?=\d)")
_SINGLE = re.compile(
    r"(20\d\d)[年./-]([01]?\d)[月./-]([0-3]?\d)(?!\d)日?|(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)"
)


def western(text: str) -> str:
    """Write the Chinese numerals of years, months and days in digits: 二〇二三年 → 2023年."""
    if "二" not in text and "月" not in text:
        return text
    text = _CHINESE_YEAR.sub(
        lambda match: "".join(_CHINESE_DIGITS.get(c, c) for c in match[0]), text
    )
    return _CHINESE_DAY.sub(lambda match: _small_number(match[1]), text)


def _small_number(written: str) -> str:
    if "十" not in written:
        return _CHINESE_DIGITS[written] if len(written) == 1 else written
    tens, _, units = written.partition("十")
    return f"{_CHINESE_DIGITS.get(tens, '1')}{_CHINESE_DIGITS.get(units, '0')}"


def day(year: str | int, month: str | int, number: str | int) -> date | None:
    """Return the date, ``None`` where there is no such day."""
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def find_date(text: str) -> date | None:
    """Return the first whole date of a normalised text."""
    for match in _SINGLE.finditer(western(text)):
        parts = match.groups()[:3] if match[1] else match.groups()[3:]
        found = day(*parts)
        if found is not None:
            return found
    return None


def find_period(text: str, year: int | None) -> Period | None:
    """Return the first stretch from one day to another in a normalised text.

    Parameters
    ----------
    text
        A normalised text, a few hundred characters at most.
    year
        The year of the report, for stretches that name none.

    Notes
    -----
    自202111日至20211231日 has lost its 年 and 月 and is read as well.
    """
    text = _FIRST_MONTH.sub("1月", western(text))
    for match in _RANGE.finditer(text):
        period = _period(match, year)
        if period is not None:
            return period
    for match in _LOST_RANGE.finditer(text):
        start, end = _lost_day(match, "a"), _lost_day(match, "b")
        if start is not None and end is not None and start < end:
            return Period(start=start, end=end)
    for match in _MONTHS.finditer(text):
        first = day(match["y"], match["a"], 1)
        after = _month_after(int(match["y"]), int(match["b"]))
        if first is not None and after is not None and first < after:
            return Period(start=first, end=after - timedelta(days=1))
    return None


def _period(match: re.Match[str], year: int | None) -> Period | None:
    first_year = match["ay"] or match["by"] or year
    if first_year is None:
        return None
    start = day(first_year, match["am"], match["ad"])
    end = day(match["by"] or first_year, match["bm"], match["bd"])
    if start is None or end is None:
        return None
    if end < start and not match["by"]:
        end = day(int(first_year) + 1, match["bm"], match["bd"])
    elif end < start and not match["ay"]:
        start = day(int(first_year) - 1, match["am"], match["ad"])
    return Period(start=start, end=end) if start and end and start < end else None


def _lost_day(match: re.Match[str], side: str) -> date | None:
    year = match[side + "y"] or match["ay"]
    if match[side + "m"]:
        return day(year, match[side + "m"], match[side + "d"])
    digits = match[side + "lost"]
    # 831 is 31 August and 111 is taken as 11 January: the month is the shorter part first.
    for cut in range(1, len(digits)):
        found = day(year, digits[:cut], digits[cut:])
        if found is not None and not digits[cut:].startswith("0"):
            return found
    return None


def _month_after(year: int, month: int) -> date | None:
    return day(year + 1, 1, 1) if month == 12 else day(year, month + 1, 1)


def is_statistical(period: Period) -> bool:
    """Tell whether a period looks like a year of report: whole months, most of a year."""
    last = period.end + timedelta(days=1)
    return period.start.day == 1 and last.day == 1 and 180 <= (last - period.start).days <= 1100
