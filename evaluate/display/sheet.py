"""What every part of the figures is printed on: a page, the intervals, and how rows look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.counts import Counts, Interval, Proportion
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
        return ", ".join(f"{words[term]} {count}" for term, count in counted if count)


def is_narrow(page: Page) -> bool:
    """Tell whether a page is too narrow for wide tables."""
    return page.width <= _NARROW


def figure(value: float | None) -> str:
    """Return a figure between 0 and 1 with three digits."""
    return UNDEFINED if value is None else f"{value:.3f}"


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
    page: Page,
    columns: Iterable[str],
    rows: Iterable[Sequence[str]],
    *,
    labels: int = 1,
    head_width: int | None = None,
) -> None:
    """Print a table: figures are never cut, long labels and heads are folded.

    Parameters
    ----------
    page
        Where to print.
    columns
        Heads of the columns that hold figures.
    rows
        Labels and figures; a figure may have several lines.
    labels
        How many columns hold labels.
    head_width
        To what heads are folded, in cells; by default as far as the page needs it.
    """
    listed, heads = list(rows), list(columns)
    places = range(labels + len(heads))
    widths = [_width(row[place] for row in listed) for place in places]
    of_heads = [0] * labels + [cell_len(head) for head in heads]
    roomy = sum(map(max, widths, of_heads)) + _ROOMY * len(places)
    fits = roomy <= page.width
    if head_width is None:
        head_width = page.width if fits else 0
    gap = _ROOMY - 1 if fits else 0  # besides the one cell that rich keeps
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, gap, 0, 0), pad_edge=False, show_edge=False)
    for _ in range(labels):
        grid.add_column("", overflow="fold")
    for head, width in zip(heads, widths[labels:], strict=True):
        grid.add_column(_folded(head, max(head_width, width)), justify="right", no_wrap=True)
    for row in listed:
        grid.add_row(*(Text(cell) for cell in row))
    page.block(grid, indent=2)


def _width(cells: Iterable[str]) -> int:
    lines = (line for cell in cells for line in cell.split("\n"))
    return max(map(cell_len, lines), default=0)


def _folded(head: str, width: int) -> str:
    """Fold a head between its words."""
    lines = [""]
    for word in head.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and cell_len(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
