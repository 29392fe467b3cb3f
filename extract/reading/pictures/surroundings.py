"""The lines of text outside tables, by a trained detector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import cv2
import numpy as np

from gongkai.extract.reading.pictures.cells import TableCells, lines_in_cell, runs
from gongkai.extract.reading.pictures.crops import Line
from gongkai.extract.reading.pictures.engine import Engine
from gongkai.extract.reading.pictures.images import Grey, Ink, PixelBox

#: The detector sees print of this size, in pixels.
_DETECTED_EM: Final = 16.0
#: And parts of a page that are not higher, in pixels, nor larger: it takes 270 bytes a pixel. They
#: are cut between lines of text, in the rest of this height.
_TILE: Final = 800
_TILE_AREA: Final = 800 * 700
_CUT_FROM: Final = 0.7
#: Detectors enlarge boxes; a line is where the ink is in the middle of them.
_INNER: Final = 0.15


def lines_around(
    page: Grey, ink: Ink, tables: Sequence[TableCells], em: float, engine: Engine
) -> list[Line]:
    """Find the lines of text that stand in no table."""
    outside = ink.copy()
    shown = page.copy()
    for table in tables:
        left, top, right, bottom = table.box
        outside[max(top, 0) : bottom, max(left, 0) : right] = 0
        shown[max(top, 0) : bottom, max(left, 0) : right] = 255
    lines: list[Line] = []
    for top, bottom in _occupied(outside, em):
        lines += _detected(shown[top:bottom], outside[top:bottom], top, em, engine)
    missed = outside
    for line in lines:
        left, top, right, bottom = line.box
        missed[max(top, 0) : bottom, max(left, 0) : right] = 0
    return lines + _missed(missed, em)


def _occupied(ink: Ink, em: float) -> list[tuple[int, int]]:
    """Return the stretches of rows that hold ink, with some paper around them."""
    margin = round(1.5 * em)
    return [
        (max(start - margin, 0), min(end + margin, len(ink)))
        for start, end in runs(ink.max(axis=1, initial=0) > 0, 4 * margin)
    ]


def _detected(page: Grey, ink: Ink, offset: int, em: float, engine: Engine) -> list[Line]:
    """Return the lines of a part of a page."""
    scale = min(_DETECTED_EM / em, 1.0)
    boxes: list[PixelBox] = []
    high = min(_TILE, _TILE_AREA / (page.shape[1] * scale))
    for top, bottom in _tiles(ink, max(round(high / scale), 8)):
        part = page[top:bottom]
        if min(part.shape) < 8:
            continue
        size = (max(round(part.shape[1] * scale), 32), max(round(len(part) * scale), 32))
        small = cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
        factors = np.array([part.shape[1] / size[0], len(part) / size[1]] * 2)
        for left, high, right, low in (engine.detect(small) * factors).tolist():
            box = (round(left), round(high) + top, round(right), round(low) + top)
            tight = _tightened(box, ink, em)
            if tight is not None and not any(_same(tight, other) for other in boxes):
                boxes.append(tight)
    return [
        Line((left, top + offset, right, bottom + offset)) for left, top, right, bottom in boxes
    ]


def _tiles(ink: Ink, height: int) -> Iterator[tuple[int, int]]:
    """Cut a part of a page into parts that are not higher, where there is the least ink."""
    rows = np.count_nonzero(ink, axis=1)
    top = 0
    while len(rows) - top > height:
        first = top + round(height * _CUT_FROM)
        cut = first + int(np.argmin(rows[first : top + height]))
        yield top, cut
        top = cut
    yield top, len(rows)


def _tightened(box: PixelBox, ink: Ink, em: float) -> PixelBox | None:
    """Return the box around the ink of a line; ``None`` if there is none."""
    left, top, right, bottom = box
    inner = round((bottom - top) * _INNER)
    middle = ink[top + inner : bottom - inner, max(left, 0) : right]
    if not middle.any():
        return None
    columns = np.flatnonzero(middle.any(axis=0))
    left = max(left, 0)
    start, end = left + int(columns[0]), left + int(columns[-1]) + 1
    rows = np.flatnonzero(ink[max(top, 0) : bottom, start:end].any(axis=1))
    first, after = max(top, 0) + int(rows[0]), max(top, 0) + int(rows[-1]) + 1
    return start, first, end, after


def _same(box: PixelBox, other: PixelBox) -> bool:
    """Tell whether two boxes are of one line."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    if across <= 0 or down <= 0:
        return False
    smaller = min((b[2] - b[0]) * (b[3] - b[1]) for b in (box, other))
    return across * down > 0.6 * smaller


def _missed(ink: Ink, em: float) -> list[Line]:
    """Return what the detector missed: single figures of tables without lines, mostly."""
    near = np.ones((max(round(0.25 * em), 1), max(round(0.6 * em), 1)), np.uint8)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.dilate(ink, near))
    wide, high = boxes[1:, cv2.CC_STAT_WIDTH], boxes[1:, cv2.CC_STAT_HEIGHT]
    chosen = (high >= 0.5 * em) & (high <= 2.2 * em) & (wide >= 0.3 * em)
    lines: list[Line] = []
    for left, top, across, down, _ in boxes[1:][chosen].tolist():
        found = lines_in_cell(ink, (left, top, left + across, top + down), em)
        lines += [
            Line(line.box, is_doubtful=True)
            for line in found
            if line.box[3] - line.box[1] > 0.45 * em
        ]
    return lines
