"""The network: one encoder, and heads for anchors and for context spans.

Read in this order: `columns` (what is shown), `encoder` (vectors of characters), `pooling` (what
stands around an anchor), then this module. An anchor's vector joins its first and last character,
the sums around it, and what grammar and rules say of it; it is mixed with those of the anchors
before and behind, for the claims of a list share metric and channel. From it come the scores of
every *question*: metrics, aspects, channel, scope. A second head scores, for each character, the
beginnings and insides of context spans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from zlib import crc32

import numpy as np
from thinc.api import Dropout, Embed, Linear, Mish, Model, chain, concatenate, uniform_init

from gongkai.models.rules.draft import ReadQuantity
from gongkai.models.scheme import Channel, Kind, SectionKind
from gongkai.models.trained.columns import Piece, column_rows
from gongkai.models.trained.encoder import Layer, build_encoder
from gongkai.models.trained.encoding import encode
from gongkai.models.trained.operations import Floats, Integers, with_blas
from gongkai.models.trained.pooling import Places, build_pooling
from gongkai.models.trained.readings import PassageReading, rules_answer

_HASHED: Final = 251
#: Rows of the table of each fact, and the length of its vectors.
_SIZES: Final = (
    (_HASHED, 48),
    (_HASHED, 24),
    (len(Kind), 8),
    (len(SectionKind) + 1, 8),
    (2, 4),
    (2, 4),
    (8, 4),
    (len(Channel) + 1, 12),
)
_KINDS: Final = {kind: number for number, kind in enumerate(Kind)}
_SECTIONS: Final = {section: number + 1 for number, section in enumerate(SectionKind)}
_CHANNELS: Final = {channel: number + 1 for number, channel in enumerate(Channel)}


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network.

    Attributes
    ----------
    width, depth, pieces
        Of the encoder, see ``build_encoder``.
    heads
        Sums around an anchor.
    hidden
        Length of an anchor's vector.
    dropout
        Share of numbers left out while training.
    """

    width: int = 96
    depth: int = 4
    pieces: int = 2
    heads: int = 4
    hidden: int = 192
    dropout: float = 0.2


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces with their anchors, as the network takes them.

    Attributes
    ----------
    columns
        Of each piece.
    places
        Of all anchors.
    facts
        What grammar and rules say of each anchor: (anchors, facts) of row numbers.
    follows
        Whether each anchor stands in the same piece as the one before it.
    """

    columns: list[Integers]
    places: Places
    facts: Integers
    follows: np.ndarray


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says: of anchors (anchors, answers) and characters (characters, tags)."""

    anchors: Floats
    characters: Floats


def batch_of(read: Sequence[tuple[PassageReading, Piece]]) -> Batch:
    """Put pieces together, in order."""
    first: list[int] = []
    last: list[int] = []
    opening: list[int] = []
    closing: list[int] = []
    follows: list[bool] = []
    facts: list[tuple[int, ...]] = []
    row = 0
    for reading, piece in read:
        length = len(piece.columns)
        for place, number in enumerate(piece.anchors):
            anchor = reading.anchors[number]
            first.append(row + piece.at(anchor.quantity.start))
            last.append(row + piece.at(anchor.quantity.end) - 1)
            opening.append(row)
            closing.append(row + length)
            follows.append(place > 0)
            facts.append(_facts(anchor, reading.section))
        row += length
    places = Places(*(np.array(each, np.int64) for each in (first, last, opening, closing)))
    table = np.array(facts, np.int64).reshape(-1, len(_SIZES))
    return Batch([piece.columns for _, piece in read], places, table, np.array(follows, bool))


def _facts(anchor: ReadQuantity, section: SectionKind | None) -> tuple[int, ...]:
    quantity = anchor.quantity
    channel = anchor.drafts[0].channel if anchor.drafts else None
    return (
        crc32(rules_answer(anchor).encode()) % _HASHED,
        crc32((quantity.unit or "-").encode()) % _HASHED,
        _KINDS[anchor.reading.kind],
        0 if section is None else _SECTIONS[section],
        int(quantity.value == 0),
        int(anchor.frame.bracketed),
        int(anchor.planned) + 2 * int(anchor.promised) + 4 * int(anchor.cited),
        0 if channel is None else _CHANNELS[channel],
    )


