"""Pictures in a Word file that is nothing else: their text is recognised.

Some offices scan the printed report and put the pictures into a Word file; others put only the
tables in as pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Final, TypeGuard

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.limits import WORD_PICTURE_BYTES, WORD_RECOGNISED_PICTURES
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.reading.rendering import PlacedCell, PlacedTable, Prose
from gongkai.extract.reading.word.package import Package, Relationship
from gongkai.extract.reading.word.pieces import Picture, Piece
from gongkai.extract.reading.zip_files import brief
from gongkai.models.document import Block, Grid, Notice
from gongkai.models.layout import Layout

#: In points: what is smaller is a seal, a badge or a QR code. Of unknown size is taken for large.
_LARGE_WIDTH: Final = 200
_LARGE_HEIGHT: Final = 100
#: What can be read; drawings cannot (EMF and WMF, as which Word shows sheets of Excel).
_RASTER: Final = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")
_MISSING: Final = "missing_extra"

Certainties = NDArray[np.float32]


@dataclass(slots=True)
class Recognised:
    """Pieces with those recognised in place of pictures.

    Attributes
    ----------
    pieces
        Prose and tables, in order.
    certainties
        For a piece that was recognised, by its place: the certainty of each character, cells
        one after the other.
    notices
        What the user should know.
    """

    pieces: list[Prose | PlacedTable] = field(default_factory=list)
    certainties: dict[int, Certainties] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def recognise(
    pieces: Sequence[Piece],
    package: Package,
    relationships: dict[str, Relationship],
    recognition: Recognition,
) -> Recognised:
    """Put what large pictures say in their place, where it is wanted.

    A report without a table whose pictures are large has its tables in them; in one with tables
    pictures are read only if recognition is asked for. Pictures with nothing between them are
    pages, on which a table may go on.

    Raises
    ------
    ReadError
        ``missing_extra`` if the file has no text but in pictures, and nothing is installed to
        recognise it; and as ``read_pictures`` raises it then.
    """
    reader = _Reader(package, recognition, has_text=any(map(_is_text, pieces)))
    has_tables = any(isinstance(piece, PlacedTable) for piece in pieces)
    is_wanted = recognition is Recognition.ALWAYS or not has_tables
    for is_picture, group in groupby(pieces, lambda piece: not _is_text(piece)):
        if not is_picture:
            reader.found.pieces += [piece for piece in group if _is_text(piece)]
            continue
        names = [name for piece in group if (name := _part_of(piece, relationships)) is not None]
        readable = [name for name in names if name.lower().endswith(_RASTER)] if is_wanted else []
        reader.unread += len(names) - len(readable)
        reader.read(readable)
    if reader.unread:
        reader.found.notices.append(_not_read(reader.unread))
    return reader.found


def _is_text(piece: Piece) -> TypeGuard[Prose | PlacedTable]:
    return isinstance(piece, Prose | PlacedTable)


class _Reader:
    """Reads pictures, as many as are allowed, and counts those that are left."""

    def __init__(self, package: Package, recognition: Recognition, *, has_text: bool) -> None:
        self.found = Recognised()
        self.unread = 0
        self._package = package
        self._recognition = recognition
        self._has_text = has_text
        self._left_over = 0 if recognition is Recognition.NEVER else WORD_RECOGNISED_PICTURES

    def read(self, names: Sequence[str]) -> None:
        """Read the pages of a group of pictures.

        Raises
        ------
        ReadError
            If there is no other text; and if recognition was asked for and is not installed.
        """
        chosen = names[: self._left_over]
        self.unread += len(names) - len(chosen)
        self._left_over -= len(chosen)
        if not chosen:
            return
        try:
            contents = _read(self._package, chosen, self._recognition)
        except ReadError as error:
            is_missing = error.code == _MISSING
            if not self._has_text or (is_missing and self._recognition is Recognition.ALWAYS):
                raise
            self.unread += len(chosen)
            self._left_over = 0 if is_missing else self._left_over
        else:
            _add(self.found, contents)


def _not_read(count: int) -> Notice:
    return Notice(
        "pictures_not_read",
        f"{count} large pictures were not read and may hold tables of the report.",
    )


def _part_of(piece: Piece, relationships: dict[str, Relationship]) -> str | None:
    """Return the part of a picture that is large enough to hold a table."""
    if not isinstance(piece, Picture):
        return None
    if piece.width and (piece.width < _LARGE_WIDTH or piece.height < _LARGE_HEIGHT):
        return None
    relationship = relationships.get(piece.relationship)
    return None if relationship is None else relationship.target


def _read(package: Package, names: Sequence[str], recognition: Recognition) -> Contents:
    # Loads when it is needed: it takes longer than to read a report with text.
    from gongkai.extract.reading.pictures import read_pictures  # noqa: PLC0415

    # A generator would end at the first picture that is damaged; map goes on.
    return read_pictures(map(partial(_picture, package), names), recognition)


def _picture(package: Package, name: str) -> bytes:
    data = package.part(name, WORD_PICTURE_BYTES)
    if data is None:
        raise ReadError(
            "damaged", f"The Word file lacks its picture {brief(name)}; fetch it again."
        )
    return data


def _add(found: Recognised, contents: Contents) -> None:
    layout = contents.layout
    known = None if layout is None else layout.certainties
    for piece, spans in pieces_of(contents.text, contents.blocks):
        if known is not None:
            parts = [known[start:end] for start, end in spans]
            found.certainties[len(found.pieces)] = np.concatenate(parts)
        found.pieces.append(piece)
    found.notices.extend(contents.notices)


def pieces_of(
    text: str, blocks: Sequence[Block]
) -> Iterator[tuple[Prose | PlacedTable, list[tuple[int, int]]]]:
    """Yield the pieces that a text was rendered from, and where their characters stand."""
    for block in blocks:
        if isinstance(block, Grid):
            spans = [(cell.span.start, cell.span.end) for cell in block.cells]
            cells = [
                PlacedCell(cell.row, cell.column, cell.row_span, cell.column_span, text[start:end])
                for cell, (start, end) in zip(block.cells, spans, strict=True)
            ]
            yield PlacedTable(block.row_count, block.column_count, cells), spans
        else:
            start, end = block.span.start, block.span.end
            yield Prose(text[start:end].replace("\n", " ")), [(start, end)]


def layout_of(
    text: str, blocks: Sequence[Block], certainties: dict[int, Certainties]
) -> Layout | None:
    """Return how sure each character is; there are no pages to tell a place on."""
    if not certainties:
        return None
    sure = np.ones(len(text), dtype=np.float32)
    for place, found in certainties.items():
        block = blocks[place]
        spans = [cell.span for cell in block.cells] if isinstance(block, Grid) else [block.span]
        position = 0
        for span in spans:
            sure[span.start : span.end] = found[position : position + len(span)]
            position += len(span)
    boxes = np.zeros((len(text), 4), dtype=np.float32)
    return Layout(np.zeros(len(text), dtype=np.int32), boxes, sure)
