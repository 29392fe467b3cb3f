"""``gongkai evaluate`` once its arguments are known: load, score, write, print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.evaluate.display import print_scores
from gongkai.evaluate.error_display import print_errors
from gongkai.evaluate.judged.loading import load_gold, load_predictions
from gongkai.evaluate.metrics_file import metrics_json
from gongkai.evaluate.scores.together import score_reports
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.command_line.wording import Language, Words

METRICS: Final = "metrics.json"


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command.

    Attributes
    ----------
    gold, predicted
        Paths, as ``load_gold`` and ``load_predictions`` take them.
    directory
        Where ``metrics.json`` goes; made if it is not there.
    with_errors
        Print every error.
    allow_missing
        Count annotated reports without a prediction as reports in which nothing was found.
    language
        The language of what is printed.
    """

    gold: Path
    predicted: str
    directory: Path
    with_errors: bool = False
    allow_missing: bool = False
    language: Language = Language.ENGLISH


def run(options: Options) -> None:
    """Score predictions against annotations, write ``metrics.json`` and print the scores.

    Raises
    ------
    GongkaiError
        If something cannot be read, or the two sides do not belong together.
    OSError
        If the scores cannot be written.
    """
    gold = load_gold(options.gold)
    predicted = load_predictions(options.predicted)
    scores = score_reports(gold, predicted, allow_missing=options.allow_missing)
    options.directory.mkdir(parents=True, exist_ok=True)
    target = options.directory / METRICS
    target.write_text(metrics_json(scores), encoding="utf-8", newline="\n")
    page = Page(open_console(), Words(options.language))
    print_scores(page, scores, target)
    if options.with_errors:
        print_errors(page, scores)
