"""When a claim is right, when wholly right, and what follows for the figures."""

from __future__ import annotations

import pytest

from gongkai.evaluate import score_claims
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport
from gongkai.evaluate.scores.claim_errors import ErrorKind
from gongkai.evaluate.scores.claims import ClaimScores
from gongkai.models.document import Span
from gongkai.models.scheme import Aspect, Bound, Channel, Kind, Metric, SectionKind
from tests.evaluate.builders import claim, report
from tests.extract.sample_records import sample_record

PUBLISHED = claim("316条", 316, unit="条", channel=Channel.WEBSITE)
NEWS = claim("130条", 130, unit="条", channel=Channel.WEBSITE, part_of=0)
TRAINED = claim("两次", 2, Metric.TRAINING_SESSIONS, unit="次")
PEOPLE = claim("20人次", 20, Metric.TRAINING_PARTICIPANTS, unit="人次", bound=Bound.APPROXIMATE)
RATE = claim(
    "99.2%", 99.2, Metric.HOTLINE_CASES, kind=Kind.RATE, unit="%", aspect=Aspect.COMPLETION
)
GOLD = report(PUBLISHED, NEWS, TRAINED, PEOPLE, RATE)


def score(*predicted: JudgedClaim) -> ClaimScores:
    return score_claims([GOLD], [report(*predicted)])


def changed(original: JudgedClaim, **fields: object) -> JudgedClaim:
    values = {name: getattr(original, name) for name in JudgedClaim.__dataclass_fields__}
    return JudgedClaim(**(values | fields))


def kinds(scores: ClaimScores) -> list[ErrorKind]:
    return [error.kind for error in scores.errors]


def test_the_gold_itself_is_wholly_right() -> None:
    scores = score(*(GOLD.claims or ()))
    assert scores.total.right == scores.total.wholly_right == Counts(5, 5, 5)
    assert scores.right_by_metric.value == scores.wholly_right_by_metric.value == 1.0
    assert scores.errors == ()


def test_precision_recall_and_f1_follow_from_the_counts() -> None:
    wrong = changed(TRAINED, metric=Metric.MEETINGS_HELD)
    scores = score(PUBLISHED, NEWS, wrong)
    right = scores.total.right
    assert right == Counts(right=2, gold=5, predicted=3)
    assert (right.precision, right.recall, right.f1) == (2 / 3, 2 / 5, 4 / 8)


@pytest.mark.parametrize(
    "fields",
    [
        {"metric": Metric.DOCUMENTS_PUBLISHED},
        {"kind": Kind.AMOUNT},
        {"value": 317},
        {"span": Span(0, 2)},
    ],
)
def test_a_claim_with_another_metric_kind_value_or_place_is_not_right(
    fields: dict[str, object],
) -> None:
    assert score(changed(PUBLISHED, **fields)).total.right == Counts(0, 5, 1)


def test_quotes_need_only_overlap() -> None:
    start = PUBLISHED.span.start
    touching = changed(PUBLISHED, span=Span(start - 3, start))
    overlapping = changed(PUBLISHED, span=Span(start - 3, start + 1))
    assert score(touching).total.right.right == 0
    assert score(overlapping).total.right.right == 1


def test_values_compare_as_numbers() -> None:
    assert score(changed(PUBLISHED, value=316.0)).total.right.right == 1
    assert score(changed(RATE, value=99.20001)).total.right.right == 1
    assert score(changed(RATE, value=99.21)).total.right.right == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"unit": "件"},
        {"unit": None},
        {"bound": Bound.AT_LEAST},
        {"channel": None},
        {"aspect": Aspect.SHARE},
    ],
)
def test_a_right_claim_with_a_wrong_attribute_is_not_wholly_right(
    fields: dict[str, object],
) -> None:
    scores = score(changed(PUBLISHED, **fields))
    assert scores.total.right.right == 1
    assert scores.total.wholly_right.right == 0
    (name,) = fields
    assert scores.attributes[name].all.count == 0
    error = next(each for each in scores.errors if each.kind is ErrorKind.WRONG_ATTRIBUTES)
    assert error.fields == (name,)


