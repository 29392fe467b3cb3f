"""Texts that did not come from a file: annotated passages and reports, to be read all the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from gongkai.extract.identity import identify
from gongkai.extract.narrative import find_passages
from gongkai.extract.reading.plain_text import paragraphs
from gongkai.extract.sections import SectionReading, find_sections
from gongkai.extract.tables import read_tables
from gongkai.models.document import Document, Source
from gongkai.models.passages import Passage
from gongkai.models.scheme import SectionKind


def document_of(text: str, name: str) -> Document:
    """Return a text as a document whose text it is, whatever a reader of files would make of it.

    Parameters
    ----------
    text
        Any text.
    name
        What stands as the address of the source.
    """
    content = text.encode("utf-8", "surrogatepass")
    source = Source(
        uri=name,
        member=None,
        media_type="text/plain",
        encoding="UTF-8",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return Document(text, paragraphs(text), source)


def narrative_of_report(document: Document) -> list[Passage]:
    """Return the narrative of a whole report, as ``extract`` finds it."""
    sections = find_sections(document)
    year = identify(document, sections).year.value
    tables = read_tables(document, sections.sections, year=year)
    return find_passages(document, sections, tables.spans)


def narrative_of_excerpt(text: str, sections: tuple[SectionKind, ...]) -> list[Passage]:
    """Return the narrative of a passage of a report, with the headings in it.

    Parameters
    ----------
    text
        One or more paragraphs of a report.
    sections
        The sections they are from, which a whole report would tell by its headings. A heading
        opens a section as in a report, as far as the text is from that section; all else is of
        the first.
    """
    document = document_of(text, "")
    found = find_sections(document)
    # Without sections nothing is left out as standing before the first.
    passages = find_passages(document, replace(found, sections=()), ())
    first = sections[0] if sections else None
    return [replace(each, section=_section(found, each, sections) or first) for each in passages]


def _section(
    found: SectionReading, passage: Passage, sections: tuple[SectionKind, ...]
) -> SectionKind | None:
    kind = found.kind_at(passage.span.start)
    return kind if kind in sections else None
