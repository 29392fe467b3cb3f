"""Quantity expressions: a number with its modifiers, its range and its measure word."""

from __future__ import annotations

import re
from typing import Final

from gongkai.models.quantities.bare_numbers import match_bare
from gongkai.models.quantities.modifiers import (
    join_bounds,
    modifier_after,
    modifier_before,
)
from gongkai.models.quantities.numbers import Number, match_number
from gongkai.models.quantities.scaling import (
    Scaled,
    bound_number,
    scale_number,
    slashed_fraction,
)
from gongkai.models.quantities.types import Form, Quantity, Trap, TrapKind
from gongkai.models.scheme import Bound

_RANGE: Final = re.compile("(?:[-~—]{1,2}|[至到])(?=[0-9一二两三四五六七八九十百千几])")
# Neighbouring numbers that name one vague quantity: 3、4次 is three or four times.
_NEIGHBOURS: Final = re.compile("[1-8](?=、)|[一二三四五六七八](?=、)")
_LISTED: Final = re.compile("分别[\u4e00-\u9fff]{0,4}$|[0-9一二三四五六七八九十个]、$")
_BROKEN: Final = re.compile("0[0-9]")
_NEGATIVE: Final = re.compile("[\u4e00-\u9fff]-$")
_DOUBLING: Final = re.compile(
    "翻了?(?P<before>将近|接近|近|不到|大约|约|超过|超|不止)?(?P<times>[一两二三])?番"
    "(?P<after>有余|多|以上|左右|不到)?"
)
_DOUBLING_BOUNDS: Final = {
    **dict.fromkeys(("将近", "接近", "近", "不到"), Bound.AT_MOST),
    **dict.fromkeys(("大约", "约", "左右"), Bound.APPROXIMATE),
    **dict.fromkeys(("超过", "超", "不止", "有余", "多", "以上"), Bound.AT_LEAST),
}
_HALF: Final = re.compile("半数|(?<=[过近超])半(?![年月天日小径])|一半(?!以下的)")
_NOT_ONE: Final = re.compile("(?:[是每另某哪这那同任当如像唯]|作为|成为)$")
_ONE_OF_A_KIND: Final = re.compile(
    "一(?:种|个(?:口子|声音|整体|过程|重要|良好|窗口(?=受理|办|对外|服务)|标准|调子|出口|入口|号码|系统)"
    "|项(?:重要|长期|系统|基础|民生|经常|常态|持续|综合|政治|十分|非常)|[条件场](?:重要|龙))"
)
_TOGETHER: Final = re.compile(
    "一起(?!行政|复议|诉讼|投诉|案|举报|信访|事故|舆情|政府信息|申请|依申请|[，。；、）])"
)


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
    scaled = slashed_fraction(text, number) or scale_number(text, number)
    scaled = _ranged(text, number, scaled) or _neighbouring(text, number) or scaled
    if scaled is None:
        return match_bare(text, number, floor, previous)
    if scaled.trap is not None:
        before = modifier_before(text, position, floor)
        after = modifier_after(text, scaled.end)
        start, end = before[0] if before else position, after[0] if after else scaled.end
        return Trap(start, end, scaled.trap)
    trap = _indefinite(text, position, scaled)
    if trap is not None:
        return trap
    quantity = bound_number(text, position, floor, scaled)
    lone = quantity.bound is Bound.EXACT and _only_a_scale(text, position, scaled)
    return None if lone else quantity


def match_fragment(text: str, position: int) -> Trap | None:
    """Return what looks like a count at ``position`` and can be none.

    A piece of a broken number (4 00条) opens with a zero; reports count nothing below zero
    (信息-5条), though a percentage may be written so.
    """
    negative = text[position - 1 : position] == "-" and _NEGATIVE.search(
        text[max(0, position - 2) : position]
    )
    if not negative and not _BROKEN.match(text, position):
        return None
    number = match_number(text, position)
    if number is None or (negative and text[number.end : number.end + 1] in tuple("%‰")):
        return None
    scaled = scale_number(text, number)
    return Trap(position, number.end if scaled is None else scaled.end, TrapKind.NAME)


def _half(text: str, position: int, floor: int) -> Quantity | None:
    """Read 半数, 一半, 过半 and 近半 as 50 %."""
    half = _HALF.match(text, position)
    if half is None:
        return None
    before = modifier_before(text, position, floor)
    start, bound_before = before or (position, None)
    if before is None and text[position - 1 : position] == "过":
        start, bound_before = position - 1, Bound.AT_LEAST
    after = modifier_after(text, half.end())
    end, bound_after = after or (half.end(), None)
    bound = join_bounds(bound_before, bound_after)
    return Quantity(start, end, 50, None, "%", bound, Form.PERCENTAGE)


def match_doubling(text: str, position: int) -> Quantity | None:
    """Return the 翻番 at ``position``: 翻一番 is +100 %, 翻了近两番 at most +300 %."""
    match = _DOUBLING.match(text, position)
    if match is None:
        return None
    times = {"一": 1, None: 1, "两": 2, "二": 2, "三": 3}[match["times"]]
    bound = join_bounds(*(_DOUBLING_BOUNDS.get(word) for word in match.group("before", "after")))
    return Quantity(position, match.end(), (2**times - 1) * 100, None, "%", bound, Form.MULTIPLE)


def _ranged(text: str, low: Number, first: Scaled | None) -> Scaled | None:
    """Read a range: 2至3次, 2次至3次, 2%—5%; ``first`` is what the lower number counts."""
    joint = first.end if first is not None and first.unit is not None else low.end
    link = _RANGE.match(text, joint)
    high = match_number(text, link.end()) if link else None
    if high is None:
        return None
    second = scale_number(text, high)
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
    return Scaled(second.end, value, second.value, second.unit, bound, second.form, second.trap)


def _neighbouring(text: str, low: Number) -> Scaled | None:
    """Read two neighbouring numbers before one measure word as a range: 3、4次."""
    if not _NEIGHBOURS.match(text, low.start) or text[low.end : low.end + 1] != "、":
        return None
    if _LISTED.search(text[max(0, low.start - 6) : low.start]):
        return None
    high = match_number(text, low.end + 1)
    if high is None or high.value != low.value + 1 or high.end - high.start > 1:
        return None
    second = scale_number(text, high)
    if second is None or second.trap is not None or second.form is not Form.NUMBER:
        return None
    if text[high.start].isdigit() != text[low.start].isdigit():
        return None
    value, value_max, unit = low.value, high.value, second.unit
    return Scaled(second.end, value, value_max, unit, Bound.APPROXIMATE, second.form)


def _indefinite(text: str, position: int, scaled: Scaled) -> Trap | None:
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


def _only_a_scale(text: str, position: int, scaled: Scaled) -> bool:
    """Tell whether the number is a lone 百, 千 or 万 that forms a word: 万元, 千家, 百人."""
    if text[position] not in "十百千万亿" or text[position + 1 : position + 2] in tuple(
        "一二两三四五六七八九"
    ):
        return False
    if text[position] == "十":
        return False
    return scaled.form is Form.MONEY or scaled.unit in ("人", "家", "户", "名", "里", "村", "企业")
