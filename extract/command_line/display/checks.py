"""Checks: those that failed, in full, and how many did not."""

from __future__ import annotations

from collections import Counter

from rich.text import Text

from gongkai.extract.command_line.display.page import FAINT, FAULT, Page
from gongkai.extract.command_line.display.quantities import labels, number, split_key
from gongkai.extract.command_line.wording import Phrase
from gongkai.models.record import Check, Record
from gongkai.models.scheme import CheckStatus


def failed_checks(record: Record) -> list[Check]:
    """Return the checks of a record that failed."""
    return [check for check in record.checks if check.status is CheckStatus.FAIL]


def failing_cells(record: Record) -> frozenset[str]:
    """Return the cells that failed checks name, by table and key."""
    return frozenset(cell for check in failed_checks(record) for cell in check.cells)


def print_checks(page: Page, record: Record) -> None:
    """Print the failed checks of a record under a line of counts."""
    counts = Counter(check.status for check in record.checks)
    page.heading(
        page.words[Phrase.CHECKS],
        page.words.format(
            Phrase.CHECK_COUNTS,
            failed=counts[CheckStatus.FAIL],
            passed=counts[CheckStatus.PASS],
            open=counts[CheckStatus.NOT_ASSESSABLE],
        ),
    )
    print_failed_checks(page, record)


def print_failed_checks(page: Page, record: Record) -> None:
    """Print the failed checks of a record: what was expected, what was found, and where."""
    quotes = {claim.id: claim.quote for claim in record.claims}
    words = page.words
    for check in failed_checks(record):
        difference = words.format(
            Phrase.EXPECTED, expected=number(check.expected), found=number(check.found)
        )
        page.line(
            Text.assemble(
                ("✗ ", FAULT),
                (words[check.kind], "bold"),
                "  ",
                words.safe(check.id),
                "  ",
                (difference, FAULT),
            ),
            indent=2,
            hanging=2,
        )
        named = _cells_by_row(page, record, check.cells)
        named += [f"#{claim} {words.safe(quotes.get(claim, ''))}" for claim in check.claims]
        if named:
            page.line(Text("; ".join(named), FAINT), indent=4, hanging=2)


def _cells_by_row(page: Page, record: Record, cells: list[str]) -> list[str]:
    by_row: dict[str, list[str]] = {}
    for name in cells:
        found = split_key(name)
        if found is None:
            by_row.setdefault(page.words.safe(name), [])
            continue
        section, key = found
        row, column = labels(key, section, record.tables.regime, page.words)
        by_row.setdefault(row, []).append(column)
    return [f"{row}: {', '.join(columns)}" if columns else row for row, columns in by_row.items()]
