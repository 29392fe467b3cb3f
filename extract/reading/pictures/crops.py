"""Lines cut out of a page, in the size that the recogniser wants."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from gongkai.extract.reading.pages import Glyph
from gongkai.extract.reading.pictures.engine import CROP_HEIGHT, PLACE_COLUMNS, Crop
from gongkai.extract.reading.pictures.images import Grey, PixelBox
from gongkai.extract.reading.pictures.transcribing import Transcript

#: Paper around a line, in ems.
_BESIDE: Final = 0.35
_ABOVE: Final = 0.2
#: No crop is lower than this, in ems, so that a dash stays a dash.
_LOWEST: Final = 1.05
#: The widest crop; wider ones are squeezed. A line of A4 in small print has 2,600 columns.
_WIDEST: Final = 2_800
#: Characters nearer to each other than this, in ems, are shown as touching.
_APART: Final = 0.75


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page.

    Attributes
    ----------
    box
        Around its ink.
    is_in_cell
        Whether it is the only line of a cell of a table.
    is_doubtful
        Whether it may be dirt.
    """

    box: PixelBox
    is_in_cell: bool = False
    is_doubtful: bool = False


def framed(box: PixelBox, em: float) -> tuple[float, float, float, float]:
    """Return the box of a line with paper around it; it may reach beyond the page."""
    left, top, right, bottom = box
    high = max(bottom - top, _LOWEST * em)
    middle = (top + bottom) / 2
    half = high / 2 + _ABOVE * em
    return left - _BESIDE * em, middle - half, right + _BESIDE * em, middle + half


def crop_of(page: Grey, box: PixelBox, em: float, *, is_figure_likely: bool = False) -> Crop:
    """Cut a line out of a page."""
    left, top, right, bottom = framed(box, em)
    scale = CROP_HEIGHT / (bottom - top)
    width = min(max(round((right - left) * scale), PLACE_COLUMNS), _WIDEST)
    corners = (math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
    whole = _cut(page, corners)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    picture = cv2.resize(whole, (width, CROP_HEIGHT), interpolation=way)
    return Crop(picture.astype(np.uint8, copy=False), is_figure_likely)


def _cut(page: Grey, box: PixelBox) -> Grey:
    """Cut out a box; what lies beyond the page is white."""
    left, top, right, bottom = box
    height, width = page.shape
    inside = page[max(top, 0) : min(bottom, height), max(left, 0) : min(right, width)]
    above, before = max(-top, 0), max(-left, 0)
    below, after = max(bottom - height, 0), max(right - width, 0)
    if above or before or below or after:
        return np.pad(inside, ((above, below), (before, after)), constant_values=255)
    return inside


def glyphs_of(transcript: Transcript, box: PixelBox, em: float, crop_width: int) -> list[Glyph]:
    """Return the characters of a line with their boxes, in pixels; certainties are scores."""
    left, top, right, bottom = framed(box, em)
    if not transcript.text:
        return []
    places = np.array(transcript.places, dtype=np.float64)
    middles = left + places.mean(axis=1) * PLACE_COLUMNS * (right - left) / crop_width
    size = bottom - top - 2 * _ABOVE * em
    half = np.array([size / 4 if each.isascii() else size / 2 for each in transcript.text])
    starts, ends = middles - half, middles + half
    for first in range(len(middles) - 1):
        gap = starts[first + 1] - ends[first]
        if gap < _APART * size:
            between = ends[first] + gap / 2
            ends[first] = starts[first + 1] = between
    starts = np.maximum(starts, left)
    ends = np.maximum(np.minimum(ends, right), starts + 0.5)
    return [
        Glyph(text, start, top, end, bottom, score)
        for text, start, end, score in zip(
            transcript.text, starts.tolist(), ends.tolist(), transcript.scores, strict=True
        )
    ]
