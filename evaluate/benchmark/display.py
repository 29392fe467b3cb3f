"""The results as tables on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rich import box
from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.benchmark.figures import Figure, Part, Row, Unit
from gongkai.evaluate.benchmark.running import Results
from gongkai.evaluate.benchmark.wording import Column, Heading, Phrase
from gongkai.extract.command_line.display.page import FAINT, Page

_KIBIBYTE: Final = 1024


def print_results(page: Page, results: Results, output: Path) -> None:
    """Print all results.

    Parameters
    ----------
    page
        Where to print.
    results
        The results.
    output
        The file they were written to.
    """
    machine, words = results.machine, page.words
    head = words[Phrase.HEAD].format(
        processor=words.safe(machine.processor),
        cores=machine.cores,
        python=machine.python,
        system=words.safe(machine.system),
        version=machine.versions.get("gongkai", "?"),
        output=output,
    )
    page.line(Text(words.safe(head)))
    page.line(Text(words[Phrase.SPREAD], FAINT))
    for part in results.parts:
        _print_part(page, part)


def shown(figure: Figure, *, spread: bool = True) -> str:
    """Return a figure as people read it: the median and, if it varies, the spread behind it."""
    scale, unit = _scale(figure)
    middle, *limits = (
        _number(value * scale) for value in (figure.median, figure.minimum, figure.maximum)
    )
    told = f"{middle}{unit}"
    return f"{told} ({'–'.join(limits)})" if spread and limits[0] != limits[1] else told


def _scale(figure: Figure) -> tuple[float, str]:
    """Return what to multiply by, and what to write behind, for figures of readable size."""
    value = figure.median
    if figure.unit is Unit.SHARE:
        return 100, "%"
    if figure.unit is Unit.SECONDS:
        return (1000, " ms") if value < 1 else (1, " s")
    if figure.unit is Unit.BYTES:
        names = ("B", "KB", "MB", "GB")
        power = next((i for i in range(len(names)) if value < _KIBIBYTE ** (i + 1)), 3)
        return _KIBIBYTE**-power, f" {names[power]}"
    return 1, ""


def _beside(page: Page, ratio: Figure) -> str:
    """Return how much faster or slower another system is."""
    is_slower = ratio.median >= 1
    values = ratio.values if is_slower else tuple(1 / each for each in ratio.values)
    turned = Figure(values, ratio.unit)
    middle, _, spread = shown(turned).partition(" ")
    phrase = Phrase.SLOWER if is_slower else Phrase.FASTER
    return page.words[phrase].format(ratio=middle, spread=spread and f" {spread}")


def _print_part(page: Page, part: Part) -> None:
    language = page.words.language
    page.heading(page.words[part.heading])
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    # Names of functions are long; all others stay whole.
    grid.add_column("", overflow="fold", no_wrap=part.heading is not Heading.HOT_FUNCTIONS)
    for column in part.columns:
        grid.add_column(page.words[column], justify="right")
    # The table of stages has a figure for every stage and layout: spread would hide the order.
    spread = part.heading is not Heading.STAGES
    for row in part.rows:
        cells = [_cell(page, row, column, spread=spread) for column in part.columns]
        grid.add_row(page.words.safe(row.label.label(language)), *cells)
    page.block(grid, indent=2)
    for remark in part.remarks:
        page.line(Text(page.words.safe(remark.label(language)), FAINT), indent=2)


def _cell(page: Page, row: Row, column: Column, *, spread: bool) -> str:
    figure = row.figures.get(column)
    if figure is None:
        return ""
    is_ratio = column is Column.TIMES_OURS
    return _beside(page, figure) if is_ratio else shown(figure, spread=spread)


def _number(value: float) -> str:
    """Return three digits that count, all digits of what is large."""
    if abs(value) >= 100 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
