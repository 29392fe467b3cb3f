"""Which pieces of a page are shown, and which hidden ones belong to the report all the same.

Pages hide what is no text of theirs: messages, copies for telephones, settings. They also hide
parts of a report until a reader asks for them: sections behind tabs, the text below headings that
unfold it, or the whole article until a script has run. Of the hidden elements those are taken in
that hold headings or tables of a report which the page does not show already, and those with prose
that stand below a heading or between headings of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.extract.reading.html.drafts import Line, Piece
from gongkai.extract.reading.html.furniture import normal
from gongkai.extract.reading.html.signs import is_anchor, is_title, prose_in

#: A copy of a table is known by its labels: the report of another year has other numbers.
_VALUES = re.compile(r"[\d\s]+")
_LONGEST_KEY = 1000


def visible_pieces(pieces: Sequence[Piece], anchors: Sequence[int]) -> list[bool]:
    """Tell for each piece whether it counts as shown.

    Parameters
    ----------
    pieces
        The pieces of the page.
    anchors
        The indices of the headings and tables that only reports have.
    """
    visible = [not piece.hidden for piece in pieces]
    if all(visible):
        return visible
    if not any(visible):
        return [True] * len(pieces)
    shown = {_key(pieces[index]) for index in anchors if visible[index]}
    marks = set(anchors)
    for indices in _hidden_elements(pieces):
        keys = {_key(pieces[index]) for index in indices if index in marks}
        if len(keys - shown) * 2 > len(keys):
            shown |= keys
            for index in indices:
                visible[index] = True
    _unfold(pieces, visible)
    return visible


def _unfold(pieces: Sequence[Piece], visible: list[bool]) -> None:
    """Show what is hidden right below a heading, and prose that is hidden between two."""
    headings = {
        index
        for index, piece in enumerate(pieces)
        if visible[index] and isinstance(piece, Line) and is_anchor(piece)
    }
    if not headings:
        return
    elements = list(_hidden_elements(pieces))
    titles: set[int] = set()
    if sum(indices[0] - 1 in headings for indices in elements) > 1:  # all of the page unfolds
        titles = {index for index, piece in enumerate(pieces) if visible[index] and is_title(piece)}
    first_heading, last_heading = min(headings), max(headings)
    texts = {piece.text for piece, shown in zip(pieces, visible, strict=True) if shown}
    for indices in elements:
        first = indices[0]
        is_below = first - 1 in headings
        is_between = first_heading < first < last_heading or first - 1 in titles
        if visible[first] or not (is_below or is_between):
            continue
        new = [pieces[index] for index in indices if pieces[index].text not in texts]
        if any(is_below or prose_in(piece) for piece in new):
            for index in indices:
                visible[index] = True


def _hidden_elements(pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """Yield the indices of the pieces of each hidden element."""
    for element, indices in groupby(range(len(pieces)), lambda index: pieces[index].hidden):
        if element:
            yield list(indices)


def _key(piece: Piece) -> str:
    text = normal(piece.text[:_LONGEST_KEY])
    return text if isinstance(piece, Line) else _VALUES.sub("", text)
