"""Where cells and claims stand on their pages, and what recognised text leaves of confidence.

Every other stage takes the text for what the file says. Of a scan it is what was recognised, and
recognition gives each character the probability that it was read right, which is calibrated by
itself. A claim is right if its text was read right and it was found rightly in that text: two
things that have nothing to do with each other, so their probabilities are multiplied. What is
counted as its text is what it cannot be right without: of a claim its quote, of a fact the cells
and quotes that state it, of issuer and year the words for them. A cell has no other confidence
than that of its characters; which cell they belong to is not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from math import prod
from typing import Final

from gongkai.extract.identity import Identity
from gongkai.models.document import Document, Span
from gongkai.models.layout import Layout
from gongkai.models.normalised import normalise
from gongkai.models.record import Cell, Claim, Fact, Tables

#: How often a name is looked for; a report repeats its title a few times.
_MOST_MENTIONS: Final = 20


def place_on_pages(
    document: Document,
    identity: Identity,
    tables: Tables,
    claims: Sequence[Claim],
    facts: Sequence[Fact],
) -> None:
    """Give cells and claims their page and box, in place, where the format has pages.

    Where text was recognised in a picture, its certainty goes into the confidence of all that
    rests on it; what has no confidence gets none, but for cells.

    Parameters
    ----------
    document
        The report.
    identity, tables, claims, facts
        What was found in it, with the confidences they would have in the text of a file.
    """
    layout = document.layout
    if layout is None:
        return
    parts: list[Cell | Claim] = [*_cells(tables).values(), *claims]
    for part in parts:
        span = _span(part)
        place = None if span is None else layout.place(span)
        if place is not None:
            left, top, right, bottom = place.box
            part.page = place.page
            part.box = (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
    if layout.certainties is not None:
        _weigh(layout, tables, claims, facts)
        _weigh_identity(layout, document.text, identity)


def _weigh(layout: Layout, tables: Tables, claims: Sequence[Claim], facts: Sequence[Fact]) -> None:
    cells = _cells(tables)
    spans = {name: _span(cell) for name, cell in cells.items()}
    spans |= {f"claim:{claim.id}": _span(claim) for claim in claims}
    for fact in facts:
        if fact.confidence is not None:
            fact.confidence *= _certainty_of_all(layout, fact.sources, spans)
    for claim in claims:
        if claim.confidence is not None:
            claim.confidence *= layout.certainty(Span(claim.start, claim.end))
    for cell in cells.values():
        span = _span(cell)
        # Certain are characters that the file gives, and blank cells, which have no characters;
        # neither has one whose digit was overlooked.
        if span is not None and (certainty := layout.certainty(span)) < 1.0:
            cell.confidence = certainty


def _certainty_of_all(
    layout: Layout, sources: Sequence[str], spans: Mapping[str, Span | None]
) -> float:
    """Return the probability that all sources were read right; each stretch counts once."""
    stretches = {span for source in sources if (span := spans.get(source)) is not None}
    return prod(layout.certainty(span) for span in sorted(stretches))


def _weigh_identity(layout: Layout, text: str, identity: Identity) -> None:
    issuer, year = identity.issuer, identity.year
    if issuer.confidence is not None:
        issuer.confidence = _weighed(issuer.confidence, layout, text, issuer.name or "")
    if year.confidence is not None:
        year.confidence = _weighed(year.confidence, layout, text, str(year.value))


def _weighed(confidence: float, layout: Layout, text: str, words: str) -> float | None:
    """Return a confidence with the certainty of words where they stand most clearly.

    ``None`` for words that the text does not have in this form: what they rest on is not known.
    """
    mentions = islice(_mentions(text, words), _MOST_MENTIONS) if words else ()
    certainty = max((layout.certainty(mention) for mention in mentions), default=None)
    return None if certainty is None else confidence * certainty


def _mentions(text: str, words: str) -> Iterator[Span]:
    view = normalise(text)
    for match in re.finditer(re.escape(words), view.text):
        yield view.original(match.start(), match.end())


def _cells(tables: Tables) -> dict[str, Cell]:
    """Return all cells by the names that the sources of facts have."""
    return {
        f"cell:{section.value}.{key}": cell
        for section, table in tables.by_section().items()
        for key, cell in table.cells.items()
    }


def _span(part: Cell | Claim) -> Span | None:
    if part.start is None or part.end is None:
        return None
    return Span(part.start, part.end)
