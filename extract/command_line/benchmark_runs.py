"""``gongkai benchmark reports``, ``scaling`` and ``curve``: what long runs are measured with."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from gongkai.extract.command_line.models import checked_name
from gongkai.extract.language import Language

_MOST_REPORTS: Final = 10_000_000
_MOST_PER_FILE: Final = 1_000_000
_MOST_ROUNDS: Final = 100
_MOST_WORKERS: Final = 1_000_000

LanguageOption = Annotated[
    Language, typer.Option("--lang", help="The language of what is printed.")
]


class Storage(StrEnum):
    """How made-up reports are kept."""

    JSONL = "jsonl"
    TEXT = "text"


class Command(StrEnum):
    """What is measured."""

    EXTRACT = "extract"
    BULK = "bulk"


def reports(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Where the reports go: a new or an empty folder."),
    ],
    number: Annotated[
        int, typer.Option("--number", "-n", min=1, max=_MOST_REPORTS, help="How many reports.")
    ] = 1000,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="The same seed gives the same reports.")
    ] = 1,
    storage: Annotated[
        Storage,
        typer.Option(
            "--format",
            "-f",
            help="jsonl: files of lines with the keys uri and text; text: folders of text files.",
        ),
    ] = Storage.JSONL,
    per_file: Annotated[
        int,
        typer.Option(
            "--per-file",
            min=1,
            max=_MOST_PER_FILE,
            metavar="N",
            help="How many reports a file, or a folder, holds.",
        ),
    ] = 1000,
    beside: Annotated[
        list[str] | None,
        typer.Option(
            "--beside",
            metavar="INPUT",
            help="Real reports to compare with: a file, a folder or a quoted glob. May be given "
            "several times.",
            show_default=False,
        ),
    ] = None,
    language: LanguageOption = Language.ENGLISH,
) -> None:
    """Make up whole reports, in any number, for long runs.

    They are synthetic: invented issuers, random numbers that add up, sentences of a generator,
    tables of the forms of 2021 and 2019 or the statistics list of the years before. What is
    printed says how like real ones they are in length and density.

    Example: gongkai benchmark reports made-up --number 100000
    """
    from gongkai.evaluate.benchmark.whole_reports import command_line, files  # noqa: PLC0415

    options = command_line.Options(
        directory,
        number,
        seed,
        files.Storage(storage.value),
        per_file,
        tuple(beside or ()),
        language,
    )
    command_line.run(options)


def scaling(  # noqa: PLR0913, PLR0917 - as above
    number: Annotated[
        int, typer.Option("--number", "-n", min=2, max=_MOST_REPORTS, help="Reports a run.")
    ] = 400,
    rounds: Annotated[
        int,
        typer.Option("--repeat", min=1, max=_MOST_ROUNDS, metavar="N", help="Runs of each kind."),
    ] = 3,
    models: Annotated[
        str,
        typer.Option("--models", metavar="NAME,NAME,...", help="Models, comma-separated."),
    ] = "rules,accurate",
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            help="What is written, as gongkai extract takes it. May be given several times; by "
            "default jsonl, and jsonl,parquet.",
            show_default=False,
        ),
    ] = None,
    command: Annotated[
        Command, typer.Option("--command", help="What is measured.")
    ] = Command.EXTRACT,
    language: LanguageOption = Language.ENGLISH,
) -> None:
    """Compare two cores with one: the same run bound to one core, then to two, in turns.

    On one core there is one worker beside the process that writes, on two there are two. Nothing
    else should run meanwhile. The defaults take about ten minutes.

    Example: gongkai benchmark scaling --number 200 --repeat 1 --models rules --format jsonl
    """
    chosen = tuple(dict.fromkeys(name.strip() for name in models.split(",")))
    for name in chosen:
        checked_name(name)
    from gongkai.evaluate.benchmark.runs_command_line import run_scaling  # noqa: PLC0415
    from gongkai.evaluate.benchmark.scaling import ScalingSettings  # noqa: PLC0415

    written = tuple(formats or ("jsonl", "jsonl,parquet"))
    run_scaling(ScalingSettings(number, rounds, chosen, written, command.value), language)


def curve(  # noqa: PLR0913, PLR0917 - as above
    log: Annotated[
        Path,
        typer.Argument(
            metavar="LOG",
            exists=True,
            dir_okay=False,
            help="The file that gongkai extract or gongkai bulk has written with --log.",
        ),
    ],
    drawing: Annotated[
        Path | None,
        typer.Option("--svg", metavar="FILE", help="Draw the curve, as SVG.", show_default=False),
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(
            "--results",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="The folder that the run wrote: tells what it takes on the disk.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            max=_MOST_WORKERS,
            help="How many processes worked; by default what the log says.",
            show_default=False,
        ),
    ] = None,
    projected: Annotated[
        int,
        typer.Option("--reports", min=1, metavar="N", help="How many reports the cost is told of."),
    ] = 2_000_000,
    language: LanguageOption = Language.ENGLISH,
) -> None:
    """Show the log of a run as a curve of speed and memory, and what many reports would cost.

    Example: gongkai benchmark curve run.log --svg run.svg --results results
    """
    from gongkai.evaluate.benchmark.runs_command_line import CurveOptions, run_curve  # noqa: PLC0415

    run_curve(CurveOptions(log, drawing, results, workers, projected, language))
