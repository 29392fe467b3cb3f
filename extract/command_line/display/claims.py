"""Claims under the sentences that state them.

Each sentence is printed once, its quotes in colours; below it stand its claims, each with a
dot in the colour of its quote, parts indented under their wholes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.text import Text

from gongkai.extract.command_line.display.confidences import shown
from gongkai.extract.command_line.display.page import FAINT, Page
from gongkai.extract.command_line.display.places import place_of_claim
from gongkai.extract.command_line.display.quotes import excerpt, marked
from gongkai.extract.command_line.display.wrapping import wrap
from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.quantity_wording import quantity
from gongkai.extract.quote_places import SentenceClaims, group_by_sentence
from gongkai.extract.safe_text import on_one_line
from gongkai.models.record import Claim
from gongkai.models.scheme import Kind, Scope

_COLOURS: Final = ("cyan", "magenta", "green", "yellow", "blue", "bright_red")
#: A sentence longer than this is shown around its quotes only.
_LONGEST_SENTENCE: Final = 400
_CONTEXT: Final = 80
_DEEPEST: Final = 4
_INDENT: Final = 6
_GAP: Final = 2
#: Details that find less room than this, in cells, stand below their claim.
_LEAST_DETAILS: Final = 16


def print_claims(page: Page, claims: Sequence[Claim]) -> None:
    """Print claims in the order of their text, section by section."""
    if not claims:
        page.line(Text(page.words[Phrase.NO_CLAIMS], FAINT), indent=2)
    section: object = claims  # no section is this
    for group in group_by_sentence(claims):
        first = group.claims[0]
        if first.section != section:
            section = first.section
            name = page.words[first.section or Phrase.BEFORE_SECTIONS]
            page.line(Text(name, "bold"), indent=2)
        _print_group(page, group)


def print_excerpts(page: Page, claims: Sequence[Claim]) -> None:
    """Print claims on one line each, with as much of their sentences as there is room for."""
    rows = [_start(page, claim) for claim in claims]
    for claim, start in zip(claims, _aligned(rows), strict=True):
        room = page.width - 4 - start.cell_len
        if room >= _LEAST_DETAILS:
            start.append_text(excerpt(page, claim, room))
        page.line(start, indent=4)


def _print_group(page: Page, group: SentenceClaims) -> None:
    colours = _colours(group)
    page.line(_sentence(page, group, colours), indent=4)
    by_id = {claim.id: colour for claim, colour in zip(group.claims, colours, strict=True)}
    nested = list(_nested(group.claims))
    rows = [_start(page, claim, depth, by_id[claim.id]) for claim, depth in nested]
    for (claim, _), start in zip(nested, _aligned(rows), strict=True):
        details = Text(_details(page, claim, frozenset(by_id)), FAINT)
        _print_claim(page, start, details)


def _print_claim(page: Page, start: Text, details: Text) -> None:
    """Print one claim; the details take the free width, or lines of their own below."""
    place = _INDENT + start.cell_len
    if page.width - place < min(_LEAST_DETAILS, details.cell_len):
        page.line(start, _INDENT, hanging=2)
        if details:
            page.line(details, _INDENT + 2 * _GAP)
        return
    first, *others = wrap(details, page.width - place) or [Text()]
    page.line(Text.assemble(start, first), _INDENT)
    for line in others:
        page.line(line, place)


def _start(page: Page, claim: Claim, depth: int = 0, colour: str = "") -> list[Text]:
    """Return the parts of a claim's line that stand in columns."""
    label = Text.assemble(
        "  " * depth, ("● ", colour), (f"#{claim.id} ", FAINT), page.words[claim.metric]
    )
    return [label, Text(quantity(claim, page.words), "bold"), shown(claim.confidence)]


def _aligned(rows: Sequence[list[Text]]) -> Iterator[Text]:
    """Put the parts of each row under those of the others, with a gap behind each."""
    widths = [max(part.cell_len for part in column) for column in zip(*rows, strict=True)]
    for row in rows:
        text = Text()
        for part, width in zip(row, widths, strict=True):
            if width:
                text.append_text(part).append(" " * (width - part.cell_len + _GAP))
        yield text


def _colours(group: SentenceClaims) -> list[str]:
    """Give each place of the sentence a colour; claims of one quote share it."""
    by_place: dict[tuple[int, int] | None, str] = {}
    for place in group.places:
        by_place.setdefault(place, _COLOURS[len(by_place) % len(_COLOURS)])
    return [by_place[place] for place in group.places]


def _sentence(page: Page, group: SentenceClaims, colours: list[str]) -> Text:
    sentence = group.sentence
    places = sorted(
        {
            place: colour for place, colour in zip(group.places, colours, strict=True) if place
        }.items()
    )
    start, end = _shown_stretch(len(sentence), [place for place, _ in places])
    text = Text("…" if start else "")
    position = start
    for (quote_start, quote_end), colour in places:
        if quote_start < position or quote_end > end:
            continue  # quotes that overlap: the longer stretch cannot have two colours
        text.append(on_one_line(sentence[position:quote_start]))
        quote = page.words.safe(sentence[quote_start:quote_end])
        text.append_text(marked(page, quote, f"bold {colour}"))
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


def _details(page: Page, claim: Claim, siblings: frozenset[int]) -> str:
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
    if claim.part_of is not None and claim.part_of not in siblings:
        details.append(words.format(Phrase.PART_OF, whole=claim.part_of))
    if where := place_of_claim(page, claim):
        details.append(where)
    return " · ".join(details)
