"""Training of the network: all its questions and its tags at once.

Pieces of about the same length go into a batch. The loss is the cross-entropy of every question,
smoothed, and that of the tags; a question is asked where it makes sense (aspects of rates,
channels and scopes of claims), tags where context spans were annotated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from thinc.api import Adam, Model, fix_random_seed

from gongkai.models.trained.columns import ColumnReader, Piece
from gongkai.models.trained.network import Batch, Scores, Shape, batch_of, build_network
from gongkai.models.trained.network_weights import set_network_arrays
from gongkai.models.trained.operations import Floats, Integers
from gongkai.models.trained.questions import Answers, Question
from gongkai.models.trained.tags import TAGS, tags_of
from gongkai.training.examples import Example
from gongkai.training.layers import Layer

#: How much the loss of each question counts.
_WEIGHTS: Final = {
    Question.METRICS: 1.0,
    Question.ASPECTS: 0.3,
    Question.CHANNEL: 0.5,
    Question.SCOPE: 0.3,
}
_TAG_WEIGHT: Final = 0.1
#: The score of what alone is ever answered.
_CERTAIN: Final = 10.0
_SMOOTHING: Final = 0.05
_BATCH_CHARACTERS: Final = 2_000
_UNKNOWN: Final = -1
#: Batches over which the learning rate rises, and the most of all batches that may be.
_RISE: Final = 200
_MOST_OF_RISE: Final = 0.2
Report = Callable[[int, float, Model[Batch, Scores]], None]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn.

    Attributes
    ----------
    epochs
        How often all pieces are seen.
    rate
        The highest learning rate; it rises over the first batches and falls to nearly nothing.
    decay
        The strength with which weights are held small.
    seed
        Of everything random.
    """

    epochs: int = 12
    rate: float = 2e-3
    decay: float = 0.01
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """A piece with what the network should say of it.

    Attributes
    ----------
    example
        What it is a piece of.
    piece
        The piece.
    targets
        For each of its anchors the number of the right answer to each question.
    tags
        For each of its characters the number of the right tag. What is not known is -1.
    """

    example: Example
    piece: Piece
    targets: Integers
    tags: Integers


def train_network(  # noqa: PLR0913, PLR0917 - what can be set of a training
    examples: Sequence[Example],
    answers: Answers,
    shape: Shape,
    schedule: Schedule,
    report: Report = lambda epoch, loss, network: None,
    start: Mapping[str, NDArray[Any]] | None = None,
) -> Model[Batch, Scores]:
    """Train a network.

    Parameters
    ----------
    examples
        What to learn from.
    answers
        The answers it gives.
    shape, schedule
        Its sizes, and how it learns.
    report
        Told after each epoch its number from 1, the mean loss, and the network.
    start
        Weights to begin with (see ``network_arrays``), of a network with these answers; random
        ones if left out.

    Returns
    -------
    thinc.model.Model
        The same for the same arguments on the same machine.
    """
    fix_random_seed(schedule.seed)
    network = build_network(shape, answers.count, len(TAGS))
    network.initialize()
    if start is not None:
        set_network_arrays(network, start)
    samples = list(iterate_samples(examples, answers))
    learn_samples(network, samples, answers, schedule, report)
    if start is None and all((each.tags == _UNKNOWN).all() for each in samples):
        _find_no_spans(network)
    return network


def learn_samples(
    network: Model[Batch, Scores],
    samples: Sequence[Sample],
    answers: Answers,
    schedule: Schedule,
    report: Report = lambda epoch, loss, network: None,
) -> None:
    """Train a network that has weights to begin with.

    Parameters
    ----------
    network
        What is trained.
    samples
        What to learn from; see ``iterate_samples``.
    answers
        The answers it gives.
    schedule
        How it learns.
    report
        As for ``train_network``.
    """
    random = Random(schedule.seed)  # noqa: S311 - the order of batches, not secrets
    steps = schedule.epochs * len(_batches(samples, random))
    optimizer = Adam(
        schedule.rate, L2=schedule.decay, grad_clip=1.0, L2_is_weight_decay=True, use_averages=False
    )
    step = 0
    for epoch in range(1, schedule.epochs + 1):
        losses = []
        for batch in _batches(samples, random):
            step += 1
            optimizer.learn_rate = _rate(schedule.rate, step, steps)
            losses.append(_learn(network, batch, answers))
            network.finish_update(optimizer)
        report(epoch, float(np.mean(losses)), network)


