"""Which true numbers a stated quantity allows."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.joining.bounds import Interval, allowed
from gongkai.models.scheme import Bound


@pytest.mark.parametrize(
    ("value", "bound", "quote", "agrees", "differs"),
    [
        (120, Bound.AT_LEAST, "120余件", (120, 126, 130), (119, 135)),
        (1200, Bound.AT_LEAST, "1200多件", (1200, 1299), (1199, 1301)),
        (100, Bound.AT_LEAST, "超过100件", (100, 99_999), (99,)),
        (100, Bound.AT_LEAST, "上百件", (100, 900), (99, 1001)),
        (100, Bound.AT_LEAST, "过百件", (100, 900), (99, 1001)),
        (10, Bound.AT_LEAST, "十余件", (10, 19), (9, 21)),
        (10, Bound.AT_LEAST, "十几件", (10, 19), (9, 21)),
        (20, Bound.AT_LEAST, "几十件", (20, 46, 99), (19, 101)),
        (20, Bound.AT_LEAST, "数十件", (20, 46), (101,)),
        (20, Bound.AT_LEAST, "20余件", (20, 29), (46,)),
        (200, Bound.AT_LEAST, "数百件", (200, 346), (199, 1001)),
        (200, Bound.AT_LEAST, "幾百件", (200, 346), (1001,)),
        (200, Bound.AT_LEAST, "200多件", (200, 299), (346,)),
        (1000, Bound.AT_LEAST, "上千人次", (1000, 8700), (999, 10_001)),
        (200_000, Bound.AT_LEAST, "几十万次", (200_000, 730_000), (1_000_001,)),
        (2, Bound.AT_LEAST, "几次", (2, 9), (1, 11)),
        (50, Bound.AT_LEAST, "不下50次", (50, 300), (49,)),
        (50, Bound.AT_LEAST, "50次及以上", (50, 300), (49,)),
        (50, Bound.AT_LEAST, "５０＋", (50, 300), (49,)),
        (100, Bound.AT_MOST, "近百件", (95, 100), (101,)),
        (50, Bound.AT_MOST, "50件以内", (12, 50), (51,)),
        (50, Bound.AT_MOST, "不超过50件", (12, 50), (51,)),
        (200, Bound.APPROXIMATE, "约200件", (185, 200, 215), (150, 240)),
        (70, Bound.APPROXIMATE, "约70件", (63, 77), (62, 78)),
        (7, Bound.EXACT, "7件", (7,), (6, 8)),
        (0, Bound.EXACT, "0件", (0,), (1,)),
        (98.5, Bound.AT_LEAST, "98.5%以上", (98.5, 100), (98,)),
        (-12, Bound.APPROXIMATE, "约12%", (-11, -12, -13), (-10, -14, 12)),
        (-12, Bound.AT_MOST, "近12条", (-11.5, -12), (-10, -13, 12)),
        (-30, Bound.AT_LEAST, "30余条", (-30, -36, -40), (-20, -29, -41)),
        (-30, Bound.AT_LEAST, "超过30条", (-30, -500), (-29,)),
        (-20, Bound.AT_LEAST, "几十条", (-20, -46), (-19, -101)),
    ],
)
def test_a_bound_allows_what_it_says_and_nothing_else(
    value: float, bound: Bound, quote: str, agrees: tuple[float, ...], differs: tuple[float, ...]
) -> None:
    interval = allowed(value, bound, quote)
    assert all(interval.overlaps(Interval(number, number)) for number in agrees)
    assert not any(interval.overlaps(Interval(number, number)) for number in differs)


def test_a_range_allows_what_lies_between_its_ends() -> None:
    assert allowed(2, Bound.EXACT, "2至3次", 3) == Interval(2, 3)


def test_a_range_of_a_fall_allows_what_lies_between_its_ends() -> None:
    assert allowed(-2, Bound.EXACT, "2至3次", -3) == Interval(-3, -2)


QUOTES = st.sampled_from(["", "几十件", "上百件", "50件以上", "不超过50件", "30余条"])


@given(st.integers(-(10**9), 10**9), st.sampled_from(Bound), QUOTES)
def test_every_bound_allows_the_number_that_was_stated(
    value: int, bound: Bound, quote: str
) -> None:
    interval = allowed(value, bound, quote)
    assert interval.low <= value <= interval.high
    assert not math.isnan(interval.low)


@given(st.integers(1, 10**9), st.sampled_from(Bound), QUOTES)
def test_a_fall_allows_the_mirror_of_what_a_rise_allows(
    value: int, bound: Bound, quote: str
) -> None:
    rise, fall = allowed(value, bound, quote), allowed(-value, bound, quote)
    assert (fall.low, fall.high) == (-rise.high, -rise.low)


@given(*[st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)] * 2)
def test_overlap_is_mutual(one: list[int], other: list[int]) -> None:
    first, second = Interval(*one), Interval(*other)
    assert first.overlaps(second) is second.overlaps(first)
    assert first.overlaps(second) is bool(
        {*range(one[0], one[1] + 1)} & {*range(other[0], other[1] + 1)}
    )
