"""A page of a PDF file: what the file itself says about it, before any picture is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pages import Glyph, PageContent
from gongkai.extract.reading.pdf.borders import rulings_of
from gongkai.extract.reading.pdf.drawings import Drawings, as_array, read_drawings
from gongkai.extract.reading.pdf.frame import Corners, Frame, frame_of
from gongkai.extract.reading.pdf.glyphs import PageText, read_text
from gongkai.extract.reading.pdf.legibility import is_legible, unreadable
from gongkai.extract.reading.pdf.library import Handle, open_page

#: A page is turned if so much of its text stands in another direction.
_NEARLY_ALL: Final = 0.8
#: A page without text that has so many paths shows text as outlines.
_OUTLINES: Final = 20
#: Watermarks are larger than text by this ratio.
_MUCH_LARGER: Final = 1.5
#: Characters of one text are not farther apart than this, in sizes of them.
_BESIDE: Final = 1.6
#: A picture over a smaller share of the page is a logo, a stamp or a QR code.
_LARGE: Final = 0.02


class Writing(Enum):
    """What kind of text a page gives."""

    #: The text that it shows.
    SHOWN = "shown"
    #: Text laid under a scan by the scanner.
    UNDER_SCAN = "under a scan"
    #: None, though it shows something.
    MISSING = "missing"
    #: Text of another kind than it shows, from fonts that do not name their characters.
    ILLEGIBLE = "illegible"
    #: None, and it shows nothing.
    BLANK = "blank"
    #: The page cannot be opened.
    DAMAGED = "damaged"

    @property
    def is_usable(self) -> bool:
        """Whether the text can be taken as that of the page."""
        return self in {Writing.SHOWN, Writing.UNDER_SCAN}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A page as the file gives it.

    Attributes
    ----------
    content
        Its characters and lines; without characters if they are not usable.
    writing
        What kind of text it gives.
    turns
        Quarter turns clockwise that it is shown with.
    pictures
        The boxes of its pictures, in points from the top left corner.
    unreadable_count
        How many characters of its text are not named by their font.
    is_text_cut, is_cut
        Whether it has more characters, or more lines, than are read.
    """

    content: PageContent
    writing: Writing
    turns: int = 0
    pictures: tuple[Corners, ...] = ()
    unreadable_count: int = 0
    is_text_cut: bool = False
    is_cut: bool = False


def read_sheet(document: Handle, index: int, limit: int) -> Sheet:
    """Read a page, counted from 0, with at most ``limit`` characters."""
    with open_page(document, index) as page:
        if page is None:
            return Sheet(PageContent(index + 1, 0.0, 0.0, (), ()), Writing.DAMAGED)
        frame = frame_of(page)
        drawings = read_drawings(page)
        text, is_text_cut = read_text(page, limit, drawings.shapeless)
    text = _upright(_visible(text, drawings))
    frame = frame.turned(_turns(text, frame))
    pictures = frame.boxes(drawings.pictures)
    writing = _writing(text, drawings, pictures, frame)
    unreadable_count = 0
    if writing.is_usable:
        unreadable_count = len(unreadable(each[0] for each in text.texts))
    content = PageContent(
        number=index + 1,
        width=frame.width,
        height=frame.height,
        glyphs=_glyphs(frame, text) if writing.is_usable else (),
        rulings=rulings_of(drawings, frame),
    )
    return Sheet(
        content, writing, frame.turns, pictures, unreadable_count, is_text_cut, drawings.is_cut
    )


def _visible(text: PageText, drawings: Drawings) -> PageText:
    """Leave out watermarks, and text that is not seen unless a scan lies over it.

    Text that is not drawn is what a scanner read; if there is more text that is drawn, it is
    something else, such as marks that office software hides in a page.
    """
    is_undrawn = text.is_undrawn
    if int(is_undrawn.sum()) * 2 > len(text) and drawings.pictures:
        is_undrawn = np.zeros(len(text), dtype=np.bool_)
    is_hidden = is_undrawn | (text.is_white & ~_is_on_area(text, drawings)) | _is_watermark(text)
    return text.only(~is_hidden) if is_hidden.any() else text


