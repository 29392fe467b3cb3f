"""Several systems beside each other, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rich.text import Text

from gongkai.evaluate.display.calibration import print_calibration_rows
from gongkai.evaluate.display.group_differences import print_group_differences
from gongkai.evaluate.display.labels import by_part, labelled, listed, measure_label
from gongkai.evaluate.display.sheet import (
    UNDEFINED,
    average,
    figure,
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
            if part is Phrase.QUANTITIES:
                _print_predicted(page, evaluation.systems)
            chosen = [each for each in evaluation.differences if each.measure in valued]
            _print_differences(page, chosen)
            _print_not_compared(page, compared, valued)
        if part is Phrase.CLAIMS:
            print_group_differences(page, evaluation)
    _print_calibrations(page, evaluation.systems)


def _has_value(system: SystemResult, name: str) -> bool:
    measure = system.measures.get(name)
    return measure is not None and measure.value is not None


def _print_values(
    page: Page, compared: Sequence[tuple[SystemResult, Intervals]], names: Sequence[str]
) -> None:
    """Print a row for each system that has something to show."""
    words = page.words
    rows = [
        [words.safe(system.name), *(_figure(system, bounds, name) for name in names)]
        for system, bounds in compared
        if _attempts(system, names)
    ]
    print_grid(page, [measure_label(words, name) for name in names], rows, head_width=_HEAD)
    others = [words.safe(each.name) for each, _ in compared if not _attempts(each, names)]
    if others:
        line = words[Phrase.NOT_ATTEMPTED].format(systems=listed(words, others))
        page.line(Text(line, FAINT), indent=2)


def _print_predicted(page: Page, systems: Sequence[SystemResult]) -> None:
    """Say how many numbers are predicted, since recall alone rewards many."""
    words = page.words
    counts = [
        f"{words.safe(system.name)} {average(scores.predicted_per_text)}"
        for system in systems
        if (scores := system.scores.quantities) is not None
    ]
    if counts:
        line = words[Phrase.PREDICTED_IN_A_TEXT].format(systems=listed(words, counts))
        page.line(Text(line, FAINT), indent=2)


def _attempts(system: SystemResult, names: Sequence[str]) -> bool:
    return any(_has_value(system, name) for name in names)


def _print_not_compared(
    page: Page, compared: Sequence[tuple[SystemResult, Intervals]], names: Sequence[str]
) -> None:
    """Say why several systems are not compared: the first is not among them."""
    first, *others = [system for system, _ in compared]
    if not _attempts(first, names) and sum(_attempts(each, names) for each in others) > 1:
        words = page.words
        line = words[Phrase.NOT_COMPARED].format(first=words.safe(first.name))
        page.line(Text(line, FAINT), indent=2)


def _figure(system: SystemResult, intervals: Intervals, name: str) -> str:
    measure = system.measures.get(name)
    if measure is None or measure.value is None:
        return UNDEFINED
    return f"{figure(measure.value)}\n{limits(intervals.get(name))}".rstrip()


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
        others=listed(words, map(words.safe, others)), first=words.safe(differences[0].first)
    )
    page.line(Text())
    page.line(Text(title, "bold"), indent=2)
    columns = (Phrase.DIFFERENCE, Phrase.INTERVAL, Phrase.P_VALUE, Phrase.ADJUSTED_P_VALUE)
    print_grid(page, [words[column] for column in columns], rows)
    _print_texts(page, differences)


def _print_texts(page: Page, differences: Sequence[Difference]) -> None:
    """Say where systems were judged on different texts, so that only some could be compared."""
    words = page.words
    lines = dict.fromkeys(
        words[Phrase.COMMON_TEXTS].format(
            other=words.safe(each.other), texts=each.texts, left_out=each.left_out
        )
        for each in differences
        if each.left_out
    )
    for line in lines:
        page.line(Text(line, FAINT), indent=2)


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
        (labelled(words, words.safe(system.name), words[judged]), found)
        for system in systems
        for judged, found in system.calibration.items()
    ]
    if rows:
        print_calibration_rows(page, rows)
    else:
        page.line(Text(words[Phrase.NO_CONFIDENCE], FAINT), indent=2)
