"""Numerals: a number written in digits, in Chinese, or in both."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_DIGITS: Final = "零一二三四五六七八九"
_POWERS: Final = ((1000, "千"), (100, "百"), (10, "十"))
_FULL_WIDTH: Final = str.maketrans("0123456789.", "０１２３４５６７８９．")
MYRIAD: Final = 10_000
HUNDRED_MILLION: Final = 10**8


def exact(value: Decimal) -> int | float:
    """Return a number as an integer where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def grouped(value: int) -> str:
    """Return the number with separators of thousands: 5,523."""
    return f"{value:,}"


def full_width(digits: str) -> str:
    """Return digits in full width: １２."""
    return digits.translate(_FULL_WIDTH)


def chinese(value: int, *, counting: bool = True) -> str:
    """Return a number in Chinese numerals.

    Parameters
    ----------
    value
        From 0 to below 10^8.
    counting
        Whether a measure word follows: two things are 两, and so are hundreds and thousands.

    Raises
    ------
    ValueError
        If the number is too large.
    """
    if not 0 <= value < HUNDRED_MILLION:
        raise ValueError(f"{value} is not written out in Chinese: give less than 10^8")
    if value == 2 and counting:
        return "两"
    if value < MYRIAD:
        return _section(value, counting)
    myriads, rest = divmod(value, MYRIAD)
    head = chinese(myriads, counting=counting) + "万"
    if not rest:
        return head
    return head + ("零" if rest < 1000 else "") + _section(rest, counting)


def _section(value: int, counting: bool) -> str:
    if value < 10:
        return _DIGITS[value]
    parts: list[str] = []
    rest, skipped = value, False
    for power, name in _POWERS:
        digit, rest = divmod(rest, power)
        if digit:
            if skipped and parts:
                parts.append("零")
            two = digit == 2 and counting and power > 10 and not parts
            ten = digit == 1 and power == 10 and not parts
            parts.append(("两" if two else "" if ten else _DIGITS[digit]) + name)
        skipped = not digit
    if rest:
        parts.append(("零" if skipped else "") + _DIGITS[rest])
    return "".join(parts)


def mixed(value: int) -> str | None:
    """Return digits with 万 or 亿 (1.2万), ``None`` where that would be no shorter."""
    for power, name in ((HUNDRED_MILLION, "亿"), (MYRIAD, "万")):
        if value >= power and value % (power // 100) == 0:
            return f"{exact(Decimal(value) / power)}{name}"
    return None


def stepped(value: int) -> str | None:
    """Return myriads and thousands in digits (2万3千), ``None`` where the number has others."""
    myriads, rest = divmod(value, MYRIAD)
    if not 0 < myriads < 1000 or not rest or rest % 1000:
        return None
    return f"{myriads}万{rest // 1000}千"
