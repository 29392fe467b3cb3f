"""Long pictures are cut where there is paper."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings
from numpy.typing import NDArray

from gongkai.extract.reading.pictures.bands import HIGHEST, LONG_RATIO, cuts_of

WIDTH = 200


def paper(height: int) -> NDArray[np.uint8]:
    """Return paper that is darker on the right, with grain."""
    grain = np.random.default_rng(0).normal(0, 4, (height, WIDTH))
    shade = np.linspace(0, 50, WIDTH)
    return np.clip(245 - shade[None, :] + grain, 0, 255).astype(np.uint8)


def draw_lines(rough: NDArray[np.uint8], first: int, after: int, slope: float = 0.0) -> None:
    """Draw lines of text, five rows high with two between them, that fall to the right."""
    rows, columns = np.indices((after - first, WIDTH))
    level = rows - columns * slope
    inside = (level >= 0) & (level % 7 < 5) & (columns % 4 < 2) & (level < after - first - 9)
    inside &= (columns > 20) & (columns < WIDTH - 20)
    rough[first:after][inside] = 30


def test_a_page_is_left_whole() -> None:
    assert cuts_of(paper(round(LONG_RATIO * WIDTH))) == []


def test_pages_of_the_usual_form_are_cut_at_their_ends() -> None:
    high = round(WIDTH * 2**0.5)
    rough = paper(3 * high)
    for number in range(3):
        draw_lines(rough, number * high + 30, (number + 1) * high - 30)
    draw_lines(rough, 100, 120)
    assert cuts_of(rough) == [high, 2 * high]


def test_pages_that_lie_askew_and_were_trimmed_are_cut_between_them() -> None:
    high, margin = 250, 14
    rough = paper(4 * high)
    for number in range(4):
        draw_lines(rough, number * high + margin, (number + 1) * high - margin, slope=0.03)
    cuts = cuts_of(rough)
    assert len(cuts) == 3
    ends = (high, 2 * high, 3 * high)
    assert all(abs(cut - end) <= margin for cut, end in zip(cuts, ends, strict=True))


def test_a_page_of_a_site_is_cut_between_lines() -> None:
    rough = paper(1_500)
    draw_lines(rough, 0, 1_500)
    cuts = cuts_of(rough)
    assert cuts
    assert (rough[cuts] > 150).all()


def test_a_table_without_end_is_cut_beside_its_lines_across() -> None:
    rough = paper(1_500)
    rough[:, [20, 60, 100, 140, 180]] = 0
    rough[::9, 20:180] = 0
    cuts = cuts_of(rough)
    assert cuts
    assert all(cut % 9 for cut in cuts)


@settings(max_examples=30)
@given(st.integers(1, 60), st.floats(2.01, 12), st.integers(0, 3), st.sampled_from([0.0, 0.2, 0.9]))
def test_parts_of_any_picture_are_in_order_and_no_higher_than_they_may_be(
    width: int, ratio: float, seed: int, dark: float
) -> None:
    height = int(width * ratio) + 1
    drawn = np.random.default_rng(seed).random((height, width)) < dark
    rough = np.where(drawn, 0, 255).astype(np.uint8)
    ends = np.array([0, *cuts_of(rough), height])
    assert (np.diff(ends) > 0).all()
    assert np.diff(ends).max() <= max(HIGHEST * width, 2) + 1
