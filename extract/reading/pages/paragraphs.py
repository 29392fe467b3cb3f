"""Lines become paragraphs.

A line goes on with the one before it where that one had no room left for what this one begins
with. Paragraphs begin with an indent, or stand apart, or follow a line that ended early; so a
heading never goes on with what follows it, and the sentence that a page break cuts is put
together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gongkai.extract.reading.pages.characters import Characters, Written
from gongkai.extract.reading.pages.lines import TextLine, join_lines

#: Lengths in ems. Left sides that differ less stand at one place.
_ALIGNED = 0.7
#: An indent; two ems by GB/T 9704-2012, at least one.
_INDENT = 1.2
_LARGEST_INDENT = 3.5
#: How much farther a centred line may be from one side than from the other.
_CENTRED = 1.0
#: What justified lines may fall short of the right side.
_SHORTFALL = 0.5
#: What lines that end in the midst of a sentence may fall short of it: each program has rules of
#: its own for where a line may be broken.
_LARGEST_SHORTFALL = 3.6
#: Sizes that differ by more of the larger are those of different paragraphs.
_SIZE = 0.16
#: A distance between lines larger than this many usual ones parts paragraphs.
_APART = 1.45
#: Fewer lines on left or right pages don't show that their margins differ.
_LINES_OF_A_SIDE = 10
#: The usual distance of lines, in ems, and the bounds it is looked for in.
_USUAL_PITCH = 1.75
_CLOSEST, _FARTHEST = 1.2, 4.0
#: Fewer lines that end at one place may do so by chance.
_FEWEST_LINES = 3
#: Fewer lines that go on don't show how far lines are apart.
_FEWEST_DISTANCES = 3
#: A margin is where this share of lines begins or ends, and at least two.
_SHARE = 0.08
#: Beginnings of headings and items.
_MARKER = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]+[章节部]|"
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、．)）]|\d{1,2}\.(?!\d)|[①-⑳●■◆▲※★])"
)
#: The heading of a section, as a whole line.
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]+[章节部]分?)[^。；;，,：:]{2,30}"
)
_ENDS_SENTENCE = re.compile(r"[。！？!?；;：:…][”’）)》\"']*$")
_NO_START = frozenset("。，、；：？！）》」』】〕”’…·%‰％,.;:?!)]}")
_NO_END = frozenset("（《“‘「『【〔([{")
_QUOTES = frozenset("“”‘’\"'")
_KEPT_TOGETHER = re.compile(r"[\x21-\x7e]")
#: Characters that are looked at for the first unbreakable piece of a line.
_LONGEST_PIECE = 24


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of running text begin and end, in points.

    Attributes
    ----------
    left, right
        The sides that lines reach.
    pitch
        How far lines are apart, in ems.
    indent
        How far the first lines of paragraphs begin inside, 0.0 if they don't.
    """

    left: float
    right: float
    pitch: float
    indent: float


def margins_of(lines: Iterable[TextLine], widths: dict[int, float]) -> dict[int, Margins]:
    """Return the margins of each page.

    Pages of one width have the same; left pages may be moved against right ones.

    Parameters
    ----------
    lines
        All lines of running text.
    widths
        The width of each page, by its number.
    """
    groups: dict[int, list[TextLine]] = defaultdict(list)
    for line in lines:
        groups[round(widths[line.page])].append(line)
    found: dict[tuple[int, int], Margins] = {}
    for width, members in groups.items():
        both = _margins(members, width)
        sides = [[line for line in members if line.page % 2 == side] for side in (0, 1)]
        found[width, 0] = found[width, 1] = both
        if min(map(len, sides)) >= _LINES_OF_A_SIDE:
            even, odd = (_margins(side, width) for side in sides)
            moved, em = odd.left - even.left, members[0].em
            if abs(moved) > _ALIGNED * em and abs(odd.right - even.right - moved) < _ALIGNED * em:
                found[width, 0], found[width, 1] = even, odd
    return {
        page: found[round(width), page % 2]
        for page, width in widths.items()
        if (round(width), page % 2) in found
    }


def _margins(lines: Sequence[TextLine], width: float) -> Margins:
    em = median([line.em for line in lines])
    left, _ = _outermost([line.left for line in lines], em)
    # Punctuation marks at the end may hang over the side.
    ends = [-line.right for line in lines if line.text[-1] not in _NO_START]
    right, count = _outermost(ends or [-line.right for line in lines], em)
    # A few short lines don't show the side; most pages have the same margin at both sides.
    right = max(-right, width - left) if count < _FEWEST_LINES else -right
    indents = [
        line.left - left for line in lines if _INDENT <= (line.left - left) / em <= _LARGEST_INDENT
    ]
    return Margins(
        left,
        right,
        _pitch(lines, left, right),
        median(indents) if len(indents) >= max(2, _SHARE * len(lines)) else 0.0,
    )


