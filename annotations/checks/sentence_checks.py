"""Checks of annotated sentences: against the quantity grammar, and against each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.annotations.checks.reading_checks import quantities
from gongkai.annotations.markup import MarkupFault
from gongkai.annotations.sentences import AnnotatedSentence, SentenceClaim
from gongkai.models.document import Span
from gongkai.models.normalised import normalise
from gongkai.models.quantities import Quantity
from gongkai.models.scheme import Kind

Finding = tuple[int, str]
_MONEY: Final = "元"
_SHARES: Final = frozenset({"%", "‰"})
#: What numbers are written with, and the signs between them.
_NUMBERS: Final = re.compile(r"[0-9零〇一二三四五六七八九十百千万亿两几数余多约近.,，。、%‰]+")


def check_sentences(sentences: Sequence[AnnotatedSentence]) -> list[MarkupFault]:
    """Check sentences.

    Every quote has to be what the quantity grammar finds, every quantity it finds has to be
    marked, the kind of a claim has to go with its unit, and no two sentences may differ in
    nothing but their numbers: the second would teach nothing.

    Returns
    -------
    list of MarkupFault
        What is wrong, in the order of the sentences.
    """
    faults: list[MarkupFault] = []
    alike: defaultdict[str, list[AnnotatedSentence]] = defaultdict(list)
    for sentence in sentences:
        found = quantities(sentence.text)
        findings = [
            *_quotes(sentence, found),
            *_unmarked(sentence, found),
            *_kinds(sentence, found),
            *_twice(sentence),
        ]
        same = alike[_frame(sentence)]
        if same:
            findings.append((0, _alike(same[0], sentence)))
        same.append(sentence)
        faults += (
            MarkupFault(sentence.file, sentence.line, message) for _, message in sorted(findings)
        )
    return faults


def _alike(first: AnnotatedSentence, second: AnnotatedSentence) -> str:
    place = f"line {first.line}" if first.file == second.file else f"{first.file}:{first.line}"
    return f"the line differs from {place} in nothing but numbers: keep one of the two"


def _frame(sentence: AnnotatedSentence) -> str:
    """Return the sentence with its headings, without numbers."""
    return "\n".join(
        _NUMBERS.sub("", normalise(part).text) for part in (*sentence.headings, sentence.text)
    )


def _quotes(sentence: AnnotatedSentence, found: list[Quantity]) -> Iterator[Finding]:
    spans = {(quantity.start, quantity.end) for quantity in found}
    for span in dict.fromkeys(claim.span for claim in sentence.claims):
        if (span.start, span.end) in spans:
            continue
        others = [q for q in found if q.start < span.end and span.start < q.end]
        seen = ", ".join(repr(sentence.text[q.start : q.end]) for q in others) or "nothing"
        yield (
            span.start,
            f"{span.of(sentence.text)!r}: the grammar finds {seen} here; mark what it finds, or "
            "write the number in another way",
        )


def _unmarked(sentence: AnnotatedSentence, found: list[Quantity]) -> Iterator[Finding]:
    marked = [claim.span for claim in sentence.claims]
    marked += [non_claim.span for non_claim in sentence.non_claims]
    for quantity in found:
        span = Span(quantity.start, quantity.end)
        if not any(span.overlaps(mark) for mark in marked):
            quote = span.of(sentence.text)
            message = f"{quote!r} is not marked: make it a claim, or {{{quote}|!REASON}}"
            yield span.start, message


def _kinds(sentence: AnnotatedSentence, found: list[Quantity]) -> Iterator[Finding]:
    """Hold the kind of each claim against the unit that the grammar reads."""
    units = {Span(q.start, q.end): normalise(q.unit or "").text for q in found}
    for claim in sentence.claims:
        if claim.span not in units:
            continue
        message = _wrong_kind(claim, units[claim.span])
        if message is not None:
            yield claim.span.start, f"{claim.span.of(sentence.text)!r}: {message}"


def _wrong_kind(claim: SentenceClaim, unit: str) -> str | None:
    if claim.kind is Kind.CHANGE:
        return None if unit else "a change needs a unit: correct the kind, or the mark"
    if (claim.kind is Kind.AMOUNT) is not unit.endswith(_MONEY):
        return (
            "an amount is a sum of money, and a sum of money an amount; write amount behind the "
            "metric of a claim in 元, and of no other"
        )
    if (claim.kind is Kind.RATE) is not (unit in _SHARES):
        return (
            "a rate is in % or ‰, and nothing else is; write rate:ASPECT or change behind the "
            "metric of such a claim, and of no other"
        )
    return None


def _twice(sentence: AnnotatedSentence) -> Iterator[Finding]:
    for claim, number in Counter(sentence.claims).items():
        if number > 1:
            yield (
                claim.span.start,
                f"{claim.span.of(sentence.text)!r} stands twice as {claim.metric}: leave one out",
            )
