"""Putting the parts together: from a document to its sections."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.extract.sections.candidates import Candidate, find_candidates
from gongkai.extract.sections.furniture import bookmarks, footer_start, furniture_lines
from gongkai.extract.sections.lines import MOST_LINES, Line, read_lines
from gongkai.extract.sections.numbering import Style, parse_marker
from gongkai.extract.sections.outline import Outline, outline
from gongkai.extract.sections.title_lines import find_title_lines, title_text
from gongkai.extract.sections.types import Heading, SectionReading
from gongkai.models.document import Document, Span
from gongkai.models.problem_wording import LACK, is_announcement
from gongkai.models.record import Section
from gongkai.models.scheme import SectionKind


def find_sections(document: Document) -> SectionReading:
    """Divide a report into its sections.

    Parameters
    ----------
    document
        A report as the reader gives it. Headings are looked for in its paragraphs, never in
        its grids.

    Returns
    -------
    SectionReading
        Sections, headings, the body of the report and the page furniture.
    """
    lines = read_lines(document)
    furniture = furniture_lines(document.text, lines)
    candidates = [c for c in find_candidates(lines) if c.line not in furniture]
    found = outline(candidates)
    limit = found.openings[0][0].line if found.openings else len(lines)
    titles = find_title_lines(lines, limit, furniture)
    if len(found.openings) > 1:  # a title may stand between a heading and its repetition
        titles += [
            title
            for title in find_title_lines(lines, found.openings[1][0].line, furniture)
            if title[0] > limit
        ]
    first = _first_line(lines, titles, limit, furniture, found)
    cut = footer_start(lines, furniture, _last_heading_line(candidates) + 1)
    body = _body(document, lines, first, cut)
    headings = _headings(lines, titles, found)
    sections = _sections(found, body.end)
    return SectionReading(
        sections, headings, body, _furniture_spans(document.text, lines, furniture, found, body)
    )


def _last_heading_line(candidates: Sequence[Candidate]) -> int:
    return candidates[-1].last_line if candidates else -1


def _first_line(
    lines: Sequence[Line],
    titles: Sequence[Sequence[int]],
    limit: int,
    furniture: set[int],
    found: Outline,
) -> int:
    """Return the index of the line the report begins with."""
    contents = {candidate.line for candidate in found.contents}
    before = [title[0] for title in titles if title[0] < limit]
    if before and not any(_is_prose(lines[index]) for index in range(before[0])):
        return before[0]
    last_furniture = max((i for i in furniture if i < limit), default=-1)
    if any(_is_prose(lines[index]) for index in range(last_furniture + 1)):
        last_furniture = -1
    first = last_furniture + 1
    while first < limit and (first in furniture or first in contents):
        first += 1
    return first


def _is_prose(line: Line) -> bool:
    return len(line.span) > 40 and "。" in line.text


def _body(document: Document, lines: Sequence[Line], first: int, cut: int) -> Span:
    """Return the body; grids between its first and its last line, or behind it, belong to it."""
    if not lines:
        blocks = document.blocks
        return Span(blocks[0].span.start, blocks[-1].span.end) if blocks else Span(0, 0)
    first = min(first, len(lines) - 1)
    start = lines[first].span.start
    end = lines[cut - 1].span.end if cut > first else lines[-1].span.end
    if len(lines) >= MOST_LINES:
        end = document.blocks[-1].span.end
    stop = lines[cut].span.start if cut < len(lines) else len(document.text)
    for grid in reversed(document.grids):
        if grid.span.start < stop:
            end = max(end, grid.span.end)
            break
    if first == 0 and document.grids and document.grids[0].span.start < start:
        start = document.grids[0].span.start
    return Span(start, end)


def _sections(found: Outline, body_end: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    for candidate, kind in found.openings:
        start = candidate.span.start
        if sections and sections[-1].kind is kind:
            continue
        if sections:
            sections[-1].end = start
        sections.append(
            Section(kind=kind, title=candidate.title, start=start, end=max(start, body_end))
        )
    return tuple(sections)


def _headings(
    lines: Sequence[Line], titles: Sequence[Sequence[int]], found: Outline
) -> tuple[Heading, ...]:
    headings = [
        Heading(lines[index].span, 0, title_text(lines[index]), None)
        for title in titles
        for index in title
    ]
    opened = {candidate.line: kind for candidate, kind in found.openings}
    kind: SectionKind | None = None
    stack: list[Style] = []
    for candidate in sorted((*(c for c, _ in found.openings), *found.inner), key=_by_line):
        if candidate.line in opened:
            kind, stack, level = opened[candidate.line], [], 1
        elif kind is SectionKind.PROBLEMS and _is_item(lines, candidate):
            continue
        else:
            while stack and stack[-1] >= candidate.style:
                stack.pop()
            stack.append(candidate.style)
            level = len(stack) + 1
        headings.append(Heading(candidate.span, level, candidate.title, kind))
    return tuple(sorted(headings, key=lambda heading: heading.span))


def _is_item(lines: Sequence[Line], candidate: Candidate) -> bool:
    """Tell whether a numbered line of section five states a problem or a measure itself."""
    below = lines[candidate.last_line + 1 : candidate.last_line + 2]
    marker = parse_marker(below[0].text) if below else None
    listed = not below or (marker is not None and marker.style <= candidate.style)
    closed = lines[candidate.last_line].text.endswith(("。", "；"))
    states = not candidate.alone or closed or listed or LACK.search(candidate.title) is not None
    return states and not is_announcement(candidate.title)


def _by_line(candidate: Candidate) -> int:
    return candidate.line


def _furniture_spans(
    text: str, lines: Sequence[Line], furniture: set[int], found: Outline, body: Span
) -> tuple[Span, ...]:
    spans = {lines[index].span for index in furniture}
    spans.update(candidate.span for candidate in found.contents)
    spans.update(
        line.span for line in lines if line.span.end <= body.start or line.span.start >= body.end
    )
    spans.update(mark for mark in bookmarks(text))
    return tuple(sorted(spans))
