"""What stands where on the pages of a report: the model that PDF files and scans are drawn from.

All measures are points (1/72 inch) from the top left corner of a page. ``page_layout`` has the
model, ``typesetting`` cuts texts into lines, ``page_tables`` sets tables across pages and
``paginating`` the whole report.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

A4: Final = (595.0, 842.0)
A4_LANDSCAPE: Final = (842.0, 595.0)
A3: Final = (842.0, 1191.0)
B5: Final = (499.0, 709.0)
LETTER: Final = (612.0, 792.0)


class Rules(StrEnum):
    """Which lines a table has."""

    ALL = "all"
    #: As thin filled rectangles, a pair where two cells meet, as some word processors draw them.
    DOUBLED = "doubled"
    #: The outer lines at the left and the right are missing.
    OPEN = "open"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How the pages of a report look.

    Attributes
    ----------
    size
        Width and height of a page.
    margin
        White space on each side.
    title_size, text_size, table_size
        Sizes of the characters.
    leading
        Distance of lines of prose, as a multiple of the size.
    running_head, page_number
        What stands over and under each page; ``{title}`` and ``{page}``, ``{pages}`` are filled
        in. Empty for nothing.
    stacked_labels
        Columns of labels are so narrow that a label has one character a line.
    split_rows
        A page may end inside a row.
    repeat_header
        The header rows of a table that goes on are written again.
    rules
        The lines of tables.
    """

    size: tuple[float, float] = A4
    margin: float = 72.0
    title_size: float = 18.0
    text_size: float = 12.0
    table_size: float = 9.0
    leading: float = 1.8
    running_head: str = ""
    page_number: str = "- {page} -"
    stacked_labels: bool = False
    split_rows: bool = False
    repeat_header: bool = False
    rules: Rules = Rules.ALL

    @property
    def width(self) -> float:
        """The width of the column of text."""
        return self.size[0] - 2 * self.margin

    @property
    def bottom(self) -> float:
        """Where the column of text ends."""
        return self.size[1] - self.margin


@dataclass(frozen=True, slots=True)
class Words:
    """Characters on one line: where the first begins, and their baseline."""

    left: float
    baseline: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, level or upright."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class DrawnPage:
    """A page: its size, its characters and its lines."""

    size: tuple[float, float]
    words: list[Words] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