def build_network(shape: Shape, answers: int, tags: int) -> Model[Batch, Scores]:
    """Build the network.

    Parameters
    ----------
    shape
        Its sizes.
    answers
        How many scores an anchor gets: the answers to all questions, one after the other.
    tags
        How many scores a character gets.
    """
    width, hidden = shape.width, shape.hidden
    encoder = build_encoder(column_rows(), width, shape.depth, shape.pieces, shape.dropout / 2)
    pooling = build_pooling(width, shape.heads)
    # What the rules say is to be heard from the first step on, so these vectors begin large.
    begin_large = partial(uniform_init, lo=-1.0, hi=1.0)
    facts: Layer = concatenate(
        *(
            Embed(length, rows, column=column, initializer=begin_large)
            for column, (rows, length) in enumerate(_SIZES)
        )
    )
    joined = 2 * width + shape.heads * width + sum(length for _, length in _SIZES)
    anchor: Layer = chain(_dropout(shape), Mish(hidden, joined, dropout=shape.dropout))
    mix = Mish(hidden, 3 * hidden, dropout=shape.dropout)
    output = Linear(answers, hidden)
    tagger: Layer = chain(_dropout(shape), Linear(tags, width))
    layers: list[Layer] = [encoder, pooling, facts, anchor, mix, output, tagger]
    names = ("encoder", "pooling", "facts", "anchor", "mix", "output", "tagger")
    network: Model[Batch, Scores] = Model(
        "gongkai_network",
        _forward,
        init=_initialise,
        layers=layers,
        refs=dict(zip(names, layers, strict=True)),
    )
    return with_blas(network)


def _dropout(shape: Shape) -> Layer:
    return Dropout(shape.dropout)


def _initialise(model: Model[Batch, Scores], X: object = None, Y: object = None) -> None:  # noqa: N803
    for layer in model.layers:
        layer.initialize()


def _forward(
    model: Model[Batch, Scores], batch: Batch, is_train: bool
) -> tuple[Scores, Callable[[Scores], list[Integers]]]:
    vectors, to_encoder = _encode(model.get_ref("encoder"), batch.columns, is_train)
    characters, to_tagger = _run(model, "tagger", vectors, is_train)
    places = batch.places
    pooled, to_pooling = _run(model, "pooling", (vectors, places), is_train)
    known, to_facts = _run(model, "facts", batch.facts, is_train)
    joined = np.hstack([vectors[places.first], vectors[places.last], pooled, known])
    own, to_anchor = _run(model, "anchor", joined, is_train)
    beside, to_beside = _with_neighbours(own, batch.follows)
    mixed, to_mix = _run(model, "mix", beside, is_train)
    anchors, to_output = _run(model, "output", own + mixed, is_train)

    def backprop(gradient: Scores) -> list[Integers]:
        to_sum = to_output(gradient.anchors)
        to_own = to_sum + to_beside(to_mix(to_sum))
        to_joined = to_anchor(to_own)
        width = vectors.shape[1]
        to_facts(np.ascontiguousarray(to_joined[:, -known.shape[1] :]))
        to_vectors = to_pooling(
            np.ascontiguousarray(to_joined[:, 2 * width : 2 * width + pooled.shape[1]])
        )
        to_vectors += to_tagger(gradient.characters)
        np.add.at(to_vectors, places.first, to_joined[:, :width])
        np.add.at(to_vectors, places.last, to_joined[:, width : 2 * width])
        lengths = np.cumsum([len(each) for each in batch.columns])[:-1]
        to_encoder([np.ascontiguousarray(each) for each in np.split(to_vectors, lengths)])
        return batch.columns

    return Scores(anchors, characters), backprop


def _encode(encoder: Layer, columns: list[Integers], is_train: bool) -> tuple[Floats, Any]:
    if not is_train:
        return encode(encoder, columns), None
    encoded, backprop = encoder(columns, is_train)
    return np.concatenate(encoded), backprop


def _run(model: Model[Batch, Scores], name: str, value: Any, is_train: bool) -> Any:  # noqa: ANN401
    """Run a layer by its name; each has types of its own."""
    return model.get_ref(name)(value, is_train)


def _with_neighbours(
    vectors: Floats, follows: np.ndarray
) -> tuple[Floats, Callable[[Floats], Floats]]:
    """Put the vectors of the anchors before and behind beside each; zeros where there are none."""
    before = np.zeros_like(vectors)
    behind = np.zeros_like(vectors)
    later = np.flatnonzero(follows)
    before[later] = vectors[later - 1]
    behind[later - 1] = vectors[later]

    def backprop(gradient: Floats) -> Floats:
        width = vectors.shape[1]
        own = gradient[:, width : 2 * width].copy()
        own[later - 1] += gradient[later, :width]
        own[later] += gradient[later - 1, 2 * width :]
        return own

    return np.hstack([before, vectors, behind]), backprop
