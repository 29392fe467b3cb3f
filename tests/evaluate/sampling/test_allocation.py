"""Which strata there are and how many claims of each are drawn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.evaluate.sampling.allocation import allocate, pool_cells
from gongkai.evaluate.sampling.strata import CellKey, Dimension

METRIC_AND_BAND = (Dimension.METRIC, Dimension.CONFIDENCE)
POPULATIONS = st.lists(st.integers(1, 3000), min_size=1, max_size=30)


@given(POPULATIONS, st.integers(1, 400), st.integers(1, 6), st.integers(1, 500))
def test_as_many_are_drawn_as_asked_for_and_never_more_than_there_are(
    populations: list[int], size: int, minimum: int, most: int
) -> None:
    counts = allocate(populations, size, minimum, most)
    highest = [min(population, most) for population in populations]
    assert sum(counts) == min(size, sum(highest))
    assert all(0 <= count <= high for count, high in zip(counts, highest, strict=True))
    if sum(min(minimum, high) for high in highest) <= size:
        assert all(count >= min(minimum, high) for count, high in zip(counts, highest, strict=True))


def test_what_the_minimum_leaves_is_in_proportion_to_the_sizes() -> None:
    assert allocate([6000, 3000, 1000, 10], 102, 2) == [60, 30, 10, 2]


def test_if_everything_can_be_drawn_it_is() -> None:
    assert allocate([3, 1, 5], 200, 2) == [3, 1, 5]


def test_few_cells_are_strata_of_their_own() -> None:
    cells: dict[CellKey, int] = {("a", "x"): 5, ("b", "x"): 900}
    assert pool_cells(cells, METRIC_AND_BAND, 20, 2) == [(("b", "x"),), (("a", "x"),)]


def test_small_cells_are_pooled_by_their_band() -> None:
    cells: dict[CellKey, int] = {("a", "x"): 900, ("a", "y"): 800}
    cells |= {(name, band): 10 for name in "bcdefg" for band in "xy"}
    pools = pool_cells(cells, METRIC_AND_BAND, 16, 2)
    assert pools == [
        (("a", "x"),),
        (("a", "y"),),
        tuple((name, "x") for name in "bcdefg"),
        tuple((name, "y") for name in "bcdefg"),
    ]


def test_if_there_is_no_room_for_a_pool_of_each_band_there_is_one() -> None:
    cells: dict[CellKey, int] = {(name, band): 10 for name in "abcdef" for band in "uvwxyz"}
    assert [len(pool) for pool in pool_cells(cells, METRIC_AND_BAND, 8, 2)] == [36]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("xyz")),
        st.integers(1, 500),
        min_size=1,
    ),
    st.integers(1, 60),
    st.integers(1, 5),
)
def test_pooling_loses_no_cell_and_leaves_room_for_the_minimum(
    cells: dict[CellKey, int], size: int, minimum: int
) -> None:
    pools = pool_cells(cells, METRIC_AND_BAND, size, minimum)
    assert sorted(cell for pool in pools for cell in pool) == sorted(cells)
    if sum(cells.values()) > size:
        assert len(pools) == 1 or len(pools) * minimum <= size / 2
