"""Glyphs and pages written down by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.extract.reading.pages import Glyph, PageContent, Ruling


def line(
    text: str, left: float, top: float, size: float = 10.0, spread: float = 0.0
) -> list[Glyph]:
    """Set a line; Latin characters and spaces are half as wide, spaces are not drawn."""
    glyphs = []
    for character in text:
        width = size / 2 if character.isascii() else size
        if character not in " \u3000":
            glyphs.append(Glyph(character, left, top, left + width, top + 1.2 * size))
        left += width + spread
    return glyphs


def page(
    lines: Iterable[Sequence[Glyph]], rulings: Sequence[Ruling] = (), number: int = 1
) -> PageContent:
    """Return a page of A4 with these lines."""
    glyphs = tuple(glyph for each in lines for glyph in each)
    return PageContent(number, 595.0, 842.0, glyphs, tuple(rulings))


def box(left: float, top: float, right: float, bottom: float) -> list[Ruling]:
    """Return the four sides of a rectangle."""
    return [
        Ruling(left, top, right, top),
        Ruling(left, bottom, right, bottom),
        Ruling(left, top, left, bottom),
        Ruling(right, top, right, bottom),
    ]
