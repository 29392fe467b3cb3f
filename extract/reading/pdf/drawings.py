"""What else is drawn on a page: lines, filled areas and pictures.

Tables are drawn in many ways: strokes, thin filled rectangles, rows of dots, rectangles around
cells, filled cells, pictures one pixel high. :mod:`.borders` makes lines of them all;
:mod:`gongkai.extract.reading.pages.strokes` joins pieces and doubles.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from gongkai.extract.reading.limits import PDF_FORM_DEPTH, PDF_OBJECTS, PDF_SEGMENTS
from gongkai.extract.reading.pdf.frame import Corners
from gongkai.extract.reading.pdf.glyphs import UNDRAWN, is_seen
from gongkai.extract.reading.pdf.library import Handle, address_of

#: The six numbers of a transformation as PDF writes them.
Matrix = tuple[float, float, float, float, float, float]

_SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: What is thinner than this, in points, is a line; thick borders have 3, their joints more.
_THIN: Final = 3.6
#: What is thinner than this has no width.
_SHAPELESS: Final = 0.02
#: What is smaller than this is a dot, of which lines may be made; a piece of a line is longer.
_LARGEST_DOT: Final = 1.3
#: An edge that is shorter has no direction.
_SHORTEST: Final = 0.5
#: An edge that departs more from its direction, in points, is slanting.
_SLANT: Final = 1.0
#: More paths that clip one object, or corners of one, are a drawing and not a cell.
_CLIPS: Final = 12
_CLIP_CORNERS: Final = 24


@dataclass(frozen=True, slots=True)
class Shade:
    """A filled area without an outline: the box around it, and its straight edges."""

    box: Corners
    edges: tuple[Corners, ...]


@dataclass(slots=True, eq=False)
class Drawings:
    """Lines, areas and pictures of a page, in the coordinates of the file.

    Attributes
    ----------
    lines
        Two ends of each.
    dots
        The middle of each small square: lines may be made of them.
    shades
        Areas that are filled without an outline.
    areas
        Two corners of each area that is filled so that it shows, pictures with them.
    pictures
        Two corners of each.
    shapeless
        Whether it is undrawn, for each text whose characters have no shape, by its address.
    path_count
        How many paths there are: text drawn as outlines has one for each character or line.
    is_cut
        Whether there was more than is read.
    """

    lines: list[Corners] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    areas: list[Corners] = field(default_factory=list)
    pictures: list[Corners] = field(default_factory=list)
    shapeless: dict[int, bool] = field(default_factory=dict)
    path_count: int = 0
    is_cut: bool = False


def read_drawings(page: Handle) -> Drawings:
    """Collect what is drawn on a page, forms in forms included.

    Comes before the text of the page is opened, since text without a shape is made readable.
    """
    reader = _Reader()
    count = max(raw.FPDFPage_CountObjects(page), 0)
    for index in range(count):
        if not reader.read(raw.FPDFPage_GetObject(page, index), _SAME, 0):
            break
    return reader.found


class _Reader:
    """Goes through the objects of a page."""

    def __init__(self) -> None:
        self.found = Drawings()
        self._objects = 0
        self._segments = 0
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()
        self._mode, self._stroked = ctypes.c_int(), ctypes.c_int()

    def read(self, thing: Handle, outer: Matrix, depth: int) -> bool:
        """Read an object; return whether there is room for more."""
        self._objects += 1
        if self._objects > PDF_OBJECTS or self._segments > PDF_SEGMENTS:
            self.found.is_cut = True
            return False
        match raw.FPDFPageObj_GetType(thing):
            case raw.FPDF_PAGEOBJ_TEXT:
                self._widen(thing)
            case raw.FPDF_PAGEOBJ_PATH:
                self._read_path(thing, outer)
            case raw.FPDF_PAGEOBJ_IMAGE:
                self._read_picture(thing, outer)
            case raw.FPDF_PAGEOBJ_FORM:
                return self._read_form(thing, outer, depth)
        return True

    def _widen(self, thing: Handle) -> None:
        """Make text as wide as a line that is drawn around it if it has no width.

        Scanners write what they recognised in fonts without shapes, and a character alone, such
        as a figure in a table, then has no width; pdfium passes over what has none.
        """
        if not raw.FPDFPageObj_GetBounds(thing, *self._floats):
            return
        left, low, right, high = (each.value for each in self._floats)
        if min(right - left, high - low) >= _SHAPELESS:
            return
        mode = raw.FPDFTextObj_GetTextRenderMode(thing)
        self.found.shapeless[address_of(thing)] = mode in UNDRAWN
        raw.FPDFTextObj_SetTextRenderMode(thing, raw.FPDF_TEXTRENDERMODE_STROKE)
        raw.FPDFPageObj_Transform(thing, *_SAME)  # it is measured again

    def _read_form(self, thing: Handle, outer: Matrix, depth: int) -> bool:
        if depth >= PDF_FORM_DEPTH:
            self.found.is_cut = True
            return True
        inner = _combined(self._matrix_of(thing), outer)
        for index in range(max(raw.FPDFFormObj_CountObjects(thing), 0)):
            if not self.read(raw.FPDFFormObj_GetObject(thing, index), inner, depth + 1):
                return False
        return True

    def _read_picture(self, thing: Handle, outer: Matrix) -> None:
        box = self._bounds(thing, outer)
        if box is None:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN / 2:
            self._add_line(box)
        else:
            self.found.pictures.append(box)
            self.found.areas.append(box)

    def _read_path(self, thing: Handle, outer: Matrix) -> None:
        self.found.path_count += 1
        mode, stroked = self._mode, self._stroked
        if not raw.FPDFPath_GetDrawMode(thing, ctypes.byref(mode), ctypes.byref(stroked)):
            return
        is_filled = mode.value != 0 and is_seen(thing, raw.FPDFPageObj_GetFillColor)
        is_stroked = bool(stroked.value) and is_seen(thing, raw.FPDFPageObj_GetStrokeColor)
        box = self._bounds(thing, outer) if is_filled or is_stroked else None
        if box is None:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self._add_line(box)
            return
        clip = self._clip(thing, outer)
        edges = self._edges(thing, outer, closing=is_filled)
        if clip:
            edges = [_within(edge, clip) for edge in edges]
            edges = [each for each in edges if each[2] >= each[0] and each[3] >= each[1]]
        if is_stroked:
            self.found.lines.extend(edges)
        elif edges:
            self.found.shades.append(Shade(box, tuple(edges)))
        if is_filled:
            self.found.areas.append(box)

    def _add_line(self, box: Corners) -> None:
        """Add the middle line of a thin box."""
        left, low, right, high = box
        if max(right - left, high - low) <= _LARGEST_DOT:
            self.found.dots.append(((left + right) / 2, (low + high) / 2))
        elif right - left >= high - low:
            middle = (low + high) / 2
            self.found.lines.append((left, middle, right, middle))
        else:
            middle = (left + right) / 2
            self.found.lines.append((middle, low, middle, high))

    def _bounds(self, thing: Handle, outer: Matrix) -> Corners | None:
        """Return the box around what an object shows; ``None`` if nothing is left of it."""
        if not raw.FPDFPageObj_GetBounds(thing, *self._floats):
            return None
        left, low, right, high = (each.value for each in self._floats)
        box = _moved((left, low, right, high), outer)
        clip = self._clip(thing, outer)
        if clip:
            box = _within(box, clip)
        return (
            box if box[2] >= box[0] and box[3] >= box[1] and all(map(math.isfinite, box)) else None
        )

    def _clip(self, thing: Handle, outer: Matrix) -> Corners | None:
        """Return the box that an object is clipped to; ``None`` if it is not."""
        path = raw.FPDFPageObj_GetClipPath(thing)
        count = raw.FPDFClipPath_CountPaths(path) if path else 0
        box: Corners | None = None
        for index in range(min(max(count, 0), _CLIPS)):
            corners = raw.FPDFClipPath_CountPathSegments(path, index)
            if not 2 <= corners <= _CLIP_CORNERS:
                continue
            points = [
                self._point(raw.FPDFClipPath_GetPathSegment(path, index, corner))
                for corner in range(corners)
            ]
            across, up = zip(*points, strict=True)
            one = _moved((min(across), min(up), max(across), max(up)), outer)
            box = one if box is None else _within(box, one)
        return box

    def _edges(self, thing: Handle, outer: Matrix, *, closing: bool) -> list[Corners]:
        """Return the straight edges of a path that run along or across the page."""
        count = max(raw.FPDFPath_CountSegments(thing), 0)
        self._segments += count
        if self._segments > PDF_SEGMENTS:
            return []
        inner = _combined(self._matrix_of(thing), outer)
        edges: list[tuple[tuple[float, float], tuple[float, float]]] = []
        begun = last = (0.0, 0.0)
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(thing, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            point = _applied(self._point(segment), inner)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if closing:
                    edges.append((last, begun))
                begun = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                edges.append((last, point))
            last = point
            if raw.FPDFPathSegment_GetClose(segment):
                edges.append((last, begun))
                last = begun
        if closing:
            edges.append((last, begun))
        return [line for one, other in edges if (line := _straight(one, other))]

    def _point(self, segment: Handle) -> tuple[float, float]:
        across, up = self._floats[:2]
        raw.FPDFPathSegment_GetPoint(segment, across, up)
        return across.value, up.value

    def _matrix_of(self, thing: Handle) -> Matrix:
        matrix = self._matrix
        if not raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix)):
            return _SAME
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Corners | None:
    """Return an edge as two sorted corners if it runs along or across the page."""
    left, right = sorted((one[0], other[0]))
    low, high = sorted((one[1], other[1]))
    wide, tall = right - left, high - low
    if max(wide, tall) < _SHORTEST or min(wide, tall) > _SLANT:
        return None
    middle_x, middle_y = (left + right) / 2, (low + high) / 2
    return (left, middle_y, right, middle_y) if wide > tall else (middle_x, low, middle_x, high)


def _applied(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _combined(first: Matrix, then: Matrix) -> Matrix:
    """Return the transformation that makes the first and then the other."""
    if then is _SAME:
        return first
    a, b, c, d, e, f = first
    a2, b2, c2, d2, e2, f2 = then
    return (
        a * a2 + b * c2,
        a * b2 + b * d2,
        c * a2 + d * c2,
        c * b2 + d * d2,
        e * a2 + f * c2 + e2,
        e * b2 + f * d2 + f2,
    )


def _moved(box: Corners, matrix: Matrix) -> Corners:
    """Return the box around a box that is transformed."""
    if matrix is _SAME:
        return box
    left, low, right, high = box
    corners = ((left, low), (right, low), (left, high), (right, high))
    across, up = zip(*(_applied(corner, matrix) for corner in corners), strict=True)
    return min(across), min(up), max(across), max(up)


def _within(box: Corners, clip: Corners) -> Corners:
    """Return what a clip leaves of a box; its sides change places if that is nothing."""
    return (
        max(box[0], clip[0]),
        max(box[1], clip[1]),
        min(box[2], clip[2]),
        min(box[3], clip[3]),
    )


def as_array(boxes: list[Corners]) -> NDArray[np.float64]:
    """Return boxes as an array of (boxes, 4)."""
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)
