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
        (100, Bound.AT_LEAST, "上百件", (100, 900), (99,)),
        (100, Bound.AT_MOST, "近百件", (95, 100), (101,)),
        (200, Bound.APPROXIMATE, "约200件", (185, 200, 215), (150, 240)),
        (7, Bound.EXACT, "7件", (7,), (6, 8)),
        (0, Bound.EXACT, "0件", (0,), (1,)),
        (98.5, Bound.AT_LEAST, "98.5%以上", (98.5, 100), (98,)),
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


@given(st.integers(0, 10**9), st.sampled_from(Bound))
def test_every_bound_allows_the_number_that_was_stated(value: int, bound: Bound) -> None:
    interval = allowed(value, bound)
    assert interval.low <= value <= interval.high
    assert not math.isnan(interval.low)


@given(*[st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)] * 2)
def test_overlap_is_mutual(one: list[int], other: list[int]) -> None:
    first, second = Interval(*one), Interval(*other)
    assert first.overlaps(second) is second.overlaps(first)
    assert first.overlaps(second) is bool(
        {*range(one[0], one[1] + 1)} & {*range(other[0], other[1] + 1)}
    )
