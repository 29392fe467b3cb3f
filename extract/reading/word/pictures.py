"""Pictures in a Word file that is nothing else: their text is recognised.

Some offices scan the printed report and put the pictures into a Word file; others put only the
tables in as pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

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
#: What pictures are stored as; drawings (EMF, WMF, SVG) are no pictures of text.
_RASTER: Final = ("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff")

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
    pictures are read only if recognition is asked for.

    Raises
    ------
    ReadError
        ``missing_extra`` if the file has no text but in pictures, and nothing is installed to
        recognise it; and as ``read_picture`` raises it then.
    """
    found = Recognised()
    has_tables = any(isinstance(piece, PlacedTable) for piece in pieces)
    has_text = any(isinstance(piece, Prose | PlacedTable) for piece in pieces)
    left_over = WORD_RECOGNISED_PICTURES
    unread = 0
    wanted = recognition is Recognition.ALWAYS or not has_tables
    for piece in pieces:
        if isinstance(piece, Prose | PlacedTable):
            found.pieces.append(piece)
            continue
        name = _part_of(piece, relationships) if isinstance(piece, Picture) else None
        if name is None or not wanted:
            continue
        if recognition is Recognition.NEVER or left_over == 0:
            unread += 1
            continue
        left_over -= 1
        try:
            contents = _read(package, name, recognition)
        except ReadError as error:
            if not has_text or (recognition is Recognition.ALWAYS and error.code == _MISSING):
                raise
            unread += 1
            left_over = 0 if error.code == _MISSING else left_over
            continue
        _add(found, contents)
    if unread:
        found.notices.append(_not_read(unread))
    return found


_MISSING: Final = "missing_extra"


def _not_read(count: int) -> Notice:
    return Notice(
        "pictures_not_read",
        f"{count} large pictures were not read and may hold tables of the report.",
    )


def _part_of(picture: Picture, relationships: dict[str, Relationship]) -> str | None:
    """Return the part of a picture that is large enough to be read."""
    if picture.width and (picture.width < _LARGE_WIDTH or picture.height < _LARGE_HEIGHT):
        return None
    relationship = relationships.get(picture.relationship)
    name = None if relationship is None else relationship.target
    return name if name and name.lower().endswith(_RASTER) else None


def _read(package: Package, name: str, recognition: Recognition) -> Contents:
    data = package.part(name, WORD_PICTURE_BYTES)
    if data is None:
        raise ReadError(
            "damaged", f"The Word file lacks its picture {brief(name)}; fetch it again."
        )
    # Loads when it is needed: it takes longer than to read a report with text.
    from gongkai.extract.reading.pictures import read_picture  # noqa: PLC0415

    return read_picture(data, recognition)


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
