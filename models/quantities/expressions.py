"""Quantity expressions: a number with its modifiers, its range and its measure word."""

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
    join_bounds,
    modifier_after,
    modifier_before,
)
from gongkai.models.quantities.numbers import NUMERAL, Number, interpret, match_number
from gongkai.models.quantities.numerals import exact
from gongkai.models.quantities.types import Form, Quantity, Trap, TrapKind
from gongkai.models.scheme import Bound

Value = int | float

_RANGE: Final = re.compile("(?:[-~—]{1,2}|[至到])(?=[0-9一二两三四五六七八九十百千几])")
_POINTS: Final = re.compile("个?百分点")
_TENTHS: Final = re.compile(
    "成(?![立员效果为本功都就绩交熟长品因形套册年人群批文了])(?:([一二三四五六七八九])(?![成十百千万个项]))?"
)
_MULTIPLE: Final = re.compile("倍(?![速增受感加])")
_DOUBLING: Final = re.compile("翻了?([一两二三])?番")
_HALF: Final = re.compile("半数|(?<=[过近超])半(?![年月天日小径])|一半(?!以下的)")
_SMALL_CLASS: Final = ("项", "个", "种", "类", "条", "点", "大类")
_MEANS_LEAD: Final = re.compile(
    "(?:从|通过|采取|围绕|按照|抓好|落实|聚焦|做好|坚持|实行|紧扣|用好|以|分|分为|以下|如下|主要)(?:以下|这|了|好|的)?$"
)
_NOT_ONE: Final = re.compile("(?:[是每另某哪这那同任当如像唯]|作为|成为)$")
_ONE_OF_A_KIND: Final = re.compile(
    "一(?:种|个(?:口子|声音|整体|过程|重要|良好|窗口|标准|调子|出口|入口|号码|系统)"
    "|项(?:重要|长期|系统|基础|民生|经常|常态|持续|综合|政治|十分|非常)|[条件场](?:重要|龙))"
)
_TOGETHER: Final = re.compile("一起(?!行政|复议|诉讼|投诉|案|举报|信访|事故|舆情|政府信息|申请|依申请|[，。；、）])")
_INTRODUCED: Final = re.compile("(?:[为达是：:计约近超逾有各均共到]|总数|合计|分别|数量|件数|总量|条数|人数|次数)$")
_LABELLED: Final = re.compile("(?:附件|附表|表|图|版本|号|第|Top|TOP)$")
_CLOSING: Final = tuple("，。；、）)！？和及与\n") + ("",)
_SHARED: Final = re.compile("(?:(?:[、和及与]|以及)[0-9]+(?:\\.[0-9]+)?){1,12}")
_LINK: Final = re.compile("[、，和及与/；]|以及|，?和")


@dataclass(frozen=True, slots=True)
class _Scaled:
    """A number with what follows it: its unit, or the trap that the unit makes of it."""

    end: int
    value: Value
    value_max: Value | None
    unit: str | None
    bound: Bound
    form: Form
    trap: TrapKind | None = None


@cache
def _means() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = lexicon.alternation(lexicon.lines("means_nouns.txt"))
    contested = lexicon.alternation(lexicon.lines("contested_nouns.txt"))
    between = "(?:具体|重点|主要|大|核心|基本|关键性|不同|工作)?"
    return re.compile(f"{between}(?:{nouns})"), re.compile(f"[\u4e00-\u9fff]{{0,2}}?(?:{contested})")


def match_expression(
    text: str, position: int, floor: int, previous: Quantity | None
) -> Quantity | Trap | None:
    """Return the quantity whose numeral begins at ``position``, or the trap it is.

    Parameters
    ----------
    text
        A normalised passage.
    position
        Where the numeral begins.
    floor
        The first character that a modifier before the numeral may use.
    previous
        The quantity before, for enumerations of bare numbers.
    """
    half = _half(text, position, floor) if text[position] in "半一" else None
    if half is not None:
        return half
    number = match_number(text, position)
    if number is None:
        return None
    scaled = _scaled(text, number)
    scaled = _ranged(text, number, scaled) or scaled
    if scaled is None:
        return _bare(text, number, floor, previous)
    if scaled.trap is not None:
        end = modifier_after(text, scaled.end)
        return Trap(position, end[0] if end else scaled.end, scaled.trap)
    trap = _indefinite(text, position, scaled)
    if trap is not None:
        return trap
    return _bounded(text, position, floor, scaled)


def _bounded(text: str, position: int, floor: int, scaled: _Scaled) -> Quantity | None:
    """Add the modifiers outside the number and its unit."""
    before = modifier_before(text, position, floor)
    after = modifier_after(text, scaled.end)
    start, bound_before = before or (position, None)
    end, bound_after = after or (scaled.end, None)
    if not before and not after and scaled.bound is Bound.EXACT and _only_a_scale(text, position, scaled):
        return None
    bound = join_bounds(bound_before, scaled.bound, bound_after)
    return Quantity(
        start, end, scaled.value, scaled.value_max, scaled.unit, bound, scaled.form
    )


