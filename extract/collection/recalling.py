"""What a report says about the year before, held against what that year's report says.

Three things are held: changes (比上年增加12件, 同比下降3%) against the numbers of the two years,
numbers given for last year (去年收到5件) against last year's own, and what was carried in against
what last year's report carried over. Only what surely speaks of the same thing is judged: the
same metric, whole, of the own year, through the same channel, with subjects that fit, and
compared with the year before and no other. Everything else is ``not_assessable``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.extract.collection.stated import (
    StatedClaim,
    StatedFact,
    scopes_alike,
    units_alike,
)
from gongkai.extract.collection.terms import Recalled
from gongkai.extract.joining.bounds import Interval
from gongkai.extract.joining.periods import lasting_period
from gongkai.extract.joining.statements import exact_sum, in_yuan
from gongkai.models.normalised import normalise_text
from gongkai.models.scheme import CheckStatus, Kind, Metric

#: What is compared whether it is a headline or not.
CARRIED: Final = (
    Metric.APPLICATIONS_CARRIED_IN.value,
    Metric.APPLICATIONS_CARRIED_OVER.value,
)
_LAST_YEAR: Final = re.compile(r"上一?年|去年|上年度|同比")
_OTHER_YEAR: Final = re.compile(r"环比|前年|(?:19|20)\d\d年?")
#: The year that a change is against stands in the same sentence at most so far before it.
_REACH: Final = 30
#: What stands before a change of a part: 收到32件，其中网上申请20件，同比增加5件.
_PART: Final = re.compile(r"其中[^；。]*$")
_DECIMALS: Final = re.compile(r"\d\.(\d+)")
_TEN_THOUSAND: Final = re.compile(r"万(?!元)")
_TENTHS: Final = re.compile(r"成(?![一二三四五六七八九半])")
#: Money is compared to the tenth of a fen.
_LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about the year before.

    Attributes
    ----------
    claim
        The claim that makes it; ``None`` for what facts state.
    stated
        The number that it gives.
    expected
        The number that follows from the reports of both years; ``None`` if none does.
    """

    what: Recalled
    metric: str
    stated: float
    unit: str | None
    bound: str
    expected: float | None
    status: CheckStatus
    claim: StatedClaim | None = None


def statements(
    claims: Sequence[StatedClaim],
    current: Sequence[StatedFact],
    previous: Sequence[StatedFact],
    year: int,
) -> Iterator[Statement]:
    """Yield what a report says about the year before.

    Parameters
    ----------
    claims
        The claims of the report.
    current, previous
        The facts of the report and of last year's: the headlines, and what was carried.
    year
        The year of the report.
    """
    yield from _carried_in(current, previous)
    for claim in claims:
        if claim.kind == Kind.CHANGE.value:
            yield _judged_change(claim, current, previous, year)
        elif _is_of_last_year(claim, year):
            yield _judged_number(claim, previous)


def _carried_in(
    current: Sequence[StatedFact], previous: Sequence[StatedFact]
) -> Iterator[Statement]:
    carried_in = _total(current, Metric.APPLICATIONS_CARRIED_IN.value, Kind.COUNT.value)
    carried_over = _total(previous, Metric.APPLICATIONS_CARRIED_OVER.value, Kind.COUNT.value)
    if carried_in is None or carried_over is None:
        return
    agrees = carried_in.interval.overlaps(carried_over.interval)
    yield Statement(
        Recalled.CARRIED_IN,
        carried_in.metric,
        carried_in.value,
        carried_in.unit,
        carried_in.bound,
        carried_over.value,
        CheckStatus.PASS if agrees else CheckStatus.FAIL,
    )


def _judged_number(claim: StatedClaim, previous: Sequence[StatedFact]) -> Statement:
    fact = _total(previous, claim.metric, claim.kind)
    if fact is None or not _same_thing(claim, fact):
        return _statement(Recalled.LAST_YEAR, claim, None, None)
    money = claim.unit if claim.kind == Kind.AMOUNT.value else None
    stated = Interval(in_yuan(claim.interval.low, money), in_yuan(claim.interval.high, money))
    agrees = stated.overlaps(fact.interval)
    return _statement(Recalled.LAST_YEAR, claim, fact.value_in(claim.unit), agrees)


def _judged_change(
    claim: StatedClaim,
    current: Sequence[StatedFact],
    previous: Sequence[StatedFact],
    year: int,
) -> Statement:
    kind = Kind.AMOUNT.value if claim.unit and claim.unit.endswith("元") else Kind.COUNT.value
    now, before = (_total(facts, claim.metric, kind) for facts in (current, previous))
    if (
        now is None
        or before is None
        or not now.comparable(before)
        or not _same_thing(claim, now)
        or lasting_period(claim.period, frozenset({year})) is not None
        or not _against_last_year(claim, year)
        or _PART.search(_before(claim))
    ):
        return _statement(Recalled.CHANGE, claim, None, None)
    expected = _expected(claim, now, before)
    if expected is None:
        return _statement(Recalled.CHANGE, claim, None, None)
    value, allowed = expected
    tolerance = _last_digit(claim)
    stated = Interval(claim.interval.low - tolerance, claim.interval.high + tolerance)
    return _statement(Recalled.CHANGE, claim, value, stated.overlaps(allowed))


