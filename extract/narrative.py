"""Which text is narrative: the paragraphs of the sections, without headings and tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gongkai.extract.sections import SectionReading
from gongkai.models.document import Document, Span
from gongkai.models.normalised import normalise
from gongkai.models.passages import Passage
from gongkai.models.quantities import find_quantities

_CONTENT = re.compile(r"\w")
#: What a zero in words or a number in digits has. Numerals in Chinese number the headings.
_MAY_STATE = re.compile(r"[未无無没沒零〇\d]")
#: Longest passage, in code points: hardly a paragraph is longer, and no sentence. What follows
#: takes time that grows with the square of a sentence, and each claim keeps its sentence. A
#: claim model may be given passages from elsewhere, so it bounds its sentences by itself.
LONGEST_PASSAGE: Final = 2_000
#: How much of a sentence that is longer still is looked at together.
_LONGEST_CLAUSES: Final = 500
_SENTENCE_ENDS = "。！？；\n"
_CLAUSE_ENDS = "，、,;"


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
        period) is left out, unless the report has no sections at all. A heading that states a
        number or a zero is a passage as well. A paragraph longer than
        ``LONGEST_PASSAGE`` becomes several passages.
    """
    titles = (each.span for each in sections.headings if not _states_quantity(each.text))
    excluded = _merged((*tables, *sections.furniture, *titles))
    ends = [stretch.end for stretch in excluded]
    passages: list[Passage] = []
    for paragraph in document.paragraphs:
        first = bisect_right(ends, paragraph.span.start)
        for span in _without(paragraph.span, excluded, first):
            kind = sections.kind_at(span.start)
            if kind is None and sections.sections:
                continue
            if _CONTENT.search(document.text, span.start, span.end):
                headings = tuple(each.text for each in sections.headings_above(span.start))
                passages.extend(
                    Passage(part, kind, headings) for part in _parts(document.text, span)
                )
    return passages


def _states_quantity(heading: str) -> bool:
    """Tell whether a heading is a statement too: 四、未发生行政复议."""
    if _MAY_STATE.search(heading) is None:
        return False
    return bool(find_quantities(normalise(heading).text).quantities)


def _merged(stretches: Iterable[Span]) -> list[Span]:
    """Return the stretches in order, those that overlap or touch as one."""
    merged: list[Span] = []
    for stretch in sorted(stretches):
        if merged and stretch.start <= merged[-1].end:
            if stretch.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, stretch.end)
        else:
            merged.append(stretch)
    return merged


def _without(span: Span, excluded: Sequence[Span], first: int) -> Iterator[Span]:
    """Yield what is left of ``span`` outside the ``excluded`` stretches.

    These are in order and apart; ``first`` is the first that ends inside or behind ``span``.
    """
    start = span.start
    for index in range(first, len(excluded)):
        stretch = excluded[index]
        if stretch.start >= span.end:
            break
        if stretch.start > start:
            yield Span(start, stretch.start)
        start = stretch.end
    if start < span.end:
        yield Span(start, span.end)


def _parts(text: str, span: Span) -> Iterator[Span]:
    """Part a passage that is too long behind the last sentence that fits, else inside it."""
    start = span.start
    while span.end - start > LONGEST_PASSAGE:
        clauses = Span(start + _LONGEST_CLAUSES // 2, start + _LONGEST_CLAUSES)
        end = (
            _behind_last(text, _SENTENCE_ENDS, Span(start, start + LONGEST_PASSAGE))
            or _behind_last(text, _CLAUSE_ENDS, clauses)
            or clauses.end
        )
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _behind_last(text: str, marks: str, stretch: Span) -> int:
    """Return the place behind the last of ``marks`` in a stretch, 0 where there is none."""
    return max(text.rfind(mark, stretch.start, stretch.end) for mark in marks) + 1
