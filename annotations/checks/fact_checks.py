"""Facts of a whole report: what is said to agree or to contradict itself, against the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai.annotations.passages import AnnotatedClaim
from gongkai.annotations.whole_reports.composing import compose_report
from gongkai.annotations.whole_reports.types import AnnotatedReport, JoinedSource, ReportSource
from gongkai.models.scheme import Agreement, Bound, CellState, CheckKind, SectionKind
from gongkai.models.table_layout import METRIC_CELLS

_NARRATIVE: Final = f"{CheckKind.NARRATIVE}."


def check_facts(source: ReportSource) -> Iterator[str]:
    """Hold the facts that join statements, and the narrative checks said to fail, together.

    Yields
    ------
    str
        What is wrong.
    """
    report = compose_report(source)
    conflicting: set[str] = set()
    for joined in source.head.joined:
        yield from _one_fact(report, joined)
        if joined.agreement is Agreement.CONFLICT and joined.cells:
            claims = [report.passage.claims[source.claim_names[name]] for name in joined.claims]
            conflicting.update(claim.metric.value for claim in claims)
    said = {
        check.removeprefix(_NARRATIVE)
        for check in source.head.failed_checks
        if check.startswith(_NARRATIVE)
    }
    for metric in sorted(said - conflicting):
        yield f"{_NARRATIVE}{metric} fails, but no fact says so: write fact: conflict #NAME cell:…"
    for metric in sorted(conflicting - said):
        yield f"a fact contradicts a cell: write fails: {_NARRATIVE}{metric}"


def _one_fact(report: AnnotatedReport, joined: JoinedSource) -> Iterator[str]:
    names = " ".join([*(f"#{name}" for name in joined.claims), *joined.cells])
    if joined.agreement is Agreement.SINGLE:
        yield f"the fact {names} joins nothing: leave single facts out"
        return
    if len(set(joined.claims)) < len(joined.claims) or len(set(joined.cells)) < len(joined.cells):
        yield f"the fact {names} names a statement twice: leave one out"
        return
    claims = [report.passage.claims[report.source.claim_names[name]] for name in joined.claims]
    numbers = _numbers(report, claims, joined.cells)
    if numbers is None:
        return
    if joined.agreement is Agreement.AGREE and len(numbers) > 1:
        yield f"the fact {names} agrees, but says {_listed(numbers)}: write conflict, or correct it"
    if joined.agreement is Agreement.CONFLICT and len(numbers) == 1:
        yield f"the fact {names} conflicts, but says {_listed(numbers)} only: write agree"


def _listed(numbers: set[int | float]) -> str:
    return " and ".join(f"{number:g}" for number in sorted(numbers))


def _numbers(
    report: AnnotatedReport, claims: list[AnnotatedClaim], cells: tuple[str, ...]
) -> set[int | float] | None:
    """Return the numbers of a fact; ``None`` where one is no plain number to compare."""
    numbers: set[int | float] = set()
    for claim in claims:
        if claim.bound is not Bound.EXACT or claim.value_max is not None:
            return None
        numbers.add(claim.value)
    by_metric: dict[tuple[str, ...], int | float] = {}
    for cell in cells:
        value = _value(report, cell)
        if value is None:
            return None
        group = next((all_of for all_of in METRIC_CELLS.values() if cell in all_of), (cell,))
        by_metric[group] = by_metric.get(group, 0) + value
    return numbers | set(by_metric.values())


def _value(report: AnnotatedReport, cell: str) -> int | float | None:
    table, _, key = cell.partition(".")
    found = report.cells.get(SectionKind.of(table), {}).get(key)
    return found.value if found is not None and found.state is CellState.VALUE else None
