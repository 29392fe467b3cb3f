"""Facts: contradictions, then what several statements agree on, then the report's own totals."""

from __future__ import annotations

from typing import Final

from rich.text import Text

from gongkai.extract.command_line.display.confidences import shown
from gongkai.extract.command_line.display.page import DOUBT, FAINT, FAULT, GOOD, Page
from gongkai.extract.command_line.display.quotes import excerpt
from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.quantity_wording import bounded, cell_name, quantity, shared_group
from gongkai.models.record import Fact, Record
from gongkai.models.scheme import Agreement

_CELL: Final = "cell:"
_CLAIM: Final = "claim:"
_SOURCES_NAMED: Final = 3
_CONFLICT, _AGREE, _HEADLINE = "✗", "✓", "★"


def conflicts(record: Record) -> list[Fact]:
    """Return the facts on which the report contradicts itself."""
    return [fact for fact in record.facts if fact.agreement is Agreement.CONFLICT]


def print_conflicts(page: Page, record: Record) -> None:
    """Print each contradiction: the values, and where the report gives them."""
    found = conflicts(record)
    if not found:
        return
    page.heading(page.words[Phrase.CONFLICTS], str(len(found)))
    for fact in found:
        page.line(Text.assemble((f"{_CONFLICT} ", FAULT), (_name(page, fact), "bold")), indent=2)
        for value in fact.values:
            shown = Text(f"{bounded(value.value, value.bound)}  ", FAULT)
            shown.append_text(_evidence(page, record, value.sources, shown.cell_len + 6))
            page.line(shown, indent=6, hanging=2)


def print_short_conflicts(page: Page, record: Record, most: int) -> None:
    """Print at most ``most`` contradictions, a line each, and how many there are of the rest."""
    found = conflicts(record)
    for fact in found[:most]:
        sides = Text(" ≠ ", FAULT).join(
            Text.assemble(
                (bounded(value.value, value.bound), FAULT),
                (f" {_sources(page, record, value.sources)}", FAINT),
            )
            for value in fact.values
        )
        name = (_name(page, fact) + "  ", "bold")
        page.line(Text.assemble((f"{_CONFLICT} ", FAULT), name, sides), indent=2, hanging=2)
    if len(found) > most:
        more = page.words.format(Phrase.MORE_CONFLICTS, count=len(found) - most)
        page.line(Text(more, FAULT), indent=4)


def print_facts(page: Page, record: Record) -> None:
    """Print what several statements agree on and the totals that are not 0; count the others."""
    others = [fact for fact in record.facts if fact.agreement is not Agreement.CONFLICT]
    if not others:
        return
    words = page.words
    page.heading(words[Phrase.FACTS])
    agreed = [fact for fact in others if fact.agreement is Agreement.AGREE]
    totals = [
        fact
        for fact in others
        if fact.agreement is Agreement.SINGLE and fact.headline and fact.value
    ]
    if agreed or totals:
        key = (
            f"{_AGREE} {words[Phrase.SOURCES_AGREE]}",
            f"{_HEADLINE} {words[Phrase.OWN_TOTAL]}",
        )
        page.items(words[Phrase.KEY], key, indent=2)
    for fact in (*agreed, *totals):
        _print_fact(page, record, fact)
    rest = [fact for fact in others if fact not in agreed and fact not in totals]
    if rest:
        zeros = sum(not fact.value for fact in rest)
        remark = words.format(Phrase.OTHER_FACTS, count=len(rest))
        remark += words.format(Phrase.OF_THEM_ZERO, count=zeros) if zeros else ""
        page.line(Text(remark, FAINT), indent=2)


def _print_fact(page: Page, record: Record, fact: Fact) -> None:
    agrees = _AGREE if fact.agreement is Agreement.AGREE else " "
    page.line(
        Text.assemble(
            (agrees, GOOD),
            (f"{_HEADLINE if fact.headline else ' '} ", DOUBT),
            _name(page, fact),
            "  ",
            (quantity(fact, page.words), "bold"),
            shown(fact.confidence, "  "),
            "  ",
            (_sources(page, record, fact.sources), FAINT),
        ),
        indent=2,
        hanging=3,
    )


def _name(page: Page, fact: Fact) -> str:
    """Name a fact; the metric says all where a cell states it too."""
    terms = (fact.aspect, fact.per, fact.channel)
    details = [page.words[term] for term in terms if term is not None]
    if not any(source.startswith(_CELL) for source in fact.sources):
        details += [page.words.safe(text) for text in (fact.subject, fact.period) if text]
    return " · ".join([page.words[fact.metric], *details])


def _evidence(page: Page, record: Record, sources: list[str], taken: int) -> Text:
    """Return the sentence of the only claim among sources, else the names of all."""
    claims = [source for source in sources if source.startswith(_CLAIM)]
    claim = next(
        (each for each in record.claims if claims and f"{_CLAIM}{each.id}" == claims[0]), None
    )
    if len(sources) > 1 or claim is None:
        return Text(_sources(page, record, sources), FAINT)
    name = f"#{claim.id}  "
    room = max(page.width - taken - len(name) - 2, len(claim.quote))
    return Text.assemble((name, FAINT), excerpt(page, claim, room))


def _sources(page: Page, record: Record, sources: list[str]) -> str:
    words = page.words
    quotes = {f"{_CLAIM}{claim.id}": f"#{claim.id} {claim.quote}" for claim in record.claims}
    cells = [source.removeprefix(_CELL) for source in sources if source.startswith(_CELL)]
    group = shared_group(cells, record.tables.regime, words)
    if group:
        named = [words.format(Phrase.GROUP_OF_CELLS, count=len(cells), name=group)]
    else:
        names = [cell_name(cell, record.tables.regime, words) for cell in cells]
        named = [words.format(Phrase.CELL, name=name) for name in names]
    claims = [source for source in sources if not source.startswith(_CELL)]
    named += [words.safe(quotes.get(source, source)) for source in claims]
    more = len(named) - _SOURCES_NAMED
    return ", ".join(named[:_SOURCES_NAMED]) + (f" (+{more})" if more > 0 else "")
