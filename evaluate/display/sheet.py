"""What every part of the figures is printed on: a page, the intervals, and how rows look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.counts import Counts, Interval, Proportion
from gongkai.evaluate.display.labels import listed
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.result_intervals import Intervals
from gongkai.evaluate.wording import Phrase
from gongkai.extract.command_line.display.page import Page
from gongkai.models.terms import Term

UNDEFINED: Final = "—"
#: On pages up to this width, in cells, some columns are left out.
_NARROW: Final = 94
#: The gap between columns where there is room, in cells.
_ROOMY: Final = 3
_INDENT: Final = 2
#: A word with what separates it from the next.
_WORD: Final = re.compile(r"[^\s，]+(?:，|\s+)?")
#: The like of labels, which may be ids.
_PART: Final = re.compile(r"[^\s，_-]*(?:[，_-]|\s+|$)")
#: Labels are not folded to less than this, or a third of the line, in cells.
_LEAST_LABEL: Final = 12
COUNTS: Final = (
    *(Phrase.PRECISION, Phrase.RECALL, Phrase.F1, Phrase.INTERVAL),
    *(Phrase.RIGHT_COUNT, Phrase.GOLD, Phrase.PREDICTED),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the figures of one system are printed.

    Attributes
    ----------
    intervals
        By the names of the measures.
    full
        Print every group.
    """

    page: Page
    intervals: Intervals
    full: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether some columns have to be left out."""
        return is_narrow(self.page)

    def heading(self, heading: Term, remark: str = "") -> None:
        """Print the heading of a part."""
        self.page.heading(self.page.words[heading], remark)

    def line(self, phrase: Phrase, style: str = "", **values: object) -> None:
        """Print a line under a table."""
        self.page.line(Text(self.page.words[phrase].format(**values), style), indent=2)

    def limits(self, measure: Measure) -> str:
        """Return the interval of a measure."""
        return limits(self.intervals.get(measure.name))

    def row(self, label: str, measure: Measure) -> list[str]:
        """Return a row of ``COUNTS``."""
        return count_row(label, measure.total, self.intervals.get(measure.name))

    def mean_row(self, label: str, measure: Measure) -> list[str]:
        """Return a row of ``COUNTS`` of a mean, which has a value and no counts of its own."""
        return [label, "", "", figure(measure.value), self.limits(measure), "", "", ""]

    def accuracy_row(self, label: str, measure: Measure) -> list[str]:
        """Return label, accuracy, interval, and how many were judged."""
        return [label, figure(measure.value), self.limits(measure), str(measure.total.gold)]

    def counts(self, rows: Sequence[Sequence[str]]) -> None:
        """Print rows of ``COUNTS``."""
        columns: Sequence[Phrase] = COUNTS
        if not any(row[4] for row in rows):
            columns = [column for column in columns if column is not Phrase.INTERVAL]
            rows = [[*row[:4], *row[5:]] for row in rows]
        self.grid(columns, rows)

    def grid(self, columns: Iterable[Term], rows: Iterable[Sequence[str]]) -> None:
        """Print a table whose first column holds labels and the others figures."""
        print_grid(self.page, [self.page.words[column] for column in columns], rows)

    def tally(self, counted: Iterable[tuple[Term, int]]) -> str:
        """Return what was counted as a list, without what was not met."""
        words = self.page.words
        return listed(words, (f"{words[term]} {count}" for term, count in counted if count))


def is_narrow(page: Page) -> bool:
    """Tell whether a page is too narrow for wide tables."""
    return page.width <= _NARROW


def figure(value: float | None) -> str:
    """Return a figure between 0 and 1 with three digits."""
    return UNDEFINED if value is None else f"{value:.3f}"


def average(value: float | None) -> str:
    """Return a mean of counts with one digit."""
    return UNDEFINED if value is None else f"{value:.1f}"


def limits(interval: Interval | None) -> str:
    """Return the bounds of an interval, nothing if there is none."""
    return "" if interval is None else f"{interval.low:.3f}–{interval.high:.3f}"


def signed_limits(interval: Interval | None) -> str:
    """Return the bounds of an interval of differences; a dash would look like a sign."""
    return "" if interval is None else f"[{interval.low:+.3f}, {interval.high:+.3f}]"


def count_row(label: str, counts: Counts, interval: Interval | None = None) -> list[str]:
    """Return a row of ``COUNTS``."""
    return [
        label,
        *(figure(each) for each in (counts.precision, counts.recall, counts.f1)),
        limits(interval),
        *(str(size) for size in (counts.right, counts.gold, counts.predicted)),
    ]


def proportion_row(label: str, proportion: Proportion) -> list[str]:
    """Return label, share, and how many were judged."""
    return [label, figure(proportion.share), str(proportion.judged)]


def term_name(page: Page, term: Term) -> str:
    """Return the label of a term in Chinese; in English its id, which says enough."""
    return page.words[term] if page.words.language == "zh" else term.value


def print_grid(
    page: Page, columns: Iterable[str], rows: Iterable[Sequence[str]], *, head_width: int = 0
) -> None:
    """Print a table of labels and figures.

    Figures are never cut. Long labels and heads are folded; columns that do not fit beside the
    labels stand in tables of their own below, each with the labels again.

    Parameters
    ----------
    page
        Where to print.
    columns
        Heads of the columns that hold figures.
    rows
        A label and figures; a figure may have several lines.
    head_width
        To what heads are folded, in cells; 0 if only as far as the page needs it.
    """
    lines, heads = [list(row) for row in rows], list(columns)
    label, *widths = [_width(row[place] for row in lines) for place in range(len(heads) + 1)]
    room = page.width - _INDENT
    whole = [max(width, cell_len(head)) for head, width in zip(heads, widths, strict=True)]
    if not head_width and label + sum(whole) + _ROOMY * len(heads) <= room:
        _print_part(page, heads, lines, label, _ROOMY)
        return
    heads = [
        _folded(head, max(head_width, width)) for head, width in zip(heads, widths, strict=True)
    ]
    widths = [max(width, _width([head])) for head, width in zip(heads, widths, strict=True)]
    fits = label + sum(widths) + _ROOMY * len(heads) <= room
    gap = _ROOMY if fits else 1
    least = min(label, max(_LEAST_LABEL, room // 3))
    parts = list(_parts(widths, room - least, gap))
    left = min(room - sum(widths[start:end]) - gap * (end - start) for start, end in parts)
    for start, end in parts:
        chosen = [[row[0], *row[1 + start : 1 + end]] for row in lines]
        _print_part(page, heads[start:end], chosen, max(min(label, left), 1), gap)


def _parts(widths: Sequence[int], room: int, gap: int) -> Iterable[tuple[int, int]]:
    """Part columns into as many as fit beside each other, one at least."""
    start = filled = 0
    for place, width in enumerate(widths):
        if place > start and filled + width + gap > room:
            yield start, place
            start, filled = place, 0
        filled += width + gap
    yield start, len(widths)


def _print_part(
    page: Page, heads: Sequence[str], rows: Iterable[Sequence[str]], label: int, gap: int
) -> None:
    # Besides the padding, rich keeps one cell for the rule between columns.
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, gap - 1, 0, 0), pad_edge=False, show_edge=False)
    grid.add_column("", width=label, overflow="fold")
    for head in heads:
        grid.add_column(head, justify="right", no_wrap=True)
    for first, *figures in rows:
        grid.add_row(Text(_folded_label(first, label)), *map(Text, figures))
    page.block(grid, indent=_INDENT)


def _width(cells: Iterable[str]) -> int:
    lines = (line for cell in cells for line in cell.split("\n"))
    return max(map(cell_len, lines), default=0)


def _folded_label(label: str, width: int) -> str:
    """Fold a label, each line as far in as the first; ids are folded behind their dashes."""
    inner = label.lstrip()
    indent = " " * (len(label) - len(inner))
    return indent + _folded(inner, width - len(indent), _PART).replace("\n", f"\n{indent}")


def _folded(head: str, width: int, word: re.Pattern[str] = _WORD) -> str:
    """Fold a head between its words; a Chinese one behind its commas."""
    lines = [""]
    for part in word.findall(head):
        if lines[-1] and cell_len((lines[-1] + part).rstrip()) > width:
            lines.append(part)
        else:
            lines[-1] += part
    return "\n".join(line.rstrip() for line in lines)
