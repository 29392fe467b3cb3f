"""Tables and paragraphs in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import Final

_WIDTH: Final = 100


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int) -> str:
    """Return a table.

    Parameters
    ----------
    head
        The words above the columns.
    rows
        What stands in them; ``|`` is written so that it ends no cell.
    words
        How many columns, from the left, hold words; figures stand to the right.
    """
    rules = ["---"] * words + ["---:"] * (len(head) - words)
    return "\n".join(_line(each) for each in (head, rules, *rows))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def thousands(number: int) -> str:
    """Return a number with commas, as 12,011."""
    return f"{number:,}"


def paragraph(words: str) -> str:
    """Return a paragraph in lines of ordinary length; no word is cut."""
    return fill(words, _WIDTH, break_long_words=False, break_on_hyphens=False)
