"""The part of a page that is the report.

A report shows itself by its headings (一、总体情况 …) and the labels of its tables. The
smallest container that holds them all is its place; where there are none, the container
that holds nearly all prose is. Around it nothing is taken but prose that the same page puts
beside it, and the title. When in doubt, text is kept: furniture does less harm than a hole.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.extract.reading.html.drafts import Line, Piece, TableDraft
from gongkai.extract.reading.html.flow import Flow
from gongkai.extract.reading.html.furniture import (
    is_furniture,
    is_property_grid,
    is_property_line,
)
from gongkai.extract.reading.html.signs import is_anchor, is_title, prose_in
from gongkai.extract.reading.html.visibility import visible_pieces

#: Share of all prose that a container must hold to be the place of the report.
_NEARLY_ALL = 0.9
#: On a page with less prose everything is kept.
_ENOUGH_TO_JUDGE = 200
#: Summaries repeat the beginning of the report, which is compared as far as this.
_SUMMARY = 20
#: Pieces between title and report that are looked at for what leads from one to the other.
_LONGEST_LEAD = 20
#: Prose beside the report that is worth taking its container in as well, in characters.
_WORTH_KEEPING = 60


@dataclass(frozen=True, slots=True)
class Content:
    """What was chosen of a page.

    Attributes
    ----------
    pieces, surroundings
        The pieces of the report, and the others of the page.
    anchors
        How many headings and tables it has that only reports have.
    prose
        How many characters of prose it has.
    inside
        By container: whether it belongs to the report.
    """

    pieces: list[Piece]
    surroundings: list[Piece]
    anchors: int
    prose: int
    inside: list[bool]


def find_content(flow: Flow) -> Content:
    """Choose the pieces that are the report."""
    if not flow.pieces:
        return Content([], [], 0, 0, [True])
    anchors = _anchors(flow.pieces)
    visible = visible_pieces(flow.pieces, anchors)
    anchors = [index for index in anchors if visible[index]]
    visible = _without_what_stands_beside(flow, anchors, visible)
    weights = [
        prose_in(piece) if shown else 0 for piece, shown in zip(flow.pieces, visible, strict=True)
    ]
    totals = _totals(flow, weights)
    if len(anchors) >= 2:
        place = _common(flow.parents, [flow.pieces[index].container for index in anchors])
    else:
        place = _heaviest(flow, totals)
    place = _widened(flow, totals, place)
    inside = flow.within([place])
    chosen = [
        index
        for index, piece in enumerate(flow.pieces)
        if visible[index] and inside[piece.container]
    ]
    if not chosen:
        chosen = [index for index in range(len(flow.pieces)) if visible[index]]
    kept = _without_furniture(flow.pieces, chosen, anchors)
    pieces = _with_title(flow.pieces, kept, visible)
    taken = set(kept)
    surroundings = [piece for index, piece in enumerate(flow.pieces) if index not in taken]
    prose = sum(weights[index] for index in chosen)
    # Headings that are links, without text below them, are a menu.
    is_menu = not prose and all(_is_linked(flow.pieces[index]) for index in anchors)
    return Content(pieces, surroundings, 0 if is_menu else len(anchors), prose, inside)


def _anchors(pieces: list[Piece]) -> list[int]:
    """Return the indices of headings and tables that only a report has."""
    found: list[int] = []
    linked: list[int] = []
    for index, piece in enumerate(pieces):
        if not is_anchor(piece):
            continue
        (linked if _is_linked(piece) else found).append(index)
    return found or linked


def _is_linked(piece: Piece) -> bool:
    return piece.linked * 2 > len(piece.text)


def _without_what_stands_beside(flow: Flow, anchors: list[int], visible: list[bool]) -> list[bool]:
    """Leave out what the page itself calls a side column, a footer or the like.

    Names are not always true: what holds a heading of the report, or all prose, stays.
    """
    marks = [0] * len(flow.pieces)
    for index in anchors:
        marks[index] = 1
    held = _totals(flow, marks)
    beside = flow.within(container for container in flow.beside if not held[container])
    left = [
        shown and not beside[piece.container]
        for piece, shown in zip(flow.pieces, visible, strict=True)
    ]
    has_prose = any(
        shown and prose_in(piece) for piece, shown in zip(flow.pieces, left, strict=True)
    )
    return left if has_prose else visible


def _totals(flow: Flow, weights: list[int]) -> list[int]:
    """Return the prose in each container and all it contains."""
    totals = [0] * len(flow.parents)
    for piece, weight in zip(flow.pieces, weights, strict=True):
        totals[piece.container] += weight
    for container in range(len(totals) - 1, 0, -1):  # parents come before their children
        totals[flow.parents[container]] += totals[container]
    return totals


def _common(parents: list[int], containers: list[int]) -> int:
    """Return the innermost container around all of ``containers``."""
    place = containers[0]
    for container in containers[1:]:
        other = container
        while place != other:
            if place > other:
                place = parents[place]
            else:
                other = parents[other]
    return place


def _heaviest(flow: Flow, totals: list[int]) -> int:
    """Return the innermost container that holds nearly all prose of the page."""
    named = [place for place in flow.places if totals[place] * 2 > totals[0]]
    if named:
        return named[-1]
    if totals[0] < _ENOUGH_TO_JUDGE:
        return 0
    enough = totals[0] * _NEARLY_ALL
    # Of two containers with that much, one is inside the other and comes later.
    return max(
        index for index, total in enumerate(totals) if total >= enough and (total or not index)
    )


def _widened(flow: Flow, totals: list[int], place: int) -> int:
    """Take in the containers around ``place`` as long as they add prose.

    What the page itself calls the place of its article is not left: beside it stand summaries
    of other articles.
    """
    parents, named = flow.parents, set(flow.places)
    container, best = place, place
    while container != parents[container] and container not in named:
        container = parents[container]
        if totals[container] - totals[best] >= _WORTH_KEEPING or container in named:
            best = container
    return best


def _without_furniture(pieces: list[Piece], chosen: list[int], anchors: list[int]) -> list[int]:
    """Drop furniture; lines of properties only above the first prose of the report."""
    first_text = min(
        (index for index in chosen if index in set(anchors[:1]) or prose_in(pieces[index])),
        default=-1,
    )
    kept = []
    for index in chosen:
        piece = pieces[index]
        if isinstance(piece, TableDraft):
            if is_property_grid(piece):
                continue
        elif is_furniture(piece) or (index < first_text and is_property_line(piece)):
            continue
        kept.append(index)
    return kept or chosen


def _with_title(pieces: list[Piece], chosen: list[int], visible: list[bool]) -> list[Piece]:
    """Put the title of the page before the report, if it stands above, and what leads from it."""
    report = [pieces[index] for index in chosen]
    if any(_title_lines(report, index) for index in range(min(6, len(report)))):
        return report
    for index in range(chosen[0] - 1, -1, -1):
        count = _title_lines(pieces, index) if visible[index] else 0
        if count:
            end = min(index + count, chosen[0])
            lead = [
                pieces[between]
                for between in range(max(end, chosen[0] - _LONGEST_LEAD), chosen[0])
                if visible[between] and _is_lead(pieces[between], report)
            ]
            return [*pieces[index:end], *lead, *report]
    return report


def _is_lead(piece: Piece, report: list[Piece]) -> bool:
    """Tell a paragraph between title and report that belongs to it, not a summary of it."""
    if not isinstance(piece, Line) or piece.linked or not prose_in(piece):
        return False
    start = piece.text[:_SUMMARY].rstrip("…. ")
    return not is_property_line(piece) and not any(start in other.text for other in report)


def _title_lines(pieces: list[Piece], index: int) -> int:
    """Return how many lines from ``index`` on are a title: one, two, or none."""
    first = pieces[index]
    if not isinstance(first, Line) or first.linked:
        return 0
    if is_title(first):
        return 1
    second = pieces[index + 1] if index + 1 < len(pieces) else None
    if not isinstance(second, Line) or second.linked or first.container != second.container:
        return 0
    if is_furniture(first) or is_furniture(second) or is_property_line(first):
        return 0
    return 2 if is_title(Line(first.text + second.text, 0)) else 0
