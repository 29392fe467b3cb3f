"""The way of one page: from its picture to characters and lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from gongkai.extract.reading.limits import PICTURE_LINES, PICTURE_WORKED_PIXELS
from gongkai.extract.reading.pages import Glyph, PageContent, Ruling
from gongkai.extract.reading.pictures.cells import tables_of
from gongkai.extract.reading.pictures.certainty import certainties
from gongkai.extract.reading.pictures.cleaning import cleaned, faint_ink_of, ink_of
from gongkai.extract.reading.pictures.engine import Engine
from gongkai.extract.reading.pictures.images import Colour, Grey, Ink
from gongkai.extract.reading.pictures.lines import lines_of
from gongkai.extract.reading.pictures.measuring import em_of
from gongkai.extract.reading.pictures.memory import give_back
from gongkai.extract.reading.pictures.placing import ReadLine, read_lines
from gongkai.extract.reading.pictures.punctuation import as_set
from gongkai.extract.reading.pictures.surroundings import lines_around
from gongkai.extract.reading.pictures.turning import turned_size, upright

#: Print of this size, in pixels, is read best: larger costs time, smaller loses strokes.
_WANTED_EM: Final = (22.0, 36.0)
#: Pages are enlarged at most so much.
_MOST_ENLARGED: Final = 2.5
#: Stands for ink that the recogniser has no answer for.
UNREADABLE: Final = "\ufffd"
#: A character alone in a cell that is less likely right than wrong is none.
_LIKELY: Final = 0.5
#: The size of the print of a page whose scale is not known, in points.
_USUAL_POINTS: Final = 12.0


@dataclass(frozen=True, slots=True, eq=False)
class ReadPage:
    """A page that was read.

    Attributes
    ----------
    lines
        The lines of text; their boxes in pixels of the upright page.
    rulings
        The lines of tables, in pixels.
    scale
        Points per pixel.
    size
        Width and height in points.
    is_cut
        Whether some lines were left out since there are more than on any page.
    """

    lines: tuple[ReadLine, ...]
    rulings: tuple[Ruling, ...]
    scale: float
    size: tuple[float, float]
    is_cut: bool

    def content(self, number: int) -> PageContent:
        """Return what the page shows."""
        glyphs = tuple(
            _in_points(glyph, self.scale) for line in self.lines for glyph in _certain(line)
        )
        rulings = tuple(
            Ruling(*(each * self.scale for each in (line.left, line.top, line.right, line.bottom)))
            for line in self.rulings
        )
        return PageContent(number, *self.size, glyphs, rulings, recognised=True)


def recognise(picture: Colour, engine: Engine, size: tuple[float, float] | None) -> ReadPage:
    """Read one page.

    Parameters
    ----------
    picture
        The page in colours.
    engine
        Finds and reads lines of text.
    size
        Its width and height in points; if ``None``, as large as makes its print of the usual size.
    """
    page = _shrunk(cleaned(picture))
    give_back()
    page, turns = upright(page, engine)
    page = _enlarged(page)
    ink = ink_of(page)
    em = em_of(ink)
    give_back()
    if size is None:
        scale = _USUAL_POINTS / em
        size = (page.shape[1] * scale, page.shape[0] * scale)
    else:
        size = turned_size(*size, turns)
        scale = size[0] / page.shape[1]
    drawn = lines_of(faint_ink_of(page), em)
    page, ink = _erased(page, ink, drawn.mask)
    rulings = drawn.rulings
    del drawn
    give_back()
    tables = tables_of(rulings, ink, em, scale)
    lines = [line for table in tables for line in table.lines]
    lines += lines_around(page, ink, tables, em, engine)
    give_back()
    read, is_cut = read_lines(page, ink, lines[:PICTURE_LINES], em, engine)
    is_cut = is_cut or len(lines) > PICTURE_LINES
    give_back()
    return ReadPage(tuple(read), rulings, scale, size, is_cut)


def _shrunk(page: Grey) -> Grey:
    """Make a page smaller whose print is larger than is read best."""
    ratio = math.sqrt(PICTURE_WORKED_PIXELS / page.size)
    ratio = min(ratio, _WANTED_EM[1] / em_of(ink_of(page)))
    return _resized(page, ratio) if ratio < 0.9 else page


def _enlarged(page: Grey) -> Grey:
    most = min(math.sqrt(PICTURE_WORKED_PIXELS / page.size), _MOST_ENLARGED)
    ratio = min(_WANTED_EM[0] / em_of(ink_of(page)), most)
    return _resized(page, ratio) if ratio > 1.05 else page


def _resized(page: Grey, ratio: float) -> Grey:
    size = (max(round(page.shape[1] * ratio), 1), max(round(page.shape[0] * ratio), 1))
    way = cv2.INTER_AREA if ratio < 1 else cv2.INTER_CUBIC
    return cv2.resize(page, size, interpolation=way).astype(np.uint8, copy=False)


def _erased(page: Grey, ink: Ink, mask: Ink) -> tuple[Grey, Ink]:
    """Take the lines of tables away, so that they are not read as characters."""
    around = cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0
    page, ink = page.copy(), ink.copy()
    page[around] = 255
    ink[around] = 0
    return page, ink


def _certain(read: ReadLine) -> Sequence[Glyph]:
    """Return the characters of a line with the probabilities that they were read right."""
    if not read.is_shown:
        left, top, right, bottom = read.line.box
        return [Glyph(UNREADABLE, left, top, right, bottom, 0.0)] if read.line.is_in_cell else []
    sure = certainties(read.text, read.scores)
    if read.line.is_in_cell and len(sure) == 1 and not read.text.isascii() and sure[0] < _LIKELY:
        # A figure that is taken for a word would let the others of its row move up.
        left, top, right, bottom = read.line.box
        return [Glyph(UNREADABLE, left, top, right, bottom, 0.0)]
    return [
        replace(glyph, text=character, certainty=certainty)
        for glyph, character, certainty in zip(read.glyphs, as_set(read.text), sure, strict=True)
    ]


def _in_points(glyph: Glyph, scale: float) -> Glyph:
    return Glyph(
        glyph.text,
        glyph.left * scale, glyph.top * scale, glyph.right * scale, glyph.bottom * scale,
        glyph.certainty,
    )  # fmt: skip
