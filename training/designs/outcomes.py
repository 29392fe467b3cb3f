"""What a design is, and what it hands back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from gongkai.models.scheme import Metric
from gongkai.models.trained.questions import Answers, Question, metrics_of
from gongkai.models.trained.readings import PassageReading
from gongkai.training.examples import Example, answers_in

#: The metrics of each anchor of an example; empty where the anchor is no claim.
Metrics: TypeAlias = tuple[tuple[Metric, ...], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a design made of held-out examples, and what that cost.

    Attributes
    ----------
    metrics
        For each held-out example the metrics of its anchors.
    training_seconds, reading_seconds
        Processor time on one core. Reading is that of all held-out examples, without what
        grammar and rules took before.
    weight_bytes
        Size of what was learned, as it is stored.
    remark
        What has to be known of the result, in English; mostly nothing.
    """

    metrics: tuple[Metrics, ...]
    training_seconds: float
    reading_seconds: float
    weight_bytes: int
    remark: str = ""


#: From examples to learn from, and held-out ones, to what was made of these.
Run: TypeAlias = Callable[[Sequence[Example], Sequence[Example]], Outcome]


@dataclass(frozen=True, slots=True)
class Design:
    """A way to tell what anchors count.

    Attributes
    ----------
    name
        What it is called on the command line.
    english, chinese
        What it is, in a few words.
    run
        Learns and reads; the same for the same examples on the same machine, but for the
        seconds.
    """

    name: str
    english: str
    chinese: str
    run: Run


@dataclass(slots=True)
class Stopwatch:
    """Processor time spent so far in one activity.

    Attributes
    ----------
    seconds
        Of this process alone, so that what else the machine does hardly matters.
    """

    seconds: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time inside."""
        started = time.process_time()
        try:
            yield
        finally:
            self.seconds += time.process_time() - started


def metric_answers(examples: Sequence[Example]) -> Answers:
    """Return the answers on metrics alone that enough anchors have."""
    return Answers({Question.METRICS: answers_in(examples).by_question[Question.METRICS]})


def from_answers(answers: Iterable[str]) -> Metrics:
    """Return the metrics that answers name."""
    return tuple(metrics_of(answer) for answer in answers)


def at_anchors(reading: PassageReading, found: Iterable[tuple[int, int, str]]) -> Metrics:
    """Give spans that a model found to the anchors of a passage.

    Parameters
    ----------
    reading
        The passage.
    found
        Start, end and answer of each span, by offsets in the passage.

    Returns
    -------
    tuple
        Each span is given to the anchor that it shares most characters with. One that meets
        none is lost: there is no number to claim.
    """
    by_anchor: list[dict[Metric, None]] = [{} for _ in reading.anchors]
    for start, end, answer in found:
        shared = [
            min(end, anchor.quantity.end) - max(start, anchor.quantity.start)
            for anchor in reading.anchors
        ]
        best = max(range(len(shared)), key=shared.__getitem__, default=None)
        if best is not None and shared[best] > 0:
            by_anchor[best].update(dict.fromkeys(metrics_of(answer)))
    return tuple(tuple(metrics) for metrics in by_anchor)
