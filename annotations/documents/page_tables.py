"""Tables set on pages: columns, wrapped labels, merged cells, rows that go on overleaf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Final

from gongkai.annotations.documents.page_layout import DrawnPage, Line, PageStyle, Rules, Words
from gongkai.annotations.documents.typesetting import stack, width_of, wrap
from gongkai.annotations.rendering.form import FormCell, FormTable, Role

_PADDING: Final = 3.0
_LINE: Final = 1.35
#: Shares of the columns, by the number of columns, as the printed forms have them.
_SHARES: Final = {
    4: (34.0, 22.0, 22.0, 22.0),
    10: (9.0, 11.0, 31.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0),
    3: (70.0, 12.0, 18.0),
}
_STACKED: Final = {10: (4.0, 7.0, 33.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0)}


def column_shares(table: FormTable, *, stacked: bool = False) -> tuple[float, ...]:
    """Return the widths of the columns in percent."""
    equal = (100.0 / table.width,) * table.width
    shares = _SHARES.get(table.width, equal)
    return _STACKED.get(table.width, shares) if stacked else shares


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row, or the part of it that stands on one page."""

    row: int
    page: int
    top: float
    bottom: float
    first_line: int
    last_line: int


@dataclass(slots=True)
class TableSetter:
    """Sets tables below each other on pages.

    Attributes
    ----------
    style
        How the pages look.
    pages
        The pages so far; tables add what they need.
    """

    style: PageStyle
    pages: list[DrawnPage]

    def set(self, table: FormTable, top: float) -> float:
        """Draw a table from ``top`` of the last page on; return where it ends."""
        style = self.style
        shares = column_shares(table, stacked=style.stacked_labels)
        edges = [style.margin, *(style.margin + style.width * share / 100
                                 for share in accumulate(shares))]  # fmt: skip
        texts = {id(cell): self._lines(cell, edges) for row in table.rows for cell in row.cells}
        pieces = self._break_rows(table, texts, top)
        for number, row in enumerate(table.rows):
            for cell in row.cells:
                self._draw_cell(cell, number, pieces, texts[id(cell)], edges)
        return pieces[-1].bottom

    def _lines(self, cell: FormCell, edges: Sequence[float]) -> list[str]:
        size = self.style.table_size
        width = edges[cell.column + cell.column_span] - edges[cell.column] - 2 * _PADDING
        if cell.role is Role.LABEL and width < 2.2 * size:
            return stack(cell.text) or [""]
        return wrap(cell.text, max(width, size), size)

    def _break_rows(
        self, table: FormTable, texts: dict[int, list[str]], top: float
    ) -> list[_Piece]:
        counts = _line_counts(table, texts)
        pieces: list[_Piece] = []
        heads = _header_rows(table) if self.style.repeat_header else 0
        for number, count in enumerate(counts):
            left = count
            while True:
                room = int((self.style.bottom - top - 2 * _PADDING) / self._leading + 0.01)
                splits = self.style.split_rows and 1 <= room < left
                if left > room and not splits and top > self.style.margin + 1:
                    top = self._turn_page(table, texts, heads if number >= heads else 0)
                    continue
                here = room if splits else left
                height = here * self._leading + 2 * _PADDING
                first = count - left
                pieces.append(
                    _Piece(number, len(self.pages) - 1, top, top + height, first, first + here)
                )
                top += height
                left -= here
                if not left:
                    break
                top = self._turn_page(table, texts, heads if number >= heads else 0)
        return pieces

    @property
    def _leading(self) -> float:
        return self.style.table_size * _LINE

    def _turn_page(self, table: FormTable, texts: dict[int, list[str]], heads: int) -> float:
        """Begin a page; write the header rows again where they are repeated."""
        self.pages.append(DrawnPage(self.style.size))
        if not heads:
            return self.style.margin
        header = FormTable(table.width, table.rows[:heads])
        return TableSetter(self.style, self.pages).set(header, self.style.margin)

    def _draw_cell(
        self,
        cell: FormCell,
        row: int,
        pieces: Sequence[_Piece],
        lines: Sequence[str],
        edges: Sequence[float],
    ) -> None:
        left, right = edges[cell.column], edges[cell.column + cell.column_span]
        own = [piece for piece in pieces if row <= piece.row < row + cell.row_span]
        written = 0
        areas = [list(group) for _, group in groupby(own, key=lambda piece: piece.page)]
        for place, area in enumerate(areas):
            top, bottom = area[0].top, area[-1].bottom
            self._frame(area[0].page, left, top, right, bottom)
            room = int((bottom - top - 2 * _PADDING) / self._leading + 0.01)
            if cell.row_span == 1:
                here = list(lines[area[0].first_line : area[0].last_line])
            else:
                last = place == len(areas) - 1
                here = list(lines[written:] if last else lines[written : written + room])
            written += len(here)
            self._write(area[0].page, here, (left, top, right, bottom))

    def _write(
        self, page: int, lines: Sequence[str], box: tuple[float, float, float, float]
    ) -> None:
        """Write lines in the middle of a box."""
        left, top, right, bottom = box
        size = self.style.table_size
        height = len(lines) * self._leading
        baseline = top + max(bottom - top - height, 0) / 2 + size
        for line in lines:
            if line:
                start = left + max(right - left - width_of(line, size), 0) / 2
                self.pages[page].words.append(Words(start, baseline, size, line))
            baseline += self._leading

    def _frame(self, page: int, left: float, top: float, right: float, bottom: float) -> None:
        rules = self.style.rules
        if rules is Rules.NONE:
            return
        lines = self.pages[page].lines
        lines += [Line(left, top, right, top), Line(left, bottom, right, bottom)]
        outer = (self.style.margin, self.style.margin + self.style.width)
        for edge in (left, right):
            is_outer = min(abs(edge - each) for each in outer) < 1
            if not (rules is Rules.OPEN and is_outer):
                lines.append(Line(edge, top, edge, bottom))


def _header_rows(table: FormTable) -> int:
    """Return how many rows at the top hold headers alone."""
    count = 0
    for row in table.rows:
        if any(cell.role in {Role.LABEL, Role.NUMBER} for cell in row.cells):
            break
        count += 1
    return count


def _line_counts(table: FormTable, texts: dict[int, list[str]]) -> list[int]:
    """Return how many lines each row is high; merged cells make their last row higher."""
    counts = [
        max((len(texts[id(cell)]) for cell in row.cells if cell.row_span == 1), default=1)
        for row in table.rows
    ]
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            if cell.row_span > 1:
                last = number + cell.row_span - 1
                missing = len(texts[id(cell)]) - sum(counts[number : last + 1])
                counts[last] += max(missing, 0)
    return counts
