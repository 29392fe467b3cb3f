"""From examples to a pipeline: every part fitted, in processes of their own where that helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Final, cast

from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Config

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
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("fork")) as pool:
        futures = [
            pool.submit(_network_weights, examples, answers, design, number)
            for number in range(design.networks)
        ]
        tell("fitting the linear models of claims and relations")
        claims = cast(ClaimClassifier, pipeline.get_pipe(CLAIMS))
        claims.models = fit_claim_models(examples, answers)
        relations = cast(RelationFinder, pipeline.get_pipe(RELATIONS))
        relations.spans = fit_span_relation(examples)
        relations.wholes = fit_whole_relation(examples)
        tell(f"training {design.networks} networks, {design.epochs} times over the texts")
        weights = [future.result() for future in futures]
    encoder = cast(Encoder, pipeline.get_pipe(ENCODER))
    encoder.set_networks([_network(each, answers, design) for each in weights], answers)
    return pipeline


def _network_weights(
    examples: Sequence[Example], answers: Answers, design: Design, number: int
) -> Weights:
    """Train one network, in a process of its own, and return its weights."""
    network = train_network(examples, answers, design.shape, design.schedule(number))
    return network_arrays(network)


def _network(weights: Weights, answers: Answers, design: Design) -> Any:  # noqa: ANN401 - a network
    network = build_network(design.shape, answers.count, len(TAGS))
    network.initialize()
    set_network_arrays(network, weights)
    return network
