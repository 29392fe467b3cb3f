"""Counts and sums of money as clerks write them, with what they mean.

A number is drawn first, then a way of writing it that suits its size. What can go wrong in
reading is avoided here: 上百条 behind 网 would be read as 网上.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from gongkai.annotations.generator.numerals import (
    HUNDRED_MILLION,
    MYRIAD,
    chinese,
    exact,
    full_width,
    grouped,
    mixed,
    stepped,
)
from gongkai.models.scheme import Bound

BEFORE: Final = {
    Bound.AT_LEAST: ("超过", "超", "逾", "突破", "不少于", "不低于", "至少", "超出"),
    Bound.AT_MOST: ("近", "不足", "不到", "将近", "接近", "不超过", "至多"),
    Bound.APPROXIMATE: ("约", "大约", "大概", "差不多", "大致"),
}
AFTER: Final = {
    Bound.AT_LEAST: ("以上", "及以上"),
    Bound.AT_MOST: ("以内", "以下"),
    Bound.APPROXIMATE: ("左右", "上下"),
}
_DIRECTIONS: Final = (Bound.AT_LEAST, Bound.AT_LEAST, Bound.AT_MOST, Bound.APPROXIMATE)
# With the last character before it, a modifier would read as the end of another word.
_JOINS: Final = {
    "约": "节预条公违合签契邀相履特制赴简守",
    "近": "附最临靠邻远亲贴相逼接",
    "上": "以网线会在向之加晚早身路年月市县区省级报面地堂车台平端站",
    "数": "件次人条个份篇",
    "超": "赶",
    "百": "上过成",
}
_VAGUE: Final = (
    ("十几", 10), ("十余", 10), ("几十", 20), ("数十", 20), ("上百", 100), ("百余", 100),
    ("几百", 200), ("数百", 200), ("上千", 1000), ("千余", 1000), ("数千", 2000),
    ("上万", 10_000), ("数万", 20_000), ("十余万", 100_000), ("数十万", 200_000),
)  # fmt: skip
_NEIGHBOURS: Final = ((1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 9))
MONEY: Final = "元"
_IDEOGRAPH: Final = re.compile("[\u4e00-\u9fff]")
_YEARS: Final = (1900, 2049)
_DATES: Final = (20_000_101, 20_491_231)
_HOTLINES: Final = (12_300, 12_399)
_COMMONEST: Final = frozenset({"条", "件", "次", "篇", "份", "个", "人", "人次", "期", "场", "户"})


@dataclass(frozen=True, slots=True)
class Expression:
    """A number with its measure word as written, and what it says."""

    words: str
    value: int | float
    value_max: int | float | None
    unit: str | None
    bound: Bound = Bound.EXACT


def draw(random: Random, low: int, high: int) -> int:
    """Draw a number between two, each order of magnitude as likely."""
    value = round(math.exp(random.uniform(math.log(low), math.log(high + 0.49))))
    value = min(max(value, low), high)
    # Eight digits that begin with a year would read as a date.
    return value // 10 if _DATES[0] <= value <= _DATES[1] else value


def looks_like_name(value: int, unit: str | None) -> bool:
    """Tell whether digits would read as a year or, with calls, as the number of a hotline.

    Before the commonest measure words nobody takes a number for a year.
    """
    year = _YEARS[0] <= value <= _YEARS[1] and unit not in _COMMONEST
    return year or (_HOTLINES[0] <= value <= _HOTLINES[1] and unit == "通")


def count(random: Random, low: int, high: int, unit: str, last: str) -> Expression:
    """Write some number of things.

    Parameters
    ----------
    random
        Where chance comes from.
    low, high
        The least and the greatest number.
    unit
        The measure word.
    last
        The character in front.
    """
    chance = random.random()
    value = draw(random, low, high)
    if chance < 0.01 and _IDEOGRAPH.match(last):
        return Expression(f"（{value}）{unit}", value, None, unit)  # filled into a form
    if chance < 0.08:
        found = _vague(random, low, high, unit, last)
    elif chance < 0.14:
        found = _range(random, value, unit, last)
    elif chance < 0.38 and value > 4:
        found = _bounded(random, value, unit, last)
    else:
        found = None
    return found or stated(random, value, unit)


def stated(random: Random, value: int, unit: str | None, *, plain: bool = False) -> Expression:
    """Write exactly this number; ``plain`` in digits only."""
    words, said = _numeral(random, value, unit, plain=plain)
    return Expression(words + (unit or ""), said, None, unit)


def money(random: Random, low: int, high: int, unit: str, last: str) -> Expression:
    """Write some sum of money; its unit keeps its scale."""
    whole = draw(random, low, high)
    value = Decimal(whole + 100 if _HOTLINES[0] <= whole <= _HOTLINES[1] else whole)
    if value < 1000 or unit != MONEY:
        value += Decimal(random.choice((0, 0, random.randrange(1, 100)))) / 100
    number = exact(value)
    words = grouped(number) if isinstance(number, int) and random.random() < 0.2 else str(number)
    chance = random.random()
    if chance < 0.08 and isinstance(number, int) and number < 100 and unit != MONEY:
        return Expression(chinese(number) + unit, number, None, unit)
    if chance < 0.16 and unit == MONEY:
        thousands = random.randrange(11, 99)
        if steps := stepped(thousands * 1000):
            return Expression(steps + unit, thousands * 1000, None, unit)
    bound = random.choice(_DIRECTIONS)
    before = _before(random, bound, last)
    if chance < 0.28 and before:
        return Expression(before + words + unit, number, None, unit, bound)
    if chance < 0.36 and isinstance(number, int) and number >= 10:
        number -= number % 10
        return Expression(f"{number}余{unit}", number, None, unit, Bound.AT_LEAST)
    if chance < 0.42:
        return Expression(f"{words}{unit}左右", number, None, unit, Bound.APPROXIMATE)
    return Expression(words + unit, number, None, unit)


def quantity(random: Random, low: int, high: int, unit: str, last: str) -> Expression:
    """Write a count or, where the unit is money, a sum."""
    write = money if unit.endswith(MONEY) else count
    return write(random, low, high, unit, last)


def _numeral(random: Random, value: int, unit: str | None, *, plain: bool) -> tuple[str, int]:
    """Write a number, large ones rounded where they are written with 万; return what is said."""
    if looks_like_name(value, unit):
        return grouped(value), value
    if plain or random.random() < 0.55:
        return str(value), value
    chance = random.random()
    if chance < 0.15:
        return full_width(str(value)), value
    if value >= MYRIAD:
        return _in_myriads(random, value) if chance < 0.8 else (grouped(value), value)
    if value >= 1000 and chance < 0.75:
        return grouped(value), value
    return _in_chinese(value)


def _in_chinese(value: int) -> tuple[str, int]:
    """Write a number in Chinese, rounded where it would be long; 一 is left in digits."""
    if value == 1:
        return "1", 1
    power = 1 if value < 100 else 10 if value < 1000 else 100
    value -= value % power
    return chinese(value), value


def _in_myriads(random: Random, value: int) -> tuple[str, int]:
    if value < 300_000 and random.random() < 0.25:
        thousands = value - value % 1000
        steps = stepped(thousands)
        if steps:
            return steps, thousands
        if thousands % MYRIAD == 0:
            return chinese(thousands), thousands
    power = HUNDRED_MILLION if value >= HUNDRED_MILLION else MYRIAD
    step = power // random.choice((1, 10, 100))
    value = max(value - value % step, step)
    return mixed(value) or str(value), value


def _vague(random: Random, low: int, high: int, unit: str, last: str) -> Expression | None:
    fitting = [
        (word, value)
        for word, value in _VAGUE
        if low <= value <= high and last not in tuple(_JOINS.get(word[0], ""))
    ]
    if not fitting:
        return None
    word, value = random.choice(fitting)
    return Expression(word + unit, value, None, unit, Bound.AT_LEAST)


def _range(random: Random, value: int, unit: str, last: str) -> Expression | None:
    if value < 10:
        low, high = random.choice(_NEIGHBOURS[1:])
        chance = random.random()
        if chance < 0.4:
            words = f"{chinese(low)}{chinese(high, counting=False)}{unit}"
            return Expression(words, low, high, unit, Bound.APPROXIMATE)
        if chance < 0.6 and last not in tuple("、0123456789"):
            return Expression(f"{low}、{high}{unit}", low, high, unit, Bound.APPROXIMATE)
        link = random.choice("至到-~—")
        return Expression(f"{low}{link}{high}{unit}", low, high, unit)
    if value >= 100:
        return None  # nobody counts so many to within ten
    if value < 100 and random.random() < 0.4:
        low, high = random.choice(_NEIGHBOURS[1:])
        words = f"{chinese(low, counting=False)}{chinese(high, counting=False)}十{unit}"
        return Expression(words, low * 10, high * 10, unit, Bound.APPROXIMATE)
    low = value - value % 10
    high = low + random.choice((5, 10, 20))
    return Expression(f"{low}{random.choice('至-—')}{high}{unit}", low, high, unit)


def _bounded(random: Random, value: int, unit: str, last: str) -> Expression | None:
    value = _round(random, value)
    numeral = _rounded_numeral(random, value, unit)
    bound = random.choice(_DIRECTIONS)
    chance = random.random()
    if bound is Bound.AT_LEAST and chance < 0.5 and value % 10 == 0:
        infix = random.choice("余多")
        if value >= 1000 * MYRIAD and value % MYRIAD == 0:
            return Expression(f"{value // MYRIAD}{infix}万{unit}", value, None, unit, bound)
        return Expression(f"{numeral}{infix}{unit}", value, None, unit, bound)
    if chance < 0.65:
        return Expression(numeral + unit + random.choice(AFTER[bound]), value, None, unit, bound)
    before = _before(random, bound, last)
    if before is None:
        return None
    if bound is Bound.AT_MOST and 100 <= value < 200:
        return Expression(f"{before}百{unit}", 100, None, unit, bound)
    return Expression(before + numeral + unit, value, None, unit, bound)


def _before(random: Random, bound: Bound, last: str) -> str | None:
    word = random.choice(BEFORE[bound])
    return None if last and last in _JOINS.get(word[0], "") else word


def _round(random: Random, value: int) -> int:
    """Keep one or two leading digits: nobody says 约1237."""
    power = 10 ** max(len(str(value)) - random.choice((1, 2)), 0)
    return value - value % power if value >= 10 else value


def _rounded_numeral(random: Random, value: int, unit: str) -> str:
    if looks_like_name(value, unit):
        return grouped(value)
    if value >= MYRIAD and random.random() < 0.6:
        return mixed(value) or str(value)
    if value < MYRIAD and value >= 2 and random.random() < 0.35:
        return chinese(value)
    return str(value)
