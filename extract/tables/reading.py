"""The whole way from a document to the cells of its mandated tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from gongkai.extract.tables.alignment import Match, align, whole_row_of
from gongkai.extract.tables.columns import cells_of, lay_out
from gongkai.extract.tables.headers import follow_headers
from gongkai.extract.tables.lexing import rows_of_grid, rows_of_lines
from gongkai.extract.tables.outcomes import turn_outcomes
from gongkai.extract.tables.rows import LogicalRow, logical_rows
from gongkai.extract.tables.statistics_lists import read_statistics_lists
from gongkai.extract.tables.tokens import Mark, PhysicalRow
from gongkai.extract.tables.vocabulary import is_known
from gongkai.models.document import Document, Notice, Span
from gongkai.models.normalised import unify_characters
from gongkai.models.record import Cell, Section, Tables
from gongkai.models.scheme import CellState, Regime, SectionKind
from gongkai.models.table_layout import layout_for

TABLE_SECTIONS = (
    SectionKind.PROACTIVE_DISCLOSURE,
    SectionKind.APPLICATIONS,
    SectionKind.REVIEW_LITIGATION,
)

_FIRST_YEAR_OF_2021 = 2021
_FIRST_YEAR_OF_2019 = 2019
#: Words of the headers that only one of the two forms has.
_HEADERS_OF_2021 = (
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
    "本年处理决定数量",
    "本年收费金额",
)
_HEADERS_OF_2019 = ("新制作数量", "新公开数量", "公开总数量", "上一年项目数量", "采购项目数量")
_UNIT_OF_MONEY = r"[（(]?(?:单位[:：]?)?(万元|元)"
_CHARGES_UNIT = re.compile("收费金额" + _UNIT_OF_MONEY)
_PROCUREMENT_UNIT = re.compile("采购总?金额" + _UNIT_OF_MONEY)
#: Fewer rows that come twice are slips of copying, not a second table.
_ROWS_OF_A_REPETITION = 4
#: What the form of 2021 prescribes for charges.
_PRESCRIBED_CHARGES_UNIT = "万元"


@dataclass(frozen=True, slots=True)
class TableReading:
    """The tables of one report.

    Attributes
    ----------
    tables
        Their cells; every cell of the form is there, those not in the document as ``missing``.
    spans
        The stretches of text that are table and therefore not narrative, in order.
    notices
        What a reader should know, such as a table that stands there twice.
    """

    tables: Tables
    spans: tuple[Span, ...]
    notices: tuple[Notice, ...] = ()


def read_tables(
    document: Document, sections: Sequence[Section], *, year: int | None = None
) -> TableReading:
    """Read the mandated tables of a report.

    Parameters
    ----------
    document
        The report.
    sections
        Its sections. Tables are looked for in sections two to four; where these hold none,
        everywhere.
    year
        The year reported on, where known; it decides between the forms only where the tables
        themselves do not.
    """
    text = unify_characters(document.text)
    regions = _table_regions(document, sections)
    found = _Found.read(text, document, regions, year)
    if not found.matches and regions != [Span(0, len(text))]:
        found = _Found.read(text, document, [Span(0, len(text))], year)
    if not found.matches and found.regime in (None, Regime.BEFORE_2019):
        lines, spans = read_statistics_lists(text, document)
        regime = Regime.BEFORE_2019 if lines else found.regime
        return TableReading(Tables(regime=regime, lines=lines), spans)
    return TableReading(found.tables(document.text), found.spans(text), found.notices())


def _table_regions(document: Document, sections: Sequence[Section]) -> list[Span]:
    regions = [
        Span(section.start, section.end) for section in sections if section.kind in TABLE_SECTIONS
    ]
    return sorted(regions) or [Span(0, len(document.text))]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read from some regions of a document, before it becomes cells."""

    regime: Regime | None
    physical: list[PhysicalRow]
    logical: list[LogicalRow]
    matches: list[Match]

    @classmethod
    def read(
        cls, text: str, document: Document, regions: Sequence[Span], year: int | None
    ) -> _Found:
        physical = [row for region in regions for row in _physical_rows(text, document, region)]
        logical = turn_outcomes(list(logical_rows(physical)))
        regime, matches = _choose_regime(physical, logical, year)
        return cls(regime, physical, logical, matches)

    def tables(self, text: str) -> Tables:
        tables = Tables(regime=self.regime)
        if self.regime is None:
            return tables
        units = _units(_header_text(self.physical), self.regime)
        by_section = tables.by_section()
        found: dict[SectionKind, dict[str, Cell]] = {section: {} for section in by_section}
        matches = follow_headers(self.matches, self.physical, self.regime)
        for laid_out in lay_out(matches):
            found[laid_out.match.form_row.section].update(cells_of(laid_out, text, units))
        for section, table in by_section.items():
            cells = found[section]
            table.cells = {
                key: cells.get(key) or Cell(state=CellState.MISSING)
                for key in _cell_keys(section, self.regime)
            }
        return tables

    def notices(self) -> tuple[Notice, ...]:
        """Return a notice for each table whose rows stand there a second time."""
        taken = {id(match.row) for match in self.matches}
        seconds: Counter[SectionKind] = Counter()
        for row in self.logical:
            if id(row) not in taken and (section := whole_row_of(row, self.regime)):
                seconds[section] += 1
        return tuple(
            Notice(
                "table_repeated",
                f"The table of section {section.chinese} stands there more than once; "
                "one of them was read.",
            )
            for section, count in seconds.items()
            if count >= _ROWS_OF_A_REPETITION
        )

    def spans(self, text: str) -> tuple[Span, ...]:
        # Rows of one physical row share its lines, which may be hundreds: each list once.
        shared = {id(match.row.lines): match.row.lines for match in self.matches}
        if self.matches:
            shared.update((id(row.lines), row.lines) for row in self.physical if _is_table(row))
        lines = {line for each in shared.values() for line in each}
        return _joined(sorted(lines, key=attrgetter("start", "end")), text)


