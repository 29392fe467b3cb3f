"""Which passages, and which claims of the two annotations, belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annotations.corpus_files import CorpusError
from gongkai.annotations.passages import AnnotatedClaim, Located, Passage
from gongkai.models.assignment import assign
from gongkai.models.claim_matching import is_right, plain_unit


@dataclass(frozen=True, slots=True)
class PairedPassage:
    """One passage as two annotators marked it."""

    first: Passage
    second: Passage


@dataclass(frozen=True, slots=True)
class PairedClaims:
    """The claims of a passage: those both marked, and those only one did.

    Attributes
    ----------
    both
        Pairs whose quotes overlap.
    first_only, second_only
        The others.
    """

    both: tuple[tuple[AnnotatedClaim, AnnotatedClaim], ...]
    first_only: tuple[AnnotatedClaim, ...]
    second_only: tuple[AnnotatedClaim, ...]


def pair_passages(first: Sequence[Located], second: Sequence[Located]) -> list[PairedPassage]:
    """Bring together the passages that both annotators worked on, by their names.

    Raises
    ------
    CorpusError
        If there are none, a name stands twice on one side, or the text of a passage differs:
        an annotator may mark, not change.
    """
    firsts, seconds = _by_name(first), _by_name(second)
    common = [name for name in firsts if name in seconds]
    for name in common:
        one, two = firsts[name], seconds[name]
        if one.passage.text != two.passage.text:
            raise CorpusError(
                f"{two.file}:{two.line}: the text of {name} differs from that in "
                f"{one.file}:{one.line}: annotators mark the same text"
            )
    if not common:
        raise CorpusError("the two annotations have no passage in common: their names must agree")
    return [PairedPassage(firsts[name].passage, seconds[name].passage) for name in common]


def _by_name(passages: Sequence[Located]) -> dict[str, Located]:
    named: dict[str, Located] = {}
    for located in passages:
        name = located.passage.head.name
        other = named.setdefault(name, located)
        if other is not located:
            raise CorpusError(
                f"{located.file}:{located.line}: {name} stands in {other.file}:{other.line} too: "
                "compare one annotation of each passage with one other"
            )
    return named


def pair_claims(pair: PairedPassage) -> PairedClaims:
    """Bring together the claims of a passage whose quotes overlap, each in one pair at most.

    Of all ways to pair them one with the most pairs is taken, among those one with the most
    that are right, then with the most that are wholly right, then with the most of one metric.
    """
    firsts, seconds = pair.first.claims, pair.second.claims
    places = assign(firsts, seconds, _rank)
    paired = {row for row, _ in places}, {column for _, column in places}
    return PairedClaims(
        tuple((firsts[row], seconds[column]) for row, column in places),
        tuple(claim for place, claim in enumerate(firsts) if place not in paired[0]),
        tuple(claim for place, claim in enumerate(seconds) if place not in paired[1]),
    )


def _rank(first: AnnotatedClaim, second: AnnotatedClaim) -> tuple[int, ...] | None:
    if not first.span.overlaps(second.span):
        return None
    return (
        int(is_right(first, second)),
        int(is_wholly_right(first, second)),
        int(first.metric is second.metric),
        int(first.part_kind is second.part_kind and first.scope is second.scope),
    )


def is_wholly_right(first: AnnotatedClaim, second: AnnotatedClaim) -> bool:
    """Tell whether two right claims agree in unit, bound, aspect and channel as well."""
    return is_right(first, second) and _attributes(first) == _attributes(second)


def _attributes(claim: AnnotatedClaim) -> tuple[object, ...]:
    return plain_unit(claim.unit), claim.bound, claim.aspect, claim.channel
