"""Which passages, and which claims of the two annotations, belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.annotations.corpus_files import CorpusError
from gongkai.annotations.passages import AnnotatedClaim, Located, Passage


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
        If there are none, or the text of one differs: an annotator may mark, not change.
    """
    firsts = {located.passage.head.name: located for located in first}
    pairs = []
    for located in second:
        other = firsts.get(located.passage.head.name)
        if other is None:
            continue
        if other.passage.text != located.passage.text:
            raise CorpusError(
                f"{located.file}:{located.line}: the text of {located.passage.head.name} differs "
                f"from that in {other.file}:{other.line}: annotators mark the same text"
            )
        pairs.append(PairedPassage(other.passage, located.passage))
    if not pairs:
        raise CorpusError("the two annotations have no passage in common: their names must agree")
    return pairs


def pair_claims(pair: PairedPassage) -> PairedClaims:
    """Bring together the claims of a passage.

    Claims that say the same come first, then those of one metric, then any whose quotes overlap;
    each claim is in one pair at most.
    """
    firsts, seconds = list(pair.first.claims), list(pair.second.claims)
    both: list[tuple[AnnotatedClaim, AnnotatedClaim]] = []
    for alike in (_right, _same_metric, _same_place):
        for claim in list(firsts):
            match = next((other for other in seconds if alike(claim, other)), None)
            if match is not None:
                both.append((claim, match))
                firsts.remove(claim)
                seconds.remove(match)
    both.sort(key=lambda claims: claims[0].span)
    return PairedClaims(tuple(both), tuple(firsts), tuple(seconds))


Alike = Callable[[AnnotatedClaim, AnnotatedClaim], bool]


def _same_place(first: AnnotatedClaim, second: AnnotatedClaim) -> bool:
    return first.span.overlaps(second.span)


def _same_metric(first: AnnotatedClaim, second: AnnotatedClaim) -> bool:
    return _same_place(first, second) and first.metric is second.metric


def _right(first: AnnotatedClaim, second: AnnotatedClaim) -> bool:
    return is_right(first, second) and first.aspect == second.aspect


def is_right(first: AnnotatedClaim, second: AnnotatedClaim) -> bool:
    """Tell whether two claims are the same by section 7 of the scheme.

    Their metric, kind and value agree and their quotes overlap.
    """
    return _same_metric(first, second) and first.kind is second.kind and first.value == second.value


def is_wholly_right(first: AnnotatedClaim, second: AnnotatedClaim) -> bool:
    """Tell whether unit, bound, aspect and channel agree as well."""
    return is_right(first, second) and (
        (first.unit, first.bound, first.aspect, first.channel)
        == (second.unit, second.bound, second.aspect, second.channel)
    )
