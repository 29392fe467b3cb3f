"""From examples to a pipeline: every part fitted, in processes of their own where that helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Final, cast

from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Config
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
from gongkai.models.trained.network import build_network
from gongkai.models.trained.network_weights import network_arrays, set_network_arrays
from gongkai.models.trained.questions import Answers
from gongkai.models.trained.tags import TAGS
from gongkai.training.claims import fit_claim_models
from gongkai.training.defaults import Design
from gongkai.training.examples import Example, answers_in
from gongkai.training.network import train_network
from gongkai.training.relations import fit_span_relation, fit_whole_relation

#: Told what is being done, in a few words.
Tell = Callable[[str], None]
Weights = dict[str, NDArray[Any]]
_PROCESSES: Final = 2


def train_pipeline(
    examples: Sequence[Example], design: Design, tell: Tell = lambda words: None
) -> Language:
    """Train all parts of a pipeline but its calibrators.

    Parameters
    ----------
    examples
        What to learn from.
    design
        What to train.
    tell
        Told what is being done.

    Returns
    -------
    Language
        The same for the same arguments on the same machine.
    """
    answers = answers_in(examples)
    pipeline = build_pipeline(Config().from_str(design.config()))
    tell(
        f"training {design.networks} networks, {design.epochs} times over the texts, and the "
        "linear models"
    )
    with ProcessPoolExecutor(
        _PROCESSES,
        mp_context=get_context("fork"),
        initializer=_take_over,
        initargs=(examples, answers, design),
    ) as pool:
        networks = [pool.submit(_network_weights, number) for number in range(design.networks)]
        linear = [pool.submit(_claim_models), pool.submit(_relation_models)]
        weights = [future.result() for future in networks]
        of_claims, of_relations = [future.result() for future in linear]
    encoder = cast(Encoder, pipeline.get_pipe(ENCODER))
    encoder.set_networks([_network(each, answers, design) for each in weights], answers)
    cast(ClaimClassifier, pipeline.get_pipe(CLAIMS)).from_bytes(of_claims)
    cast(RelationFinder, pipeline.get_pipe(RELATIONS)).from_bytes(of_relations)
    return pipeline


#: What every process of a pool works on; inherited when it is forked, so that nothing is copied.
_task: tuple[Sequence[Example], Answers, Design] | None = None


def _take_over(examples: Sequence[Example], answers: Answers, design: Design) -> None:
    global _task  # noqa: PLW0603 - the state of a worker
    _task = (examples, answers, design)
    threadpool_limits(1)  # the processes share the cores


def _given() -> tuple[Sequence[Example], Answers, Design]:
    if _task is None:
        raise RuntimeError("a worker was asked to train before it was told on what")
    return _task


def _network_weights(number: int) -> Weights:
    """Train one network and return its weights."""
    examples, answers, design = _given()
    network = train_network(examples, answers, design.shape, design.schedule(number))
    return network_arrays(network)


def _claim_models() -> bytes:
    examples, answers, design = _given()
    classifier = ClaimClassifier(design.linear_weight)
    classifier.models = fit_claim_models(examples, answers)
    return classifier.to_bytes()


def _relation_models() -> bytes:
    examples, _, _ = _given()
    finder = RelationFinder()
    finder.spans = fit_span_relation(examples)
    finder.wholes = fit_whole_relation(examples)
    return finder.to_bytes()


def _network(weights: Weights, answers: Answers, design: Design) -> Any:  # noqa: ANN401 - a network
    network = build_network(design.shape, answers.count, len(TAGS))
    network.initialize()
    set_network_arrays(network, weights)
    return network
