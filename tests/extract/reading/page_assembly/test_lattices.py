"""Strokes that cross become the rows, columns and cells of tables."""

from collections.abc import Sequence

from gongkai.extract.reading.pages import Ruling
from gongkai.extract.reading.pages.lattices import Lattice, lattices_of
from gongkai.extract.reading.pages.open_sides import with_sides
from gongkai.extract.reading.pages.strokes import strokes_of

Place = tuple[int, int, int, int]


def found(rulings: Sequence[Ruling]) -> list[Lattice]:
    horizontal, vertical = strokes_of(rulings)
    lattices, oversized = lattices_of(horizontal, with_sides(horizontal, vertical))
    assert oversized == 0
    return lattices


def places(lattice: Lattice) -> list[Place]:
    return [(area.row, area.column, area.row_span, area.column_span) for area in lattice.areas]


def level(y: float, left: float = 100, right: float = 400) -> Ruling:
    return Ruling(left, y, right, y)


def upright(x: float, top: float = 100, bottom: float = 160) -> Ruling:
    return Ruling(x, top, x, bottom)


GRID = [*map(level, (100, 130, 160)), *map(upright, (100, 200, 400))]


def test_crossing_strokes_are_a_grid() -> None:
    (lattice,) = found(GRID)
    assert places(lattice) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_strokes_that_miss_each_other_by_little_still_touch() -> None:
    rulings = [*map(level, (100, 130, 160)), upright(101.5, 102, 158), upright(200), upright(398)]
    (lattice,) = found(rulings)
    assert len(places(lattice)) == 4


def test_a_missing_edge_makes_a_merged_cell() -> None:
    rulings = [level(100), level(130, 200), level(160), *map(upright, (100, 200, 400))]
    (lattice,) = found(rulings)
    assert places(lattice) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]


def test_tables_apart_are_two() -> None:
    second = [Ruling(r.left, r.top + 200, r.right, r.bottom + 200) for r in GRID]
    first, other = found([*second, *GRID])
    assert (first.box[1], other.box[1]) == (100, 300)


def test_a_table_without_outer_lines_is_closed() -> None:
    rulings = [*map(level, (100, 130, 160)), upright(200), upright(300)]
    (lattice,) = found(rulings)
    assert lattice.size == (2, 3)
    assert lattice.box == (100, 100, 400, 160)


def test_a_wide_cell_of_a_table_without_outer_lines_is_a_row() -> None:
    rulings = [*map(level, (100, 130, 160, 190)), upright(200, 130, 190)]
    (lattice,) = found(rulings)
    assert places(lattice)[0] == (0, 0, 1, 2)
    assert lattice.size == (3, 2)


def test_an_underline_is_no_table() -> None:
    assert found([level(100), level(300)]) == []


def test_two_lines_of_a_double_border_are_one() -> None:
    inner = [*map(level, (100, 103, 130, 157, 160)), *map(upright, (100, 103, 200, 397, 400))]
    (lattice,) = found(inner)
    assert lattice.size == (2, 2)


def test_a_table_beyond_any_report_is_counted_and_left_out() -> None:
    rulings = [level(10 + 8 * n, 0, 8000) for n in range(600)]
    rulings += [upright(10 + 8 * n, 0, 8000) for n in range(600)]
    assert lattices_of(*strokes_of(rulings)) == ([], 1)
