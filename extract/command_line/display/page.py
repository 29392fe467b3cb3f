"""What every part of a display writes to: a console, a width and a language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text

from gongkai.extract.command_line.display.wrapping import wrap
from gongkai.extract.language import Words

HEADING: Final = "bold cyan"
FAULT: Final = "bold red"
GOOD: Final = "green"
FAINT: Final = "dim"
DOUBT: Final = "yellow"


class Page:
    """Prints lines and tables.

    Parameters
    ----------
    console
        Where to print.
    words
        The language of labels.
    shows_boxes
        Whether claims are shown with their boxes on the pages of their file.
    """

    def __init__(self, console: Console, words: Words, *, shows_boxes: bool = False) -> None:
        self.console = console
        self.words = words
        self.shows_boxes = shows_boxes

    @property
    def width(self) -> int:
        """The width of a line, in cells."""
        return max(self.console.width, 24)

    @property
    def has_colour(self) -> bool:
        """Whether colours reach the reader."""
        return self.console.color_system is not None and not self.console.no_color

    def title(self, text: str) -> None:
        """Print the title of a report over a rule."""
        self.line(Text(self.words.safe(text), "bold"))
        self.console.print(Text("─" * self.width, FAINT), no_wrap=True, crop=False)

    def heading(self, text: str, remark: str = "") -> None:
        """Print the heading of a part, after a blank line."""
        self.console.print()
        self.line(Text.assemble((text, HEADING), ("  " + remark if remark else "", FAINT)))

    def line(self, text: Text, indent: int = 0, hanging: int = 0) -> None:
        """Print one paragraph, its lines after the first indented by ``hanging`` more."""
        first, *others = wrap(text, self.width - indent - hanging) or [Text()]
        self._print_line(first, indent)
        for line in others:
            self._print_line(line, indent + hanging)

    def items(self, label: str, items: Iterable[str], indent: int) -> None:
        """Print short items after a label, never breaking within one that fits a line."""
        line = label
        for item in items:
            if line.strip() and cell_len(line) + cell_len(item) > self.width - indent - 2:
                self.line(Text(line.rstrip(), FAINT), indent, hanging=2)
                line = "  "
            line += item + "  "
        self.line(Text(line.rstrip(), FAINT), indent, hanging=2)

    def block(self, renderable: RenderableType, indent: int = 0) -> None:
        """Print a table or another renderable, without the spaces that fill its lines."""
        options = self.console.options.update(width=max(self.width - indent, 1))
        for segments in self.console.render_lines(renderable, options, pad=False):
            self._print_line(
                Text.assemble(*((part.text, part.style or "") for part in segments)), indent
            )

    def _print_line(self, line: Text, indent: int) -> None:
        text = Text.assemble(" " * indent, line)
        text.rstrip()
        self.console.print(text, no_wrap=True, crop=False, overflow="ignore")
