"""Fitting of the relations: pairs of anchors and context spans, and of parts and wholes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.models.scheme import PartKind
from gongkai.models.trained.linear import HashedLinear
from gongkai.models.trained.questions import Question
from gongkai.models.trained.relating import NO, YES
from gongkai.models.trained.relations import (
    FoundSpan,
    span_candidates,
    span_features,
    whole_candidates,
    whole_features,
)
from gongkai.models.trained.tags import SpanKind
from gongkai.training.adapting import adapt_linear
from gongkai.training.examples import Example
from gongkai.training.layers import Layer
from gongkai.training.linear import constant_linear, fit_linear

_BITS = 15
_STRENGTH = 0.3


def fit_span_relation(
    examples: Sequence[Example], base: HashedLinear | None = None
) -> HashedLinear:
    """Fit the model that tells whether a context span belongs to an anchor.

    Parameters
    ----------
    examples
        Annotated passages; those without annotated spans are left out.
    base
        A model to go on from.
    """
    features: list[list[str]] = []
    labels: list[str] = []
    groups: list[str] = []
    for example in examples:
        for found, label in _span_pairs(example):
            features.append(found)
            labels.append(label)
            groups.append(example.text)
    return _fit(features, labels, groups, (NO, YES), base)


def _span_pairs(example: Example) -> Iterator[tuple[list[str], str]]:
    spans = gold_spans(example)
    for number, gold in enumerate(example.gold):
        if not (gold.metrics and gold.knows_contexts):
            continue
        for place in span_candidates(example.reading.anchors[number], spans):
            label = YES if place in gold.contexts else NO
            yield span_features(example.reading, number, spans, place), label


def gold_spans(example: Example) -> list[FoundSpan]:
    """Return the annotated spans of an example as if they had been found."""
    return [FoundSpan(each.start, each.end, SpanKind(each.kind.value)) for each in example.spans]


def fit_whole_relation(
    examples: Sequence[Example], base: HashedLinear | None = None
) -> HashedLinear:
    """Fit the model that tells whether an anchor is a part of another, and how.

    Its classes are ``no`` and the kinds of parts.

    Parameters
    ----------
    examples
        Annotated passages; those without annotated parts are left out.
    base
        A model to go on from.
    """
    features: list[list[str]] = []
    labels: list[str] = []
    groups: list[str] = []
    for example in examples:
        if Layer.PARTS in example.missing:
            continue
        answers = [gold.answer(Question.METRICS) for gold in example.gold]
        for number, gold in enumerate(example.gold):
            if not gold.metrics:
                continue
            for other in whole_candidates(example.reading, number, answers):
                is_whole = gold.whole == other and gold.part_kind is not None
                features.append(whole_features(example.reading, number, other, answers))
                labels.append(gold.part_kind.value if is_whole and gold.part_kind else NO)
                groups.append(example.text)
    kinds = sorted([NO, *(kind.value for kind in PartKind)])
    return _fit(features, labels, groups, kinds, base)


def _fit(
    features: Sequence[list[str]],
    labels: Sequence[str],
    groups: Sequence[str],
    classes: Sequence[str],
    base: HashedLinear | None,
) -> HashedLinear:
    if base is not None:
        return adapt_linear(base, features, labels, groups, C=_STRENGTH)
    if NO not in labels or len(set(labels)) < 2:  # too little to tell anything apart
        return constant_linear(classes, YES if set(labels) == {YES} else NO, _BITS)
    return fit_linear(features, labels, groups, C=_STRENGTH, bits=_BITS)
