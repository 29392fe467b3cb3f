"""How much faster two cores are than one: the same run bound to one core, and to two, in turns."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit, per
from gongkai.evaluate.benchmark.processes import GONGKAI, allowed_cores, run
from gongkai.evaluate.benchmark.rounds import in_turns
from gongkai.evaluate.benchmark.run_curve import read_log
from gongkai.evaluate.benchmark.whole_reports import whole_reports
from gongkai.evaluate.benchmark.whole_reports.files import Storage, write_whole_reports
from gongkai.evaluate.benchmark.wording import Column, Heading, Name, Phrase

_MILLISECONDS: Final = 1000.0
_RATES: Final = {1: Column.ONE_CORE, 2: Column.TWO_CORES}


@dataclass(frozen=True, slots=True)
class ScalingSettings:
    """What is measured.

    Attributes
    ----------
    reports
        How many made-up reports each run reads.
    rounds
        How often each run is made.
    models
        What reads their narrative, one after the other.
    formats
        What is written: each as ``--format`` takes it.
    command
        ``extract`` or ``bulk``.
    """

    reports: int
    rounds: int
    models: Sequence[str]
    formats: Sequence[str]
    command: str = "extract"


@dataclass(frozen=True, slots=True)
class _Measured:
    """Reports a second, from the first to the last, and processor time of each in seconds."""

    rate: float
    cpu_seconds: float


def measure_scaling(
    settings: ScalingSettings, folder: Path, tell: Callable[[str], object] = lambda _: None
) -> Part:
    """Run the same reports on one core and on two.

    Parameters
    ----------
    settings
        What is measured.
    folder
        Where reports and results go.
    tell
        Called before each run with its name.

    Raises
    ------
    BenchmarkError
        If a run fails.
    OSError
        If the reports cannot be written.
    """
    cores = allowed_cores()
    numbers = (1, 2) if len(cores) > 1 else (1,)
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    reports = folder / "reports"
    made_up = whole_reports(settings.reports)
    write_whole_reports(reports, made_up, storage=Storage.TEXT, per_file=settings.reports)
    tasks = {
        (model, formats, number): partial(
            _run, settings, folder, model, formats, number, cores[:number], tell
        )
        for model in settings.models
        for formats in settings.formats
        for number in numbers
    }
    measured = in_turns(tasks, settings.rounds)
    rows = []
    for model in settings.models:
        for formats in settings.formats:
            found = {number: measured[model, formats, number] for number in numbers}
            label = Label.of(Name.SCALED, model=model, formats=formats)
            rows.append(Row(Label(f"{model}:{formats}", label.english, label.chinese), _row(found)))
    said = Label.of(Phrase.SCALING, reports=settings.reports, rounds=settings.rounds, load=load)
    remarks = (said,) if len(numbers) > 1 else (said, Label.of(Phrase.NO_AFFINITY))
    return Part(Heading.SCALING, tuple(rows), remarks)


def _row(found: dict[int, tuple[_Measured, ...]]) -> dict[Column, Figure]:
    figures = {}
    rates = {number: [each.rate for each in runs] for number, runs in found.items()}
    for number, values in rates.items():
        figures[_RATES[number]] = Figure(tuple(values), Unit.PER_SECOND)
    if len(found) > 1:
        figures[Column.TIMES_ONE_CORE] = Figure(per(rates[2], rates[1]), Unit.RATIO)
    each = tuple(run.cpu_seconds * _MILLISECONDS for run in found[max(found)])
    figures[Column.CPU_EACH] = Figure(each, Unit.MILLISECONDS)
    return figures


def _run(  # noqa: PLR0913, PLR0917 - one run has as many sides
    settings: ScalingSettings,
    folder: Path,
    model: str,
    formats: str,
    workers: int,
    cores: Sequence[int],
    tell: Callable[[str], object],
) -> _Measured:
    tell(f"{settings.command} {model} {formats} {workers}")
    results, log = folder / "results", folder / "log.jsonl"
    options = ("--output", str(results), "--workers", str(workers), "--log", str(log))
    chosen = ("--model", model, "--format", formats)
    command = (*GONGKAI, settings.command, str(folder / "reports"), *options, *chosen)
    measured = run(command, cores=cores)
    (part,) = read_log(log)
    shutil.rmtree(results)
    log.unlink()
    return _Measured(part.done / part.seconds, measured.cpu_seconds / settings.reports)
