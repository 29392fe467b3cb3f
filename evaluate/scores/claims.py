"""How well claims are found (the claim scheme, section 7).

A predicted claim is *right* when report, metric, kind and value are those of a gold claim and
the quotes overlap. Each gold claim is matched at most once: of all ways to match, one with the
most right pairs is taken, and among those one with the most wholly right pairs. Claims left
over whose quotes overlap are then taken for one error instead of two; that names errors and
changes no figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gongkai.evaluate.counts import Counts, Interval, Proportion, f1_interval, mean
from gongkai.evaluate.judged.pairing import ReportPair, pair_reports
from gongkai.evaluate.judged.reports import (
    ATTRIBUTES,
    WHOLLY_RIGHT,
    JudgedClaim,
    JudgedReport,
    plain_number,
)
from gongkai.evaluate.scores.claim_errors import ClaimError, name_errors
from gongkai.models.assignment import assign
from gongkai.models.claim_matching import is_right, plain_unit
from gongkai.models.document import Span
from gongkai.models.record import Record
from gongkai.models.scheme import Kind, Metric

Sort = TypeVar("Sort", Metric, Kind)
#: A claim of which every attribute is what it is when nothing is said of it.
_PLAIN = JudgedClaim(Metric.OTHER_COUNT, Kind.COUNT, 0, "", Span(0, 0))


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """Claims of one sort: how many are right, how many wholly right."""

    right: Counts = field(default_factory=Counts)
    wholly_right: Counts = field(default_factory=Counts)

    def __add__(self, other: ClaimCounts) -> ClaimCounts:
        return ClaimCounts(self.right + other.right, self.wholly_right + other.wholly_right)


@dataclass(frozen=True, slots=True)
class AttributeScore:
    """How often an attribute of a matched claim is right.

    Attributes
    ----------
    all
        Of the matched claims whose annotation speaks of the attribute.
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
    by_metric, by_kind
        In the order of the scheme; those that neither side has are left out.
    by_report
        By the name of the report.
    attributes
        By the name of the attribute, over matched claims.
    errors
        In the order of the reports and of their texts.
    """

    by_metric: dict[Metric, ClaimCounts]
    by_kind: dict[Kind, ClaimCounts]
    by_report: dict[str, ClaimCounts]
    attributes: dict[str, AttributeScore]
    errors: tuple[ClaimError, ...]

    @property
    def total(self) -> ClaimCounts:
        """All claims: what is micro-averaged."""
        return sum(self.by_metric.values(), start=ClaimCounts())

    @property
    def without_other(self) -> ClaimCounts:
        """All claims but those of the metric ``other_count``."""
        counted = (each for metric, each in self.by_metric.items() if metric != Metric.OTHER_COUNT)
        return sum(counted, start=ClaimCounts())

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of right claims over the metrics that either side has."""
        return mean(counts.right.f1 for counts in self.by_metric.values())

    @property
    def macro_f1_wholly_right(self) -> float | None:
        """The mean F1 of wholly right claims over the metrics that either side has."""
        return mean(counts.wholly_right.f1 for counts in self.by_metric.values())

    def interval(self) -> Interval | None:
        """Return the 95% interval of the F1 of right claims; see ``f1_interval``."""
        return f1_interval([counts.right for counts in self.by_report.values()])

    def interval_wholly_right(self) -> Interval | None:
        """Return the 95% interval of the F1 of wholly right claims."""
        return f1_interval([counts.wholly_right for counts in self.by_report.values()])


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
        The annotated reports. A report whose ``claims`` are ``None`` is not judged.
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
    matchings = [_Matching(pair) for pair in pairs if pair.gold.claims is not None]
    by_metric = _sum_by(matchings, lambda claim: claim.metric)
    by_kind = _sum_by(matchings, lambda claim: claim.kind)
    return ClaimScores(
        by_metric={metric: by_metric[metric] for metric in Metric if metric in by_metric},
        by_kind={kind: by_kind[kind] for kind in Kind if kind in by_kind},
        by_report={matching.pair.name: matching.total for matching in matchings},
        attributes={name: _attribute_score(matchings, name) for name in ATTRIBUTES},
        errors=tuple(error for matching in matchings for error in matching.errors()),
    )


