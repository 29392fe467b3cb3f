"""``gongkai evaluate`` once its arguments are known: load, measure, write, print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.evaluate.display.errors import print_errors
from gongkai.evaluate.display.together import print_evaluation
from gongkai.evaluate.evaluation import Evaluation, Prediction, evaluate, predict
from gongkai.evaluate.judged.loading import load_gold, load_predictions, named
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.metrics_file import metrics_json
from gongkai.evaluate.result_intervals import Intervals, result_intervals
from gongkai.evaluate.systems.names import SystemName
from gongkai.evaluate.systems.registry import system
from gongkai.extract.command_line.choices import Only
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.inputs import InputError
from gongkai.extract.language import Language, Words

METRICS: Final = "metrics.json"
PAGE: Final = "report.html"
_GLOB: Final = frozenset("*?[")
_PARTIAL: Final = ".partial"


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
        Names of systems that are run on the texts of the gold; ``accurate`` if neither they nor
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
    written = _write(options, evaluation, intervals)
    page = Page(open_console(), Words(options.language))
    print_evaluation(page, evaluation, intervals, written, full=options.full)
    if options.with_errors:
        print_errors(page, evaluation)


def _write(options: Options, evaluation: Evaluation, intervals: Sequence[Intervals]) -> list[Path]:
    """Write the files beside those of an earlier run, then put them in their place together."""
    _make(options.directory)
    names = [METRICS, PAGE] if options.with_page else [METRICS]
    partial = {name: options.directory / (name + _PARTIAL) for name in names}
    try:
        content = metrics_json(evaluation, intervals)
        partial[METRICS].write_text(content, encoding="utf-8", newline="\n")
        if options.with_page:
            from gongkai.evaluate.page.building import write_page  # noqa: PLC0415 - slow to load

            write_page(evaluation, partial[PAGE], options.language, intervals)
        for name in names:
            partial[name].replace(options.directory / name)
    finally:
        for path in partial.values():
            path.unlink(missing_ok=True)
    if not options.with_page:  # an older page speaks of other figures
        (options.directory / PAGE).unlink(missing_ok=True)
    return [options.directory / name for name in names]


def _evaluate(options: Options) -> Evaluation:
    systems = [system(name) for name in _systems(options)]  # before anything is read for nothing
    sources = _sources(options.predicted)
    _check_names([*(source.name for source in sources), *(each.name for each in systems)])
    gold = _chosen(load_gold(options.gold, options.gold_format), options)
    loaded = (
        Prediction(source.name, load_predictions(source.path, options.predicted_format))
        for source in sources
    )
    predictions = [*loaded, *(predict(each, gold) for each in systems)]
    return evaluate(gold, predictions, name=options.gold, allow_missing=options.allow_missing)


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise InputError(f"{directory} is a file: give --output a folder.") from error


def _systems(options: Options) -> Sequence[str]:
    """Return the names of systems to be run, each once."""
    if options.systems or options.predicted:
        return tuple(dict.fromkeys(options.systems))
    return (SystemName.ACCURATE.value,)


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


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the predictions of a system are, and what it is called."""

    name: str
    path: str


def _sources(arguments: Sequence[str]) -> list[_Source]:
    """Name what is given without a name by its file, or by its path where files are alike."""
    pairs = [named(argument) for argument in arguments]
    counted = Counter(name for name, _ in pairs)
    sources = []
    for argument, (name, path) in zip(arguments, pairs, strict=True):
        has_name = path != argument
        says_enough = counted[name] == 1 and not _GLOB & set(name)
        sources.append(_Source(name if has_name or says_enough else path, path))
    return sources


def _check_names(names: Sequence[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise InputError(
                f"Two systems are called {name}: leave one out, or name what PREDICTED gives "
                "differently, by NAME=PATH."
            )
