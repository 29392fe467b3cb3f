"""Whole reports set on pages of many styles read back line by line and cell by cell."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest

from gongkai.annotations.documents.draft import Form, ReportDraft
from gongkai.annotations.documents.page_layout import (
    A4_LANDSCAPE,
    B5,
    LETTER,
    DrawnPage,
    PageStyle,
    Rules,
)
from gongkai.annotations.documents.paginating import paginate
from gongkai.annotations.documents.samples import sample_reports
from gongkai.annotations.documents.typesetting import advance
from gongkai.extract.reading.pages import Glyph, PageContent, Ruling, assemble
from gongkai.extract.reading.rendering import Piece, PlacedCell, PlacedTable, Prose, render
from gongkai.models.document import Block, Grid

STYLES = {
    "plain": PageStyle(),
    "heads": PageStyle(
        running_head="{title}", page_number="第{page}页 共{pages}页", text_size=16, leading=1.75
    ),
    "bare numbers": PageStyle(page_number="{page}", text_size=14, table_size=10.5, margin=80),
    "split rows": PageStyle(split_rows=True, table_size=10.5, size=B5, margin=60),
    "repeated headers": PageStyle(repeat_header=True, size=LETTER),
    "stacked labels": PageStyle(stacked_labels=True, split_rows=True),
    "open sides": PageStyle(rules=Rules.OPEN),
    "landscape": PageStyle(size=A4_LANDSCAPE, table_size=8),
}
_INVISIBLE = re.compile("[ \u3000\xa0\u200b-\u200f\ufeff\u00ad]")


@cache
def drafts() -> dict[str, ReportDraft]:
    return {report.draft.name: report.draft for report in sample_reports()}


def contents(
    pages: list[DrawnPage], *, jitter: float = 0.0, slant: float = 0.0, doubled: bool = False
) -> list[PageContent]:
    chance = random.Random(0)  # noqa: S311
    found = []
    for number, drawn in enumerate(pages, 1):
        glyphs, rulings = [], []
        for words in drawn.words:
            x = words.left
            for character in words.text:
                width = advance(character) * words.size
                dx, dy = (chance.uniform(-jitter, jitter) for _ in range(2))
                top = words.baseline - 0.88 * words.size + dy + slant * x
                glyphs.append(Glyph(character, x + dx, top, x + dx + width, top + words.size))
                x += width
        for each in drawn.lines:
            off = chance.uniform(-jitter, jitter)
            dx, dy = (off, 0.0) if each.left == each.right else (0.0, off)
            for extra in (0.0, 0.7) if doubled else (0.0,):
                mx, my = (extra, 0.0) if each.left == each.right else (0.0, extra)
                left, top = each.left + dx + mx, each.top + dy + my
                rulings.append(Ruling(left, top, each.right + dx + mx, each.bottom + dy + my))
        chance.shuffle(glyphs)
        chance.shuffle(rulings)
        found.append(PageContent(number, *drawn.size, tuple(glyphs), tuple(rulings)))
    return found


def expected(draft: ReportDraft) -> list[object]:
    pieces: list[Piece] = [Prose(draft.title)]
    for block in draft.blocks:
        if not isinstance(block, Form):
            pieces.append(Prose(block.text))
            continue
        cells = [
            PlacedCell(number, cell.column, cell.row_span, cell.column_span, cell.text)
            for number, row in enumerate(block.table.rows)
            for cell in row.cells
        ]
        pieces.append(PlacedTable(len(block.table.rows), block.table.width, cells))
    return described(*render(pieces))


def described(text: str, blocks: tuple[Block, ...]) -> list[object]:
    """Return each paragraph, and of each table the places and texts of its cells."""
    return [
        [
            (c.row, c.column, c.row_span, c.column_span, _INVISIBLE.sub("", c.span.of(text)))
            for c in block.cells
        ]
        if isinstance(block, Grid)
        else _INVISIBLE.sub("", block.span.of(text))
        for block in blocks
    ]


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
@pytest.mark.parametrize("name", sorted(drafts()))
def test_a_report_reads_back_from_its_pages(name: str, style: PageStyle) -> None:
    whole = assemble(contents(paginate(drafts()[name], style)))
    assert described(whole.text, whole.blocks) == expected(drafts()[name])


@pytest.mark.parametrize(
    ("jitter", "slant", "doubled"), [(0.7, 0.0, False), (0.4, 0.004, False), (0.0, 0.0, True)]
)
def test_a_report_reads_back_from_pages_that_are_slightly_off(
    jitter: float, slant: float, doubled: bool
) -> None:
    draft = drafts()["2021_street_office_tabs"]
    pages = contents(paginate(draft, PageStyle()), jitter=jitter, slant=slant, doubled=doubled)
    whole = assemble(pages)
    assert described(whole.text, whole.blocks) == expected(draft)
