"""Readings against the quantity grammar, and quantities that nobody marked."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annotations.passages import AnnotatedClaim, NonClaim, Passage
from gongkai.models.document import Span
from gongkai.models.normalised import normalise
from gongkai.models.quantities import Form, Quantity, find_quantities
from gongkai.models.scheme import Bound, Kind

_SIGNS = {Bound.EXACT: "=", Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.APPROXIMATE: "~"}
_EXCEPTION = "if the annotation is right, write grammar: {quote} into the head"


def check_readings(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield where the grammar reads a claim otherwise, and quantities that are not marked.

    Yields
    ------
    tuple
        Offset and message.
    """
    found = quantities(passage.text)
    by_start = {quantity.start: quantity for quantity in found}
    exceptions = dict.fromkeys(passage.head.grammar_exceptions, 0)
    seen: set[Span] = set()
    for claim in passage.claims:
        if claim.span in seen:
            continue
        seen.add(claim.span)
        differences = list(_compare(passage, claim, by_start.get(claim.span.start), found))
        quote = claim.span.of(passage.text)
        if quote in exceptions:
            exceptions[quote] += bool(differences)
        else:
            yield from differences
    for span in _unmarked(passage, found):
        quote = span.of(passage.text)
        if quote in exceptions:
            exceptions[quote] += 1
        else:
            message = f"{quote!r} is not marked: make it a claim, or {{{quote}|!REASON}}"
            yield span.start, message
    for quote, needed in exceptions.items():
        if not needed:
            yield 0, f"grammar: {quote} is not needed, the grammar reads it as marked: take it out"


def _unmarked(passage: Passage, found: list[Quantity]) -> Iterator[Span]:
    """Yield the quantities that no claim and no non-claim covers; both lists are in order."""
    marked: list[AnnotatedClaim | NonClaim] = [*passage.claims, *passage.non_claims]
    covered = bytearray(len(passage.text))
    for mark in marked:
        covered[mark.span.start : mark.span.end] = b"\1" * len(mark.span)
    for quantity in found:
        if not any(covered[quantity.start : quantity.end]):
            yield Span(quantity.start, quantity.end)


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a text as it is written, with offsets into it."""
    normalised = normalise(text, keep_lines=True)
    result = []
    for quantity in find_quantities(normalised.text).quantities:
        span = normalised.original(quantity.start, quantity.end)
        result.append(
            Quantity(
                span.start,
                span.end,
                quantity.value,
                quantity.value_max,
                quantity.unit,
                quantity.bound,
                quantity.form,
            )
        )
    return result


def _compare(
    passage: Passage, claim: AnnotatedClaim, quantity: Quantity | None, found: list[Quantity]
) -> Iterator[tuple[int, str]]:
    quote = claim.span.of(passage.text)
    exception = _EXCEPTION.format(quote=quote)
    if quantity is None or quantity.end != claim.span.end:
        others = [q for q in found if q.start < claim.span.end and claim.span.start < q.end]
        seen = ", ".join(repr(passage.text[q.start : q.end]) for q in others) or "nothing"
        yield (
            claim.span.start,
            f"{quote!r}: the grammar finds {seen} here; mark what it finds, or {exception}",
        )
        return
    expected, given = _describe(quantity), _describe_claim(claim, quantity.form)
    if expected != given:
        yield (
            claim.span.start,
            f"{quote!r} is annotated {given!r}, the grammar reads {expected!r}: correct it, or "
            f"{exception}",
        )


def _describe(quantity: Quantity) -> str:
    return _reading(quantity.value, quantity.value_max, quantity.unit, quantity.bound)


def _describe_claim(claim: AnnotatedClaim, form: Form) -> str:
    """Describe a claim as the grammar would, which knows no signs of changes."""
    value = claim.value
    if claim.kind is Kind.CHANGE and form is not Form.ZERO_CUE:
        value = abs(value)
    return _reading(value, claim.value_max, claim.unit, claim.bound)


def _reading(
    value: int | float, value_max: int | float | None, unit: str | None, bound: Bound
) -> str:
    top = "" if value_max is None else f"..{value_max}"
    measure = "" if unit is None else f" {normalise(unit).text}"
    return f"{_SIGNS[bound]}{value}{top}{measure}"
