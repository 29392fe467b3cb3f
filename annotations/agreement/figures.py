"""The figures of consistency.

F1 between annotators takes one for gold and the other for a system; it does not matter which.
Cohen's kappa is over the metrics of anchors that both marked, Krippendorff's alpha over every
quantity of the texts, *no claim* being one of the labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.annotations.agreement.pairing import (
    PairedClaims,
    PairedPassage,
    is_wholly_right,
    pair_claims,
)
from gongkai.annotations.checks.reading_checks import quantities
from gongkai.annotations.passages import (
    AnnotatedImprovement,
    AnnotatedProblem,
    ContextKind,
    Passage,
)
from gongkai.models.assignment import HasSpan, assign
from gongkai.models.claim_matching import is_right
from gongkai.models.document import Span
from gongkai.models.errors import MissingExtraError

NO_CLAIM: Final = "none"


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many things both have, and how many each has."""

    common: int
    first: int
    second: int

    @property
    def f1(self) -> float | None:
        """F1 between the two; ``None`` where neither has any."""
        return 2 * self.common / (self.first + self.second) if self.first + self.second else None


@dataclass(frozen=True, slots=True)
class AgreementFigures:
    """Consistency of two annotations.

    Attributes
    ----------
    passages
        Number of passages.
    anchors, anchors_exact
        Quantities taken for claims: spans that overlap, spans that are the same.
    claims, claims_wholly
        Claims that are the same by section 7 of the scheme, and wholly so.
    contexts
        Context spans by kind: spans that overlap.
    items, items_with_category
        Problems and improvements: spans that share half of the longer, and of one category.
    kappa
        Cohen's kappa of the metrics of anchors that both marked.
    alpha
        Krippendorff's alpha, nominal, of the metrics of all quantities.
    labels
        Number of quantities behind ``alpha``.
    """

    passages: int
    anchors: Overlap
    anchors_exact: Overlap
    claims: Overlap
    claims_wholly: Overlap
    contexts: dict[ContextKind, Overlap]
    items: Overlap
    items_with_category: Overlap
    kappa: float | None
    alpha: float | None
    labels: int


def measure(pairs: Sequence[PairedPassage]) -> AgreementFigures:
    """Measure the consistency of two annotations.

    Raises
    ------
    MissingExtraError
        If the extra ``annotations`` is not installed.
    """
    claims = [pair_claims(pair) for pair in pairs]
    labels = [label for pair in pairs for label in _labels(pair)]
    return AgreementFigures(
        len(pairs),
        _anchors(pairs, exact=False),
        _anchors(pairs, exact=True),
        _claims(claims, wholly=False),
        _claims(claims, wholly=True),
        {kind: _contexts(pairs, kind) for kind in ContextKind},
        _items(pairs, with_category=False),
        _items(pairs, with_category=True),
        _kappa(claims),
        _alpha(labels),
        len(labels),
    )


def _anchors(pairs: Sequence[PairedPassage], *, exact: bool) -> Overlap:
    common = first = second = 0
    for pair in pairs:
        left = {claim.span for claim in pair.first.claims}
        right = {claim.span for claim in pair.second.claims}
        common += len(left & right) if exact else _matches(left, right)
        first += len(left)
        second += len(right)
    return Overlap(common, first, second)


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """A span that can be matched with another one."""

    span: Span


def _matches(left: set[Span], right: set[Span]) -> int:
    """Count spans that overlap, each in one pair at most."""
    first, second = [[_Place(span) for span in sorted(spans)] for spans in (left, right)]
    return len(assign(first, second, _overlap))


def _overlap(left: HasSpan, right: HasSpan) -> tuple[int, ...] | None:
    return () if left.span.overlaps(right.span) else None


def _claims(paired: Sequence[PairedClaims], *, wholly: bool) -> Overlap:
    same = is_wholly_right if wholly else is_right
    return Overlap(
        sum(same(*claims) for each in paired for claims in each.both),
        sum(len(each.both) + len(each.first_only) for each in paired),
        sum(len(each.both) + len(each.second_only) for each in paired),
    )


def _contexts(pairs: Sequence[PairedPassage], kind: ContextKind) -> Overlap:
    common = first = second = 0
    for pair in pairs:
        left = {context.span for context in pair.first.contexts if context.kind is kind}
        right = {context.span for context in pair.second.contexts if context.kind is kind}
        common += _matches(left, right)
        first += len(left)
        second += len(right)
    return Overlap(common, first, second)


_Item = AnnotatedProblem | AnnotatedImprovement


def _items(pairs: Sequence[PairedPassage], *, with_category: bool) -> Overlap:
    common = first = second = 0
    for pair in pairs:
        for left, right in _lists_of_items(pair):
            first += len(left)
            second += len(right)
            matches = assign(left, right, _alike)
            common += sum(
                not with_category or left[row].category is right[column].category
                for row, column in matches
            )
    return Overlap(common, first, second)


def _lists_of_items(pair: PairedPassage) -> Iterator[tuple[list[_Item], list[_Item]]]:
    yield [*pair.first.problems], [*pair.second.problems]
    yield [*pair.first.improvements], [*pair.second.improvements]


def _alike(left: _Item, right: _Item) -> tuple[int, ...] | None:
    return (int(left.category is right.category),) if _share_half(left, right) else None


def _share_half(left: _Item, right: _Item) -> bool:
    common = min(left.span.end, right.span.end) - max(left.span.start, right.span.start)
    return 2 * common >= max(len(left.span), len(right.span))


def _kappa(paired: Sequence[PairedClaims]) -> float | None:
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415 - costs a second

    both = [claims for each in paired for claims in each.both]
    firsts = [first.metric.value for first, _ in both]
    seconds = [second.metric.value for _, second in both]
    if len({*firsts, *seconds}) < 2:
        return None  # with one label there is no chance to agree beyond
    return float(cohen_kappa_score(firsts, seconds))


def _labels(pair: PairedPassage) -> Iterator[tuple[str, str]]:
    """Yield what each annotator took every quantity for; several metrics are one label."""
    spans = {Span(quantity.start, quantity.end) for quantity in quantities(pair.first.text)}
    spans |= {claim.span for claim in (*pair.first.claims, *pair.second.claims)}
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and merged[-1].overlaps(span):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    for span in merged:
        yield _label(pair.first, span), _label(pair.second, span)


def _label(passage: Passage, span: Span) -> str:
    metrics = {claim.metric.value for claim in passage.claims if claim.span.overlaps(span)}
    return " ".join(sorted(metrics)) or NO_CLAIM


def _alpha(labels: Sequence[tuple[str, str]]) -> float | None:
    try:
        import krippendorff  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("gongkai annotations agreement", "annotations") from error

    values = Counter(label for pair in labels for label in pair)
    if len(values) < 2:
        return None
    ids = {label: number for number, label in enumerate(sorted(values))}
    data = [[ids[pair[side]] for pair in labels] for side in (0, 1)]
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))
