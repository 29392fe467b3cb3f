"""The figures of formats as a table on the terminal."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

from rich import box
from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.counts import Proportion
from gongkai.evaluate.formats.comparing import DifferenceKind
from gongkai.evaluate.formats.measuring import FormatFigures, Results
from gongkai.evaluate.formats.wording import Phrase
from gongkai.extract.command_line.display.page import FAINT, FAULT, Page

_MEBIBYTE: Final = 2**20
#: Of so many seconds, the thousandths tell nothing.
_LONG: Final = 10
_NUMBERS: Final = (
    Phrase.READ, Phrase.NONZERO, Phrase.BLANKS, Phrase.INVENTED, Phrase.F1,
    Phrase.CELLS_AS_TEXT, Phrase.CLAIMS_AS_TEXT, Phrase.SECONDS, Phrase.MEMORY,
)  # fmt: skip


def print_results(page: Page, results: Results, written: Path | None) -> None:
    """Print the table, what was not read, how records differ, and what was left out."""
    words = page.words
    page.heading(words[Phrase.HEADING])
    if results.formats:
        _print_table(page, results)
    by_need: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, needs in results.left_out.items():
        by_need[tuple(need.value for need in needs)].append(name)
    comma = words[Phrase.COMMA]
    for need, names in by_need.items():
        told = words[Phrase.LEFT_OUT].format(needs=comma.join(need), names=comma.join(names))
        page.line(Text(told, FAINT), indent=2, hanging=2)
    if written is not None:
        page.line(Text(words[Phrase.WRITTEN].format(path=written)))


def _print_table(page: Page, results: Results) -> None:
    words = page.words
    head = words[Phrase.HEAD].format(
        reports=len(results.reports), formats=len(results.formats), model=words.safe(results.model)
    )
    page.line(Text(head, FAINT), indent=2)
    page.block(_grid(page, results), indent=2)
    for figures in results.formats:
        _print_remarks(page, figures)


def _grid(page: Page, results: Results) -> Grid:
    # A space between columns, so that the longest names fit into 80 characters.
    grid = Grid(box=box.SIMPLE_HEAD, padding=0, pad_edge=False, show_edge=False)
    grid.add_column(page.words[Phrase.FORMAT], no_wrap=True)
    for phrase in _NUMBERS:
        grid.add_column(page.words[phrase].replace(" ", "\n"), justify="right", no_wrap=True)
    for figures in results.formats:
        grid.add_row(figures.format.name, *_cells(figures))
    return grid


def _cells(figures: FormatFigures) -> list[str]:
    gold, likeness = figures.gold, figures.likeness
    return [
        f"{figures.read}/{len(figures.reports)}",
        _of(gold.nonzero),
        _of(gold.blanks),
        str(gold.invented.count),
        _percent(gold.claims.f1),
        _percent(likeness.cells.share),
        _percent(likeness.claims.f1),
        f"{figures.seconds:.3f}" if figures.seconds < _LONG else f"{figures.seconds:.1f}",
        f"{figures.memory_bytes / _MEBIBYTE:.0f}",
    ]


def _of(proportion: Proportion) -> str:
    return f"{proportion.count}/{proportion.judged}" if proportion.judged else "—"


def _percent(figure: float | None) -> str:
    """Return a share in percent; 100 only for all, however many there are."""
    if figure is None:
        return "—"
    return "100" if figure == 1 else f"{min(figure * 100, 99.99):.2f}"


def _print_remarks(page: Page, figures: FormatFigures) -> None:
    words = page.words
    unread = [report for report in figures.reports if report.error is not None]
    if unread:
        told = words[Phrase.UNREAD].format(
            format=figures.format.name,
            count=len(unread),
            name=unread[0].name,
            error=words.safe(unread[0].error or ""),
        )
        page.line(Text(told, FAULT), indent=2, hanging=2)
    counted = Counter(
        each.kind for each in figures.likeness.differences if each.kind is not DifferenceKind.UNREAD
    )
    if counted:
        counts = words[Phrase.COMMA].join(
            words[Phrase.COUNTED].format(label=words[kind], count=count)
            for kind, count in counted.most_common()
        )
        told = words[Phrase.DIFFERENCES].format(format=figures.format.name, counts=counts)
        page.line(Text(told, FAINT), indent=2, hanging=2)
