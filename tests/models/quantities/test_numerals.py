"""Numerals: every way of writing a number comes back as that number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.quantities import parse_numeral
from tests.models.quantities.writers import WRITERS, Writer

_CHARACTERS = "零〇一二两三四五六七八九十百千万亿廿卅半点壹贰拾佰仟0123456789.,，０９ 余约"


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
@given(number=st.one_of(st.integers(0, 20_000), st.integers(0, 10**12)))
def test_a_whole_number_comes_back_from_every_form(write: Writer, number: int) -> None:
    value = parse_numeral(write(number))
    assert value == number
    assert isinstance(value, int)


@given(thousandths=st.integers(0, 10**9), scale=st.sampled_from(["", "万", "亿"]))
def test_a_decimal_with_a_scale_word_is_exact(thousandths: int, scale: str) -> None:
    decimal = Decimal(thousandths) / 1000
    expected = decimal * {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert parse_numeral(f"{decimal:f}{scale}") == float(expected)


@given(text=st.one_of(st.text(max_size=12), st.text(alphabet=_CHARACTERS, max_size=12)))
def test_no_text_raises(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234", 1234),
        ("5，523", 5523),
        ("１２", 12),
        ("1.2万", 12_000),
        ("2万3千", 23_000),
        ("2万3", 23_000),
        ("3亿2000万", 320_000_000),
        ("三千二百", 3200),
        ("一点五万", 15_000),
        ("九十九点五", 99.5),
        ("二十", 20),
        ("十七", 17),
        ("两千", 2000),
        ("二百五", 250),
        ("一千零五", 1005),
        ("一千零五十", 1050),
        ("一万二", 12_000),
        ("二〇二三", 2023),
        ("廿", 20),
        ("廿三", 23),
        ("卅", 30),
        ("半", 0.5),
        ("百", 100),
        ("百万", 1_000_000),
        ("千万", 10_000_000),
        ("壹仟贰佰", 1200),
        ("叁万", 30_000),
        ("零", 0),
        ("0.1", 0.1),
        ("100.0", 100),
        ("96171.6", 96171.6),
        ("1 200", 1200),
        ("萬", 10_000),
    ],
)
def test_a_written_numeral_has_its_value(written: str, value: float) -> None:
    assert parse_numeral(written) == value
    assert type(parse_numeral(written)) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "条",
        "十十",
        "百千",
        "亿万",
        "1,23",
        "1.2.3",
        "余",
        "点五",
        "1万2亿",
        "9" * 60,
        "二二百",
        "-3",
    ],
)
def test_what_is_no_numeral_gives_nothing(written: str) -> None:
    assert parse_numeral(written) is None
