"""Claims in groups: by what they are, and by what text they stand in.

A matched prediction is in the group of its gold claim, one that is not matched in that of its
own attribute. So the recall of a group speaks of the gold claims that have the attribute, its
precision of the predictions that are theirs or wrongly claim to be.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from gongkai.annotations.phenomena import Phenomenon
from gongkai.annotations.statistics.counting import Era
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.reports import JudgedClaim, Traits
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.scores.matching import ClaimMatching, Outcome
from gongkai.models.scheme import Bound, Channel, IssuerType, Kind, Metric, SectionKind, Tier
from gongkai.models.terms import Term

Key = TypeVar("Key", bound=Hashable)
_NOTHING: Final[Mapping[str, Counts]] = {}


class ClaimGrouping(Term):
    """By what claims are put into groups."""

    METRIC = "metric", "by metric", "按指标"
    KIND = "kind", "by kind", "按类型"
    BOUND = "bound", "by bound", "按界限"
    CHANNEL = "channel", "by channel", "按渠道"
    SECTION = "section", "by section", "按章节"
    PHENOMENON = "phenomenon", "by phenomenon of the text", "按文本现象"
    ERA = "era", "by era", "按年代"
    TIER = "tier", "by tier", "按层级"
    TYPE = "type", "by type of body", "按机关类型"
    FORM = "form", "by form of the text", "按文本形式"


class TextForm(Term):
    """Whether a text is a passage or a whole report."""

    PASSAGE = "passage", "passages", "片段"
    REPORT = "report", "whole reports", "完整报告"


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """Claims of one sort: how many are right, how many wholly right."""

    right: Counts = field(default_factory=Counts)
    wholly_right: Counts = field(default_factory=Counts)

    def __add__(self, other: ClaimCounts) -> ClaimCounts:
        return ClaimCounts(self.right + other.right, self.wholly_right + other.wholly_right)


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """How well the claims of one group were found.

    Attributes
    ----------
    term
        What they have in common; ``None`` for claims without a channel or a known section, and
        for texts of which tier, type or year are not known.
    texts
        How many texts hold such claims, or have the trait.
    right, wholly_right
        Over the texts that could hold such claims: all of them for a group by an attribute of
        the claim, those that have the trait for a group by a trait of the text.
    """

    grouping: ClaimGrouping
    term: Term | None
    texts: int
    right: Measure
    wholly_right: Measure

    @property
    def counts(self) -> ClaimCounts:
        """The counts over all texts."""
        return ClaimCounts(self.right.total, self.wholly_right.total)


TermOfClaim = Callable[[JudgedClaim], Term | None]
TermsOfText = Callable[[Traits], Iterable[Term | None]]
_OF_CLAIM: Final[Mapping[ClaimGrouping, tuple[type[Term], TermOfClaim]]] = {
    ClaimGrouping.METRIC: (Metric, lambda claim: claim.metric),
    ClaimGrouping.KIND: (Kind, lambda claim: claim.kind),
    ClaimGrouping.BOUND: (Bound, lambda claim: claim.bound),
    ClaimGrouping.CHANNEL: (Channel, lambda claim: claim.channel),
    ClaimGrouping.SECTION: (SectionKind, lambda claim: claim.section),
}
#: Attributes that an annotation may leave open, so that its claims are in no group by them.
_LEFT_OPEN: Final = (ClaimGrouping.BOUND, ClaimGrouping.CHANNEL, ClaimGrouping.SECTION)
_OF_TEXT: Final[Mapping[ClaimGrouping, tuple[type[Term], TermsOfText]]] = {
    ClaimGrouping.PHENOMENON: (Phenomenon, lambda traits: traits.phenomena),
    ClaimGrouping.ERA: (
        Era,
        lambda traits: [None if traits.year is None else Era.of_year(traits.year)],
    ),
    ClaimGrouping.TIER: (Tier, lambda traits: [traits.tier]),
    ClaimGrouping.TYPE: (IssuerType, lambda traits: [traits.type]),
    ClaimGrouping.FORM: (
        TextForm,
        lambda traits: [TextForm.REPORT if traits.is_report else TextForm.PASSAGE],
    ),
}


def tally(outcomes: Iterable[Outcome], key: Callable[[JudgedClaim], Key]) -> dict[Key, ClaimCounts]:
    """Count outcomes by something that their claims have."""
    tallies: dict[Key, list[int]] = {}
    for outcome in outcomes:
        numbers = tallies.setdefault(key(outcome.claim), [0, 0, 0, 0])
        numbers[0] += outcome.right
        numbers[1] += outcome.wholly_right
        numbers[2] += outcome.gold is not None
        numbers[3] += outcome.predicted is not None
    return {
        each: ClaimCounts(Counts(right, gold, predicted), Counts(wholly, gold, predicted))
        for each, (right, wholly, gold, predicted) in tallies.items()
    }


def group_claims(
    matchings: Sequence[ClaimMatching],
) -> dict[ClaimGrouping, tuple[ClaimGroup, ...]]:
    """Return all groups that have a claim on either side, each grouping in its own order.

    A grouping of which nothing is known of any text (no annotation tells its year) or claim (no
    annotation states a bound) has no groups.
    """
    groups = {grouping: _by_claim(matchings, grouping) for grouping in _OF_CLAIM}
    groups |= {grouping: _by_text(matchings, grouping) for grouping in _OF_TEXT}
    return {grouping: groups[grouping] for grouping in ClaimGrouping}


def _by_claim(
    matchings: Sequence[ClaimMatching], grouping: ClaimGrouping
) -> tuple[ClaimGroup, ...]:
    if grouping in _LEFT_OPEN and not any(
        grouping.value in claim.stated for matching in matchings for claim in matching.gold
    ):
        return ()
    terms, term_of = _OF_CLAIM[grouping]
    tallies = {
        matching.pair.name: tally(_stating(matching.outcomes, grouping), term_of)
        for matching in matchings
    }
    return _groups(
        grouping,
        terms,
        lambda term: {text: counted.get(term) for text, counted in tallies.items()},
    )


def _stating(outcomes: Iterable[Outcome], grouping: ClaimGrouping) -> Iterable[Outcome]:
    """Leave out what cannot be grouped because the annotation leaves the attribute open."""
    if grouping not in _LEFT_OPEN:
        return outcomes
    return (each for each in outcomes if each.gold is None or grouping.value in each.gold.stated)


def _by_text(matchings: Sequence[ClaimMatching], grouping: ClaimGrouping) -> tuple[ClaimGroup, ...]:
    terms, terms_of = _OF_TEXT[grouping]
    of_texts: dict[Term | None, dict[str, ClaimCounts | None]] = {}
    for matching in matchings:
        total = tally(matching.outcomes, lambda _: None).get(None)
        for term in terms_of(matching.pair.gold.traits):
            of_texts.setdefault(term, {})[matching.pair.name] = total
    if set(of_texts) <= {None}:
        return ()
    return _groups(grouping, terms, lambda term: of_texts.get(term, {}))


def _groups(
    grouping: ClaimGrouping,
    terms: Iterable[Term],
    counts_of: Callable[[Term | None], Mapping[str, ClaimCounts | None]],
) -> tuple[ClaimGroup, ...]:
    groups = []
    for term in (*terms, None):
        counts = counts_of(term)
        if any(each is not None for each in counts.values()):
            label = "none" if term is None else term.value
            groups.append(
                ClaimGroup(
                    grouping,
                    term,
                    len(counts) if grouping in _OF_TEXT else _holding(counts),
                    _measure(f"claims.right.{grouping}.{label}", counts, wholly=False),
                    _measure(f"claims.wholly_right.{grouping}.{label}", counts, wholly=True),
                )
            )
    return tuple(groups)


def _holding(counts: Mapping[str, ClaimCounts | None]) -> int:
    return sum(each is not None for each in counts.values())


def _measure(name: str, counts: Mapping[str, ClaimCounts | None], *, wholly: bool) -> Measure:
    return Measure(
        name,
        {
            text: _NOTHING if each is None else {"": each.wholly_right if wholly else each.right}
            for text, each in counts.items()
        },
    )
