"""What holds of the scores of any two lists of claims."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate import score_claims
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedContext
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.scores.claim_errors import ErrorKind
from gongkai.evaluate.scores.matching import is_wholly_right
from gongkai.evaluate.scores.together import score_reports
from gongkai.models.assignment import assign
from gongkai.models.claim_matching import is_right
from gongkai.models.document import Span
from gongkai.models.scheme import Bound, Channel, Kind, Metric
from tests.evaluate.builders import report
from tests.examples import examples


@st.composite
def claims(draw: st.DrawFn) -> JudgedClaim:
    """Draw claims from so few values that they often agree."""
    start = draw(st.integers(0, 8))
    return JudgedClaim(
        metric=draw(st.sampled_from([Metric.INFO_PUBLISHED, Metric.OTHER_COUNT])),
        kind=draw(st.sampled_from([Kind.COUNT, Kind.RATE])),
        value=draw(st.integers(1, 2)),
        quote="件",
        span=Span(start, start + draw(st.integers(1, 4))),
        unit=draw(st.sampled_from(["件", None])),
        bound=draw(st.sampled_from([Bound.EXACT, Bound.AT_LEAST])),
        channel=draw(st.sampled_from([None, Channel.WEBSITE])),
        contexts=tuple(draw(st.lists(contexts, max_size=2))),
    )


contexts = st.builds(
    lambda kind, start, length: JudgedContext(kind, Span(start, start + length)),
    st.sampled_from([ContextKind.SUBJECT, ContextKind.PERIOD]),
    st.integers(0, 8),
    st.integers(1, 3),
)


lists = st.lists(claims(), max_size=5).map(tuple)


def right(gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]) -> Counts:
    return score_claims([report(*gold)], [report(*predicted)]).total.right


@given(gold=lists, predicted=lists)
def test_figures_are_between_0_and_1(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]
) -> None:
    total = score_claims([report(*gold)], [report(*predicted)]).total
    for counts in (total.right, total.wholly_right):
        figures = (counts.precision, counts.recall, counts.f1)
        assert all(figure is None or 0 <= figure <= 1 for figure in figures)
    assert total.wholly_right.right <= total.right.right


def measures_of(gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]) -> list[Measure]:
    """Return every measure of two lists of claims, with their groups and forms of writing."""
    scores = score_reports([report(*gold)], [report(*predicted)])
    assert scores.claims is not None
    assert scores.quantities is not None
    groups = [group for groups in scores.claims.groups.values() for group in groups]
    return [
        *scores.measures().values(),
        *(measure for each in groups for measure in (each.right, each.wholly_right)),
        *(form.value for form in scores.quantities.by_form.values()),
    ]


@given(gold=lists, predicted=lists)
def test_no_measure_has_more_right_than_there_are(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]
) -> None:
    for measure in measures_of(gold, predicted):
        for counts in measure.by_group.values():
            assert 0 <= counts.right <= min(counts.gold, counts.predicted)
        assert measure.value is None or 0 <= measure.value <= 1


@given(gold=lists)
def test_every_measure_of_a_perfect_prediction_is_1(gold: tuple[JudgedClaim, ...]) -> None:
    assert {measure.value for measure in measures_of(gold, gold)} <= {1.0, None}


@given(gold=lists, predicted=lists)
def test_precision_one_way_is_recall_the_other_way(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]
) -> None:
    forth = score_claims([report(*gold)], [report(*predicted)]).total
    back = score_claims([report(*predicted)], [report(*gold)]).total
    assert forth.right.precision == back.right.recall
    assert forth.right.f1 == back.right.f1
    assert forth.wholly_right.recall == back.wholly_right.precision


@given(gold=lists)
def test_a_perfect_prediction_is_wholly_right(gold: tuple[JudgedClaim, ...]) -> None:
    scores = score_claims([report(*gold)], [report(*gold)])
    assert scores.total.wholly_right == Counts(len(gold), len(gold), len(gold))
    assert scores.errors == ()


@given(gold=lists, predicted=lists, data=st.data())
def test_the_order_of_claims_and_reports_does_not_matter(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...], data: st.DataObject
) -> None:
    other = [report(*predicted, name="b.txt")]
    scores = score_reports(
        [report(*gold), report(*predicted, name="b.txt")], [report(*predicted), *other]
    )
    mixed_gold = data.draw(st.permutations(gold))
    mixed_predicted = data.draw(st.permutations(predicted))
    mixed = score_reports(
        [report(*predicted, name="b.txt"), report(*mixed_gold)],
        [*other, report(*mixed_predicted)],
    )
    assert mixed.measures() == scores.measures()
    assert mixed.reports == scores.reports
    assert mixed.claims is not None
    assert scores.claims is not None
    assert mixed.claims.groups == scores.claims.groups
    assert mixed.claims.attributes == scores.claims.attributes
    assert [error.kinds for error in mixed.claims.errors] == [
        error.kinds for error in scores.claims.errors
    ]


@given(gold=lists, predicted=lists)
def test_every_claim_that_is_not_right_is_in_exactly_one_error(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]
) -> None:
    scores = score_claims([report(*gold)], [report(*predicted)])
    attributes = (ErrorKind.WRONG_ATTRIBUTES, ErrorKind.OTHER_ATTRIBUTES)
    errors = [error for error in scores.errors if error.kind not in attributes]
    counts = scores.total.right
    assert sum(error.gold is not None for error in errors) == counts.gold - counts.right
    assert sum(error.predicted is not None for error in errors) == counts.predicted - counts.right


@given(gold=lists, predicted=lists, silent=st.booleans())
def test_there_is_an_error_for_each_claim_that_is_right_and_not_wholly(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...], silent: bool
) -> None:
    if silent:  # a prediction that leaves something out
        predicted = tuple(replace(each, stated=frozenset({"unit"})) for each in predicted)
    scores = score_claims([report(*gold)], [report(*predicted)])
    wrong = [error for error in scores.errors if error.kind is ErrorKind.WRONG_ATTRIBUTES]
    assert len(wrong) == scores.total.right.right - scores.total.wholly_right.right


@given(gold=lists, predicted=lists)
def test_errors_know_which_gold_claim_they_are_about(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]
) -> None:
    scores = score_claims([report(*gold)], [report(*predicted)])
    (found,) = scores.found_gold.values()
    assert len(found) == scores.total.right.right
    attributes = (ErrorKind.WRONG_ATTRIBUTES, ErrorKind.OTHER_ATTRIBUTES)
    for error in scores.errors:
        assert (error.gold is None) == (error.gold_place is None)
        if error.gold_place is not None:
            assert gold[error.gold_place] == error.gold
            assert (error.gold_place in found) == (error.kind in attributes)


def best_by_trying(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]
) -> tuple[int, int]:
    """Return the most right, and wholly right, claims over all ways to match."""
    longer, shorter = (predicted, gold) if len(predicted) >= len(gold) else (gold, predicted)
    best = (0, 0)
    for chosen in permutations(longer, len(shorter)):
        matched = [pair for pair in zip(shorter, chosen, strict=True) if is_right(*pair)]
        best = max(best, (len(matched), sum(is_wholly_right(*pair) for pair in matched)))
    return best


@examples(150)
@given(
    gold=st.lists(claims(), max_size=4).map(tuple),
    predicted=st.lists(claims(), max_size=5).map(tuple),
)
def test_no_other_way_to_match_is_better(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]
) -> None:
    gold = tuple(replace(each, metric=Metric.INFO_PUBLISHED, kind=Kind.COUNT) for each in gold)
    predicted = tuple(
        replace(each, metric=Metric.INFO_PUBLISHED, kind=Kind.COUNT) for each in predicted
    )
    total = score_claims([report(*gold)], [report(*predicted)]).total
    assert (total.right.right, total.wholly_right.right) == best_by_trying(gold, predicted)


@given(gold=lists, predicted=lists)
def test_an_assignment_matches_each_at_most_once_and_only_what_may_be(
    gold: tuple[JudgedClaim, ...], predicted: tuple[JudgedClaim, ...]
) -> None:
    def overlapping(one: JudgedClaim, other: JudgedClaim) -> tuple[int] | None:
        return (0,) if one.span.overlaps(other.span) else None

    pairs = assign(gold, predicted, overlapping)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(gold[row].span.overlaps(predicted[column].span) for row, column in pairs)
    left_gold = set(range(len(gold))) - {row for row, _ in pairs}
    left_predicted = set(range(len(predicted))) - {column for _, column in pairs}
    assert not any(
        gold[row].span.overlaps(predicted[column].span)
        for row in left_gold
        for column in left_predicted
    )
