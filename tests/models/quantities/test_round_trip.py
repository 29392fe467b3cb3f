"""A number written in any form, with any modifier, comes back from a sentence."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.quantities import Form, Quantity, find_quantities
from gongkai.models.scheme import Bound
from tests.models.quantities.writers import Writer, chinese, full_width, plain, separated

_BEFORE = {
    "": Bound.EXACT, "近": Bound.AT_MOST, "约": Bound.APPROXIMATE, "大约": Bound.APPROXIMATE,
    "超": Bound.AT_LEAST, "超过": Bound.AT_LEAST, "逾": Bound.AT_LEAST, "不足": Bound.AT_MOST,
    "不少于": Bound.AT_LEAST, "至少": Bound.AT_LEAST, "接近": Bound.AT_MOST, "最多": Bound.AT_MOST,
    "突破": Bound.AT_LEAST, "不超过": Bound.AT_MOST,
}  # fmt: skip
_BETWEEN = {"": Bound.EXACT, "余": Bound.AT_LEAST, "多": Bound.AT_LEAST}
_AFTER = {
    "": Bound.EXACT, "以上": Bound.AT_LEAST, "以内": Bound.AT_MOST, "左右": Bound.APPROXIMATE,
    "上下": Bound.APPROXIMATE, "以下": Bound.AT_MOST,
}  # fmt: skip
_UNITS = (
    "条",
    "件",
    "次",
    "人次",
    "场",
    "篇",
    "个",
    "项",
    "份",
    "人",
    "名",
    "家",
    "户",
    "册",
    "篇次",
)
_CARRIERS = (
    ("全年通过网站发布信息", "，工作平稳。"),
    ("其中网络渠道", "、窗口若干；"),
    ("（含上年结转", "）。"),
    ("", ""),
)
_FORMS: tuple[Writer, ...] = (plain, separated, full_width, chinese)


def _only(text: str) -> Quantity:
    (quantity,) = find_quantities(text).quantities
    return quantity


@given(
    number=st.integers(2, 9_999_999),
    write=st.sampled_from(_FORMS),
    before=st.sampled_from(sorted(_BEFORE)),
    unit=st.sampled_from(_UNITS),
    carrier=st.sampled_from(_CARRIERS),
)
def test_a_modifier_before_the_number_belongs_to_the_quantity(
    number: int, write: Writer, before: str, unit: str, carrier: tuple[str, str]
) -> None:
    expression = f"{before}{write(number)}{unit}"
    quantity = _only(f"{carrier[0]}{expression}{carrier[1]}")
    start = len(carrier[0])
    assert (quantity.start, quantity.end) == (start, start + len(expression))
    assert (quantity.value, quantity.value_max, quantity.unit) == (number, None, unit)
    assert (quantity.bound, quantity.form) == (_BEFORE[before], Form.NUMBER)


@given(
    tens=st.integers(2, 99_999),
    write=st.sampled_from(_FORMS),
    around=st.tuples(st.sampled_from(sorted(_BETWEEN)), st.sampled_from(sorted(_AFTER))),
    unit=st.sampled_from(_UNITS),
    carrier=st.sampled_from(_CARRIERS),
)
def test_modifiers_around_the_unit_belong_to_the_quantity(
    tens: int, write: Writer, around: tuple[str, str], unit: str, carrier: tuple[str, str]
) -> None:
    between, after = around
    number = tens * 10
    expression = f"{write(number)}{between}{unit}{after}"
    quantity = _only(f"{carrier[0]}{expression}{carrier[1]}")
    start = len(carrier[0])
    assert (quantity.start, quantity.end) == (start, start + len(expression))
    assert (quantity.value, quantity.unit) == (number, unit)
    assert quantity.bound is (_BETWEEN[between] if between else _AFTER[after])


@given(
    low=st.integers(1, 500),
    width=st.integers(1, 500),
    joint=st.sampled_from(["至", "到", "-", "—", "~"]),
    unit=st.sampled_from(_UNITS),
)
def test_a_range_has_both_its_ends(low: int, width: int, joint: str, unit: str) -> None:
    quantity = _only(f"今年走访{low}{joint}{low + width}{unit}。")
    assert (quantity.value, quantity.value_max, quantity.unit) == (low, low + width, unit)


@given(hundredths=st.integers(1, 10**7), scale=st.sampled_from(["元", "万元", "亿元"]))
def test_money_keeps_its_written_scale(hundredths: int, scale: str) -> None:
    quantity = _only(f"共收取{hundredths / 100:.2f}{scale}。")
    assert (quantity.value, quantity.unit) == (hundredths / 100, scale)
    assert quantity.form is Form.MONEY


@given(hundredths=st.integers(0, 10_000))
def test_a_percentage_stays_in_percent(hundredths: int) -> None:
    quantity = _only(f"办结率为{hundredths / 100:g}%。")
    assert (quantity.value, quantity.unit) == (hundredths / 100, "%")
    assert quantity.form is Form.PERCENTAGE
