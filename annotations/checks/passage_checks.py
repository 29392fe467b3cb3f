"""Checks of one passage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from gongkai.annotations.checks.reading_checks import check_readings
from gongkai.annotations.markup import MarkupFault
from gongkai.annotations.passages import (
    AnnotatedClaim,
    AnnotatedImprovement,
    AnnotatedProblem,
    DeclaredPhenomenon,
    Located,
    Passage,
)
from gongkai.models.document import Span
from gongkai.models.scheme import Bound, Kind, PartKind, SectionKind

SHORTEST, LONGEST = 200, 900
Finding = tuple[int, str]
_MONEY: Final = "元"
_SHARES: Final = frozenset({"%", "‰"})
_LESS: Final = re.compile("(?:下降|减少|減少|降低|下降了|减少了|减|少了?|下滑)$")
_MORE: Final = re.compile("(?:增长|增長|增加|提高|上升|增幅|增|提升|多了?)了?$")


def check_passage(located: Located, *, length: bool = True) -> list[MarkupFault]:
    """Check one passage.

    Parameters
    ----------
    located
        The passage and its place.
    length
        Whether passages have to keep to the lengths of the corpus, 200 to 900 characters.

    Returns
    -------
    list of MarkupFault
        What is wrong, in order of place.
    """
    passage = located.passage
    findings = [
        *check_readings(passage),
        *_contexts(passage),
        *_parts(passage),
        *_kinds(passage),
        *_overlaps(passage),
        *_items(passage),
    ]
    if length:
        findings.extend(_length(passage))
    return [
        MarkupFault(located.file, located.line_of(offset), f"{passage.head.name}: {message}")
        for offset, message in sorted(findings)
    ]


def _length(passage: Passage) -> Iterator[Finding]:
    if not SHORTEST <= len(passage.text) <= LONGEST:
        yield (
            0,
            f"the text has {len(passage.text)} characters: passages have {SHORTEST} to {LONGEST}",
        )


def _contexts(passage: Passage) -> Iterator[Finding]:
    used = {number for claim in passage.claims for number in claim.contexts}
    for number, context in enumerate(passage.contexts):
        if number not in used:
            words = context.span.of(passage.text)
            yield (
                context.span.start,
                f"no claim refers to {context.name} ({words!r}): name it in a claim, or unmark it",
            )


def _parts(passage: Passage) -> Iterator[Finding]:
    circular = _circular(passage)
    contradicts = DeclaredPhenomenon.CONTRADICTION in passage.head.phenomena
    for number, claim in enumerate(passage.claims):
        if claim.part_of is None:
            continue
        whole = passage.claims[claim.part_of]
        quote = claim.span.of(passage.text)
        if whole.kind is not claim.kind:
            yield (
                claim.span.start,
                f"{quote!r} is of another kind than its whole "
                f"({whole.span.of(passage.text)!r}): a part counts what its whole counts",
            )
        if number in circular:
            yield claim.span.start, f"{quote!r} is a part of its own part: undo one of# of them"
        if _exceeds(claim, whole) and not contradicts:
            yield (
                claim.span.start,
                f"{quote!r} is more than its whole ({whole.span.of(passage.text)!r}): undo of#, "
                "or name the contradiction under phenomena",
            )


def _circular(passage: Passage) -> set[int]:
    """Return the claims that lead back to themselves, each visited once."""
    circular: set[int] = set()
    done: set[int] = set()
    for start in range(len(passage.claims)):
        path: list[int] = []
        position: int | None = start
        while position is not None and position not in done:
            done.add(position)
            path.append(position)
            position = passage.claims[position].part_of
        if position in path:
            circular.update(path[path.index(position) :])
    return circular


def _exceeds(claim: AnnotatedClaim, whole: AnnotatedClaim) -> bool:
    """Tell whether a part is more than its whole; what became of a whole may be more."""
    return (
        claim.part_kind is not PartKind.STAGE
        and claim.kind is whole.kind
        and claim.unit == whole.unit
        and claim.bound is whole.bound is Bound.EXACT
        and claim.value > whole.value
    )


def _kinds(passage: Passage) -> Iterator[Finding]:
    for claim in passage.claims:
        quote = claim.span.of(passage.text)
        money = claim.unit is not None and claim.unit.endswith(_MONEY)
        if (claim.kind is Kind.AMOUNT) is not money and claim.kind is not Kind.CHANGE:
            yield (
                claim.span.start,
                f"{quote!r}: an amount is a sum of money, and a sum of money an amount; write "
                "amount behind the metric of a claim in 元, and of no other",
            )
        if (claim.kind is Kind.RATE) is not (
            claim.unit in _SHARES
        ) and claim.kind is not Kind.CHANGE:
            yield (
                claim.span.start,
                f"{quote!r}: a rate is in % or ‰, and nothing else is; write rate:ASPECT behind "
                "the metric, or correct the unit",
            )
        if claim.kind is Kind.CHANGE and _wrong_sign(passage, claim):
            yield (
                claim.span.start,
                f"{quote!r}: its sign contradicts the word before it: write + for more, - for less",
            )
        if claim.kind is Kind.CHANGE and claim.unit is None:
            yield claim.span.start, f"{quote!r}: a change needs a unit"
        if claim.value_max is not None and claim.value_max <= claim.value:
            yield (
                claim.span.start,
                (
                    f"{quote!r}: the upper end of the range is not above its lower end: "
                    "write the lower one first"
                ),
            )


def _wrong_sign(passage: Passage, claim: AnnotatedClaim) -> bool:
    before = passage.text[: claim.span.start][-6:].rstrip(" 近约了达")
    return bool(
        (claim.value > 0 and _LESS.search(before)) or (claim.value < 0 and _MORE.search(before))
    )


def _overlaps(passage: Passage) -> Iterator[Finding]:
    """Quotes neither overlap one another nor a non-claim, and no claim stands twice."""
    spans = sorted({claim.span for claim in passage.claims} | {n.span for n in passage.non_claims})
    for left, right in pairwise(spans):
        if left.overlaps(right) and not _may_nest(passage, left, right):
            yield (
                right.start,
                f"{right.of(passage.text)!r} overlaps {left.of(passage.text)!r}: "
                "one expression is one claim or one non-claim",
            )
    keys = Counter(map(_key, passage.claims))
    for claim in passage.claims:
        if keys[_key(claim)] > 1:
            yield (
                claim.span.start,
                f"{claim.span.of(passage.text)!r} stands twice as {claim.metric}: leave one out",
            )


def _may_nest(passage: Passage, left: Span, right: Span) -> bool:
    """Non-claims may lie in one another: a plan holds numbers that are no claims either."""
    claims = {claim.span for claim in passage.claims}
    return left not in claims and right not in claims


def _key(claim: AnnotatedClaim) -> tuple[object, ...]:
    return claim.span, claim.metric, claim.kind, claim.aspect, claim.channel


def _items(passage: Passage) -> Iterator[Finding]:
    items: list[AnnotatedProblem | AnnotatedImprovement] = [
        *passage.problems,
        *passage.improvements,
    ]
    if items and SectionKind.PROBLEMS not in passage.head.sections:
        yield (
            items[0].span.start,
            "problems and improvements belong to section five: add problems to section",
        )
    for item in items:
        if item.span.of(passage.text)[-1] in "。；;,，":
            yield (
                item.span.start,
                f"the item {item.span.of(passage.text)[:12]!r}… holds the sign behind it: "
                "end it before 。 and ；",
            )
