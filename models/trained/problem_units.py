"""The units that section five is read in: clauses, and what list markers and recalls part off.

A problem or an improvement is a run of units. Where units may part is generous, because a unit
that is too short only costs time and one that is too long cannot be mended afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from gongkai.models.document import Span
from gongkai.models.normalised import NormalisedText, normalise
from gongkai.models.passages import Passage
from gongkai.models.problem_wording import LACK, MARKER, RECALL_END, RECALL_LEAD
from gongkai.models.scheme import SectionKind

_STOP: Final = re.compile(r"[，,；：。！？]+[”’）》]*")
_LIST_STOP: Final = re.compile(r"[、，；：。！？]")
_CELL_END: Final = re.compile(r"[\t|｜│]")
_CLOSING: Final = "。！？；，：、 |"
#: What stands where a text without a section on problems turns to them.
_TURN: Final = re.compile(r"问题|不足|差距|短板|薄弱|困难|欠缺")
#: What leads over to a problem and is none itself: 目前, 工作中还存在, 主要问题是.
_LEADING: Final = re.compile(
    r"(?:目前|当前|现阶段)(?=\w)"
    r"|[^，；：。、]{0,12}?(?:存在|面临)(?:着|的)?(?:(?:主要)?(?:问题|不足)(?:主要)?(?:是|有|为))?(?=\w{4})"
    r"|主要(?:问题|不足)?(?:是|有)(?=\w{4})"
)
_BLANK: Final = re.compile(r"[\W_]*")
#: More units of a section than any report has; the rest is not read.
MOST_UNITS: Final = 1_500
_LONGEST_RECALL: Final = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that lies in one item, or in none.

    Attributes
    ----------
    span
        Where it stands in the document, without the marks that close it.
    text
        What stands there, normalised.
    stop
        The mark that closes it, empty where it parts without one.
    marker
        The list marker it opens with, empty where it has none.
    passage
        The number of its passage among those read.
    headings
        The headings above it.
    cell
        Its place in a row of a table that was not read as one, -1 in running text.
    """

    span: Span
    text: str
    stop: str
    marker: str
    passage: int
    headings: tuple[str, ...]
    cell: int = -1


def problem_passages(text: str, passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages of the section on problems.

    Where a report has none, problems may be told under another heading: then these are the
    passages from the first one on that speaks of something lacking.
    """
    found = [each for each in passages if each.section is SectionKind.PROBLEMS]
    if found:
        return found
    for number, passage in enumerate(passages):
        if _TURN.search(text, passage.span.start, passage.span.end):
            return [replace(each, section=SectionKind.PROBLEMS) for each in passages[number:]]
    return []


def split_units(
    text: str, passages: Sequence[Passage], boundaries: frozenset[int] = frozenset()
) -> list[Unit]:
    """Split passages into units.

    Parameters
    ----------
    text
        The text of the document.
    passages
        The passages of the section on problems.
    boundaries
        Further places in the document where units part, as where another model's items do.

    Returns
    -------
    list of Unit
        In order; at most ``MOST_UNITS``. Stretches without a letter or digit are left out.
    """
    units: list[Unit] = []
    ordered = sorted(boundaries)
    for number, passage in enumerate(passages):
        for cell, span in _cells(text, passage.span):
            normalised = normalise(text, span.start, span.end)
            for ends in pairwise(_places(normalised, ordered)):
                unit = _unit(normalised, ends, number, passage.headings, cell)
                if unit is not None:
                    units.append(unit)
                    if len(units) == MOST_UNITS:
                        return units
    return units


def _cells(text: str, span: Span) -> Iterator[tuple[int, Span]]:
    """Yield the cells of a row, or the passage itself where it is none."""
    written = span.of(text)
    separators = [match.start() for match in _CELL_END.finditer(written.strip())]
    if not separators:
        yield -1, span
        return
    position = span.start
    for cell, content in enumerate(_CELL_END.split(written)):
        yield cell, Span(position, position + len(content))
        position += len(content) + 1


def _places(normalised: NormalisedText, boundaries: Sequence[int]) -> list[int]:
    """Return where units begin, and where the last one ends; ``boundaries`` ascend."""
    text = normalised.text
    places = {0, len(text)}
    places.update(match.end() for match in _STOP.finditer(text))
    places.update(match.start() for match in MARKER.finditer(text))
    places.update(_listed(text))
    if boundaries:
        offsets = normalised.offsets
        first = bisect_left(boundaries, offsets[0])
        for boundary in boundaries[first : bisect_right(boundaries, offsets[-1])]:
            place = bisect_left(offsets, boundary)
            if offsets[place] == boundary:
                places.add(place)
    for start in sorted(places):
        recalled = _recalled(text, start)
        leading = _LEADING.match(text, start)
        if recalled is not None:
            places.update(recalled)
        elif leading is not None:
            places.add(leading.end())
    return sorted(places)


def _listed(text: str) -> Iterator[int]:
    """Yield the places between two members of a list that each state a lack."""
    if "、" not in text:
        return
    stops = [-1, *(match.start() for match in _LIST_STOP.finditer(text)), len(text)]
    lacking = [LACK.search(text, first + 1, after) is not None for first, after in pairwise(stops)]
    for place, (before, behind) in zip(stops[1:], pairwise(lacking), strict=False):
        if before and behind and text[place] == "、":
            yield place + 1


def _recalled(text: str, start: int) -> tuple[int, int] | None:
    """Return both ends of the problem in 针对…的问题, if a unit begins so."""
    lead = RECALL_LEAD.match(text, start, start + _LONGEST_RECALL)
    if lead is None:
        return None
    close = RECALL_END.search(text, lead.end(), start + _LONGEST_RECALL)
    return None if close is None else (lead.end(), close.start())


def _unit(
    normalised: NormalisedText,
    ends: tuple[int, int],
    passage: int,
    headings: tuple[str, ...],
    cell: int,
) -> Unit | None:
    first, after = ends
    text = normalised.text[first:after]
    wording = text.rstrip(_CLOSING)
    first += len(wording) - len(wording.lstrip(_CLOSING))
    wording = wording.lstrip(_CLOSING)
    if _BLANK.fullmatch(wording):
        return None
    marker = MARKER.match(wording)
    stop = normalised.text[first + len(wording) : after]
    return Unit(
        span=normalised.original(first, first + len(wording)),
        text=wording,
        stop=stop[:1],
        marker=marker[0] if marker else "",
        passage=passage,
        headings=headings,
        cell=cell,
    )
