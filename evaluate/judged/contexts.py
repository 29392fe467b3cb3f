"""Where the words of context spans stand.

Records and rows give subject, action and period as words without offsets, in the normalised
spelling. They are looked for around the quote: in the text where it is known, else in the
sentence that a record quotes. The occurrence nearest to the quote is taken; words that are not
found have no place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedContext
from gongkai.models.document import Span
from gongkai.models.normalised import NormalisedText, normalise
from gongkai.models.record import CUMULATIVE

#: Code points looked at on each side of a quote whose sentence is not known, and at most.
_USUAL: Final = 200
_MOST: Final = 2_000
#: A sentence may be longer in the text than in its normalised spelling, by spaces and breaks.
_LEEWAY: Final = 32
_SENTENCE_END: Final = re.compile(r"[。！？；\n]")


def context_words(
    subject: str | None, action: str | None, period: str | None
) -> tuple[tuple[ContextKind, str], ...]:
    """Return the words of context spans; a running total names no span."""
    words = (
        (ContextKind.SUBJECT, subject),
        (ContextKind.ACTION, action),
        (ContextKind.PERIOD, None if period == CUMULATIVE else period),
    )
    return tuple((kind, text) for kind, text in words if text)


def with_contexts(claims: Iterable[JudgedClaim], text: str | None) -> tuple[JudgedClaim, ...]:
    """Return the claims with places for the words of their context spans, where they are found.

    Parameters
    ----------
    claims
        Claims; those whose words have places already stay as they are.
    text
        The text that offsets point into. Without one, the words keep waiting for it, and have
        meanwhile the places that the sentence of the claim tells.
    """
    return tuple(
        replace(claim, contexts=_placed(claim, text)) if claim.context_words else claim
        for claim in claims
    )


def _placed(claim: JudgedClaim, text: str | None) -> tuple[JudgedContext, ...]:
    if text is None:
        return _in_sentence(claim)
    if not claim.span.end <= len(text):
        return ()
    view = _window(claim, text)
    start = bisect_left(view.offsets, claim.span.start)
    end = max(bisect_left(view.offsets, claim.span.end), start)
    bounds = _sentence_bounds(claim, view.text, Span(start, end))
    found = []
    for kind, words in claim.context_words:
        place = _nearest(view.text, normalise(words).text, Span(start, end), bounds)
        if place is not None:
            found.append(JudgedContext(kind, view.original(place.start, place.end)))
    return tuple(found)


def _window(claim: JudgedClaim, text: str) -> NormalisedText:
    """Return the normalised surroundings of a claim."""
    reach = _USUAL if claim.sentence is None else 2 * len(claim.sentence) + _LEEWAY
    reach = min(reach, _MOST)
    return normalise(text, max(0, claim.span.start - reach), min(len(text), claim.span.end + reach))


def _sentence_bounds(claim: JudgedClaim, view: str, quote: Span) -> Span:
    """Return the stretch of the view that is the sentence around the quote."""
    if claim.sentence:
        sentence = normalise(claim.sentence).text
        start = view.find(sentence, max(0, quote.end - len(sentence)))
        if 0 <= start <= quote.start:
            return Span(start, start + len(sentence))
    before = [match.end() for match in _SENTENCE_END.finditer(view, 0, quote.start)]
    behind = _SENTENCE_END.search(view, quote.end)
    return Span(before[-1] if before else 0, behind.start() if behind else len(view))


def _in_sentence(claim: JudgedClaim) -> tuple[JudgedContext, ...]:
    """Place words by the sentence alone, which has to hold the quote as written, and once."""
    sentence = claim.sentence
    if not sentence or sentence.count(claim.quote) != 1:
        return ()
    start = sentence.index(claim.quote)
    before = claim.span.start - start
    if before < 0:
        return ()
    quote, whole = Span(start, start + len(claim.quote)), Span(0, len(sentence))
    found = []
    for kind, words in claim.context_words:
        place = _nearest(sentence, words, quote, whole)
        if place is not None:
            span = Span(place.start + before, place.end + before)
            found.append(JudgedContext(kind, span))
    return tuple(found)


def _nearest(view: str, words: str, quote: Span, bounds: Span) -> Span | None:
    """Return the occurrence of words nearest to the quote; of two, the one before it."""
    if not words:
        return None
    before = view.rfind(words, bounds.start, min(quote.end, bounds.end))
    behind = view.find(words, max(quote.start - len(words) + 1, bounds.start), bounds.end)
    places = [Span(start, start + len(words)) for start in (before, behind) if start >= 0]
    return min(places, key=lambda place: (_distance(place, quote), place), default=None)


def _distance(place: Span, quote: Span) -> int:
    return max(place.start - quote.end, quote.start - place.end, 0)
