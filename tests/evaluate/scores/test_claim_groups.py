"""Claims by what they are and by what text they stand in."""

from __future__ import annotations

from dataclasses import replace

from gongkai.annotations.passages import Reason
from gongkai.annotations.phenomena import Phenomenon
from gongkai.annotations.statistics.counting import Era
from gongkai.evaluate import score_claims
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.reports import JudgedClaim, NonClaim, Traits
from gongkai.evaluate.judgements import Judgement
from gongkai.evaluate.scores.claim_errors import ErrorKind
from gongkai.evaluate.scores.claim_groups import ClaimGroup, ClaimGrouping, TextForm
from gongkai.evaluate.scores.claims import ClaimScores
from gongkai.models.document import Span
from gongkai.models.scheme import Bound, Channel, IssuerType, Metric, Per, Tier
from gongkai.models.terms import Term
from tests.evaluate.builders import claim, report

SITE = claim("316条", 316, channel=Channel.WEBSITE)
NEWS = claim("130条", 130, channel=Channel.WECHAT)
TRAINED = claim("两次", 2, Metric.TRAINING_SESSIONS)


def group(scores: ClaimScores, grouping: ClaimGrouping, term: Term | None) -> ClaimGroup:
    (found,) = [each for each in scores.groups[grouping] if each.term is term]
    return found


def test_a_matched_prediction_is_in_the_group_of_its_gold_claim() -> None:
    predicted = [replace(SITE, channel=None), replace(NEWS, value=1), TRAINED]
    scores = score_claims([report(SITE, NEWS, TRAINED)], [report(*predicted)])
    channel = ClaimGrouping.CHANNEL
    website = group(scores, channel, Channel.WEBSITE)
    assert website.counts.right == Counts(1, 1, 1)
    assert website.counts.wholly_right == Counts(0, 1, 1)
    assert group(scores, channel, Channel.WECHAT).counts.right == Counts(0, 1, 1)
    assert group(scores, channel, None).counts.right == Counts(1, 1, 1)


def test_groups_of_an_attribute_hold_every_claim_once() -> None:
    predicted = [replace(SITE, bound=Bound.AT_LEAST), replace(TRAINED, value=9)]
    scores = score_claims([report(SITE, NEWS, TRAINED)], [report(*predicted)])
    for grouping in (ClaimGrouping.METRIC, ClaimGrouping.KIND, ClaimGrouping.BOUND):
        counts = [each.counts.right for each in scores.groups[grouping]]
        assert sum(counts, start=Counts()) == scores.right.total


def test_a_group_of_a_claim_has_all_texts_since_any_could_have_been_drawn() -> None:
    gold = [report(SITE, name="a"), report(TRAINED, name="b")]
    found = group(score_claims(gold, gold), ClaimGrouping.METRIC, Metric.TRAINING_SESSIONS)
    assert found.right.by_text == {"a": {}, "b": {"": Counts(1, 1, 1)}}
    assert found.texts == 1
    assert found.right.name == "claims.right.metric.training_sessions"


def test_a_claim_whose_annotation_leaves_the_channel_open_is_in_no_group_by_it() -> None:
    silent = replace(SITE, channel=None, stated=frozenset({"unit"}))
    scores = score_claims([report(silent)], [report(SITE)])
    assert scores.groups[ClaimGrouping.CHANNEL] == ()


def test_what_no_annotation_states_is_no_grouping_whatever_is_predicted() -> None:
    silent = replace(SITE, channel=None, stated=frozenset({"unit"}))
    scores = score_claims([report(silent)], [report(SITE, NEWS, TRAINED)])
    for grouping in (ClaimGrouping.BOUND, ClaimGrouping.CHANNEL, ClaimGrouping.SECTION):
        assert scores.groups[grouping] == ()
    stated = score_claims([report(silent, NEWS)], [report(SITE, TRAINED)])
    exact = group(stated, ClaimGrouping.BOUND, Bound.EXACT)
    assert exact.counts.right == Counts(0, 1, 1)


def traits(*phenomena: Phenomenon, year: int, is_report: bool = False) -> Traits:
    return Traits(frozenset(phenomena), year, Tier.COUNTY, IssuerType.ZONE, is_report)


