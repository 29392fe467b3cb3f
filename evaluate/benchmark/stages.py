"""How long each stage takes on a report, and how many reports one core reads in a second."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit
from gongkai.evaluate.benchmark.rounds import in_turns
from gongkai.evaluate.benchmark.wording import Column, Heading, Name, Phrase
from gongkai.evaluate.benchmark.workload import Layout
from gongkai.extract import work
from gongkai.extract.claim_models import DEFAULT_MODEL
from gongkai.extract.input_files import FileInput
from gongkai.extract.pipeline import extract
from gongkai.extract.reading import read
from gongkai.extract.stages import Stage
from gongkai.extract.writing.json_lines import LineWriter, record_line

_MILLISECONDS: Final = 1000.0
_COLUMNS: Final = {
    Layout.TEXT: (Column.TEXT_TIME, Column.TEXT_SHARE),
    Layout.PAGES: (Column.PAGE_TIME, Column.PAGE_SHARE),
}
_SPEED_NAMES: Final = {Layout.TEXT: Name.TEXT_SPEED, Layout.PAGES: Name.PAGE_SPEED}


@dataclass(slots=True)
class StageClock:
    """Adds up the processor time between one stage's end and the next; an ``Observer``.

    Attributes
    ----------
    seconds
        The time of each stage so far.
    """

    seconds: dict[Stage, float] = field(default_factory=lambda: dict.fromkeys(Stage, 0.0))
    _last: float = 0.0

    def start(self) -> None:
        """Begin with the next report: what has passed since the last stage is nobody's."""
        self._last = time.process_time()

    def __call__(self, stage: Stage) -> None:
        """Count the time since the last stage's end as this stage's."""
        now = time.process_time()
        self.seconds[stage] += now - self._last
        self._last = now


@dataclass(frozen=True, slots=True)
class WholeRun:
    """One pass over reports without a clock inside, by the clock and of the processor."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class _Round:
    """What one round measured of one layout."""

    stages: dict[Stage, float]
    whole: WholeRun


def time_stages(
    paths: Sequence[Path], output: Path, model: str = DEFAULT_MODEL
) -> dict[Stage, float]:
    """Read, extract and write the reports once; return the processor time of each stage, in s.

    Parameters
    ----------
    paths
        Files with reports.
    output
        The file that their records are written to.
    model
        What reads the narrative.
    """
    clock = StageClock()
    with LineWriter(output, create=True) as writer:
        for path in paths:
            clock.start()
            document = read(path.read_bytes(), uri=path.name)
            clock(Stage.READING)
            record = extract(document, model=model, observer=clock)
            line = record_line(record)
            clock(Stage.SERIALISING)
            writer.write(line)
            clock(Stage.WRITING)
    return clock.seconds


def time_whole(paths: Sequence[Path], output: Path, model: str = DEFAULT_MODEL) -> WholeRun:
    """Do to the reports what a worker of ``gongkai extract`` does, and time the whole.

    Raises
    ------
    ValueError
        If a report cannot be extracted, which none of a workload may.
    """
    settings = work.Settings(model=model)
    started, cpu_started = time.perf_counter(), time.process_time()
    with LineWriter(output, create=True) as writer:
        for path in paths:
            outcome = work.process(FileInput(path.name, str(path)), settings)
            if isinstance(outcome, work.Failure):
                raise ValueError(outcome.message)
            writer.write(outcome.line)
    return WholeRun(time.perf_counter() - started, time.process_time() - cpu_started)


def measure_stages(
    files: Mapping[Layout, Sequence[Path]], output: Path, rounds: int, model: str = DEFAULT_MODEL
) -> tuple[Part, Part]:
    """Return the speed of the whole, and the time of each stage, for texts and for pages.

    Parameters
    ----------
    files
        The files of each layout.
    output
        A file for the records.
    rounds
        How often everything is measured, in turns, after a warm-up.
    model
        What reads the narrative.
    """
    for paths in files.values():
        time_whole(paths, output, model)
    tasks = {layout: partial(_round, paths, output, model) for layout, paths in files.items()}
    measured = in_turns(tasks, rounds)
    counts = {layout: len(paths) for layout, paths in files.items()}
    remark = Label.of(Phrase.ROUNDS, reports=max(counts.values()), rounds=rounds)
    speed = tuple(
        Row(Label.of(_SPEED_NAMES[layout]), _speed(each, counts[layout]))
        for layout, each in measured.items()
    )
    return Part(Heading.SPEED, speed, (remark,)), _stages_part(measured, counts)


def _round(paths: Sequence[Path], output: Path, model: str) -> _Round:
    return _Round(time_stages(paths, output, model), time_whole(paths, output, model))


def _speed(rounds: Sequence[_Round], count: int) -> dict[Column, Figure]:
    seconds = [each.whole.seconds for each in rounds]
    cpu_seconds = [each.whole.cpu_seconds for each in rounds]
    return {
        Column.RATE: Figure(tuple(count / each for each in seconds), Unit.PER_SECOND),
        Column.CPU_RATE: Figure(tuple(count / each for each in cpu_seconds), Unit.PER_SECOND),
    }


def _stages_part(measured: Mapping[Layout, Sequence[_Round]], counts: Mapping[Layout, int]) -> Part:
    remark = Label.of(Phrase.PROCESSOR_TIME)
    return Part(Heading.STAGES, _rows(measured, counts), (remark,))


def _rows(
    measured: Mapping[Layout, Sequence[_Round]], counts: Mapping[Layout, int]
) -> tuple[Row, ...]:
    """Return a row a stage, with the figures of every layout, and one of the whole."""
    rows = []
    for stage in (*Stage, None):
        figures: dict[Column, Figure] = {}
        for layout, rounds in measured.items():
            figures |= _stage_figures(layout, rounds, stage, counts[layout])
        rows.append(Row(Label.of(stage or Name.WHOLE), figures))
    return tuple(rows)


def _stage_figures(
    layout: Layout, rounds: Sequence[_Round], stage: Stage | None, count: int
) -> dict[Column, Figure]:
    """Return time, share and rate of a stage, or of all together."""
    time_column, share_column = _COLUMNS[layout]
    totals = [sum(each.stages.values()) for each in rounds]
    own = totals if stage is None else [each.stages[stage] for each in rounds]
    milliseconds = tuple(seconds / count * _MILLISECONDS for seconds in own)
    figures = {
        time_column: Figure(milliseconds, Unit.MILLISECONDS),
        # Of the sums, so that the shares of all stages are one whole.
        share_column: Figure((sum(own) / sum(totals),), Unit.SHARE),
    }
    if layout is Layout.TEXT and all(own):  # some systems' clocks are coarse
        rates = tuple(count / seconds for seconds in own)
        figures[Column.TEXT_RATE] = Figure(rates, Unit.PER_SECOND)
    return figures
