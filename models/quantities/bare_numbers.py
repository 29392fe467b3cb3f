"""Bare numbers: numbers without a measure word that their place makes counts (分别为3、2)."""

from __future__ import annotations

import re
from typing import Final

from gongkai.models.quantities.cues import DENIED
from gongkai.models.quantities.measures import match_measure
from gongkai.models.quantities.modifiers import (
    INFIX,
    infix_bound,
    join_bounds,
    modifier_after,
    modifier_before,
)
from gongkai.models.quantities.numbers import Number, interpret
from gongkai.models.quantities.numerals import parse_numeral
from gongkai.models.quantities.scaling import Scaled, bound_number, scale_number
from gongkai.models.quantities.types import Form, Quantity, Trap, TrapKind
from gongkai.models.scheme import Bound

_INTRODUCED: Final = re.compile(
    "(?:[为达是：:计约近超逾有各均共到]|总数|合计|分别|数量|件数|总量|条数|人数|次数)$"
)
# The 号 of 编号 and 序号 is a label, that of 公众号 and 账号 the end of what is counted.
_LABELLED: Final = re.compile(
    "(?:附件|附表|表|图|版本|(?:^|[序编本文证批型案引卷档单牌房股工学座车楼栋幢\\W])号|第|Top|TOP)$"
)
_CLOSING: Final = (*"，。；、）)！？和及与\n", "")
# What ends a clause without a mark of its own: a list marker, and the comma before a date,
# which the normalised text has as that of a number (22,9月25日).
_UNMARKED_CLOSE: Final = re.compile("[一二三四五六七八九]是|,(?=[0-9]{1,4}[年月日])")
_CHANGED_FROM: Final = re.compile("[从由自][^，。；从由自]{0,8}$")
_CHANGED_TO: Final = re.compile("(?:增|涨|升|降|减|上升|下降|提高|扩大|扩展)[加长少高到至为]")
_SHARED: Final = re.compile("(?:(?:[、和及与]|以及)[0-9]+(?:\\.[0-9]+)?){1,12}")
_STATED: Final = re.compile("[为是均：]$")
_DENIED: Final = re.compile(DENIED)
_DENIED_NOUN: Final = re.compile(f"(?:{DENIED})$")
_LINK: Final = re.compile("[、，和及与/；]|以及|，?和")


_FILLED_IN: Final = re.compile(r"(?<=[\u4e00-\u9fff：])[（(]([0-9][0-9,]*(?:\.[0-9]+)?)[）)]")


def match_filled_in(text: str, position: int) -> Quantity | None:
    """Return the number that was filled into the brackets of a form: 信息（1386）条.

    Behind a word and in front of a measure word, so that no list marker is taken for one.
    """
    filled = _FILLED_IN.match(text, position)
    measure = match_measure(text, filled.end()) if filled else None
    if filled is None or measure is None or measure.kind != "count":
        return None
    value = parse_numeral(filled[1])
    if value is None:
        return None
    return Quantity(position, measure.end, value, None, measure.unit, Bound.EXACT, Form.NUMBER)


def match_bare(
    text: str, number: Number, floor: int, previous: Quantity | None
) -> Quantity | Trap | None:
    """Read a number without a measure word where its place makes it a count.

    A stated zero (均为零), a number behind its label (政务动态26), a list (分别为3、2), which
    takes the measure word of its last number (3、2和5件). ``previous`` is the quantity before.
    """
    start, end = number.start, number.end
    lead = text[max(0, start - 6) : start]
    if text[start:end] == "零":
        return _plain(text, number, floor, None) if _is_nought(text, end, lead) else None
    if lead[-1:] in tuple(".:∶·/"):
        return None
    if text[start] not in "0123456789":
        return _plain(text, number, floor, None) if _round(text, number, floor) else None
    if _LABELLED.search(lead):
        return Trap(start, end, TrapKind.ORDINAL)
    shared = _shared_unit(text, end)
    if shared or _INTRODUCED.search(lead) or _stands_as_count(text, number, previous):
        return _plain(text, number, floor, shared)
    return Trap(start, end, TrapKind.NAME) if end - start >= 5 else None


def _is_nought(text: str, end: int, lead: str) -> bool:
    """Tell whether 零 states a zero on its own: 均为零, and 投诉零 at the end of a clause."""
    if _STATED.search(lead):
        return True
    return text[end : end + 1] in _CLOSING and _DENIED_NOUN.search(lead) is not None


def _round(text: str, number: Number, floor: int) -> bool:
    """Tell whether a Chinese numeral is a round number on its own: 用户十万余, 突破千万."""
    infix = INFIX.match(text, number.end)
    end = infix.end() if infix else number.end
    if text[end : end + 1] not in _CLOSING:
        return False
    limited = modifier_before(text, number.start, floor) is not None
    return limited or (text[number.end - 1] in "万亿" and number.end - number.start > 1)


def _stands_as_count(text: str, number: Number, previous: Quantity | None) -> bool:
    """Tell whether a bare number closes its clause behind a label or goes on with a list."""
    after = modifier_after(text, number.end)
    end = after[0] if after else number.end
    following = text[end : end + 1]
    if number.value == 0 and _DENIED.match(text, number.end):
        return True
    before = text[number.start - 1 : number.start]
    if before in ("（", "(") and following in ("）", ")"):
        return True
    labelled = "\u4e00" <= before <= "\u9fff"
    continues = previous is not None and _LINK.fullmatch(text, previous.end, number.start)
    if not (labelled or continues):
        return False
    return (
        following in _CLOSING
        or _UNMARKED_CLOSE.match(text, end) is not None
        or _changed(text, number.start, end)
    )


def _changed(text: str, start: int, end: int) -> bool:
    """Tell whether a number is what a change began with: 由3.1万增至7.4万."""
    change = _CHANGED_TO.match(text, end)
    return change is not None and _CHANGED_FROM.search(text[max(0, start - 10) : start]) is not None


def _plain(text: str, number: Number, floor: int, unit: Scaled | None) -> Quantity:
    """Return the bare number with its modifiers, and the unit it shares with others, if any."""
    infix = INFIX.match(text, number.end)
    scaled = Scaled(
        infix.end() if infix else number.end,
        number.value,
        number.value_max,
        unit.unit if unit else None,
        join_bounds(number.bound, infix_bound(infix[0] if infix else None)),
        unit.form if unit else Form.NUMBER,
    )
    return bound_number(text, number.start, floor, scaled)


def _shared_unit(text: str, end: int) -> Scaled | None:
    """Find the unit that the last number of an enumeration gives to all (3、2和5件)."""
    chain = _SHARED.match(text, end)
    if chain is None:
        return None
    numbers = re.findall("[0-9]+(?:\\.[0-9]+)?", chain[0])
    last = interpret(numbers[-1], chain.end() - len(numbers[-1]))
    scaled = scale_number(text, last) if last else None
    return scaled if scaled is not None and scaled.trap is None else None
