"""Files of whole reports, read as strictly as passages."""

from __future__ import annotations

from gongkai.annotations.markup import MarkupFault
from gongkai.annotations.markup.blocks import Block, halve
from gongkai.annotations.markup.errors import PassageFaultError
from gongkai.annotations.markup.fields import FieldFaultError, parse_member
from gongkai.annotations.markup.reading import parse_blocks
from gongkai.annotations.markup.resolving import resolve_named
from gongkai.annotations.markup.scanning import Mark, Scanned, scan
from gongkai.annotations.passages import Located
from gongkai.annotations.whole_reports.heads import parse_report_head
from gongkai.annotations.whole_reports.places import Place, find_places
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
        scanned = scan(halves.text)
        title, sections = _structure(scanned.text, scanned.marks)
        others = [mark for mark in scanned.marks if mark.item not in {"title", "section"}]
        passage, names = resolve_named(head.head, scanned.text, others)
        places = list(find_places(scanned.text))
        _check_places(scanned, places, head)
    except PassageFaultError as fault:
        raise PassageFaultError(halves.text_line + fault.line, fault.message) from None
    _check_tables(places, head)
    _check_names(head, names)
    text_line = block.line + halves.text_line - scanned.escaped_breaks
    located = Located(passage, file, block.line, text_line)
    return ReportSource(head, located, names, title, sections)


def _structure(text: str, marks: list[Mark]) -> tuple[Span | None, tuple[SectionMark, ...]]:
    title: Span | None = None
    sections: list[SectionMark] = []
    for mark in marks:
        span = Span(mark.start, mark.end)
        if mark.item == "title":
            if mark.words:
                raise PassageFaultError(
                    mark.line, "a title is marked {title:…}: leave the rest out"
                )
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


def _check_places(scanned: Scanned, places: list[Place], head: ReportHead) -> None:
    """Every place has a table and stands outside of marks; lines count as in the text."""
    for place in places:
        line = scanned.line_of(place.span.start)
        if place.name not in head.place_lines:
            raise PassageFaultError(
                line, f"@@ {place.name} has no table in the head: add one, or take the line out"
            )
        for mark in scanned.marks:
            if mark.start < place.span.end and mark.end > place.span.start:
                words = scanned.text[mark.start : mark.end]
                raise PassageFaultError(
                    line,
                    f"the mark around {words[:20]!r} reaches into the line @@ {place.name}: end it "
                    "in front of that line, or begin it behind",
                )


def _check_tables(places: list[Place], head: ReportHead) -> None:
    """Every table has one place; lines count as in the head."""
    names = [place.name for place in places]
    for name, line in head.place_lines.items():
        if names.count(name) != 1:
            raise PassageFaultError(
                line, f"the text has {names.count(name)} lines @@ {name}: write one where it stands"
            )


def _check_names(head: ReportHead, names: dict[str, int]) -> None:
    """Facts join what there is; lines count as in the head."""
    tables = {kind.value: source.cells for kind, source in head.tables.items()}
    for fact in head.joined:
        for name in fact.claims:
            if name not in names:
                raise PassageFaultError(
                    fact.line,
                    f"a fact names #{name}, which no claim is called: write #{name} in front of "
                    "the metric of the claim, or correct the fact",
                )
        for cell in fact.cells:
            table, _, key = cell.partition(".")
            if key not in tables.get(table, {}):
                raise PassageFaultError(
                    fact.line,
                    f"a fact names the cell {cell}, which is in no table: write "
                    "cell:TABLE.ROW.COLUMN with the names of the form",
                )
