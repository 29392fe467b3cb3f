"""Rulings as pages draw them become whole strokes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.reading.pages import Ruling
from gongkai.extract.reading.pages.strokes import Strokes, strokes_of


def described(strokes: Strokes) -> list[tuple[float, float, float]]:
    return [
        (round(position, 1), round(start, 1), round(end, 1))
        for position, start, end in zip(
            strokes.positions.tolist(), strokes.starts.tolist(), strokes.ends.tolist(), strict=True
        )
    ]


def test_pieces_that_touch_are_one_stroke() -> None:
    pieces = [Ruling(left, 100, left + 50, 100) for left in (150, 50, 100)]
    horizontal, vertical = strokes_of(pieces)
    assert described(horizontal) == [(100, 50, 200)]
    assert len(vertical) == 0


def test_dashes_are_one_stroke() -> None:
    horizontal, _ = strokes_of([Ruling(50 + 5 * n, 80, 53 + 5 * n, 80) for n in range(30)])
    assert described(horizontal) == [(80, 50, 198)]


def test_the_two_sides_of_a_thin_rectangle_are_one_stroke() -> None:
    _, vertical = strokes_of([Ruling(70, 10, 70, 300), Ruling(70.8, 10, 70.8, 300)])
    assert described(vertical) == [(70.4, 10, 300)]


def test_strokes_far_apart_stay_apart() -> None:
    rulings = [
        Ruling(50, 100, 90, 100),
        Ruling(110, 100, 200, 100),
        Ruling(50, 112, 200, 112),
    ]
    horizontal, _ = strokes_of(rulings)
    assert described(horizontal) == [(100, 50, 90), (100, 110, 200), (112, 50, 200)]


@pytest.mark.parametrize(
    "ruling",
    [
        Ruling(10, 10, 12, 10),
        Ruling(10, 10, 200, 150),
        Ruling(float("nan"), 10, 200, 10),
        Ruling(10, float("inf"), 200, float("inf")),
    ],
    ids=["dot", "slanting", "not a number", "infinite"],
)
def test_what_is_no_line_of_a_table_is_left_out(ruling: Ruling) -> None:
    horizontal, vertical = strokes_of([ruling])
    assert len(horizontal) == len(vertical) == 0


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40), st.integers(2, 30)), max_size=25))
def test_strokes_cover_what_rulings_cover_and_do_not_overlap(
    pieces: list[tuple[int, int, int]],
) -> None:
    rulings = [
        Ruling(left * 10, level * 12, (left + width) * 10, level * 12)
        for level, left, width in pieces
    ]
    found = described(strokes_of(rulings)[0])
    for ruling in rulings:
        assert any(
            position == ruling.top and start <= ruling.left and ruling.right <= end
            for position, start, end in found
        )
    for (level, _, end), (next_level, start, _) in pairwise(found):
        assert level < next_level or end < start
