"""Texts cut into lines of a given width, with the rules of Chinese typesetting."""

from __future__ import annotations

import re
from typing import Final

#: Characters that do not begin a line, and those that do not end one.
_NOT_FIRST: Final = frozenset("，。、；：！？）》”’〕】%％‰·…,.;:!?)")
_NOT_LAST: Final = frozenset("（《“‘〔【(")
#: What a line does not break in: numbers and Latin words; else every character stands alone.
_PIECE: Final = re.compile(r"[0-9A-Za-z]+(?:[.,][0-9A-Za-z]+)*|.")


def width_of(text: str, size: float) -> float:
    """Return the width of a text: a Chinese character is as wide as high, others half of it."""
    return sum(advance(character) for character in text) * size


def advance(character: str) -> float:
    """Return the width of a character as a share of its size."""
    return 0.5 if " " <= character <= "~" else 1.0


def wrap(text: str, width: float, size: float, indent: float = 0.0) -> list[str]:
    """Cut a text into lines that are at most ``width`` wide, the first one less by ``indent``.

    Numbers and Latin words stay whole, punctuation does not begin a line.
    """
    lines: list[str] = []
    line, left = "", width - indent
    for piece in _pieces(text):
        needed = width_of(piece, size)
        if line and needed > left + 0.01 and piece[0] not in _NOT_FIRST:
            carried = ""
            while line and line[-1] in _NOT_LAST:
                carried, line = line[-1] + carried, line[:-1]
            lines.append(line)
            piece, line = carried + piece, ""  # noqa: PLW2901
            needed, left = width_of(piece, size), width
        line += piece
        left -= needed
    lines.append(line)
    return [each for each in lines if each] or [""]


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break: around each Chinese character."""
    return _PIECE.findall(text)


def stack(text: str) -> list[str]:
    """Write a text a character a line, brackets with what they enclose: ``（一）``."""
    lines: list[str] = []
    for character in text:
        opened = bool(lines) and lines[-1][0] in "（(" and lines[-1][-1] not in "）)"
        if opened or (character in "）)、.．" and lines and len(lines[-1]) < 3):
            lines[-1] += character
        else:
            lines.append(character)
    return lines
