"""Several systems beside each other, on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.text import Text

from gongkai.evaluate.display.calibration import print_calibration_rows
from gongkai.evaluate.display.labels import by_part, measure_label
from gongkai.evaluate.display.sheet import (
    UNDEFINED,
    figure,
    is_narrow,
    limits,
    print_grid,
    signed_limits,
)
from gongkai.evaluate.evaluation import Difference, Evaluation, SystemResult
from gongkai.evaluate.result_intervals import Intervals
from gongkai.evaluate.wording import Phrase
from gongkai.extract.command_line.display.page import FAINT, Page

#: A difference is called one if its adjusted p-value is below this.
SIGNIFICANT: Final = 0.05
#: To what the heads of figures with intervals are folded, in cells.
_HEAD: Final = 12


def print_comparison(
    page: Page, evaluation: Evaluation, intervals: Sequence[Intervals], *, full: bool
) -> None:
    """Print the figures of all systems, part by part, and the differences from the first.

    Parameters
    ----------
    page
        Where to print.
    evaluation
        Two systems or more.
    intervals
        Of the measures of each system.
    full
        Print every measure.
    """
    words = page.words
    page.line(Text())
    page.line(Text(words[Phrase.HOW_COMPARED], FAINT))
    compared = list(zip(evaluation.systems, intervals, strict=True))
    names = [name for system in evaluation.systems for name in system.measures]
    for part, measures in by_part(names, full=full).items():
        valued = [name for name in measures if any(_has_value(each, name) for each, _ in compared)]
        if valued:
            page.heading(words[part])
            _print_values(page, compared, valued)
            chosen = [each for each in evaluation.differences if each.measure in valued]
            _print_differences(page, chosen)
    _print_calibrations(page, evaluation.systems)


def _has_value(system: SystemResult, name: str) -> bool:
    measure = system.measures.get(name)
    return measure is not None and measure.value is not None


def _print_values(
    page: Page, compared: Sequence[tuple[SystemResult, Intervals]], names: Sequence[str]
) -> None:
    """Print a row for each system that has something to show."""
    words = page.words
    attempting = [each for each in compared if any(_has_value(each[0], name) for name in names)]
    for chunk in _fitting(page, [system for system, _ in attempting], names):
        rows = [
            [words.safe(system.name), *(_figure(system, bounds, name) for name in chunk)]
            for system, bounds in attempting
        ]
        heads = [measure_label(words, name) for name in chunk]
        print_grid(page, heads, rows, head_width=_HEAD)
    others = [words.safe(each[0].name) for each in compared if each not in attempting]
    if others:
        line = words[Phrase.NOT_ATTEMPTED].format(systems=", ".join(others))
        page.line(Text(line, FAINT), indent=2)


def _figure(system: SystemResult, intervals: Intervals, name: str) -> str:
    measure = system.measures.get(name)
    if measure is None or measure.value is None:
        return UNDEFINED
    return f"{figure(measure.value)}\n{limits(intervals.get(name))}".rstrip()


def _fitting(
    page: Page, systems: Sequence[SystemResult], names: Sequence[str]
) -> Iterator[Sequence[str]]:
    """Part measures into as many as fit beside each other."""
    longest = max(len(system.name) for system in systems)
    column = _HEAD + (2 if is_narrow(page) else 4)
    size = max(1, (page.width - 4 - min(longest, 30)) // column)
    for start in range(0, len(names), size):
        yield names[start : start + size]


def _print_differences(page: Page, differences: Sequence[Difference]) -> None:
    """Print differences; of several systems below the measure, of one behind it."""
    if not differences:
        return
    words = page.words
    others = list(dict.fromkeys(difference.other for difference in differences))
    rows = []
    for name, of_measure in groupby(differences, key=lambda each: each.measure):
        label = measure_label(words, name)
        if len(others) == 1:
            rows += [[label, *_difference(each)] for each in of_measure]
            continue
        rows.append([label, *[""] * 4])
        rows += [[f"  {words.safe(each.other)}", *_difference(each)] for each in of_measure]
    title = words[Phrase.DIFFERENCES].format(
        others=", ".join(map(words.safe, others)), first=words.safe(differences[0].first)
    )
    page.line(Text())
    page.line(Text(title, "bold"), indent=2)
    columns = (Phrase.DIFFERENCE, Phrase.INTERVAL, Phrase.P_VALUE, Phrase.ADJUSTED_P_VALUE)
    print_grid(page, [words[column] for column in columns], rows)


def _difference(difference: Difference) -> list[str]:
    comparison = difference.comparison
    mark = "*" if difference.adjusted_p_value < SIGNIFICANT else " "
    return [
        f"{comparison.difference:+.3f}",
        signed_limits(comparison.interval),
        f"{comparison.p_value:.4f}",
        f"{difference.adjusted_p_value:.4f}{mark}",
    ]


def _print_calibrations(page: Page, systems: Sequence[SystemResult]) -> None:
    words = page.words
    page.heading(words[Phrase.CALIBRATION])
    rows = [
        (f"{words.safe(system.name)}: {words[judged]}", found)
        for system in systems
        for judged, found in system.calibration.items()
    ]
    if rows:
        print_calibration_rows(page, rows)
    else:
        page.line(Text(words[Phrase.NO_CONFIDENCE], FAINT), indent=2)