def test_texts_are_grouped_by_their_traits() -> None:
    gold = [
        report(SITE, name="a", traits=traits(Phenomenon.TWO, Phenomenon.RANGE, year=2012)),
        report(NEWS, name="b", traits=traits(Phenomenon.TWO, year=2023, is_report=True)),
        report(name="c", traits=traits(Phenomenon.TWO, year=2023)),
    ]
    predicted = [report(SITE, name="a"), report(name="b"), report(name="c")]
    scores = score_claims(gold, predicted)
    two = group(scores, ClaimGrouping.PHENOMENON, Phenomenon.TWO)
    assert (two.texts, two.counts.right) == (3, Counts(1, 2, 1))
    ranges = group(scores, ClaimGrouping.PHENOMENON, Phenomenon.RANGE)
    assert (ranges.texts, ranges.right.by_text) == (1, {"a": {"": Counts(1, 1, 1)}})
    assert group(scores, ClaimGrouping.ERA, Era.FIRST).counts.right == Counts(1, 1, 1)
    assert group(scores, ClaimGrouping.TIER, Tier.COUNTY).counts.right == Counts(1, 2, 1)
    assert group(scores, ClaimGrouping.TYPE, IssuerType.ZONE).counts.right == Counts(1, 2, 1)
    assert group(scores, ClaimGrouping.FORM, TextForm.REPORT).counts.right == Counts(0, 1, 0)


def test_a_grouping_of_which_nothing_is_known_has_no_groups() -> None:
    scores = score_claims([report(SITE)], [report(SITE)])
    assert scores.groups[ClaimGrouping.ERA] == scores.groups[ClaimGrouping.TIER] == ()
    assert list(scores.groups) == list(ClaimGrouping)


def errors(gold: list[JudgedClaim], predicted: list[JudgedClaim]) -> list[ErrorKind]:
    marks = (NonClaim(Span(0, 2), Reason.DATE), NonClaim(Span(1, 6), Reason.MEANS))
    scores = score_claims([report(*gold, non_claims=marks)], [report(*predicted)])
    return [kind for error in scores.errors for kind in error.kinds]


def test_a_second_reading_of_a_number_that_was_found_is_missed_as_a_reading() -> None:
    both = [TRAINED, replace(TRAINED, metric=Metric.MEETINGS_HELD)]
    assert errors(both, [TRAINED]) == [ErrorKind.MISSED_READING]
    assert errors(both, []) == [ErrorKind.MISSED_ANCHOR] * 2


def test_an_error_can_be_looked_for_by_each_wrong_field() -> None:
    wrong = replace(SITE, unit="件", channel=None)
    assert errors([SITE], [wrong]) == [
        ErrorKind.WRONG_ATTRIBUTES,
        ErrorKind.WRONG_UNIT,
        ErrorKind.WRONG_CHANNEL,
    ]
    assert errors([SITE], [replace(SITE, value=1)]) == [ErrorKind.WRONG_VALUE]
    several = replace(SITE, value=1, metric=Metric.OTHER_COUNT)
    assert errors([SITE], [several]) == [
        ErrorKind.WRONG_SEVERAL,
        ErrorKind.WRONG_METRIC,
        ErrorKind.WRONG_VALUE,
    ]


def test_what_does_not_keep_a_claim_from_being_wholly_right_is_an_error_apart() -> None:
    wrong = replace(SITE, per=Per.MONTH)
    assert errors([SITE], [wrong]) == [ErrorKind.OTHER_ATTRIBUTES, ErrorKind.WRONG_PER]
    both = replace(wrong, unit="件")
    assert errors([SITE], [both]) == [
        ErrorKind.WRONG_ATTRIBUTES,
        ErrorKind.WRONG_UNIT,
        ErrorKind.WRONG_PER,
    ]


def test_a_false_alarm_has_the_reason_of_what_it_lies_on_most() -> None:
    marks = (NonClaim(Span(0, 2), Reason.DATE), NonClaim(Span(1, 6), Reason.MEANS))
    alarms = [replace(TRAINED, span=span) for span in (Span(0, 2), Span(1, 4), Span(6, 8))]
    scores = score_claims([report(non_claims=marks)], [report(*alarms)])
    assert [error.reason for error in scores.errors] == [Reason.DATE, Reason.MEANS, None]
    assert scores.false_alarms == {Reason.DATE: 1, Reason.MEANS: 1}


def test_claims_and_channels_with_a_confidence_are_judgements() -> None:
    predicted = [
        replace(SITE, confidence=0.9, channel_confidence=0.7),
        replace(NEWS, confidence=0.6, channel=None, channel_confidence=0.5),
        replace(TRAINED, value=7, confidence=0.3, channel_confidence=0.2),
    ]
    silent = replace(NEWS, stated=frozenset({"unit"}))
    scores = score_claims([report(SITE, silent, TRAINED, name="a")], [report(*predicted, name="a")])
    assert scores.judgements == (
        Judgement("a", 0.9, True),
        Judgement("a", 0.6, True),
        Judgement("a", 0.3, False),
    )
    assert scores.channel_judgements == (Judgement("a", 0.7, True),)
