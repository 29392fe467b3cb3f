"""Checks: those that failed, as equations, and how many did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.text import Text

from gongkai.extract.command_line.display.equations import equation
from gongkai.extract.command_line.display.page import FAINT, FAULT, GOOD, Page
from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.language import Words
from gongkai.extract.quantity_wording import cell_name, number
from gongkai.models.record import Check, Record
from gongkai.models.scheme import Agreement, CheckKind, CheckStatus

_COUNTS = {
    CheckStatus.FAIL: Phrase.CHECKS_FAILED,
    CheckStatus.PASS: Phrase.CHECKS_PASSED,
    CheckStatus.NOT_ASSESSABLE: Phrase.CHECKS_OPEN,
}


def failed_checks(record: Record) -> list[Check]:
    """Return the checks of a record that failed."""
    return [check for check in record.checks if check.status is CheckStatus.FAIL]


def failing_cells(record: Record) -> frozenset[str]:
    """Return the cells that failed checks name, by table and key."""
    return frozenset(cell for check in failed_checks(record) for cell in check.cells)


def _told_here(record: Record) -> list[Check]:
    """Return the failed checks that are not told among the conflicts, where the text stands."""
    in_conflict = {
        source
        for fact in record.facts
        if fact.agreement is Agreement.CONFLICT
        for source in fact.sources
    }
    return [
        check
        for check in failed_checks(record)
        if check.kind is not CheckKind.NARRATIVE
        or any(f"claim:{claim}" not in in_conflict for claim in check.claims)
    ]


def print_checks(page: Page, record: Record) -> None:
    """Print the failed checks of a record under a line of counts."""
    if not record.checks:
        return
    page.heading(page.words[Phrase.CHECKS], _counts(record, page.words))
    told = _told_here(record)
    below = len(failed_checks(record)) - len(told)
    if below:
        page.line(Text(page.words.format(Phrase.FAILED_BELOW, count=below), FAINT), indent=4)
    for check in told:
        page.line(_headline(page, record, check), indent=2, hanging=2)
        for line in _explanation(page, record, check):
            page.line(Text(line, FAINT), indent=4, hanging=2)


def print_short_checks(page: Page, record: Record, most: int) -> None:
    """Print at most ``most`` failed checks, a line each, and how many there are of the rest."""
    failed = _told_here(record)
    for check in failed[:most]:
        page.line(_headline(page, record, check), indent=2, hanging=2)
    if len(failed) > most:
        more = page.words.format(Phrase.MORE_FAILED, count=len(failed) - most)
        page.line(Text(more, FAULT), indent=4)
    elif record.checks and not failed_checks(record):
        _print_passed(page, Counter(check.status for check in record.checks))


def _print_passed(page: Page, counts: Counter[CheckStatus]) -> None:
    passed, left_open = counts[CheckStatus.PASS], counts[CheckStatus.NOT_ASSESSABLE]
    shown = [page.words.format(Phrase.ALL_PASSED, count=passed)]
    if left_open:
        shown.append(page.words.format(Phrase.CHECKS_OPEN, count=left_open))
    mark = "✓ " if passed else "  "
    page.line(Text.assemble((mark, GOOD), page.words[Phrase.COMMA].join(shown)), indent=2)


def _counts(record: Record, words: Words) -> str:
    counts = Counter(check.status for check in record.checks)
    shown = [
        words.format(phrase, count=counts[status])
        for status, phrase in _COUNTS.items()
        if counts[status]
    ]
    return words[Phrase.COMMA].join(shown)


def _headline(page: Page, record: Record, check: Check) -> Text:
    words = page.words
    shown = equation(record, check, words)
    if shown is None:
        name = f"{words[check.kind]}  {words.safe(check.id)}"
        formula = words.format(
            Phrase.EXPECTED, expected=number(check.expected), found=number(check.found)
        )
    else:
        name, formula = shown.name, shown.formula
    return Text.assemble(("✗ ", FAULT), (name, "bold"), "  ", (formula, FAULT))


def _explanation(page: Page, record: Record, check: Check) -> Iterator[str]:
    words = page.words
    shown = equation(record, check, words)
    if shown is not None:
        yield "; ".join(part for part in shown.parts if part)
        yield words.safe(check.id)
        return
    quotes = {claim.id: claim.quote for claim in record.claims}
    named = [cell_name(name, record.tables.regime, words) for name in check.cells]
    named += [f"#{claim} {words.safe(quotes.get(claim, ''))}" for claim in check.claims]
    if named:
        yield "; ".join(named)
