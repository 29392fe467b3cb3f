"""How well claims are found (the claim scheme, section 7).

``matching`` says which prediction is which gold claim, ``claim_groups`` puts them into groups,
``claim_errors`` names what went wrong. All figures here follow from the matching; claims left
over whose quotes overlap are taken for one error instead of two, which changes no figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.annotations.passages import Reason
from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.pairing import ReportPair, pair_reports
from gongkai.evaluate.judged.reports import ATTRIBUTES, JudgedClaim, JudgedReport
from gongkai.evaluate.judgements import Judgement
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.scores.claim_errors import ClaimError, name_errors, reason_at
from gongkai.evaluate.scores.claim_groups import (
    ClaimCounts,
    ClaimGroup,
    ClaimGrouping,
    group_claims,
    tally,
)
from gongkai.evaluate.scores.matching import ClaimMatching, attribute, both_state, match_claims
from gongkai.models.document import Span
from gongkai.models.record import Record
from gongkai.models.scheme import Kind, Metric, Scope

#: A claim of which every attribute is what it is when nothing is said of it.
_PLAIN: Final = JudgedClaim(Metric.OTHER_COUNT, Kind.COUNT, 0, "", Span(0, 0), scope=Scope.OWN)


@dataclass(frozen=True, slots=True)
class AttributeScore:
    """How often an attribute of a matched claim is right.

    Attributes
    ----------
    all
        Of the matched claims of which both sides speak of the attribute.
    given
        Of those of them to which either side gives one: most claims have no channel, and
        leaving it out everywhere would look accurate.
    """

    all: Proportion
    given: Proportion


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """How well claims were found.

    Attributes
    ----------
    right, wholly_right
        All claims of all texts: what is micro-averaged.
    right_by_metric, wholly_right_by_metric
        Their value is the mean F1 over the metrics that either side has.
    right_without_other, wholly_right_without_other
        All claims but those of the metric ``other_count``.
    groups
        Claims by what they are and by what text they stand in.
    attributes
        By the name of the attribute, over matched claims.
    false_alarms
        How many spurious claims lie on what the annotation says is no claim, by the reason.
    errors
        In the order of the reports and of their texts.
    found_gold
        The places of the gold claims that were found, by the name of the text.
    judgements
        The predictions that have a confidence.
    channel_judgements
        The channels of right claims that have a confidence.
    """

    right: Measure
    wholly_right: Measure
    right_by_metric: Measure
    wholly_right_by_metric: Measure
    right_without_other: Measure
    wholly_right_without_other: Measure
    groups: Mapping[ClaimGrouping, tuple[ClaimGroup, ...]]
    attributes: dict[str, AttributeScore]
    false_alarms: dict[Reason, int]
    errors: tuple[ClaimError, ...]
    found_gold: Mapping[str, frozenset[int]]
    judgements: tuple[Judgement, ...]
    channel_judgements: tuple[Judgement, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The headline figures."""
        return (
            self.right,
            self.right_by_metric,
            self.right_without_other,
            self.wholly_right,
            self.wholly_right_by_metric,
            self.wholly_right_without_other,
        )

    @property
    def total(self) -> ClaimCounts:
        """The counts of all claims."""
        return ClaimCounts(self.right.total, self.wholly_right.total)

    @property
    def without_other(self) -> ClaimCounts:
        """The counts of all claims but those of the metric ``other_count``."""
        return ClaimCounts(self.right_without_other.total, self.wholly_right_without_other.total)

    @property
    def by_metric(self) -> dict[Metric, ClaimCounts]:
        """The counts of each metric that either side has, in the order of the scheme."""
        groups = self.groups[ClaimGrouping.METRIC]
        return {group.term: group.counts for group in groups if isinstance(group.term, Metric)}

    @property
    def by_kind(self) -> dict[Kind, ClaimCounts]:
        """The counts of each kind that either side has, in the order of the scheme."""
        groups = self.groups[ClaimGrouping.KIND]
        return {group.term: group.counts for group in groups if isinstance(group.term, Kind)}

    @property
    def by_report(self) -> dict[str, ClaimCounts]:
        """The counts of each text, by its name."""
        wholly = self.wholly_right.by_text
        return {
            text: ClaimCounts(groups[""], wholly[text][""])
            for text, groups in self.right.by_text.items()
        }


