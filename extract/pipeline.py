"""The whole way from a document to its record, stage by stage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice

from gongkai.extract.claim_models import DEFAULT_MODEL, ClaimModel, claim_model
from gongkai.extract.confidence import rate_facts, rate_identity
from gongkai.extract.identity import Identity, identify
from gongkai.extract.joining import check_claims, join_facts
from gongkai.extract.limits import reading_notices, within_limits
from gongkai.extract.narrative import find_passages
from gongkai.extract.placing import place_on_pages
from gongkai.extract.sections import SectionReading, find_sections
from gongkai.extract.stages import Observer, Stage, observe_nothing
from gongkai.extract.tables import TableReading, read_tables
from gongkai.models.claim_reading import ClaimReading
from gongkai.models.document import Document, Notice
from gongkai.models.passages import Passage
from gongkai.models.record import Extractor, Record, RecordWarning, SourceEntry
from gongkai.models.scheme import CellState
from gongkai.models.table_checks import check_tables

_ID_DIGITS = 16
#: How many documents ``extract_many`` takes at a time.
_TOGETHER = 8


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is known of a document before its claims are found."""

    text_sha256: str
    document: Document  # its beginning, if it is longer than any report
    sections: SectionReading
    identity: Identity
    tables: TableReading
    passages: Sequence[Passage]


def extract(
    document: Document, *, model: str = DEFAULT_MODEL, observer: Observer = observe_nothing
) -> Record:
    """Extract the record of one report.

    Parameters
    ----------
    document
        What ``read`` returned. Of a text longer than any report the beginning is read, and
        the record has a warning ``text_truncated``; where there are more numbers than in any
        report, the rules read on, and it has a warning ``read_by_rules``.
    model
        What reads the narrative: ``accurate`` (trained, with calibrated confidences), ``rules``,
        or the folder of a model of your own.
    observer
        Called with each stage right after it is done, for measuring how long it took.

    Returns
    -------
    Record
        The same for the same document and model, to the byte.

    Raises
    ------
    GongkaiError
        If there is no such model.
    """
    chosen = claim_model(model)
    prepared = _prepare(document, chosen, observer)
    (reading,) = chosen.read_claims([(prepared.document.text, prepared.passages)])
    observer(Stage.CLAIMS)
    return _finish(prepared, reading, chosen, observer)


def _prepare(document: Document, chosen: ClaimModel, observer: Observer) -> _Prepared:
    text_sha256 = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    document = within_limits(document)
    observer(Stage.PREPARING)
    sections = find_sections(document)
    observer(Stage.SECTIONS)
    identity = identify(document, sections)
    rate_identity(identity, document, chosen.calibrators)
    observer(Stage.IDENTITY)
    tables = read_tables(document, sections.sections, year=identity.year.value)
    observer(Stage.TABLES)
    passages = find_passages(document, sections, tables.spans)
    observer(Stage.NARRATIVE)
    return _Prepared(text_sha256, document, sections, identity, tables, passages)


def _finish(
    prepared: _Prepared, reading: ClaimReading, chosen: ClaimModel, observer: Observer
) -> Record:
    document, sections, identity = prepared.document, prepared.sections, prepared.identity
    tables, claims = prepared.tables, reading.claims
    facts = join_facts(tables.tables, claims, identity.years_covered)
    rate_facts(facts, claims, tables.tables, chosen.calibrators)
    observer(Stage.FACTS)
    problems = chosen.find_problems(document.text, prepared.passages, identity.year.value)
    observer(Stage.PROBLEMS)
    checks = check_tables(tables.tables)
    checks += check_claims(tables.tables, claims, facts, document.text)
    place_on_pages(document, identity, tables.tables, claims, facts)
    observer(Stage.CHECKS)
    record = Record(
        record_id=_record_id(document),
        text_sha256=prepared.text_sha256,
        source=_source(document),
        title=identity.title,
        published=identity.published,
        issuer=identity.issuer,
        year=identity.year,
        period=identity.period,
        sections=list(sections.sections),
        tables=tables.tables,
        claims=claims,
        problems=list(problems.problems),
        improvements=list(problems.improvements),
        facts=facts,
        checks=checks,
        warnings=[],
        extractor=Extractor(version=_version(), model=chosen.name, model_sha256=chosen.sha256),
    )
    limits = reading_notices(reading)
    notices = (*document.notices, *identity.notices, *tables.notices, *limits, *_doubts(record))
    record.warnings.extend(_warning(notice) for notice in notices)
    observer(Stage.RECORD)
    return record


