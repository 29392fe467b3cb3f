"""Tables without lines: what stands below each other shows which cells are blank.

Rows of such a table are lines with wide gaps. The columns are where the words of the header
stand: each value belongs to the column that is nearest. Rows with blank cells are then written
with tabs, as rows of ruled tables are.

Values alone don't show the columns, since one may be blank in every row. Where header and values
don't agree, rows stay as they are: a row with too few values cannot be read, but one whose values
stand in other columns would be read wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.extract.reading.limits import UNRULED_COLUMNS
from gongkai.extract.reading.pages.characters import PUT_IN, Characters, Written
from gongkai.extract.reading.pages.furniture import Sheet
from gongkai.extract.reading.pages.lines import TextLine
from gongkai.extract.reading.pages.tables import TableDraft

_GAP = re.compile(r" {2,}")
_SPACES = re.compile(r" +")
_VALUE = re.compile(r"[+-]?[\d,，.]+%?|[-—－/／]+|无")
#: A value below one header may stand in a cell as wide as all of them.
_FEWEST_COLUMNS = 2
#: Rows of as many values are written with tabs although none is blank.
_MANY_COLUMNS = 5
#: Lines without gaps that are longer, in characters, are prose between two tables.
_LONGEST_LABEL = 24
#: A line of another size, by this share, is a heading.
_SIZE = 0.16
#: Words of one column overlap, widened by this share of an em at both sides.
_WIDER = 0.3
#: Pages whose text begins at the same place agree within this, in points: some begin with labels,
#: which stand farther inside than prose. Left and right pages of books differ by more.
_SAME_SIDE = 12.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two gaps; ``start`` and ``end`` count into the line."""

    start: int
    end: int
    left: float
    right: float
    is_value: bool

    @property
    def middle(self) -> float:
        """Where it stands, from the left."""
        return (self.left + self.right) / 2


_Row = tuple[TextLine, list[_Piece]]
_Columns = list[tuple[float, float]]


def align_columns(sheets: Sequence[Sheet], characters: Characters) -> None:
    """Write the rows of unruled tables with tabs if cells are blank or there are many."""
    for run in _runs(sheets):
        for header, rows in _tables([(line, _pieces(line, characters)) for line in run]):
            columns = _columns(header, rows, characters)
            if len(columns) < _FEWEST_COLUMNS:
                continue
            # On another page than the header's, columns may have been moved.
            strict = [bool(header) and line.page != header[-1].page for line, _ in rows]
            places = [
                _placed(pieces, columns, below=below)
                for (_, pieces), below in zip(rows, strict, strict=True)
            ]
            if not all(places):
                continue
            is_full = all(len(placed) == len(columns) for placed in places)
            if is_full and len(columns) < _MANY_COLUMNS:
                continue
            for (line, pieces), placed in zip(rows, places, strict=True):
                line.written = _with_blanks(line.written, pieces, placed, len(columns))


def _runs(sheets: Sequence[Sheet]) -> Iterator[list[TextLine]]:
    """Yield the lines between ruled tables, headings and prose, over page breaks too."""
    run: list[TextLine] = []
    before: tuple[float, float] | None = None
    for sheet in sheets:
        side = _side(sheet)
        if before and (before[0] != sheet.width or abs(before[1] - side) > _SAME_SIDE):
            yield run
            run = []
        before = sheet.width, side
        for item in sheet.items:
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


def _side(sheet: Sheet) -> float:
    """Return where the text of a page begins, from the left."""
    return min((item.left for item in sheet.items if isinstance(item, TextLine)), default=0.0)


def _tables(lines: Sequence[_Row]) -> Iterator[tuple[list[TextLine], list[_Row]]]:
    """Cut lines into tables: header rows, and the rows with values below them.

    A line without values and with several words is a header row if it reaches the columns of
    values; words of labels that wrap do not.
    """
    header: list[TextLine] = []
    rows: list[_Row] = []
    above: list[TextLine] = []
    first_value = 0.0
    for line, pieces in lines:
        values = [piece.left for piece in pieces if piece.is_value]
        if not values:
            above.append(line)
            continue
        if any(" " in each.text and each.right > first_value for each in above):
            if rows:
                yield header, rows
            header, rows, first_value = above, [], values[0]
        rows.append((line, pieces))
        above = []
        first_value = min(first_value or values[0], *values)
    if rows:
        yield header, rows


