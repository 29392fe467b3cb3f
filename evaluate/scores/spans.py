"""How exactly the places are found: the four ways of SemEval-2013, task 9 [1]_, by nervaluate.

Two sets of labelled spans are scored: anchors (the quotes of claims, labelled with the metric)
and contexts (labelled with their kind; those of claims only). A span that serves several
claims is one span.

nervaluate takes ends as inclusive and goes through the predictions in their order; the first
that touches a gold span uses it up. So that none takes what another fits better, those that
fit exactly are put first, and only spans that overlap are given to it together: that leaves
its counts as they are and keeps long texts from costing the square of their length. By label
alone, which gold span a prediction uses up decides how many are right: as many as can be of
the same label are brought together first, and each such pair is given to nervaluate by itself.
A prediction that shares less than a hundredth of a gold span does not overlap it.

References
----------
.. [1] I. Segura-Bedmar, P. Martínez, M. Herrero-Zazo, SemEval-2013 Task 9: Extraction of
   Drug-Drug Interactions from Biomedical Texts, 2013.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.counts import Counts, share
from gongkai.evaluate.judged.reports import JudgedClaim
from gongkai.evaluate.measures import Measure, measure_of
from gongkai.evaluate.scores.contexts import (
    contexts_of,
    judged_kinds,
    matchings_with_contexts,
)
from gongkai.evaluate.scores.matching import ClaimMatching
from gongkai.models.assignment import assign
from gongkai.models.document import Span
from gongkai.models.metrics import Metric
from gongkai.models.terms import Term

if TYPE_CHECKING:
    from nervaluate.strategies import EvaluationStrategy


class Strategy(Term):
    """When a predicted span is right."""

    STRICT = "strict", "strict", "严格", "the same place and the same label"
    EXACT = "exact", "exact", "精确", "the same place, whatever the label"
    PARTIAL = "partial", "partial", "部分", "the same place; half a point where they overlap"
    TYPE = "type", "type", "类型", "the same label, and the places overlap"


class LabelledSpan(NamedTuple):
    """A place with its label."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """The five outcomes of the MUC conferences.

    Attributes
    ----------
    correct, incorrect, partial
        Predictions that meet a gold span: rightly, wrongly, in part.
    missed, spurious
        Gold spans that nothing meets, predictions that meet nothing.
    """

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    def __add__(self, other: SpanCounts) -> SpanCounts:
        return SpanCounts(
            self.correct + other.correct,
            self.incorrect + other.incorrect,
            self.partial + other.partial,
            self.missed + other.missed,
            self.spurious + other.spurious,
        )

    @property
    def gold(self) -> int:
        """How many gold spans there are."""
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def predicted(self) -> int:
        """How many predictions there are."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def doubled(self) -> Counts:
        """Everything twice, so that a partial prediction is one of two right."""
        return Counts(2 * self.correct + self.partial, 2 * self.gold, 2 * self.predicted)

    @property
    def precision(self) -> float | None:
        """The share of predictions that is right, partial ones counting half."""
        return share(self.doubled.right, self.doubled.predicted)

    @property
    def recall(self) -> float | None:
        """The share of gold spans that is met, those met in part counting half."""
        return share(self.doubled.right, self.doubled.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return self.doubled.f1


@dataclass(frozen=True, slots=True)
class StrategyScores:
    """What one strategy says.

    Attributes
    ----------
    total
        Over all spans.
    by_label
        Over the spans of one label alone, in the order of the labels.
    measure
        The F1 of all spans; its counts are doubled.
    """

    total: SpanCounts
    by_label: dict[str, SpanCounts]
    measure: Measure


@dataclass(frozen=True, slots=True)
class SpanScores:
    """How exactly places were found.

    Attributes
    ----------
    anchors
        The quotes of claims, by strategy.
    contexts
        The contexts of claims, of the kinds that both sides give; ``None`` if there are none.
    """

    anchors: dict[Strategy, StrategyScores]
    contexts: dict[Strategy, StrategyScores] | None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The F1 of each strategy."""
        scores = [*self.anchors.values(), *(self.contexts or {}).values()]
        return tuple(each.measure for each in scores)


@dataclass(slots=True)
class _Sums:
    """Counts of one strategy while texts are gone through."""

    by_text: dict[str, SpanCounts] = field(default_factory=dict)
    by_label: dict[str, SpanCounts] = field(default_factory=dict)


#: What is compared in a text: its name, its gold spans, its predicted ones.
SpanPair = tuple[str, Sequence[LabelledSpan], Sequence[LabelledSpan]]
#: A prediction overlaps a gold span if it shares at least one part in so many of it.
_LEAST_PART: Final = 100
_CONTEXT_LABELS: Final = tuple(kind.value for kind in ContextKind)
_METRIC_LABELS: Final = tuple(metric.value for metric in Metric)


def score_spans(matchings: Sequence[ClaimMatching]) -> SpanScores:
    """Score the places of anchors and contexts."""
    anchors = [
        (each.pair.name, _anchors(each.gold), _anchors(each.predicted)) for each in matchings
    ]
    kinds = judged_kinds(matchings)
    contexts = [
        (each.pair.name, _contexts(each.gold, kinds), _contexts(each.predicted, kinds))
        for each in matchings_with_contexts(matchings)
    ]
    return SpanScores(
        anchors=score_span_pairs("spans.anchors", anchors, _METRIC_LABELS),
        contexts=score_span_pairs("spans.contexts", contexts, _CONTEXT_LABELS) if kinds else None,
    )


def score_span_pairs(
    name: str, texts: Iterable[SpanPair], labels: Sequence[str]
) -> dict[Strategy, StrategyScores]:
    """Score the labelled spans of texts by every strategy.

    Parameters
    ----------
    name
        What the measures are called, each followed by its strategy.
    texts
        What is compared; a span that a side has several times counts once.
    labels
        All labels, in their order.
    """
    scorers = _scorers()
    sums = {strategy: _Sums() for strategy in scorers}
    for text, gold, predicted in texts:
        clusters = _clusters(gold, predicted)
        by_label = _by_label(gold, predicted)
        for strategy, scorer in scorers.items():
            sums[strategy].by_text[text] = _count(scorer, _arranged(strategy, clusters))
            for label, sides in by_label.items():
                counts = _count(scorer, _arranged(strategy, sides))
                known = sums[strategy].by_label.get(label, SpanCounts())
                sums[strategy].by_label[label] = known + counts
    return {
        strategy: StrategyScores(
            total=sum(summed.by_text.values(), start=SpanCounts()),
            by_label={
                label: summed.by_label[label] for label in labels if label in summed.by_label
            },
            measure=measure_of(
                f"{name}.{strategy.value}",
                {text: counts.doubled for text, counts in summed.by_text.items()},
            ),
        )
        for strategy, summed in sums.items()
    }


def _anchors(claims: Iterable[JudgedClaim]) -> list[LabelledSpan]:
    return sorted({LabelledSpan(claim.span, claim.metric.value) for claim in claims})


def _contexts(claims: Iterable[JudgedClaim], kinds: Iterable[ContextKind]) -> list[LabelledSpan]:
    labelled = {
        LabelledSpan(span, kind.value)
        for kind in kinds
        for claim in claims
        for span in contexts_of(claim, kind)
    }
    return sorted(labelled)


def _scorers() -> dict[Strategy, EvaluationStrategy]:
    from nervaluate import strategies  # noqa: PLC0415 - only where spans are scored

    return {
        Strategy.STRICT: strategies.StrictEvaluation(),
        Strategy.EXACT: strategies.ExactEvaluation(),
        Strategy.PARTIAL: strategies.PartialEvaluation(),
        Strategy.TYPE: strategies.EntityTypeEvaluation(),
    }


_Cluster = tuple[list[LabelledSpan], list[LabelledSpan]]


def _clusters(gold: Sequence[LabelledSpan], predicted: Sequence[LabelledSpan]) -> list[_Cluster]:
    """Return the spans that overlap, directly or by others between them, together."""
    everything = sorted(
        [(each.span, True, each) for each in set(gold)]
        + [(each.span, False, each) for each in set(predicted)]
    )
    clusters: list[_Cluster] = []
    end = 0
    for span, is_gold, each in everything:
        if not clusters or span.start >= end:
            clusters.append(([], []))
        clusters[-1][0 if is_gold else 1].append(each)
        end = max(end, span.end)
    return [(wanted, _fitting_first(wanted, found)) for wanted, found in clusters]


def _arranged(strategy: Strategy, clusters: Sequence[_Cluster]) -> Iterable[_Cluster]:
    """Return the clusters so that going through them in order finds as many right as there are."""
    if strategy is not Strategy.TYPE:
        return clusters
    return (part for cluster in clusters for part in _by_pairs(*cluster))


def _by_pairs(
    gold: Sequence[LabelledSpan], predicted: Sequence[LabelledSpan]
) -> Iterator[_Cluster]:
    """Yield each pair of one label that overlaps, in the best way, and then what is left over."""
    pairs = assign(gold, predicted, _rank_by_label)
    for row, column in pairs:
        yield [gold[row]], [predicted[column]]
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    yield (
        [each for row, each in enumerate(gold) if row not in rows],
        [each for column, each in enumerate(predicted) if column not in columns],
    )


def _rank_by_label(gold: LabelledSpan, predicted: LabelledSpan) -> tuple[int, ...] | None:
    shared = min(gold.span.end, predicted.span.end) - max(gold.span.start, predicted.span.start)
    overlaps = shared > 0 and _LEAST_PART * shared >= len(gold.span)
    if gold.label != predicted.label or not overlaps:
        return None
    return (int(gold.span == predicted.span), shared)


def _fitting_first(
    gold: Sequence[LabelledSpan], predicted: Sequence[LabelledSpan]
) -> list[LabelledSpan]:
    """Put the predictions first that are a gold span, then those that stand where one does."""
    spans = {each.span for each in gold}
    whole = set(gold)
    return sorted(predicted, key=lambda each: (each not in whole, each.span not in spans, each))


def _by_label(
    gold: Iterable[LabelledSpan], predicted: Iterable[LabelledSpan]
) -> dict[str, list[_Cluster]]:
    sides: Mapping[str, tuple[list[LabelledSpan], list[LabelledSpan]]]
    sides = {each.label: ([], []) for each in (*gold, *predicted)}
    for place, spans in enumerate((gold, predicted)):
        for each in spans:
            sides[each.label][place].append(each)
    return {label: _clusters(*of_label) for label, of_label in sides.items()}


def _count(scorer: EvaluationStrategy, clusters: Iterable[_Cluster]) -> SpanCounts:
    correct = incorrect = partial = missed = spurious = 0
    for gold, predicted in clusters:
        if not gold or not predicted:  # nothing can meet, and asking would cost time
            missed += len(gold)
            spurious += len(predicted)
            continue
        result, _ = scorer.evaluate(_entities(gold), _entities(predicted), [])
        correct += result.correct
        incorrect += result.incorrect
        partial += result.partial
        missed += result.missed
        spurious += result.spurious
    return SpanCounts(correct, incorrect, partial, missed, spurious)


def _entities(spans: Iterable[LabelledSpan]) -> list[object]:
    from nervaluate.entities import Entity  # noqa: PLC0415 - only where spans are scored

    return [Entity(each.label, each.span.start, each.span.end - 1) for each in spans]