def extract_many(documents: Iterable[Document], *, model: str = DEFAULT_MODEL) -> Iterator[Record]:
    """Extract the record of each document, in order, as they are asked for.

    Parameters
    ----------
    documents
        What ``read`` returned; taken eight at a time, since claims are found faster in
        several documents together. An error that taking them raises is raised on, behind the
        records of all that were taken before.
    model
        What reads the narrative, as for ``extract``.

    Returns
    -------
    iterator of Record
        What ``extract`` returns for each.

    Raises
    ------
    GongkaiError
        If there is no such model; at once, before a document is taken.
    """
    return _extract_together(documents, claim_model(model))


def _extract_together(documents: Iterable[Document], chosen: ClaimModel) -> Iterator[Record]:
    remaining = iter(documents)
    failure: Exception | None = None
    while failure is None:
        prepared, failure = _prepare_some(remaining, chosen)
        if not prepared:
            break
        found = chosen.read_claims([(each.document.text, each.passages) for each in prepared])
        for each, reading in zip(prepared, found, strict=True):
            yield _finish(each, reading, chosen, observe_nothing)
    if failure is not None:
        raise failure


def _prepare_some(
    remaining: Iterator[Document], chosen: ClaimModel
) -> tuple[list[_Prepared], Exception | None]:
    """Prepare the next documents, and return what ended them early, if anything did."""
    prepared: list[_Prepared] = []
    try:
        for document in islice(remaining, _TOGETHER):
            prepared.append(_prepare(document, chosen, observe_nothing))  # noqa: PERF401 - what there is, is kept
    except Exception as error:
        return prepared, error
    return prepared, None


@cache
def _version() -> str:
    try:
        return version("gongkai")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "unknown"


def _record_id(document: Document) -> str:
    """Return 16 hexadecimal digits over the bytes of the source and where they came from."""
    source = document.source
    place = source.uri if source.member is None else f"{source.uri}!{source.member}"
    key = f"{source.sha256}\n{place}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(key).hexdigest()[:_ID_DIGITS]


def _source(document: Document) -> SourceEntry:
    source = document.source
    return SourceEntry(
        uri=source.uri,
        member=source.member,
        media_type=source.media_type,
        encoding=source.encoding,
        bytes=source.size,
        sha256=source.sha256,
    )


def _doubts(record: Record) -> list[Notice]:
    """Return what a reader should know before trusting a record as a report's."""
    doubts: list[Notice] = []
    if not record.sections:
        message = "No section of an annual report was found: this may be another document."
        doubts.append(Notice("no_sections", message))
    if record.year.value is None:
        doubts.append(Notice("no_year", "The year reported on was not found."))
    for section, table in record.tables.by_section().items():
        states = [cell.state for cell in table.cells.values()]
        if not states:
            continue
        name = f"the table of section {section.chinese}"
        unreadable = states.count(CellState.UNREADABLE)
        if all(state is CellState.MISSING for state in states):
            doubts.append(Notice("table_missing", f"{name.capitalize()} is not there."))
        elif CellState.MISSING in states:
            count = states.count(CellState.MISSING)
            doubts.append(Notice("cells_missing", f"{count} cells of {name} are missing."))
        if unreadable:
            message = (
                f"{unreadable} cells of the table of section {section.chinese} cannot be read."
            )
            doubts.append(Notice("cells_unreadable", message))
    return doubts


def _warning(notice: Notice) -> RecordWarning:
    span = notice.span
    return RecordWarning(
        code=notice.code,
        message=notice.message,
        start=span.start if span else None,
        end=span.end if span else None,
    )
