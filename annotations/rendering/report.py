"""Whole reports: headings, prose and tables put together as the document a reader would see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.annotations.rendering.model import ExpectedCell, RenderedTable
from gongkai.models.document import Block, Document, Grid, GridCell, Paragraph, Source, Span
from gongkai.models.record import Section
from gongkai.models.scheme import Regime, SectionKind
from gongkai.models.table_layout import TableLayout

HEADINGS: dict[SectionKind, str] = {
    SectionKind.OVERVIEW: "一、总体情况",
    SectionKind.PROACTIVE_DISCLOSURE: "二、主动公开政府信息情况",
    SectionKind.APPLICATIONS: "三、收到和处理政府信息公开申请情况",
    SectionKind.REVIEW_LITIGATION: "四、政府信息公开行政复议、行政诉讼情况",
    SectionKind.PROBLEMS: "五、存在的主要问题及改进情况",
    SectionKind.OTHER_MATTERS: "六、其他需要报告的事项",
}
_SOURCE = Source("report.txt", None, "text/plain", "utf-8", 0, "0" * 64)
_YEARS = {Regime.FORM_2021: 2022, Regime.FORM_2019: 2019, Regime.BEFORE_2019: 2016}


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading: prose, perhaps a table, prose."""

    kind: SectionKind
    before: tuple[str, ...] = ()
    table: RenderedTable | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A document with what must be read from it.

    Attributes
    ----------
    document, sections
        What the reader of tables is given.
    expected
        The cells of each table, with offsets into the document.
    prose
        The sentences that are narrative and not table.
    regime
        The form the report follows.
    appendix
        Where the appendix stands; empty at the end of the document where there is none.
    """

    document: Document
    sections: tuple[Section, ...]
    expected: dict[SectionKind, dict[str, ExpectedCell]]
    prose: tuple[Span, ...]
    regime: Regime
    appendix: Span


def compose(parts: Sequence[Part], regime: Regime, appendix: str = "") -> RenderedReport:
    """Put parts together under a title that names a year of ``regime``.

    An appendix belongs to the last section.
    """
    line_end = "\n"
    pieces = [f"青溪县人民政府{_YEARS[regime]}年政府信息公开工作年度报告{line_end}"]
    length = len(pieces[0])
    blocks: list[Block] = _paragraphs(pieces[0], 0)
    sections: list[Section] = []
    prose: list[Span] = []
    expected: dict[SectionKind, dict[str, ExpectedCell]] = {}

    def write(text: str) -> int:
        nonlocal length
        start = length
        pieces.append(text)
        length += len(text)
        return start

    def write_prose(sentences: tuple[str, ...]) -> None:
        for sentence in sentences:
            start = write(sentence + line_end)
            blocks.extend(_paragraphs(sentence, start))
            prose.append(Span(start, start + len(sentence)))

    for part in parts:
        start = write(HEADINGS[part.kind] + line_end)
        blocks.extend(_paragraphs(HEADINGS[part.kind], start))
        write_prose(part.before)
        if part.table is not None:
            table_start = write(part.table.text)
            blocks.extend(_table_blocks(part.table, table_start))
            expected[part.kind] = _moved(part.table.expected, table_start)
        write_prose(part.after)
        sections.append(Section(kind=part.kind, title=HEADINGS[part.kind], start=start, end=length))
    appendix_start = write(appendix)
    blocks.extend(_paragraphs(appendix, appendix_start))
    sections[-1] = sections[-1].model_copy(update={"end": length})
    document = Document("".join(pieces), tuple(blocks), _SOURCE)
    place = Span(appendix_start, length)
    return RenderedReport(document, tuple(sections), expected, tuple(prose), regime, place)


def single_table(table: RenderedTable, before: tuple[str, ...] = ()) -> RenderedReport:
    """Put one table under its heading, between an overview and a section on problems."""
    layout: TableLayout = table.layout
    parts = [
        Part(SectionKind.OVERVIEW, ("本年度，青溪县公开各类信息1750条。",)),
        Part(layout.section, before, table),
        Part(SectionKind.PROBLEMS, ("一是公开内容不够全面，二是培训仅2次。",)),
    ]
    return compose(parts, layout.regime)


def _paragraphs(text: str, start: int) -> list[Block]:
    """Return a paragraph for each line of ``text`` that is not empty."""
    blocks: list[Block] = []
    position = start
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            first = position + len(line) - len(line.lstrip())
            blocks.append(Paragraph(Span(first, first + len(stripped))))
        position += len(line)
    return blocks


def _table_blocks(table: RenderedTable, start: int) -> list[Block]:
    if table.grid is None:
        return _paragraphs(table.text, start)
    cells = tuple(_moved_cell(cell, start) for cell in table.grid.cells)
    span = _moved_span(table.grid.span, start)
    grid = Grid(span, table.grid.row_count, table.grid.column_count, cells)
    caption = _paragraphs(table.text[: table.grid.span.start], start)
    return [*caption, grid]


def _moved_span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved_cell(cell: GridCell, by: int) -> GridCell:
    return replace(cell, span=_moved_span(cell.span, by))


def _moved(expected: dict[str, ExpectedCell], by: int) -> dict[str, ExpectedCell]:
    return {
        key: replace(cell, places=tuple(_moved_span(place, by) for place in cell.places))
        for key, cell in expected.items()
    }
