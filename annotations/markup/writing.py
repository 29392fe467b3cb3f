"""Passages written in the markup; what is written reads back as the same passage."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from gongkai.annotations.markup.fields import CUMULATIVE, NO_CHANNEL, SIGNS
from gongkai.annotations.markup.heads import FREE, NO_TIER
from gongkai.annotations.markup.invisible import escape, is_invisible
from gongkai.annotations.markup.scanning import LABEL
from gongkai.annotations.passages import (
    AnnotatedClaim,
    Context,
    Head,
    Passage,
)
from gongkai.models.document import Span
from gongkai.models.scheme import Channel, Kind, ProblemYear, Scope

_SIGN_OF = {bound: sign for sign, bound in SIGNS.items()}
#: White space that the reader takes off the ends of a text.
_STRIPPED: Final = " \t\n"


class CrossingMarksError(ValueError):
    """Marks that the markup cannot hold together: their spans cross."""


class DifferentReadingsError(CrossingMarksError):
    """Two claims on the same words with different readings: a mark has only one."""


def write_passage(passage: Passage) -> str:
    """Write a passage with its head, ending in a newline.

    Raises
    ------
    CrossingMarksError
        If two spans cross: the markup nests them only.
    DifferentReadingsError
        If claims on the same words differ in value, unit or bound.
    """
    body = _body(passage)
    return "\n".join([*_head_lines(passage.head), "---", body, ""])


def _head_lines(head: Head) -> Iterator[str]:
    yield f"=== {head.name}"
    yield f"follows: {head.follows or FREE}"
    yield f"province: {head.province}"
    yield f"tier: {head.tier.value if head.tier else NO_TIER}"
    yield f"type: {head.type.value}"
    yield f"year: {head.year}"
    yield f"section: {', '.join(kind.value for kind in head.sections)}"
    if head.phenomena:
        yield f"phenomena: {', '.join(sorted(head.phenomena))}"
    for quote in head.grammar_exceptions:
        yield f"grammar: {quote}"


def _body(passage: Passage) -> str:
    marks = sorted(_marks(passage), key=lambda mark: (mark[0].start, -mark[0].end))
    text = _Text(passage.text, [span.start for span, opening, _ in marks if not opening])
    parts: list[str] = []
    open_marks: list[tuple[Span, str]] = []
    position = 0

    def close_until(offset: int) -> None:
        nonlocal position
        while open_marks and open_marks[-1][0].end <= offset:
            span, tail = open_marks.pop()
            parts.append(text.escaped(position, span.end) + tail + "}")
            position = span.end

    for span, opening, tail in marks:
        close_until(span.start)
        if open_marks and span.end > open_marks[-1][0].end:
            raise CrossingMarksError(
                f"{passage.head.name}: {span.of(passage.text)!r} crosses "
                f"{open_marks[-1][0].of(passage.text)!r}"
            )
        parts.append(text.escaped(position, span.start) + "{" + opening)
        position = span.start
        open_marks.append((span, tail))
    close_until(len(passage.text))
    parts.append(text.escaped(position, len(passage.text)))
    body = "".join(parts)
    return "\\" + body if body.startswith("===") else body.replace("\n===", "\n\\===")


class _Text:
    """A text whose pieces are escaped where the reader would take them for something else."""

    def __init__(self, text: str, unlabelled: list[int]) -> None:
        self._text = text
        self._first = len(text) - len(text.lstrip(_STRIPPED))
        self._last = len(text.rstrip())
        #: Where a mark without a label opens on words that look like one.
        self._labels = {start for start in unlabelled if LABEL.match(text, start)}

    def escaped(self, start: int, end: int) -> str:
        """Return a piece of the text with its escapes."""
        return "".join(map(self._escaped_character, range(start, end)))

    def _escaped_character(self, offset: int) -> str:
        character = self._text[offset]
        if character in "{}|\\":
            return "\\" + character
        at_an_end = offset < self._first or offset >= self._last
        is_hidden = character not in "\n\t" and is_invisible(character)
        return escape(character) if at_an_end or is_hidden or offset in self._labels else character


def _marks(passage: Passage) -> Iterator[tuple[Span, str, str]]:
    """Yield each mark's span, what opens it and what stands behind its words."""
    for problem in passage.problems:
        last = " last" if problem.year is ProblemYear.LAST else ""
        yield problem.span, f"problem {problem.category}{last}:", ""
    for improvement in passage.improvements:
        yield improvement.span, f"improvement {improvement.category} {improvement.stage}:", ""
    for context in passage.contexts:
        channel = f"@{context.channel}" if context.channel else ""
        yield context.span, f"{context.name}{channel}:", ""
    for non_claim in passage.non_claims:
        yield non_claim.span, "", f"|!{non_claim.reason}"
    wholes = {claim.part_of for claim in passage.claims}
    for span, numbers in _by_span(passage).items():
        claims = [passage.claims[number] for number in numbers]
        if len({(each.value, each.value_max, each.unit, each.bound) for each in claims}) > 1:
            raise DifferentReadingsError(
                f"{passage.head.name}: the claims on {span.of(passage.text)!r} have different "
                "readings"
            )
        fields = " & ".join(
            _claim_field(passage, number, named=number in wholes) for number in numbers
        )
        yield span, "", f"|{_reading(claims[0])}|{fields}"


def _by_span(passage: Passage) -> dict[Span, list[int]]:
    groups: dict[Span, list[int]] = {}
    for number, claim in enumerate(passage.claims):
        groups.setdefault(claim.span, []).append(number)
    return groups


def _reading(claim: AnnotatedClaim) -> str:
    plus = "+" if claim.kind is Kind.CHANGE and claim.value > 0 and claim.unit != "倍" else ""
    top = "" if claim.value_max is None else f"..{_number(claim.value_max)}"
    unit = "" if claim.unit is None else f" {claim.unit}"
    return f"{_SIGN_OF[claim.bound]}{plus}{_number(claim.value)}{top}{unit}"


def _number(value: float) -> str:
    """Write a number without an exponent, in as few digits as read back the same."""
    return format(Decimal(repr(value)), "f")


def _claim_field(passage: Passage, number: int, *, named: bool) -> str:
    claim = passage.claims[number]
    words: list[str] = []
    if named:
        words.append(f"#{number + 1}")
    words.append(claim.metric.value)
    if claim.kind is not Kind.COUNT:
        detail = claim.aspect or claim.per
        words.append(f"{claim.kind}:{detail}" if detail else claim.kind.value)
    contexts = [passage.contexts[position] for position in claim.contexts]
    words.extend(context.name for context in contexts)
    if claim.channel != _implied_channel(contexts):
        words.append(f"@{claim.channel or NO_CHANNEL}")
    if claim.scope is not Scope.OWN:
        words.append(claim.scope.value)
    if claim.cumulative:
        words.append(CUMULATIVE)
    if claim.part_of is not None:
        words.append(f"of#{claim.part_of + 1}:{claim.part_kind}")
    return " ".join(words)


def _implied_channel(contexts: list[Context]) -> Channel | str | None:
    """Return the channel the reader takes from the spans; ``"?"`` where it has to be written."""
    named = {context.channel for context in contexts} - {None}
    return "?" if len(named) > 1 else next(iter(named), None)
