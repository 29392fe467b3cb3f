"""What ``gongkai bulk`` does: it begins a run or goes on with one, and makes what is pending."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from gongkai.extract.bulk.folder import LOCK, remove
from gongkai.extract.bulk.leftovers import remove_leftovers
from gongkai.extract.bulk.locking import sole_run
from gongkai.extract.bulk.manifest import BulkRun, freeze_manifest, open_run
from gongkai.extract.bulk.running import Report, run_shards
from gongkai.extract.bulk.settings import (
    DEFAULT_SHARD_SIZE,
    FORMATS,
    BulkSettings,
    absolute,
    converter_is_there,
    has_run,
    installed_version,
    recogniser_is_there,
)
from gongkai.extract.bulk.status import Standing, survey
from gongkai.extract.claim_models import DEFAULT_MODEL, ModelName
from gongkai.extract.command_line.bulk_cluster import ClusterChoices, ClusterLauncher
from gongkai.extract.command_line.bulk_wording import BulkPhrase
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.models import checked_model
from gongkai.extract.command_line.progress import Progress
from gongkai.extract.command_line.run_log import RunLog
from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.inputs import InputError
from gongkai.extract.language import Language, Words
from gongkai.extract.pool import usual_limits
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.sources.places import without_password
from gongkai.extract.work import Failure, Outcome

if TYPE_CHECKING:
    from rich.console import Console

_MEGABYTE: Final = 1_000_000
#: What a worker may take where no text is recognised in pictures.
_MEMORY: Final = 500 * _MEGABYTE
_INTERRUPTED: Final = 130
_LOCAL: Final = "local"
#: As many endings of files that were passed over.
_MOST_SHOWN: Final = 8
#: How the settings of a run are called on the command line.
_OPTIONS: Final = {
    "inputs": "INPUT",
    "formats": "--format",
    "shard_size": "--shard-size",
    "seconds": "--time-limit",
    "memory": "--memory-limit",
    "minimum_confidence": "--min-confidence",
    "model": "--model",
    "ocr": "--ocr",
    "text_column": "--text-column",
    "bytes_column": "--bytes-column",
    "uri_column": "--uri-column",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of the command; ``None`` where nothing was given."""

    directory: Path
    inputs: tuple[str, ...]
    executor: str
    formats: str | None
    shard_size: int | None
    workers: int | None
    seconds: float | None
    megabytes: int | None
    minimum_confidence: float | None
    model: str | None
    ocr: Recognition | None
    text_column: str | None
    bytes_column: str | None
    uri_column: str | None
    verify: bool
    retry_failed: bool
    log: Path | None
    language: Language
    cluster: ClusterChoices = field(default_factory=ClusterChoices)

    @property
    def given(self) -> dict[str, Any]:
        """The settings of the run that were given, as ``BulkSettings`` holds them."""
        values = {
            "inputs": tuple(absolute(each) for each in self.inputs) or None,
            "formats": None if self.formats is None else _chosen_formats(self.formats),
            "shard_size": self.shard_size,
            "seconds": self.seconds,
            "memory": None if self.megabytes is None else self.megabytes * _MEGABYTE,
            "minimum_confidence": self.minimum_confidence,
            "model": None if self.model is None else _model_name(self.model),
            "ocr": self.ocr,
            "text_column": self.text_column,
            "bytes_column": self.bytes_column,
            "uri_column": self.uri_column,
        }
        return {name: value for name, value in values.items() if value is not None}


def run(options: Options) -> int:
    """Begin a run or go on with it, and return the exit status."""
    options.cluster.check(options.executor)
    console, words = open_console(errors=True), Words(options.language)
    try:
        if options.executor == _LOCAL:
            with _prepared(options, console, words) as bulk_run:
                _run_here(options, bulk_run, console, words)
        else:
            with _prepared(options, console, words) as bulk_run:
                pass  # the machines of a cluster work on it together
            if not _launch(options, bulk_run, console, words):
                return 0
    except KeyboardInterrupt:
        status = survey(options.directory) if has_run(options.directory) else None
        complete = 0 if status is None else status.done
        told = words.format(BulkPhrase.INTERRUPTED, done=complete, output=options.directory)
        console.print(words.safe(told), soft_wrap=True)
        return _INTERRUPTED
    return _told_end(options, console, words)


