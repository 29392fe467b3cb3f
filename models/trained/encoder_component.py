"""The component that runs the networks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
from spacy.tokens import Doc
from thinc.api import Model

from gongkai.models.trained.arrays import Arrays, arrays_from_bytes, arrays_to_bytes
from gongkai.models.trained.columns import ColumnReader, Piece
from gongkai.models.trained.component import FORMAT, StoredComponent, batches
from gongkai.models.trained.linear import WeightsError, packed, softmax, unpacked
from gongkai.models.trained.network import Batch, Scores, Shape, batch_of, build_network
from gongkai.models.trained.network_weights import network_arrays, set_network_arrays
from gongkai.models.trained.questions import Answers, answers_as_lists, answers_from_lists
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.state import DocState, reading_of, state_of
from gongkai.models.trained.tags import TAGS

#: Most characters and most anchors that the networks are shown at once, so that memory is
#: bounded; a piece that has more is shown alone.
_MOST_CHARACTERS: Final = 4_000
_MOST_ANCHORS: Final = 500
_Read: TypeAlias = tuple[DocState, PassageReading, Piece]


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
        for docs in batches(stream, batch_size):
            self._score(docs)
            yield from docs

    def _score(self, docs: list[Doc]) -> None:
        read: list[_Read] = []
        for doc in docs:
            state, reading = state_of(doc), reading_of(doc)
            state.tags = np.zeros((len(reading.text), len(TAGS)), np.float32)
            state.scores = [
                np.zeros((len(reading.anchors), self.answers.count), np.float32)
                for _ in self.networks
            ]
            read += [(state, reading, piece) for piece in self._columns.pieces(reading)]
        for part in _parts(read):
            batch = batch_of([(reading, piece) for _, reading, piece in part])
            for number, network in enumerate(self.networks):
                self._share_out(network.predict(batch), part, number)

    def _share_out(
        self,
        scores: Scores,
        read: Sequence[_Read],
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
            {"format": FORMAT, "answers": answers_as_lists(self.answers), "networks": by_network}
        )

    def from_bytes(self, data: bytes, **_: object) -> Encoder:
        """Read what ``to_bytes`` returned.

        Raises
        ------
        WeightsError
            If it is something else.
        """
        fields = unpacked(data, FORMAT)
        answers = answers_from_lists(fields.get("answers"))
        stored = fields.get("networks")
        if not isinstance(stored, list) or len(stored) != self._count:
            raise WeightsError(f"The weights are not those of {self._count} networks.")
        networks = []
        for each in stored:
            network = build_network(self._shape, answers.count, len(TAGS))
            set_network_arrays(network, _arrays(each))
            networks.append(network)
        self.set_networks(networks, answers)
        return self


def _arrays(data: object) -> Arrays:
    if not isinstance(data, bytes):
        raise WeightsError("The weights of a network are damaged: install gongkai again.")
    return arrays_from_bytes(data)


def _parts(read: Iterable[_Read]) -> Iterator[list[_Read]]:
    """Yield the pieces of documents in parts that are not too large, in order."""
    part: list[_Read] = []
    characters = anchors = 0
    for each in read:
        piece = each[2]
        characters += len(piece.columns)
        anchors += len(piece.anchors)
        if part and (characters > _MOST_CHARACTERS or anchors > _MOST_ANCHORS):
            yield part
            part, characters, anchors = [], len(piece.columns), len(piece.anchors)
        part.append(each)
    if part:
        yield part