class _Matching:
    """The claims of one report, gold and predicted, and which are matched, by their places."""

    def __init__(self, pair: ReportPair) -> None:
        self.pair = pair
        self.gold = pair.gold.claims or ()
        self.predicted = pair.predicted.claims or ()
        rows, columns = _order(self.gold), _order(self.predicted)
        assigned = assign(
            [self.gold[row] for row in rows], [self.predicted[column] for column in columns], _rank
        )
        self._match_of = {rows[row]: columns[column] for row, column in assigned}

    @property
    def matches(self) -> list[tuple[JudgedClaim, JudgedClaim]]:
        """The matched claims, gold first."""
        return [(self.gold[row], self.predicted[column]) for row, column in self._match_of.items()]

    @property
    def total(self) -> ClaimCounts:
        """The counts of the report."""
        wholly_right = sum(is_wholly_right(*match) for match in self.matches)
        sizes = len(self.gold), len(self.predicted)
        return ClaimCounts(Counts(len(self._match_of), *sizes), Counts(wholly_right, *sizes))

    def agrees(self, gold: JudgedClaim, predicted: JudgedClaim, name: str) -> bool:
        """Tell whether an attribute of a matched claim is right."""
        if name != "part_of" or gold.part_of is None:
            return attribute(gold, name) == attribute(predicted, name)
        whole = self._match_of.get(gold.part_of)
        return whole is not None and whole == predicted.part_of

    def errors(self) -> list[ClaimError]:
        """Return what is wrong, in the order of the text."""
        wrong_attributes = [
            (gold, predicted, wrong)
            for gold, predicted in self.matches
            if (wrong := self._wrong_attributes(gold, predicted))
        ]
        found = set(self._match_of.values())
        missed = [each for place, each in enumerate(self.gold) if place not in self._match_of]
        spurious = [each for place, each in enumerate(self.predicted) if place not in found]
        return name_errors(self.pair, missed, spurious, wrong_attributes)

    def _wrong_attributes(self, gold: JudgedClaim, predicted: JudgedClaim) -> tuple[str, ...]:
        return tuple(
            name
            for name in ATTRIBUTES
            if name in gold.stated and not self.agrees(gold, predicted, name)
        )


def is_wholly_right(gold: JudgedClaim, predicted: JudgedClaim) -> bool:
    """Tell whether a right claim has the right unit, bound, aspect and channel as well."""
    return _agreeing(gold, predicted, WHOLLY_RIGHT) == len(WHOLLY_RIGHT)


def attribute(claim: JudgedClaim, name: str) -> object:
    """Return an attribute of a claim in the form in which it is compared."""
    value: object = getattr(claim, name)
    if name == "unit":
        return plain_unit(claim.unit)
    if name == "value_max":
        return plain_number(claim.value_max)
    return value


def _agreeing(gold: JudgedClaim, predicted: JudgedClaim, names: Iterable[str]) -> int:
    return sum(
        name not in gold.stated or attribute(gold, name) == attribute(predicted, name)
        for name in names
    )


def _rank(gold: JudgedClaim, predicted: JudgedClaim) -> tuple[int, ...] | None:
    if not is_right(gold, predicted):
        return None
    return (
        int(is_wholly_right(gold, predicted)),
        _agreeing(gold, predicted, (name for name in ATTRIBUTES if name != "part_of")),
        int(gold.span == predicted.span),
    )


def _order(claims: Sequence[JudgedClaim]) -> list[int]:
    """Return the places of claims in an order that does not depend on how they are listed."""

    def described(place: int) -> tuple[object, ...]:
        claim = claims[place]
        whole = None if claim.part_of is None else claims[claim.part_of].span
        attributes = [str(attribute(claim, name)) for name in ATTRIBUTES if name != "part_of"]
        return (claim.span, claim.metric, claim.kind, claim.value, *attributes, str(whole))

    return sorted(range(len(claims)), key=described)


def _sum_by(
    matchings: Iterable[_Matching], key: Callable[[JudgedClaim], Sort]
) -> dict[Sort, ClaimCounts]:
    """Count claims by something that a claim and its match have in common."""
    right, wholly, gold, predicted = (Counter[Sort]() for _ in range(4))
    for matching in matchings:
        gold.update(map(key, matching.gold))
        predicted.update(map(key, matching.predicted))
        right.update(key(claim) for claim, _ in matching.matches)
        wholly.update(key(match[0]) for match in matching.matches if is_wholly_right(*match))
    return {
        each: ClaimCounts(
            Counts(right[each], gold[each], predicted[each]),
            Counts(wholly[each], gold[each], predicted[each]),
        )
        for each in gold | predicted
    }


def _attribute_score(matchings: Iterable[_Matching], name: str) -> AttributeScore:
    default = attribute(_PLAIN, name)
    right = judged = given_right = given = 0
    for matching in matchings:
        for gold, predicted in matching.matches:
            if name not in gold.stated:
                continue
            is_given = (attribute(gold, name), attribute(predicted, name)) != (default, default)
            agrees = matching.agrees(gold, predicted, name)
            judged += 1
            right += agrees
            given += is_given
            given_right += is_given and agrees
    return AttributeScore(Proportion(right, judged), Proportion(given_right, given))