def _launch(options: Options, bulk_run: BulkRun, console: Console, words: Words) -> bool:
    cluster = options.cluster.options(options.workers, verify=options.verify)
    launcher = ClusterLauncher(console, words, options.log)
    return launcher.launch(bulk_run, options.executor, cluster)


@contextmanager
def _prepared(options: Options, console: Console, words: Words) -> Iterator[BulkRun]:
    """Give the run that is begun or goes on, while nobody else works on it."""
    directory = options.directory
    if not has_run(directory) and not options.inputs:
        open_run(directory)  # which says that there is none
    given = options.given
    was_there = directory.exists()
    _make_folder(directory)
    with sole_run(directory) as alone:
        if has_run(directory):
            bulk_run = open_run(directory)
            _check_is_same(bulk_run, given)
        else:
            try:
                bulk_run = _begun(directory, given, console, words)
            except BaseException:
                if not was_there and not any(each.name != LOCK for each in directory.glob("*")):
                    remove(directory)  # it was made for nothing
                raise
        remove_leftovers(directory, of_others=alone)
        if options.retry_failed:
            bulk_run.withdraw_failed()
        yield bulk_run


def _make_folder(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{directory} cannot be made a folder ({error.strerror}): name another --output."
        ) from error


def _check_is_same(bulk_run: BulkRun, given: dict[str, Any]) -> None:
    different = bulk_run.settings.differences(given)
    if different:
        told = "; ".join(
            f"{_OPTIONS[name]} is {_shown(name, getattr(bulk_run.settings, name))}, not "
            f"{_shown(name, given[name])}"
            for name in different
        )
        raise InputError(
            f"{bulk_run.directory} holds a run with other settings ({told}): leave them out to go "
            "on with it, or name another --output."
        )


def _shown(name: str, value: object) -> str:
    """Return the value of a setting as it is given on the command line."""
    if value is None:
        return "not set"
    if name == "memory" and isinstance(value, int):
        return f"{value // _MEGABYTE} MB"
    return without_password(",".join(value)) if isinstance(value, tuple) else str(value)


def _begun(directory: Path, given: dict[str, Any], console: Console, words: Words) -> BulkRun:
    """Find all inputs and freeze them."""
    settings = _settings(given)
    with _finding(console, words) as told:
        freeze_manifest(directory, settings, told)
    bulk_run = open_run(directory)
    _tell_found(bulk_run, console, words)
    return bulk_run


def _tell_found(bulk_run: BulkRun, console: Console, words: Words) -> None:
    skipped = bulk_run.frozen.skipped
    lines = [words.format(BulkPhrase.FROZEN, inputs=bulk_run.total, shards=bulk_run.shards)]
    if skipped:
        most = sorted(skipped.items(), key=lambda item: -item[1])[:_MOST_SHOWN]
        endings = ", ".join(f"{ending} ({count})" for ending, count in most)
        lines.append(words.format(Phrase.SKIPPED, count=sum(skipped.values()), endings=endings))
    for line in lines:
        console.print(words.safe(line), soft_wrap=True)


