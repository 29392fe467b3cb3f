"""The network with one column more: where in its word each character stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from thinc.api import Model, fix_random_seed

from gongkai.models.trained.columns import ColumnReader, Piece, column_rows
from gongkai.models.trained.encoder import build_encoder
from gongkai.models.trained.network import Batch, Scores, Shape, build_network
from gongkai.models.trained.operations import with_blas
from gongkai.models.trained.questions import Answers
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.segmentation import Boundary, Segmenter
from gongkai.models.trained.tags import TAGS
from gongkai.training.examples import Example
from gongkai.training.network import Schedule, iterate_samples, learn_samples


class BoundaryReader:
    """Makes pieces whose last column says where in its word a character stands.

    Parameters
    ----------
    segmenter
        Finds the words.
    """

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._columns = ColumnReader()

    def pieces(self, reading: PassageReading) -> list[Piece]:
        """Return the pieces of a passage."""
        return [self.told(reading, piece) for piece in self._columns.pieces(reading)]

    def told(self, reading: PassageReading, piece: Piece) -> Piece:
        """Return a piece with that column; it is 0 in the heading."""
        column = np.zeros((len(piece.columns), 1), np.int64)
        words = self._segmenter.boundaries(reading.text[piece.start : piece.end])
        column[piece.lead :, 0] = 1 + words.astype(np.int64)
        return replace(piece, columns=np.hstack([piece.columns, column]))


def build_with_boundaries(shape: Shape, answers: int, tags: int) -> Model[Batch, Scores]:
    """Build a network whose encoder has a table for that column."""
    network = build_network(shape, answers, tags)
    rows = (*column_rows(), 1 + len(Boundary))
    encoder = build_encoder(rows, shape.width, shape.depth, shape.pieces, shape.dropout / 2)
    network.replace_node(network.get_ref("encoder"), encoder)
    return with_blas(network)


def train_with_boundaries(
    examples: Sequence[Example],
    answers: Answers,
    segmenter: Segmenter,
    shape: Shape,
    schedule: Schedule,
) -> Model[Batch, Scores]:
    """Train such a network, by the steps by which ``train_network`` trains one without words.

    Parameters
    ----------
    examples
        What to learn from.
    answers
        The answers it gives.
    segmenter
        Finds the words.
    shape, schedule
        Its sizes, and how it learns.
    """
    fix_random_seed(schedule.seed)
    network = build_with_boundaries(shape, answers.count, len(TAGS))
    network.initialize()
    reader = BoundaryReader(segmenter)
    samples = [
        replace(each, piece=reader.told(each.example.reading, each.piece))
        for each in iterate_samples(examples, answers)
    ]
    learn_samples(network, samples, answers, schedule)
    return network
