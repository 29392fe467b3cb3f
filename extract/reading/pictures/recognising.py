"""The way of one page: from its picture to characters and lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from gongkai.extract.reading.limits import PICTURE_LINES, PICTURE_WORKED_PIXELS
from gongkai.extract.reading.pages import Glyph, PageContent, Ruling
from gongkai.extract.reading.pictures.cells import tables_of
from gongkai.extract.reading.pictures.certainty import certainties
from gongkai.extract.reading.pictures.cleaning import cleaned, ink_of
from gongkai.extract.reading.pictures.crops import Line, crop_of, glyphs_of
from gongkai.extract.reading.pictures.engine import Engine
from gongkai.extract.reading.pictures.images import Colour, Grey
from gongkai.extract.reading.pictures.lines import lines_of
from gongkai.extract.reading.pictures.measuring import em_of
from gongkai.extract.reading.pictures.surroundings import lines_around
from gongkai.extract.reading.pictures.transcribing import Transcript
from gongkai.extract.reading.pictures.turning import turned_size, upright

#: Print of this size, in pixels, is read best: larger costs time, smaller loses strokes.
_WANTED_EM: Final = (22.0, 36.0)
#: Pages are enlarged at most so much.
_MOST_ENLARGED: Final = 2.5
#: Ink for which the recogniser has no answer: it is there, and cannot be read.
_UNREADABLE: Final = "\ufffd"
#: Lines whose characters have no higher mean score than this are drawings or dirt.
_LEAST_SCORE: Final = 0.3
#: The size of the print of a page whose scale is not known, in points.
_USUAL_POINTS: Final = 12.0


@dataclass(frozen=True, slots=True, eq=False)
class ReadLine:
    """A line of text, and what it says.

    Attributes
    ----------
    line
        Where it stands, in pixels of the upright page.
    transcript
        What the recogniser made of it.
    crop_width
        Columns of the crop that the recogniser saw.
    """

    line: Line
    transcript: Transcript
    crop_width: int


def recognise(
    picture: Colour, engine: Engine, number: int, size: tuple[float, float] | None
) -> PageContent:
    """Read one page.

    Parameters
    ----------
    picture
        The page in colours.
    engine
        Finds and reads lines of text.
    number
        The page, counted from 1.
    size
        Its width and height in points; if ``None``, as large as makes its print of the usual size.
    """
    page, turns = upright(_shrunk(cleaned(picture)), engine)
    page = _scaled(page)
    ink = ink_of(page)
    em = em_of(ink)
    if size is None:
        scale = _USUAL_POINTS / em
        width, height = page.shape[1] * scale, page.shape[0] * scale
    else:
        width, height = turned_size(*size, turns)
        scale = width / page.shape[1]
    drawn = lines_of(ink, em)
    around = cv2.dilate(drawn.mask, np.ones((3, 3), np.uint8)) > 0
    ink = np.where(around, 0, ink).astype(np.uint8, copy=False)
    page = np.where(around, 255, page).astype(np.uint8, copy=False)
    tables = tables_of(drawn.rulings, ink, em, scale)
    lines = [line for table in tables for line in table.lines]
    lines += lines_around(page, ink, tables, em, engine)
    read = read_lines(page, lines[:PICTURE_LINES], em, engine)
    glyphs = tuple(_in_points(glyph, scale) for glyph in _glyphs(read, em))
    rulings = tuple(
        Ruling(each.left * scale, each.top * scale, each.right * scale, each.bottom * scale)
        for each in drawn.rulings
    )
    return PageContent(number, width, height, glyphs, rulings, recognised=True)


def _shrunk(page: Grey) -> Grey:
    """Make a page smaller whose print is larger than is read best."""
    ratio = math.sqrt(PICTURE_WORKED_PIXELS / page.size)
    ratio = min(ratio, _WANTED_EM[1] / em_of(ink_of(page)))
    return _resized(page, ratio) if ratio < 0.9 else page


def _scaled(page: Grey) -> Grey:
    em = em_of(ink_of(page))
    most = min(math.sqrt(PICTURE_WORKED_PIXELS / page.size), _MOST_ENLARGED)
    ratio = min(_WANTED_EM[0] / em, most)
    return _resized(page, ratio) if ratio > 1.05 else page


def _resized(page: Grey, ratio: float) -> Grey:
    size = (max(round(page.shape[1] * ratio), 1), max(round(page.shape[0] * ratio), 1))
    way = cv2.INTER_AREA if ratio < 1 else cv2.INTER_CUBIC
    return cv2.resize(page, size, interpolation=way).astype(np.uint8, copy=False)


def read_lines(page: Grey, lines: Sequence[Line], em: float, engine: Engine) -> list[ReadLine]:
    """Read lines of a page."""
    crops = [crop_of(page, each.box, em, is_figure_likely=each.is_in_cell) for each in lines]
    transcripts = engine.read(crops)
    return [
        ReadLine(line, transcript, crop.picture.shape[1])
        for line, transcript, crop in zip(lines, transcripts, crops, strict=True)
    ]


def _glyphs(read: Sequence[ReadLine], em: float) -> list[Glyph]:
    glyphs: list[Glyph] = []
    for each in read:
        text, scores = each.transcript.text, each.transcript.scores
        if each.transcript.score < _LEAST_SCORE:
            if each.line.is_in_cell:
                left, top, right, bottom = each.line.box
                glyphs.append(Glyph(_UNREADABLE, left, top, right, bottom, 0.0))
            continue
        placed = glyphs_of(each.transcript, each.line.box, em, each.crop_width)
        glyphs += [
            Glyph(glyph.text, glyph.left, glyph.top, glyph.right, glyph.bottom, certainty)
            for glyph, certainty in zip(placed, certainties(text, scores), strict=True)
        ]
    return glyphs


def _in_points(glyph: Glyph, scale: float) -> Glyph:
    return Glyph(
        glyph.text,
        glyph.left * scale, glyph.top * scale, glyph.right * scale, glyph.bottom * scale,
        glyph.certainty,
    )  # fmt: skip
