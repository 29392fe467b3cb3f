"""The shipped pipeline: its config, and how it learns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from gongkai.models.trained.components import LINEAR_WEIGHT, NETWORKS
from gongkai.models.trained.network import Shape
from gongkai.training.network import Schedule

#: The config of the shipped pipeline.
CONFIG: Final = """
[nlp]
lang = "zh"
pipeline = ["gongkai_quantities","gongkai_encoder","gongkai_spans","gongkai_claims","gongkai_relations","gongkai_problems","gongkai_calibrator"]
batch_size = 64

[nlp.tokenizer]
@tokenizers = "gongkai.CharacterTokenizer.v1"

[components]

[components.gongkai_quantities]
factory = "gongkai_quantities"

[components.gongkai_encoder]
factory = "gongkai_encoder"
width = {width}
depth = {depth}
pieces = {pieces}
heads = {heads}
hidden = {hidden}
networks = {networks}

[components.gongkai_spans]
factory = "gongkai_spans"

[components.gongkai_claims]
factory = "gongkai_claims"
linear_weight = {linear_weight}

[components.gongkai_relations]
factory = "gongkai_relations"

[components.gongkai_problems]
factory = "gongkai_problems"

[components.gongkai_calibrator]
factory = "gongkai_calibrator"
"""  # noqa: E501 - the config's own lines


@dataclass(frozen=True, slots=True)
class Design:
    """What is trained.

    Attributes
    ----------
    shape
        The sizes of each network.
    networks
        How many networks, which differ in their random beginnings.
    epochs
        How often each sees the training texts.
    linear_weight
        The linear model's share beside the networks.
    generated
        How many generated passages are learned from as well.
    seed
        Of everything random.
    rate
        The highest learning rate of the networks.
    """

    shape: Shape = field(default_factory=Shape)
    networks: int = NETWORKS
    epochs: int = 14
    linear_weight: float = LINEAR_WEIGHT
    generated: int = 0
    seed: int = 0
    rate: float = 2e-3

    def schedule(self, number: int) -> Schedule:
        """Return how a network learns."""
        return Schedule(epochs=self.epochs, rate=self.rate, seed=self.seed + number)

    def config(self) -> str:
        """Return the config of the pipeline."""
        shape = self.shape
        return CONFIG.format(
            width=shape.width,
            depth=shape.depth,
            pieces=shape.pieces,
            heads=shape.heads,
            hidden=shape.hidden,
            networks=self.networks,
            linear_weight=self.linear_weight,
        )


#: The design of the shipped model, chosen by measurement on dev (see the model card).
SHIPPED: Final = Design()
