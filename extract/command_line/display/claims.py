"""Claims under the sentences that state them.

Each sentence is printed once, its quotes in colours; below it stand its claims, each with a
dot in the colour of its quote, parts indented under their wholes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.table import Table as Grid
from rich.text import Text

from gongkai.extract.command_line.console import on_one_line
from gongkai.extract.command_line.display.page import DOUBT, FAINT, FAULT, GOOD, Page
from gongkai.extract.command_line.display.quantities import quantity
from gongkai.extract.command_line.wording import Phrase
from gongkai.models.record import Claim
from gongkai.models.scheme import Kind, Scope

_COLOURS: Final = ("cyan", "magenta", "green", "yellow", "blue", "bright_red")
#: A sentence longer than this is shown around its quotes only.
_LONGEST_SENTENCE: Final = 400
_CONTEXT: Final = 80
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class SentenceClaims:
    """A sentence and its claims; ``places`` are the quotes' places in it, where found."""

    sentence: str
    claims: tuple[Claim, ...]
    places: tuple[tuple[int, int] | None, ...]


def print_claims(page: Page, claims: Sequence[Claim], *, with_sections: bool = True) -> None:
    """Print claims in the order of their text."""
    if not claims:
        page.line(Text(page.words[Phrase.NO_CLAIMS], FAINT), indent=2)
    section: object = claims  # no section is this
    for group in group_by_sentence(claims):
        first = group.claims[0]
        if with_sections and first.section != section:
            section = first.section
            name = page.words[first.section or Phrase.BEFORE_SECTIONS]
            page.line(Text(name, "bold"), indent=2)
        _print_group(page, group)


def group_by_sentence(claims: Sequence[Claim]) -> Iterator[SentenceClaims]:
    """Put the claims of one sentence together, in the order of their offsets."""
    group: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.start, claim.end, claim.id)):
        if group and (
            claim.sentence != group[-1].sentence
            # the same sentence again, further on in the report
            or claim.end - group[0].start > len(claim.sentence)
        ):
            yield _located(group)
            group = []
        group.append(claim)
    if group:
        yield _located(group)


def _located(claims: list[Claim]) -> SentenceClaims:
    sentence = claims[0].sentence
    return SentenceClaims(sentence, tuple(claims), tuple(_places(sentence, claims)))


def _places(sentence: str, claims: list[Claim]) -> list[tuple[int, int] | None]:
    """Find the quotes: a sentence is a stretch of the text, so their distances are known."""
    first = claims[0]
    start = sentence.find(first.quote)
    while start >= 0:
        places = [
            (start + claim.start - first.start, start + claim.end - first.start) for claim in claims
        ]
        if all(
            sentence[place:end] == claim.quote
            for (place, end), claim in zip(places, claims, strict=True)
        ):
            return list(places)
        start = sentence.find(first.quote, start + 1)
    return [
        (place, place + len(claim.quote)) if (place := sentence.find(claim.quote)) >= 0 else None
        for claim in claims
    ]


def _print_group(page: Page, group: SentenceClaims) -> None:
    colours = _colours(group)
    page.line(_sentence(page, group, colours), indent=4)
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_column(justify="right", no_wrap=True)
    rows = list(_nested(group.claims))
    has_confidence = any(claim.confidence is not None for claim, _ in rows)
    for claim, depth in rows:
        label = Text.assemble(
            "  " * depth,
            ("● ", colours[group.claims.index(claim)]),
            (f"#{claim.id} ", FAINT),
            page.words[claim.metric],
        )
        confidence = _confidence(claim) if has_confidence else Text()
        details = Text(_details(page, claim, group.claims), FAINT)
        grid.add_row(label, Text(quantity(claim, page.words), "bold"), details, confidence)
    page.block(grid, indent=6)


def _colours(group: SentenceClaims) -> list[str]:
    """Give each place of the sentence a colour; claims of one quote share it."""
    by_place: dict[tuple[int, int] | None, str] = {}
    for place in group.places:
        by_place.setdefault(place, _COLOURS[len(by_place) % len(_COLOURS)])
    return [by_place[place] for place in group.places]


def _sentence(page: Page, group: SentenceClaims, colours: list[str]) -> Text:
    sentence = group.sentence
    marked = sorted(
        {
            place: colour for place, colour in zip(group.places, colours, strict=True) if place
        }.items()
    )
    start, end = _shown_stretch(len(sentence), [place for place, _ in marked])
    text = Text("…" if start else "")
    position = start
    for (quote_start, quote_end), colour in marked:
        if quote_start < position or quote_end > end:
            continue  # quotes that overlap: the longer stretch cannot have two colours
        text.append(on_one_line(sentence[position:quote_start]))
        quote = page.words.safe(sentence[quote_start:quote_end])
        text.append(quote if page.has_colour else f"‹{quote}›", f"bold {colour}")
        position = quote_end
    text.append(on_one_line(sentence[position:end]))
    text.append("…" if end < len(sentence) else "")
    return text


def _shown_stretch(length: int, places: list[tuple[int, int]]) -> tuple[int, int]:
    if length <= _LONGEST_SENTENCE:
        return 0, length
    if not places:
        return 0, _LONGEST_SENTENCE
    start = max(0, places[0][0] - _CONTEXT)
    end = min(length, max(end for _, end in places) + _CONTEXT)
    return start, min(end, start + 2 * _LONGEST_SENTENCE)


def _nested(claims: Sequence[Claim]) -> Iterator[tuple[Claim, int]]:
    """Yield each claim with its depth, parts after their wholes."""
    here = {claim.id for claim in claims}
    parts: dict[int | None, list[Claim]] = {}
    for claim in claims:
        whole = claim.part_of if claim.part_of in here and claim.part_of != claim.id else None
        parts.setdefault(whole, []).append(claim)
    shown: set[int] = set()
    waiting = [(claim, 0) for claim in reversed(parts.get(None, []))]
    while waiting:
        claim, depth = waiting.pop()
        if claim.id in shown:
            continue
        shown.add(claim.id)
        yield claim, min(depth, _DEEPEST)
        waiting += [(part, depth + 1) for part in reversed(parts.get(claim.id, []))]
    # Claims that are parts of each other in a circle have no whole to stand under.
    yield from ((claim, 0) for claim in claims if claim.id not in shown)


def _details(page: Page, claim: Claim, siblings: Sequence[Claim]) -> str:
    words = page.words
    details = [words.safe(claim.subject)] if claim.subject else []
    if claim.kind is not Kind.COUNT:
        details.append(words[claim.kind])
    details += [words[term] for term in (claim.aspect, claim.per) if term is not None]
    if claim.channel is not None:
        details.append(words[claim.channel])
    if claim.period:
        details.append(words.safe(claim.period))
    if claim.scope not in (Scope.OWN, Scope.UNKNOWN):
        details.append(words[claim.scope])
    if claim.part_of is not None and all(claim.part_of != other.id for other in siblings):
        details.append(words.format(Phrase.PART_OF, whole=claim.part_of))
    return " · ".join(details)


def _confidence(claim: Claim) -> Text:
    if claim.confidence is None:
        return Text("—", FAINT)
    style = GOOD if claim.confidence >= 0.9 else DOUBT if claim.confidence >= 0.5 else FAULT
    return Text(f"{claim.confidence:.2f}", style)
