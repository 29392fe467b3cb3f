"""The estimates as tables on the terminal. ``—`` stands for a figure that is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from rich import box
from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.counts import Interval
from gongkai.evaluate.sampling.design import Design, Stratum
from gongkai.evaluate.sampling.estimation import BandCalibration, Estimate, PrecisionEstimates
from gongkai.evaluate.sampling.sheet import SHEET
from gongkai.evaluate.sampling.strata import Dimension, value_label
from gongkai.evaluate.sampling.verdicts import Verdicts
from gongkai.evaluate.sampling.wording import Phrase
from gongkai.extract.command_line.display.page import DOUBT, FAINT, FAULT, Page

_UNKNOWN: Final = "—"
_NARROW: Final = 94
#: How many lines of the sheet are named one by one.
_MOST_NAMED: Final = 12
#: Of fewer claims that are all right, Wilson's interval begins below 0.84.
_TELLING: Final = 20
#: Pooled groups up to this number are named.
_MOST_POOLED_NAMED: Final = 2
_COLUMNS: Final = (
    Phrase.PRECISION,
    Phrase.INTERVAL,
    Phrase.RIGHT,
    Phrase.WRONG,
    Phrase.UNSURE,
    Phrase.OPEN,
    Phrase.CLAIMS,
)


def print_sample(page: Page, design: Design, directory: Path) -> None:
    """Print what was drawn and how to go on."""
    population, words = design.population, page.words
    pooled = [stratum for stratum in design.strata if len(stratum.cells) > 1]
    _line(
        page,
        Phrase.DRAWN,
        drawn=len(design.claims),
        claims=population.claims,
        records=population.records,
        strata=len(design.strata),
        sheet=words.safe(str(directory / SHEET)),
    )
    if pooled:
        cells = sum(len(stratum.cells) for stratum in pooled)
        _line(page, Phrase.POOLED, FAINT, cells=cells, strata=len(pooled))
    if population.unreadable:
        _line(page, Phrase.UNREADABLE, FAULT, count=population.unreadable)
    _print_few(page, design)
    page.console.print()
    _line(page, Phrase.HOW_TO_CHECK)
    _line(page, Phrase.HOW_TO_SCORE, output=words.safe(str(directory)))


def _print_few(page: Page, design: Design) -> None:
    """Say of how many metrics too little was drawn for a figure of their own."""
    if Dimension.METRIC not in design.by:
        return
    place = design.by.index(Dimension.METRIC)
    populations: Counter[str] = Counter()
    for stratum in design.strata:
        for cell in stratum.cells:
            populations[cell.values[place]] += cell.population
    drawn = Counter(claim.values[place] for claim in design.claims)
    # Of a metric that was drawn whole, no more can be known.
    few = [metric for metric, size in populations.items() if drawn[metric] < min(_TELLING, size)]
    if few:
        counts = {"least": _TELLING, "few": len(few), "metrics": len(populations)}
        _line(page, Phrase.FEW_OF_EACH, FAINT, **counts)


def print_estimates(
    page: Page, design: Design, verdicts: Verdicts, estimates: PrecisionEstimates, output: Path
) -> None:
    """Print all estimates.

    Parameters
    ----------
    page
        Where to print.
    design, verdicts, estimates
        The sample, its sheet, and what follows from them.
    output
        The file they were written to.
    """
    _print_head(page, design, verdicts, output)
    whole, words = estimates.whole, page.words
    page.heading(words[Phrase.PRECISION_OF_CLAIMS])
    _print_grid(page, _COLUMNS, [_row(words[Phrase.WHOLE], whole)])
    if whole.unsure:
        low, high = _figure(whole.if_unsure_wrong), _figure(whole.if_unsure_right)
        _line(page, Phrase.UNSURE_BOUNDS, DOUBT, indent=2, low=low, high=high)
    if whole.covered < 1:
        _line(page, Phrase.NOT_COVERED, DOUBT, indent=2, share=f"{whole.covered:.1%}")
    for dimension, groups in estimates.groups.items():
        if len(groups) > 1:
            _print_groups(page, dimension, groups)
    _print_calibration(page, estimates.calibration)
    _print_strata(page, design, estimates)


def _print_head(page: Page, design: Design, verdicts: Verdicts, output: Path) -> None:
    words, given = page.words, len(verdicts.by_number)
    _line(
        page,
        Phrase.HEAD,
        drawn=len(design.claims),
        claims=design.population.claims,
        verdicts=given,
        output=words.safe(str(output)),
    )
    if given < len(design.claims):
        _line(page, Phrase.REMAINING, DOUBT, count=len(design.claims) - given)
    if verdicts.empty:
        _line(page, Phrase.EMPTY_LINES, DOUBT, numbers=_named(page, verdicts.empty))
    for unknown in verdicts.unknown[:_MOST_NAMED]:
        written = words.safe(unknown.written)
        _line(page, Phrase.UNKNOWN_VERDICT, FAULT, number=unknown.number, written=written)
    if len(verdicts.unknown) > _MOST_NAMED:
        _line(page, Phrase.MORE_UNKNOWN, FAULT, count=len(verdicts.unknown) - _MOST_NAMED)
    if verdicts.absent:
        _line(page, Phrase.ABSENT, FAULT, numbers=_named(page, verdicts.absent))


def _print_groups(page: Page, dimension: Dimension, groups: Mapping[str, Estimate]) -> None:
    words = page.words
    page.heading(words[Phrase.BY].format(dimension=words[dimension]))
    drawn = {value: each for value, each in groups.items() if each.drawn}
    rows = [
        _row(value_label(dimension, value, words.language), each) for value, each in drawn.items()
    ]
    _print_grid(page, _COLUMNS, rows)
    if len(drawn) < len(groups):
        claims = sum(each.population for each in groups.values() if not each.drawn)
        count = len(groups) - len(drawn)
        _line(page, Phrase.NOT_DRAWN, FAINT, indent=2, count=count, claims=claims)


def _print_calibration(page: Page, bands: Sequence[BandCalibration]) -> None:
    words = page.words
    if not bands:
        return
    page.heading(words[Phrase.CALIBRATION])
    rows = []
    for band in bands:
        verdict = "" if band.agrees is None else words[Phrase.YES if band.agrees else Phrase.NO]
        gap = _UNKNOWN if band.gap is None else f"{band.gap:+.3f}"
        label = value_label(Dimension.CONFIDENCE, band.band, words.language)
        figures = [_figure(band.stated), _figure(band.found.precision), _limits(band.interval)]
        rows.append([label, *figures, gap, verdict])
    columns = (Phrase.STATED, Phrase.PRECISION, Phrase.INTERVAL, Phrase.GAP, Phrase.AGREES)
    _print_grid(page, columns, rows)


def _print_strata(page: Page, design: Design, estimates: PrecisionEstimates) -> None:
    """Print the strata, unless they are what was printed by their one dimension already."""
    telling = [dimension for dimension, groups in estimates.groups.items() if len(groups) > 1]
    has_pools = any(len(stratum.cells) > 1 for stratum in design.strata)
    if not telling or (len(telling) == 1 and not has_pools):
        return
    page.heading(page.words[Phrase.STRATA])
    rows = [
        _row(_stratum_label(page, design, stratum, telling), estimates.strata[stratum.id])
        for stratum in design.strata
    ]
    _print_grid(page, _COLUMNS, rows)


def _stratum_label(
    page: Page, design: Design, stratum: Stratum, telling: Sequence[Dimension]
) -> str:
    """Name a stratum by its cells; a pooled one by what they share and by their number."""
    language, comma = page.words.language, page.words[Phrase.COMMA]
    named = []
    for dimension in telling:
        place = design.by.index(dimension)
        values = list(dict.fromkeys(cell.values[place] for cell in stratum.cells))
        if len(values) <= _MOST_POOLED_NAMED:
            named.append("/".join(value_label(dimension, each, language) for each in values))
    if len(stratum.cells) > 1:
        named.append(page.words[Phrase.POOL].format(count=len(stratum.cells)))
    return comma.join(named)


def _row(label: str, estimate: Estimate) -> list[str]:
    counts = (estimate.right, estimate.wrong, estimate.unsure, estimate.unanswered)
    return [
        label,
        _figure(estimate.precision),
        _limits(estimate.interval),
        *(str(count) for count in counts),
        str(estimate.population),
    ]


def _figure(value: float | None) -> str:
    return _UNKNOWN if value is None else f"{value:.3f}"


def _limits(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval.low:.3f}–{interval.high:.3f}"


def _named(page: Page, numbers: Sequence[int]) -> str:
    """Name numbers, runs of them by their ends."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    shown = page.words[Phrase.COMMA].join(named[:_MOST_NAMED])
    return shown if len(named) <= _MOST_NAMED else f"{shown} …"


def _line(page: Page, phrase: Phrase, style: str = "", indent: int = 0, **values: object) -> None:
    page.line(Text(page.words[phrase].format(**values), style), indent)


def _print_grid(page: Page, columns: Iterable[Phrase], rows: Sequence[Sequence[str]]) -> None:
    gap = 2 if page.width > _NARROW else 0  # besides the one cell that rich keeps
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, gap, 0, 0), pad_edge=False, show_edge=False)
    grid.add_column("", overflow="fold")
    for column in columns:
        grid.add_column(page.words[column], justify="right", no_wrap=True)
    for row in rows:
        grid.add_row(*row)
    page.block(grid, indent=2)
