"""Tables without lines: what stands below each other shows which cells are blank.

Rows of such a table are lines with wide gaps. Where some of its rows have a value in each column,
the others show by the places of their values which columns are blank; all of them are then
written with tabs, as rows with every cell are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.extract.reading.pages.characters import PUT_IN, Characters, Written
from gongkai.extract.reading.pages.lines import TextLine
from gongkai.extract.reading.pages.tables import TableDraft

_GAP = re.compile(r" {2,}")
_VALUE = re.compile(r"[+-]?[\d,，.]+%?|[-—/／无]+")
#: Fewer columns of values, or rows with all of them, show nothing: a value below the second of
#: three columns may stand in a cell as wide as all of them.
_FEWEST_COLUMNS = 5
_FEWEST_ROWS = 3
#: Lines without gaps that are longer, in characters, are prose between two tables.
_LONGEST_LABEL = 24
#: A line of another size, by this share, is a heading.
_SIZE = 0.16
#: Values of one column overlap, widened by this share of an em at both sides.
_WIDER = 0.3


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two wide gaps; ``start`` and ``end`` count into the line."""

    start: int
    end: int
    left: float
    right: float
    is_value: bool


def align_columns(items: Sequence[TextLine | TableDraft], characters: Characters) -> None:
    """Write the rows of unruled tables with tabs, also those with blank cells."""
    for run in _runs(items):
        rows = [(line, _pieces(line, characters)) for line in run if line.columns > 1]
        rows = [(line, pieces) for line, pieces in rows if any(p.is_value for p in pieces)]
        columns = _columns([piece for _, pieces in rows for piece in pieces if piece.is_value])
        counts = [sum(piece.is_value for piece in pieces) for _, pieces in rows]
        if len(columns) >= _FEWEST_COLUMNS and counts.count(len(columns)) >= _FEWEST_ROWS:
            for line, pieces in rows:
                line.written = _with_blanks(line.written, pieces, columns)


def _runs(items: Sequence[TextLine | TableDraft]) -> Iterator[list[TextLine]]:
    run: list[TextLine] = []
    for item in items:
        if isinstance(item, TableDraft):
            yield run
            run = []
            continue
        is_heading = bool(run) and abs(item.em - run[-1].em) > _SIZE * item.em
        if is_heading or (item.columns == 1 and len(item.text) > _LONGEST_LABEL):
            yield run
            run = []
        run.append(item)
    yield run


def _pieces(line: TextLine, characters: Characters) -> list[_Piece]:
    found: list[_Piece] = []
    position = 0
    for gap in [*(match.span() for match in _GAP.finditer(line.text)), (len(line.text), 0)]:
        start, end = position, gap[0]
        first, last = line.written.glyphs[start], line.written.glyphs[end - 1]
        left, right = float(characters.boxes[first, 0]), float(characters.boxes[last, 2])
        slack = _WIDER * line.em
        is_value = _VALUE.fullmatch(line.text[start:end]) is not None
        found.append(_Piece(start, end, left - slack, right + slack, is_value))
        position = gap[1]
    return found


def _columns(values: Sequence[_Piece]) -> list[tuple[float, float]]:
    """Return the columns that values stand in, from the left; values of one column overlap."""
    columns: list[tuple[float, float]] = []
    for value in sorted(values, key=lambda piece: piece.left):
        if columns and value.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], value.right))
        else:
            columns.append((value.left, value.right))
    return columns


def _with_blanks(
    written: Written, pieces: Sequence[_Piece], columns: Sequence[tuple[float, float]]
) -> Written:
    """Return a row with a tab between all of its cells; labels come before the columns."""
    parts: list[str] = []
    glyphs: list[int] = []
    reached = -1  # the column of the last value
    for number, piece in enumerate(pieces):
        tabs = 1 if number else 0
        if piece.is_value:
            column = next(n for n, (_, right) in enumerate(columns) if piece.left < right)
            tabs += max(0, column - reached - 1)
            reached = max(reached, column)
        parts += ("\t" * tabs, written.text[piece.start : piece.end])
        glyphs += [PUT_IN] * tabs + written.glyphs[piece.start : piece.end]
    tabs = len(columns) - 1 - reached if reached >= 0 else 0
    return Written("".join(parts) + "\t" * tabs, glyphs + [PUT_IN] * tabs)