def test_other_attributes_are_measured_and_do_not_matter_for_wholly_right() -> None:
    scores = score(changed(PUBLISHED, value_max=400, section=SectionKind.OVERVIEW, part_of=None))
    assert scores.total.wholly_right.right == 1
    assert scores.attributes["value_max"].all.share == 0
    assert scores.attributes["section"].all.share == 0
    assert scores.attributes["unit"].all.share == 1


def test_units_compare_without_script_and_width() -> None:
    gold = report(changed(PUBLISHED, unit="條"), changed(RATE, unit="％"))
    assert score_claims([gold], [report(PUBLISHED, RATE)]).total.wholly_right.right == 2


def test_a_gold_claim_is_matched_at_most_once() -> None:
    assert score(PUBLISHED, PUBLISHED).total.right == Counts(1, 5, 2)


def test_of_two_matches_the_wholly_right_one_is_taken() -> None:
    completion = RATE
    satisfaction = changed(RATE, aspect=Aspect.SATISFACTION)
    gold = [report(completion, satisfaction)]
    for predicted in ([satisfaction, completion], [completion, satisfaction]):
        assert score_claims(gold, [report(*predicted)]).total.wholly_right == Counts(2, 2, 2)


def test_more_right_claims_go_before_wholly_right_ones() -> None:
    # The long quote matches either; only if it takes the second are both gold claims found.
    first, second = (changed(PUBLISHED, span=Span(10, 12)), changed(PUBLISHED, span=Span(13, 15)))
    second = changed(second, channel=None)
    long, short = changed(PUBLISHED, span=Span(10, 15)), changed(PUBLISHED, span=Span(10, 12))
    scores = score_claims([report(first, second)], [report(long, changed(short, unit="件"))])
    assert scores.total.right.right == 2
    assert scores.total.wholly_right.right == 0


def test_a_part_is_right_when_its_whole_is_the_match_of_the_gold_whole() -> None:
    moved = changed(NEWS, part_of=1)
    assert score(TRAINED, PUBLISHED, moved).attributes["part_of"].all.share == 1
    assert score(PUBLISHED, TRAINED, moved).attributes["part_of"].given.share == 0
    without_whole = changed(NEWS, part_of=None)
    assert score(PUBLISHED, without_whole).attributes["part_of"].all.count == 1


def test_accuracy_where_given_leaves_out_what_neither_side_gives() -> None:
    channel = score(changed(PUBLISHED, channel=None), TRAINED, PEOPLE).attributes["channel"]
    assert (channel.all.count, channel.all.judged) == (2, 3)
    assert (channel.given.count, channel.given.judged) == (0, 1)


def test_what_an_annotation_does_not_state_is_not_judged() -> None:
    gold = report(changed(PUBLISHED, channel=None, stated=frozenset({"unit", "bound", "aspect"})))
    scores = score_claims([gold], [report(PUBLISHED)])
    assert scores.total.wholly_right == Counts(1, 1, 1)
    assert scores.attributes["channel"].all.judged == 0
    assert scores.attributes["channel"].all.share is None


def test_macro_f1_is_the_mean_over_metrics_of_either_side() -> None:
    # info_published 2/2, training_sessions 0, two metrics missed, fees_charged only predicted.
    predicted = changed(TRAINED, metric=Metric.FEES_CHARGED)
    scores = score(PUBLISHED, NEWS, predicted)
    assert list(scores.by_metric) == [
        Metric.INFO_PUBLISHED,
        Metric.HOTLINE_CASES,
        Metric.FEES_CHARGED,
        Metric.TRAINING_SESSIONS,
        Metric.TRAINING_PARTICIPANTS,
    ]
    assert scores.right_by_metric.value == 1 / 5


