"""Numbers inside a text: where a numeral ends, its value, and the modifiers inside it.

A number may be vague in itself: 十几 and 几十 give the least it can be, 三四 and 五六十 a
range, 1200余万 carries its 余 before the scale word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gongkai.models.quantities.modifiers import infix_bound
from gongkai.models.quantities.numerals import (
    ARABIC,
    DIGITS,
    FINANCIAL,
    MAXIMUM_LENGTH,
    SCALES,
    parse_numeral,
)
from gongkai.models.scheme import Bound

# The 百 of 7.25百分点 belongs to its unit.
_MIXED: Final = (
    rf"{ARABIC}(?:[余多来几]?(?:[千万亿]|百(?!分点))(?:[{SCALES}]{{0,2}})"
    "(?:[0-9]+[千百十万]{1,2}){0,3})?"
)
_CHINESE: Final = (
    rf"[几数]?[{DIGITS}{SCALES}{FINANCIAL}廿卅]+(?:点[{DIGITS}]+[{SCALES}]*)?"
    rf"(?:[余多来几][百千万亿]+)?|几(?=[余]?[万亿])"
)
#: A numeral at a given place of a normalised text.
NUMERAL: Final = re.compile(rf"{_MIXED}|{_CHINESE}")

_INNER: Final = re.compile(rf"(.+?)([余多来几])([{SCALES}]+)")
_PAIR: Final = re.compile(
    rf"([{SCALES}]|[{DIGITS}]+[{SCALES}]+)?([一二两三四五六七八九])([二两三四五六七八九])([{SCALES}]*)"
)
_FOLLOWING: Final = {
    "一二",
    "一两",
    "两三",
    "二三",
    "三四",
    "四五",
    "五六",
    "六七",
    "七八",
    "八九",
    "三五",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral in a text: where it stands, what it says, and how far that binds.

    Attributes
    ----------
    start, end
        The numeral without modifiers outside it.
    value, value_max
        The number; ``value_max`` where the numeral gives a range (三四).
    bound
        The bound that the numeral itself implies, ``None`` where it is plain.
    """

    start: int
    end: int
    value: int | float
    value_max: int | float | None
    bound: Bound | None


def match_number(text: str, position: int) -> Number | None:
    """Return the number whose numeral begins at ``position``."""
    match = NUMERAL.match(text, position)
    if match is None or match.end() - position > MAXIMUM_LENGTH:
        return None
    return interpret(match[0], position)


def interpret(numeral: str, start: int = 0) -> Number | None:
    """Return what ``numeral`` says, with the vagueness that is part of it."""
    end = start + len(numeral)
    if numeral.isdecimal() and numeral.isascii():
        return Number(start, end, int(numeral), None, None)
    if numeral[0] in "几数":
        # By the claim scheme 几十 and 数百 are 20 and 200 at the least.
        value = parse_numeral(f"二{numeral[1:]}") if numeral[1:] else 2
        return None if value is None else Number(start, end, value, None, Bound.AT_LEAST)
    inner = _INNER.fullmatch(numeral)
    if inner:
        value = parse_numeral(inner[1] + inner[3])
        return None if value is None else Number(start, end, value, None, infix_bound(inner[2]))
    pair = _PAIR.fullmatch(numeral)
    if pair and pair[2] + pair[3] in _FOLLOWING:
        before, after = pair[1] or "", pair[4]
        low = parse_numeral(before + pair[2] + after)
        high = parse_numeral(before + pair[3] + after)
        if low is not None and high is not None:
            return Number(start, end, low, high, Bound.APPROXIMATE)
    value = parse_numeral(numeral)
    return None if value is None else Number(start, end, value, None, None)


def skip_numeral(text: str, position: int) -> int:
    """Return the end of the numeral at ``position``, at least one character on."""
    match = NUMERAL.match(text, position)
    return max(match.end() if match else position, position + 1)
