"""Checks of a whole report: what its head says against its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongkai.annotations.markup import MarkupFault
from gongkai.annotations.whole_reports.composing import compose_report
from gongkai.annotations.whole_reports.types import ReportSource
from gongkai.models.normalised import normalise
from gongkai.models.record import Cell, Tables
from gongkai.models.scheme import CellState, CheckKind, CheckStatus, Metric, Regime
from gongkai.models.table_checks import check_tables

_FAILED: Final = re.compile(
    rf"(?:{CheckKind.SUM}|{CheckKind.BALANCE})\.(?P<cell>[a-z_.]+)"
    rf"|(?:{CheckKind.BREAKDOWN}|{CheckKind.RATIO})\.#(?P<claim>\w+)"
    rf"|{CheckKind.NARRATIVE}\.(?P<metric>[a-z_]+)"
)
_OF_TABLES: Final = (f"{CheckKind.SUM}.", f"{CheckKind.BALANCE}.")
_FIRST_YEARS: Final = {Regime.BEFORE_2019: 2004, Regime.FORM_2019: 2019, Regime.FORM_2021: 2021}


def check_report(source: ReportSource) -> list[MarkupFault]:
    """Check what the head of a report says against its text.

    Returns
    -------
    list of MarkupFault
        What is wrong.
    """
    head = source.head
    messages = [*_title(source), *_sections(source), *_failed(source), *_identities(source)]
    if head.head.year < _FIRST_YEARS[head.regime]:
        messages.append(f"the form of {head.regime} is younger than {head.head.year}: correct one")
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
    tables = _tables(source)
    if tables is None:
        return
    failed = {each.id for each in check_tables(tables) if each.status is CheckStatus.FAIL}
    said = {each for each in source.head.failed_checks if each.startswith(_OF_TABLES)}
    for check in sorted(failed - said):
        yield f"{check} fails by the cells: correct them, or write fails: {check}"
    for check in sorted(said - failed):
        yield f"{check} does not fail by the cells: correct them, or leave it out"


def _tables(source: ReportSource) -> Tables | None:
    """Return the cells as a record holds them; ``None`` where a rendering leaves some open."""
    tables = Tables(regime=source.head.regime)
    by_section = tables.by_section()
    for kind, cells in compose_report(source).cells.items():
        if any(cell.also or cell.state is CellState.UNREADABLE for cell in cells.values()):
            return None
        by_section[kind].cells.update(
            {
                key: Cell(state=cell.state, value=cell.value, raw=cell.raw)
                for key, cell in cells.items()
            }
        )
    return tables
