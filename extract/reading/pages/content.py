"""What a page shows: characters and straight lines, each where it stands.

Readers of PDF and of pictures both make these; everything behind them is the same.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page; lengths in points from the top left corner of the page.

    Attributes
    ----------
    text
        The character; several where the font draws them as one.
    left, top, right, bottom
        The box around it.
    certainty
        The probability that it was read right; 1.0 where the file itself gives the character.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line, horizontal or vertical, as tables are drawn with.

    The thickness is left out: of a horizontal line ``top`` equals ``bottom``, of a vertical one
    ``left`` equals ``right``.
    """

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows, turned upright.

    Attributes
    ----------
    number
        The page, counted from 1.
    width, height
        Its size in points.
    glyphs
        In any order.
    rulings
        In any order; a line may be drawn in several pieces.
    recognised
        Whether the characters were recognised in a picture.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    recognised: bool = False