def test_without_other_leaves_other_count_out_on_both_sides() -> None:
    gold = report(PUBLISHED, changed(TRAINED, metric=Metric.OTHER_COUNT))
    predicted = report(PUBLISHED, changed(PEOPLE, metric=Metric.OTHER_COUNT))
    scores = score_claims([gold], [predicted])
    assert scores.total.right == Counts(1, 2, 2)
    assert scores.without_other.right == Counts(1, 1, 1)


def test_claims_of_another_report_do_not_count() -> None:
    gold = [report(PUBLISHED, name="a.txt"), report(TRAINED, name="b.txt")]
    predicted = [report(TRAINED, name="a.txt"), report(PUBLISHED, name="b.txt")]
    assert score_claims(gold, predicted).total.right == Counts(0, 2, 2)


def test_a_report_whose_claims_nobody_annotated_is_not_judged() -> None:
    gold = [report(PUBLISHED, name="a.txt"), report(name="b.txt")]
    unannotated = JudgedReport("b.txt", claims=None)
    predicted = [report(PUBLISHED, name="a.txt"), report(TRAINED, name="b.txt")]
    assert score_claims([gold[0], unannotated], predicted).total.right == Counts(1, 1, 1)
    assert score_claims(gold, predicted).total.right == Counts(1, 1, 2)


def test_figures_of_nothing_are_none() -> None:
    nothing = score_claims([report()], [report()])
    assert nothing.total.right == Counts(0, 0, 0)
    assert (nothing.total.right.precision, nothing.total.right.recall) == (None, None)
    assert (nothing.total.right.f1, nothing.right_by_metric.value) == (None, None)
    unpredicted = score().total.right
    assert (unpredicted.precision, unpredicted.recall, unpredicted.f1) == (None, 0.0, 0.0)
    assert score_claims([], []).right_by_metric.value is None


@pytest.mark.parametrize(
    ("fields", "kind", "wrong"),
    [
        ({"metric": Metric.MEETINGS_HELD}, ErrorKind.WRONG_METRIC, ("metric",)),
        ({"kind": Kind.AMOUNT}, ErrorKind.WRONG_KIND, ("kind",)),
        ({"value": 3}, ErrorKind.WRONG_VALUE, ("value",)),
        (
            {"metric": Metric.MEETINGS_HELD, "value": 3},
            ErrorKind.WRONG_SEVERAL,
            ("metric", "value"),
        ),
    ],
)
def test_a_number_read_as_something_else_is_one_error(
    fields: dict[str, object], kind: ErrorKind, wrong: tuple[str, ...]
) -> None:
    scores = score_claims([report(TRAINED)], [report(changed(TRAINED, **fields))])
    (error,) = scores.errors
    assert (error.kind, error.fields) == (kind, wrong)
    assert scores.total.right == Counts(0, 1, 1)


def test_claims_apart_are_missed_and_spurious() -> None:
    scores = score_claims([report(TRAINED)], [report(PEOPLE)])
    assert kinds(scores) == [ErrorKind.MISSED_ANCHOR, ErrorKind.SPURIOUS]


def test_of_several_overlapping_claims_the_most_alike_are_taken_for_one_error() -> None:
    other = changed(TRAINED, metric=Metric.MEETINGS_HELD, kind=Kind.FREQUENCY)
    alike = changed(TRAINED, metric=Metric.MEETINGS_HELD)
    scores = score_claims([report(TRAINED)], [report(other, alike)])
    assert sorted(kinds(scores)) == [ErrorKind.SPURIOUS, ErrorKind.WRONG_METRIC]


def test_records_are_scored_as_they_are() -> None:
    scores = score_claims([sample_record()], [sample_record()])
    assert scores.total.wholly_right == Counts(4, 4, 4)
    assert scores.attributes["part_of"].given.share == 1
