"""The gold of a report as JSON, in the form that ``gongkai evaluate`` reads.

Offsets are Unicode code points into the text of the report.
"""

from __future__ import annotations

from typing import Any

from gongkai.annotations.passages import AnnotatedClaim, ContextKind, Passage
from gongkai.annotations.rendering import ExpectedCell
from gongkai.annotations.whole_reports.types import AnnotatedReport
from gongkai.models.document import Span
from gongkai.models.record import CUMULATIVE
from gongkai.models.scheme import Agreement, CellState, SectionKind
from gongkai.models.table_layout import METRIC_CELLS

Json = dict[str, Any]


def gold_of(report: AnnotatedReport, file_name: str) -> Json:
    """Return everything that the record of a report must say.

    Cells that a rendering destroyed, so that the text no longer tells what they hold, are
    left out, which the scorer takes for not judged.

    Parameters
    ----------
    report
        The report.
    file_name
        Name of the file that its text is written to.
    """
    head = report.source.head
    passage = report.passage
    return {
        "report": file_name,
        "title": head.title,
        "year": head.head.year,
        "period": None
        if head.period is None
        else {"start": head.period[0].isoformat(), "end": head.period[1].isoformat()},
        "published": None if head.published is None else head.published.isoformat(),
        "issuer": head.issuer.model_dump(mode="json", exclude={"confidence"}),
        "regime": head.regime.value,
        "sections": [section.kind.value for section in report.sections],
        "section_spans": [
            {
                "kind": section.kind.value,
                "title": section.title,
                "start": section.span.start,
                "end": section.span.end,
            }
            for section in report.sections
        ],
        "cells": {
            kind.value: {key: _cell(cell) for key, cell in cells.items() if cell.exact}
            for kind, cells in report.cells.items()
        },
        "lines": [
            {
                "label": line.label,
                "value": line.value,
                "unit": line.unit,
                "start": line.span.start,
                "end": line.span.end,
            }
            for line in report.lines
        ],
        "claims": [_claim(report, number) for number in range(len(passage.claims))],
        "problems": [
            {
                "text": item.span.of(passage.text),
                "start": item.span.start,
                "end": item.span.end,
                "category": item.category.value,
                "year": item.year.value,
            }
            for item in passage.problems
        ],
        "improvements": [
            {
                "text": item.span.of(passage.text),
                "start": item.span.start,
                "end": item.span.end,
                "category": item.category.value,
                "stage": item.stage.value,
            }
            for item in passage.improvements
        ],
        "facts": _facts(report),
        "failed_checks": list(head.failed_checks),
        "followed": [] if head.head.follows is None else [head.head.follows],
    }


def _cell(cell: ExpectedCell) -> object:
    if cell.state is CellState.VALUE:
        return cell.value
    gold: Json = {"state": cell.state.value}
    if cell.raw:
        gold["raw"] = cell.raw
    return gold


def _claim(report: AnnotatedReport, number: int) -> Json:
    passage = report.passage
    claim = passage.claims[number]
    return {
        "metric": claim.metric.value,
        "kind": claim.kind.value,
        "value": claim.value,
        "value_max": claim.value_max,
        "unit": claim.unit,
        "bound": claim.bound.value,
        "quote": claim.span.of(passage.text),
        "start": claim.span.start,
        "end": claim.span.end,
        "subject": context_text(passage, claim, ContextKind.SUBJECT),
        "action": context_text(passage, claim, ContextKind.ACTION),
        "channel": None if claim.channel is None else claim.channel.value,
        "period": CUMULATIVE
        if claim.cumulative
        else context_text(passage, claim, ContextKind.PERIOD),
        "scope": claim.scope.value,
        "aspect": None if claim.aspect is None else claim.aspect.value,
        "per": None if claim.per is None else claim.per.value,
        "part_of": claim.part_of,
        "part_kind": None if claim.part_kind is None else claim.part_kind.value,
        "section": _section_at(report, claim.span),
    }


def context_text(passage: Passage, claim: AnnotatedClaim, kind: ContextKind) -> str | None:
    """Return the words of a claim's first context span of a kind."""
    for number in claim.contexts:
        if passage.contexts[number].kind is kind:
            return passage.contexts[number].span.of(passage.text)
    return None


def _section_at(report: AnnotatedReport, span: Span) -> str | None:
    for section in report.sections:
        if section.span.start <= span.start < section.span.end:
            return section.kind.value
    return None


def _facts(report: AnnotatedReport) -> list[Json]:
    """Return what the report says, each thing once: what is joined, then what stands alone."""
    names = report.source.claim_names
    facts: list[Json] = []
    claimed: set[int] = set()
    used_cells: set[str] = set()
    for joined in report.source.head.joined:
        numbers = [names[name] for name in joined.claims]
        claimed.update(numbers)
        used_cells.update(joined.cells)
        facts.append(_fact(joined.agreement, numbers, list(joined.cells)))
    facts.extend(
        _fact(Agreement.SINGLE, [number], [])
        for number in range(len(report.passage.claims))
        if number not in claimed
    )
    for cells in METRIC_CELLS.values():
        stated = [cell for cell in cells if _is_stated(report, cell)]
        if stated and not used_cells.intersection(cells):
            facts.append(_fact(Agreement.SINGLE, [], stated))
    return facts


def _fact(agreement: Agreement, claims: list[int], cells: list[str]) -> Json:
    sources = [f"cell:{cell}" for cell in cells] + [f"claim:{number}" for number in claims]
    return {"agreement": agreement.value, "sources": sources}


def _is_stated(report: AnnotatedReport, cell: str) -> bool:
    table, _, key = cell.partition(".")
    found = report.cells.get(SectionKind.of(table), {}).get(key)
    return found is not None and found.state is CellState.VALUE