def _pitch(lines: Sequence[TextLine], left: float, right: float) -> float:
    """Return how far the lines of a paragraph are apart, in ems.

    Where many paragraphs have a single line, most distances are those between paragraphs; so
    lines count that follow a full line and are not indented.
    """
    distances: list[float] = []
    inside: list[float] = []
    for before, after in pairwise(lines):
        em = max(before.em, after.em)
        distance = (after.middle - before.middle) / em
        if before.page != after.page or not 0 < distance < _FARTHEST:
            continue
        distances.append(distance)
        if right - before.right < em and after.left - left < _ALIGNED * em:
            inside.append(distance)
    usual = inside if len(inside) >= _FEWEST_DISTANCES else distances
    return max(median(usual), _CLOSEST) if usual else _USUAL_PITCH


def _outermost(places: Sequence[float], em: float) -> tuple[float, int]:
    """Return the smallest place at which enough lines stand, and how many do."""
    ordered = sorted(places)
    enough = max(2, _SHARE * len(ordered))
    after = 0
    for first, place in enumerate(ordered):
        while after < len(ordered) and ordered[after] <= place + _ALIGNED * em:
            after += 1
        if after - first >= enough:
            return place, after - first
    return ordered[0], 1


def paragraphs_of(
    lines: Sequence[TextLine], characters: Characters, margins: dict[int, Margins]
) -> Iterator[Written]:
    """Join lines that follow each other, over pages too, to paragraphs."""
    parts: list[TextLine] = []
    for line in lines:
        if parts and not _goes_on(parts[-1], line, characters, margins):
            yield join_lines([part.written for part in parts])
            parts = []
        parts.append(line)
    if parts:
        yield join_lines([part.written for part in parts])


def _goes_on(
    before: TextLine, line: TextLine, characters: Characters, margins: dict[int, Margins]
) -> bool:
    larger = max(before.em, line.em)
    if before.columns > 1 or line.columns > 1 or abs(before.em - line.em) > _SIZE * larger:
        return False
    here, there = margins[before.page], margins[line.page]
    if before.page == line.page and line.middle - before.middle > _APART * here.pitch * larger:
        return False
    piece = _first_piece(line, characters)
    indent, indent_before = line.left - there.left, before.left - here.left
    room = here.right - before.right
    indented = indent >= _INDENT * larger
    is_title = indented and _is_centred(before, here) and _is_centred(line, there)
    if is_title and room + indent_before < piece + _CENTRED * larger and not _is_item(line):
        return not _ends_sentence(before)  # a title over two lines
    if room - _SHORTFALL * larger >= piece:
        # Where paragraphs are indented, a line that is not goes on with an unfinished sentence.
        is_unfinished = there.indent > 0 and not (_ends_sentence(before) or _is_item(line))
        is_aligned = abs(indent) < _ALIGNED * larger
        return is_unfinished and is_aligned and room < _LARGEST_SHORTFALL * larger
    if indented:
        return _hangs(before, line, indent - indent_before, indent - there.indent)
    return not (_ends_sentence(before) and _begins_paragraph(line, there))


def _begins_paragraph(line: TextLine, margins: Margins) -> bool:
    """Tell whether an unindented line behind the end of a sentence begins a paragraph."""
    # Without indents, nothing but a number tells it.
    return _is_item(line) if margins.indent == 0 else _HEADING.fullmatch(line.text) is not None


def _is_item(line: TextLine) -> bool:
    return _MARKER.match(line.text) is not None


def _ends_sentence(line: TextLine) -> bool:
    return _ENDS_SENTENCE.search(line.text[-4:]) is not None


def _is_centred(line: TextLine, margins: Margins) -> bool:
    left, right = line.left - margins.left, margins.right - line.right
    return abs(left - right) < _CENTRED * line.em


def _hangs(before: TextLine, line: TextLine, change: float, unusual: float) -> bool:
    """Tell whether an indented line goes on: below an item's number, or in an inset.

    Parameters
    ----------
    before, line
        The two lines.
    change
        By how much the line begins farther inside than the one before.
    unusual
        The same, compared with the first lines of paragraphs.
    """
    if abs(unusual) < _ALIGNED * line.em or _is_item(line) or _ends_sentence(before):
        return False
    return abs(change) < _ALIGNED * line.em or (change > 0 and _is_item(before))


def _first_piece(line: TextLine, characters: Characters) -> float:
    """Return the width of what may not be broken at the beginning of a line."""
    text, glyphs = line.written.text, line.written.glyphs
    end = 1
    while end < min(len(text), _LONGEST_PIECE) and _is_kept(text[end - 1], text[end]):
        end += 1
    return float(characters.boxes[glyphs[end - 1], 2]) - line.left


def _is_kept(before: str, after: str) -> bool:
    """Tell whether a line is never broken between two characters.

    After rules LB13 to LB30 of Unicode Standard Annex 14, which office software follows.
    """
    if after in _NO_START or before in _NO_END or before in _QUOTES or after in _QUOTES:
        return True
    is_latin = _KEPT_TOGETHER.match(before) is not None or before in _NO_START
    return is_latin and _KEPT_TOGETHER.match(after) is not None
