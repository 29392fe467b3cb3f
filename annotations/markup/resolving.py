"""Marks into a passage: fields are read, and references followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gongkai.annotations.markup.errors import PassageFaultError
from gongkai.annotations.markup.fields import (
    ClaimField,
    FieldFaultError,
    Reading,
    parse_claim,
    parse_member,
    parse_reading,
    parse_reason,
)
from gongkai.annotations.markup.scanning import Mark
from gongkai.annotations.passages import (
    AnnotatedClaim,
    AnnotatedImprovement,
    AnnotatedProblem,
    Context,
    ContextKind,
    Head,
    NonClaim,
    Passage,
)
from gongkai.models.document import Span
from gongkai.models.scheme import Category, Channel, ProblemYear, Stage

LETTERS: Final = {
    "s": ContextKind.SUBJECT,
    "a": ContextKind.ACTION,
    "c": ContextKind.CHANNEL,
    "p": ContextKind.PERIOD,
}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim whose references are still names; one mark may give several."""

    mark: Mark
    reading: Reading
    field: ClaimField


def resolve(head: Head, text: str, marks: list[Mark]) -> Passage:
    """Turn the marks of a text into a passage.

    Raises
    ------
    PassageFaultError
        If a field cannot be read, or a reference leads nowhere.
    """
    return resolve_named(head, text, marks)[0]


def resolve_named(head: Head, text: str, marks: list[Mark]) -> tuple[Passage, dict[str, int]]:
    """Turn the marks of a text into a passage, and give the positions of its named claims.

    Raises
    ------
    PassageFaultError
        If a field cannot be read, or a reference leads nowhere.
    """
    contexts: list[Context] = []
    drafts: list[_Draft] = []
    non_claims: list[NonClaim] = []
    problems: list[AnnotatedProblem] = []
    improvements: list[AnnotatedImprovement] = []
    for mark in marks:
        try:
            if mark.context is not None:
                contexts.append(_context(mark, mark.context))
            elif mark.item == "problem":
                problems.append(_problem(mark))
            elif mark.item == "improvement":
                improvements.append(_improvement(mark))
            elif mark.item is not None:
                raise FieldFaultError(f"{mark.item} marks stand in whole reports only: unmark it")
            elif mark.fields[0].startswith("!"):
                non_claims.append(_non_claim(mark))
            else:
                drafts.extend(_drafts(mark))
        except FieldFaultError as fault:
            words = text[mark.start : mark.end]
            raise PassageFaultError(mark.line, f"the mark around {words[:40]!r}: {fault}") from None
    lines = [mark.line for mark in marks if mark.context is not None]
    claims = _Claims(text, contexts, lines, drafts)
    passage = Passage(
        head,
        text,
        tuple(contexts),
        claims.resolve(),
        tuple(non_claims),
        tuple(problems),
        tuple(improvements),
    )
    return passage, claims.names


def _context(mark: Mark, name: str) -> Context:
    kind = LETTERS[name[0]]
    channel = None
    if kind is ContextKind.CHANNEL:
        if mark.channel is None:
            raise FieldFaultError(f"{name} names no channel: write {{{name}@website:…}}")
        channel = parse_member(Channel, mark.channel, "channel")
    elif mark.channel is not None:
        raise FieldFaultError(f"{name} is no channel: leave @{mark.channel} out")
    return Context(name, kind, Span(mark.start, mark.end), channel)


def _problem(mark: Mark) -> AnnotatedProblem:
    words = mark.words.split()
    if not words:
        raise FieldFaultError("a problem has a category: {problem content:…}")
    category, *rest = words
    year = parse_member(ProblemYear, rest[0], "year of a problem") if rest else ProblemYear.THIS
    if len(rest) > 1:
        raise FieldFaultError("a problem has a category and at most this or last")
    return AnnotatedProblem(
        Span(mark.start, mark.end), parse_member(Category, category, "category"), year
    )