def _find_no_spans(network: Model[Batch, Scores]) -> None:
    """Let a tagger that was shown no tags find nothing, rather than anything."""
    linear = network.get_ref("tagger").layers[-1]
    weights: Any = np.zeros((len(TAGS), linear.get_dim("nI")), np.float32)
    scores: Any = np.zeros(len(TAGS), np.float32)
    scores[0] = _CERTAIN
    linear.set_param("W", weights)
    linear.set_param("b", scores)


def _rate(highest: float, step: int, steps: int) -> float:
    rise = max(1.0, min(_RISE, _MOST_OF_RISE * steps))
    return highest * min(1.0, step / rise) * max(0.02, 1 - step / (steps + 1))


def iterate_samples(examples: Sequence[Example], answers: Answers) -> Iterator[Sample]:
    """Yield what there is to learn of examples, piece by piece.

    Parameters
    ----------
    examples
        What to learn from.
    answers
        The answers the network gives; others are unknown to it.
    """
    reader = ColumnReader()
    index = {
        question: {answer: number for number, answer in enumerate(known)}
        for question, known in answers.by_question.items()
    }
    for example in examples:
        for piece in reader.pieces(example.reading):
            targets = [_targets(example, number, index) for number in piece.anchors]
            yield Sample(example, piece, np.array(targets, np.int64), _tags(example, piece))


def _targets(example: Example, number: int, index: dict[Question, dict[str, int]]) -> list[int]:
    gold = example.gold[number]
    return [
        known.get(gold.answer(question), _UNKNOWN) if example.asks(number, question) else _UNKNOWN
        for question, known in index.items()
    ]


def _tags(example: Example, piece: Piece) -> Integers:
    tags = np.full(len(piece.columns), _UNKNOWN, np.int64)
    if all(gold.knows_contexts for gold in example.gold):
        spans = [(each.start, each.end, each.kind.value) for each in example.spans]
        of_text = tags_of(spans, len(example.reading.text))
        if Layer.UNUSED_CONTEXTS in example.missing:
            of_text[~_near_claims(example)] = _UNKNOWN
        tags[piece.lead :] = of_text[piece.start : piece.end]
    return tags


def _near_claims(example: Example) -> NDArray[np.bool_]:
    """Tell which characters stand in a sentence with a claim, or in a span of one."""
    near = np.zeros(len(example.reading.text), bool)
    for anchor, gold in zip(example.reading.anchors, example.gold, strict=True):
        if gold.metrics:
            near[slice(*anchor.sentence)] = True
    for span in example.spans:
        near[span.start : span.end] = True
    return near


def _batches(samples: Sequence[Sample], random: Random) -> list[list[Sample]]:
    order = sorted(samples, key=lambda each: len(each.piece.columns) + random.random() * 40)
    batches: list[list[Sample]] = [[]]
    size = 0
    for sample in order:
        if size > _BATCH_CHARACTERS:
            batches.append([])
            size = 0
        batches[-1].append(sample)
        size += len(sample.piece.columns)
    random.shuffle(batches)
    return batches


def _learn(network: Model[Batch, Scores], samples: Sequence[Sample], answers: Answers) -> float:
    batch = batch_of([(each.example.reading, each.piece) for each in samples])
    scores, backprop = network.begin_update(batch)
    targets = np.concatenate([each.targets for each in samples])
    tags = np.concatenate([each.tags for each in samples])
    gradient = np.zeros_like(scores.anchors)
    loss = 0.0
    for number, (question, columns) in enumerate(answers.columns()):
        part, cost = _cross_entropy(scores.anchors[:, columns], targets[:, number], _SMOOTHING)
        gradient[:, columns] = _WEIGHTS[question] * part / len(targets)
        loss += _WEIGHTS[question] * cost / len(targets)
    of_tags, cost = _cross_entropy(scores.characters, tags, 0.0)
    share = _TAG_WEIGHT / len(targets)
    backprop(Scores(gradient, (share * of_tags).astype(np.float32)))
    return loss + share * cost


def _cross_entropy(scores: Floats, targets: Integers, smoothing: float) -> tuple[Floats, float]:
    """Return the gradient of the summed cross-entropy, and the sum, over known targets."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    probabilities = np.exp(shifted)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    known = np.flatnonzero(targets != _UNKNOWN)
    wanted = np.zeros_like(scores)
    wanted[known] = smoothing / scores.shape[1]
    wanted[known, targets[known]] += 1 - smoothing
    gradient = np.where((targets != _UNKNOWN)[:, None], probabilities - wanted, 0)
    chosen = probabilities[known, targets[known]]
    return gradient.astype(np.float32), float(-np.log(chosen + 1e-9).sum())
