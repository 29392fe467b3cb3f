"""How well claims are tied to their contexts and to each other.

A relation is a claim with one of its context spans, or a part with its whole. One that ties a
claim to a context is right when the claim is right (it is matched to a gold claim) and the span
overlaps a span of the same kind that belongs to that gold claim; strictly right when it is the
same span. One that ties a part to its whole is right when both are matched to the gold's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.counts import Counts, Proportion
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
from gongkai.models.terms import Term


class RelationKind(Term):
    """How something belongs to a claim."""

    COUNTS = "counts", "counts", "统计对象", "the claim counts what the span names"
    BY = "by", "by", "行为", "it was done by what the span says"
    THROUGH = "through", "through", "渠道", "where or through what"
    DURING = "during", "during", "时段", "the time it covers"
    PART_OF = "part_of", "part of", "属于", "the claim it is a part of"


@dataclass(frozen=True, slots=True)
class RelationScore:
    """How well the relations of one kind were found.

    Attributes
    ----------
    right
        Those whose claim is right and whose spans overlap.
    strict
        Those whose span is the very same; of parts, the same as ``right``.
    """

    right: Measure
    strict: Measure


@dataclass(frozen=True, slots=True)
class RelationScores:
    """How well relations were found.

    Attributes
    ----------
    by_kind
        The kinds that both sides speak of; at least one.
    part_kind
        How often the kind of a part is right, over the right relations of parts whose
        annotation gives one.
    """

    by_kind: dict[RelationKind, RelationScore]
    part_kind: Proportion

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Right and strictly right relations of each kind."""
        scores = self.by_kind.items()
        return (
            *(score.right for _, score in scores),
            *(score.strict for kind, score in scores if kind is not RelationKind.PART_OF),
        )


_OF_CONTEXT: Final = {
    ContextKind.SUBJECT: RelationKind.COUNTS,
    ContextKind.ACTION: RelationKind.BY,
    ContextKind.CHANNEL: RelationKind.THROUGH,
    ContextKind.PERIOD: RelationKind.DURING,
}


def score_relations(matchings: Sequence[ClaimMatching]) -> RelationScores | None:
    """Score relations; ``None`` if one side states neither contexts nor parts."""
    by_kind: dict[RelationKind, RelationScore] = {}
    with_contexts = matchings_with_contexts(matchings)
    for kind in judged_kinds(matchings):
        by_kind[_OF_CONTEXT[kind]] = _of_contexts(with_contexts, kind)
    with_parts = _stating_parts(matchings)
    if with_parts:
        by_text = {each.pair.name: _parts(each) for each in with_parts}
        measure = measure_of(f"relations.{RelationKind.PART_OF.value}", by_text)
        by_kind[RelationKind.PART_OF] = RelationScore(measure, measure)
    if not by_kind:
        return None
    return RelationScores(by_kind, _part_kinds(with_parts))


def _of_contexts(matchings: Iterable[ClaimMatching], kind: ContextKind) -> RelationScore:
    name = f"relations.{_OF_CONTEXT[kind].value}"
    right, strict = {}, {}
    for matching in matchings:
        sizes = _size(matching.gold, kind), _size(matching.predicted, kind)
        overlapping = same = 0
        for gold, predicted in matching.matches:
            wanted, found = contexts_of(gold, kind), contexts_of(predicted, kind)
            overlapping += _overlapping(wanted, found)
            same += len(set(wanted) & set(found))
        right[matching.pair.name] = Counts(overlapping, *sizes)
        strict[matching.pair.name] = Counts(same, *sizes)
    return RelationScore(measure_of(name, right), measure_of(f"{name}.strict", strict))


def _size(claims: Iterable[JudgedClaim], kind: ContextKind) -> int:
    return sum(len(contexts_of(claim, kind)) for claim in claims)


def _overlapping(wanted: Iterable[Span], found: Iterable[Span]) -> int:
    """Return how many spans of two lists overlap, each matched once."""
    return len(assign([_Place(it) for it in wanted], [_Place(it) for it in found], _overlap))


class _Place(NamedTuple):
    """A span, as it is matched."""

    span: Span


def _overlap(gold: _Place, predicted: _Place) -> tuple[int, ...] | None:
    return () if gold.span.overlaps(predicted.span) else None


def _stating_parts(matchings: Sequence[ClaimMatching]) -> list[ClaimMatching]:
    """Return the texts whose parts can be judged; none if the predictions never state parts."""
    predicted = [claim for each in matchings for claim in each.predicted]
    if predicted and not any("part_of" in claim.stated for claim in predicted):
        return []
    return [each for each in matchings if not each.gold or any(map(_states_part, each.gold))]


def _states_part(claim: JudgedClaim) -> bool:
    return "part_of" in claim.stated


def _parts(matching: ClaimMatching) -> Counts:
    gold = sum(claim.part_of is not None and _states_part(claim) for claim in matching.gold)
    predicted = sum(
        claim.part_of is not None and _is_judged(matching, place)
        for place, claim in enumerate(matching.predicted)
    )
    return Counts(len(_right_parts(matching)), gold, predicted)


def _is_judged(matching: ClaimMatching, place: int) -> bool:
    """Tell whether the part that a prediction states is judged.

    It is not where its gold claim leaves open of what it is a part.
    """
    gold = matching.gold_of.get(place)
    return gold is None or _states_part(matching.gold[gold])


def _right_parts(matching: ClaimMatching) -> list[tuple[JudgedClaim, JudgedClaim]]:
    return [
        (gold, predicted)
        for gold, predicted in matching.matches
        if gold.part_of is not None
        and _states_part(gold)
        and matching.agrees(gold, predicted, "part_of")
    ]


def _part_kinds(matchings: Iterable[ClaimMatching]) -> Proportion:
    right = judged = 0
    for matching in matchings:
        for gold, predicted in _right_parts(matching):
            if gold.part_kind is not None and "part_kind" in gold.stated:
                judged += 1
                right += gold.part_kind is predicted.part_kind
    return Proportion(right, judged)
