"""Passages and reports as rows: plain dictionaries that ``datasets`` and Parquet can hold."""

from __future__ import annotations

import json
from typing import Any

from gongkai.annotations.passages import AnnotatedClaim, Located, Passage
from gongkai.annotations.whole_reports import ReportSource, compose_report, gold_of

Row = dict[str, Any]


def row_of_passage(located: Located) -> Row:
    """Return a passage as a row; ``contexts`` of a claim are positions in the row's contexts."""
    passage = located.passage
    head = passage.head
    return {
        "name": head.name,
        "author": located.author,
        "text": passage.text,
        "follows": head.follows,
        "province": head.province,
        "tier": head.tier.value if head.tier else None,
        "type": head.type.value,
        "year": head.year,
        "sections": [section.value for section in head.sections],
        "phenomena": sorted(each.value for each in head.phenomena),
        **marks(passage),
    }


def marks(passage: Passage) -> Row:
    """Return everything that is marked in a passage."""
    text = passage.text
    return {
        "contexts": [
            {
                "kind": context.kind.value,
                "start": context.span.start,
                "end": context.span.end,
                "channel": context.channel.value if context.channel else None,
            }
            for context in passage.contexts
        ],
        "claims": [_claim(text, claim) for claim in passage.claims],
        "non_claims": [
            {"start": mark.span.start, "end": mark.span.end, "reason": mark.reason.value}
            for mark in passage.non_claims
        ],
        "problems": [
            {
                "start": item.span.start,
                "end": item.span.end,
                "category": item.category.value,
                "year": item.year.value,
            }
            for item in passage.problems
        ],
        "improvements": [
            {
                "start": item.span.start,
                "end": item.span.end,
                "category": item.category.value,
                "stage": item.stage.value,
            }
            for item in passage.improvements
        ],
    }


def _claim(text: str, claim: AnnotatedClaim) -> Row:
    return {
        "start": claim.span.start,
        "end": claim.span.end,
        "quote": claim.span.of(text),
        "metric": claim.metric.value,
        "kind": claim.kind.value,
        "value": float(claim.value),
        "value_max": None if claim.value_max is None else float(claim.value_max),
        "unit": claim.unit,
        "bound": claim.bound.value,
        "aspect": claim.aspect.value if claim.aspect else None,
        "per": claim.per.value if claim.per else None,
        "channel": claim.channel.value if claim.channel else None,
        "scope": claim.scope.value,
        "cumulative": claim.cumulative,
        "contexts": list(claim.contexts),
        "part_of": claim.part_of,
        "part_kind": claim.part_kind.value if claim.part_kind else None,
    }


def row_of_report(source: ReportSource) -> Row:
    """Return a whole report as a row: its text with tables, its marks, and its gold as JSON."""
    report = compose_report(source)
    located = source.located
    gold = gold_of(report, f"{source.head.head.name}.txt")
    row = row_of_passage(
        Located(
            report.passage, located.file, located.line, located.text_line, author=located.author
        )
    )
    return {**row, "gold": json.dumps(gold, ensure_ascii=False, sort_keys=True)}
