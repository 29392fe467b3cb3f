"""Lines of a page are read, and their characters get their places on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gongkai.extract.reading.limits import PICTURE_COLUMNS
from gongkai.extract.reading.pages import Glyph
from gongkai.extract.reading.pictures.cells import runs
from gongkai.extract.reading.pictures.crops import Line, crop_of, glyphs_of
from gongkai.extract.reading.pictures.engine import Crop, Engine
from gongkai.extract.reading.pictures.images import Grey, Ink, PixelBox
from gongkai.extract.reading.pictures.lone_marks import told_by_shape

#: Ink of this width without a character, in ems, was passed over and is read again.
_PASSED_OVER: Final = 0.75
#: Parts of it so near to each other are one.
_PART: Final = 0.35
#: Lower ink is a dash, whose length the recogniser does not tell.
_DASH: Final = 0.22
#: What is read again must have this mean score.
_SURE: Final = 0.6
#: The mean score of the characters of a line.
_LEAST_SCORE: Final = 0.3
_DOUBTFUL_SCORE: Final = 0.75


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of text, and what it says.

    Attributes
    ----------
    line
        Where it stands, in pixels of the upright page.
    glyphs
        Its characters from the left, in pixels; their certainties are scores of the recogniser.
    """

    line: Line
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def scores(self) -> list[float]:
        """The score of each character."""
        return [glyph.certainty for glyph in self.glyphs]

    @property
    def is_shown(self) -> bool:
        """Whether it is text: what can hardly be read is a drawing, or dirt."""
        least = _DOUBTFUL_SCORE if self.line.is_doubtful else _LEAST_SCORE
        return bool(self.glyphs) and sum(self.scores) >= least * len(self.glyphs)


def read_lines(
    page: Grey, ink: Ink, lines: Sequence[Line], em: float, engine: Engine
) -> tuple[list[ReadLine], bool]:
    """Read lines of a page.

    Returns
    -------
    tuple of list of ReadLine and bool
        The lines, and whether some were left out since the page has more text than any.
    """
    crops: list[Crop] = []
    columns = 0
    for line in lines:
        crop = crop_of(page, line.box, em, is_figure_likely=line.is_in_cell)
        columns += crop.picture.shape[1]
        if columns > PICTURE_COLUMNS:
            break
        crops.append(crop)
    kept = lines[: len(crops)]
    read: list[ReadLine] = []
    for line, found, crop in zip(kept, engine.read(crops), crops, strict=True):
        left, top, right, bottom = line.box
        inside = ink[max(top, 0) : bottom, max(left, 0) : right]
        transcript = told_by_shape(found, inside, em)
        glyphs = glyphs_of(transcript, line.box, em, crop.picture.shape[1])
        read.append(ReadLine(line, tuple(glyphs)))
    return _read_again(page, ink, read, em, engine), len(kept) < len(lines)


def _read_again(
    page: Grey, ink: Ink, read: list[ReadLine], em: float, engine: Engine
) -> list[ReadLine]:
    """Read what the recogniser passed over: characters at the ends of lines, mostly."""
    missed = [
        (number, box)
        for number, each in enumerate(read)
        if each.glyphs
        for box in _passed_over(ink, each, em)
    ]
    crops = [crop_of(page, box, em) for _, box in missed]
    for (number, box), crop, transcript in zip(missed, crops, engine.read(crops), strict=True):
        if transcript.score >= _SURE:
            added = glyphs_of(transcript, box, em, crop.picture.shape[1])
            whole = sorted([*read[number].glyphs, *added], key=lambda glyph: glyph.left)
            read[number] = ReadLine(read[number].line, tuple(whole))
    return read


def _passed_over(ink: Ink, read: ReadLine, em: float) -> Iterator[PixelBox]:
    """Yield the boxes of ink in a line that no character stands for."""
    left, top, right, bottom = read.line.box
    left, top = max(left, 0), max(top, 0)
    inside = ink[top:bottom, left:right]
    columns = inside.max(axis=0, initial=0) > 0
    for glyph in read.glyphs:
        start, end = round(glyph.left - 0.1 * em) - left, round(glyph.right + 0.1 * em) - left
        columns[max(start, 0) : max(end, 0)] = False
    for start, end in runs(columns, round(_PART * em)):
        if end - start < _PASSED_OVER * em:
            continue
        rows = np.flatnonzero(inside[:, start:end].any(axis=1))
        if rows[-1] - rows[0] >= _DASH * em:
            yield left + start, top + int(rows[0]), left + end, top + int(rows[-1]) + 1
