"""The numbers in front of headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.sections.numbering import Style, parse_marker


@pytest.mark.parametrize(
    ("line", "style", "ordinal", "wording"),
    [
        ("一、总体情况", Style.CHINESE, 1, "总体情况"),
        ("十二.附则", Style.CHINESE, 12, "附则"),
        ("第一，主动公开", Style.CHINESE, 1, "主动公开"),
        ("三、四、申请及诉讼", Style.CHINESE, 3, "申请及诉讼"),
        ("第二部分主动公开", Style.PART, 2, "主动公开"),
        ("（三）平台建设", Style.CHINESE_BRACKET, 3, "平台建设"),
        ("㈡依申请公开", Style.CHINESE_BRACKET, 2, "依申请公开"),
        ("2、主动公开", Style.ARABIC, 2, "主动公开"),
        ("2.2023年5月开展培训", Style.ARABIC, 2, "2023年5月开展培训"),
        ("（4）其他", Style.ARABIC_BRACKET, 4, "其他"),
        ("1.2平台", Style.ARABIC_BRACKET, 2, "平台"),
        ("③监督", Style.CIRCLED, 3, "监督"),
    ],
)
def test_every_style_of_numbering_is_read(
    line: str, style: Style, ordinal: int, wording: str
) -> None:
    marker = parse_marker(line)
    assert marker is not None
    assert (marker.style, marker.ordinal, line[marker.end :]) == (style, ordinal, wording)


@pytest.mark.parametrize(
    "line", ["一是加强领导", "2023年", "1.5万条", "一一、", "总体情况", "", "十十、无"]
)
def test_numbers_that_number_nothing_are_no_markers(line: str) -> None:
    assert parse_marker(line) is None


@given(st.text(alphabet="一二十、.（）()0123456789㈠①第部分 字", max_size=20))
def test_a_marker_never_reaches_past_its_line(line: str) -> None:
    marker = parse_marker(line)
    if marker is not None:
        assert 0 < marker.end <= len(line)
        assert 0 <= marker.ordinal <= 99