def _is_watermark(text: PageText) -> NDArray[np.bool_]:
    """Tell which characters are much paler than the others and much larger."""
    height = np.abs(text.corners[:, 3] - text.corners[:, 1])
    sideways = text.turns % 2 == 1
    height[sideways] = np.abs(text.corners[:, 2] - text.corners[:, 0])[sideways]
    plain = height[~text.is_pale]
    if not text.is_pale.any() or 2 * len(plain) < len(text):
        return np.zeros(len(text), dtype=np.bool_)
    found: NDArray[np.bool_] = text.is_pale & (height > _MUCH_LARGER * np.median(plain))
    return found


def _is_on_area(text: PageText, drawings: Drawings) -> NDArray[np.bool_]:
    """Tell which white characters stand on something that is not white."""
    found = np.zeros(len(text), dtype=np.bool_)
    white = np.flatnonzero(text.is_white)
    if not len(white) or not drawings.areas:
        return found
    areas = as_array(drawings.areas)
    x = (text.corners[white, 0] + text.corners[white, 2]) / 2
    y = (text.corners[white, 1] + text.corners[white, 3]) / 2
    for place, across, up in zip(white.tolist(), x.tolist(), y.tolist(), strict=True):
        inside = (areas[:, 0] <= across) & (across <= areas[:, 2])
        found[place] = bool((inside & (areas[:, 1] <= up) & (up <= areas[:, 3])).any())
    return found


def _upright(text: PageText) -> PageText:
    """Leave out text that runs aslant: watermarks."""
    aslant = text.turns < 0
    return text.only(~aslant) if aslant.any() else text


def _turns(text: PageText, frame: Frame) -> int:
    """Return the quarter turns with which the page is read."""
    if not len(text):
        return frame.turns
    counts = np.bincount(text.turns, minlength=4)
    commonest = int(counts.argmax())
    return commonest if counts[commonest] >= _NEARLY_ALL * len(text) else frame.turns


def _writing(
    text: PageText, drawings: Drawings, pictures: tuple[Corners, ...], frame: Frame
) -> Writing:
    if not len(text):
        shows = any(_share(box, frame) >= _LARGE for box in pictures)
        return Writing.MISSING if shows or drawings.path_count >= _OUTLINES else Writing.BLANK
    if not is_legible(text.texts):
        return Writing.ILLEGIBLE
    is_under_scan = 2 * int(text.is_undrawn.sum()) > len(text)
    return Writing.UNDER_SCAN if is_under_scan else Writing.SHOWN


def _share(box: Corners, frame: Frame) -> float:
    """Return the share of the page that a box covers."""
    page = frame.width * frame.height
    return (box[2] - box[0]) * (box[3] - box[1]) / page if page > 0 else 0.0


def _glyphs(frame: Frame, text: PageText) -> tuple[Glyph, ...]:
    boxes = frame.upright(text.corners)
    _turn_downwards(boxes, (text.turns - frame.turns) % 4 == 1)
    return tuple(
        Glyph(what, left, top, right, bottom)
        for what, (left, top, right, bottom) in zip(text.texts, boxes.tolist(), strict=True)
    )


def _turn_downwards(boxes: NDArray[np.float64], is_upwards: NDArray[np.bool_]) -> None:
    """Turn labels that are written upwards upside down, so that all are read downwards."""
    members = np.flatnonzero(is_upwards)
    if not len(members):
        return
    middles = (boxes[members, :2] + boxes[members, 2:]) / 2
    size = np.maximum((boxes[members, 2:] - boxes[members, :2]).max(axis=1), 1.0)
    steps = np.diff(middles, axis=0) / size[1:, None]
    # Upwards, or back to the foot of the next column.
    goes_on = (np.abs(steps[:, 0]) < _BESIDE) & (
        (np.abs(steps[:, 1]) < _BESIDE) | (steps[:, 0] > 1 / 2)
    )
    ends = np.flatnonzero(~goes_on | (np.diff(members) != 1)) + 1
    for group in np.split(members, ends):
        corner = boxes[group, :2].min(axis=0) + boxes[group, 2:].max(axis=0)
        boxes[group] = np.tile(corner, 2) - boxes[group][:, [2, 3, 0, 1]]
