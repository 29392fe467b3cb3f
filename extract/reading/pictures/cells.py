"""What ink stands in each cell of a table; every line of it is a crop of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.limits import PAGE_STROKES
from gongkai.extract.reading.pages import Ruling
from gongkai.extract.reading.pages.lattices import Lattice, lattices_of
from gongkai.extract.reading.pages.open_sides import with_sides
from gongkai.extract.reading.pages.strokes import strokes_of
from gongkai.extract.reading.pictures.crops import Line
from gongkai.extract.reading.pictures.images import Ink, PixelBox

#: Ink is a character if one stroke of it is so high, or so wide, in ems; less is dirt.
_HIGHEST_DIRT: Final = 0.3
_WIDEST_DIRT: Final = 0.35
#: Strokes that scanning broke into pieces as small as dirt are print if those near each other are
#: so wide, in ems, and have so much ink, in squares of an em: 一、 before a label is such.
_BROKEN_WIDTH: Final = 0.7
_BROKEN_INK: Final = 0.06
#: Lines nearer to each other than this, in ems, are parts of one.
_GAP: Final = 0.06
#: Two parts are one line if together they are not higher; in ems.
_HIGHEST_LINE: Final = 1.12
#: Parts that are lower than this are never lines of their own beside another part so near.
_LOW_PART: Final = 0.5
_NEAR_PART: Final = 0.35
#: Words in one line farther apart are recognised apart: between them is paper; in ems.
_WIDEST_GAP: Final = 4.0


@dataclass(frozen=True, slots=True)
class TableCells:
    """A table of a page.

    Attributes
    ----------
    box
        Around it, in pixels.
    lines
        The lines of text in its cells.
    """

    box: PixelBox
    lines: tuple[Line, ...]


def tables_of(
    rulings: Sequence[Ruling], ink: Ink, em: float, points_per_pixel: float
) -> list[TableCells]:
    """Find the tables of a page and what stands in their cells.

    Parameters
    ----------
    rulings
        In pixels.
    ink
        Which pixels are print; those of the lines are none.
    em
        The size of the print in pixels.
    points_per_pixel
        The scale, since tables are recognised by measures in points.
    """
    scaled = [_scaled(each, points_per_pixel) for each in rulings]
    horizontal, vertical = strokes_of(scaled)
    if max(len(horizontal), len(vertical)) > PAGE_STROKES:
        return []
    lattices, _ = lattices_of(horizontal, with_sides(horizontal, vertical))
    found: list[TableCells] = []
    for lattice in sorted(lattices, key=_extent):
        box = _pixels(lattice.box, points_per_pixel)
        if lattice.size[1] < 2 or any(_holds(box, each.box) for each in found):
            continue
        lines = [
            line
            for cell in _cell_boxes(lattice, points_per_pixel)
            for line in lines_in_cell(ink, cell, em)
        ]
        found.append(TableCells(box, tuple(lines)))
    return found


def _scaled(ruling: Ruling, factor: float) -> Ruling:
    return Ruling(
        ruling.left * factor, ruling.top * factor, ruling.right * factor, ruling.bottom * factor
    )


def _extent(lattice: Lattice) -> float:
    left, top, right, bottom = lattice.box
    return (right - left) * (bottom - top)


def _pixels(box: Iterable[float], points_per_pixel: float) -> PixelBox:
    left, top, right, bottom = (round(each / points_per_pixel) for each in box)
    return left, top, right, bottom


def _holds(outer: PixelBox, inner: PixelBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] < x < outer[2] and outer[1] < y < outer[3]


def _cell_boxes(lattice: Lattice, points_per_pixel: float) -> Iterator[PixelBox]:
    edges, levels = lattice.edges.tolist(), lattice.levels.tolist()
    for area in lattice.areas:
        yield _pixels(
            (
                edges[area.column],
                levels[area.row],
                edges[area.column + area.column_span],
                levels[area.row + area.row_span],
            ),
            points_per_pixel,
        )


def lines_in_cell(ink: Ink, cell: PixelBox, em: float) -> list[Line]:
    """Return the lines of text of a cell; none if it is blank."""
    left, top = max(cell[0], 0), max(cell[1], 0)
    inside = _without_dirt(ink[top : cell[3], left : cell[2]], em)
    if not inside.any():
        return []
    bands = _bands(np.count_nonzero(inside, axis=1), em)
    lines: list[Line] = []
    for first, after in bands:
        for start, end in _words(np.count_nonzero(inside[first:after], axis=0), em):
            rows = np.flatnonzero(inside[first:after, start:end].any(axis=1))
            high, low = top + first + int(rows[0]), top + first + int(rows[-1]) + 1
            lines.append(Line((left + start, high, left + end, low)))
    if len(lines) == 1:
        return [Line(lines[0].box, is_in_cell=True)]
    return lines


def _without_dirt(inside: Ink, em: float) -> Ink:
    """Leave out specks that are too far from any character to belong to it."""
    if not inside.size:
        return inside
    high, wide = max(round(0.2 * em), 1), max(round(0.5 * em), 1)
    near = cv2.dilate(inside, np.ones((high, wide), np.uint8))
    count, labels, groups, _ = cv2.connectedComponentsWithStats(near)
    _, strokes, boxes, _ = cv2.connectedComponentsWithStats(inside)
    large = (boxes[:, cv2.CC_STAT_HEIGHT] >= _HIGHEST_DIRT * em) | (
        boxes[:, cv2.CC_STAT_WIDTH] >= _WIDEST_DIRT * em
    )
    large[0] = False
    area = np.bincount(labels[inside > 0], minlength=count)
    extent = groups[:, cv2.CC_STAT_WIDTH] - wide + 1
    kept = ((extent >= _BROKEN_WIDTH * em) & (area >= _BROKEN_INK * em**2)).astype(np.uint8)
    kept[labels[large[strokes]]] = 1
    kept[0] = 0
    return np.where(kept[labels] > 0, inside, 0).astype(np.uint8, copy=False)


def _bands(rows: NDArray[np.intp], em: float) -> list[tuple[int, int]]:
    """Return where lines begin and end, by how much ink each row of pixels has."""
    parts = runs(rows > 0, max(round(_GAP * em), 1))
    joined: list[tuple[int, int]] = []
    for first, after in parts:
        if joined:
            before, end = joined[-1]
            low = min(end - before, after - first) < _LOW_PART * em
            near = first - end < _NEAR_PART * em
            if low and near and after - before <= _HIGHEST_LINE * em:
                joined[-1] = (before, after)
                continue
        joined.append((first, after))
    return joined


def _words(columns: NDArray[np.intp], em: float) -> list[tuple[int, int]]:
    return list(runs(columns > 0, round(_WIDEST_GAP * em)))


def runs(filled: NDArray[np.bool_], gap: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are filled, those joined that are less than ``gap`` apart."""
    places = np.flatnonzero(filled)
    if not len(places):
        return
    breaks = np.flatnonzero(np.diff(places) > gap)
    starts = places[np.concatenate([[0], breaks + 1])]
    ends = places[np.concatenate([breaks, [len(places) - 1]])] + 1
    yield from zip(starts.tolist(), ends.tolist(), strict=True)
