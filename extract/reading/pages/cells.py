"""What one cell of a table says."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pages.characters import Characters, Written
from gongkai.extract.reading.pages.lines import TextLine, is_ideographic, join_lines, lines_of

#: A line that ends nearer to the right side than this, in ems, had no room for another
#: character; word processors keep about half an em free at the side.
_ROOM = 1.6
#: The same, below the last line; two lines are kept together.
_ROOM_BELOW = 3.0
#: Lines of vertical writing have few characters side by side, one for each column of it.
_MOST_VERTICAL_COLUMNS = 3
#: In vertical writing characters follow each other more closely downwards than sideways.
_CLOSER = 0.9


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell says.

    Attributes
    ----------
    written
        The text.
    full
        Whether there is no room behind it and below it, so that it may go on elsewhere.
    line_count
        The number of its lines.
    """

    written: Written
    full: bool
    line_count: int


def cell_text(
    characters: Characters, indices: NDArray[np.intp], right: float, bottom: float
) -> CellText:
    """Join the lines of a cell that reaches to ``right`` and ``bottom``."""
    lines = lines_of(characters, indices, spaced=False)
    if len(lines) > 1 and _is_vertical(characters, indices, lines):
        return CellText(_downwards(characters, indices), full=True, line_count=len(lines))
    written = join_lines([line.written for line in lines])
    last = lines[-1]
    full = right - last.right < _ROOM * last.em and bottom - last.bottom < _ROOM_BELOW * last.em
    return CellText(written, full, len(lines))


def _is_vertical(characters: Characters, indices: NDArray[np.intp], lines: list[TextLine]) -> bool:
    """Tell whether a cell is written downwards, in columns from the right to the left."""
    lengths = [len(line.text) for line in lines]
    if not 1 < max(lengths) <= _MOST_VERTICAL_COLUMNS or len(lines) <= max(lengths):
        return False
    if not all(is_ideographic(characters.texts[index]) for index in indices.tolist()):
        return False
    boxes = characters.boxes
    down = [after.middle - before.middle for before, after in pairwise(lines)]
    across = [
        float(boxes[second, 0] - boxes[first, 0])
        for line in lines
        for first, second in zip(line.written.glyphs, line.written.glyphs[1:], strict=False)
    ]
    return bool(across) and median(down) < _CLOSER * median(across)


def _downwards(characters: Characters, indices: NDArray[np.intp]) -> Written:
    boxes = characters.boxes[indices]
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    em = float(np.median(boxes[:, 2] - boxes[:, 0]))
    columns: list[list[int]] = []
    edge = np.inf
    for place in np.argsort(-middles, kind="stable").tolist():
        if edge - middles[place] > em / 2:
            columns.append([])
            edge = float(middles[place])
        columns[-1].append(place)
    ordered = [
        int(indices[place])
        for column in columns
        for place in sorted(column, key=lambda p: boxes[p, 1])
    ]
    text = "".join(characters.texts[index] for index in ordered)
    return Written(text, [index for index in ordered for _ in characters.texts[index]])
