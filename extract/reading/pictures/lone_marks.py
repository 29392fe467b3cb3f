"""Strokes that stand alone: a slash, a dash and the figure 1 in cells of tables.

The recogniser tells them apart by the characters around them, and here there are none. A slash
or a dash says that a cell does not apply; taken for a 1 it would be a number that the report does
not give. How the stroke leans tells them apart.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from gongkai.extract.reading.pictures.images import Ink
from gongkai.extract.reading.pictures.transcribing import Transcript

#: What one stroke, or several side by side, may be read as.
_STROKES: Final = frozenset("1lI|丨/／\\7丿ノ,，、.'‘’-－—–―一_ー~")
#: Dashes are lower than this, and wider than that; in ems.
_DASH_HEIGHT: Final = 0.24
_DASH_WIDTH: Final = 0.28
#: By how much a slash moves to the left for each pixel down; an italic 1 moves by 0.2.
_LEAN: Final = (0.24, 1.6)
#: A stroke is thin: its ink is so near to a straight line, in ems.
_STRAIGHT: Final = 0.075
#: Slashes and figures are so high; in ems.
_HEIGHT: Final = 0.45
#: A mark that its shape decides is as sure as the surest characters.
_SCORE: Final = 0.999


def told_by_shape(transcript: Transcript, inside: Ink, em: float) -> Transcript:
    """Return what a line of one stroke says.

    Parameters
    ----------
    transcript
        What the recogniser made of it.
    inside
        The ink of the line, cut to its box.
    em
        The size of the print, in pixels.
    """
    if len(transcript.text) > 2 or not _STROKES.issuperset(transcript.text):
        return transcript
    height, width = inside.shape
    if height <= _DASH_HEIGHT * em and width >= _DASH_WIDTH * em:
        return _as("—", transcript, width, height)
    if len(transcript.text) <= 1 and height >= _HEIGHT * em and _leans(inside, em):
        return _as("/", transcript, width, height)
    return transcript


def _as(mark: str, transcript: Transcript, width: int, height: int) -> Transcript:
    if transcript.places:
        place = (transcript.places[0][0], transcript.places[-1][1])
    else:
        # Nothing was read: the mark stands in the middle of the crop.
        middle = round(3 * width / max(height, 1))
        place = (middle, middle + 1)
    return Transcript(mark, (place,), (_SCORE,))


def _leans(inside: Ink, em: float) -> bool:
    """Tell whether ink is one straight stroke that leans to the right."""
    rows, columns = np.nonzero(inside)
    if len(rows) < 4 or np.ptp(rows) < 2:
        return False
    slope, start = np.polyfit(rows.astype(np.float64), columns.astype(np.float64), 1).tolist()
    off = columns - (slope * rows + start)
    return _LEAN[0] <= -slope <= _LEAN[1] and float(np.std(off)) <= _STRAIGHT * em
