"""Percentages, fractions, points and multiples as clerks write them."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Final

from gongkai.annotations.generator.expressions import BEFORE, Expression
from gongkai.annotations.generator.numerals import chinese, exact, full_width
from gongkai.models.scheme import Aspect, Bound

PERCENT: Final = "%"
_FRACTIONS: Final = (
    ("三分之一", 33.3333), ("三分之二", 66.6667), ("四分之三", 75), ("五分之四", 80),
    ("二分之一", 50), ("四分之一", 25),
)  # fmt: skip
_HALVES: Final = (
    ("半数", Bound.EXACT), ("一半", Bound.EXACT), ("半数以上", Bound.AT_LEAST),
    ("过半", Bound.AT_LEAST), ("超半数", Bound.AT_LEAST), ("近半", Bound.AT_MOST),
    ("一半左右", Bound.APPROXIMATE), ("近一半", Bound.AT_MOST),
)  # fmt: skip
_HIGH: Final = frozenset(Aspect) - {Aspect.SHARE, Aspect.OTHER}


def rate(random: Random, aspect: Aspect) -> Expression:
    """Write a rate; shares can be small, the others are as high as reports like them."""
    if aspect is Aspect.SHARE and random.random() < 0.3:
        return _part(random)
    if aspect is Aspect.OTHER and random.random() < 0.15:
        return _per_mille(random)
    low = 1 if aspect is Aspect.SHARE else 82 if aspect in _HIGH else 40
    return percentage(random, low)


def percentage(random: Random, low: int, high: int = 100, *, ranges: bool = True) -> Expression:
    """Write a percentage between two; ``ranges`` allows 95%—98%."""
    whole = random.randrange(low, high + 1)
    number = Decimal(whole)
    if whole < 100 and random.random() < 0.6:
        number += Decimal(random.randrange(1, 100)) / 100
    chance = random.random()
    if chance < 0.1:
        return Expression(f"百分之{_spoken(number)}", exact(number), None, PERCENT)
    if chance < 0.18 and whole >= 20:
        return _tenths(random, whole // 10)
    if chance < 0.23:
        return Expression(full_width(str(exact(number))) + "％", exact(number), None, PERCENT)
    if chance < 0.36:
        return _bounded(random, number)
    if ranges and chance < 0.39 and 10 <= whole < 95:
        top = whole + 5
        return Expression(f"{whole}%{random.choice('-—至')}{top}%", whole, top, PERCENT)
    written = f"{number:.1f}" if number == whole and random.random() < 0.1 else str(exact(number))
    return Expression(written + PERCENT, exact(number), None, PERCENT)


def points(random: Random) -> Expression:
    """Write percentage points."""
    number = exact(Decimal(random.randrange(1, 400)) / random.choice((1, 10, 100)) / 4 + 1)
    number = round(number, 2)
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, int) and number < 10 and random.random() < 0.3:
        return Expression(chinese(number) + "个百分点", number, None, "个百分点")
    return Expression(f"{number}个百分点", number, None, "个百分点")


def multiple(random: Random) -> Expression:
    """Write a multiple: 1.5倍, 近两倍."""
    number = exact(Decimal(random.randrange(11, 60)) / 10)
    if isinstance(number, int):
        bound = random.choice((Bound.EXACT, Bound.AT_MOST, Bound.AT_LEAST))
        word = "" if bound is Bound.EXACT else {"at_most": "近", "at_least": "超"}[bound]
        return Expression(f"{word}{chinese(number)}倍", number, None, "倍", bound)
    return Expression(f"{number}倍", number, None, "倍")


def _spoken(number: Decimal) -> str:
    whole, _, fraction = str(exact(number)).partition(".")
    if whole == "100":
        return "百"
    decimals = "".join(chinese(int(digit), counting=False) for digit in fraction)
    return chinese(int(whole), counting=False) + (f"点{decimals}" if decimals else "")


def _tenths(random: Random, tenths: int) -> Expression:
    tenths = min(tenths, 9)
    word, value = chinese(tenths), tenths * 10
    chance = random.random()
    if chance < 0.3:
        return Expression(f"{word}成以上", value, None, PERCENT, Bound.AT_LEAST)
    if chance < 0.5:
        return Expression(f"近{word}成", value, None, PERCENT, Bound.AT_MOST)
    if chance < 0.65:
        return Expression(f"{word}成左右", value, None, PERCENT, Bound.APPROXIMATE)
    if chance < 0.75:
        return Expression(f"{word}成五", value + 5, None, PERCENT)
    return Expression(f"{word}成", value, None, PERCENT)


def _bounded(random: Random, number: Decimal) -> Expression:
    bound = random.choice((Bound.AT_LEAST, Bound.AT_LEAST, Bound.AT_MOST, Bound.APPROXIMATE))
    written, value = str(exact(number)), exact(number)
    after = {Bound.AT_LEAST: "以上", Bound.AT_MOST: "以内", Bound.APPROXIMATE: "左右"}[bound]
    if random.random() < 0.5:
        return Expression(f"{written}%{after}", value, None, PERCENT, bound)
    return Expression(f"{random.choice(BEFORE[bound])}{written}%", value, None, PERCENT, bound)


def _part(random: Random) -> Expression:
    if random.random() < 0.5:
        words, value = random.choice(_FRACTIONS)
        return Expression(words, value, None, PERCENT)
    words, bound = random.choice(_HALVES)
    return Expression(words, 50, None, PERCENT, bound)


def _per_mille(random: Random) -> Expression:
    number = random.randrange(2, 10)
    written = random.choice((f"{number}‰", f"千分之{chinese(number, counting=False)}"))
    return Expression(written, number, None, "‰")
