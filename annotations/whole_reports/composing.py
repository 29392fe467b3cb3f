"""Tables put into their places, and every offset moved accordingly."""

from __future__ import annotations

from dataclasses import replace

from gongkai.annotations.passages import Passage
from gongkai.annotations.rendering import ExpectedCell, RenderedList, render, render_list
from gongkai.annotations.whole_reports.places import STATISTICS, find_places
from gongkai.annotations.whole_reports.types import (
    AnnotatedReport,
    ReportLine,
    ReportSection,
    ReportSource,
)
from gongkai.models.document import Span
from gongkai.models.scheme import SectionKind


def compose_report(source: ReportSource) -> AnnotatedReport:
    """Render the tables of a report and put them into the text."""
    passage = source.located.passage
    parts: list[str] = []
    moves: list[tuple[int, int]] = []
    cells: dict[SectionKind, dict[str, ExpectedCell]] = {}
    lines: tuple[ReportLine, ...] = ()
    spans: dict[str, Span] = {}
    position = length = 0
    for place in find_places(passage.text):
        before = passage.text[position : place.span.start]
        start = length + len(before)
        if place.name == STATISTICS:
            rendered = _statistics(source)
            table_text = rendered.text
            lines = _lines(rendered, start)
        else:
            kind = SectionKind.of(place.name)
            table = source.head.tables[kind]
            drawn = render(table.layout, table.cells, table.options)
            table_text = drawn.text
            cells[kind] = {key: _moved(cell, start) for key, cell in drawn.expected.items()}
        parts += [before, table_text]
        spans[place.name] = Span(start, start + len(table_text))
        length = start + len(table_text)
        position = place.span.end
        moves.append((position, length - position))
    parts.append(passage.text[position:])
    text = "".join(parts)
    moved = _moved_passage(passage, text, moves)
    return AnnotatedReport(source, moved, _sections(source, text, moves), cells, lines, spans)


def _statistics(source: ReportSource) -> RenderedList:
    statistics = source.head.statistics
    assert statistics is not None  # noqa: S101 - the reader holds places and lists together
    return render_list(statistics.values, statistics.shape)


def _lines(rendered: RenderedList, by: int) -> tuple[ReportLine, ...]:
    return tuple(
        ReportLine(
            line.label, line.value, line.unit, Span(line.place.start + by, line.place.end + by)
        )
        for line in rendered.expected
    )


def _moved(cell: ExpectedCell, by: int) -> ExpectedCell:
    places = tuple(Span(place.start + by, place.end + by) for place in cell.places)
    return replace(cell, places=places)


def _move(span: Span, moves: list[tuple[int, int]]) -> Span:
    by = 0
    for start, distance in moves:
        if span.start >= start:
            by = distance
    return Span(span.start + by, span.end + by)


def _moved_passage(passage: Passage, text: str, moves: list[tuple[int, int]]) -> Passage:
    return replace(
        passage,
        text=text,
        contexts=tuple(replace(c, span=_move(c.span, moves)) for c in passage.contexts),
        claims=tuple(replace(c, span=_move(c.span, moves)) for c in passage.claims),
        non_claims=tuple(replace(n, span=_move(n.span, moves)) for n in passage.non_claims),
        problems=tuple(replace(p, span=_move(p.span, moves)) for p in passage.problems),
        improvements=tuple(replace(i, span=_move(i.span, moves)) for i in passage.improvements),
    )


def _sections(
    source: ReportSource, text: str, moves: list[tuple[int, int]]
) -> tuple[ReportSection, ...]:
    titles = [_move(mark.span, moves) for mark in source.sections]
    ends = [title.start for title in titles[1:]] + [len(text)]
    return tuple(
        ReportSection(mark.kind, title.of(text), Span(title.start, end))
        for mark, title, end in zip(source.sections, titles, ends, strict=True)
    )
