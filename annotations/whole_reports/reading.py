"""Files of whole reports, read as strictly as passages."""

from __future__ import annotations

from gongkai.annotations.markup import MarkupFault
from gongkai.annotations.markup.blocks import Block, halve
from gongkai.annotations.markup.errors import PassageFaultError
from gongkai.annotations.markup.fields import FieldFaultError, parse_member
from gongkai.annotations.markup.reading import parse_blocks
from gongkai.annotations.markup.resolving import resolve_named
from gongkai.annotations.markup.scanning import Mark, scan
from gongkai.annotations.passages import Located
from gongkai.annotations.whole_reports.heads import parse_report_head
from gongkai.annotations.whole_reports.places import STATISTICS, find_places
from gongkai.annotations.whole_reports.types import ReportHead, ReportSource, SectionMark
from gongkai.models.document import Span
from gongkai.models.scheme import SectionKind


def parse_reports(source: str, file: str) -> tuple[list[ReportSource], list[MarkupFault]]:
    """Read the text of a file of whole reports.

    Parameters
    ----------
    source
        The text.
    file
        What to call it in faults.

    Returns
    -------
    tuple
        The reports without a fault, and the faults: at most one for each report that has any.
    """
    return parse_blocks(source, file, _parse_block)


def _parse_block(block: Block, file: str) -> ReportSource:
    halves = halve(block)
    head = parse_report_head(block.name, halves.head)
    try:
        text, marks = scan(halves.text)
        title, sections = _structure(text, marks)
        others = [mark for mark in marks if mark.item not in {"title", "section"}]
        passage, names = resolve_named(head.head, text, others)
        _check_places(text, head)
        _check_names(head, names)
    except PassageFaultError as fault:
        raise PassageFaultError(halves.text_line + fault.line, fault.message) from None
    located = Located(passage, file, block.line, block.line + halves.text_line)
    return ReportSource(head, located, names, title, sections)


def _structure(text: str, marks: list[Mark]) -> tuple[Span | None, tuple[SectionMark, ...]]:
    title: Span | None = None
    sections: list[SectionMark] = []
    for mark in marks:
        span = Span(mark.start, mark.end)
        if mark.item == "title":
            if title is not None:
                raise PassageFaultError(mark.line, "there are two titles: unmark one")
            title = span
        elif mark.item == "section":
            try:
                kind = parse_member(SectionKind, mark.words.strip(), "section")
            except FieldFaultError as fault:
                words = span.of(text)
                raise PassageFaultError(mark.line, f"the heading {words!r}: {fault}") from None
            sections.append(SectionMark(kind, span))
    return title, tuple(sections)


def _check_places(text: str, head: ReportHead) -> None:
    """Every table has one place, and every place a table."""
    places = [place.name for place in find_places(text)]
    wanted = [section.value for section in head.tables]
    wanted += [STATISTICS] if head.statistics else []
    for name in places:
        if name not in wanted:
            raise PassageFaultError(0, f"@@ {name} has no table in the head: add one")
    for name in wanted:
        if places.count(name) != 1:
            raise PassageFaultError(
                0, f"the text has {places.count(name)} lines @@ {name}: write one where it stands"
            )


def _check_names(head: ReportHead, names: dict[str, int]) -> None:
    for fact in head.joined:
        for name in fact.claims:
            if name not in names:
                raise PassageFaultError(0, f"a fact names #{name}, which no claim is called")
        for cell in fact.cells:
            table, _, key = cell.partition(".")
            known = {kind.value: source.cells for kind, source in head.tables.items()}
            if key not in known.get(table, {}):
                raise PassageFaultError(0, f"a fact names the cell {cell}, which is in no table")