def _improvement(mark: Mark) -> AnnotatedImprovement:
    words = mark.words.split()
    if len(words) != 2:
        raise FieldFaultError(
            "an improvement has a category and a stage: {improvement rules taken:…}"
        )
    return AnnotatedImprovement(
        Span(mark.start, mark.end),
        parse_member(Category, words[0], "category"),
        parse_member(Stage, words[1], "stage"),
    )


def _non_claim(mark: Mark) -> NonClaim:
    if len(mark.fields) > 1:
        raise FieldFaultError("a non-claim has its reason alone behind |!")
    return NonClaim(Span(mark.start, mark.end), parse_reason(mark.fields[0]))


def _drafts(mark: Mark) -> list[_Draft]:
    if len(mark.fields) != 2:
        raise FieldFaultError(
            "a claim has two fields, as in {3件|=3 件|hotline_cases s1}; a non-claim has |!reason"
        )
    reading = parse_reading(mark.fields[0])
    return [_Draft(mark, reading, parse_claim(part)) for part in mark.fields[1].split("&")]


class _Claims:
    """Follows the references of the claims of one passage."""

    def __init__(
        self, text: str, contexts: list[Context], lines: list[int], drafts: list[_Draft]
    ) -> None:
        self._text = text
        self._contexts = contexts
        self._lines = lines
        self._drafts = drafts
        self.names: dict[str, int] = {}
        self._positions: dict[str, int] = {}

    def resolve(self) -> tuple[AnnotatedClaim, ...]:
        for number, context in enumerate(self._contexts):
            if context.name in self._positions:
                raise PassageFaultError(
                    self._lines[number], f"{context.name} stands twice: give one another number"
                )
            self._positions[context.name] = number
        marks: dict[tuple[int, int], Mark] = {}
        for number, draft in enumerate(self._drafts):
            mark = draft.mark
            if marks.setdefault((mark.start, mark.end), mark) is not mark:
                raise self._fault(
                    draft,
                    "two marks of claims hold the same words: write the claims into one, with &",
                )
            name = draft.field.name
            if name is not None and self.names.setdefault(name, number) != number:
                raise self._fault(draft, f"#{name} stands twice: give one another name")
        return tuple(self._claim(number, draft) for number, draft in enumerate(self._drafts))

    def _fault(self, draft: _Draft, message: str) -> PassageFaultError:
        words = self._text[draft.mark.start : draft.mark.end]
        return PassageFaultError(draft.mark.line, f"the claim {words!r}: {message}")

    def _claim(self, number: int, draft: _Draft) -> AnnotatedClaim:
        field, reading = draft.field, draft.reading
        unknown = [name for name in field.contexts if name not in self._positions]
        if unknown:
            raise self._fault(draft, f"there is no span {unknown[0]}: mark it, or leave it out")
        contexts = tuple(self._positions[name] for name in field.contexts)
        return AnnotatedClaim(
            Span(draft.mark.start, draft.mark.end),
            field.metric,
            field.kind,
            reading.value,
            reading.value_max,
            reading.unit,
            reading.bound,
            field.aspect,
            field.per,
            self._channel(draft, contexts),
            field.scope,
            contexts,
            field.cumulative,
            self._whole(number, draft),
            field.part_kind,
        )

    def _channel(self, draft: _Draft, contexts: tuple[int, ...]) -> Channel | None:
        """Return the channel written; else that of the channel spans, which have to agree."""
        if draft.field.channel_given:
            return draft.field.channel
        named = {self._contexts[number].channel for number in contexts} - {None}
        if len(named) > 1:
            raise self._fault(
                draft, "its channel spans name different channels: write @several, or the one"
            )
        return next(iter(named), None)

    def _whole(self, number: int, draft: _Draft) -> int | None:
        name = draft.field.whole
        if name is None:
            return None
        whole = self.names.get(name)
        if whole is None:
            raise self._fault(draft, f"there is no claim #{name}: name the whole with #{name}")
        if whole == number:
            raise self._fault(draft, "it is a part of itself: name the whole")
        return whole
