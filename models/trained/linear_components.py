"""The components that decide what anchors count, and what belongs to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import numpy as np
from spacy.tokens import Doc

from gongkai.models.scheme import PartKind
from gongkai.models.trained.component import FORMAT, StoredComponent, batches
from gongkai.models.trained.decisions import decide_all
from gongkai.models.trained.features import anchor_features
from gongkai.models.trained.linear import HashedLinear, WeightsError, packed, unpacked
from gongkai.models.trained.questions import Answers, Question, answers_from_lists
from gongkai.models.trained.relating import NO, YES, relate_all
from gongkai.models.trained.stacked import StackedLinear
from gongkai.models.trained.state import reading_of, state_of


class ClaimClassifier(StoredComponent):
    """Decides what each anchor counts, by a linear model and the networks together.

    Parameters
    ----------
    linear_weight
        How much the linear model counts beside the networks, which share the rest; between 0
        and 1.
    """

    def __init__(self, linear_weight: float) -> None:
        self.linear_weight = linear_weight
        self._models: dict[Question, HashedLinear] = {}
        self._stacked = StackedLinear(self._models)
        self._answers = Answers({})

    @property
    def models(self) -> Mapping[Question, HashedLinear]:
        """The linear models by their questions."""
        return self._models

    @models.setter
    def models(self, models: Mapping[Question, HashedLinear]) -> None:
        self._models = dict(models)
        self._stacked = StackedLinear(self._models)
        self._answers = Answers({each: model.classes for each, model in models.items()})

    def __call__(self, doc: Doc) -> Doc:
        """Decide of each anchor of a document."""
        self._decide([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Decide of the anchors of many documents, some at a time."""
        for docs in batches(stream, batch_size):
            self._decide(docs)
            yield from docs

    def _decide(self, docs: list[Doc]) -> None:
        read = [(state_of(doc), reading_of(doc)) for doc in docs]
        read = [(state, reading) for state, reading in read if reading.anchors]
        if not read:
            return
        features = [each for _, reading in read for each in anchor_features(reading)]
        networks = zip(*(state.scores for state, _ in read), strict=True)
        scores = [np.concatenate(each) for each in networks]
        linear = self._stacked.probabilities(features)
        weight = self.linear_weight
        decisions = iter(decide_all(len(features), linear, scores, self._answers, weight))
        for state, reading in read:
            state.decisions = list(islice(decisions, len(reading.anchors)))

    def to_bytes(self, **_: object) -> bytes:
        """Return the linear models as bytes."""
        models = {question.value: model.to_bytes() for question, model in self.models.items()}
        return packed({"format": FORMAT, "models": models})

    def from_bytes(self, data: bytes, **_: object) -> ClaimClassifier:
        """Read what ``to_bytes`` returned.

        Raises
        ------
        WeightsError
            If it is something else.
        """
        models = dict(zip(Question, _linear_models(data, Question), strict=True))
        answers_from_lists({name.value: list(each.classes) for name, each in models.items()})
        self.models = models
        return self


class RelationFinder(StoredComponent):
    """Finds which spans belong to an anchor, and which anchor it is a part of."""

    def __init__(self) -> None:
        self.spans: HashedLinear | None = None
        self.wholes: HashedLinear | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations of a document."""
        self._relate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Find the relations of many documents, some at a time."""
        for docs in batches(stream, batch_size):
            self._relate(docs)
            yield from docs

    def _relate(self, docs: list[Doc]) -> None:
        read = [(reading_of(doc), state_of(doc)) for doc in docs]
        if self.spans is not None and self.wholes is not None:
            relate_all([each for each in read if each[1].decisions], self.spans, self.wholes)

    def to_bytes(self, **_: object) -> bytes:
        """Return the linear models as bytes."""
        models = {"spans": self.spans, "wholes": self.wholes}
        stored = {name: model.to_bytes() for name, model in models.items() if model is not None}
        return packed({"format": FORMAT, "models": stored})

    def from_bytes(self, data: bytes, **_: object) -> RelationFinder:
        """Read what ``to_bytes`` returned.

        Raises
        ------
        WeightsError
            If it is something else.
        """
        spans, wholes = _linear_models(data, ("spans", "wholes"))
        if not (set(spans.classes) <= {YES, NO} and set(wholes.classes) <= {NO, *PartKind}):
            raise WeightsError("The models of relations know answers that there are not.")
        self.spans, self.wholes = spans, wholes
        return self


def _linear_models(data: bytes, names: Iterable[str]) -> list[HashedLinear]:
    models = unpacked(data, FORMAT).get("models")
    if not isinstance(models, Mapping):
        raise WeightsError("The linear models are damaged: install gongkai again.")
    try:
        return [HashedLinear.from_bytes(models[str(name)]) for name in names]
    except (KeyError, TypeError) as error:
        raise WeightsError(f"The linear models are damaged: {error}.") from error
