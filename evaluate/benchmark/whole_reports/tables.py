"""The tables of a report as text, in the shapes that pages are copied in.

To draw a form takes milliseconds, so each shape and wording is drawn once, with marks where
numbers stand, and filled in for every report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Final

from gongkai.annotations.rendering import RenderingOptions, render, render_list
from gongkai.annotations.rendering.statistics import ENTRY_COUNT
from gongkai.models.scheme import Regime, SectionKind
from gongkai.models.table_layout import layout_for

#: Shapes, as often as they are met.
SHAPES: Final = (
    *("tab_rows", "tab_rows", "tab_rows", "indented_cells", "indented_cells", "pipe_rows"),
    *("plain_cells", "spaced_rows", "markdown", "pipe_lines"),
)
_LIST_SHAPES: Final = ("tabs", "tabs", "spaces", "colon", "cells")
#: How many wordings of the headers there are of each shape.
WORDINGS: Final = 6
#: Marks stand for cells: characters of a plane that no report uses.
_FIRST_MARK: Final = 0x100000


def table_text(
    kind: SectionKind, regime: Regime, cells: Mapping[str, str], way: int, shape: str
) -> str:
    """Return a mandated table as text.

    Parameters
    ----------
    kind, regime
        Which table.
    cells
        The text of each cell by key; none is empty.
    way
        Which of the ``WORDINGS``.
    shape
        One of ``SHAPES``.
    """
    return _filled(_table_pieces(kind, regime, way, shape), list(cells.values()))


def list_text(numbers: Sequence[str], random: Random) -> str:
    """Return a statistics list as text."""
    return _filled(_list_pieces(random.choice(_LIST_SHAPES)), numbers)


_Pieces = tuple[str | int, ...]


def _filled(pieces: _Pieces, texts: Sequence[str]) -> str:
    return "".join([piece if isinstance(piece, str) else texts[piece] for piece in pieces])


@cache
def _table_pieces(kind: SectionKind, regime: Regime, way: int, shape: str) -> _Pieces:
    layout = layout_for(kind, regime)
    options = RenderingOptions(
        shape=shape, seed=way, vary_wordings=way % 2 == 1, half_width=way % 3 == 2
    )
    marks = {key: chr(_FIRST_MARK + place) for place, key in enumerate(layout.keys)}
    return _pieces(render(layout, marks, options).text)


@cache
def _list_pieces(shape: str) -> _Pieces:
    # The list has to hold numbers while it is drawn: these are found nowhere else in it.
    marks = [f"{900_000 + place}" for place in range(ENTRY_COUNT)]
    text = render_list(marks, shape).text
    for place, mark in enumerate(marks):
        text = text.replace(mark, chr(_FIRST_MARK + place))
    return _pieces(text)


def _pieces(text: str) -> _Pieces:
    """Cut a text at its marks, which become the numbers of their cells."""
    pieces: list[str | int] = []
    start = 0
    for place, character in enumerate(text):
        if ord(character) >= _FIRST_MARK:
            pieces += [text[start:place], ord(character) - _FIRST_MARK]
            start = place + 1
    return (*pieces, text[start:])
