"""Texts as they are shown: characters that hide or turn the line stand there as signs."""

from __future__ import annotations

import re
from typing import Final

# Control characters, those that turn the direction of writing, have no width or no ink, lone
# surrogates and non-characters, which have no place in a page.
_HIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff"
    r"\U000e0000-\U000e01ef]"
)
_CONTROL_PICTURES: Final = 0x2400
_DELETE: Final = 0x7F


def visible(text: str) -> str:
    """Return ``text`` with a sign for each character that would hide or turn the line.

    A zero-width space in a number is often why it was misread, so it has to be seen; and a
    character that turns the direction of writing must not turn the page around it. White space
    stays.
    """
    return _HIDDEN.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return "\u2421"
    return f"⟨U+{code:04X}⟩"
