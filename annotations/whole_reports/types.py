"""What a whole report is, as written and once put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gongkai.annotations.passages import Head, Located, Passage
from gongkai.annotations.rendering import ExpectedCell, RenderingOptions
from gongkai.models.document import Span
from gongkai.models.record import Issuer
from gongkai.models.scheme import Agreement, Regime, SectionKind
from gongkai.models.table_layout import TableLayout


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table as written in a head: what its cells hold and how it is rendered.

    Attributes
    ----------
    layout
        The table.
    cells
        Text of each cell by key; blank cells are empty.
    options
        How it is rendered.
    """

    layout: TableLayout
    cells: dict[str, str]
    options: RenderingOptions


@dataclass(frozen=True, slots=True)
class Statistics:
    """A statistics list of the years before 2019: its shape and its numbers in order."""

    shape: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JoinedSource:
    """Statements that say the same thing, by their names in the markup.

    Attributes
    ----------
    agreement
        Whether they agree.
    claims
        Names of claims.
    cells
        Keys of cells with their table: ``applications.received.total``.
    line
        Its line of the head, from 1.
    """

    agreement: Agreement
    claims: tuple[str, ...]
    cells: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What the head of a whole report says beyond that of a passage.

    Attributes
    ----------
    head
        What it says as that of a passage.
    title, issuer, published, period, regime
        As in the record.
    tables, statistics
        Tables and list as written.
    joined
        The facts that join several statements.
    failed_checks
        The checks that fail.
    place_lines
        Lines of the head, from 1, that open what ``@@`` places, by what stands behind it.
    """

    head: Head
    title: str
    issuer: Issuer
    published: date | None
    period: tuple[date, date] | None
    regime: Regime
    tables: dict[SectionKind, TableSource]
    statistics: Statistics | None
    joined: tuple[JoinedSource, ...]
    failed_checks: tuple[str, ...]
    place_lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SectionMark:
    """The heading that opens a section."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A report as written: tables are still places in the text.

    Attributes
    ----------
    head
        Everything of the head.
    located
        The text with everything marked in it; lines of the form ``@@ NAME`` are places.
    claim_names
        Positions of claims by their names.
    title, sections
        The title and the headings in the text.
    """

    head: ReportHead
    located: Located
    claim_names: dict[str, int]
    title: Span | None
    sections: tuple[SectionMark, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of a statistics list."""

    label: str
    value: int | float
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section: its heading, and the whole of it."""

    kind: SectionKind
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class AnnotatedReport:
    """A report with its tables in place; every offset counts into ``passage.text``.

    Attributes
    ----------
    source
        What it was made from.
    passage
        Its text with everything marked in it.
    sections
        Its sections.
    cells
        What must be read from each table.
    lines
        What must be read from a statistics list.
    table_spans
        Where tables and lists stand, by what stands behind ``@@``.
    """

    source: ReportSource
    passage: Passage
    sections: tuple[ReportSection, ...]
    cells: dict[SectionKind, dict[str, ExpectedCell]]
    lines: tuple[ReportLine, ...]
    table_spans: dict[str, Span]
