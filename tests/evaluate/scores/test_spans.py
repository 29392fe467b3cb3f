"""Places by the four strategies, with figures computed by hand."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate.entities import Entity
from nervaluate.strategies import (
    ExactEvaluation,
    PartialEvaluation,
    StrictEvaluation,
)

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedContext
from gongkai.evaluate.scores.matching import match_claims
from gongkai.evaluate.scores.spans import (
    LabelledSpan,
    SpanCounts,
    SpanScores,
    Strategy,
    StrategyScores,
    score_span_pairs,
    score_spans,
)
from gongkai.models.document import Span
from gongkai.models.scheme import Metric
from tests.evaluate.builders import claim, report
from tests.examples import examples

Spans = list[LabelledSpan]


def span(start: int, end: int, label: str = "x") -> LabelledSpan:
    return LabelledSpan(Span(start, end), label)


def score(gold: Spans, predicted: Spans) -> dict[Strategy, StrategyScores]:
    return score_span_pairs("spans", [("a", gold, predicted)], ["x", "y", "z"])


def total(gold: Spans, predicted: Spans, strategy: Strategy) -> SpanCounts:
    return score(gold, predicted)[strategy].total


GOLD = [span(0, 4), span(10, 14), span(20, 24, "y"), span(30, 34, "y")]
#: One as it should be, one too short, one with the wrong label, one out of nowhere.
PREDICTED = [span(0, 4), span(10, 13), span(20, 24, "x"), span(40, 44, "y")]


@pytest.mark.parametrize(
    ("strategy", "counts", "f1"),
    [
        (Strategy.STRICT, SpanCounts(correct=1, incorrect=2, missed=1, spurious=1), 1 / 4),
        (Strategy.EXACT, SpanCounts(correct=2, incorrect=1, missed=1, spurious=1), 2 / 4),
        (Strategy.PARTIAL, SpanCounts(correct=2, partial=1, missed=1, spurious=1), 2.5 / 4),
        (Strategy.TYPE, SpanCounts(correct=2, incorrect=1, missed=1, spurious=1), 2 / 4),
    ],
)
def test_each_strategy_counts_what_it_says(
    strategy: Strategy, counts: SpanCounts, f1: float
) -> None:
    scores = score(GOLD, PREDICTED)[strategy]
    assert scores.total == counts
    assert (counts.precision, counts.recall, counts.f1) == (f1, f1, f1)
    assert scores.measure.value == f1


def test_a_label_is_scored_by_itself() -> None:
    by_label = score(GOLD, PREDICTED)[Strategy.STRICT].by_label
    assert by_label == {
        "x": SpanCounts(correct=1, incorrect=1, spurious=1),
        "y": SpanCounts(missed=2, spurious=1),
    }
    assert (by_label["x"].precision, by_label["x"].recall) == (1 / 3, 1 / 2)


@pytest.mark.parametrize("strategy", list(Strategy))
def test_spans_that_only_touch_do_not_overlap(strategy: Strategy) -> None:
    assert total([span(0, 4)], [span(4, 8)], strategy) == SpanCounts(missed=1, spurious=1)
    assert total([span(4, 8)], [span(0, 4)], strategy) == SpanCounts(missed=1, spurious=1)


@pytest.mark.parametrize("predicted", [span(3, 8), span(0, 1), span(2, 3), span(0, 5)])
def test_one_shared_character_is_an_overlap(predicted: LabelledSpan) -> None:
    assert total([span(0, 4)], [predicted], Strategy.PARTIAL) == SpanCounts(partial=1)
    assert total([span(0, 4)], [predicted], Strategy.TYPE) == SpanCounts(correct=1)
    assert total([span(0, 4)], [predicted], Strategy.EXACT) == SpanCounts(incorrect=1)


def test_one_place_with_two_labels_is_two_spans() -> None:
    gold, predicted = [span(0, 4), span(0, 4, "y")], [span(0, 4, "y"), span(0, 4, "z")]
    assert total(gold, predicted, Strategy.STRICT) == SpanCounts(correct=1, incorrect=1)
    assert total(gold, predicted, Strategy.EXACT) == SpanCounts(correct=2)
    assert total(gold, gold, Strategy.STRICT) == SpanCounts(correct=2)


def test_a_span_that_is_listed_twice_is_one() -> None:
    assert total([span(0, 4)] * 2, [span(0, 4)] * 3, Strategy.STRICT) == SpanCounts(correct=1)


def test_a_prediction_that_fits_exactly_goes_first() -> None:
    predicted = [span(0, 3), span(0, 10)]
    for listed in (predicted, predicted[::-1]):
        counts = total([span(0, 10)], listed, Strategy.STRICT)
        assert counts == SpanCounts(correct=1, spurious=1)


def test_figures_of_no_spans_are_none() -> None:
    scores = score([], [])[Strategy.STRICT]
    assert (scores.total.precision, scores.total.recall, scores.total.f1) == (None, None, None)
    assert scores.measure.value is None


def test_every_text_is_counted_by_itself() -> None:
    scores = score_span_pairs("spans", [("a", GOLD, GOLD), ("b", GOLD, [])], ["x", "y"])
    strict = scores[Strategy.STRICT]
    assert strict.total == SpanCounts(correct=4, missed=4)
    assert strict.measure.by_text["b"][""].recall == 0.0
    assert strict.measure.name == "spans.strict"


labelled = st.builds(
    lambda start, length, label: span(start, start + length, label),
    st.integers(0, 12),
    st.integers(1, 5),
    st.sampled_from("xy"),
)
lists = st.lists(labelled, max_size=8)
#: What nervaluate counts by going through predictions in the right order.
_IN_ORDER = {
    Strategy.STRICT: StrictEvaluation,
    Strategy.EXACT: ExactEvaluation,
    Strategy.PARTIAL: PartialEvaluation,
}


def as_entities(spans: Spans) -> list[Entity]:
    return [Entity(each.label, each.span.start, each.span.end - 1) for each in spans]


@examples(60)
@given(gold=lists, predicted=lists)
def test_scoring_by_clusters_counts_what_nervaluate_counts_at_once(
    gold: Spans, predicted: Spans
) -> None:
    wanted = sorted(set(gold))
    places = {each.span for each in wanted}
    found = sorted(
        set(predicted), key=lambda each: (each not in wanted, each.span not in places, each)
    )
    scores = score(gold, predicted)
    for strategy, scorer in _IN_ORDER.items():
        result, _ = scorer().evaluate(as_entities(wanted), as_entities(found), ["x", "y"])
        counts = scores[strategy].total
        assert counts == SpanCounts(
            result.correct, result.incorrect, result.partial, result.missed, result.spurious
        )
        assert (counts.precision or 0) == pytest.approx(result.precision)
        assert (counts.recall or 0) == pytest.approx(result.recall)


def test_by_label_a_prediction_of_another_label_takes_no_gold_span_from_one_that_fits() -> None:
    predicted = [span(0, 5, "y"), span(0, 4, "x")]
    for listed in (predicted, predicted[::-1]):
        counts = total([span(0, 5, "x")], listed, Strategy.TYPE)
        assert counts == SpanCounts(correct=1, spurious=1)


def most_of_one_label(gold: Spans, predicted: Spans) -> int:
    """Return how many can be right by label, by trying every way to match."""
    longer, shorter = (predicted, gold) if len(predicted) >= len(gold) else (gold, predicted)
    return max(
        sum(
            one.label == other.label and one.span.overlaps(other.span)
            for one, other in zip(shorter, chosen, strict=True)
        )
        for chosen in permutations(longer, len(shorter))
    )


@examples(100)
@given(
    gold=st.lists(labelled, max_size=5, unique=True),
    predicted=st.lists(labelled, max_size=5, unique=True),
)
def test_by_label_as_many_are_right_as_can_be(gold: Spans, predicted: Spans) -> None:
    counts = total(gold, predicted, Strategy.TYPE)
    assert counts.correct == most_of_one_label(gold, predicted)
    assert (counts.gold, counts.predicted) == (len(gold), len(predicted))


@examples(60)
@given(gold=lists, predicted=lists, data=st.data())
def test_counts_add_up_and_the_order_does_not_matter(
    gold: Spans, predicted: Spans, data: st.DataObject
) -> None:
    scores = score(gold, predicted)
    for each in scores.values():
        assert (each.total.gold, each.total.predicted) == (len(set(gold)), len(set(predicted)))
    mixed = score(data.draw(st.permutations(gold)), data.draw(st.permutations(predicted)))
    assert mixed == scores


def with_contexts(quote: str, value: float, *contexts: JudgedContext) -> JudgedClaim:
    return claim(quote, value, contexts=contexts)


def subject(start: int, end: int) -> JudgedContext:
    return JudgedContext(ContextKind.SUBJECT, Span(start, end))


def period(start: int, end: int) -> JudgedContext:
    return JudgedContext(ContextKind.PERIOD, Span(start, end))


def score_claims_of(gold: list[JudgedClaim], predicted: list[JudgedClaim]) -> SpanScores:
    return score_spans(match_claims([ReportPair(report(*gold), report(*predicted))]))


def test_anchors_are_labelled_with_their_metrics() -> None:
    gold = [claim("316条", 316), claim("两次", 2, Metric.TRAINING_SESSIONS)]
    predicted = [claim("316条", 999), claim("两次", 2, Metric.MEETINGS_HELD)]
    anchors = score_claims_of(gold, predicted).anchors
    assert anchors[Strategy.STRICT].total == SpanCounts(correct=1, incorrect=1)
    assert anchors[Strategy.EXACT].total == SpanCounts(correct=2)
    assert list(anchors[Strategy.STRICT].by_label) == [
        "info_published",
        "training_sessions",
        "meetings_held",
    ]


def test_a_context_of_several_claims_is_one_span() -> None:
    shared = subject(7, 9)
    gold = [with_contexts("316条", 316, shared), with_contexts("130条", 130, shared)]
    contexts = score_claims_of(gold, gold).contexts
    assert contexts is not None
    assert contexts[Strategy.STRICT].total == SpanCounts(correct=1)


def test_contexts_of_a_kind_that_one_side_never_gives_are_not_judged() -> None:
    gold = [with_contexts("316条", 316, subject(7, 9), period(0, 2))]
    predicted = [with_contexts("316条", 316, subject(7, 9))]
    contexts = score_claims_of(gold, predicted).contexts
    assert contexts is not None
    assert contexts[Strategy.STRICT].total == SpanCounts(correct=1)
    assert score_claims_of(gold, [claim("316条", 316)]).contexts is None
    assert score_claims_of([claim("316条", 316)], gold).contexts is None
