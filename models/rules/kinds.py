"""What sort of quantity a number states: a count, an amount, a rate, a change, a frequency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.models.quantities.types import Form, Quantity
from gongkai.models.scheme import Kind, Per

# No rule looks further back than this, so that a text without stops costs no more than others.
_REACH = 60
_RISE = r"增长|增加|上升|提高|提升|增幅|攀升|上涨|增多|多出|翻"
_FALL = r"下降|减少|降低|回落|下滑|减幅|降幅|缩减|精简|压减"
_CHANGE = re.compile(
    rf"(?:(?P<rise>{_RISE}|(?:同比|环比)[增升]|[增升](?=[约近]?$))"
    rf"|(?P<fall>{_FALL}|(?:同比|环比)[减降]|[减降](?=[约近]?$)))"
    r"(?:幅度)?(?:了|约|近|达|为|达到|超过)?$"
)
_COMPARISON = re.compile(r"同比|环比|相比|对比|(?:较|比)(?:上|去|前|20|同|之前|往|以往)|较之|相较")
_MORE = re.compile(
    r"(?:[较比]|相较于?)[^，。；、]{1,14}?(?:(?P<rise>多出?|净?增加?)|(?P<fall>减?少|减))了?(?:约|近)?$"
)
_PER = {
    Per.DAY: "日|天",
    Per.WEEK: "周|星期",
    Per.MONTH: "月",
    Per.QUARTER: "季度?",
    Per.HALF_YEAR: "半年",
    Per.YEAR: "年",
}
_FREQUENCY = re.compile(
    "(?:每一?个?|平均每|一(?=[周月季]))(?:"
    + "|".join(f"(?P<{per.name}>{words})" for per, words in _PER.items())
    + ")|(?P<mean>[日周月季年])均"
)
# By the month, by the quarter: how often something was done where it was done once each time.
_EACH_TIME = re.compile(r"(?:按|逐)(?P<mean>[日周月季])")
_MEAN = {"日": Per.DAY, "周": Per.WEEK, "月": Per.MONTH, "季": Per.QUARTER, "年": Per.YEAR}


@dataclass(frozen=True, slots=True)
class Reading:
    """The kind of a quantity with its value as the record holds it."""

    kind: Kind
    value: int | float
    value_max: int | float | None
    unit: str | None
    per: Per | None = None


def read_kind(quantity: Quantity, text: str, clause_start: int) -> Reading:
    """Read the kind of ``quantity`` from its form and from the words before it.

    Parameters
    ----------
    quantity
        A quantity by offsets in ``text``.
    text
        The frame.
    clause_start
        Where its clause begins.

    Returns
    -------
    Reading
        A change carries its sign.
    """
    start = quantity.start
    before = text[max(clause_start, start - _REACH) : start]
    change = _CHANGE.search(before[-8:]) or _MORE.search(before[-24:])
    compared = _COMPARISON.search(text, max(0, start - _REACH), start) is not None
    form = quantity.form
    if form in (Form.PERCENTAGE_POINT, Form.MULTIPLE) or (
        change and (form is Form.PERCENTAGE or compared)
    ):
        return _change(quantity, change)
    if form is Form.PERCENTAGE:
        return Reading(Kind.RATE, quantity.value, quantity.value_max, quantity.unit)
    if form is Form.MONEY:
        return Reading(Kind.AMOUNT, quantity.value, quantity.value_max, quantity.unit)
    frequency = None if form is Form.ZERO_CUE else last_frequency(before)
    each = _EACH_TIME.search(before) if quantity.value == 1 and quantity.unit else None
    if frequency is None and each and form is Form.NUMBER:
        frequency = _MEAN[each["mean"]]
    if frequency:
        return Reading(Kind.FREQUENCY, quantity.value, quantity.value_max, quantity.unit, frequency)
    return Reading(Kind.COUNT, quantity.value, quantity.value_max, quantity.unit)


def _change(quantity: Quantity, change: re.Match[str] | None) -> Reading:
    value, value_max = quantity.value, quantity.value_max
    if change and change["fall"]:
        value = -value
        value_max = None if value_max is None else -value_max
    return Reading(Kind.CHANGE, value, value_max, quantity.unit)


def last_frequency(before: str) -> Per | None:
    """Return the last frequency that ``before`` names (每季度, 日均)."""
    per = None
    for match in _FREQUENCY.finditer(before):
        group = match.lastgroup
        per = _MEAN[match["mean"]] if match["mean"] else Per[group or ""]
    return per
