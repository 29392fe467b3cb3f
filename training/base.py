"""The model that a training goes on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Config

from gongkai.extract.claim_models import folder_name
from gongkai.models.trained.calibrating import CALIBRATOR, ClaimCalibrator
from gongkai.models.trained.calibration import Calibrator
from gongkai.models.trained.components import (
    CLAIMS,
    ENCODER,
    RELATIONS,
    ClaimClassifier,
    Encoder,
    RelationFinder,
)
from gongkai.models.trained.linear import HashedLinear
from gongkai.models.trained.loading import load_folder, load_pipeline
from gongkai.models.trained.model import shipped_weights
from gongkai.models.trained.network import Shape
from gongkai.models.trained.network_weights import network_arrays
from gongkai.models.trained.questions import Answers, Question
from gongkai.training.defaults import Design
from gongkai.training.errors import TrainingError

#: The name of the model that comes with gongkai.
SHIPPED_NAME: Final = "accurate"
_RULES: Final = "rules"
#: How often the texts are seen if nothing else is asked for: the base has seen many before.
_EPOCHS: Final = 4
#: The highest learning rate; a base has less to learn, and much to lose.
_RATE: Final = 5e-4


@dataclass(frozen=True, slots=True)
class Base:
    """A model to go on from.

    Attributes
    ----------
    name
        What it is called: ``accurate``, or ``folder:`` with the name of its folder.
    sha256
        The checksum of its files.
    config
        What its pipeline is built from.
    pipeline
        The pipeline; it is read, never changed.
    folder
        Where it lies.
    """

    name: str
    sha256: str
    config: Config
    pipeline: Language
    folder: Path

    def design(self, epochs: int | None, seed: int) -> Design:
        """Return the design of a training that goes on from this model.

        Parameters
        ----------
        epochs
            How often each network sees the texts; a few times if ``None``.
        seed
            Of everything random.
        """
        settings: Mapping[str, Any] = self.pipeline.config["components"]
        sizes = settings[ENCODER]
        return Design(
            Shape(*(sizes[name] for name in ("width", "depth", "pieces", "heads", "hidden"))),
            networks=sizes["networks"],
            epochs=epochs or _EPOCHS,
            linear_weight=settings[CLAIMS]["linear_weight"],
            generated=0,
            seed=seed,
            rate=_RATE,
        )

    def fresh_pipeline(self) -> Language:
        """Return a pipeline with this model's weights that may be changed."""
        return load_pipeline(self.folder)

    @property
    def answers(self) -> Answers:
        """The answers that it knows."""
        return cast(Encoder, self.pipeline.get_pipe(ENCODER)).answers

    @property
    def networks(self) -> list[dict[str, NDArray[Any]]]:
        """The weights of its networks."""
        encoder = cast(Encoder, self.pipeline.get_pipe(ENCODER))
        return [network_arrays(network) for network in encoder.networks]

    @property
    def claim_models(self) -> Mapping[Question, HashedLinear]:
        """Its linear models of claims."""
        return cast(ClaimClassifier, self.pipeline.get_pipe(CLAIMS)).models

    @property
    def relations(self) -> RelationFinder:
        """Its relations."""
        return cast(RelationFinder, self.pipeline.get_pipe(RELATIONS))

    @property
    def calibrators(self) -> Mapping[str, Calibrator]:
        """Its calibrators, by what they calibrate."""
        return cast(ClaimCalibrator, self.pipeline.get_pipe(CALIBRATOR)).calibrators


def load_base(name: str) -> Base:
    """Load a model to go on from.

    Parameters
    ----------
    name
        ``accurate`` for the model that comes with gongkai, or the folder of a model.

    Raises
    ------
    TrainingError
        If there is no such model.
    ModelError, WeightsError
        If the folder holds something else, or weights that are damaged.
    """
    if name == _RULES:
        raise TrainingError(
            "The model rules has no weights to go on from: name accurate or the folder of a model."
        )
    is_shipped = name == SHIPPED_NAME
    folder = shipped_weights() if is_shipped else Path(name)
    if not folder.is_dir():
        raise TrainingError(
            "No trained model came with this gongkai: install it again, or train without --base."
            if is_shipped
            else f"There is no model {name!r}: name {SHIPPED_NAME} or the folder of a model."
        )
    loaded = load_folder(folder)
    known_as = name if is_shipped else folder_name(folder)
    return Base(known_as, loaded.sha256, loaded.config, loaded.pipeline, folder)
