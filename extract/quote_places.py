"""Claims by the sentences that state them, and where in its sentence each quote stands.

A quote is as the report writes it, while the sentence around it is in the normalised spelling.
So both are compared normalised, and the order and the distances of the quotes in the report
tell which of several places with the same wording is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gongkai.models.normalised import NormalisedText, normalise
from gongkai.models.record import Claim

#: So many places of the first quote are tried as the beginning.
_MOST_BEGINNINGS: Final = 8
#: How much longer than its normalised form a sentence may be in a report with stray spaces.
_MOST_STRETCHED: Final = 3

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SentenceClaims:
    """A sentence and its claims; ``places`` are the quotes' places in it, where found."""

    sentence: str
    claims: tuple[Claim, ...]
    places: tuple[Place | None, ...]


def group_by_sentence(claims: Sequence[Claim]) -> Iterator[SentenceClaims]:
    """Put the claims of one sentence together, in the order of their offsets."""
    group: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.start, claim.end, claim.id)):
        if group and not _same_sentence(group, claim):
            yield _located(group)
            group = []
        group.append(claim)
    if group:
        yield _located(group)


def locate(sentence: str, claims: Sequence[Claim]) -> list[Place | None]:
    """Find the places of quotes in their sentence; the claims are in the order of the report."""
    whole = _normalised(sentence)
    quotes = [normalise(claim.quote).text for claim in claims]
    best: list[int | None] = []
    best_cost: tuple[int, int] | None = None
    for beginning in _occurrences(whole.text, quotes[0]):
        places, cost = _follow(whole.text, quotes, claims, beginning)
        if best_cost is None or cost < best_cost:
            best, best_cost = places, cost
    if best_cost is None:
        best, _ = _follow(whole.text, quotes, claims, None)
    return [_original(whole, place, quote) for place, quote in zip(best, quotes, strict=True)]


def _same_sentence(group: Sequence[Claim], claim: Claim) -> bool:
    """Tell whether a claim belongs to a group, or to the same sentence further on."""
    first, last, length = group[0], group[-1], len(claim.sentence)
    if claim.sentence != last.sentence:
        return False
    distance = claim.end - first.start
    if distance <= length:
        return True
    if distance > _MOST_STRETCHED * length:
        return False
    return locate(claim.sentence, [first, claim])[1] is not None


@lru_cache(maxsize=1)
def _normalised(sentence: str) -> NormalisedText:
    """Normalise a sentence once for all its claims, which come one after the other."""
    return normalise(sentence)


def _located(claims: list[Claim]) -> SentenceClaims:
    sentence = claims[0].sentence
    return SentenceClaims(sentence, tuple(claims), tuple(locate(sentence, claims)))


def _occurrences(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote) if quote else -1
    for _ in range(_MOST_BEGINNINGS):
        if start < 0:
            return
        yield start
        start = text.find(quote, start + 1)


def _follow(
    text: str, quotes: Sequence[str], claims: Sequence[Claim], beginning: int | None
) -> tuple[list[int | None], tuple[int, int]]:
    """Place the quotes from ``beginning`` on; the cost counts those lost, then what is off.

    The normalised text is never longer than the original, so a quote cannot stand further
    behind its neighbour than it does in the report; of the places up to there, the last.
    """
    places: list[int | None] = []
    lost = off = 0
    previous, last, length = beginning, claims[0], 0
    for quote, claim in zip(quotes, claims, strict=True):
        if previous is None:
            place = text.find(quote) if quote else -1
        else:
            expected = previous + claim.start - last.start
            earliest = previous + length if claim.start >= last.end else previous
            place = text.rfind(quote, earliest, expected + len(quote)) if quote else -1
            off += expected - place if place >= 0 else 0
        if place < 0:
            lost += 1
            places.append(None)
            continue
        places.append(place)
        previous, last, length = place, claim, len(quote)
    return places, (lost, off)


def _original(whole: NormalisedText, place: int | None, quote: str) -> Place | None:
    if place is None:
        return None
    span = whole.original(place, place + len(quote))
    return span.start, span.end
