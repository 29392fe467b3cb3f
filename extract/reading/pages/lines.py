"""Characters become lines of text.

From left to right, each character goes on with the line whose middle is nearest to its own:
superscripts stay in their line, and a line may slant a little, as recognised ones do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pages.characters import PUT_IN, Characters, Written

#: How far the middle of a character may be from that of its line, in heights of the taller.
_OFF_MIDDLE = 0.45
#: Characters lower than this share of their line (dashes, commas) don't move its middle.
_LOW = 0.6
#: How far the middle of a line moves towards that of its newest character.
_DRIFT = 0.3
#: Gaps, in widths of an ideograph: between Latin words; within lines; between columns.
_WORD_GAP = 0.2
_SPACE = 0.75
_COLUMN_GAP = 1.6
#: Words set wide have gaps of one width, which differ by less than this share, and none wider.
_EVENLY = 0.5
_WIDEST_SPREAD = 3.0
#: The second of two equal characters at almost one place is the first drawn again, for boldness.
_DRAWN_AGAIN = 0.15
#: The height of a line of letters in widths of an ideograph of the same size, about.
_LETTER_HEIGHT = 1.15


@dataclass(slots=True)
class TextLine:
    """A line of text.

    Attributes
    ----------
    written
        What it says.
    left, top, right, bottom
        The box around it, in points.
    em
        The width of an ideograph of its size, in points.
    columns
        The pieces it falls into at wide gaps.
    page
        The page, counted from 1.
    """

    written: Written
    left: float
    top: float
    right: float
    bottom: float
    em: float
    columns: int
    page: int

    @property
    def text(self) -> str:
        """What it says."""
        return self.written.text

    @property
    def middle(self) -> float:
        """Where it stands, from the top."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class _Track:
    """A line while it grows."""

    middle: float
    height: float
    members: list[int]
    sum_of_middles: float


_Boxes = list[list[float]]


def lines_of(
    characters: Characters, indices: NDArray[np.intp], *, spaced: bool = True
) -> list[TextLine]:
    """Put characters of one page together to lines, from the top down.

    Parameters
    ----------
    characters
        The characters of all pages.
    indices
        Which of them to take.
    spaced
        Whether wide gaps become spaces: two between columns, one elsewhere. In the cells of a
        table gaps only spread the text; there, spaces are kept between Latin words alone.
    """
    if not len(indices):
        return []
    boxes: _Boxes = characters.boxes[indices].tolist()
    numbers: list[int] = indices.tolist()
    page = int(characters.pages[indices[0]])
    lines = []
    for track in _tracks(boxes):
        line = _line(characters.texts, boxes, numbers, track.members, page, spaced=spaced)
        lines.append((track.sum_of_middles / len(track.members), line))
    lines.sort(key=lambda pair: (pair[0], pair[1].left))
    return [line for _, line in lines]


def _tracks(boxes: _Boxes) -> list[_Track]:
    middles: list[float] = []  # of the tracks, in order
    tracks: list[_Track] = []
    for member in sorted(range(len(boxes)), key=lambda index: boxes[index][0]):
        _, top, _, bottom = boxes[member]
        middle, height = (top + bottom) / 2, bottom - top
        place = bisect_left(middles, middle)
        best = None
        if place < len(middles) and _fits(tracks[place], middle, height):
            best = place
        if (
            place
            and _fits(tracks[place - 1], middle, height)
            and (best is None or middle - middles[place - 1] < middles[place] - middle)
        ):
            best = place - 1
        if best is None:
            middles.insert(place, middle)
            tracks.insert(place, _Track(middle, height, [member], middle))
            continue
        track = tracks[best]
        track.members.append(member)
        track.sum_of_middles += middle
        if height >= _LOW * track.height:
            moved = track.middle + _DRIFT * (middle - track.middle)
            lower = middles[best - 1] if best else moved
            upper = middles[best + 1] if best + 1 < len(middles) else moved
            if lower <= moved <= upper:
                middles[best] = track.middle = moved
            track.height = max(track.height, height)
    return tracks


def _fits(track: _Track, middle: float, height: float) -> bool:
    return abs(track.middle - middle) <= _OFF_MIDDLE * max(track.height, height)


