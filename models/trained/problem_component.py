"""The reader of section five as a component, so that it is saved and loaded with the others."""

from __future__ import annotations

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from gongkai.models.trained.component import StoredComponent
from gongkai.models.trained.linear import WeightsError
from gongkai.models.trained.problems import ProblemReader

PROBLEMS: Final = "gongkai_problems"


class ProblemComponent(StoredComponent):
    """Keeps the reader of problems and improvements.

    Section five is read as a whole, from its heading to its end, and not paragraph by paragraph
    as documents pass through the pipeline; so documents pass this component unchanged, and
    ``TrainedModel.find_problems`` asks its reader.
    """

    def __init__(self) -> None:
        self._reader: ProblemReader | None = None

    @property
    def reader(self) -> ProblemReader:
        """The reader.

        Raises
        ------
        WeightsError
            If it has not been trained.
        """
        if self._reader is None:
            raise WeightsError("The reader of problems has no weights: train it first.")
        return self._reader

    @reader.setter
    def reader(self, reader: ProblemReader) -> None:
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Return the document as it is."""
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """Return the reader as bytes."""
        return self.reader.to_bytes()

    def from_bytes(self, data: bytes, **_: object) -> ProblemComponent:
        """Read what ``to_bytes`` returned.

        Raises
        ------
        WeightsError
            If it is something else.
        """
        self._reader = ProblemReader.from_bytes(data)
        return self


@Language.factory(PROBLEMS)
def make_problem_component(nlp: Language, name: str) -> ProblemComponent:
    """Make the component that keeps the reader of section five."""
    return ProblemComponent()
