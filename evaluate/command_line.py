"""``gongkai evaluate`` once its arguments are known: load, measure, write, print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from gongkai.evaluate.display.errors import print_errors
from gongkai.evaluate.display.together import print_evaluation
from gongkai.evaluate.evaluation import Evaluation, Prediction, evaluate, predict
from gongkai.evaluate.judged.loading import load_gold, load_predictions, named
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.metrics_file import metrics_json
from gongkai.evaluate.result_intervals import result_intervals
from gongkai.evaluate.systems.registry import SystemName, system
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.command_line.wording import Language, Words
from gongkai.extract.inputs import InputError

METRICS: Final = "metrics.json"
PAGE: Final = "report.html"
_GLOB: Final = frozenset("*?[")


class Only(StrEnum):
    """Which texts of the gold are judged."""

    PASSAGES = "passages"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command.

    Attributes
    ----------
    gold
        As ``load_gold`` takes it.
    predicted
        Paths as ``load_predictions`` takes them, or ``NAME=PATH``.
    directory
        Where the files go; made if it is not there.
    systems
        Names of systems that are run on the texts of the gold; ``rules`` if neither they nor
        predictions are given.
    gold_format, predicted_format
        What the files are written in, where that is not to be told by them.
    only
        Judge passages alone, or whole reports alone.
    with_page
        Write the HTML report.
    with_errors
        Print every error.
    full
        Print every group.
    allow_missing
        Count annotated texts without a prediction as texts in which nothing was found.
    language
        The language of what is printed, and of the HTML report.
    """

    gold: str
    predicted: Sequence[str]
    directory: Path
    systems: Sequence[str] = ()
    gold_format: str | None = None
    predicted_format: str | None = None
    only: Only | None = None
    with_page: bool = True
    with_errors: bool = False
    full: bool = False
    allow_missing: bool = False
    language: Language = Language.ENGLISH


def run(options: Options) -> None:
    """Measure systems against annotations, write the figures and print them.

    Raises
    ------
    GongkaiError
        If something cannot be read, or the two sides do not belong together.
    OSError
        If the figures cannot be written.
    """
    evaluation = _evaluate(options)
    intervals = [result_intervals(result) for result in evaluation.systems]
    options.directory.mkdir(parents=True, exist_ok=True)
    written = [options.directory / METRICS]
    content = metrics_json(evaluation, intervals)
    written[0].write_text(content, encoding="utf-8", newline="\n")
    if options.with_page:
        from gongkai.evaluate.page.building import write_page  # noqa: PLC0415 - slow to load

        written.append(options.directory / PAGE)
        write_page(evaluation, written[1], options.language, intervals)
    page = Page(open_console(), Words(options.language))
    print_evaluation(page, evaluation, intervals, written, full=options.full)
    if options.with_errors:
        print_errors(page, evaluation)


def _evaluate(options: Options) -> Evaluation:
    systems = [system(name) for name in _systems(options)]  # before anything is read for nothing
    gold = _chosen(load_gold(options.gold, options.gold_format), options)
    predictions = [*_loaded(options), *(predict(each, gold) for each in systems)]
    _check_names(predictions)
    return evaluate(gold, predictions, name=options.gold, allow_missing=options.allow_missing)


def _systems(options: Options) -> Sequence[str]:
    if options.systems or options.predicted:
        return options.systems
    return (SystemName.RULES.value,)


def _chosen(gold: Sequence[JudgedReport], options: Options) -> Sequence[JudgedReport]:
    if options.only is None:
        return gold
    wanted = options.only is Only.REPORTS
    chosen = [report for report in gold if report.traits.is_report is wanted]
    if not chosen:
        raise InputError(
            f"{options.gold} holds no {options.only.value}: leave out --only, or give another gold."
        )
    return chosen


def _loaded(options: Options) -> Iterator[Prediction]:
    for argument in options.predicted:
        name, path = named(argument)
        reports = load_predictions(path, options.predicted_format)
        if _GLOB & set(name):  # a glob says nothing of who made the predictions
            models = sorted({report.model for report in reports if report.model is not None})
            name = ", ".join(models) or name
        yield Prediction(name, reports)


def _check_names(predictions: Sequence[Prediction]) -> None:
    known: set[str] = set()
    for prediction in predictions:
        if prediction.name in known:
            raise InputError(
                f"Two systems are called {prediction.name}: call one of them differently, by "
                "NAME=PATH."
            )
        known.add(prediction.name)
