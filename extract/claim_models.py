"""The models that read the narrative, by their names: what the pipeline asks for claims.

This module is quick to import, for the help of commands; a model is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError
from gongkai.models.claim_reading import ClaimReading
from gongkai.models.garbage_collection import without_collection
from gongkai.models.terms import Term

if TYPE_CHECKING:
    from gongkai.models.passages import Passage
    from gongkai.models.record import Claim
    from gongkai.models.rules import ProblemReading
    from gongkai.models.trained.calibration import Calibrator


class ModelName(Term):
    """The models that come with the package."""

    ACCURATE = "accurate", "the trained model", "训练模型"
    RULES = "rules", "the rule model, without confidences", "规则模型，无置信度"


#: The model that is used where none is named.
DEFAULT_MODEL: Final = ModelName.ACCURATE.value
#: The file by which the folder of a model is known.
_CONFIG: Final = "config.cfg"
#: What stands before the name of a folder.
_FOLDER: Final = "folder:"


class ClaimModel(Protocol):
    """What finds claims, problems and improvements."""

    @property
    def name(self) -> str:
        """Its name, as records tell it."""

    @property
    def sha256(self) -> str | None:
        """The checksum of its weights, where it has any."""

    @property
    def calibrators(self) -> Mapping[str, Calibrator]:
        """What turns evidence into confidence, by what it is for; empty where there is none."""

    def find_claims(self, text: str, passages: Sequence[Passage]) -> list[Claim]:
        """Find the claims that the passages of a report state, in order, numbered from 0."""

    def read_claims(self, reports: Sequence[tuple[str, Sequence[Passage]]]) -> list[ClaimReading]:
        """Find the claims of several reports, each a text with its passages, together."""

    def find_problems(
        self, text: str, passages: Sequence[Passage], report_year: int | None
    ) -> ProblemReading:
        """Find problems and improvements; all passages are given."""


class _Rules:
    """The rule model."""

    name: Final = ModelName.RULES.value
    sha256: Final = None

    def __init__(self) -> None:
        from gongkai.models.rules import RuleModel  # noqa: PLC0415 - pydantic is slow to load

        self._model = RuleModel()
        self.calibrators: Mapping[str, Calibrator] = {}

    def find_claims(self, text: str, passages: Sequence[Passage]) -> list[Claim]:
        return self._model.find_claims(text, passages)

    def read_claims(self, reports: Sequence[tuple[str, Sequence[Passage]]]) -> list[ClaimReading]:
        return [ClaimReading(self._model.find_claims(*report)) for report in reports]

    def find_problems(
        self, text: str, passages: Sequence[Passage], report_year: int | None
    ) -> ProblemReading:
        from gongkai.models.rules import find_problems  # noqa: PLC0415 - as above
        from gongkai.models.scheme import SectionKind  # noqa: PLC0415

        of_problems = [each for each in passages if each.section is SectionKind.PROBLEMS]
        return find_problems(text, of_problems, report_year=report_year)


class _Trained:
    """A trained model: the shipped one, or that of a folder.

    It computes on one thread: its matrices are too small to be shared out, several workers
    would get in each other's way, and sums are added up in the same order on every machine
    with the same processor, however many of its cores are free.
    """

    def __init__(self, folder: Path | None) -> None:
        with without_collection():
            # spaCy takes half a second to load, which the rules do not need.
            from threadpoolctl import ThreadpoolController  # noqa: PLC0415

            from gongkai.models.trained.model import load_model  # noqa: PLC0415

            self._model = load_model(folder)
        self.name = ModelName.ACCURATE.value if folder is None else folder_name(folder)
        self.sha256 = self._model.sha256
        self.calibrators: Mapping[str, Calibrator] = self._model.calibrators
        self._threads = ThreadpoolController()  # of the libraries that are loaded by now

    def find_claims(self, text: str, passages: Sequence[Passage]) -> list[Claim]:
        with self._threads.limit(limits=1):
            return self._model.find_claims(text, passages)

    def read_claims(self, reports: Sequence[tuple[str, Sequence[Passage]]]) -> list[ClaimReading]:
        with self._threads.limit(limits=1):
            return self._model.read_claims(reports)

    def find_problems(
        self, text: str, passages: Sequence[Passage], report_year: int | None
    ) -> ProblemReading:
        with self._threads.limit(limits=1):
            return self._model.find_problems(text, passages, report_year=report_year)


def folder_name(folder: Path) -> str:
    """Return how the model of a folder is called where it is told: never as one of the package's.

    A folder may have any name, ``accurate`` and ``rules`` too.
    """
    return f"{_FOLDER}{folder.resolve().name}"


def check_name(name: str) -> None:
    """Check that a name is that of a model or of a folder with one, without loading it.

    Raises
    ------
    InputError
        If there is no such model.
    """
    if name in {each.value for each in ModelName}:
        return
    choices = ", ".join(each.value for each in ModelName)
    if not name or not Path(name).is_dir():
        raise InputError(
            f"There is no model {name!r}: choose from {choices}, or name the folder of a model."
        )
    if not (Path(name) / _CONFIG).is_file():
        raise InputError(
            f"{name} holds no model (it has no file {_CONFIG}): name the folder that gongkai train "
            f"wrote, or choose from {choices}."
        )


@cache
def claim_model(name: str) -> ClaimModel:
    """Return a model, loaded once.

    Parameters
    ----------
    name
        One of ``ModelName``, or the folder of a model that was trained with ``gongkai train``.

    Raises
    ------
    InputError
        If there is none of this name, or the folder holds no model that can be used.
    GongkaiError
        If the weights that come with the package are damaged.
    """
    check_name(name)
    if name == ModelName.RULES.value:
        return _Rules()
    if name == ModelName.ACCURATE.value:
        return _Trained(None)
    try:
        return _Trained(Path(name))
    except GongkaiError as error:
        raise InputError(f"The model in {name} cannot be used: {error}") from error
