"""Which true numbers a stated quantity allows, so that ``120余`` agrees with 126, not with 135."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from gongkai.models.scheme import Bound

#: Modifiers that leave the upper side open, unlike 余 and 多, which stay within the last digit.
_OPEN = re.compile(r"以上|超|逾|突破|不少于|不低于|至少|上[百千万]")
#: How far a number called approximate may be off, as a share of it.
_APPROXIMATION = 0.1


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
        The stated number, or both ends of the stated range.
    bound
        How it limits the true number.
    quote
        The expression as written; it tells 余 from 以上.
    """
    if value_max is not None:
        return Interval(value, value_max)
    step = _last_digit(value)
    if bound is Bound.AT_LEAST:
        return Interval(value, math.inf if _OPEN.search(quote) else value + step)
    if bound is Bound.AT_MOST:
        return Interval(max(value - step, 0.0), value)
    if bound is Bound.APPROXIMATE:
        return Interval(value * (1 - _APPROXIMATION), value * (1 + _APPROXIMATION))
    return Interval(value, value)


def _last_digit(value: float) -> float:
    """Return what one more in the last significant digit is worth: 10 for 120, 100 for 1200."""
    if value == 0 or value != int(value):
        return 1.0
    digits = str(abs(int(value)))
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))
