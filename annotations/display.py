"""What the commands of ``gongkai annotations`` print alike."""

from __future__ import annotations

import sys

from rich.console import Console


def plain_console() -> Console:
    """Return a console that prints lines as they are, whatever the names of files hold."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:  # names of files need not be UTF-8
        reconfigure(errors="backslashreplace")
    return Console(soft_wrap=True, highlight=False, markup=False, emoji=False)


def numbered(number: int, noun: str) -> str:
    """Return a number with its noun: ``no faults``, ``1 fault``, ``2 faults``."""
    return f"{number or 'no'} {with_ending(number, noun)}"


def with_ending(number: int, noun: str) -> str:
    """Return a noun in the singular or plural."""
    if number == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
