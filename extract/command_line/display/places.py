"""On which page of its file something stands, where the format has pages."""

from __future__ import annotations

from gongkai.extract.command_line.display.page import Page
from gongkai.extract.command_line.wording import Phrase
from gongkai.models.record import Claim, Table


def place_of_claim(page: Page, claim: Claim) -> str:
    """Return where a claim stands, with its box if the page shows boxes; nothing without pages."""
    if claim.page is None:
        return ""
    where = page.words.format(Phrase.ON_PAGE, page=claim.page)
    if page.shows_boxes and claim.box is not None:
        where += f" ({', '.join(f'{length:.1f}' for length in claim.box)})"
    return where


def pages_of_table(page: Page, table: Table) -> str:
    """Return on which pages the cells of a table stand; nothing without pages."""
    pages = [cell.page for cell in table.cells.values() if cell.page is not None]
    if not pages:
        return ""
    first, last = min(pages), max(pages)
    if first == last:
        return page.words.format(Phrase.ON_PAGE, page=first)
    return page.words.format(Phrase.ON_PAGES, first=first, last=last)