def _only_a_scale(text: str, position: int, scaled: _Scaled) -> bool:
    """Tell whether the number is a lone 百, 千 or 万 that forms a word: 万元, 千家, 百人."""
    if text[position] not in "十百千万亿" or text[position + 1 : position + 2] in tuple("一二两三四五六七八九"):
        return False
    if text[position] == "十":
        return False
    return scaled.form is Form.MONEY or scaled.unit in ("人", "家", "户", "名", "里", "村", "企业")


def _half(text: str, position: int, floor: int) -> Quantity | None:
    """Read 半数, 一半, 过半 and 近半 as 50 %."""
    half = _HALF.match(text, position)
    if half is None:
        return None
    before = modifier_before(text, position, floor)
    start, bound_before = before or (position, None)
    if text[position] == "半" and half[0] == "半" and text[position - 1] == "过":
        start, bound_before = position - 1, Bound.AT_LEAST
    after = modifier_after(text, half.end())
    end, bound_after = after or (half.end(), None)
    bound = join_bounds(bound_before, bound_after)
    return Quantity(start, end, 50, None, "%", bound, Form.PERCENTAGE)


def match_doubling(text: str, position: int) -> Quantity | None:
    """Return the 翻番 at ``position``: 翻一番 is +100 %, 翻两番 +300 %."""
    match = _DOUBLING.match(text, position)
    if match is None:
        return None
    times = {"一": 1, None: 1, "两": 2, "二": 2, "三": 3}[match[1]]
    return Quantity(
        position, match.end(), (2**times - 1) * 100, None, "%", Bound.EXACT, Form.MULTIPLE
    )


def _ranged(text: str, low: Number, first: _Scaled | None) -> _Scaled | None:
    """Read a range: 2至3次, 2次至3次, 2%—5%; ``first`` is what the lower number counts."""
    joint = first.end if first is not None and first.unit is not None else low.end
    link = _RANGE.match(text, joint)
    high = match_number(text, link.end()) if link else None
    if high is None:
        return None
    second = _scaled(text, high)
    if second is None or second.value_max is not None or second.value <= low.value:
        return None
    value = low.value
    if first is not None and first.unit is not None:
        if first.unit != second.unit or first.form is not second.form:
            return None
        value = first.value
    elif second.form is Form.PERCENTAGE and text[second.end - 1] not in "%‰":
        return None
    bound = join_bounds(low.bound, second.bound)
    return _Scaled(second.end, value, second.value, second.unit, bound, second.form, second.trap)


def _scaled(text: str, number: Number) -> _Scaled | None:
    """Read what follows a numeral: a share, a multiple, money, or a measure word."""
    infix = INFIX.match(text, number.end)
    end = infix.end() if infix else number.end
    bound = join_bounds(number.bound, Bound.AT_LEAST if infix else None)
    share = _share(text, number, end, bound)
    if share is not None:
        return share
    measure = match_measure(text, end)
    if measure is None:
        return None
    if measure.kind == "money":
        return _money(text, number, infix is not None, measure, bound)
    if measure.kind == "count":
        trap = _counted_means(text, number, measure)
        return _Scaled(
            measure.end, number.value, number.value_max, measure.unit, bound, Form.NUMBER, trap
        )
    trap = {"duration": TrapKind.DURATION, "size": TrapKind.SIZE, "means": TrapKind.MEANS}[measure.kind]
    return _Scaled(measure.end, number.value, None, measure.unit, bound, Form.NUMBER, trap)


def _share(text: str, number: Number, end: int, bound: Bound) -> _Scaled | None:
    following = text[end : end + 1]
    if following in ("%", "‰"):
        return _Scaled(end + 1, number.value, number.value_max, following, bound, Form.PERCENTAGE)
    if following == "倍" and _MULTIPLE.match(text, end):
        return _Scaled(end + 1, number.value, number.value_max, "倍", bound, Form.MULTIPLE)
    if text.startswith("分之", number.end):
        return _fraction(text, number)
    points = _POINTS.match(text, end) if following in ("个", "百") else None
    if points:
        return _Scaled(
            points.end(), number.value, number.value_max, points[0], bound, Form.PERCENTAGE_POINT
        )
    tenths = _TENTHS.match(text, end) if following == "成" and number.value <= 10 else None
    if tenths is None:
        return None
    extra = interpret(tenths[1]) if tenths[1] else None
    value = exact(Decimal(str(number.value)) * 10) + (extra.value if extra else 0)
    top = None if number.value_max is None else number.value_max * 10
    return _Scaled(tenths.end(), value, top, "%", bound, Form.PERCENTAGE)


