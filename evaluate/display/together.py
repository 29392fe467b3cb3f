"""One evaluation on the terminal: one system part by part, or several compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from gongkai.evaluate.display.calibration import print_calibration
from gongkai.evaluate.display.claims import print_claims
from gongkai.evaluate.display.comparison import print_comparison
from gongkai.evaluate.display.labels import labelled, listed, remarked
from gongkai.evaluate.display.parts import (
    print_cells,
    print_items,
    print_numerals,
    print_quantities,
    print_relations,
    print_spans,
)
from gongkai.evaluate.display.remarks import print_remarks
from gongkai.evaluate.display.reports import print_facts, print_identity, print_sections
from gongkai.evaluate.display.sheet import Sheet
from gongkai.evaluate.evaluation import Evaluation, SystemResult
from gongkai.evaluate.result_intervals import Intervals
from gongkai.evaluate.wording import Phrase
from gongkai.extract.command_line.display.page import Page


def print_evaluation(
    page: Page,
    evaluation: Evaluation,
    intervals: Sequence[Intervals],
    written: Sequence[Path],
    *,
    full: bool = False,
) -> None:
    """Print the figures of an evaluation.

    Parameters
    ----------
    page
        Where to print.
    evaluation
        The figures.
    intervals
        Of the measures of each system.
    written
        The files they were written to.
    full
        Print every group, and of several systems each one's parts too.
    """
    _print_head(page, evaluation, written)
    if len(evaluation.systems) > 1:
        print_comparison(page, evaluation, intervals, full=full)
        if not full:
            return
    for system, bounds in zip(evaluation.systems, intervals, strict=True):
        if len(evaluation.systems) > 1:
            page.line(Text())
            page.title(system.name)
        _print_system(Sheet(page, bounds, full), system)


def _print_head(page: Page, evaluation: Evaluation, written: Sequence[Path]) -> None:
    words = page.words
    reports = sum(report.traits.is_report for report in evaluation.reports)
    head = words[Phrase.HEAD].format(
        gold=words.safe(evaluation.gold),
        reports=reports,
        passages=len(evaluation.reports) - reports,
        output=words.safe(listed(words, map(str, written))),
    )
    page.line(Text(head))
    systems = listed(words, (_described(page, system) for system in evaluation.systems))
    page.line(Text(words[Phrase.SYSTEMS].format(systems=systems)))
    for system in evaluation.systems:
        print_remarks(page, evaluation, system)


def _described(page: Page, system: SystemResult) -> str:
    """Return the name of a system, with what made its predictions if that says more."""
    words = page.words
    name, models = words.safe(system.name), words.safe(listed(words, system.scores.models))
    if models in ("", name):
        return name
    return remarked(words, name, labelled(words, words[Phrase.MODEL], models))


def _print_system(sheet: Sheet, result: SystemResult) -> None:
    scores = result.scores
    if scores.claims is not None:
        print_claims(sheet, result, scores.claims)
    if scores.quantities is not None:
        print_quantities(sheet, scores.quantities)
    if result.numerals is not None:
        print_numerals(sheet, result.numerals)
    if scores.relations is not None:
        print_relations(sheet, scores.relations)
    if scores.spans is not None and sheet.full:
        print_spans(sheet, scores.spans)
    if scores.cells is not None:
        print_cells(sheet, scores.cells)
    if scores.problems is not None:
        print_items(sheet, Phrase.PROBLEMS, Phrase.YEAR, scores.problems)
    if scores.improvements is not None:
        print_items(sheet, Phrase.IMPROVEMENTS, Phrase.STAGE, scores.improvements)
    _print_of_reports(sheet, result)
    print_calibration(sheet, result.calibration)


def _print_of_reports(sheet: Sheet, result: SystemResult) -> None:
    scores = result.scores
    if scores.facts is not None:
        print_facts(sheet, scores.facts)
    if scores.identity is not None:
        print_identity(sheet, scores.identity)
    if scores.sections is not None:
        print_sections(sheet, scores.sections)
