"""A small layout engine: paragraphs and forms drawn as glyphs and rulings on pages.

What it draws is what word processors draw: justified text with first-line indents, labels wrapped
in narrow cells, merged cells, tables cut by page breaks, heads and page numbers.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.extract.reading.pages import Glyph, PageContent, Ruling

_NO_START = "。，、；：？！）》”%"


@dataclass(frozen=True)
class FormCell:
    """A cell of a form to draw."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True)
class Form:
    """A form to draw: relative widths of columns, and cells that cover it."""

    widths: Sequence[float]
    row_count: int
    cells: Sequence[FormCell]


def form_of(rows: Sequence[Sequence[str]], widths: Sequence[float] | None = None) -> Form:
    """Return a form without merged cells."""
    cells = [
        FormCell(row, column, 1, 1, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return Form(widths or [1.0] * len(rows[0]), len(rows), cells)


def advance(character: str, size: float) -> float:
    """Return how wide a character is set."""
    return size / 2 if character.isascii() else size


def _is_latin(character: str) -> bool:
    return character.isascii() and character != " "


def chunks(text: str) -> list[str]:
    """Cut a text into what may not be broken."""
    found: list[str] = []
    for character in text:
        glued = found and (
            (
                character.isascii()
                and character != " "
                and found[-1][-1].isascii()
                and found[-1][-1] != " "
            )
            or character in _NO_START
        )
        if glued:
            found[-1] += character
        else:
            found.append(character)
    return found


def wrap(
    text: str, width: float, size: float, indent: float = 0.0, *, break_words: bool = False
) -> list[str]:
    """Break a text into lines."""
    lines: list[str] = [""]
    used = indent
    for chunk in chunks(text):
        room = sum(advance(character, size) for character in chunk)
        while used == 0 and room > width:  # a number that is broken, since no line has room
            fits = max(1, int(width // advance(chunk[0], size)))
            lines[-1], chunk = chunk[:fits], chunk[fits:]  # noqa: PLW2901
            lines.append("")
            room = sum(advance(character, size) for character in chunk)
        if lines[-1] and used + room > width + 1e-6:
            lines.append("")
            used = 0.0
        lines[-1] += chunk
        used += room
    return lines


@dataclass
class Canvas:
    """Pages that are drawn on from the top down."""

    width: float = 595.0
    height: float = 842.0
    left: float = 80.0
    right: float = 515.0
    top: float = 72.0
    bottom: float = 770.0
    size: float = 16.0
    pitch: float = 28.0
    jitter: float = 0.0
    doubled: bool = False  # a ruling is a thin rectangle, whose two long sides are given
    seed: int = 0
    pages: list[tuple[list[Glyph], list[Ruling]]] = field(default_factory=lambda: [([], [])])
    y: float = -1.0

    def __post_init__(self) -> None:
        self.y = self.top
        self._random = random.Random(self.seed)  # noqa: S311

    def contents(self, *, recognised: bool = False) -> list[PageContent]:
        """Return what was drawn, in no order."""
        found = []
        for number, (glyphs, rulings) in enumerate(self.pages, 1):
            self._random.shuffle(glyphs)
            self._random.shuffle(rulings)
            found.append(
                PageContent(
                    number, self.width, self.height, tuple(glyphs), tuple(rulings), recognised
                )
            )
        return found

    def text_at(  # noqa: PLR0917
        self, text: str, x: float, y: float, size: float, extra: float = 0.0, page: int = -1
    ) -> float:
        """Draw a line of text whose top is at ``y``; return where it ends."""
        glyphs = self.pages[page][0]
        for character in text:
            wide = advance(character, size)
            if character != " ":
                dx, dy = (self._random.uniform(-self.jitter, self.jitter) for _ in range(2))
                glyphs.append(
                    Glyph(
                        character, x + dx, y + dy - 0.1 * size, x + wide + dx, y + 1.1 * size + dy
                    )
                )
            x += wide + extra
        return x

    def new_page(self) -> None:
        self.pages.append(([], []))
        self.y = self.top

    def need(self, room: float) -> None:
        if self.y + room > self.bottom:
            self.new_page()

    def paragraph(
        self, text: str, *, indent: float = 2.0, centred: bool = False, size: float | None = None
    ) -> None:
        """Draw a justified paragraph."""
        size = size or self.size
        width = self.right - self.left
        lines = wrap(text, width, size, 0.0 if centred else indent * size)
        for number, line in enumerate(lines):
            self.need(size)
            natural = sum(advance(character, size) for character in line)
            first = indent * size if number == 0 else 0.0
            if centred:
                first = (width - natural) / 2
            extra = 0.0
            if number < len(lines) - 1 and not centred and len(line) > 1:
                extra = max(0.0, (width - first - natural) / (len(line) - 1))
            self.text_at(line, self.left + first, self.y, size, extra)
            self.y += self.pitch * size / self.size

    def ruling(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw a straight line the way the canvas draws them."""
        rulings = self.pages[-1][1]
        dx, dy = (self._random.uniform(-self.jitter, self.jitter) / 2 for _ in range(2))
        left, right, top, bottom = left + dx, right + dx, top + dy, bottom + dy
        if self.doubled:
            off = (0.0, 0.5) if left == right else (0.5, 0.0)
            rulings.append(Ruling(left + off[1], top + off[0], right + off[1], bottom + off[0]))
        rulings.append(Ruling(left, top, right, bottom))

    def form(self, form: Form, *, size: float = 10.5, padding: float = 5.4) -> None:
        """Draw a form; it goes on on the next page where the page ends between two rows."""
        edges = [self.left]
        for each in form.widths:
            edges.append(edges[-1] + (self.right - self.left) * each / sum(form.widths))
        lines = [
            wrap(
                cell.text,
                edges[cell.column + cell.column_span] - edges[cell.column] - 2 * padding,
                size,
            )
            for cell in form.cells
        ]
        heights = _heights(form, lines, 1.3 * size)
        first = 0
        while first < form.row_count:
            if self.y + heights[first] > self.bottom:
                self.new_page()
            tops = [self.y]
            after = first
            while after < form.row_count and (
                after == first or tops[-1] + heights[after] <= self.bottom
            ):
                tops.append(tops[-1] + heights[after])
                after += 1
            for cell, written in zip(form.cells, lines, strict=True):
                top, bottom = max(cell.row, first), min(cell.row + cell.row_span, after)
                if top < bottom:
                    sides = edges[cell.column], edges[cell.column + cell.column_span]
                    box = (sides[0], tops[top - first], sides[1], tops[bottom - first])
                    self._cell(box, [] if top > cell.row else written, size, padding)
            self.y = tops[-1]
            first = after

    def _cell(
        self, box: tuple[float, float, float, float], lines: list[str], size: float, padding: float
    ) -> None:
        left, top, right, bottom = box
        for sides in ((left, top, right, top), (left, bottom, right, bottom)):
            self.ruling(*sides)
        for sides in ((left, top, left, bottom), (right, top, right, bottom)):
            self.ruling(*sides)
        leading = 1.3 * size
        y = top + max(0.0, (bottom - top - leading * len(lines)) / 2) + 0.15 * size
        for line in lines:
            self.text_at(line, left + padding, y, size)
            y += leading

    def feet(self, pattern: str = "- {} -", head: str = "") -> None:
        """Draw page numbers, and a head, on all pages."""
        for number in range(1, len(self.pages) + 1):
            text = pattern.format(number)
            natural = sum(advance(character, 12) for character in text)
            self.text_at(text, (self.width - natural) / 2, self.height - 50, 12, page=number - 1)
            if head:
                self.text_at(head, self.left, 40, 9, page=number - 1)


def _heights(form: Form, lines: list[list[str]], leading: float) -> list[float]:
    """Return the height of each row, so that the lines of all cells have room."""
    heights = [leading + 6.0] * form.row_count
    for cell, written in sorted(
        zip(form.cells, lines, strict=True), key=lambda pair: pair[0].row_span
    ):
        rows = heights[cell.row : cell.row + cell.row_span]
        heights[cell.row + cell.row_span - 1] += max(0.0, leading * len(written) + 6.0 - sum(rows))
    return heights
