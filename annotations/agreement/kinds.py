"""What two annotations disagree about, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annotations.agreement.pairing import PairedPassage, pair_claims
from gongkai.annotations.passages import AnnotatedClaim, Passage
from gongkai.models.claim_matching import plain_unit
from gongkai.models.terms import Term


class Subject(Term):
    """What a disagreement is about."""

    CLAIM = "claim", "claim or not", "是否声明"
    METRIC = "metric", "metric", "指标"
    KIND = "kind", "kind", "类型"
    VALUE = "value", "value", "数值"
    UNIT = "unit", "unit", "单位"
    BOUND = "bound", "bound", "界限"
    ASPECT = "aspect", "aspect", "比率方面"
    PER = "per", "time of a frequency", "频次周期"
    CHANNEL = "channel", "channel", "渠道"
    SCOPE = "scope", "scope", "口径"
    PART = "part", "part of", "从属"
    PERIOD = "period", "running total or not", "是否累计"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One point on which the two differ.

    Attributes
    ----------
    passage
        Name of the passage.
    subject
        What it is about.
    quote
        The quantity.
    context
        The text around it.
    first, second
        What each annotator says; empty where one marked nothing.
    """

    passage: str
    subject: Subject
    quote: str
    context: str
    first: str
    second: str


def disagreements(pairs: Sequence[PairedPassage]) -> Iterator[Disagreement]:
    """Yield every point on which the claims of two annotations differ, in text order.

    Context spans, non-claims and items of section five are not compared point by point; the
    figures count them.
    """
    for pair in pairs:
        paired = pair_claims(pair)
        for claim in paired.first_only:
            yield _point(pair.first, claim, Subject.CLAIM, _describe(claim), "")
        for claim in paired.second_only:
            yield _point(pair.second, claim, Subject.CLAIM, "", _describe(claim))
        for first, second in paired.both:
            for subject, left, right in _differences(pair, first, second):
                yield _point(pair.first, first, subject, left, right)


def _differences(
    pair: PairedPassage, first: AnnotatedClaim, second: AnnotatedClaim
) -> Iterator[tuple[Subject, str, str]]:
    for subject, left, right in (
        (Subject.METRIC, first.metric, second.metric),
        (Subject.KIND, first.kind, second.kind),
        (Subject.VALUE, (first.value, first.value_max), (second.value, second.value_max)),
        (Subject.UNIT, plain_unit(first.unit), plain_unit(second.unit)),
        (Subject.BOUND, first.bound, second.bound),
        (Subject.ASPECT, first.aspect, second.aspect),
        (Subject.PER, first.per, second.per),
        (Subject.CHANNEL, first.channel, second.channel),
        (Subject.SCOPE, first.scope, second.scope),
        (Subject.PART, _part(pair.first, first), _part(pair.second, second)),
        (Subject.PERIOD, first.cumulative, second.cumulative),
    ):
        if left != right:
            yield subject, str(left), str(right)


def _part(passage: Passage, claim: AnnotatedClaim) -> str | None:
    if claim.part_of is None:
        return None
    return f"{claim.part_kind} of {passage.claims[claim.part_of].span.of(passage.text)}"


def _describe(claim: AnnotatedClaim) -> str:
    return f"{claim.metric} {claim.kind} {claim.value}"


def _point(
    passage: Passage, claim: AnnotatedClaim, subject: Subject, first: str, second: str
) -> Disagreement:
    span = claim.span
    around = passage.text[max(0, span.start - 20) : span.end + 12].replace("\n", " ")
    return Disagreement(passage.head.name, subject, span.of(passage.text), around, first, second)
