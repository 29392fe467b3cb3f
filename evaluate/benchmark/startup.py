"""How long a fresh process needs until it is of use, and what it spends that time on."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit
from gongkai.evaluate.benchmark.processes import GONGKAI, BenchmarkError, Run, run
from gongkai.evaluate.benchmark.rounds import in_turns
from gongkai.evaluate.benchmark.wording import Column, Heading, Name
from gongkai.extract.claim_models import DEFAULT_MODEL

_SHOWN: Final = 5
_MICROSECONDS: Final = 1_000_000
#: A line of ``-X importtime``: own time, time with what it imports, name.
_IMPORT_LINE: Final = re.compile(r"^import time:\s*(\d+) \|\s*\d+ \|\s*(\S+)$", re.MULTILINE)


def measure_startup(report: Path, folder: Path, rounds: int, model: str = DEFAULT_MODEL) -> Part:
    """Return the times of fresh processes that do little.

    Parameters
    ----------
    report
        The one report that is extracted.
    folder
        Where its results go, in a folder a run.
    rounds
        How often each is started, in turns, after a warm-up.
    model
        What reads the narrative.

    Raises
    ------
    BenchmarkError
        If a process fails.
    """
    numbers = count()
    tasks: dict[Name, Callable[[], Run]] = {
        Name.INTERPRETER: partial(run, (sys.executable, "-c", "pass")),
        Name.IMPORT: partial(run, (sys.executable, "-c", "import gongkai.extract")),
        Name.HELP: partial(run, (*GONGKAI, "--help")),
        Name.ONE_REPORT: lambda: _extract_one(report, folder / str(next(numbers)), model),
    }
    for warm_up in tasks.values():
        warm_up()
    return Part(Heading.STARTUP, tuple(_rows(in_turns(tasks, rounds))))


def measure_imports(report: Path, folder: Path, rounds: int, model: str = DEFAULT_MODEL) -> Part:
    """Return the packages whose modules take most time to import when one report is extracted.

    Parameters
    ----------
    report, folder, rounds, model
        As for the start-up.

    Raises
    ------
    BenchmarkError
        If the process fails.
    """
    told = [_import_times(report, folder / str(number), model) for number in range(rounds)]
    return Part(Heading.IMPORTS, tuple(_import_rows(told)))


def _import_times(report: Path, folder: Path, model: str) -> list[tuple[str, float]]:
    """Return each module that one extraction imports, with its own seconds."""
    interpreter, *others = _extract_command(report, folder, model)
    command = [interpreter, "-X", "importtime", *others]
    done = subprocess.run(  # noqa: S603 - this interpreter
        command, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BenchmarkError(
            f"The measured command failed: run {' '.join(command)} by itself to see why."
        )
    found = _IMPORT_LINE.findall(done.stderr)
    return [(module, int(own) / _MICROSECONDS) for own, module in found]


def _extract_command(report: Path, folder: Path, model: str) -> list[str]:
    return [*GONGKAI, "extract", str(report), "--output", str(folder), "--model", model]


def _extract_one(report: Path, folder: Path, model: str) -> Run:
    return run(_extract_command(report, folder, model), watched=folder / "records.jsonl")


def _rows(measured: dict[Name, tuple[Run, ...]]) -> Iterator[Row]:
    for name, runs in measured.items():
        firsts = tuple(each.first_seconds for each in runs if each.first_seconds is not None)
        cpu_time = Figure(tuple(each.cpu_seconds for each in runs), Unit.SECONDS)
        memory = Figure(tuple(float(each.memory_bytes) for each in runs), Unit.BYTES)
        if firsts:
            yield Row(Label.of(Name.FIRST_RECORD), {Column.TIME: Figure(firsts, Unit.SECONDS)})
        seconds = Figure(tuple(each.seconds for each in runs), Unit.SECONDS)
        yield Row(
            Label.of(name),
            {Column.TIME: seconds, Column.CPU_TIME: cpu_time, Column.MEMORY: memory},
        )


def _import_rows(told: Sequence[Sequence[tuple[str, float]]]) -> Iterator[Row]:
    """Yield the costliest packages; gongkai is told by its own packages."""
    modules = Counter(_package_of(module) for module, _ in told[0])
    seconds = {package: [0.0] * len(told) for package in modules}
    for number, one_run in enumerate(told):
        for module, own in one_run:
            seconds.setdefault(_package_of(module), [0.0] * len(told))[number] += own
    for package in sorted(seconds, key=lambda name: (-median(seconds[name]), name))[:_SHOWN]:
        yield Row(
            _label_of(package),
            {
                Column.TIME: Figure(tuple(seconds[package]), Unit.SECONDS),
                Column.MODULES: Figure((modules[package],), Unit.COUNT),
            },
        )


def _label_of(package: str) -> Label:
    is_standard = package == Name.STANDARD_LIBRARY.value
    return Label.of(Name.STANDARD_LIBRARY) if is_standard else Label.same(package)


def _package_of(module: str) -> str:
    parts = module.split(".")
    if parts[0] in sys.stdlib_module_names:
        return Name.STANDARD_LIBRARY.value
    return ".".join(parts[:2]) if parts[0] == "gongkai" else parts[0]
