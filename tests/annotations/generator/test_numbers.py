"""Numbers as written read as what they say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annotations.generator import shares
from gongkai.annotations.generator.expressions import Expression, draw, looks_like_name, quantity
from gongkai.annotations.generator.numerals import chinese, full_width, grouped, mixed, stepped
from gongkai.models.quantities import find_quantities
from gongkai.models.quantities.numerals import parse_numeral
from gongkai.models.scheme import Aspect, Bound

SEEDS = st.integers(0, 10**9).map(Random)
BELOW = st.integers(0, 10**8 - 1)


def assert_reads_as_said(said: Expression, words: str, start: int) -> None:
    (found,) = find_quantities(words).quantities
    assert words[found.start : found.end] == said.words
    assert found.start == start
    assert (found.value, found.value_max, found.bound) == (said.value, said.value_max, said.bound)
    assert found.unit == said.unit


@given(BELOW, st.booleans())
def test_chinese_numerals_read_back(value: int, counting: bool) -> None:
    assert parse_numeral(chinese(value, counting=counting)) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"),
        (2, "两"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (200, "两百"),
        (222, "两百二十二"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (2000, "两千"),
        (20000, "两万"),
        (30500, "三万零五百"),
        (120000, "十二万"),
    ],
)
def test_chinese_numerals_are_those_that_people_write(value: int, words: str) -> None:
    assert chinese(value) == words


def test_two_is_another_word_where_nothing_is_counted() -> None:
    assert (chinese(2, counting=False), chinese(200, counting=False)) == ("二", "二百")


def test_numbers_too_large_for_words_are_refused() -> None:
    with pytest.raises(ValueError, match="give less"):
        chinese(10**8)


@given(BELOW)
def test_short_forms_in_digits_read_back(value: int) -> None:
    for words in (mixed(value), stepped(value), grouped(value), full_width(str(value))):
        assert words is None or parse_numeral(words) == value


def test_short_forms_are_given_only_where_they_are_exact() -> None:
    assert (mixed(12_000), mixed(12_345), mixed(300_000_000)) == ("1.2万", None, "3亿")
    assert (stepped(23_000), stepped(20_000), stepped(23_400)) == ("2万3千", None, None)


@given(SEEDS, st.sampled_from(["件", "条", "人次", "场", "万元", "元"]))
def test_quantities_read_as_they_are_said(random: Random, unit: str) -> None:
    for _ in range(5):
        said = quantity(random, 2, 90_000, unit, "共")
        assert_reads_as_said(said, f"累计办结共{said.words}。", 5)


@given(SEEDS, st.sampled_from(Aspect))
def test_rates_read_as_they_are_said(random: Random, aspect: Aspect) -> None:
    said = shares.rate(random, aspect)
    assert_reads_as_said(said, f"办结率为{said.words}。", 4)


@given(SEEDS)
def test_points_and_multiples_read_as_they_are_said(random: Random) -> None:
    points, multiple = shares.points(random), shares.multiple(random)
    assert_reads_as_said(points, f"提高{points.words}。", 2)
    assert_reads_as_said(multiple, f"是上年的{multiple.words}。", 4)


@given(SEEDS, st.integers(1, 50), st.integers(51, 10**8))
def test_numbers_stay_between_their_ends(random: Random, low: int, high: int) -> None:
    assert low <= draw(random, low, high) <= high


@given(SEEDS, st.sampled_from("网线会附约单"))
def test_a_modifier_never_joins_the_word_before_it(random: Random, last: str) -> None:
    said = quantity(random, 2, 5000, "件", last)
    joined = last + said.words[:1]
    assert joined not in ("网上", "线上", "会上", "附近")


def test_numbers_that_read_as_years_are_known() -> None:
    assert looks_like_name(2012, "处")
    assert not looks_like_name(2012, "条")
    assert not looks_like_name(2412, "处")
    assert looks_like_name(12_345, "通")


def test_bounds_of_rates_are_all_written() -> None:
    random = Random(1)  # noqa: S311
    assert {shares.percentage(random, 50).bound for _ in range(300)} == set(Bound)
