"""Checks of a whole report: what its head says against its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongkai.annotations.checks.fact_checks import check_facts
from gongkai.annotations.markup import MarkupFault
from gongkai.annotations.provinces import PROVINCES
from gongkai.annotations.whole_reports.composing import compose_report
from gongkai.annotations.whole_reports.places import find_places
from gongkai.annotations.whole_reports.types import ReportSource
from gongkai.models.normalised import normalise
from gongkai.models.record import Cell, Tables
from gongkai.models.scheme import (
    CellState,
    CheckKind,
    CheckStatus,
    IssuerType,
    Metric,
    Regime,
)
from gongkai.models.table_checks import check_tables

_FAILED: Final = re.compile(
    rf"(?:{CheckKind.SUM}|{CheckKind.BALANCE})\.(?P<cell>[a-z_.]+)"
    rf"|(?:{CheckKind.BREAKDOWN}|{CheckKind.RATIO})\.#(?P<claim>\w+)"
    rf"|{CheckKind.NARRATIVE}\.(?P<metric>[a-z_]+)"
)
_OF_TABLES: Final = (f"{CheckKind.SUM}.", f"{CheckKind.BALANCE}.")
_YEARS: Final = {
    Regime.BEFORE_2019: range(2004, 2019),
    Regime.FORM_2019: range(2019, 2021),
    Regime.FORM_2021: range(2021, 2100),
}
_PLACE_LIKE: Final = re.compile(r"^[ \t\u3000]*@@.*$", re.MULTILINE)


def check_report(source: ReportSource) -> list[MarkupFault]:
    """Check what the head of a report says against its text.

    Returns
    -------
    list of MarkupFault
        What is wrong.
    """
    head = source.head
    messages = [
        *_title(source),
        *_sections(source),
        *_dates_and_places(source),
        *_failed(source),
        *_identities(source),
        *check_facts(source),
    ]
    place = source.located
    return [
        MarkupFault(place.file, place.line, f"{head.head.name}: {message}") for message in messages
    ]


def _title(source: ReportSource) -> Iterator[str]:
    if source.title is None:
        return
    text = source.located.passage.text
    if normalise(source.title.of(text)).text != normalise(source.head.title).text:
        yield "the title in the head is not the one marked in the text: copy it"


def _sections(source: ReportSource) -> Iterator[str]:
    marked = tuple(mark.kind for mark in source.sections)
    if marked != source.head.head.sections:
        yield (
            f"section names {', '.join(source.head.head.sections)}, the headings marked are "
            f"{', '.join(marked) or 'none'}: make them agree"
        )


def _dates_and_places(source: ReportSource) -> Iterator[str]:
    head = source.head
    # School years and the outlines of universities do not change with the forms.
    if head.head.type is not IssuerType.UNIVERSITY and head.head.year not in _YEARS[head.regime]:
        yield f"the form of {head.regime} is not that of reports on {head.head.year}: correct one"
    if head.period is not None and head.period[1] < head.period[0]:
        yield "the period ends before it begins: write its first day first"
    if head.statistics is not None and head.regime is not Regime.BEFORE_2019:
        yield f"a report of the form of {head.regime} has no statistics list: take it out"
    prefix = PROVINCES[head.head.province]
    code = head.issuer.region.code
    if code is not None and prefix is not None and not code.startswith(prefix):
        yield f"{code} is no code of {head.head.province}, whose codes begin with {prefix}"
    places = {place.span.start for place in find_places(source.located.passage.text)}
    for line in _PLACE_LIKE.finditer(source.located.passage.text):
        if line.start() not in places:
            yield f"{line[0]!r} is no place of a table: write @@ SECTION in a line of its own"


def _failed(source: ReportSource) -> Iterator[str]:
    metrics = {metric.value for metric in Metric}
    for check in source.head.failed_checks:
        match = _FAILED.fullmatch(check)
        if match is None:
            yield f"{check!r} is no check: write sum., balance., breakdown.#, ratio.# or narrative."
        elif match["claim"] and match["claim"] not in source.claim_names:
            yield f"{check!r} names #{match['claim']}, which no claim is called"
        elif match["metric"] and match["metric"] not in metrics:
            yield f"{check!r} names {match['metric']}, which is no metric"


def _identities(source: ReportSource) -> Iterator[str]:
    """Hold the sums and balances said to fail against the cells of the tables."""
    failed = {each.id for each in check_tables(_tables(source)) if each.status is CheckStatus.FAIL}
    said = {each for each in source.head.failed_checks if each.startswith(_OF_TABLES)}
    for check in sorted(failed - said):
        yield f"{check} fails by the cells: correct them, or write fails: {check}"
    for check in sorted(said - failed):
        yield f"{check} does not fail by the cells: correct them, or leave it out"


def _tables(source: ReportSource) -> Tables:
    """Return the cells as a record holds them."""
    tables = Tables(regime=source.head.regime)
    by_section = tables.by_section()
    for kind, cells in compose_report(source).cells.items():
        # What a rendering left open can be part of no sum: it counts as unreadable.
        by_section[kind].cells.update(
            {
                key: Cell(state=cell.state, value=cell.value, raw=cell.raw)
                if cell.exact
                else Cell(state=CellState.UNREADABLE)
                for key, cell in cells.items()
            }
        )
    return tables
