"""Quotes on the terminal: marked, and with as much of their sentence as a line has room for."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from gongkai.extract.command_line.display.page import Page
from gongkai.extract.quote_places import locate
from gongkai.extract.safe_text import on_one_line
from gongkai.models.record import Claim


def excerpt(page: Page, claim: Claim, width: int) -> Text:
    """Return the quote of a claim with what its sentence says around it, on one line."""
    place = locate(claim.sentence, [claim])[0]
    if place is None:
        return Text(_beginning(page.words.safe(claim.quote), width))
    start, end = place
    quote = _beginning(page.words.safe(claim.sentence[start:end]), max(width - 4, 1))
    room = width - cell_len(quote) - 4  # the marks around the quote, and two ellipses
    before = on_one_line(claim.sentence[max(0, start - width) : start]).lstrip()
    behind = on_one_line(claim.sentence[end : end + width]).rstrip()
    kept_before = _end(before, max(room // 2, room - cell_len(behind)))
    kept_behind = _beginning(behind, room - cell_len(kept_before))
    return Text.assemble(
        "" if kept_before == before and start <= width else "…",
        kept_before,
        marked(page, quote, "bold"),
        kept_behind,
        "" if kept_behind == behind and end + width >= len(claim.sentence) else "…",
    )


def marked(page: Page, quote: str, style: str) -> Text:
    """Return a quote in its colour, or between marks where there are no colours."""
    return Text(quote if page.has_colour else f"‹{quote}›", style)


def _beginning(text: str, width: int) -> str:
    """Return as much of the beginning of ``text`` as fits ``width`` cells."""
    filled = 0
    for place, character in enumerate(text):
        filled += cell_len(character)
        if filled > width:
            return text[:place]
    return text


def _end(text: str, width: int) -> str:
    """Return as much of the end of ``text`` as fits ``width`` cells."""
    return _beginning(text[::-1], width)[::-1]
