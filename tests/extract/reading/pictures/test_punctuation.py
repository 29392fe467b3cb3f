import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.reading.pictures.punctuation import as_set


@pytest.mark.parametrize(
    ("recognised", "set_as"),
    [
        ("(一)予以公开", "（一）予以公开"),
        ("公开(含更正)3条,其中", "公开（含更正）3条，其中"),
        ("全年(2020.1.1)", "全年（2020.1.1）"),
        ("金额3，150元", "金额3,150元"),
        ("分别为3，2件", "分别为3，2件"),
        ("平台--微信", "平台——微信"),
        ("1.属于国家秘密", "1.属于国家秘密"),
        ("(2021)", "(2021)"),
    ],
)
def test_marks_are_as_wide_as_the_text_around_them(recognised: str, set_as: str) -> None:
    assert as_set(recognised) == set_as


@given(st.text(alphabet="(（)）,，:-12一公 ", max_size=30))
def test_a_line_stays_as_long_as_it_is(text: str) -> None:
    assert len(as_set(text)) == len(text)
