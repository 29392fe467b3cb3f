"""Which true numbers a stated quantity allows, so that ``120余`` agrees with 126, not with 135."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from gongkai.models.normalised import normalise
from gongkai.models.scheme import Bound

#: Modifiers that leave the upper side open, unlike 余 and 多, which stay within the last digit.
_OPEN_ABOVE = re.compile(
    r"以上|之上|超|逾|破|不少|不低|不下|不小|至少|最少|起码|少说|高于|多于|大于|[≥>+]"
)
#: Modifiers that leave the lower side open, unlike 近, which stays within the last digit.
_OPEN_BELOW = re.compile(
    r"以下|以内|之内|不超|未超|不多于|不高于|不大于|至多|最多|最高|低于|少于|小于|[≤<]"
)
#: Numerals that give an order of magnitude: 几十 may be 46, 数百 and 上百 may be 346; not 十几.
_MAGNITUDE = re.compile(r"(?<![0-9十百千万亿廿卅])[几数]|[上过成][十百千万亿]")
#: A number called approximate may be off by one part in so many.
_APPROXIMATION = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """The closed interval of numbers that a statement allows."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Tell whether one number can satisfy both statements."""
        return self.low <= other.high and other.low <= self.high


def allowed(
    value: float, bound: Bound, quote: str = "", value_max: float | None = None
) -> Interval:
    """Return the numbers that a statement allows.

    Parameters
    ----------
    value, value_max
        The stated number, or both ends of the stated range; negative for a fall.
    bound
        How it limits the true number; that of a fall limits how far it fell.
    quote
        The expression as written; it tells 余 from 以上, and 20余 from 几十.
    """
    if value_max is not None:
        return Interval(min(value, value_max), max(value, value_max))
    low, high = _allowed_magnitude(abs(value), bound, quote)
    return Interval(-high, -low) if value < 0 else Interval(low, high)


def _allowed_magnitude(value: float, bound: Bound, quote: str) -> tuple[float, float]:
    if bound is Bound.APPROXIMATE:
        margin = value / _APPROXIMATION
        return value - margin, value + margin
    if bound is Bound.AT_LEAST:
        return value, _most(value, normalise(quote).text)
    if bound is Bound.AT_MOST:
        is_open = _OPEN_BELOW.search(normalise(quote).text)
        return (0.0 if is_open else max(value - _last_digit(value), 0.0)), value
    return value, value


def _most(value: float, quote: str) -> float:
    """Return the most that a number can be that is given as the least."""
    if _OPEN_ABOVE.search(quote):
        return math.inf
    if _MAGNITUDE.search(quote):
        return float(10 ** len(str(int(value))))
    return value + _last_digit(value)


def _last_digit(value: float) -> float:
    """Return what one more in the last significant digit is worth: 10 for 120, 100 for 1200."""
    if value == 0 or value != int(value):
        return 1.0
    digits = str(abs(int(value)))
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))
