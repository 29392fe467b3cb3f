"""Breaks styled text into lines of a width in terminal cells.

Chinese is written without spaces and may break between any two characters, except that
closing punctuation does not begin a line and opening punctuation does not end one.
"""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.text import Text

_NOT_FIRST: Final = frozenset("，。；：、！？）】》〉”’』」％…·,.;:!?)]}%›")
_NOT_LAST: Final = frozenset("（【《〈“‘『「([{‹#")


def wrap(text: Text, width: int) -> list[Text]:
    """Break ``text`` into lines of at most ``width`` cells.

    A word longer than a line is cut. White space at the end of a line goes.
    """
    lines = list(text.divide(_breaks(text.plain, max(width, 2))))
    for line in lines:
        line.rstrip()
    return lines


def _breaks(plain: str, width: int) -> list[int]:
    breaks: list[int] = []
    line_start = opportunity = 0
    filled = since_opportunity = 0
    for place, character in enumerate(plain):
        cells = cell_len(character)
        if place > line_start and _may_break(plain[place - 1], character):
            opportunity, since_opportunity = place, 0
        while filled + cells > width and not character.isspace() and place > line_start:
            if opportunity > line_start:
                line_start, filled = opportunity, since_opportunity
            else:
                line_start, filled, since_opportunity = place, 0, 0
            breaks.append(line_start)
        filled += cells
        since_opportunity += cells
    return breaks


def _may_break(before: str, behind: str) -> bool:
    if before.isspace():
        return not behind.isspace()
    if behind in _NOT_FIRST or before in _NOT_LAST or behind.isspace():
        return False
    return cell_len(before) > 1 or cell_len(behind) > 1
