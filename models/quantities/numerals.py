"""Numerals: what number a run of digits and Chinese number characters writes.

Digits with separators, digits with scale words (2万3千) and Chinese numerals below ten
thousand are converted here, because they stand in nearly every report; the longer Chinese
forms and the characters of financial writing go to cn2an, which is imported when the first
one turns up.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

#: Longer runs of digits are identifiers, not numbers that anybody counts to.
MAXIMUM_LENGTH: Final = 40

DIGITS: Final = "零〇一二两三四五六七八九"
SCALES: Final = "十百千万亿"
FINANCIAL: Final = "壹贰叁肆伍陆柒捌玖拾佰仟"

#: A number in Arabic digits: thousands separators only where they cut groups of three.
ARABIC: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"

_VALUES: Final = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_POWERS: Final = _TENS | {"万": 10**4, "亿": 10**8}

_NO_CEILING: Final = 10**20

_FULL_WIDTH: Final = str.maketrans(
    "０１２３４５６７８９．，○貳參陸萬億兩點", "0123456789.,〇贰叁陆万亿两点", " \t\u3000"
)
_PLAIN_ARABIC: Final = re.compile(ARABIC)
_ARABIC_TERM: Final = re.compile(rf"({ARABIC})([{SCALES}]*)")
_CHINESE_DECIMAL: Final = re.compile(rf"([{DIGITS}{SCALES}]+)点([{DIGITS}]+)([{SCALES}]*)")
_CHINESE: Final = re.compile(rf"[{DIGITS}{SCALES}{FINANCIAL}]+")
_SHORT_TENS: Final = (("廿", "二十"), ("卅", "三十"), ("半", "零点五"))


def exact(value: Decimal) -> int | float:
    """Return ``value`` as an integer where it is whole, else as the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> int | float | None:
    """Return the number that ``text`` writes.

    Parameters
    ----------
    text
        A numeral and nothing else: ``1,234``, ``１２``, ``1.2万``, ``2万3千``, ``一点五万``,
        ``两千``, ``二〇二三``, ``廿三``, ``壹佰贰拾``, ``半``.

    Returns
    -------
    int or float or None
        An integer where the number is whole; ``None`` where ``text`` is no numeral. A scale
        word without a digit counts once (``百`` is 100).
    """
    if len(text) > MAXIMUM_LENGTH:
        return None
    value = _decimal(text.translate(_FULL_WIDTH).replace("，", ","))
    return None if value is None else exact(value)


def _decimal(text: str) -> Decimal | None:
    if not text:
        return None
    if _PLAIN_ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if text[0] in "0123456789":
        return _mixed(text)
    for character, written_out in _SHORT_TENS:
        if character in text:
            text = text.replace(character, written_out)
    decimal = _CHINESE_DECIMAL.fullmatch(text)
    if decimal:
        return _chinese_decimal(*decimal.groups())
    return _chinese(text)


def _mixed(text: str) -> Decimal | None:
    """Read digits with scale words: terms of falling scale that add up (3亿2000万)."""
    total, position, ceiling = Decimal(0), 0, _NO_CEILING
    while position < len(text):
        term = _ARABIC_TERM.match(text, position)
        factor = scale_factor(term[2]) if term else None
        if term is None or factor is None:
            return None
        digits = term[1].replace(",", "")
        if position and not term[2] and len(digits) == 1:
            factor = ceiling // 10  # 2万3 is said for 2万3千
        if factor >= ceiling:
            return None
        total += Decimal(digits) * factor
        ceiling, position = factor, term.end()
    return total


def scale_factor(scales: str) -> int | None:
    """Return what a run of scale words multiplies by: 1 for none, ``None`` for nonsense."""
    factor, previous = 1, 0
    for character in scales:
        power = _POWERS[character]
        if previous and (power < 10_000 or power <= previous):
            return None
        factor, previous = factor * power, power
    return factor


def _chinese_decimal(whole: str, fraction: str, scales: str) -> Decimal | None:
    left, factor = _chinese(whole), scale_factor(scales)
    if left is None or factor is None:
        return None
    digits = "".join(str(_VALUES[character]) for character in fraction)
    return (left + Decimal(f"0.{digits}")) * factor


def _chinese(text: str) -> Decimal | None:
    if not _CHINESE.fullmatch(text):
        return None
    if all(character in _VALUES for character in text):
        return Decimal("".join(str(_VALUES[character]) for character in text))
    below_ten_thousand = _section(text)
    if below_ten_thousand is not None:
        return Decimal(below_ten_thousand)
    factor = scale_factor(text) if all(character in _POWERS for character in text) else None
    return Decimal(factor) if factor else _formal(text)


def _section(text: str) -> int | None:
    """Read a Chinese numeral below ten thousand, ``None`` if it is not one."""
    total, digit, ceiling = 0, None, 10_000
    for character in text:
        power = _TENS.get(character)
        if power is None:
            value = _VALUES.get(character)
            if value is None or digit:
                return None
            digit = value
        elif power >= ceiling or digit == 0:
            return None
        else:
            total += (1 if digit is None else digit) * power
            digit, ceiling = None, power
    if digit is None:
        return total
    spoken = text[-2] in _TENS and ceiling > 10  # 二百五 is said for 二百五十
    return total + digit * (ceiling // 10 if spoken else 1)


def _formal(text: str) -> Decimal | None:
    import cn2an  # noqa: PLC0415 - it costs a tenth of a second

    try:
        value: object = cn2an.cn2an(f"一{text}" if text[0] in _POWERS else text, "smart")
    except (ValueError, KeyError):
        return None
    return Decimal(str(value))
