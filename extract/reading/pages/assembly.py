"""The whole way from pages to the text of a document."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from gongkai.extract.reading.limits import (
    DOCUMENT_GLYPHS,
    DOCUMENT_POSITIONS,
    DOCUMENT_RULINGS,
    PAGE_GLYPHS,
    PAGE_RULINGS,
    PAGE_STROKES,
    PAGE_TABLES,
    PAGES,
)
from gongkai.extract.reading.pages.characters import Characters, Written, collect
from gongkai.extract.reading.pages.content import PageContent
from gongkai.extract.reading.pages.continuations import continued
from gongkai.extract.reading.pages.frames import adopt_frames
from gongkai.extract.reading.pages.furniture import Sheet, remove_furniture
from gongkai.extract.reading.pages.lattices import Lattice, lattices_of
from gongkai.extract.reading.pages.lines import TextLine, lines_of
from gongkai.extract.reading.pages.open_sides import with_sides
from gongkai.extract.reading.pages.paragraphs import margins_of, paragraphs_of
from gongkai.extract.reading.pages.spreads import Leaf, leaves_of
from gongkai.extract.reading.pages.strokes import strokes_of
from gongkai.extract.reading.pages.tables import TableDraft, fill_tables
from gongkai.extract.reading.pages.unruled import align_columns
from gongkai.extract.reading.rendering import Piece, PlacedCell, PlacedTable, Prose, render
from gongkai.models.document import Block, Grid, Notice
from gongkai.models.layout import Layout


@dataclass(frozen=True, slots=True, eq=False)
class Assembly:
    """What pages say.

    Attributes
    ----------
    text, blocks, notices
        As in :class:`~gongkai.models.document.Document`.
    layout
        Where each character of the text stands.
    """

    text: str
    blocks: tuple[Block, ...]
    layout: Layout
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """A piece of the text, and the characters of each of its stretches in order."""

    piece: Piece
    stretches: tuple[Written, ...]


def assemble(pages: Sequence[PageContent]) -> Assembly:
    """Put what pages show together to paragraphs and tables.

    Parameters
    ----------
    pages
        In their order. What goes beyond the limits is left out, with a notice.
    """
    notices: list[Notice] = []
    pages = _within_limits(pages, notices)
    leaves = leaves_of(pages)
    characters, indices = collect([leaf.content for leaf in leaves])
    sheets: list[Sheet] = []
    positions = DOCUMENT_POSITIONS
    for leaf, members in zip(leaves, indices, strict=True):
        lattices = _lattices(leaf, positions, notices)
        positions -= sum(rows * columns for rows, columns in (each.size for each in lattices))
        tables, frames, rest = fill_tables(characters, members, lattices)
        items: list[TextLine | TableDraft] = [*tables, *lines_of(characters, rest)]
        items.sort(key=_height)
        content = leaf.content
        sheets.append(Sheet(content.number, content.width, content.height, items, frames))
    remove_furniture(sheets)
    adopt_frames(sheets)
    align_columns(sheets, characters)
    written = list(_pieces(sheets, characters))
    text, blocks = render([each.piece for each in written])
    recognised = any(page.recognised for page in pages)
    layout = _layout(text, blocks, written, characters, leaves, recognised=recognised)
    return Assembly(text, blocks, layout, tuple(notices))


def _height(item: TextLine | TableDraft) -> float:
    return item.top if isinstance(item, TableDraft) else item.middle


def _within_limits(pages: Sequence[PageContent], notices: list[Notice]) -> list[PageContent]:
    """Return the pages that are read; more than any report has are left out at the end."""
    kept: list[PageContent] = []
    glyphs = rulings = 0
    for page in pages[:PAGES]:
        if len(page.glyphs) > PAGE_GLYPHS:
            notices.append(_too_many_glyphs(page))
            page = replace(page, glyphs=())  # noqa: PLW2901
        glyphs += len(page.glyphs)
        if glyphs > DOCUMENT_GLYPHS:
            break
        if len(page.rulings) > PAGE_RULINGS or rulings + len(page.rulings) > DOCUMENT_RULINGS:
            notices.append(_too_many_rulings(page.number))
            page = replace(page, rulings=())  # noqa: PLW2901
        rulings += len(page.rulings)
        kept.append(page)
    if len(kept) < len(pages):
        message = (
            f"Only the first {len(kept):,} of {len(pages):,} pages were read, the rest is "
            "beyond the length of any report; split the file if it holds several."
        )
        notices.append(Notice("pages_left_out", message))
    return kept


def _too_many_glyphs(page: PageContent) -> Notice:
    message = f"Page {page.number} has more characters than any page of a report and was left out."
    return Notice("pages_left_out", message)


def _too_many_rulings(number: int) -> Notice:
    message = (
        f"Page {number} has more lines drawn on it than any table has; "
        "its tables were read as plain lines of text."
    )
    return Notice("rulings_left_out", message)


def _lattices(leaf: Leaf, positions: int, notices: list[Notice]) -> list[Lattice]:
    if not leaf.content.rulings:
        return []
    horizontal, vertical = strokes_of(leaf.content.rulings)
    if max(len(horizontal), len(vertical)) > PAGE_STROKES:
        notices.append(_too_many_rulings(leaf.page))
        return []
    lattices, oversized = lattices_of(horizontal, with_sides(horizontal, vertical), positions)
    if oversized:
        message = f"A table of page {leaf.page} is too large to be a table of a report."
        notices.append(Notice("oversized_table", message))
    if len(lattices) > PAGE_TABLES:
        notices.append(_too_many_rulings(leaf.page))
        return []
    return lattices


def _pieces(sheets: Sequence[Sheet], characters: Characters) -> Iterator[_Written]:
    items = _joined_tables(item for sheet in sheets for item in sheet.items)
    widths = {each.number: each.width if math.isfinite(each.width) else 0.0 for each in sheets}
    lines = (item for item in items if isinstance(item, TextLine))
    margins = margins_of(lines, widths)
    for is_line, group in groupby(items, key=lambda item: isinstance(item, TextLine)):
        if is_line:
            run = [item for item in group if isinstance(item, TextLine)]
            for written in paragraphs_of(run, characters, margins):
                yield _Written(Prose(written.text), (written,))
        else:
            for item in group:
                if isinstance(item, TableDraft):
                    yield _table(item)


def _joined_tables(items: Iterator[TextLine | TableDraft]) -> list[TextLine | TableDraft]:
    joined: list[TextLine | TableDraft] = []
    for item in items:
        last = joined[-1] if joined else None
        if isinstance(item, TableDraft) and isinstance(last, TableDraft):
            whole = continued(last, item)
            if whole is not None:
                joined[-1] = whole
                continue
        joined.append(item)
    return joined


def _table(draft: TableDraft) -> _Written:
    cells = [
        PlacedCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
        for cell in draft.cells
    ]
    table = PlacedTable(draft.row_count, draft.column_count, cells)
    return _Written(table, tuple(cell.written for cell in draft.cells))


def _layout(  # noqa: PLR0913
    text: str,
    blocks: Sequence[Block],
    written: Sequence[_Written],
    characters: Characters,
    leaves: Sequence[Leaf],
    *,
    recognised: bool,
) -> Layout:
    source = np.full(len(text), -1, dtype=np.intp)
    for block, each in zip(blocks, written, strict=True):
        spans = [cell.span for cell in block.cells] if isinstance(block, Grid) else [block.span]
        for span, stretch in zip(spans, each.stretches, strict=True):
            source[span.start : span.end] = stretch.glyphs
    shown = source >= 0
    pages = np.zeros(len(text), dtype=np.int32)
    boxes = np.zeros((len(text), 4), dtype=np.float32)
    leaf = characters.pages[source[shown]] - 1
    pages[shown] = np.array([each.page for each in leaves], dtype=np.int32)[leaf]
    boxes[shown] = characters.boxes[source[shown]]
    sides = [(each.left, 0.0, each.left, 0.0) for each in leaves]
    boxes[shown] += np.array(sides, dtype=np.float32).reshape(-1, 4)[leaf]
    if not recognised:
        return Layout(pages, boxes)
    certainties = np.ones(len(text), dtype=np.float32)
    certainties[shown] = characters.certainties[source[shown]]
    return Layout(pages, boxes, certainties)
