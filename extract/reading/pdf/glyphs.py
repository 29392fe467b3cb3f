"""The characters of a page: what each says, where it stands, how it is drawn.

There is one call into pdfium for each of these and each character, so that this is where the
time goes; what can be asked once for a run of characters (an object of the page) is asked once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from gongkai.extract.reading.pdf.library import (
    Handle,
    address_of,
    open_text,
    text_object_address,
)

#: Render modes in which text is not drawn: invisible, and to clip with alone.
UNDRAWN: Final = frozenset(
    {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
)  # fmt: skip
#: Render modes in which the filling alone is seen.
_FILLED: Final = frozenset({raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP})
#: The least value of each colour in what cannot be told from paper.
WHITE: Final = 250
#: The same in what is much lighter than text; watermarks have 190 and more.
PALE: Final = 150
#: The opacity (of 255) below which nothing is seen.
OPAQUE: Final = 12
#: Where pdfium writes red, green, blue and opacity; one thread calls it at a time.
_CHANNELS: Final = tuple(ctypes.c_uint() for _ in range(4))
_UNREADABLE: Final = 0xFFFD
#: What pdfium writes in place of a hyphen at the end of a line.
_HYPHENS: Final = (0x02, 0xFFFE)
_HYPHEN: Final = 0x2D
#: Text below this height, in points, is not there to be read.
_LOWEST: Final = 1.5
#: Two equal characters nearer to each other than this share of their height are one, drawn twice
#: to make it bold; the narrowest in print, such as full stops, are a quarter as wide as high.
_TWICE: Final = 0.16


@dataclass(frozen=True, slots=True, eq=False)
class PageText:
    """The characters of a page, in the order of the file.

    Attributes
    ----------
    texts
        What each says; U+FFFD where the file does not tell.
    corners
        (characters, 4): left, top, right and bottom, in the coordinates of the file.
    turns
        Quarter turns clockwise that the page needs to be read; -1 where text runs aslant.
    is_undrawn
        Whether the character is there but not drawn, as under scans.
    is_white
        Whether it is drawn in white or fully transparent.
    is_pale
        Whether it is drawn much lighter than text, as watermarks are.
    """

    texts: list[str]
    corners: NDArray[np.float64]
    turns: NDArray[np.int8]
    is_undrawn: NDArray[np.bool_]
    is_white: NDArray[np.bool_]
    is_pale: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.texts)

    def only(self, chosen: NDArray[np.bool_]) -> PageText:
        """Return some of the characters."""
        places = np.flatnonzero(chosen).tolist()
        return PageText(
            [self.texts[place] for place in places],
            self.corners[chosen],
            self.turns[chosen],
            self.is_undrawn[chosen],
            self.is_white[chosen],
            self.is_pale[chosen],
        )


_NOTHING: Final = PageText(
    [], np.empty((0, 4)), np.empty(0, np.int8), *(np.empty(0, np.bool_) for _ in range(3))
)


def read_text(page: Handle, limit: int, shapeless: Mapping[int, bool]) -> tuple[PageText, bool]:
    """Return the characters of a page without white space, and whether some were left out.

    Parameters
    ----------
    page
        The page, its drawings read.
    limit
        How many are looked at.
    shapeless
        Whether it is undrawn, for each text that was made readable, by its address.
    """
    with open_text(page) as text:
        count = raw.FPDFText_CountChars(text) if text else 0
        if count <= 0:
            return _NOTHING, False
        return _without_doubles(_characters(text, min(count, limit), shapeless)), count > limit


def _characters(text: Handle, count: int, shapeless: Mapping[int, bool]) -> PageText:
    indices = range(count)
    code_of, fault_of = raw.FPDFText_GetUnicode, raw.FPDFText_HasUnicodeMapError
    box_of = raw.FPDFText_GetLooseCharBox
    boxes = (raw.FS_RECTF * count)()
    for index, box in enumerate(boxes):
        box_of(text, index, box)
    codes = np.array([code_of(text, index) for index in indices], dtype=np.uint32)
    faults = np.array([fault_of(text, index) for index in indices], dtype=np.int8) == 1
    address = address_of(text)
    objects = np.array(
        [text_object_address(address, index) or 0 for index in indices], dtype=np.uint64
    )
    codes[np.isin(codes, _HYPHENS)] = _HYPHEN
    texts = _texts(codes, faults)
    corners = np.frombuffer(boxes, dtype=np.float32).reshape(-1, 4).astype(np.float64)
    found, first, which = np.unique(objects, return_index=True, return_inverse=True)
    styles = np.array(
        [
            _style(text, address, index, shapeless.get(address))
            for address, index in zip(found.tolist(), first.tolist(), strict=True)
        ]
    ).reshape(-1, 4)[which]
    _join_ligatures(texts, corners, objects)
    kept = np.array([bool(each) and not each.isspace() for each in texts], dtype=np.bool_)
    kept &= np.isfinite(corners).all(axis=1)
    kept &= np.abs(corners[:, 3] - corners[:, 1]) >= _LOWEST
    whole = PageText(texts, corners, styles[:, 0].astype(np.int8), *(styles[:, 1:].T > 0))
    return whole.only(kept)


def _texts(codes: NDArray[np.uint32], faults: NDArray[np.bool_]) -> list[str]:
    """Return what each code says; the second half of a pair says nothing."""
    blank = np.isin(codes, (0x09, 0x0A, 0x0D, 0x20))
    codes = np.where(faults & ~blank, _UNREADABLE, codes)
    codes = np.where((codes == 0) | (codes > 0x10FFFF), _UNREADABLE, codes)
    texts = [chr(code) for code in codes.tolist()]
    for place in np.flatnonzero((codes >= 0xD800) & (codes <= 0xDFFF)).tolist():
        pair = "".join(texts[place : place + 2])
        if len(pair) == 2 and "\ud800" <= pair[0] < "\udc00" <= pair[1] <= "\udfff":
            texts[place] = pair.encode("utf-16", "surrogatepass").decode("utf-16")
            texts[place + 1] = ""
        elif texts[place]:
            texts[place] = chr(_UNREADABLE)
    return texts


def _style(
    text: Handle, address: int, index: int, is_undrawn: bool | None
) -> tuple[int, bool, bool, bool]:
    """Return the quarter turns of an object, and whether it is undrawn, white, pale."""
    turns = _turns(raw.FPDFText_GetCharAngle(text, index))
    if not address or is_undrawn is not None:
        return turns, bool(is_undrawn), False, False
    thing = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    mode = raw.FPDFTextObj_GetTextRenderMode(thing)
    if mode in UNDRAWN:
        return turns, True, False, False
    if mode not in _FILLED:
        return turns, False, False, False
    is_white = not is_seen(thing, raw.FPDFPageObj_GetFillColor)
    return turns, False, is_white, is_white or _is_pale(thing)


def is_seen(thing: Handle, colour_of: Handle) -> bool:
    """Tell whether an object has a colour that shows on paper."""
    if not colour_of(thing, *_CHANNELS):
        return True  # a pattern or something else that is not one colour
    red, green, blue, opacity = (channel.value for channel in _CHANNELS)
    return opacity >= OPAQUE and min(red, green, blue) < WHITE


def _is_pale(thing: Handle) -> bool:
    """Tell whether text is drawn much lighter than text that is to be read."""
    if not raw.FPDFPageObj_GetFillColor(thing, *_CHANNELS):
        return False
    red, green, blue, opacity = (channel.value for channel in _CHANNELS)
    return 255 - (255 - min(red, green, blue)) * opacity / 255 >= PALE


def _turns(angle: float) -> int:
    """Return the quarter turns that undo an angle in radians; -1 if it lies between two."""
    quarters = angle / (np.pi / 2)
    nearest = round(quarters)
    # An eighth of a quarter turn, 11 degrees: scanners turn the text of a page as it lay.
    return -nearest % 4 if abs(quarters - nearest) < 0.125 else -1


def _join_ligatures(
    texts: list[str], corners: NDArray[np.float64], objects: NDArray[np.uint64]
) -> None:
    """Join the letters of a ligature, for which pdfium gives the same box again and again."""
    same = (corners[1:] == corners[:-1]).all(axis=1) & (objects[1:] == objects[:-1])
    first = 0
    for place in (np.flatnonzero(same) + 1).tolist():
        if place < 2 or not same[place - 2]:
            first = place - 1
        letters = texts[place]
        is_repeated = letters == texts[first] and not ("a" <= letters <= "z")
        if not letters.isspace() and not is_repeated:
            texts[first] += letters
        texts[place] = ""


def _without_doubles(text: PageText) -> PageText:
    """Leave out characters that are drawn again at almost the same place."""
    if not len(text):
        return text
    height = np.abs(text.corners[:, 3] - text.corners[:, 1])
    size = np.maximum(np.round(height), 1.0)
    scale = size * _TWICE * 2
    vocabulary: dict[str, int] = {}
    names = [vocabulary.setdefault(each, len(vocabulary)) for each in text.texts]
    what = np.array(names, dtype=np.int64)
    kept = np.ones(len(text), dtype=np.bool_)
    # Whatever lies near each other falls into one square of at least one of four meshes.
    for shift_x, shift_y in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        column = np.floor(np.clip(text.corners[:, 0], -1e6, 1e6) / scale + shift_x)
        row = np.floor(np.clip(text.corners[:, 3], -1e6, 1e6) / scale + shift_y)
        keys = np.stack([what, size.astype(np.int64), column.astype(np.int64),
                         row.astype(np.int64)], axis=1)  # fmt: skip
        order = np.lexsort(keys.T)
        again = (keys[order][1:] == keys[order][:-1]).all(axis=1)
        near = np.abs(text.corners[order][1:] - text.corners[order][:-1])[:, [0, 3]].max(axis=1)
        again &= near < _TWICE * size[order][1:]
        kept[order[1:][again]] = False
    return text if kept.all() else text.only(kept)
