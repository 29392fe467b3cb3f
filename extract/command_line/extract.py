"""``gongkai extract``: reports in, records and tables out."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gongkai.extract.claim_models import DEFAULT_MODEL
from gongkai.extract.command_line.models import MODEL_HELP, checked_model, checked_name
from gongkai.extract.command_line.recognition import OcrOption
from gongkai.extract.command_line.result_formats import chosen_formats, chosen_partitions
from gongkai.extract.command_line.table_columns import (
    BytesColumnOption,
    TextColumnOption,
    UriColumnOption,
)
from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.language import Language, Words
from gongkai.extract.reading.recognition import Recognition

if TYPE_CHECKING:
    from gongkai.extract.inputs import Columns, Survey
    from gongkai.extract.pool import Limits, Runner

#: From this number of inputs on, starting further processes is worth its time.
_INPUTS_FOR_SEVERAL_WORKERS: Final = 200
_MAXIMUM_WORKERS: Final = 256
_SHORTEST_LIMIT: Final = 0.1
_SMALLEST_LIMIT: Final = 50
_MEGABYTE: Final = 1_000_000
INTERRUPTED: Final = 130


@dataclass(frozen=True, slots=True)
class _Options:
    """The options of the command, checked."""

    inputs: list[str]
    columns: Columns
    directory: Path
    formats: tuple[str, ...]
    partitions: tuple[str, ...]
    workers: int | None
    seconds: float | None
    megabytes: int | None
    log: Path | None
    minimum_confidence: float | None
    model: str
    ocr: Recognition
    words: Words


@dataclass(slots=True)
class _Tally:
    """What a run has done so far."""

    read: int = 0
    failed: int = 0
    claims: int = 0


def extract(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, quoted globs, zip files, tables (.parquet, .jsonl), crawls "
            "(.warc), and addresses (s3://…) of these.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Where the results go. Results of an earlier run in it are replaced: they are "
            "kept under names ending in .previous until the new run has come to its end.",
        ),
    ],
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="Comma-separated: jsonl (records.jsonl); parquet, csv, dta (Stata), duckdb and "
            "xlsx (Excel) hold the tidy tables reports, texts, cells, lines, claims, facts, "
            "checks, problems. Needed for dta, duckdb and xlsx: gongkai[analysis].",
        ),
    ] = "jsonl",
    partition_by: Annotated[
        str,
        typer.Option(
            "--partition-by",
            metavar="KEY,KEY,...",
            help="Split the Parquet tables into folders by year, tier, type (of issuer) or form "
            "(of tables), outermost first.",
            show_default=False,
        ),
    ] = "",
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-w",
            min=1,
            max=_MAXIMUM_WORKERS,
            help="Number of processes; the results are the same for any number. "
            "By default one for few inputs, else one per processor.",
            show_default=False,
        ),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            min=_SHORTEST_LIMIT,
            metavar="SECONDS",
            help="The longest a file may take; one that takes longer is an error. By default "
            "120 seconds, 600 where text may be recognised in pictures.",
            show_default=False,
        ),
    ] = None,
    memory_limit: Annotated[
        int | None,
        typer.Option(
            "--memory-limit",
            min=_SMALLEST_LIMIT,
            metavar="MB",
            help="The most memory a worker may use; the file that needs more is an error. "
            "By default 2000 MB.",
            show_default=False,
        ),
    ] = None,
    text_column: TextColumnOption = None,
    bytes_column: BytesColumnOption = None,
    uri_column: UriColumnOption = None,
    log: Annotated[
        Path | None,
        typer.Option(
            "--log",
            metavar="FILE",
            help="Append the progress to a file, for programs: one JSON object a line.",
        ),
    ] = None,
    minimum_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            min=0.0,
            max=1.0,
            metavar="P",
            help="Drop claims less certain than this, and whatever names them. Needs a model "
            "with calibrated confidence, as accurate has.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME|DIR", help=MODEL_HELP)
    ] = DEFAULT_MODEL,
    ocr: OcrOption = Recognition.AUTO,
    language: Annotated[
        Language,
        typer.Option("--lang", help="The language of progress and summary; errors are in English."),
    ] = Language.ENGLISH,
) -> None:
    """Extract the records of reports.

    records.jsonl grows report by report. What cannot be read becomes a line of errors.jsonl,
    which exists only if there is such a line, and never stops the rest.

    The exit status is 0 when all inputs were read, 1 when some failed, 2 for wrong usage and
    130 when interrupted.

    Example: gongkai extract reports/ more.zip --output results --format jsonl,csv
    """
    chosen = chosen_formats(formats)
    _check_model(model, minimum_confidence)
    from gongkai.extract.inputs import Columns  # noqa: PLC0415 - as below

    words = Words(language)
    options = _Options(
        inputs,
        Columns(text_column, bytes_column, uri_column),
        output,
        chosen,
        chosen_partitions(partition_by, chosen),
        workers,
        time_limit,
        memory_limit,
        log,
        minimum_confidence,
        model,
        ocr,
        words,
    )
    raise typer.Exit(_run(options))


def _check_model(model: str, minimum_confidence: float | None) -> None:
    if minimum_confidence is None:
        checked_name(model)  # whatever reads the reports loads it
        return
    from gongkai.extract.confidence import rates_claims  # noqa: PLC0415 - pydantic

    if not rates_claims(checked_model(model).calibrators):
        raise typer.BadParameter(
            f"The model {model} gives no calibrated confidence: leave the option out.",
            param_hint="--min-confidence",
        )


def _run(options: _Options) -> int:
    # The record's models and rich take their time to load; `gongkai --help` needs neither.
    from gongkai.extract import work  # noqa: PLC0415
    from gongkai.extract.inputs import find_inputs, survey_inputs  # noqa: PLC0415
    from gongkai.extract.pool import Job, choose_runner  # noqa: PLC0415
    from gongkai.extract.writing.output import needs_rows  # noqa: PLC0415

    started = time.monotonic()
    survey = survey_inputs(options.inputs, options.columns)
    settings = work.Settings(
        needs_rows(options.formats), options.minimum_confidence, options.model, options.ocr
    )
    job = Job(
        partial(work.process, settings=settings),
        _limits(options),
        partial(work.prepare, settings),
    )
    workers = min(options.workers or _default_workers(survey.total), survey.total)
    first = next(find_inputs(options.inputs, options.columns))
    runner = choose_runner(job, first, total=survey.total, workers=workers)
    with closing(runner):
        runner.start()  # what is wrong with the model is told before results are touched
        return _write_all(options, survey, runner, started, workers)


def _write_all(
    options: _Options, survey: Survey, runner: Runner, started: float, workers: int
) -> int:
    from gongkai.extract.command_line.console import open_console  # noqa: PLC0415 - as above
    from gongkai.extract.command_line.progress import Progress  # noqa: PLC0415
    from gongkai.extract.command_line.run_log import RunLog  # noqa: PLC0415
    from gongkai.extract.inputs import find_inputs  # noqa: PLC0415
    from gongkai.extract.pool import resident_bytes  # noqa: PLC0415
    from gongkai.extract.work import Success  # noqa: PLC0415
    from gongkai.extract.writing.output import Output  # noqa: PLC0415

    def resident() -> int:
        return (resident_bytes(os.getpid()) or 0) + runner.resident

    log = None if options.log is None else RunLog(options.log, resident, workers=workers)
    console = open_console(errors=True)
    tally = _Tally()
    complete = False
    progress = Progress(console, survey.total, options.words, log)
    try:  # that the log has no room is told before results are touched
        output = Output(
            options.directory,
            options.formats,
            partition_by=options.partitions,
            language=options.words.language,
        )
    except BaseException:
        progress.close(complete=False)
        raise
    try:
        for outcome in runner.run(find_inputs(options.inputs, options.columns)):
            if isinstance(outcome, Success):
                output.write_record(outcome.line, outcome.rows)
                tally.read += 1
                tally.claims += outcome.claims
            else:
                output.write_error(outcome.line)
                tally.failed += 1
                progress.failed(outcome.message)
            progress.advance()
        complete = True
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        try:
            progress.close(complete=complete)
        finally:  # results are whole or not there, whatever becomes of the log
            output.close(complete=complete)
        if complete:
            seconds = time.monotonic() - started
            lines = _closing_lines(options, tally, survey.skipped, seconds)
        else:
            lines = [
                options.words.format(Phrase.INTERRUPTED, read=tally.read, output=options.directory)
            ]
        for line in [*output.notes, *lines]:
            console.print(options.words.safe(line), soft_wrap=True)
    return 1 if tally.failed else 0


def _limits(options: _Options) -> Limits:
    from gongkai.extract.pool import usual_limits  # noqa: PLC0415 - as above

    limits = usual_limits(options.ocr)
    if options.seconds is not None:
        limits = replace(limits, seconds=options.seconds)
    if options.megabytes is not None:
        limits = replace(limits, memory=options.megabytes * _MEGABYTE)
    return limits


def _closing_lines(
    options: _Options, tally: _Tally, skipped: Counter[str], seconds: float
) -> list[str]:
    words = options.words
    lines = []
    if skipped:
        endings = ", ".join(f"{ending} ({count})" for ending, count in skipped.most_common(8))
        lines.append(words.format(Phrase.SKIPPED, count=skipped.total(), endings=endings))
    lines.append(
        words.format(
            Phrase.RUN_SUMMARY,
            read=tally.read,
            failed=tally.failed,
            claims=tally.claims,
            seconds=seconds,
            output=options.directory,
        )
    )
    return lines


def _default_workers(total: int) -> int:
    if total < _INPUTS_FOR_SEVERAL_WORKERS:
        return 1
    if sys.platform == "linux":
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)
