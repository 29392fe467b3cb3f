"""The part of a page that is the report.

A report shows itself by its headings (一、总体情况 …) and the labels of its tables. The
smallest container that holds them all is its place; where there are none, the container
that holds nearly all prose is. Around it nothing is taken but prose that the same page puts
beside it, and the title. When in doubt, text is kept: furniture does less harm than a hole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.extract.reading.html.drafts import Line, Piece, TableDraft
from gongkai.extract.reading.html.flow import Flow
from gongkai.extract.reading.html.furniture import (
    is_furniture,
    is_property_grid,
    is_property_line,
    normal,
)
from gongkai.models.normalised import normalise_text

_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,2}(?:部分)?[、.，：]?|\d{1,2}[、.]|（[一二三四五六七八九十]{1,2}）)"
    r".{0,12}(?:总体情况|概述|基本情况|主动公开|依申请公开|收到和处理|公开申请|行政复议|行政诉讼|"
    r"存在的?(?:主要)?问题|改进|其他需要|需要说明|机构建设|收费)"
)
#: Headings in the midst of markup.
HEADING_NAMES = re.compile(
    r"[>\"'\s]?[一二三四五六][、.](总体情况|概述|主动公开|收到和处理|依申请公开|政府信息公开|行政复议|存在的?"
    r"(?:主要)?问题|其他需要|因政府信息公开)"
)
FORM_LABEL = re.compile(
    "第二十条第|本年制发|现行有效件|本年新[收制公]|申请人情况|结果维持|未经复议|本年处理决定|本年收费"
)
TITLE = re.compile(r"(?:(?:信息|资讯|政务)公开).{0,12}(?:年度报告|年报|报告|总结)")
_SENTENCE = re.compile("[，。；]")
_LONGEST_HEADING = 60
_LONGEST_TITLE = 90
_SHORTEST_PROSE = 20
#: Share of all prose that a container must hold to be the place of the report.
_NEARLY_ALL = 0.9
#: On a page with less prose everything is kept.
_ENOUGH_TO_JUDGE = 200
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
    visible = [not piece.hidden for piece in flow.pieces]
    anchors = _anchors(flow.pieces)
    if sum(1 for index in anchors if visible[index]) < min(2, len(anchors)):
        visible = [True] * len(visible)  # the page unhides its content by script
    elif not any(visible):
        visible = [True] * len(visible)
    anchors = [index for index in anchors if visible[index]]
    weights = [
        _prose(piece) if shown else 0 for piece, shown in zip(flow.pieces, visible, strict=True)
    ]
    totals = _totals(flow, weights)
    if len(anchors) >= 2:
        place = _common(flow.parents, [flow.pieces[index].container for index in anchors])
    else:
        place = _heaviest(flow, totals)
    place = _widened(flow, totals, place)
    inside = _inside(flow.parents, place)
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
    return Content(pieces, surroundings, len(anchors), prose, inside)


def _anchors(pieces: list[Piece]) -> list[int]:
    """Return the indices of headings and tables that only a report has."""
    found: list[int] = []
    linked: list[int] = []
    for index, piece in enumerate(pieces):
        if not _is_anchor(piece):
            continue
        (linked if piece.linked * 2 > len(piece.text) else found).append(index)
    return found or linked


def _is_anchor(piece: Piece) -> bool:
    if isinstance(piece, TableDraft):
        return FORM_LABEL.search(normalise_text(piece.text, 0, 1000)) is not None
    text = normal(piece.text[:_LONGEST_HEADING])
    return _HEADING.match(text) is not None or FORM_LABEL.search(text) is not None


def _prose(piece: Piece) -> int:
    """Return the number of characters of prose in a piece."""
    if isinstance(piece, TableDraft):
        length = len(piece.text)
        return length if piece.linked * 2 < length and not is_property_grid(piece) else 0
    length = len(piece.text) - piece.linked
    if length < _SHORTEST_PROSE or not _SENTENCE.search(piece.text) or is_furniture(piece):
        return 0
    return length


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


def _inside(parents: list[int], place: int) -> list[bool]:
    inside = [False] * len(parents)
    inside[place] = True
    for container in range(place + 1, len(parents)):
        inside[container] = inside[parents[container]]
    return inside


def _without_furniture(pieces: list[Piece], chosen: list[int], anchors: list[int]) -> list[int]:
    """Drop furniture; lines of properties only above the first prose of the report."""
    first_text = min(
        (index for index in chosen if index in set(anchors[:1]) or _prose(pieces[index])),
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
    """Put the title of the page before the report, if it stands above without it."""
    report = [pieces[index] for index in chosen]
    if any(_title_lines(report, index) for index in range(min(6, len(report)))):
        return report
    for index in range(chosen[0] - 1, -1, -1):
        count = _title_lines(pieces, index) if visible[index] else 0
        if count:
            end = min(index + count, chosen[0])
            return [*pieces[index:end], *report]
    return report


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


def is_title(piece: Piece) -> bool:
    """Tell whether a piece is the title of a report."""
    if not isinstance(piece, Line) or len(piece.text) > _LONGEST_TITLE:
        return False
    text = normal(piece.text)
    return TITLE.search(text) is not None and "。" not in text and not is_furniture(piece)
