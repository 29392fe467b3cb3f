"""The log of a run as a curve of speed and memory over time, and what many reports would cost.

A log (``--log``) has a line at the start of a run, every few seconds, and at its end. A run that
was taken up again has appended to it: its stretches are put one behind the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit
from gongkai.evaluate.benchmark.wording import Column, Heading, Name, Phrase
from gongkai.models.errors import GongkaiError

_SECONDS_AN_HOUR: Final = 3600.0
_EVENTS: Final = frozenset({"start", "progress", "end", "interrupted"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of a log: how far a run was, ``seconds`` after its start."""

    seconds: float
    done: int
    failed: int
    resident: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run from its start to its end, or to where it was stopped.

    Attributes
    ----------
    moments
        The lines of the log, the first of which is the start.
    workers
        How many processes worked, ``None`` where the log does not say.
    """

    moments: tuple[Moment, ...]
    workers: int | None

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.moments[-1].seconds - self.moments[0].seconds

    @property
    def done(self) -> int:
        """How many inputs it dealt with."""
        return self.moments[-1].done - self.moments[0].done


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a curve: what happened until ``end``, in seconds since the start of all."""

    start: float
    end: float
    rate: float
    done: int
    failed: int
    resident: int


def read_log(path: Path) -> list[Stretch]:
    """Read the log of a run.

    Raises
    ------
    GongkaiError
        If it is no such log, or tells of nothing done.
    """
    stretches: list[Stretch] = []
    moments: list[Moment] = []
    workers = None
    for line in _lines(path):
        if line["event"] == "start" and moments:
            stretches.append(Stretch(tuple(moments), workers))
            moments = []
        workers = line.get("workers")
        moments.append(Moment(line["seconds"], line["done"], line["failed"], line["rss"]))
    stretches.append(Stretch(tuple(moments), workers))
    told = [each for each in stretches if each.done and each.seconds > 0]
    if not told:
        raise GongkaiError(f"{path} tells of no input that was done: give the log of a whole run.")
    return told


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    number = 0
    with path.open("rb") as stream:
        for number, content in enumerate(stream, start=1):
            try:
                line = json.loads(content)
                known = line["event"] in _EVENTS and line["done"] >= 0 and line["failed"] >= 0
                known = known and line["seconds"] >= 0 and line["rss"] >= 0
            except (ValueError, KeyError, TypeError):
                known = False
            if not known:
                if not content.endswith(b"\n"):
                    continue  # the run was killed while it wrote
                raise GongkaiError(
                    f"{path}, line {number}: this is no line of a run's log; give a file that "
                    "--log has written."
                )
            yield line
    if not number:
        raise GongkaiError(f"{path} is empty: give a file that --log has written.")


def curve(stretches: Sequence[Stretch], most: int | None = None) -> list[Step]:
    """Return how fast a run was, and what memory it took, over time.

    Parameters
    ----------
    stretches
        The run, in time.
    most
        At most so many steps, each of several lines of the log; each line a step if ``None``.
    """
    steps: list[Step] = []
    begun, done, failed = 0.0, 0, 0
    for stretch in stretches:
        start = stretch.moments[0]
        for before, moment in pairwise(stretch.moments):
            seconds = moment.seconds - before.seconds
            if seconds <= 0:
                continue
            steps.append(
                Step(
                    begun + before.seconds - start.seconds,
                    begun + moment.seconds - start.seconds,
                    (moment.done - before.done) / seconds,
                    done + moment.done - start.done,
                    failed + moment.failed - start.failed,
                    moment.resident,
                )
            )
        begun += stretch.seconds
        done += stretch.done
        failed += stretch.moments[-1].failed - start.failed
    return steps if most is None else _thinned(steps, most)


def _thinned(steps: Sequence[Step], most: int) -> list[Step]:
    """Put steps together, as many as are needed to have at most so many; memory is the most."""
    size = -(-len(steps) // most)
    thinned = []
    for place in range(0, len(steps), size):
        some = steps[place : place + size]
        first, last = some[0], some[-1]
        reports = sum(each.rate * (each.end - each.start) for each in some)
        seconds = sum(each.end - each.start for each in some)
        resident = max(each.resident for each in some)
        thinned.append(
            Step(first.start, last.end, reports / seconds, last.done, last.failed, resident)
        )
    return thinned


def curve_part(stretches: Sequence[Stretch], most: int) -> Part:
    """Return the curve as a table of at most so many rows."""
    rows = []
    for step in curve(stretches, most):
        label = Label.of(Name.MOMENT, time=timedelta(seconds=round(step.end)))
        figures = {
            Column.DONE: Figure((step.done,), Unit.COUNT),
            Column.FAILED: Figure((step.failed,), Unit.COUNT),
            Column.RATE: Figure((step.rate,), Unit.PER_SECOND),
            Column.RESIDENT: Figure((step.resident,), Unit.BYTES),
        }
        rows.append(Row(label, figures))
    return Part(Heading.CURVE, tuple(rows))


def cost_part(
    stretches: Sequence[Stretch], workers: int, projected: int, results: Path | None
) -> Part:
    """Return what a run took, and what so many reports would take at the same rate.

    Parameters
    ----------
    stretches
        The run.
    workers
        How many processes worked, each on a core of its own.
    projected
        A number of reports.
    results
        The folder of the results, whose files are added up; ``None`` leaves the disk out.
    """
    reports = sum(stretch.done for stretch in stretches)
    seconds = sum(stretch.seconds for stretch in stretches)
    size = None if results is None else _size(results)
    counts = ((reports, Name.WHOLE_RUN), (projected, Name.PROJECTED))
    rows = []
    for count, name in counts:
        share = count / reports
        hours = seconds * share * workers / _SECONDS_AN_HOUR
        figures = {
            Column.REPORTS: Figure((count,), Unit.COUNT),
            Column.TIME: Figure((seconds * share,), Unit.SECONDS),
            Column.CORE_HOURS: Figure((hours,), Unit.COUNT),
        }
        if size is not None:
            figures[Column.BYTES] = Figure((size * share,), Unit.BYTES)
            figures[Column.BYTES_EACH] = Figure((size / reports,), Unit.BYTES)
        rows.append(Row(Label.of(name), figures))
    return Part(Heading.COST, tuple(rows), (Label.of(Phrase.COST, workers=workers),))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
