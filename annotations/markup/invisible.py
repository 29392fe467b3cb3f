r"""Characters that cannot be seen, or would steer a terminal, written as escapes.

``\u200b`` has four hexadecimal digits, ``\U000e0041`` eight.
"""

from __future__ import annotations

import unicodedata
from typing import Final

#: Controls, format characters, halves of characters, and the separators of lines and paragraphs.
INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LAST_SHORT: Final = 0xFFFF


def escape(character: str) -> str:
    r"""Return the escape of a character: ``\u`` or ``\U`` and its code point."""
    code = ord(character)
    return f"\\u{code:04x}" if code <= _LAST_SHORT else f"\\U{code:08x}"


def is_invisible(character: str) -> bool:
    """Whether a character has no shape of its own; spaces are not among them."""
    return unicodedata.category(character) in INVISIBLE


def show(text: str) -> str:
    """Return a text with everything invisible in it escaped, fit for a line of a terminal."""
    if text.isprintable():
        return text
    return "".join(escape(each) if is_invisible(each) else each for each in text)
