"""The scores as ``metrics.json``: keys in a fixed order, figures rounded to four digits."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Final

from gongkai.evaluate.counts import Counts, Interval, Proportion
from gongkai.evaluate.scores.cells import CellScores
from gongkai.evaluate.scores.claim_errors import ErrorKind
from gongkai.evaluate.scores.claims import ClaimCounts, ClaimScores
from gongkai.evaluate.scores.items import ItemScores
from gongkai.evaluate.scores.together import Scores

SCHEMA_VERSION: Final = 1
Json = dict[str, object]


def metrics_json(scores: Scores) -> str:
    """Return the content of ``metrics.json``; the same scores give the same text."""
    return json.dumps(metrics(scores), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def metrics(scores: Scores) -> Json:
    """Return all figures as JSON values; a figure that is not defined is ``None``."""
    return {
        "schema_version": SCHEMA_VERSION,
        "models": list(scores.models),
        "reports": {
            "judged": list(scores.reports),
            "without_prediction": list(scores.missing),
            "predictions_without_gold": scores.unjudged,
        },
        "claims": _claims(scores.claims),
        "cells": _cells(scores.cells),
        "problems": _items(scores.problems, "year"),
        "improvements": _items(scores.improvements, "stage"),
    }


def _claims(claims: ClaimScores) -> Json:
    total, without_other = claims.total, claims.without_other
    return {
        "right": {
            "micro": _counts(total.right) | _interval(claims.interval()),
            "macro_f1": _rounded(claims.macro_f1),
            "without_other_count": _counts(without_other.right),
        },
        "wholly_right": {
            "micro": _counts(total.wholly_right) | _interval(claims.interval_wholly_right()),
            "macro_f1": _rounded(claims.macro_f1_wholly_right),
            "without_other_count": _counts(without_other.wholly_right),
        },
        "attributes": {
            name: {"all": _proportion(score.all), "given": _proportion(score.given)}
            for name, score in claims.attributes.items()
        },
        "by_metric": {metric.value: _both(each) for metric, each in claims.by_metric.items()},
        "by_kind": {kind.value: _both(each) for kind, each in claims.by_kind.items()},
        "by_report": {name: _both(each) for name, each in claims.by_report.items()},
        "errors": _tally(error.kind for error in claims.errors),
    }


def _both(counts: ClaimCounts) -> Json:
    return {"right": _counts(counts.right), "wholly_right": _counts(counts.wholly_right)}


def _tally(kinds: Iterable[ErrorKind]) -> Json:
    counted = Counter(kinds)
    return {kind.value: counted[kind] for kind in ErrorKind}


def _cells(cells: CellScores) -> Json:
    return {
        "all": _proportion(cells.total),
        "by_class": {each.value: _counts(counts) for each, counts in cells.by_class.items()},
        "by_section": {
            section.value: _proportion(each) for section, each in cells.by_section.items()
        },
        "invented": _proportion(cells.invented),
        "missing_tables": _counts(cells.missing_tables),
    }


def _items(items: ItemScores, detail: str) -> Json:
    return {
        "found": _counts(items.found),
        "right": _counts(items.right) | _interval(items.interval()),
        "category": _proportion(items.category),
        detail: _proportion(items.detail),
    }


def _counts(counts: Counts) -> Json:
    return {
        "precision": _rounded(counts.precision),
        "recall": _rounded(counts.recall),
        "f1": _rounded(counts.f1),
        "right": counts.right,
        "gold": counts.gold,
        "predicted": counts.predicted,
    }


def _proportion(proportion: Proportion) -> Json:
    return {
        "share": _rounded(proportion.share),
        "count": proportion.count,
        "judged": proportion.judged,
    }


def _interval(interval: Interval | None) -> Json:
    bounds = None if interval is None else [_rounded(interval.low), _rounded(interval.high)]
    return {"f1_interval_95": bounds}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
