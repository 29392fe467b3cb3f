"""Which lines make a paragraph."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.plain_text import paragraphs

SENTENCES = (
    "本年度我局通过政府网站主动公开各类信息一百二十八条，其中政策解读材料十二篇，内容涉及水利工程建设"
    "和河道管理等方面。全年收到公开申请三件，均已在法定期限内答复申请人，没有发生行政复议和行政诉讼。"
)


def _texts(text: str) -> list[str]:
    return [paragraph.span.of(text) for paragraph in paragraphs(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\n \u3000\n"])
def test_each_line_of_an_unwrapped_file_is_a_paragraph(end: str) -> None:
    lines = ["青禾县水务局", "一、总体情况", SENTENCES, "规章\t0\t0\t0", "六、其他", "无"]
    assert _texts(end.join(lines)) == lines


@pytest.mark.parametrize("width", [24, 32, 38])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_wrapped_lines_are_one_paragraph(width: int, end: str) -> None:
    wrapped = end.join(textwrap.wrap(SENTENCES, width))
    text = f"一、总体情况{end}{wrapped}{end}二、主动公开{end}　　{wrapped}{end}规章{end}0{end}0"
    assert _texts(text) == ["一、总体情况", wrapped, "二、主动公开", wrapped, "规章", "0", "0"]


def test_an_indented_line_begins_a_paragraph_even_after_a_full_line() -> None:
    full = "字" * 32
    text = "\n".join(
        ["　　" + full[2:], full, "止。", "　　" + full[2:], full[:30] + "完成", "　　又起"]
    )
    assert len(_texts(text)) == 3


def test_a_line_that_ends_in_a_comma_goes_on() -> None:
    assert len(_texts("全年公开信息一百二十八条，\n其中政策解读十二篇。\n（二）依申请公开")) == 2


def test_titles_over_two_lines_and_debris_of_tables_stay_apart() -> None:
    lines = [
        "青禾县人民政府办公室",
        "2023年政府信息公开工作年度报告",
        "商业",
        "企业",
        "科研机构",
        "0",
        "3",
        "1",
    ]
    assert _texts("\n".join(lines)) == lines


def test_rows_of_tables_stay_lines() -> None:
    rows = [
        "本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0，",
        "行政许可   12   3",
        "1 0 0 0 2，",
        "a\tb，",
        "止。",
    ]
    assert _texts("\n".join(rows)) == rows


def test_cells_that_a_tab_leads_stay_apart_in_a_wrapped_file() -> None:
    wrapped = "\n".join(textwrap.wrap(SENTENCES, 24))
    label = "字" * 24
    assert _texts(f"{wrapped}\n{label}\n\t申请人情况\n\t自然人")[1:] == [
        label,
        "申请人情况",
        "自然人",
    ]


def test_lines_wrapped_by_characters_are_put_together_though_digits_are_narrow() -> None:
    numbers = (
        "全年公开信息1234567条，办理申请12345件，培训12345人次，解读12345篇，回应12345件，检查"
    )
    wrapped = "\n".join(textwrap.wrap(numbers + SENTENCES, 24, break_on_hyphens=False))
    assert _texts(wrapped) == [wrapped]


def test_blank_lines_hold_no_paragraph() -> None:
    assert _texts(" \n\u3000\n\ufeff\n\u200b") == []


def test_a_file_of_endless_lines_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        paragraphs("公\n" * 300_000)
    assert caught.value.code == "too_large"


@given(st.text("公开信息0一、，。（ \t\r\n\u3000|1.", max_size=200))
def test_paragraphs_cover_all_that_is_visible_in_order(text: str) -> None:
    found = paragraphs(text)
    covered = "".join(paragraph.span.of(text) for paragraph in found)
    assert "".join(covered.split()) == "".join(text.split())
    spans = [paragraph.span for paragraph in found]
    assert all(one.end < other.start for one, other in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) for span in spans)
