"""The components of the pipeline, as spaCy knows them.

Each reads what those before it left in the state of the document (`state`) and adds its part.
Read them in the order in which they run: `QuantityFinder`, `Encoder`, `SpanFinder`,
`ClaimClassifier`, `RelationFinder`, `ClaimCalibrator` (in `calibrating`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.api import Model

from gongkai.models.rules import RuleModel
from gongkai.models.scheme import PartKind
from gongkai.models.trained.arrays import Arrays, arrays_from_bytes, arrays_to_bytes
from gongkai.models.trained.columns import ColumnReader, Piece
from gongkai.models.trained.component import StoredComponent
from gongkai.models.trained.decisions import decide_all
from gongkai.models.trained.features import anchor_features
from gongkai.models.trained.linear import HashedLinear, WeightsError, packed, softmax, unpacked
from gongkai.models.trained.network import Batch, Scores, Shape, batch_of, build_network
from gongkai.models.trained.network_weights import network_arrays, set_network_arrays
from gongkai.models.trained.questions import Answers, Question, check_answers
from gongkai.models.trained.readings import PassageReading, read_passage
from gongkai.models.trained.relating import NO, YES, relate_all
from gongkai.models.trained.relations import FoundSpan
from gongkai.models.trained.stacked import StackedLinear
from gongkai.models.trained.state import DocState, reading_of, state_of
from gongkai.models.trained.tags import TAGS, spans_of

QUANTITIES: Final = "gongkai_quantities"
ENCODER: Final = "gongkai_encoder"
SPANS: Final = "gongkai_spans"
CLAIMS: Final = "gongkai_claims"
RELATIONS: Final = "gongkai_relations"
#: Where the spans of a document are found under `Doc.spans`.
ANCHOR_SPANS: Final = "quantities"
CONTEXT_SPANS: Final = "context"
_FORMAT: Final = 1


class QuantityFinder:
    """Lets the quantity grammar propose anchors, and the rule model read each.

    Parameters
    ----------
    rules
        The rule model.
    """

    def __init__(self, rules: RuleModel) -> None:
        self._rules = rules

    def __call__(self, doc: Doc) -> Doc:
        """Find the anchors of a document whose text is normalised."""
        state = state_of(doc)
        if state.reading is None:
            text = doc.text if state.text is None else state.text
            state.reading = read_passage(self._rules, text, state.section, state.headings)
        doc.spans[ANCHOR_SPANS] = [
            span
            for anchor in state.reading.anchors
            if (span := _char_span(doc, anchor.quantity.start, anchor.quantity.end)) is not None
        ]
        return doc


def _char_span(doc: Doc, start: int, end: int, label: str = "") -> Span | None:
    return doc.char_span(start, end, label=label, alignment_mode="expand")


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    remaining = iter(stream)
    while docs := list(islice(remaining, size)):
        yield docs


class Encoder(StoredComponent):
    """Runs the networks over the sentences that have anchors.

    Parameters
    ----------
    shape
        The sizes of each network.
    networks
        How many there are; their scores are kept apart.
    """

    def __init__(self, shape: Shape, networks: int) -> None:
        self._shape = shape
        self._count = networks
        self._columns = ColumnReader()
        self.answers = Answers({})
        self.networks: list[Model[Batch, Scores]] = []

    def __call__(self, doc: Doc) -> Doc:
        """Score the anchors and characters of one document."""
        self._score([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Score those of many documents, some at a time."""
        for docs in _batches(stream, batch_size):
            self._score(docs)
            yield from docs

    def _score(self, docs: list[Doc]) -> None:
        read: list[tuple[DocState, PassageReading, Piece]] = []
        for doc in docs:
            state, reading = state_of(doc), reading_of(doc)
            state.tags = np.zeros((len(reading.text), len(TAGS)), np.float32)
            state.scores = [
                np.zeros((len(reading.anchors), self.answers.count), np.float32)
                for _ in self.networks
            ]
            read += [(state, reading, piece) for piece in self._columns.pieces(reading)]
        if not read:
            return
        batch = batch_of([(reading, piece) for _, reading, piece in read])
        for number, network in enumerate(self.networks):
            self._share_out(network.predict(batch), read, number)

    def _share_out(
        self,
        scores: Scores,
        read: list[tuple[DocState, PassageReading, Piece]],
        number: int,
    ) -> None:
        tags = softmax(scores.characters) / len(self.networks)
        row = place = 0
        for state, _, piece in read:
            length, anchors = len(piece.columns), list(piece.anchors)
            state.scores[number][anchors] = scores.anchors[place : place + len(anchors)]
            if state.tags is not None:
                state.tags[piece.start : piece.end] += tags[row + piece.lead : row + length]
            row += length
            place += len(anchors)

    def set_networks(self, networks: list[Model[Batch, Scores]], answers: Answers) -> None:
        """Take over trained networks of this component's shape."""
        self.networks, self.answers = networks, answers

    def to_bytes(self, **_: object) -> bytes:
        """Return answers and weights as bytes."""
        by_network = [arrays_to_bytes(network_arrays(each)) for each in self.networks]
        return packed(
            {"format": _FORMAT, "answers": answers_as_lists(self.answers), "networks": by_network}
        )

    def from_bytes(self, data: bytes, **_: object) -> Encoder:
        """Read what ``to_bytes`` returned.

        Raises
        ------
        WeightsError
            If it is something else.
        """
        fields = unpacked(data, _FORMAT)
        answers = answers_from_lists(fields.get("answers"))
        stored = fields.get("networks")
        if not isinstance(stored, list) or len(stored) != self._count:
            raise WeightsError(f"The weights are not those of {self._count} networks.")
        networks = []
        for each in stored:
            network = build_network(self._shape, answers.count, len(TAGS))
            network.initialize()
            set_network_arrays(network, _arrays(each))
            networks.append(network)
        self.set_networks(networks, answers)
        return self


