"""Punctuation marks as Chinese text is set.

The recogniser often takes the wide marks of Chinese for the narrow ones of Latin text, which
look alike in a picture; the characters beside them tell which they are.
"""

from __future__ import annotations

import re
from typing import Final

_WIDE: Final = {
    "(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！",
}  # fmt: skip
#: Wide marks do not count: what they stand beside may be wrong too.
_IDEOGRAPH: Final = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff《》“”、。]")
_GROUPED: Final = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_DASHES: Final = re.compile(r"(?<=[^\x00-\x7f])--(?=[^\x00-\x7f])")


def as_set(text: str) -> str:
    """Return a line with its punctuation marks as wide as they were set; as long as before."""
    if text.isascii():
        return text
    text = _DASHES.sub("——", _GROUPED.sub(",", text))
    characters = list(text)
    opened: list[int] = []
    for place, mark in enumerate(text):
        if mark not in _WIDE:
            continue
        beside = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
        if _IDEOGRAPH.search(beside):
            characters[place] = _WIDE[mark]
    for place, mark in enumerate(text):  # both brackets of a pair are alike
        if mark in {"(", "（"}:
            opened.append(place)
        elif mark in {")", "）"} and opened:
            start = opened.pop()
            if characters[start] == "（" or characters[place] == "）":
                characters[start], characters[place] = "（", "）"
    return "".join(characters)
