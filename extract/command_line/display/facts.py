"""Facts: contradictions first, then what several statements agree on, then the totals."""

from __future__ import annotations

from rich.text import Text

from gongkai.extract.command_line.display.page import FAINT, FAULT, GOOD, Page
from gongkai.extract.command_line.display.quantities import bounded, cell_name, quantity
from gongkai.extract.command_line.wording import Phrase
from gongkai.models.record import Fact, Record
from gongkai.models.scheme import Agreement

_SOURCES_NAMED = 4


def print_facts(page: Page, record: Record) -> None:
    """Print the facts that say more than their one source does, and count the others."""
    if not record.facts:
        return
    page.heading(page.words[Phrase.FACTS])
    for fact in record.facts:
        if fact.agreement is Agreement.CONFLICT:
            _print_conflict(page, record, fact)
    for fact in record.facts:
        if fact.agreement is Agreement.AGREE:
            _print_fact(page, record, fact, ("✓ ", GOOD))
    single = [fact for fact in record.facts if fact.agreement is Agreement.SINGLE]
    for fact in single:
        if fact.headline:
            _print_fact(page, record, fact, ("  ", ""))
    others = sum(not fact.headline for fact in single)
    if others:
        page.line(Text(page.words.format(Phrase.OTHER_FACTS, count=others), FAINT), indent=2)


def _print_conflict(page: Page, record: Record, fact: Fact) -> None:
    page.line(
        Text.assemble(
            ("✗ ", FAULT),
            (_name(page, fact), "bold"),
            "  ",
            (page.words[fact.agreement], FAULT),
        ),
        indent=2,
        hanging=2,
    )
    for value in fact.values:
        page.line(
            Text.assemble(
                (bounded(value.value, value.bound), FAULT),
                "  ",
                (_sources(page, record, value.sources), FAINT),
            ),
            indent=6,
            hanging=2,
        )


def _print_fact(page: Page, record: Record, fact: Fact, mark: tuple[str, str]) -> None:
    remark = f"  {page.words[Phrase.HEADLINE]}" if fact.headline else ""
    page.line(
        Text.assemble(
            mark,
            _name(page, fact),
            "  ",
            (quantity(fact, page.words), "bold"),
            (remark, GOOD),
            "  ",
            (_sources(page, record, fact.sources), FAINT),
        ),
        indent=2,
        hanging=2,
    )


def _name(page: Page, fact: Fact) -> str:
    terms = (fact.aspect, fact.per, fact.channel)
    details = [page.words[term] for term in terms if term is not None]
    details += [page.words.safe(text) for text in (fact.subject, fact.period) if text]
    return " · ".join([page.words[fact.metric], *details])


def _sources(page: Page, record: Record, sources: list[str]) -> str:
    quotes = {f"claim:{claim.id}": f"#{claim.id} {claim.quote}" for claim in record.claims}
    named = []
    for source in sources[:_SOURCES_NAMED]:
        kind, _, rest = source.partition(":")
        if kind == "cell":
            name = cell_name(rest, record.tables.regime, page.words)
            named.append(page.words.format(Phrase.CELL, name=name))
        else:
            named.append(page.words.safe(quotes.get(source, source)))
    more = len(sources) - len(named)
    return ", ".join(named) + (f" (+{more})" if more else "")
