"""From what is drawn to the lines that tables are made of.

Two kinds of drawings look like lines and are none, or are lines and don't look like them:

- Areas that are filled show where the cells of tables without lines end. But the shade behind a
  word in a cell that lines are drawn around is no cell of its own.
- Dotted lines are rows of small squares.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.limits import PAGE_RULINGS, PAGE_STROKES
from gongkai.extract.reading.pages import Ruling
from gongkai.extract.reading.pages.lattices import Lattice, lattices_of
from gongkai.extract.reading.pages.strokes import strokes_of
from gongkai.extract.reading.pdf.drawings import Drawings
from gongkai.extract.reading.pdf.frame import Corners, Frame

#: How far a shade may stand out from its cell, in points: lines have half their width there.
_STANDS_OUT: Final = 1.7
#: A larger share of a page that lines are drawn around is no cell but a frame.
_LARGEST_CELL: Final = 0.25
#: Dots of one line are not farther apart, in points, and there are at least so many.
_DOT_GAP: Final = 3.5
_FEWEST_DOTS: Final = 6
#: Dots of one line stand on one level within this, in points.
_LEVEL: Final = 0.25


def rulings_of(drawings: Drawings, frame: Frame) -> tuple[Ruling, ...]:
    """Return the lines of a page from its top left corner."""
    dots = np.array(drawings.dots, dtype=np.float64).reshape(-1, 2)
    lines = [*drawings.lines, *_dotted(dots)]
    drawn = [Ruling(*line) for line in frame.boxes(lines)]
    if not drawings.shades:
        return tuple(drawn)
    is_drawing = len(drawings.shades) > PAGE_STROKES
    cells = np.empty((0, 4)) if is_drawing else _cells(drawn, frame)
    shown = frame.upright(np.array([shade.box for shade in drawings.shades]))
    edges = [
        edge
        for shade, box in zip(drawings.shades, shown, strict=True)
        if not _lies_inside(box, cells)
        for edge in shade.edges
    ]
    return (*drawn, *(Ruling(*line) for line in frame.boxes(edges)))


def _cells(drawn: list[Ruling], frame: Frame) -> NDArray[np.float64]:
    """Return left, top, right and bottom of the cells that lines are drawn around."""
    horizontal, vertical = strokes_of(drawn[:PAGE_RULINGS])
    if max(len(horizontal), len(vertical)) > PAGE_STROKES:
        return np.empty((0, 4))  # no tables are read
    lattices, _ = lattices_of(horizontal, vertical)
    found = [
        (left, top, right, bottom)
        for lattice in lattices
        for left, top, right, bottom in _boxes(lattice)
        if (right - left) * (bottom - top) < _LARGEST_CELL * frame.width * frame.height
    ]
    return np.array(found, dtype=np.float64).reshape(-1, 4)


def _boxes(lattice: Lattice) -> Iterator[Corners]:
    edges, levels = lattice.edges.tolist(), lattice.levels.tolist()
    for area in lattice.areas:
        yield (
            edges[area.column], levels[area.row],
            edges[area.column + area.column_span], levels[area.row + area.row_span],
        )  # fmt: skip


def _lies_inside(box: NDArray[np.float64], cells: NDArray[np.float64]) -> bool:
    """Tell whether an area lies in a cell, whose borders are drawn anyway."""
    left, top, right, bottom = box
    within = (
        (cells[:, 0] - _STANDS_OUT <= left)
        & (cells[:, 1] - _STANDS_OUT <= top)
        & (cells[:, 2] + _STANDS_OUT >= right)
        & (cells[:, 3] + _STANDS_OUT >= bottom)
    )
    return bool(within.any())


def _dotted(dots: NDArray[np.float64]) -> Iterator[Corners]:
    """Yield the lines that small squares make up."""
    if len(dots) < _FEWEST_DOTS:
        return
    for across in (0, 1):
        along, level = dots[:, across], np.round(dots[:, 1 - across] / _LEVEL)
        order = np.lexsort((along, level))
        along, level = along[order], level[order]
        ends = np.flatnonzero((np.diff(level) != 0) | (np.diff(along) > _DOT_GAP)) + 1
        for run in np.split(order, ends):
            if len(run) < _FEWEST_DOTS:
                continue
            first, last = dots[run[0]].tolist(), dots[run[-1]].tolist()
            place = float(np.mean(dots[run, 1 - across]))
            if across == 0:
                yield first[0], place, last[0], place
            else:
                yield place, first[1], place, last[1]
