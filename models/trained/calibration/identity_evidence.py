"""What speaks for an issuer and for a year: how many places of the report say the same.

Gold of whole reports, which alone names issuer and year, is scarce: some dozens to train on, and
a web page of a report is no second one. More than two or three numbers cannot be weighed by so
few, so there are no more of them here, and they have to be fitted with strong regularisation
(``choose_calibrator(…, few=True)``). Each rises with trust.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from gongkai.models.document import Metadata
from gongkai.models.normalised import normalise
from gongkai.models.record import Issuer, Period, Year
from gongkai.models.scheme import Tier

ISSUER_EVIDENCE: Final = ("places", "body", "region")
YEAR_EVIDENCE: Final = ("agreement", "share")

#: How much of the beginning and of the end of a text is searched: preface and signature.
_OPENING_LENGTH, _CLOSING_LENGTH = 1500, 300
_SEARCHED = 20_000
#: Bodies have names of so many characters, seldom fewer or more.
_SHORTEST, _LONGEST = 4, 22
#: What the name of a place ends in, not that of the body which governs it.
_BARE_PLACE = re.compile(r"(?:[省市县区旗州盟镇乡]|街道)$")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SCHOOL_YEAR = re.compile(r"(?<!\d)(20)\d\d(?:学年|年度?)?[-—~至/](\d\d)(?!\d)")
_YEAR_WORD = re.compile(r"(?<!\d)(20[0-4]\d)(?=年)")
_CHINESE_YEAR = re.compile(r"二[〇零O0][〇零O一二三四五六七八九]{2}(?=年|学)")
_DIGITS = str.maketrans("〇零O一二三四五六七八九", "000123456789")
#: A period that ends in the first days of a year reports on the year before.
_FIRST_DAYS = (1, 31)


def issuer_evidence(
    issuer: Issuer, title: str | None, metadata: Metadata, text: str
) -> tuple[float, ...] | None:
    """Return what speaks for the issuer that was found, as ``ISSUER_EVIDENCE`` names it.

    Parameters
    ----------
    issuer
        What identification found.
    title
        The title of the report.
    metadata
        What the page says about itself.
    text
        The text of the report.

    Returns
    -------
    tuple of float or None
        ``places``: in how many of these the name stands: title, what the page says, beginning of
        the text without the title, its end. ``body``: 1 where the name ends as those of bodies do
        and is neither very short nor very long, ½ for either; many reports call themselves by the
        place alone. ``region``: 1 where level and place are known, ½ for either; a national body
        has no place to be known. ``None`` where no issuer was found.
    """
    if not issuer.name:
        return None
    name = _plain(issuer.name)
    places = sum(name in place for place in _places(title, metadata, text))
    usual = _SHORTEST <= len(name) <= _LONGEST
    body = not _BARE_PLACE.search(name)
    placed = issuer.region.province is not None or issuer.tier is Tier.NATIONAL
    return float(places), (usual + body) / 2, (placed + (issuer.tier is not None)) / 2


def _places(title: str | None, metadata: Metadata, text: str) -> Iterator[str]:
    heading = _plain(title or "")
    yield heading
    yield "\n".join(_plain(each) for each in (metadata.title, metadata.issuer) if each)
    opening = normalise(text, 0, min(len(text), _OPENING_LENGTH)).text
    # The title says it once: its copy in the text is no second witness.
    yield opening.replace(heading, "\n") if heading else opening
    closing = max(_OPENING_LENGTH, len(text) - _CLOSING_LENGTH)
    yield normalise(text, closing, len(text)).text if closing < len(text) else ""


def year_evidence(
    year: Year, title: str | None, period: Period | None, published: date | None, text: str
) -> tuple[float, ...] | None:
    """Return what speaks for the year that was found, as ``YEAR_EVIDENCE`` names it.

    Parameters
    ----------
    year
        What identification found.
    title, period, published
        What else it found; ``None`` where it is not stated.
    text
        The text of the report.

    Returns
    -------
    tuple of float or None
        ``agreement``: of title, statistical period and day of publication, how many go with the
        year, less those that do not. ``share``: its share among the years that the text names,
        the next one left out, in which reports are written and plans are made; ½ where it names
        none. ``None`` where no year was found.
    """
    value = year.value
    if value is None:
        return None
    agreement = _voice(value, _years(title)) + _voice(value, _years_of(period))
    if published is not None:
        # A report on a calendar year comes out in the next one; that on a school year does not.
        agreement += _voice(value, {published.year - 1, published.year})
    counts = Counter(_YEAR_WORD.findall(_western(_opening(text))))
    counts.pop(str(value + 1), None)
    named = counts.total()
    return float(agreement), counts[str(value)] / named if named else 0.5


def _voice(year: int, stated: set[int]) -> int:
    if not stated:
        return 0
    return 1 if year in stated else -1


def _years(title: str | None) -> set[int]:
    """Return the years that a title may mean: for a school year the one it ends in counts too."""
    written = _western(_plain(title or ""))
    years = {int(each) for each in _YEAR.findall(written)}
    return years | {int("".join(each)) for each in _SCHOOL_YEAR.findall(written)}


def _years_of(period: Period | None) -> set[int]:
    if period is None:
        return set()
    end = period.end
    carried = (end.month, end.day) <= _FIRST_DAYS and period.start.year < end.year
    return {end.year - carried}


def _opening(text: str) -> str:
    return "".join(text[:_SEARCHED].split())


def _western(text: str) -> str:
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), text)


def _plain(written: str) -> str:
    return normalise(written).text
