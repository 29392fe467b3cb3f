"""Whether time a report and memory stay flat while the number of reports grows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit
from gongkai.evaluate.benchmark.processes import GONGKAI, Run, run
from gongkai.evaluate.benchmark.rounds import in_turns
from gongkai.evaluate.benchmark.wording import Column, Heading, Name, Phrase
from gongkai.evaluate.benchmark.workload import PAGE_EVERY, Layout, write_reports
from gongkai.extract.claim_models import DEFAULT_MODEL

#: Steps of more reports than this take minutes and are run once.
_MOST_REPEATED: Final = 2000
#: The other steps take part of a minute each.
_MOST_ROUNDS: Final = 3
_MILLISECONDS: Final = 1000.0


@dataclass(frozen=True, slots=True)
class _Measured:
    """One run, and the bytes it wrote."""

    run: Run
    output_bytes: int


@dataclass(frozen=True, slots=True)
class _Step:
    """What was measured of a number of reports."""

    count: int
    runs: tuple[Run, ...]
    output_bytes: int

    @property
    def cpu_seconds(self) -> float:
        return median(each.cpu_seconds for each in self.runs)


def measure_growth(
    counts: Sequence[int],
    folder: Path,
    rounds: int,
    tell: Callable[[int], None] = lambda _: None,
    model: str = DEFAULT_MODEL,
) -> Part:
    """Run ``gongkai extract`` on ever more reports, each time in a fresh process.

    Parameters
    ----------
    counts
        Numbers of reports, growing.
    folder
        Where reports and results go.
    rounds
        How often the smaller steps are run, in turns.
    tell
        Called with the number of reports before each run.
    model
        What reads the narrative.

    Raises
    ------
    BenchmarkError
        If a run fails.
    """
    steps = {count: partial(_run_step, count, folder, tell, model) for count in counts}
    small = {count: step for count, step in steps.items() if count <= _MOST_REPEATED}
    measured = in_turns(small, max(1, min(rounds, _MOST_ROUNDS)))
    measured |= in_turns({k: step for k, step in steps.items() if k not in small}, 1)
    done = [
        _Step(count, tuple(each.run for each in measured[count]), measured[count][0].output_bytes)
        for count in counts
    ]
    remarks = [Label.of(Phrase.MIXED, every=PAGE_EVERY)]
    if len(small) < len(steps):
        remarks.append(Label.of(Phrase.ONCE, most=f"{_MOST_REPEATED:,}"))
    rows = [Row(_label(done[0]), _figures(done[0]))]
    slopes = [_slope(before, step) for before, step in pairwise(done)]
    for number, (step, slope) in enumerate(zip(done[1:], slopes, strict=True)):
        growing = {Column.MARGINAL: Figure((slope * _MILLISECONDS,), Unit.MILLISECONDS)}
        # The first step is what others are compared with; noise may leave nothing of a short one.
        if number and slopes[0] > 0:
            growing[Column.TO_LINEAR] = Figure((slope / slopes[0],), Unit.RATIO)
        rows.append(Row(_label(step), _figures(step) | growing))
    return Part(Heading.GROWTH, tuple(rows), tuple(remarks))


def _run_step(count: int, folder: Path, tell: Callable[[int], None], model: str) -> _Measured:
    tell(count)
    reports = folder / f"reports-{count}"
    if not reports.exists():
        write_reports(reports, count, Layout.MIXED)
    output = folder / f"results-{count}"
    options = ("--output", str(output), "--workers", "1", "--model", model)
    command = (*GONGKAI, "extract", str(reports), *options)
    measured = _Measured(run(command), (output / "records.jsonl").stat().st_size)
    shutil.rmtree(output)  # those of many reports fill a disk
    return measured


def _slope(before: _Step, step: _Step) -> float:
    """Return the processor time of one further report, which start-up does not enter."""
    return (step.cpu_seconds - before.cpu_seconds) / (step.count - before.count)


def _label(step: _Step) -> Label:
    label = Label.of(Name.GROWTH_STEP, count=f"{step.count:,}")
    return Label(str(step.count), label.english, label.chinese)


def _figures(step: _Step) -> dict[Column, Figure]:
    return {
        Column.TIME: Figure(tuple(each.seconds for each in step.runs), Unit.SECONDS),
        Column.CPU_TIME: Figure(tuple(each.cpu_seconds for each in step.runs), Unit.SECONDS),
        Column.MEMORY: Figure(tuple(float(each.memory_bytes) for each in step.runs), Unit.BYTES),
        Column.OUTPUT: Figure((step.output_bytes / step.count,), Unit.BYTES),
    }
