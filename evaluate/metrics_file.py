"""The figures as ``metrics.json``: keys in a fixed order, figures rounded to four digits."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from gongkai.evaluate.counts import Counts
from gongkai.evaluate.evaluation import Difference, Evaluation, SystemResult
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.plain_json import Json, plain, rounded
from gongkai.evaluate.result_intervals import Intervals
from gongkai.evaluate.scores.cells import CellScores
from gongkai.evaluate.scores.claim_errors import ErrorKind
from gongkai.evaluate.scores.claims import ClaimScores
from gongkai.evaluate.scores.facts import FactScores
from gongkai.evaluate.scores.identity import IdentityScores
from gongkai.evaluate.scores.items import ItemScores
from gongkai.evaluate.scores.numerals import NumeralScores
from gongkai.evaluate.scores.quantities import QuantityScores
from gongkai.evaluate.scores.relations import RelationScores
from gongkai.evaluate.scores.sections import SectionScores
from gongkai.evaluate.scores.spans import SpanCounts, SpanScores, Strategy, StrategyScores

SCHEMA_VERSION: Final = 2
Part = TypeVar("Part")


def metrics_json(evaluation: Evaluation, intervals: Sequence[Intervals]) -> str:
    """Return the content of ``metrics.json``; the same evaluation gives the same text."""
    content = metrics(evaluation, intervals)
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def metrics(evaluation: Evaluation, intervals: Sequence[Intervals]) -> Json:
    """Return all figures as JSON values; a figure that is not defined is ``None``.

    Parameters
    ----------
    evaluation
        The figures.
    intervals
        Of the measures of each system.
    """
    texts = sorted(evaluation.reports, key=lambda report: report.name)
    return {
        "schema_version": SCHEMA_VERSION,
        "gold": {
            "name": evaluation.gold,
            "reports": [each.name for each in texts if each.traits.is_report],
            "passages": [each.name for each in texts if not each.traits.is_report],
        },
        "systems": [
            _system(result, _Writer(bounds))
            for result, bounds in zip(evaluation.systems, intervals, strict=True)
        ],
        "comparisons": [_difference(each) for each in evaluation.differences],
    }


class _Writer:
    """Writes measures with their intervals."""

    def __init__(self, intervals: Intervals) -> None:
        self._intervals = intervals

    def measure(self, measure: Measure) -> Json:
        """Return a measure: its value with the interval, and the counts of all groups."""
        total = measure.total
        return {
            "value": rounded(measure.value),
            "interval_95": plain(self._intervals.get(measure.name)),
            **_counts(total),
        }


def _system(result: SystemResult, writer: _Writer) -> Json:
    scores = result.scores
    return {
        "name": result.name,
        "models": list(scores.models),
        "texts": {
            "judged": len(scores.reports),
            "without_prediction": list(scores.missing),
            "predictions_without_gold": scores.unjudged,
        },
        "quotes": plain(scores.quotes),
        "measures": {name: writer.measure(each) for name, each in result.measures.items()},
        "claims": _or_none(scores.claims, lambda part: _claims(part, writer)),
        "quantities": _or_none(scores.quantities, lambda part: _quantities(part, writer)),
        "numerals": _or_none(result.numerals, lambda part: _numerals(part, writer)),
        "relations": _or_none(scores.relations, _relations),
        "spans": _or_none(scores.spans, _spans),
        "cells": _or_none(scores.cells, lambda part: _cells(part, writer)),
        "problems": _or_none(scores.problems, lambda part: _items(part, "year")),
        "improvements": _or_none(scores.improvements, lambda part: _items(part, "stage")),
        "facts": _or_none(scores.facts, _facts),
        "identity": _or_none(scores.identity, _identity),
        "sections": _or_none(scores.sections, _sections),
        "calibration": {judged.value: plain(found) for judged, found in result.calibration.items()},
    }


def _or_none(part: Part | None, write: Callable[[Part], Json]) -> Json | None:
    """Write a part that both sides speak of."""
    return None if part is None else write(part)


def _claims(claims: ClaimScores, writer: _Writer) -> Json:
    errors = Counter(kind for error in claims.errors for kind in error.kinds)
    return {
        "groups": {
            grouping.value: {
                "none" if group.term is None else group.term.value: {
                    "texts": group.texts,
                    "right": writer.measure(group.right),
                    "wholly_right": writer.measure(group.wholly_right),
                }
                for group in groups
            }
            for grouping, groups in claims.groups.items()
        },
        "attributes": {
            name: {"all": plain(score.all), "given": plain(score.given)}
            for name, score in claims.attributes.items()
        },
        "by_text": {
            text: {"right": _counts(both.right), "wholly_right": _counts(both.wholly_right)}
            for text, both in claims.by_report.items()
        },
        "false_alarms": plain(claims.false_alarms),
        "errors": {kind.value: errors[kind] for kind in ErrorKind},
    }


def _quantities(quantities: QuantityScores, writer: _Writer) -> Json:
    return {
        "by_form": {
            form.value: {"found": writer.measure(score.found), "value": writer.measure(score.value)}
            for form, score in quantities.by_form.items()
        },
        "predicted": quantities.predicted,
        "predicted_per_text": rounded(quantities.predicted_per_text),
        "on_non_claims": plain(quantities.on_non_claims),
        "in_tables": quantities.in_tables,
        "elsewhere": quantities.elsewhere,
    }


def _numerals(numerals: NumeralScores, writer: _Writer) -> Json:
    return {
        "by_form": {form.value: writer.measure(each) for form, each in numerals.by_form.items()},
        "read": plain(numerals.read),
        "errors": len(numerals.errors),
    }


def _relations(relations: RelationScores) -> Json:
    return {"part_kind": plain(relations.part_kind)}


def _spans(spans: SpanScores) -> Json:
    return {
        "anchors": _strategies(spans.anchors),
        "contexts": _or_none(spans.contexts, _strategies),
    }


def _strategies(strategies: Mapping[Strategy, StrategyScores]) -> Json:
    return {
        strategy.value: {
            **_span_counts(scores.total),
            "by_label": {label: _span_counts(each) for label, each in scores.by_label.items()},
        }
        for strategy, scores in strategies.items()
    }


def _span_counts(counts: SpanCounts) -> Json:
    return {
        "precision": rounded(counts.precision),
        "recall": rounded(counts.recall),
        "f1": rounded(counts.doubled.f1),
        "correct": counts.correct,
        "incorrect": counts.incorrect,
        "partial": counts.partial,
        "missed": counts.missed,
        "spurious": counts.spurious,
    }


def _cells(cells: CellScores, writer: _Writer) -> Json:
    return {
        "by_section": {
            section.value: writer.measure(each) for section, each in cells.sections.items()
        },
        "invented": plain(cells.invented),
        "errors": len(cells.errors),
    }


def _items(items: ItemScores, detail: str) -> Json:
    return {
        "category": plain(items.category),
        detail: plain(items.detail),
        "by_category": {
            category.value: {"f1": rounded(counts.f1), **_counts(counts)}
            for category, counts in items.by_category.items()
        },
        "errors": len(items.errors),
    }


def _facts(facts: FactScores) -> Json:
    return {"agreement": plain(facts.agreement), "errors": len(facts.errors)}


def _identity(identity: IdentityScores) -> Json:
    return {
        "given": {field.value: plain(each.given) for field, each in identity.by_field.items()},
        "errors": len(identity.errors),
    }


def _sections(sections: SectionScores) -> Json:
    return {
        "by_kind": {
            kind.value: {"f1": rounded(counts.f1), **_counts(counts)}
            for kind, counts in sections.by_kind.items()
        }
    }


def _difference(difference: Difference) -> Json:
    comparison = difference.comparison
    return {
        "measure": difference.measure,
        "first": difference.first,
        "other": difference.other,
        "difference": rounded(comparison.difference),
        "interval_95": plain(comparison.interval),
        "p_value": rounded(comparison.p_value),
        "adjusted_p_value": rounded(difference.adjusted_p_value),
        "rounds": comparison.rounds,
        "texts": difference.texts,
        "texts_left_out": difference.left_out,
    }


def _counts(counts: Counts) -> Json:
    return {
        "precision": rounded(counts.precision),
        "recall": rounded(counts.recall),
        "right": counts.right,
        "gold": counts.gold,
        "predicted": counts.predicted,
    }
