"""What ink in a cell is print, and what is dirt."""

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pictures.cells import lines_in_cell

EM = 30.0
CELL = (0, 0, 300, 60)


def cell_with(*boxes: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    ink = np.zeros((60, 300), dtype=np.uint8)
    for left, top, right, bottom in boxes:
        ink[top:bottom, left:right] = 255
    return ink


#: A character, as large as the print is.
CHARACTER = (100, 15, 128, 45)
#: The pieces of a stroke that a poor scan broke, and the mark behind it.
BROKEN = ((40, 31, 49, 35), (51, 30, 58, 33), (60, 31, 68, 39))


def test_a_number_whose_strokes_are_broken_belongs_to_its_line() -> None:
    (line,) = lines_in_cell(cell_with(CHARACTER, *BROKEN), CELL, EM)
    assert line.box == (40, 15, 128, 45)


def test_a_speck_apart_from_characters_is_dirt() -> None:
    speck = (40, 25, 48, 33)
    (line,) = lines_in_cell(cell_with(CHARACTER, speck), CELL, EM)
    assert line.box == CHARACTER
    assert lines_in_cell(cell_with(speck, (46, 50, 50, 54)), CELL, EM) == []


def test_a_blank_cell_has_no_lines() -> None:
    assert lines_in_cell(cell_with(), CELL, EM) == []