def _arrays(data: object) -> Arrays:
    if not isinstance(data, bytes):
        raise WeightsError("The weights of a network are damaged: install gongkai again.")
    return arrays_from_bytes(data)


def answers_as_lists(answers: Answers) -> dict[str, list[str]]:
    """Return answers as plain lists, for writing."""
    return {question.value: list(each) for question, each in answers.by_question.items()}


def answers_from_lists(fields: object) -> Answers:
    """Read what ``answers_as_lists`` returned.

    Raises
    ------
    WeightsError
        If it is something else.
    """
    if not isinstance(fields, Mapping):
        raise WeightsError("The answers of a model are damaged: install gongkai again.")
    try:
        answers = Answers(
            {question: tuple(map(str, fields[question.value])) for question in Question}
        )
        check_answers(answers)
        return answers
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(f"The answers of a model are damaged: {error}.") from error


class SpanFinder:
    """Makes context spans of the tags of characters."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the context spans of a document."""
        state = state_of(doc)
        if state.tags is not None:
            scores = np.log(state.tags + 1e-9)
            scores[~state.tags.any(axis=1), 0] = 0.0
            state.spans = [FoundSpan(*each) for each in spans_of(scores)]
        doc.spans[CONTEXT_SPANS] = [
            span
            for each in state.spans
            if (span := _char_span(doc, each.start, each.end, each.kind.value)) is not None
        ]
        return doc


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
        for docs in _batches(stream, batch_size):
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
        return packed({"format": _FORMAT, "models": models})

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
        for docs in _batches(stream, batch_size):
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
        return packed({"format": _FORMAT, "models": stored})

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
    models = unpacked(data, _FORMAT).get("models")
    if not isinstance(models, Mapping):
        raise WeightsError("The linear models are damaged: install gongkai again.")
    try:
        return [HashedLinear.from_bytes(models[str(name)]) for name in names]
    except (KeyError, TypeError) as error:
        raise WeightsError(f"The linear models are damaged: {error}.") from error


@Language.factory(QUANTITIES)
def make_quantity_finder(nlp: Language, name: str) -> QuantityFinder:
    """Make the component that proposes anchors."""
    return QuantityFinder(RuleModel())


@Language.factory(
    ENCODER,
    default_config={
        "width": 96, "depth": 4, "pieces": 2, "heads": 4, "hidden": 192, "networks": 2,
    },
)  # fmt: skip
def make_encoder(  # noqa: PLR0913, PLR0917 - what a config can set
    nlp: Language,
    name: str,
    width: int,
    depth: int,
    pieces: int,
    heads: int,
    hidden: int,
    networks: int,
) -> Encoder:
    """Make the component that runs the networks."""
    return Encoder(Shape(width, depth, pieces, heads, hidden), networks)


@Language.factory(SPANS)
def make_span_finder(nlp: Language, name: str) -> SpanFinder:
    """Make the component that finds context spans."""
    return SpanFinder()


@Language.factory(CLAIMS, default_config={"linear_weight": 0.4})
def make_claim_classifier(nlp: Language, name: str, linear_weight: float) -> ClaimClassifier:
    """Make the component that decides what anchors count."""
    return ClaimClassifier(linear_weight)


@Language.factory(RELATIONS)
def make_relation_finder(nlp: Language, name: str) -> RelationFinder:
    """Make the component that finds relations."""
    return RelationFinder()


def components_with_weights() -> Mapping[str, Any]:
    """Return the kinds of components that have weights, by their names."""
    return {ENCODER: Encoder, CLAIMS: ClaimClassifier, RELATIONS: RelationFinder}
