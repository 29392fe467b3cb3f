"""The results as tables on the terminal.

No figure is ever cut: where a table is wider than the terminal, the spread of a figure stands
below it; where that is still too wide, each row becomes a list of its figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.benchmark.figures import Figure, Part, Row, Unit
from gongkai.evaluate.benchmark.running import Results
from gongkai.evaluate.benchmark.wording import Column, Heading, Phrase
from gongkai.extract.command_line.display.page import FAINT, Page
from gongkai.extract.command_line.display.wrapping import wrap

_KIBIBYTE: Final = 1024
_INDENT: Final = 2
#: Blanks between columns.
_GAP: Final = 2
#: The least width of a column whose labels may be broken.
_FOLDED: Final = 24


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
        model=words.safe(results.settings.model),
        output=output,
    )
    page.line(Text(words.safe(head)))
    page.line(Text(words[Phrase.SPREAD], FAINT))
    for part in results.parts:
        print_part(page, part)


def shown(figure: Figure, *, spread: bool = True) -> str:
    """Return a figure as people read it: the median and, if it varies, the spread behind it."""
    scale, unit = _scale(figure)
    middle, *limits = (
        _number(value * scale) for value in (figure.median, figure.minimum, figure.maximum)
    )
    told = f"{middle}{unit}"
    varies = figure.minimum != figure.maximum  # as measured; as shown they may be the same
    return f"{told} ({'–'.join(limits)})" if spread and varies else told


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


def print_part(page: Page, part: Part) -> None:
    """Print the table of a part, and its remarks."""
    language = page.words.language
    page.heading(page.words[part.heading])
    # The table of stages has a figure for every stage and layout: spread would hide the order.
    spread = part.heading is not Heading.STAGES
    lines = [
        _Line(
            page.words.safe(row.label.label(language)),
            [_cell(page, row, column, spread=spread) for column in part.columns],
        )
        for row in part.rows
    ]
    headers = [page.words[column] for column in part.columns]
    grid = _fitting(lines, headers, page.width - _INDENT, part.heading)
    if grid is None:
        _print_list(page, lines, headers)
    else:
        page.block(grid, indent=_INDENT)
    for remark in part.remarks:
        page.line(Text(page.words.safe(remark.label(language)), FAINT), indent=_INDENT)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as it is shown: its label, and a figure or nothing for each column."""

    label: str
    cells: list[str]


def _fitting(
    lines: Sequence[_Line], headers: Sequence[str], width: int, heading: Heading
) -> Grid | None:
    """Return the lines as the best table of this width, ``None`` if there is none."""
    below = [_Line(line.label, [_spread_below(cell) for cell in line.cells]) for line in lines]
    longest = max((cell_len(line.label) for line in lines), default=0)
    # Names of functions are long; all other labels stay whole.
    least = min(longest, _FOLDED) if heading is Heading.HOT_FUNCTIONS else longest
    for rows, names in (
        (lines, headers),
        (lines, _broken(headers, lines)),
        (below, _broken(headers, below)),
    ):
        widths = map(_width, zip(names, *(line.cells for line in rows), strict=True))
        room = width - sum(_GAP + each for each in widths)
        if room >= least:
            return _grid(rows, names, min(room, longest))
    return None


def _grid(lines: Sequence[_Line], headers: Sequence[str], label_width: int) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    grid.add_column("", overflow="fold", width=label_width)
    for header in headers:
        grid.add_column(header, justify="right", no_wrap=True)
    for line in lines:
        grid.add_row(line.label, *line.cells)
    return grid


def _width(texts: Iterable[str]) -> int:
    return max(cell_len(line) for text in texts for line in text.split("\n"))


def _broken(headers: Sequence[str], lines: Sequence[_Line]) -> list[str]:
    """Return headers, the words of each on lines as long as the cells below it are."""
    broken = []
    for place, header in enumerate(headers):
        width = _width([*header.split(), *(line.cells[place] for line in lines)])
        broken.append("\n".join(line.plain.strip() for line in wrap(Text(header), width)))
    return broken


def _spread_below(cell: str) -> str:
    return cell.replace(" (", "\n(")


def _print_list(page: Page, lines: Sequence[_Line], headers: Sequence[str]) -> None:
    for line in lines:
        page.line(Text(line.label), indent=_INDENT)
        for header, cell in zip(headers, line.cells, strict=True):
            if cell:
                told = page.words[Phrase.LISTED].format(column=header, figure=cell)
                page.line(Text(told), indent=2 * _INDENT, hanging=_INDENT)


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
