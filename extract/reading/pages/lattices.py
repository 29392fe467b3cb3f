"""Strokes that cross become lattices: the rows, columns and cells of ruled tables.

Strokes that touch belong together. The positions of the vertical ones cut the area into
columns, those of the horizontal ones into rows; where no stroke parts two neighbouring
positions they are one cell. Tables without their outer lines are closed around the area that
their strokes reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.limits import TABLE_POSITIONS
from gongkai.extract.reading.pages.strokes import Strokes, stretches

#: Strokes that end so near to each other touch; in points.
_TOUCH = 3.5
#: A stroke that reaches farther beyond the outermost crossing stroke leaves a side open.
_OPEN = 8.0
#: The share of a side that a stroke must leave uncovered for the side to count as missing.
_UNCOVERED = 0.25
#: Rows and columns that are narrower hold no text: they are the two lines of a double border.
_NARROWEST = 4.0


@dataclass(frozen=True, slots=True)
class Area:
    """A cell of a lattice before it is known what it says.

    Attributes
    ----------
    row, column, row_span, column_span
        Its place.
    fenced
        Whether strokes are drawn at two opposite sides of it, so that it is a cell even if it
        is blank and the table open.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    fenced: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """A ruled table: ``edges`` and ``levels`` are where its columns and rows begin and end.

    Attributes
    ----------
    edges
        From the left, one more than there are columns.
    levels
        From the top, one more than there are rows.
    areas
        In order of row, then column; they cover every position once.
    open_sides
        Whether its left, top, right and bottom are only as far as other strokes reach.
    """

    edges: NDArray[np.float64]
    levels: NDArray[np.float64]
    areas: tuple[Area, ...]
    open_sides: tuple[bool, bool, bool, bool] = (False, False, False, False)

    @property
    def size(self) -> tuple[int, int]:
        """The number of rows and of columns."""
        return len(self.levels) - 1, len(self.edges) - 1

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the whole."""
        left, right = self.edges[[0, -1]].tolist()
        top, bottom = self.levels[[0, -1]].tolist()
        return left, top, right, bottom


def lattices_of(
    horizontal: Strokes, vertical: Strokes, most_positions: int = TABLE_POSITIONS
) -> tuple[list[Lattice], int]:
    """Find the ruled tables of a page, from the top down.

    Parameters
    ----------
    horizontal, vertical
        The strokes of the page.
    most_positions
        How many positions, rows times columns, the tables may have together.

    Returns
    -------
    tuple of list of Lattice and int
        The tables, those with a single column or a single cell included, since they frame
        text; and how many were left out as larger than any table of a report.
    """
    found: list[Lattice] = []
    oversized = 0
    for across, down in _components(horizontal, vertical):
        edges, left, right = _positions(down, across)
        levels, top, bottom = _positions(across, down)
        positions = (len(edges) - 1) * (len(levels) - 1)
        if positions > min(TABLE_POSITIONS, most_positions):
            oversized += 1
        elif positions:
            most_positions -= positions
            above = _drawn(levels, edges, across)  # [level, column]
            beside = _drawn(edges, levels, down).T  # [row, edge]
            areas = tuple(_areas(above, beside))
            found.append(Lattice(edges, levels, areas, (left, top, right, bottom)))
    return sorted(found, key=lambda lattice: (lattice.box[1], lattice.box[0])), oversized


def _components(horizontal: Strokes, vertical: Strokes) -> Iterator[tuple[Strokes, Strokes]]:
    """Yield the strokes that hang together by crossing or touching."""
    if not len(horizontal) or not len(vertical):
        return
    crossing = (
        (vertical.positions >= horizontal.starts[:, None] - _TOUCH)
        & (vertical.positions <= horizontal.ends[:, None] + _TOUCH)
        & (horizontal.positions[:, None] >= vertical.starts - _TOUCH)
        & (horizontal.positions[:, None] <= vertical.ends + _TOUCH)
    )
    waiting_rows = np.ones(len(horizontal), dtype=np.bool_)
    waiting_columns = np.ones(len(vertical), dtype=np.bool_)
    for seed in range(len(horizontal)):
        if not waiting_rows[seed]:
            continue
        rows = np.zeros(len(horizontal), dtype=np.bool_)
        columns = np.zeros(len(vertical), dtype=np.bool_)
        new_rows = np.array([seed])
        while len(new_rows):
            rows[new_rows] = True
            waiting_rows[new_rows] = False
            new_columns = np.flatnonzero(crossing[new_rows].any(axis=0) & waiting_columns)
            columns[new_columns] = True
            waiting_columns[new_columns] = False
            new_rows = np.flatnonzero(crossing[:, new_columns].any(axis=1) & waiting_rows)
        if columns.any():
            yield horizontal.only(np.flatnonzero(rows)), vertical.only(np.flatnonzero(columns))


def _positions(strokes: Strokes, crossing: Strokes) -> tuple[NDArray[np.float64], bool, bool]:
    """Return where strokes cut the table, and whether crossing strokes leave it open there.

    An open side is put where the crossing strokes end.
    """
    order = np.sort(strokes.positions).tolist()
    places = [
        float(np.mean(order[first:after]))
        for first, after in stretches(order, _NARROWEST, _NARROWEST)
    ]
    first, last = float(crossing.starts.min()), float(crossing.ends.max())
    is_open = first < places[0] - _OPEN, last > places[-1] + _OPEN
    if is_open[0]:
        places.insert(0, first)
    if is_open[1]:
        places.append(last)
    return np.array(places), *is_open


def _drawn(
    positions: NDArray[np.float64], cuts: NDArray[np.float64], strokes: Strokes
) -> NDArray[np.bool_]:
    """Tell which sides are drawn: for each position, which stretches between two cuts."""
    drawn = np.zeros((len(positions), len(cuts) - 1), dtype=np.bool_)
    slack = np.diff(cuts) * _UNCOVERED
    begin, end = cuts[:-1] + slack, cuts[1:] - slack
    nearest = np.abs(strokes.positions[:, None] - positions).argmin(axis=1)
    for line, start, stop in zip(
        nearest.tolist(), strokes.starts.tolist(), strokes.ends.tolist(), strict=True
    ):
        first = int(np.searchsorted(begin, start, side="left"))
        after = int(np.searchsorted(end, stop, side="right"))
        drawn[line, first:after] = True
    return drawn


def _areas(above: NDArray[np.bool_], beside: NDArray[np.bool_]) -> Iterator[Area]:
    """Yield the largest rectangles without a stroke inside, greedily from the top left."""
    rows, columns = above.shape[0] - 1, above.shape[1]
    level, side = above.tolist(), beside.tolist()
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < columns and not side[row][right] and not taken[row][right]:
                right += 1
            bottom = row + 1
            while (
                bottom < rows
                and not any(level[bottom][column:right])
                and not any(side[bottom][column + 1 : right])
            ):
                bottom += 1
            for covered in range(row, bottom):
                taken[covered][column:right] = [True] * (right - column)
            fenced = (all(level[row][column:right]) and all(level[bottom][column:right])) or (
                all(
                    side[covered][column] and side[covered][right] for covered in range(row, bottom)
                )
            )
            yield Area(row, column, bottom - row, right - column, fenced)
