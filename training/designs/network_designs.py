"""The multi-task network alone, with and without what it is told, and together with the rest.

Each design has one network, where the shipped pipeline may have more: what one network gains by
another is a matter of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from thinc.api import Model

from gongkai.models.rules.lexicon import Mention
from gongkai.models.trained.arrays import arrays_to_bytes
from gongkai.models.trained.columns import ColumnReader, Piece
from gongkai.models.trained.decisions import decide
from gongkai.models.trained.network import Batch, Scores, Shape, batch_of
from gongkai.models.trained.network_weights import network_arrays
from gongkai.models.trained.operations import Floats
from gongkai.models.trained.questions import Answers, Question
from gongkai.models.trained.readings import PassageReading
from gongkai.training.designs.linear_designs import chances, fit_metrics
from gongkai.training.designs.outcomes import (
    Metrics,
    Outcome,
    Stopwatch,
    from_answers,
    metric_answers,
)
from gongkai.training.designs.word_network import BoundaryReader, train_with_boundaries
from gongkai.training.designs.words import fit_segmenter
from gongkai.training.examples import Example, answers_in
from gongkai.training.network import Schedule, train_network

Network: TypeAlias = Model[Batch, Scores]
Pieces: TypeAlias = Callable[[PassageReading], list[Piece]]

#: The linear model's share beside the network, as in the shipped pipeline.
_LINEAR_WEIGHT: Final = 0.4
_TOGETHER: Final = 64
#: Half of what the shipped networks get, so that the whole search takes an hour.
SCHEDULE: Final = Schedule(epochs=6)


class ReadingWithoutPhrases(PassageReading):
    """A passage of whose words the lexicon says nothing."""

    @cached_property
    def mentions(self) -> list[Mention]:
        """No phrases."""
        return []


@dataclass(frozen=True, slots=True)
class NetworkRun:
    """Learns and reads with one network that answers all questions and tags context spans.

    Attributes
    ----------
    lexicon
        Whether the network is told what the lexicon says of characters.
    with_linear
        Whether a linear model decides with it.
    shape, schedule
        Its sizes, and how it learns.
    """

    lexicon: bool = True
    with_linear: bool = False
    shape: Shape = field(default_factory=Shape)
    schedule: Schedule = SCHEDULE

    def __call__(self, learned: Sequence[Example], held_out: Sequence[Example]) -> Outcome:
        """Learn from examples, and read others."""
        if not self.lexicon:
            learned, held_out = without_phrases(learned), without_phrases(held_out)
        answers = answers_in(learned)
        of_metrics = metric_answers(learned)
        training, reading = Stopwatch(), Stopwatch()
        with training.running():
            network = train_network(learned, answers, self.shape, self.schedule)
            linear = fit_metrics(learned, of_metrics) if self.with_linear else None
        size = weight_bytes(network)
        with reading.running():
            scores = metric_scores(network, held_out, ColumnReader().pieces, answers)
            if linear is None:
                names = of_metrics.by_question[Question.METRICS]
                metrics = tuple(best_answers(each, names) for each in scores)
            else:
                size += len(linear.to_bytes())
                joint = zip(held_out, chances(linear, held_out), scores, strict=True)
                metrics = tuple(_decided(*each, of_metrics) for each in joint)
        return Outcome(metrics, training.seconds, reading.seconds, size, _remark(self.schedule))


@dataclass(frozen=True, slots=True)
class BoundaryRun:
    """Learns and reads with one network that is told where words begin and end.

    Attributes
    ----------
    shape, schedule
        Its sizes, and how it learns.
    """

    shape: Shape = field(default_factory=Shape)
    schedule: Schedule = SCHEDULE

    def __call__(self, learned: Sequence[Example], held_out: Sequence[Example]) -> Outcome:
        """Learn from examples, and read others."""
        answers = answers_in(learned)
        training, reading = Stopwatch(), Stopwatch()
        with training.running():
            segmenter = fit_segmenter(learned)
            network = train_with_boundaries(learned, answers, segmenter, self.shape, self.schedule)
        names = answers.by_question[Question.METRICS]
        with reading.running():
            scores = metric_scores(network, held_out, BoundaryReader(segmenter).pieces, answers)
            metrics = tuple(best_answers(each, names) for each in scores)
        size = weight_bytes(network) + len(segmenter.to_bytes())
        return Outcome(metrics, training.seconds, reading.seconds, size, _remark(self.schedule))


def _remark(schedule: Schedule) -> str:
    return f"{schedule.epochs} epochs"


def without_phrases(examples: Iterable[Example]) -> list[Example]:
    """Return examples of whose words the lexicon says nothing; all else is as it was."""
    return [
        replace(
            each,
            reading=ReadingWithoutPhrases(
                each.reading.text, each.reading.section, each.reading.headings, each.reading.rules
            ),
        )
        for each in examples
    ]


def metric_scores(
    network: Network, examples: Sequence[Example], pieces: Pieces, answers: Answers
) -> list[Floats]:
    """Return for each example the scores (anchors, answers) of the answers on metrics.

    Parameters
    ----------
    network
        The network.
    examples
        What it reads, some at a time.
    pieces
        Makes the pieces of a passage.
    answers
        All the answers it gives.
    """
    columns = dict(answers.columns())[Question.METRICS]
    found = [
        np.zeros((len(each.reading.anchors), columns.stop - columns.start), np.float32)
        for each in examples
    ]
    for start in range(0, len(examples), _TOGETHER):
        read = [
            (number, piece)
            for number, example in enumerate(examples[start : start + _TOGETHER], start)
            for piece in pieces(example.reading)
        ]
        if not read:
            continue
        batch = batch_of([(examples[number].reading, piece) for number, piece in read])
        scores = network.predict(batch).anchors[:, columns]
        row = 0
        for number, piece in read:
            found[number][list(piece.anchors)] = scores[row : row + len(piece.anchors)]
            row += len(piece.anchors)
    return found


def best_answers(scores: Floats, names: Sequence[str]) -> Metrics:
    """Return the metrics of the best answer of each anchor."""
    return from_answers(names[each] for each in scores.argmax(axis=1))


def _decided(example: Example, linear: Floats, scores: Floats, answers: Answers) -> Metrics:
    by_question = {Question.METRICS: linear}
    decisions = decide(example.reading, by_question, [scores], answers, _LINEAR_WEIGHT)
    return from_answers(decision.answers[Question.METRICS] for decision in decisions)


def weight_bytes(network: Network) -> int:
    """Return the size of a network's weights as they are stored."""
    return len(arrays_to_bytes(network_arrays(network)))


run_network: Final = NetworkRun()
run_network_without_lexicon: Final = NetworkRun(lexicon=False)
run_network_with_boundaries: Final = BoundaryRun()
run_linear_and_network: Final = NetworkRun(with_linear=True)
