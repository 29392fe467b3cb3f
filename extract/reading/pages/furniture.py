"""Running heads, feet and page numbers are taken away.

Only lines at the very top and the very bottom of a page come into question, and a line must
look like a page number or come back on other pages at the same height. Where nothing else would
be left, what comes back is the text.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.extract.reading.pages.lines import TextLine
from gongkai.extract.reading.pages.tables import TableDraft

#: Lines from the edge that are looked at, and the share of the page they lie in.
_DEPTH = 3
_MARGIN = 0.13
#: Heights of repeated lines agree within this, in points.
_SAME_HEIGHT = 5.0
#: A line farther from the text than this, in ems, stands apart.
_APART = 1.5
#: Sizes that differ by more of the usual one are others.
_OTHER_SIZE = 0.1
#: Lines larger than the text are titles, unless they stand on so many pages.
_PAGES_OF_LARGE_HEADS = 3
#: A head comes back on this share of the pages; books have other heads on even pages.
_REPEATED_SHARE = 0.4
_DASH = r"[-—–―－‐‑─一_~～·•.\s]"
_DECORATED = re.compile(
    rf"(?:{_DASH}{{1,4}}\d{{1,4}}{_DASH}{{1,4}}|第\s*\d{{1,4}}\s*页(?:\s*[,，/／]?\s*[共总]\s*\d{{1,4}}\s*页)?"
    r"|[共总]\s*\d{1,4}\s*页\s*[,，/／]?\s*第\s*\d{1,4}\s*页|\d{1,4}\s*[/／]\s*\d{1,4}"
    r"|[Pp](?:age|AGE)?\.?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?)"
)
_BARE = re.compile(r"\d{1,4}")
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Sheet:
    """What a page holds, from the top down; ``frames`` stand around some of its lines."""

    number: int
    width: float
    height: float
    items: list[TextLine | TableDraft]
    frames: list[TableDraft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line at the edge of a page."""

    sheet: int
    line: TextLine
    at_top: bool
    text: str


def remove_furniture(sheets: Sequence[Sheet]) -> None:
    """Take running heads, feet and page numbers out of the pages."""
    candidates = [
        candidate for number, sheet in enumerate(sheets) for candidate in _candidates(number, sheet)
    ]
    offsets = _number_offsets(candidates)
    doomed = {
        id(candidate.line)
        for candidate in candidates
        if _is_page_number(candidate, offsets, sheets)
    }
    repeated = _repeated([each for each in candidates if _is_set_off(each, sheets)], sheets)
    heads = {id(candidate.line) for candidate in repeated}
    if any(id(item) not in doomed | heads for sheet in sheets for item in sheet.items):
        doomed |= heads
    for sheet in sheets:
        sheet.items = [item for item in sheet.items if id(item) not in doomed]


def _candidates(number: int, sheet: Sheet) -> list[_Candidate]:
    found: list[_Candidate] = []
    for at_top in (True, False):
        items = sheet.items if at_top else sheet.items[::-1]
        for item in items[:_DEPTH]:
            if not isinstance(item, TextLine):
                break
            depth = item.middle if at_top else sheet.height - item.middle
            if depth > _MARGIN * sheet.height:
                break
            found.append(_Candidate(number, item, at_top, "".join(item.text.split())))
    return found


def _repeated(candidates: Sequence[_Candidate], sheets: Sequence[Sheet]) -> list[_Candidate]:
    """Return the lines whose text comes back at the same height on many pages."""
    groups: dict[tuple[bool, str], list[_Candidate]] = {}
    for candidate in candidates:
        pattern = _NUMBER.sub("#", candidate.text)
        if len(pattern.replace("#", "")) > 1:
            groups.setdefault((candidate.at_top, pattern), []).append(candidate)
    found: list[_Candidate] = []
    for group in groups.values():
        fewest = max(2, _REPEATED_SHARE * len(sheets))
        if len(group) < fewest:
            continue
        heights = sorted(candidate.line.middle for candidate in group)
        usual = heights[len(heights) // 2]
        same = [each for each in group if abs(each.line.middle - usual) <= _SAME_HEIGHT]
        if any(_is_large(each, sheets) for each in same):
            fewest = max(fewest, _PAGES_OF_LARGE_HEADS)
        if len({each.sheet for each in same}) >= fewest:
            found.extend(same)
    return found


def _number_offsets(candidates: Sequence[_Candidate]) -> Counter[int]:
    """Count how far bare numbers at the edges are from the count of pages."""
    return Counter(
        int(candidate.text) - candidate.sheet
        for candidate in candidates
        if _BARE.fullmatch(candidate.text)
    )


def _is_page_number(candidate: _Candidate, offsets: Counter[int], sheets: Sequence[Sheet]) -> bool:
    if _DECORATED.fullmatch(candidate.line.text) or _DECORATED.fullmatch(candidate.text):
        return True
    if not _BARE.fullmatch(candidate.text):
        return False
    if offsets[int(candidate.text) - candidate.sheet] > 1:
        return True
    return int(candidate.text) <= len(sheets) and _stands_apart(candidate, sheets)


def _stands_apart(candidate: _Candidate, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a line is the outermost and farther from the text than its lines are."""
    sheet, line = sheets[candidate.sheet], candidate.line
    if sheet.items[0 if candidate.at_top else -1] is not line:
        return False
    return _gap(candidate, sheet) > _APART * line.em


def _is_set_off(candidate: _Candidate, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a line is of another size than the text or farther away than its lines."""
    sheet, line = sheets[candidate.sheet], candidate.line
    usual = _usual_size(sheet)
    return abs(line.em - usual) > _OTHER_SIZE * usual or _gap(candidate, sheet) > line.em


def _is_large(candidate: _Candidate, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a line is larger than the text of its page, as titles are."""
    return candidate.line.em > (1 + _OTHER_SIZE) * _usual_size(sheets[candidate.sheet])


def _usual_size(sheet: Sheet) -> float:
    sizes = sorted(item.em for item in sheet.items if isinstance(item, TextLine))
    return sizes[len(sizes) // 2]


def _gap(candidate: _Candidate, sheet: Sheet) -> float:
    """Return the distance from a line to the next one inwards."""
    line = candidate.line
    place = next(number for number, item in enumerate(sheet.items) if item is line)
    inwards = place + (1 if candidate.at_top else -1)
    if not 0 <= inwards < len(sheet.items):
        return math.inf
    beside = sheet.items[inwards]
    return beside.top - line.bottom if candidate.at_top else line.top - beside.bottom