@lru_cache(maxsize=8)
def _cell_keys(section: SectionKind, regime: Regime) -> tuple[str, ...]:
    return layout_for(section, regime).keys


def _physical_rows(text: str, document: Document, region: Span) -> Iterator[PhysicalRow]:
    """Yield the rows of a region: of its grids, and of the lines between them."""
    position = region.start
    for grid in document.grids:
        if not (region.start <= grid.span.start < region.end):
            continue
        yield from rows_of_lines(text, Span(position, grid.span.start))
        yield from rows_of_grid(text, grid)
        position = grid.span.end
    yield from rows_of_lines(text, Span(position, region.end))


def _header_text(rows: Sequence[PhysicalRow]) -> str:
    return "".join(token.text for row in rows for token in row.tokens if token.mark is Mark.LABEL)


def _choose_regime(
    physical: Sequence[PhysicalRow], logical: Sequence[LogicalRow], year: int | None
) -> tuple[Regime | None, list[Match]]:
    """Decide the form by the words of its headers, then by its rows, then by the year."""
    header = _header_text(physical)
    evidence = {
        Regime.FORM_2021: sum(word in header for word in _HEADERS_OF_2021),
        Regime.FORM_2019: sum(word in header for word in _HEADERS_OF_2019),
    }
    most = max(evidence.values())
    by_year = regime_of_year(year)
    if by_year is Regime.BEFORE_2019 and not most:
        return by_year, []  # its list uses some words of the later forms
    matches = {
        regime: align(logical, regime) for regime, count in evidence.items() if count == most
    }
    if not any(matches.values()):
        return by_year, []

    def fit(regime: Regime) -> tuple[float, bool]:
        return sum(match.score for match in matches[regime]), regime is by_year

    best = max(matches, key=fit)
    return best, matches[best]


def regime_of_year(year: int | None) -> Regime | None:
    """Return the form that was in force for reports on ``year``; ``None`` if unknown."""
    if year is None:
        return None
    if year >= _FIRST_YEAR_OF_2021:
        return Regime.FORM_2021
    return Regime.FORM_2019 if year >= _FIRST_YEAR_OF_2019 else Regime.BEFORE_2019


def _units(header: str, regime: Regime) -> dict[str, str]:
    """Return the units that headers give to columns of money, by cell key."""
    charges = _CHARGES_UNIT.search(header)
    if regime is Regime.FORM_2021:
        return {"charges.amount": charges[1] if charges else _PRESCRIBED_CHARGES_UNIT}
    procurement = _PROCUREMENT_UNIT.search(header)
    return {"procurement.amount": procurement[1]} if procurement else {}


def _is_table(row: PhysicalRow) -> bool:
    """Tell whether a row without a match consists of nothing but the words of the tables."""
    labels = [token for token in row.tokens if token.mark is Mark.LABEL]
    return bool(labels) and not row.prose and all(is_known(token.text) for token in labels)


def _joined(lines: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Join stretches that overlap or that only white space keeps apart."""
    spans: list[Span] = []
    for line in lines:
        if spans and (line.start <= spans[-1].end or text[spans[-1].end : line.start].isspace()):
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, line.end))
        else:
            spans.append(line)
    return tuple(spans)