def is_ideographic(text: str) -> bool:
    """Tell whether a character is an ideograph or a punctuation mark as wide as one."""
    return "\u2e80" <= text[0] <= "\ufaff" or "\uff00" <= text[0] <= "\uff60" or text[0] > "\uffff"


def _line(  # noqa: PLR0913
    texts: list[str],
    boxes: _Boxes,
    numbers: list[int],
    members: list[int],
    page: int,
    *,
    spaced: bool,
) -> TextLine:
    em = _em(texts, boxes, numbers, members)
    spread = _spread(texts, boxes, numbers, members, em) if spaced else 0.0
    parts: list[str] = []
    glyphs: list[int] = []
    columns = 1
    right = boxes[members[0]][0]
    before, left_before = "", 0.0
    for member in members:
        text, box = texts[numbers[member]], boxes[member]
        if text == before and abs(box[0] - left_before) < _DRAWN_AGAIN * em:
            continue
        if before:
            both_wide = is_ideographic(before) and is_ideographic(text)
            gap = (box[0] - right - (spread if both_wide else 0.0)) / em
            space = _space(gap, before, text) if spaced else _word_space(gap, before, text)
            if space:
                columns += len(space) > 1
                parts.append(space)
                glyphs.extend([PUT_IN] * len(space))
        parts.append(text)
        glyphs.extend([numbers[member]] * len(text))
        right = max(right, box[2])
        before, left_before = text, box[0]
    left = boxes[members[0]][0]
    top = min([boxes[member][1] for member in members])
    bottom = max([boxes[member][3] for member in members])
    written = Written("".join(parts), glyphs)
    return TextLine(written, left, top, right, bottom, em, columns, page)


def _em(texts: list[str], boxes: _Boxes, numbers: list[int], members: list[int]) -> float:
    widths = [
        boxes[member][2] - boxes[member][0]
        for member in members
        if is_ideographic(texts[numbers[member]])
    ]
    if widths:
        # Punctuation marks may have boxes of half the width.
        em = sorted(widths)[len(widths) * 2 // 3]
    else:
        em = median([boxes[member][3] - boxes[member][1] for member in members]) / _LETTER_HEIGHT
    return max(em, 1.0)


def _spread(
    texts: list[str], boxes: _Boxes, numbers: list[int], members: list[int], em: float
) -> float:
    """Return the gap that parts all ideographs of a line, as in a title set wide."""
    gaps = [
        boxes[after][0] - boxes[first][2]
        for first, after in pairwise(members)
        if is_ideographic(texts[numbers[first]]) and is_ideographic(texts[numbers[after]])
    ]
    usual = max(median(gaps), 0.0) if gaps else 0.0
    if usual < _SPACE * em:
        return usual  # a justified line
    is_even = min(gaps) > _EVENLY * usual and usual < _WIDEST_SPREAD * em
    wide = {texts[numbers[each]] for each in members if is_ideographic(texts[numbers[each]])}
    return usual if is_even and len(wide) > 1 else 0.0  # one again and again: a value in each cell


def _space(gap: float, before: str, after: str) -> str:
    if gap >= _COLUMN_GAP:
        return "  "
    return " " if gap >= _SPACE else _word_space(gap, before, after)


def _word_space(gap: float, before: str, after: str) -> str:
    """Return a space between two Latin words or numbers."""
    if gap < _WORD_GAP or is_ideographic(before) or is_ideographic(after):
        return ""
    return " " if before[-1].isalnum() or after[0].isalnum() else ""


def join_lines(lines: Sequence[Written]) -> Written:
    """Join the lines of one text."""
    if len(lines) == 1:
        return lines[0]
    parts: list[str] = []
    glyphs: list[int] = []
    before = ""
    for line in lines:
        between = break_between(before, line.text)
        parts += (between, line.text)
        glyphs += [PUT_IN] * len(between)
        glyphs += line.glyphs
        before = line.text
    return Written("".join(parts), glyphs)


def break_between(before: str, after: str) -> str:
    """Return what stands between two lines of one text: a space between Latin words.

    Chinese has none, and a number broken over two lines is one number.
    """
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    if last.isdigit() and first.isdigit():
        return ""
    both = last.isascii() and first.isascii() and last.isalnum() and first.isalnum()
    return " " if both else ""
