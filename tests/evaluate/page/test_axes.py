"""Axes and written figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.evaluate.page.axes import axis_around, axis_between
from gongkai.evaluate.page.estimates import Form
from gongkai.evaluate.page.figures import interval, plain, written
from gongkai.evaluate.page.visible import visible

shares = st.floats(0, 1, allow_subnormal=False)


@given(st.lists(shares, max_size=20), st.integers(2, 8))
def test_an_axis_holds_all_figures_and_few_numbers(figures: list[float], most: int) -> None:
    axis = axis_around(figures, least=0.0, most=1.0, most_ticks=most)
    assert axis.low < axis.high
    assert axis.low >= 0.0
    assert axis.high <= 1.0
    for figure in figures:
        assert axis.low - 1e-9 <= figure <= axis.high + 1e-9
    assert 1 <= len(axis.ticks) <= most + 2
    assert list(axis.ticks) == sorted(set(axis.ticks))
    for tick in axis.ticks:
        assert axis.low - 1e-9 <= tick <= axis.high + 1e-9


def test_places_grow_from_0_to_1_and_never_lie_outside() -> None:
    axis = axis_between(0.5, 1.0)
    assert [axis.place(each) for each in (0.0, 0.5, 0.75, 1.0, 2.0)] == [0, 0, 0.5, 1, 1]
    assert axis.ticks == (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def test_differences_have_an_axis_around_them() -> None:
    axis = axis_around([-0.03, 0.0, 0.012], most_ticks=4)
    assert axis.ticks == (-0.04, -0.02, 0.0, 0.02)


def test_an_axis_of_one_figure_has_two_ends() -> None:
    assert axis_around([1.0], least=0.0, most=1.0).high == 1.0
    assert axis_around([0.0]).low < axis_around([0.0]).high
    assert axis_between(0.3, 0.3).low < 0.3


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (None, Form.SHARE, "—"),
        (0.93456, Form.SHARE, "0.935"),
        (1, Form.SHARE, "1.000"),
        (-0.0304, Form.DIFFERENCE, "−0.030"),
        (0.0304, Form.DIFFERENCE, "+0.030"),
        (-0.0001, Form.DIFFERENCE, "0.000"),
        (1234567, Form.COUNT, "1,234,567"),
        (2.5, Form.COUNT, "2.5"),
        (0.0004, Form.PROBABILITY, "<0.001"),
        (0.0412, Form.PROBABILITY, "0.041"),
    ],
)
def test_figures_are_written_by_their_form(value: float | None, form: Form, text: str) -> None:
    assert written(value, form) == text


def test_intervals_are_written_with_both_ends_or_not_at_all() -> None:
    assert interval(0.9, 0.95, Form.SHARE) == "0.900–0.950"
    assert interval(-0.01, 0.02, Form.DIFFERENCE) == "−0.010 … +0.020"
    assert interval(None, 0.95, Form.SHARE) == ""
    assert plain(-0.25) == "−0.25"


def test_hidden_characters_are_seen() -> None:
    assert visible("1\u00ad2\u3164\ufe0f") == "1⟨U+00AD⟩2⟨U+3164⟩⟨U+FE0F⟩"
    assert visible("1\u200b2\u202e\x00\x7f\n。") == "1⟨U+200B⟩2⟨U+202E⟩␀␡\n。"
    assert visible("两字𠮷 \t") == "两字𠮷 \t"
