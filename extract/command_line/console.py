"""Consoles that print what reports say and nothing else.

Reports come from anywhere: brackets in them are no markup, and control characters in them
must not reach the terminal; ``safe_text`` takes these out.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gongkai.extract.safe_text import on_one_line

if TYPE_CHECKING:
    from rich.console import Console


def open_console(*, errors: bool = False, width: int | None = None) -> Console:
    """Return a console on standard output, or on standard error.

    Colours follow the terminal and ``NO_COLOR``, the width the terminal and ``COLUMNS``.
    """
    from rich.console import Console  # noqa: PLC0415 - slow to load

    stream = sys.stderr if errors else sys.stdout
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:  # a terminal may be set to an encoding without Chinese
        reconfigure(errors="replace")
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def report_error(message: str) -> None:
    """Print one line about what went wrong on standard error."""
    open_console(errors=True).print(f"gongkai: {on_one_line(message).strip()}", soft_wrap=True)