@contextmanager
def _finding(console: Console, words: Words) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many inputs were found."""
    if not console.is_terminal:
        yield lambda number: None
        return
    with console.status(words[BulkPhrase.FINDING]) as shown:
        yield lambda number: shown.update(words.format(BulkPhrase.FOUND, found=number))


def _settings(given: dict[str, Any]) -> BulkSettings:
    """Return the settings of a new run: those given, and what is usual."""
    ocr = given.get("ocr", Recognition.AUTO)
    recognises = recogniser_is_there()
    usual = usual_limits(ocr)
    model = given.get("model", DEFAULT_MODEL)
    return BulkSettings(
        **{
            "formats": FORMATS,
            "shard_size": DEFAULT_SHARD_SIZE,
            "seconds": usual.seconds,
            "memory": usual.memory if recognises and ocr is not Recognition.NEVER else _MEMORY,
            "minimum_confidence": None,
            **given,
            "ocr": ocr,
            "recognises": recognises,
            "model": model,
            "model_sha256": _checksum(model, given.get("minimum_confidence")),
            "version": installed_version(),
            "converts": converter_is_there(),
        }
    )


def _checksum(model: str, minimum_confidence: float | None) -> str | None:
    loaded = checked_model(model)
    if minimum_confidence is not None:
        from gongkai.extract.confidence import rates_claims  # noqa: PLC0415 - only here

        if not rates_claims(loaded.calibrators):
            raise typer.BadParameter(
                f"The model {model} gives no calibrated confidence: leave the option out.",
                param_hint="--min-confidence",
            )
    return loaded.sha256


def _model_name(name: str) -> str:
    """Return the name of a model, or the folder of one as it is called from anywhere."""
    return name if name in {each.value for each in ModelName} else os.path.abspath(name)


def _chosen_formats(formats: str) -> tuple[str, ...]:
    wanted = {name.strip().lower() for name in formats.split(",")}
    for name in sorted(wanted - set(FORMATS)):
        raise typer.BadParameter(
            f"There is no format {name!r} in bulk: choose from {', '.join(FORMATS)}; gongkai bulk "
            "collect writes the others.",
            param_hint="--format",
        )
    return tuple(name for name in FORMATS if name in wanted)


class _Told(Report):
    """Shows how far the run on this machine is."""

    def __init__(
        self, console: Console, words: Words, total: int, log: Path | None, workers: int
    ) -> None:
        self._progress: Progress | None = None
        self._open = (console, total, words)
        self._log = log
        self._workers = workers

    def started(self, resident: Callable[[], int]) -> None:
        log = None if self._log is None else RunLog(self._log, resident, workers=self._workers)
        self._progress = Progress(*self._open, log)

    def took(self, outcome: Outcome) -> None:
        if self._progress is None:
            return
        if isinstance(outcome, Failure):
            self._progress.failed(outcome.message)
        self._progress.advance()

    def close(self, *, complete: bool) -> None:
        if self._progress is not None:
            self._progress.close(complete=complete)


def _run_here(options: Options, bulk_run: BulkRun, console: Console, words: Words) -> None:
    pending = bulk_run.pending(verify=options.verify)
    if not pending:
        told = words.format(BulkPhrase.NOTHING_TO_MAKE, output=options.directory)
        console.print(words.safe(told), soft_wrap=True)
        return
    if len(pending) < bulk_run.shards:
        told = words.format(
            BulkPhrase.GOING_ON,
            pending=len(pending),
            shards=bulk_run.shards,
            output=options.directory,
        )
        console.print(words.safe(told), soft_wrap=True)
    workers = options.workers or available_processors()
    told_of = _Told(console, words, sum(map(bulk_run.size_of, pending)), options.log, workers)
    complete = False
    try:
        run_shards(bulk_run, pending, workers=workers, report=told_of)
        complete = True
    finally:
        told_of.close(complete=complete)


def available_processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def _told_end(options: Options, console: Console, words: Words) -> int:
    status = survey(options.directory)
    told = words.format(
        BulkPhrase.SUMMARY,
        read=status.done - status.failed,
        failed=status.failed,
        claims=status.claims,
        complete=status.standings[Standing.COMPLETE],
        shards=status.shards,
        output=options.directory,
    )
    console.print(words.safe(told), soft_wrap=True)
    if status.failed:
        reasons = ", ".join(f"{code} {count}" for code, count in status.failures.most_common())
        told = words.format(BulkPhrase.FAILURES, reasons=reasons, output=options.directory)
        console.print(words.safe(told), soft_wrap=True)
    return 1 if status.failed or not status.is_complete else 0