def _pieces(line: TextLine, characters: Characters) -> list[_Piece]:
    found: list[_Piece] = []
    for wide in _split(line, _GAP, characters):
        text = line.text[wide.start : wide.end]
        narrow = [
            piece for piece in _split(line, _SPACES, characters)
            if wide.start <= piece.start < wide.end
        ] if " " in text else [wide]  # fmt: skip
        found.extend(narrow if all(piece.is_value for piece in narrow) else [wide])
    return found


def _split(line: TextLine, gap: re.Pattern[str], characters: Characters) -> list[_Piece]:
    found: list[_Piece] = []
    position = 0
    for before, after in [*(match.span() for match in gap.finditer(line.text)), (None, 0)]:
        start, end = position, len(line.text) if before is None else before
        first, last = line.written.glyphs[start], line.written.glyphs[end - 1]
        left, right = float(characters.boxes[first, 0]), float(characters.boxes[last, 2])
        is_value = _VALUE.fullmatch(line.text[start:end]) is not None
        found.append(_Piece(start, end, left, right, is_value))
        position = after
    return found


def _columns(header: Sequence[TextLine], rows: Sequence[_Row], characters: Characters) -> _Columns:
    """Return where the columns of values stand, from the left; none if that is in doubt.

    From the lowest header row upwards: a word above a single column widens it, one above none
    begins one, one above several is their common header. Words above the labels don't count.
    """
    values = [piece for _, pieces in rows for piece in pieces if piece.is_value]
    labels = [p.right for _, pieces in rows for p in pieces if not p.is_value]
    first_value = min(piece.left for piece in values)
    beside = max((right for right in labels if right < first_value), default=0.0)
    slack = _WIDER * rows[0][0].em
    columns: _Columns = []
    has_label_header = False
    for line in reversed(header):
        words = _split(line, _SPACES, characters)
        above_values = [word for word in words if word.left >= beside]
        has_label_header |= 0 < len(above_values) < len(words)
        for word in above_values:
            columns = _with_word(columns, word.left, word.right, slack)
            if len(columns) > UNRULED_COLUMNS:
                return []
    if not columns:
        return []
    # A first column without a value may be the header of the labels, unless they have another.
    has_value = any(piece.middle < _border(columns, 0) for piece in values)
    return columns if has_value or has_label_header else []


def _with_word(columns: _Columns, left: float, right: float, slack: float) -> _Columns:
    below = [
        place
        for place, (start, end) in enumerate(columns)
        if left < end + slack and start - slack < right
    ]
    if not below:
        return sorted([*columns, (left, right)])
    if len(below) > 1:
        return columns
    place = below[0]
    wide = (min(columns[place][0], left), max(columns[place][1], right))
    others = (*columns[max(place - 1, 0) : place], *columns[place + 1 : place + 2])
    if any(wide[0] < end + slack and start - slack < wide[1] for start, end in others):
        return columns
    return [*columns[:place], wide, *columns[place + 1 :]]


def _border(columns: _Columns, place: int) -> float:
    """Return where a column ends: in the middle between its header and the next one."""
    if place + 1 == len(columns):
        return float("inf")
    return (columns[place][1] + columns[place + 1][0]) / 2


def _placed(pieces: Sequence[_Piece], columns: _Columns, *, below: bool) -> list[int]:
    """Return the column of each value of a row; none if that is in doubt.

    It is if two values would stand in one column; and, if they have to be ``below`` their header,
    if one is not.
    """
    borders = [_border(columns, place) for place in range(len(columns))]
    placed: list[int] = []
    for piece in pieces:
        if not piece.is_value:
            continue
        place = next(n for n, border in enumerate(borders) if piece.middle < border)
        left, right = columns[place]
        if (placed and place <= placed[-1]) or (
            below and not (piece.left < right and left < piece.right)
        ):
            return []
        placed.append(place)
    return placed


def _with_blanks(
    written: Written, pieces: Sequence[_Piece], placed: Sequence[int], column_count: int
) -> Written:
    """Return a row with a tab between all of its cells; labels come before the columns."""
    parts: list[str] = []
    glyphs: list[int] = []
    columns = iter(placed)
    reached = -1  # the column of the last value
    for number, piece in enumerate(pieces):
        tabs = 1 if number else 0
        if piece.is_value:
            column = next(columns)
            tabs += column - reached - 1
            reached = column
        parts += ("\t" * tabs, written.text[piece.start : piece.end])
        glyphs += [PUT_IN] * tabs + written.glyphs[piece.start : piece.end]
    tabs = column_count - 1 - reached
    return Written("".join(parts) + "\t" * tabs, glyphs + [PUT_IN] * tabs)
