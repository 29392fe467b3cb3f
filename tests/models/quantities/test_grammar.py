"""The grammar as a whole: forms, offsets, layout, and input that wants to do harm."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.quantities import Form, TrapKind, find_quantities
from gongkai.models.scheme import Bound
from tests.models.quantities.marking import in_order

_PIECES = (
    *(
        "发布信息",
        "1200",
        "余",
        "件",
        "，",
        "近",
        "百",
        "条",
        "三审三校",
        "2023年",
        "5月",
        "未收到",
    ),
    *(
        "无",
        "、",
        "（",
        "）",
        "一是",
        "第",
        "二十条",
        "12345",
        "热线",
        "《",
        "》",
        "“",
        "”",
        "分之",
    ),
    *("%", "万", "元", "至", "3", "个", "百分点", "成", "翻", "一番", "0", ".", ",", " ", "\n"),
    *("A", "@", "http://a.cn", "半", "数", "几", "〔2021〕"),
)
_HOSTILE = (
    *("1", "一", " ", "1,", "1,111", "1万", "几十", "《", "“一", "未", "1-", "1、", "a1", "a.1/"),
    *("一分之", "（1", "第一条", "2023年", "1%—", "1.", "不少于", "2023-", "一年", "无一", "零"),
    *("10:", "〔2021〕", "１", "万", "九九八", "0", "百分之"),
    *("2023、", "电话280至", "五一百", "翻了近", "<天>1", "没有专职"),
)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("发布32条", Form.NUMBER),
        ("收取3万元", Form.MONEY),
        ("占三分之二", Form.PERCENTAGE),
        ("占九成", Form.PERCENTAGE),
        ("提高2个百分点", Form.PERCENTAGE_POINT),
        ("是上年的2倍", Form.MULTIPLE),
        ("访问量翻两番", Form.MULTIPLE),
        ("没有收到申请", Form.ZERO_CUE),
    ],
)
def test_a_quantity_knows_how_it_is_written(text: str, form: Form) -> None:
    (quantity,) = find_quantities(text).quantities
    assert quantity.form is form


def test_offsets_of_text_with_layout_are_those_of_the_text() -> None:
    text = "　发布 信息\r\n１，２００ 余 件，培训 2 場。"
    quantities = find_quantities(text).quantities
    assert [text[item.start : item.end] for item in quantities] == ["１，２００ 余 件", "2 場"]
    assert [(item.value, item.unit) for item in quantities] == [(1200, "件"), (2, "场")]


def test_a_line_break_ends_a_list_marker_and_begins_the_next() -> None:
    reading = find_quantities("1.发布3条\n2.培训4次\n")
    assert [item.kind for item in reading.traps] == [TrapKind.ORDINAL, TrapKind.ORDINAL]
    assert [item.value for item in reading.quantities] == [3, 4]


def test_a_title_is_one_name_whatever_it_holds() -> None:
    reading = find_quantities("印发《无障碍建设2023年12项措施》3份，学习《未收到申请怎么办》")
    assert [item.kind for item in reading.traps] == [TrapKind.NAME]
    assert [item.unit for item in reading.quantities] == ["份"]


def test_two_neighbouring_numbers_are_one_vague_quantity() -> None:
    (quantity,) = find_quantities("举办培训3、4次").quantities
    assert (quantity.value, quantity.value_max, quantity.unit) == (3, 4, "次")
    assert quantity.bound is Bound.APPROXIMATE


def test_neighbouring_numbers_that_are_shared_out_are_two() -> None:
    assert [item.value for item in find_quantities("分别为3、4件").quantities] == [3, 4]


@pytest.mark.parametrize("text", ["公开4 00条", "公开-5条", "公开00条"])
def test_a_piece_of_a_broken_number_and_a_negative_one_are_no_quantities(text: str) -> None:
    assert find_quantities(text).quantities == ()


def test_what_does_not_exist_so_many_times_is_counted() -> None:
    (quantity,) = find_quantities("信息不存在3件").quantities
    assert (quantity.value, quantity.form) == (3, Form.NUMBER)


@pytest.mark.parametrize("text", ["“公开”二字", "轮训一遍", "提供两种格式"])
def test_words_of_a_phrase_are_no_counts(text: str) -> None:
    assert find_quantities(text).quantities == ()


@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=14))
def test_findings_are_in_order_and_never_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    reading = find_quantities(text)
    found = in_order(reading)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(text=st.text(max_size=60))
def test_any_string_is_accepted(text: str) -> None:
    reading = find_quantities(text)
    assert all(item.end <= len(text) for item in in_order(reading))


@pytest.mark.parametrize("unit", _HOSTILE)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        find_quantities(text)
        return time.process_time() - start

    find_quantities("一")  # the word lists are read once
    small = max(min(seconds(2_000) for _ in range(3)), 0.001)
    assert min(seconds(32_000) for _ in range(2)) < 16 * small * 5


def test_a_megabyte_of_digits_is_one_identifier() -> None:
    reading = find_quantities("1" * 1_000_000)
    assert [item.kind for item in reading.traps] == [TrapKind.PHONE]
    assert reading.quantities == ()