def _expected(
    claim: StatedClaim, now: StatedFact, before: StatedFact
) -> tuple[float, Interval] | None:
    """Return what the change should be, and what it may be within the bounds of both numbers."""
    unit = claim.unit or ""
    new, old = now.interval, before.interval
    value = before.value_in(now.unit)
    if unit in ("%", "倍"):
        if old.low <= 0 or value <= 0:
            return None
        factor, base = (100.0, 1.0) if unit == "%" else (1.0, 0.0)
        if unit == "倍" and re.search(r"[增升涨多长]", _before(claim)):
            base = 1.0  # 增长1.5倍 is 2.5 times as much, 是上年的1.5倍 is not
        return (
            round(factor * (now.value / value - base), 4),
            Interval(factor * (new.low / old.high - base), factor * (new.high / old.low - base)),
        )
    if unit in ("个百分点", "‰") or not units_alike(now.kind, claim.unit, now.unit):
        return None
    if now.kind == Kind.AMOUNT.value:
        scale = in_yuan(1, claim.unit)
        low, high = (new.low - old.high) / scale, (new.high - old.low) / scale
        return round(now.value_in(claim.unit) - before.value_in(claim.unit), 4), Interval(low, high)
    return exact_sum((now.value, -value)), Interval(new.low - old.high, new.high - old.low)


def _total(facts: Sequence[StatedFact], metric: str, kind: str) -> StatedFact | None:
    """Return the only total of a metric and a kind."""
    found = [
        fact
        for fact in facts
        if fact.metric == metric
        and fact.kind == kind
        and (fact.headline or fact.metric in CARRIED)  # which is mostly stated as a part
    ]
    return found[0] if len(found) == 1 else None


def _same_thing(claim: StatedClaim, fact: StatedFact) -> bool:
    if claim.metric == Metric.OTHER_COUNT.value or claim.part_of is not None:
        return False
    if claim.subject is not None and (
        fact.subject is None or not (claim.subject in fact.subject or fact.subject in claim.subject)
    ):
        return False
    if fact.has_cell:
        return claim.channel is None or claim.channel == fact.channel
    return claim.channel == fact.channel and scopes_alike(claim.scope, fact.scope)


def _is_of_last_year(claim: StatedClaim, year: int) -> bool:
    kinds = (Kind.COUNT.value, Kind.AMOUNT.value)
    if claim.period is None or claim.kind not in kinds:
        return False
    if claim.metric == Metric.APPLICATIONS_CARRIED_IN.value:
        return False
    return bool(re.search(rf"上一?年|去年|{year - 1}年", normalise_text(claim.period)))


def _against_last_year(claim: StatedClaim, year: int) -> bool:
    """Tell whether what stands before a change names the year before last of all years."""
    named = [(match.start(), True) for match in _LAST_YEAR.finditer(_before(claim))] + [
        (match.start(), match[0].startswith(str(year - 1)))
        for match in _OTHER_YEAR.finditer(_before(claim))
        if not match[0].startswith(str(year))
    ]
    return bool(named) and max(named)[1]


def _before(claim: StatedClaim) -> str:
    """Return what stands before the quote in its sentence, as far as it reaches.

    Of several places (收到12件，比上年增加12件) the first with a year to compare with before it.
    """
    sentence, quote = normalise_text(claim.sentence), normalise_text(claim.quote)
    for match in re.finditer(re.escape(quote), sentence):
        before = sentence[max(0, match.start() - _REACH) : match.start()]
        if _LAST_YEAR.search(before) or _OTHER_YEAR.search(before):
            return before
    return ""


def _last_digit(claim: StatedClaim) -> float:
    """Return by how much rounding or cutting off may have moved a number."""
    quote = normalise_text(claim.quote)
    decimals = _DECIMALS.search(quote)
    unit = 10.0 ** -len(decimals[1]) if decimals else 1.0
    if "成" in quote:
        return 10.0 if _TENTHS.search(quote) else 1.0
    if claim.unit in {"%", "倍"} or decimals:
        return unit * (10_000 if _TEN_THOUSAND.search(quote) else 1) - _LEAST
    return 10_000 - _LEAST if _TEN_THOUSAND.search(quote) else 0.0


def _statement(
    what: Recalled, claim: StatedClaim, expected: float | None, agrees: bool | None
) -> Statement:
    status = CheckStatus.NOT_ASSESSABLE
    if agrees is not None:
        status = CheckStatus.PASS if agrees else CheckStatus.FAIL
    return Statement(
        what, claim.metric, claim.value, claim.unit, claim.bound, expected, status, claim
    )