def score_claims(
    gold: Sequence[JudgedReport | Record],
    predicted: Sequence[JudgedReport | Record],
    *,
    allow_missing: bool = False,
) -> ClaimScores:
    """Score the claims of reports against their annotations.

    Parameters
    ----------
    gold
        The annotated reports. A report of which either side's ``claims`` are ``None`` is not
        judged.
    predicted
        The extracted reports, in any order; those without annotation are not judged.
    allow_missing
        Take an annotated report without a prediction as one in which nothing was found.

    Raises
    ------
    PairingError
        If the two sides do not belong together; see ``pair_reports``.
    """
    return score_claim_pairs(pair_reports(gold, predicted, allow_missing=allow_missing).pairs)


def score_claim_pairs(pairs: Iterable[ReportPair]) -> ClaimScores:
    """Score the claims of reports that have been brought together."""
    return score_matched_claims(match_claims(pairs))


def score_matched_claims(matchings: Sequence[ClaimMatching]) -> ClaimScores:
    """Score claims that have been matched."""
    by_metric = {
        matching.pair.name: tally(matching.outcomes, lambda claim: claim.metric)
        for matching in matchings
    }
    metrics = frozenset(Metric)
    without_other = metrics - {Metric.OTHER_COUNT}
    errors = tuple(error for matching in matchings for error in name_errors(matching))
    return ClaimScores(
        right=_together("claims.right", by_metric, metrics),
        wholly_right=_together("claims.wholly_right", by_metric, metrics),
        right_by_metric=_apart("claims.right.macro", by_metric),
        wholly_right_by_metric=_apart("claims.wholly_right.macro", by_metric),
        right_without_other=_together("claims.right.without_other_count", by_metric, without_other),
        wholly_right_without_other=_together(
            "claims.wholly_right.without_other_count", by_metric, without_other
        ),
        groups=group_claims(matchings),
        attributes={name: _attribute_score(matchings, name) for name in ATTRIBUTES},
        false_alarms=_false_alarms(matchings),
        errors=errors,
        found_gold={each.pair.name: frozenset(each.match_of) for each in matchings},
        judgements=tuple(each for matching in matchings for each in _judgements(matching)),
        channel_judgements=tuple(
            each for matching in matchings for each in _channel_judgements(matching)
        ),
    )


_ByMetric = Mapping[str, Mapping[Metric, ClaimCounts]]


def _counts(name: str, counts: ClaimCounts) -> Counts:
    return counts.wholly_right if name.startswith("claims.wholly_right") else counts.right


def _together(name: str, by_metric: _ByMetric, metrics: frozenset[Metric]) -> Measure:
    """Return a measure of one group that has the claims of several metrics."""
    totals = {}
    for text, counted in by_metric.items():
        chosen = (counts for metric, counts in counted.items() if metric in metrics)
        totals[text] = {"": _counts(name, sum(chosen, start=ClaimCounts()))}
    return Measure(name, totals)


def _apart(name: str, by_metric: _ByMetric) -> Measure:
    """Return a measure in which each metric is a group."""
    return Measure(
        name,
        {
            text: {
                metric.value: _counts(name, counted[metric])
                for metric in Metric
                if metric in counted
            }
            for text, counted in by_metric.items()
        },
    )


def _attribute_score(matchings: Iterable[ClaimMatching], name: str) -> AttributeScore:
    default = attribute(_PLAIN, name)
    right = judged = given_right = given = 0
    for matching in matchings:
        for gold, predicted in matching.matches:
            if not both_state(gold, predicted, name):
                continue
            is_given = (attribute(gold, name), attribute(predicted, name)) != (default, default)
            agrees = matching.agrees(gold, predicted, name)
            judged += 1
            right += agrees
            given += is_given
            given_right += is_given and agrees
    return AttributeScore(Proportion(right, judged), Proportion(given_right, given))


def _false_alarms(matchings: Iterable[ClaimMatching]) -> dict[Reason, int]:
    """Count spurious claims by the reason; also those that are confused with a gold claim."""
    counted = Counter(
        reason_at(matching.pair, claim.span)
        for matching in matchings
        for claim in matching.spurious
    )
    return {reason: counted[reason] for reason in Reason if reason in counted}


def _judgements(matching: ClaimMatching) -> Iterable[Judgement]:
    for place, claim in enumerate(matching.predicted):
        if claim.confidence is not None:
            right = place in matching.gold_of
            yield Judgement(matching.pair.name, claim.confidence, right)


def _channel_judgements(matching: ClaimMatching) -> Iterable[Judgement]:
    for gold, predicted in matching.matches:
        if predicted.channel_confidence is not None and "channel" in gold.stated:
            right = gold.channel == predicted.channel
            yield Judgement(matching.pair.name, predicted.channel_confidence, right)
