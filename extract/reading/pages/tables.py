"""Lattices are filled with the characters that stand in their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pages.cells import CellText, cell_text
from gongkai.extract.reading.pages.characters import Characters, Written
from gongkai.extract.reading.pages.lattices import Lattice

#: Characters nearer to a table than this share of their height go on with what it says.
_ADJOINING = 0.6


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell of a table.

    Attributes
    ----------
    row, column, row_span, column_span
        Its place.
    written
        What it says.
    full
        Whether there is no room behind its text, which may therefore go on elsewhere.
    line_count
        The number of its lines.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    written: Written
    full: bool = False
    line_count: int = 0

    @property
    def text(self) -> str:
        """What it says."""
        return self.written.text


@dataclass(slots=True)
class TableDraft:
    """A table of one page, or of several that were put together.

    Attributes
    ----------
    edges
        Where columns begin and end, from the left of the page, in points.
    row_count
        The number of rows.
    cells
        In order of row, then column.
    top, bottom
        Where it begins on its first page and ends on its last.
    """

    edges: NDArray[np.float64]
    row_count: int
    cells: list[DraftCell]
    top: float
    bottom: float

    @property
    def column_count(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1


def fill_tables(
    characters: Characters, indices: NDArray[np.intp], lattices: Sequence[Lattice]
) -> tuple[list[TableDraft], list[TableDraft], NDArray[np.intp]]:
    """Make tables of the lattices of a page.

    Frames around text and lattices without text are no tables; nor are those that hold another
    table in one of their cells, since they only lay out the page; nor the shades behind words
    of a line.

    Returns
    -------
    tuple of two lists of TableDraft, and array of indices
        The tables from the top down; the frames and the blank lattices, as if they were tables;
        and which characters stand in no table.
    """
    boxes = characters.boxes[indices]
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    tables: list[TableDraft] = []
    frames: list[TableDraft] = []
    done: list[Lattice] = []
    outside = np.ones(len(indices), dtype=np.bool_)
    for lattice in sorted(lattices, key=_extent):
        if any(_holds(lattice, other) for other in done):
            continue
        left, top, right, bottom = lattice.box
        inside = outside & (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
        members = np.flatnonzero(inside)
        if not len(members):
            frames.append(_blank(lattice))
            continue
        owners = _owners(lattice, x[members], y[members])
        table = _filled(characters, indices[members], owners, lattice)
        is_shade = table.row_count == 1 and _adjoin(boxes[outside & ~inside], lattice)
        if table.column_count < 2 or len(table.cells) < 2 or is_shade:
            frames.append(table)
            continue
        outside[members] = False
        tables.append(table)
        done.append(lattice)
    tables.sort(key=lambda table: table.top)
    return tables, frames, indices[outside]


def _adjoin(boxes: NDArray[np.float64], lattice: Lattice) -> bool:
    """Tell whether characters stand directly beside a lattice."""
    left, top, right, bottom = lattice.box
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    size = boxes[:, 3] - boxes[:, 1]
    near = np.minimum(np.abs(left - boxes[:, 2]), np.abs(boxes[:, 0] - right)) < _ADJOINING * size
    return bool((near & (top <= y) & (y <= bottom)).any())


def _extent(lattice: Lattice) -> float:
    left, top, right, bottom = lattice.box
    return (right - left) * (bottom - top)


def _holds(outer: Lattice, inner: Lattice) -> bool:
    """Tell whether one lattice lies within another."""
    left, top, right, bottom = inner.box
    x, y = (left + right) / 2, (top + bottom) / 2
    outer_left, outer_top, outer_right, outer_bottom = outer.box
    return outer_left < x < outer_right and outer_top < y < outer_bottom


def _owners(lattice: Lattice, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the number of the area that each point lies in."""
    rows, columns = lattice.size
    owner = np.zeros((rows, columns), dtype=np.intp)
    for number, area in enumerate(lattice.areas):
        owner[area.row : area.row + area.row_span, area.column : area.column + area.column_span] = (
            number
        )
    row = np.clip(np.searchsorted(lattice.levels, y, side="right") - 1, 0, rows - 1)
    column = np.clip(np.searchsorted(lattice.edges, x, side="right") - 1, 0, columns - 1)
    found: NDArray[np.intp] = owner[row, column]
    return found


def _filled(
    characters: Characters, indices: NDArray[np.intp], owners: NDArray[np.intp], lattice: Lattice
) -> TableDraft:
    order = np.argsort(owners, kind="stable")
    numbers, firsts = np.unique(owners[order], return_index=True)
    members = dict(zip(numbers.tolist(), np.split(indices[order], firsts[1:]), strict=True))
    edges, levels = lattice.edges.tolist(), lattice.levels.tolist()
    cells: list[DraftCell] = []
    for number, area in enumerate(lattice.areas):
        content = CellText(Written(), full=False, line_count=0)
        if number in members:
            right = edges[area.column + area.column_span]
            bottom = levels[area.row + area.row_span]
            content = cell_text(characters, members[number], right, bottom)
        elif not area.fenced:
            continue
        place = (area.row, area.column, area.row_span, area.column_span)
        cells.append(DraftCell(*place, content.written, content.full, content.line_count))
    table = TableDraft(lattice.edges, lattice.size[0], cells, levels[0], levels[-1])
    left, _, right, _ = lattice.open_sides
    if left:
        _drop_blank_column(table, 0)
    if right:
        _drop_blank_column(table, table.column_count - 1)
    return table


def _blank(lattice: Lattice) -> TableDraft:
    """Return a lattice without text as if it were a table."""
    cells = [
        DraftCell(
            *(area.row, area.column, area.row_span, area.column_span),
            Written(),
            full=False,
            line_count=0,
        )
        for area in lattice.areas
    ]
    top, bottom = lattice.levels[[0, -1]].tolist()
    return TableDraft(lattice.edges, lattice.size[0], cells, top, bottom)


def _drop_blank_column(table: TableDraft, column: int) -> None:
    """Drop a column at an open side that holds no text."""
    kept: list[DraftCell] = []
    for cell in table.cells:
        if not cell.column <= column < cell.column + cell.column_span:
            kept.append(replace(cell, column=cell.column - (cell.column > column)))
        elif cell.column_span > 1:
            kept.append(replace(cell, column_span=cell.column_span - 1))
        elif cell.text:
            return
    table.cells = kept
    table.edges = np.delete(table.edges, 0 if column == 0 else column + 1)
