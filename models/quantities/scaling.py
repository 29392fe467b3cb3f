"""Scaling: what follows a numeral, be it a share, a multiple, money or a measure word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from gongkai.models.quantities import lexicon
from gongkai.models.quantities.measures import Measure, match_measure
from gongkai.models.quantities.modifiers import (
    INFIX,
    infix_bound,
    join_bounds,
    modifier_after,
    modifier_before,
)
from gongkai.models.quantities.numbers import Number, interpret, match_number
from gongkai.models.quantities.numerals import exact, parse_numeral
from gongkai.models.quantities.types import Form, Quantity, TrapKind
from gongkai.models.scheme import Bound

Value = int | float
_POINTS: Final = re.compile("个?百分点")
_TENTHS: Final = re.compile(
    "成(?![立员效果为本功都就绩交熟长品因形套册年人群批文了])(?:(半(?!数)|[一二三四五六七八九])(?![成十百千万个项]))?"
)
_MULTIPLE: Final = re.compile("倍(?![速增受感加])")
_SMALL_CLASS: Final = ("项", "个", "种", "类", "条", "点", "大类")
_MEANS_LEAD: Final = re.compile(
    "(?:从|通过|采取|围绕|按照|抓好|落实|聚焦|做好|坚持|实行|紧扣|用好|以|分|分为|以下|如下|主要)(?:以下|这|了|好|的)?$"
)
_SLASHED: Final = re.compile("/([1-9][0-9]?)(?![0-9/.])")


@dataclass(frozen=True, slots=True)
class Scaled:
    """A number with what follows it: its unit, or the trap that the unit makes of it.

    Attributes
    ----------
    end
        Where the number and its unit end.
    value, value_max
        The number in the scale of ``unit``.
    unit
        The unit, ``None`` for a bare number.
    bound
        The bound that the numeral and the words inside the expression give.
    form
        How it is written.
    trap
        Why it is no quantity, ``None`` if it is one.
    """

    end: int
    value: Value
    value_max: Value | None
    unit: str | None
    bound: Bound
    form: Form
    trap: TrapKind | None = None


def scale_number(text: str, number: Number) -> Scaled | None:
    """Read what follows a numeral: a share, a multiple, money, or a measure word.

    Returns ``None`` for a bare number.
    """
    infix = INFIX.match(text, number.end)
    end = infix.end() if infix else number.end
    bound = join_bounds(number.bound, infix_bound(infix[0] if infix else None))
    share = _share(text, number, end, bound)
    if share is not None:
        return share
    measure = match_measure(text, end)
    if measure is None:
        return None
    if measure.kind == "money":
        return _money(text, number, infix is not None, measure, bound)
    if measure.kind == "count":
        if measure.unit == "版" and "." in text[number.start : number.end]:
            return Scaled(measure.end, number.value, None, "版", bound, Form.NUMBER, TrapKind.NAME)
        trap = _counted_means(text, number, measure)
        return Scaled(
            measure.end, number.value, number.value_max, measure.unit, bound, Form.NUMBER, trap
        )
    trap = {"duration": TrapKind.DURATION, "size": TrapKind.SIZE, "means": TrapKind.MEANS}[
        measure.kind
    ]
    return Scaled(measure.end, number.value, None, measure.unit, bound, Form.NUMBER, trap)


def bound_number(text: str, position: int, floor: int, scaled: Scaled) -> Quantity:
    """Return the quantity that begins with the numeral at ``position``.

    Its modifiers outside the number and its unit are added; ``floor`` is the first character
    that they may use.
    """
    before = modifier_before(text, position, floor)
    after = modifier_after(text, scaled.end)
    start, bound_before = before or (position, None)
    end, bound_after = after or (scaled.end, None)
    bound = join_bounds(bound_before, scaled.bound, bound_after)
    return Quantity(start, end, scaled.value, scaled.value_max, scaled.unit, bound, scaled.form)


def slashed_fraction(text: str, numerator: Number) -> Scaled | None:
    """Read a proper fraction written with a slash: 2/3."""
    match = _SLASHED.match(text, numerator.end)
    if match is None or not 0 < numerator.value < int(match[1]):
        return None
    value = _percent(numerator.value, int(match[1]))
    return Scaled(match.end(), value, None, "%", Bound.EXACT, Form.PERCENTAGE)


def _share(text: str, number: Number, end: int, bound: Bound) -> Scaled | None:
    following = text[end : end + 1]
    if following in ("%", "‰"):
        return Scaled(end + 1, number.value, number.value_max, following, bound, Form.PERCENTAGE)
    if following == "倍" and _MULTIPLE.match(text, end):
        return Scaled(end + 1, number.value, number.value_max, "倍", bound, Form.MULTIPLE)
    if text.startswith("分之", number.end):
        return _fraction(text, number)
    points = _POINTS.match(text, end) if following in ("个", "百") else None
    if points:
        return Scaled(
            points.end(), number.value, number.value_max, points[0], bound, Form.PERCENTAGE_POINT
        )
    tenths = _TENTHS.match(text, end) if following == "成" and number.value <= 10 else None
    if tenths is None:
        return None
    extra = (parse_numeral(tenths[1]) or 0) if tenths[1] else 0
    value = exact(Decimal(str(number.value)) * 10) + (5 if tenths[1] == "半" else extra)
    top = None if number.value_max is None else number.value_max * 10
    return Scaled(tenths.end(), value, top, "%", bound, Form.PERCENTAGE)


def _fraction(text: str, denominator: Number) -> Scaled | None:
    """Read 三分之二, 百分之九十八 and 千分之三; the last keeps its scale."""
    numerator = match_number(text, denominator.end + 2)
    if numerator is None or not denominator.value:
        return None
    infix = INFIX.match(text, numerator.end)
    bound = join_bounds(numerator.bound, infix_bound(infix[0] if infix else None))
    per_mille = denominator.value == 1000
    top = numerator.value_max
    return Scaled(
        infix.end() if infix else numerator.end,
        numerator.value if per_mille else _percent(numerator.value, denominator.value),
        top if top is None or per_mille else _percent(top, denominator.value),
        "‰" if per_mille else "%",
        bound,
        Form.PERCENTAGE,
    )


def _percent(part: Value, whole: Value) -> Value:
    return exact(round(Decimal(str(part)) * 100 / Decimal(str(whole)), 4))


def _money(text: str, number: Number, infix: bool, measure: Measure, bound: Bound) -> Scaled:
    """Keep the written scale of money: 96171.6万元 is 96171.6 万元, 2万3千元 is 23000 元."""
    numeral = text[number.start : number.end]
    scale = "万亿" if numeral.endswith("万亿") else numeral[-1]
    rest = numeral.removesuffix(scale)
    if scale in ("万", "亿", "万亿") and not any(character in rest for character in "万亿"):
        vague = rest[-1:] in ("余", "多", "来", "几") and len(rest) > 1
        base = interpret(rest[:-1] if vague else rest) if rest else Number(0, 0, 1, None, None)
        if base is not None:
            bound = join_bounds(base.bound, infix_bound(rest[-1] if vague else None), bound)
            unit = scale + measure.unit
            return Scaled(measure.end, base.value, base.value_max, unit, bound, Form.MONEY)
    return Scaled(measure.end, number.value, number.value_max, measure.unit, bound, Form.MONEY)


def _counted_means(text: str, number: Number, measure: Measure) -> TrapKind | None:
    """Tell whether a counted noun lists means (3项措施 after 通过) rather than results."""
    if measure.unit not in _SMALL_CLASS or number.value > 12:
        return None
    always, contested = _means()
    if always.match(text, measure.end):
        return TrapKind.MEANS
    lead = text[max(0, number.start - 6) : number.start]
    if _MEANS_LEAD.search(lead) and contested.match(text, measure.end):
        return TrapKind.MEANS
    return None


@cache
def _means() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = lexicon.alternation(lexicon.lines("means_nouns.txt"))
    contested = lexicon.alternation(lexicon.lines("contested_nouns.txt"))
    between = "(?:具体|重点|主要|大|核心|基本|关键性|不同|工作)?"
    return re.compile(f"{between}(?:{nouns})"), re.compile(
        f"[\u4e00-\u9fff]{{0,2}}?(?:{contested})"
    )
