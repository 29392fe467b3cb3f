"""Words as one small number for each character, which a network can read."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Boundary(IntEnum):
    """Where in its word a character stands."""

    BEGIN = 0
    MIDDLE = 1
    END = 2
    SINGLE = 3


def boundaries_of(words: Sequence[tuple[int, int]]) -> NDArray[np.uint8]:
    """Return the ``Boundary`` of each character.

    Parameters
    ----------
    words
        Spans that follow each other without a gap from offset 0 on, none of them empty, as
        ``Segmenter.words`` returns them.
    """
    if not words:
        return np.zeros(0, dtype=np.uint8)
    starts, ends = np.array(words, dtype=np.intp).T
    first = np.zeros(int(ends[-1]), dtype=bool)
    first[starts] = True
    return boundaries_of_beginnings(first)


def boundaries_of_beginnings(first: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return the ``Boundary`` of each character from which of them begin words."""
    last = np.ones_like(first)
    last[:-1] = first[1:]
    found = np.full(len(first), Boundary.MIDDLE, dtype=np.uint8)
    found[first] = Boundary.BEGIN
    found[last] = Boundary.END
    found[first & last] = Boundary.SINGLE
    return found
