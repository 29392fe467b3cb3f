"""What a rendering is made of: the options it is drawn from and what must be read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from gongkai.models.document import Grid, Span
from gongkai.models.scheme import CellState
from gongkai.models.table_layout import TableLayout

Option = TypeVar("Option")


class Header(StrEnum):
    """How much of the header rows survived."""

    WHOLE = "whole"
    CELLS_LOST = "cells_lost"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class RenderingOptions:
    """Everything that may differ between two renderings of the same cells.

    Attributes
    ----------
    shape
        Name of a shape in ``shapes.SHAPES``.
    seed
        Decides the choices that no other option names: which wording, where a break falls.
    vary_wordings
        Use the variants of the headers beside the wording of the form.
    numbering, family_numbering
        How ``1.`` and ``（一）`` are written; ``{}`` stands for the numeral.
    half_width
        Write the punctuation of labels half-width.
    label_spaces
        Put a space inside labels: ``结果 维持``.
    traditional
        Write labels in traditional characters, as mirrors of a page do.
    label_notes
        Explain a label behind a colon, as some bodies do in the cell itself.
    label_typos
        Misspell some labels the way people do.
    unmerged
        Rows with fewer numbers than columns were not merged but filled up with zeros.
    label_breaks
        Break labels over two lines, in shapes where a cell may hold a line break.
    cell_before, cell_after
        White space around the text of number cells.
    note
        Whether the note on how the columns add up stands in the top left corner.
    header
        How much of the header survived.
    total_first
        Whether the header of the total stands in the first header row, not the second.
    duplicate_total
        Write the header of the total in both rows.
    caption
        A title line over the table; empty for none.
    merge_gap
        How many of the empty fields behind a merged label survive.
    pad_rows
        Pad each row with empty fields to the width of the table.
    omitted_rows
        Rows that are not in the table.
    lost_leading
        Rows that lost the empty fields before their label.
    cut_after
        Number of the row after which a blank line cuts the table in two.
    page_number_after, page_number
        Number of the row after which a page number stands, and how it is written.
    separator
        What stands between cells where a row is one line of text.
    line_end
        The line break.
    """

    shape: str = "tab_rows"
    seed: int = 0
    vary_wordings: bool = False
    numbering: str = "{}."
    family_numbering: str = "（{}）"
    half_width: bool = False
    label_spaces: bool = False
    traditional: bool = False
    label_notes: bool = False
    label_typos: bool = False
    unmerged: bool = False
    label_breaks: bool = False
    cell_before: str = ""
    cell_after: str = ""
    note: bool = True
    header: Header = Header.WHOLE
    total_first: bool = False
    duplicate_total: bool = False
    caption: str = ""
    merge_gap: int = 2
    pad_rows: bool = True
    omitted_rows: frozenset[str] = frozenset()
    lost_leading: frozenset[str] = frozenset()
    cut_after: int | None = None
    page_number_after: int | None = None
    page_number: str = "- 3 -"
    separator: str = " "
    line_end: str = "\n"

    def pick(self, number: int, options: tuple[Option, ...]) -> Option:
        """Choose one of ``options``, the same for the same seed and ``number``."""
        return options[(self.seed * 7 + number * 5 + self.seed // 3) % len(options)]


@dataclass(frozen=True, slots=True)
class ExpectedCell:
    """What a reader must give back for one cell.

    Attributes
    ----------
    state, value, raw
        As in the record; ``raw`` without white space around it.
    places
        Where the cell is written; several where the rendering repeats merged cells.
    also
        States that are accepted too, because the rendering destroyed what tells them apart.
    """

    state: CellState
    value: int | float | None = None
    raw: str | None = None
    places: tuple[Span, ...] = ()
    also: frozenset[CellState] = frozenset()

    @property
    def exact(self) -> bool:
        """Whether nothing but the cell itself is accepted."""
        return not self.also


@dataclass(frozen=True, slots=True)
class RenderedTable:
    """A table as it may stand in a document.

    Attributes
    ----------
    layout
        The table it is.
    text
        The text, ending with a line break.
    grid
        The geometry, for shapes that keep it; its offsets count from the start of ``text``.
    expected
        What must be read back, by cell key; offsets count from the start of ``text``.
    """

    layout: TableLayout
    text: str
    grid: Grid | None
    expected: dict[str, ExpectedCell]


@dataclass(slots=True)
class Pen:
    """Writes a text piece by piece and remembers where each cell went."""

    text_parts: list[str] = field(default_factory=list)
    length: int = 0
    places: dict[str, list[Span]] = field(default_factory=dict)
    uncertain: dict[str, frozenset[CellState]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What has been written."""
        return "".join(self.text_parts)

    def write(self, text: str) -> Span:
        """Write ``text`` and return where it stands."""
        span = Span(self.length, self.length + len(text))
        self.text_parts.append(text)
        self.length = span.end
        return span

    def write_cell(self, key: str | None, text: str, before: str = "", after: str = "") -> Span:
        """Write a cell with white space around it and return where the whole cell stands."""
        start = self.length
        self.write(before)
        span = self.write(text)
        self.write(after)
        if key is not None:
            self.places.setdefault(key, []).append(span)
        return Span(start, self.length)

    def doubt(self, row: str, *states: CellState) -> None:
        """Accept ``states`` too for the cells of ``row``, which cannot be told apart."""
        self.uncertain[row] = self.uncertain.get(row, frozenset()) | frozenset(states)


STROKES = frozenset({"/", "-", "—", "——", "–", "--", "无", "／", "－"})
_UNITS = ("万元", "元", "件", "项", "个", "条")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_HALF_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)}


def expected_of(raw: str) -> tuple[CellState, int | float | None]:
    """Say which state and value a cell with the text ``raw`` has."""
    if raw == "":
        return CellState.BLANK, None
    if raw in STROKES:
        return CellState.NOT_APPLICABLE, None
    number = raw.translate(_HALF_WIDTH).replace(",", "").removeprefix("+").removeprefix("增")
    number = number.replace("减", "-")
    for unit in _UNITS:
        number = number.removesuffix(unit)
    if not _PLAIN_NUMBER.fullmatch(number):
        return CellState.UNREADABLE, None
    value = float(number)
    return CellState.VALUE, int(value) if value.is_integer() else value


def expectations(
    layout: TableLayout, cells: Mapping[str, str], options: RenderingOptions, pen: Pen
) -> dict[str, ExpectedCell]:
    """Say what must be read back from what ``pen`` wrote."""
    expected = {}
    for panel in layout.panels:
        for row in panel.rows:
            for column in panel.columns:
                key = f"{row.id}.{column.id}"
                if row.id in options.omitted_rows:
                    expected[key] = ExpectedCell(CellState.MISSING)
                    continue
                state, value = expected_of(cells[key])
                also = pen.uncertain.get(row.id, frozenset())
                places = tuple(pen.places.get(key, ()))
                expected[key] = ExpectedCell(state, value, cells[key], places, also)
    return expected
