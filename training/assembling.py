"""From examples to a pipeline: every part fitted, in processes of their own where that helps."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from typing import Any, Final, cast

from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Config, Model
from threadpoolctl import threadpool_limits

from gongkai.models.trained.components import (
    CLAIMS,
    ENCODER,
    RELATIONS,
    ClaimClassifier,
    Encoder,
    RelationFinder,
)
from gongkai.models.trained.loading import build_pipeline
from gongkai.models.trained.network import Batch, Scores, build_network
from gongkai.models.trained.network_weights import network_arrays, set_network_arrays
from gongkai.models.trained.questions import NONE, Answers, Question
from gongkai.models.trained.tags import TAGS
from gongkai.training.base import Base
from gongkai.training.claims import fit_claim_models, unknown_answers
from gongkai.training.defaults import Design
from gongkai.training.errors import TrainingError
from gongkai.training.examples import FEWEST, Example, answers_in
from gongkai.training.network import train_network
from gongkai.training.relations import fit_span_relation, fit_whole_relation

#: Told what is being done, in a few words.
Tell = Callable[[str], None]
Weights = dict[str, NDArray[Any]]
_PROCESSES: Final = 2
#: How many of the answers that a base does not know are named.
_MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class _Task:
    """What every process of a pool works on."""

    examples: Sequence[Example]
    answers: Answers
    design: Design
    base: Base | None
    tell: Tell


def train_pipeline(
    examples: Sequence[Example],
    design: Design,
    tell: Tell = lambda words: None,
    base: Base | None = None,
) -> Language:
    """Train all parts of a pipeline but the reader of section five and the calibrators.

    Parameters
    ----------
    examples
        What to learn from.
    design
        What to train.
    tell
        Told what is being done.
    base
        The model to go on from, of which the design is.

    Returns
    -------
    Language
        The same for the same arguments on the same machine.

    Raises
    ------
    TrainingError
        If there is nothing to learn from the examples, or memory runs out.
    """
    answers = answers_in(examples) if base is None else base.answers
    _check(examples, answers)
    if base is None:
        pipeline = build_pipeline(Config().from_str(design.config()))
    else:
        pipeline = base.fresh_pipeline()
        _tell_unknown(examples, answers, tell)
    tell(
        f"training {design.networks} networks, {design.epochs} times over the texts, and the "
        "linear models"
    )
    weights, of_claims, of_relations = _fitted(_Task(examples, answers, design, base, tell))
    encoder = cast(Encoder, pipeline.get_pipe(ENCODER))
    encoder.set_networks([_network(each, answers, design) for each in weights], answers)
    cast(ClaimClassifier, pipeline.get_pipe(CLAIMS)).from_bytes(of_claims)
    cast(RelationFinder, pipeline.get_pipe(RELATIONS)).from_bytes(of_relations)
    return pipeline


def _check(examples: Sequence[Example], answers: Answers) -> None:
    known = set(answers.by_question[Question.METRICS]) - {NONE}
    stated = {gold.answer(Question.METRICS) for example in examples for gold in example.gold}
    if not stated - {NONE}:
        raise TrainingError("No claims are annotated: there is nothing to learn from the texts.")
    if not stated & known:
        raise TrainingError(
            f"No metric has {FEWEST} claims that can be learned from: annotate more of the texts, "
            "or go on from a model with --base."
        )


def _tell_unknown(examples: Sequence[Example], answers: Answers, tell: Tell) -> None:
    unknown = unknown_answers(examples, answers)
    if not unknown:
        return
    counts = [f"{name} ({count})" for name, count in unknown.items()]
    more = f" and {len(counts) - _MOST_NAMED} more" if len(counts) > _MOST_NAMED else ""
    tell(
        f"{sum(unknown.values())} answers that the base does not know are left out: "
        f"{', '.join(counts[:_MOST_NAMED])}{more}"
    )


def _fitted(task: _Task) -> tuple[list[Weights], bytes, bytes]:
    others = set(active_children())
    pool = ProcessPoolExecutor(
        _PROCESSES,
        mp_context=get_context("fork"),
        initializer=_take_over,
        initargs=(task,),
    )
    try:
        networks = [pool.submit(_network_weights, each) for each in range(task.design.networks)]
        of_claims, of_relations = pool.submit(_claim_models), pool.submit(_relation_models)
        return [each.result() for each in networks], of_claims.result(), of_relations.result()
    except BrokenProcessPool:
        raise TrainingError(
            "A process of the training was ended from outside, mostly for want of memory: free "
            "some, or learn from fewer texts."
        ) from None
    except BaseException:  # an interruption too: nobody waits for the rest any more
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


#: Inherited by the processes when they are forked, so that nothing is copied.
_task: _Task | None = None


def _take_over(task: _Task) -> None:
    global _task  # noqa: PLW0603 - the state of a worker
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for them ends them
    threadpool_limits(1)  # the processes share the cores


def _given() -> _Task:
    if _task is None:
        raise RuntimeError("a worker was asked to train before it was told on what")
    return _task


def _network_weights(number: int) -> Weights:
    """Train one network and return its weights."""
    task = _given()
    design = task.design

    def report(epoch: int, loss: float, network: Model[Batch, Scores]) -> None:
        if number == 0:
            task.tell(f"network 1: {epoch} of {design.epochs} times, loss {loss:.3f}")

    start = None if task.base is None else task.base.networks[number]
    network = train_network(
        task.examples, task.answers, design.shape, design.schedule(number), report, start
    )
    return network_arrays(network)


def _claim_models() -> bytes:
    task = _given()
    classifier = ClaimClassifier(task.design.linear_weight)
    base = None if task.base is None else task.base.claim_models
    classifier.models = fit_claim_models(task.examples, task.answers, base)
    return classifier.to_bytes()


def _relation_models() -> bytes:
    task = _given()
    finder = RelationFinder()
    base = None if task.base is None else task.base.relations
    finder.spans = fit_span_relation(task.examples, None if base is None else base.spans)
    finder.wholes = fit_whole_relation(task.examples, None if base is None else base.wholes)
    return finder.to_bytes()


def _network(weights: Weights, answers: Answers, design: Design) -> Model[Batch, Scores]:
    network = build_network(design.shape, answers.count, len(TAGS))
    network.initialize()
    set_network_arrays(network, weights)
    return network