def _fraction(text: str, denominator: Number) -> _Scaled | None:
    """Read 三分之二, 百分之九十八 and 千分之三; the last keeps its scale."""
    numerator = match_number(text, denominator.end + 2)
    if numerator is None or not denominator.value:
        return None
    infix = INFIX.match(text, numerator.end)
    bound = join_bounds(numerator.bound, Bound.AT_LEAST if infix else None)
    per_mille = denominator.value == 1000
    top = numerator.value_max
    return _Scaled(
        infix.end() if infix else numerator.end,
        numerator.value if per_mille else _percent(numerator.value, denominator.value),
        top if top is None or per_mille else _percent(top, denominator.value),
        "‰" if per_mille else "%",
        bound,
        Form.PERCENTAGE,
    )


def _percent(part: Value, whole: Value) -> Value:
    return exact(round(Decimal(str(part)) * 100 / Decimal(str(whole)), 4))


def _money(
    text: str, number: Number, infix: bool, measure: Measure, bound: Bound
) -> _Scaled:
    """Keep the written scale of money: 96171.6万元 is 96171.6 万元, 2万3千元 is 23000 元."""
    numeral = text[number.start : number.end]
    scale = "万亿" if numeral.endswith("万亿") else numeral[-1]
    rest = numeral.removesuffix(scale)
    if scale in ("万", "亿", "万亿") and not any(character in rest for character in "万亿"):
        vague = rest[-1:] in ("余", "多", "来", "几") and len(rest) > 1
        base = interpret(rest[:-1] if vague else rest) if rest else Number(0, 0, 1, None, None)
        if base is not None:
            bound = join_bounds(base.bound, Bound.AT_LEAST if vague else None, bound)
            unit = scale + measure.unit
            return _Scaled(measure.end, base.value, base.value_max, unit, bound, Form.MONEY)
    return _Scaled(measure.end, number.value, number.value_max, measure.unit, bound, Form.MONEY)


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


def _indefinite(text: str, position: int, scaled: _Scaled) -> Trap | None:
    """Tell whether 一 with a measure word is an article (是一项…) rather than a number."""
    if text[position] != "一" or scaled.value != 1 or scaled.form is not Form.NUMBER:
        return None
    if (
        _ONE_OF_A_KIND.match(text, position)
        or _TOGETHER.match(text, position)
        or _NOT_ONE.search(text[max(0, position - 2) : position])
    ):
        return Trap(position, scaled.end, TrapKind.INDEFINITE)
    return None


def _bare(
    text: str, number: Number, floor: int, previous: Quantity | None
) -> Quantity | Trap | None:
    """Read a number without a measure word where its place makes it a count."""
    start, end = number.start, number.end
    lead = text[max(0, start - 6) : start]
    if text[start:end] == "零":
        return _plain(number, start, None, Bound.EXACT) if re.search("[为是均：]$", lead) else None
    if not text[start].isdigit() or text[start - 1 : start] == ".":
        return None
    if _LABELLED.search(lead):
        return Trap(start, end, TrapKind.ORDINAL)
    shared = _shared_unit(text, end)
    continues = previous is not None and _LINK.fullmatch(text, previous.end, start) is not None
    introduced = _INTRODUCED.search(lead) is not None
    labelled = start > 0 and "\u4e00" <= text[start - 1] <= "\u9fff"
    closed = text[end : end + 1] in _CLOSING
    bracketed = text[start - 1 : start] in ("（", "(") and text[end : end + 1] in ("）", ")")
    if not (shared or introduced or bracketed or ((continues or labelled) and closed)):
        return Trap(start, end, TrapKind.NAME) if end - start >= 5 else None
    before = modifier_before(text, start, floor)
    infix = INFIX.match(text, end)
    bound = join_bounds(
        before[1] if before else None, number.bound, Bound.AT_LEAST if infix else None
    )
    finish = infix.end() if infix else end
    number = Number(start, finish, number.value, number.value_max, None)
    return _plain(number, before[0] if before else start, shared, bound)


def _plain(number: Number, start: int, unit: _Scaled | None, bound: Bound) -> Quantity:
    return Quantity(
        start,
        number.end,
        number.value,
        number.value_max,
        unit.unit if unit else None,
        bound,
        unit.form if unit else Form.NUMBER,
    )


def _shared_unit(text: str, end: int) -> _Scaled | None:
    """Find the unit that the last number of an enumeration gives to all (3、2和5件)."""
    chain = _SHARED.match(text, end)
    if chain is None:
        return None
    numbers = re.findall("[0-9]+(?:\\.[0-9]+)?", chain[0])
    last = interpret(numbers[-1], chain.end() - len(numbers[-1]))
    scaled = _scaled(text, last) if last else None
    return scaled if scaled is not None and scaled.trap is None else None


def skip_numeral(text: str, position: int) -> int:
    """Return the end of the numeral at ``position``, at least one character on."""
    match = NUMERAL.match(text, position)
    return max(match.end() if match else position, position + 1)
