"""Which text is narrative: the paragraphs of the sections, without headings and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.extract.sections import SectionReading
from gongkai.models.document import Document, Span
from gongkai.models.passages import Passage
from gongkai.models.scheme import SectionKind

_CONTENT = re.compile(r"\w")


def find_passages(
    document: Document, sections: SectionReading, tables: Sequence[Span]
) -> list[Passage]:
    """Return the narrative of a report, paragraph by paragraph.

    Parameters
    ----------
    document
        The report.
    sections
        Its sections and headings, and the page furniture.
    tables
        The stretches of text that are table.

    Returns
    -------
    list of Passage
        In order. What stands before the first section (title, legal basis, statistical
        period) is left out, unless the report has no sections at all.
    """
    excluded = sorted(
        (*tables, *sections.furniture, *(heading.span for heading in sections.headings))
    )
    passages: list[Passage] = []
    for paragraph in document.paragraphs:
        for span in _without(paragraph.span, excluded):
            kind = sections.kind_at(span.start)
            if kind is None and sections.sections:
                continue
            if _CONTENT.search(document.text, span.start, span.end):
                passages.append(_passage(span, kind, sections))
    return passages


def _passage(span: Span, kind: SectionKind | None, sections: SectionReading) -> Passage:
    headings = tuple(heading.text for heading in sections.headings_above(span.start))
    return Passage(span, kind, headings)


def _without(span: Span, excluded: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of ``span`` outside the ``excluded`` stretches, which are sorted."""
    start = span.start
    for stretch in excluded:
        if stretch.end <= start:
            continue
        if stretch.start >= span.end:
            break
        if stretch.start > start:
            yield Span(start, stretch.start)
        start = stretch.end
    if start < span.end:
        yield Span(start, span.end)
