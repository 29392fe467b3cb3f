"""A text that is written and marked at the same time, and the passage that comes of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from gongkai.annotations.passages import (
    AnnotatedClaim,
    Context,
    ContextKind,
    Head,
    NonClaim,
    Passage,
    Reason,
)
from gongkai.models.document import Span
from gongkai.models.scheme import Aspect, Bound, Channel, Kind, Metric, PartKind, Per, Scope

_LETTERS: Final = {
    ContextKind.SUBJECT: "s",
    ContextKind.ACTION: "a",
    ContextKind.CHANNEL: "c",
    ContextKind.PERIOD: "p",
}
_ORDER: Final = tuple(_LETTERS)
#: Brackets of either width, mixed where a clerk mixed them.
_BRACKETS: Final = (("(", ")"), ("（", ")"), ("(", "）"))
_NUMERAL: Final = re.compile("[0-9一二三四五六七八九十]")


@dataclass(eq=False, slots=True)
class ContextMark:
    """A context span of a draft."""

    kind: ContextKind
    start: int
    end: int
    channel: Channel | None = None


@dataclass(eq=False, slots=True)
class ClaimMark:
    """A claim of a draft; the attributes are those of ``AnnotatedClaim``."""

    start: int
    end: int
    metric: Metric
    kind: Kind
    value: int | float
    value_max: int | float | None
    unit: str | None
    bound: Bound
    aspect: Aspect | None = None
    per: Per | None = None
    scope: Scope = Scope.OWN
    cumulative: bool = False
    contexts: list[ContextMark] = field(default_factory=list)
    whole: ClaimMark | None = None
    part_kind: PartKind | None = None

    @property
    def channel(self) -> Channel | None:
        """The channel its spans name: ``several`` where they name different ones."""
        named = {context.channel for context in self.contexts if context.channel is not None}
        return Channel.SEVERAL if len(named) > 1 else next(iter(named), None)


class Draft:
    """A text under construction with its marks.

    Attributes
    ----------
    claims
        The claims so far, in the order in which they were written.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._contexts: list[ContextMark] = []
        self._non_claims: list[tuple[int, int, Reason]] = []
        self.claims: list[ClaimMark] = []

    def __len__(self) -> int:
        return self._length

    @property
    def text(self) -> str:
        """The text so far."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    @property
    def last(self) -> str:
        """The last character, or nothing."""
        return self._parts[-1][-1] if self._parts else ""

    def write(self, words: str) -> int:
        """Write words and return where they begin."""
        start = self._length
        if words:
            self._parts.append(words)
            self._length += len(words)
        return start

    def context(self, kind: ContextKind, start: int, channel: Channel | None = None) -> ContextMark:
        """Mark what was written since ``start`` as a context span."""
        mark = ContextMark(kind, start, self._length, channel)
        self._contexts.append(mark)
        return mark

    def non_claim(self, start: int, reason: Reason) -> None:
        """Mark what was written since ``start`` as a non-claim."""
        self._non_claims.append((start, self._length, reason))

    def claim(self, mark: ClaimMark) -> ClaimMark:
        """Add a claim."""
        self.claims.append(mark)
        return mark

    def finish(self, head: Head, places: Places) -> Passage:
        """Return the passage.

        Parameters
        ----------
        head
            Its head.
        places
            Where the characters of the draft came to stand in the final text.
        """
        used = {id(context) for claim in self.claims for context in claim.contexts}
        contexts = sorted(
            (mark for mark in self._contexts if id(mark) in used),
            key=lambda mark: (mark.start, -mark.end),
        )
        claims = sorted(self.claims, key=lambda claim: claim.start)
        numbers = {id(claim): number for number, claim in enumerate(claims)}
        positions = {id(context): number for number, context in enumerate(contexts)}
        return Passage(
            head,
            places.text,
            tuple(self._named(contexts, places)),
            tuple(self._claim(claim, numbers, positions, places) for claim in claims),
            tuple(
                NonClaim(places.span(start, end), reason)
                for start, end, reason in self._sorted_non_claims(used)
            ),
        )

    def _sorted_non_claims(self, used: set[int]) -> list[tuple[int, int, Reason]]:
        """Return the non-claims; a date that no claim refers to is one of them."""
        dates = [
            (mark.start, mark.end, Reason.DATE)
            for mark in self._contexts
            if mark.kind is ContextKind.PERIOD
            and id(mark) not in used
            and _NUMERAL.search(self.text, mark.start, mark.end)
        ]
        return sorted([*self._non_claims, *dates], key=lambda item: (item[0], -item[1]))

    def _named(self, contexts: list[ContextMark], places: Places) -> list[Context]:
        counts: defaultdict[ContextKind, int] = defaultdict(int)
        named = []
        for mark in contexts:
            counts[mark.kind] += 1
            name = f"{_LETTERS[mark.kind]}{counts[mark.kind]}"
            named.append(Context(name, mark.kind, places.span(mark.start, mark.end), mark.channel))
        return named

    def _claim(
        self, mark: ClaimMark, numbers: dict[int, int], positions: dict[int, int], places: Places
    ) -> AnnotatedClaim:
        contexts = sorted(
            {id(context): context for context in mark.contexts}.values(),
            key=lambda context: (_ORDER.index(context.kind), context.start),
        )
        return AnnotatedClaim(
            places.span(mark.start, mark.end),
            mark.metric,
            mark.kind,
            mark.value,
            mark.value_max,
            _as_written(mark.unit, places.span(mark.start, mark.end).of(places.text)),
            mark.bound,
            mark.aspect,
            mark.per,
            mark.channel,
            mark.scope,
            tuple(positions[id(context)] for context in contexts),
            mark.cumulative,
            None if mark.whole is None else numbers[id(mark.whole)],
            mark.part_kind,
        )


def _as_written(unit: str | None, quote: str) -> str | None:
    """Return a measure word with its brackets in the width of the quote: 件（次） or 件(次)."""
    if unit is None or "（" not in unit or unit in quote:
        return unit
    widths = [unit.replace("（", left).replace("）", right) for left, right in _BRACKETS]
    return next((written for written in widths if written in quote), unit)


@dataclass(frozen=True, slots=True)
class Places:
    """A final text and where the characters of the draft stand in it.

    Attributes
    ----------
    text
        The final text.
    starts
        For each character of the draft, where it begins; then where the draft ends.
    ends
        For each number of characters of the draft, where the last of them ends.
    """

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> Span:
        """Return the final span of a stretch of the draft."""
        return Span(self.starts[start], self.ends[end])
