"""Relations: right when the claim is and the span overlaps, strictly when it is the same."""

from __future__ import annotations

from dataclasses import replace

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedContext
from gongkai.evaluate.scores.matching import match_claims
from gongkai.evaluate.scores.relations import RelationKind, RelationScores, score_relations
from gongkai.models.document import Span
from gongkai.models.scheme import Metric, PartKind
from tests.evaluate.builders import claim, report


def context(kind: ContextKind, start: int, end: int) -> JudgedContext:
    return JudgedContext(kind, Span(start, end))


SUBJECT = context(ContextKind.SUBJECT, 7, 9)
ACTION = context(ContextKind.ACTION, 5, 7)
PUBLISHED = claim("316条", 316, contexts=(SUBJECT, ACTION))
NEWS = claim(
    "130条", 130, contexts=(context(ContextKind.SUBJECT, 17, 19),), part_of=0,
    part_kind=PartKind.SUBSET,
)  # fmt: skip
TRAINED = claim("两次", 2, Metric.TRAINING_SESSIONS)


def score(gold: list[JudgedClaim], predicted: list[JudgedClaim]) -> RelationScores | None:
    return score_relations(match_claims([ReportPair(report(*gold), report(*predicted))]))


def counts(
    gold: list[JudgedClaim], predicted: list[JudgedClaim], kind: RelationKind
) -> tuple[Counts, Counts]:
    scores = score(gold, predicted)
    assert scores is not None
    relation = scores.by_kind[kind]
    return relation.right.total, relation.strict.total


def test_the_gold_itself_is_strictly_right() -> None:
    scores = score([PUBLISHED, NEWS], [PUBLISHED, NEWS])
    assert scores is not None
    assert list(scores.by_kind) == [RelationKind.COUNTS, RelationKind.BY, RelationKind.PART_OF]
    assert {measure.value for measure in scores.measures} == {1.0}
    assert scores.part_kind == Proportion(1, 1)


def test_a_span_that_overlaps_is_right_and_not_strictly() -> None:
    longer = replace(PUBLISHED, contexts=(context(ContextKind.SUBJECT, 5, 9), ACTION))
    found = counts([PUBLISHED, NEWS], [longer, NEWS], RelationKind.COUNTS)
    assert found == (Counts(2, 2, 2), Counts(1, 2, 2))


def test_a_span_of_another_kind_is_not_right() -> None:
    swapped = replace(PUBLISHED, contexts=(context(ContextKind.ACTION, 7, 9),))
    gold = [PUBLISHED, replace(TRAINED, contexts=(SUBJECT, ACTION))]
    predicted = [swapped, replace(TRAINED, contexts=(SUBJECT, ACTION))]
    assert counts(gold, predicted, RelationKind.COUNTS)[0] == Counts(1, 2, 1)
    assert counts(gold, predicted, RelationKind.BY)[0] == Counts(1, 2, 2)


def test_a_relation_of_a_wrong_claim_is_wrong() -> None:
    wrong = replace(PUBLISHED, value=317)
    assert counts([PUBLISHED], [wrong], RelationKind.COUNTS)[0] == Counts(0, 1, 1)


def test_two_spans_on_one_gold_span_are_matched_once() -> None:
    halves = (context(ContextKind.SUBJECT, 7, 8), context(ContextKind.SUBJECT, 8, 9))
    split = replace(PUBLISHED, contexts=halves)
    assert counts([PUBLISHED], [split], RelationKind.COUNTS) == (Counts(1, 1, 2), Counts(0, 1, 2))


def test_a_part_is_right_when_both_ends_are_matched() -> None:
    kind = RelationKind.PART_OF
    assert counts([PUBLISHED, NEWS], [PUBLISHED, NEWS], kind)[0] == Counts(1, 1, 1)
    moved = replace(NEWS, part_of=2)
    assert counts([PUBLISHED, NEWS], [TRAINED, moved, PUBLISHED], kind)[0] == Counts(1, 1, 1)
    other = replace(NEWS, part_of=0)
    assert counts([PUBLISHED, NEWS], [TRAINED, other, PUBLISHED], kind)[0] == Counts(0, 1, 1)
    wrong_whole = replace(PUBLISHED, value=1)
    assert counts([PUBLISHED, NEWS], [wrong_whole, NEWS], kind)[0] == Counts(0, 1, 1)


def test_the_kind_of_a_part_is_judged_over_right_parts() -> None:
    component = replace(NEWS, part_kind=PartKind.COMPONENT)
    scores = score([PUBLISHED, NEWS], [PUBLISHED, component])
    assert scores is not None
    assert scores.part_kind == Proportion(0, 1)


def test_what_one_side_does_not_state_is_not_judged() -> None:
    stated = frozenset({"unit"})
    silent = replace(TRAINED, stated=stated)
    assert score([silent], [TRAINED]) is None
    assert score([TRAINED], [silent]) is None
    # A part whose gold leaves open what it belongs to is not judged.
    gold = [PUBLISHED, replace(NEWS, part_of=None, stated=stated)]
    assert counts(gold, [PUBLISHED, NEWS], RelationKind.PART_OF)[0] == Counts(0, 0, 0)
