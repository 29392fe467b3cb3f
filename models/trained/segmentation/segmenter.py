"""The segmenter: a text cut into words by a conditional random field over its characters."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gongkai.models.trained.segmentation import storage
from gongkai.models.trained.segmentation.boundaries import boundaries_of_beginnings
from gongkai.models.trained.segmentation.scoring import Scorer
from gongkai.models.trained.segmentation.vocabulary import BEGINNINGS, Vocabulary, Weights

#: The longest stretch without a full stop or white space that is segmented as one.
LONGEST_PIECE: Final = 512
_PIECE: Final = re.compile(rf"\s+|[^\s。；！？]{{0,{LONGEST_PIECE - 1}}}\S")
#: Characters scored at once: bounds the memory that a text of any size takes.
_BLOCK: Final = 16_384


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that are segmented one by one: sentences, and runs of white space.

    A sentence ends behind 。；！？ and before white space; a very long one is cut. The spans
    follow each other and cover the text.
    """
    return (match.span() for match in _PIECE.finditer(text))


class Segmenter:
    """Cuts text into words.

    Parameters
    ----------
    vocabulary, weights
        What was learned.

    Raises
    ------
    SegmenterError
        If the two do not fit each other.
    """

    def __init__(self, vocabulary: Vocabulary, weights: Weights) -> None:
        weights.check(vocabulary)
        self.vocabulary = vocabulary
        self.weights = weights
        self._scorer = Scorer(vocabulary, weights)
        self._transitions = weights.transitions.astype(np.float64)

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return the words of a text as spans, in code points.

        They follow each other and cover the whole text; a run of white space is a word.

        Parameters
        ----------
        text
            Any text; the segmenter was trained on normalised text
            (see ``gongkai.models.normalised``).
        """
        starts = np.nonzero(self._beginnings(text))[0].tolist()
        ends = [*starts[1:], len(text)] if starts else []
        return list(zip(starts, ends, strict=True))

    def boundaries(self, text: str) -> NDArray[np.uint8]:
        """Return for each character of a text where in its word it stands (``Boundary``)."""
        return boundaries_of_beginnings(self._beginnings(text))

    def _beginnings(self, text: str) -> NDArray[np.bool_]:
        """Tell of each character whether it begins a word."""
        first = np.zeros(len(text), dtype=bool)
        spans: list[tuple[int, int]] = []
        for start, end in pieces(text):
            first[start] = True
            if text[start].isspace():
                continue
            spans.append((start, end))
            if end - spans[0][0] >= _BLOCK:
                self._mark(first, text, spans)
                spans = []
        if spans:
            self._mark(first, text, spans)
        return first

    def _mark(self, first: NDArray[np.bool_], text: str, spans: list[tuple[int, int]]) -> None:
        """Mark the beginnings of the words of some pieces."""
        # Importing the package costs what spaCy has loaded by then, and next to nothing after it.
        from spacy_pkuseg.inference import run_viterbi  # noqa: PLC0415

        lengths = [end - start for start, end in spans]
        joined = "".join(text[start:end] for start, end in spans)
        scores = self._scorer.score(joined, np.repeat(np.arange(len(spans)), lengths))
        position = 0
        for (start, end), length in zip(spans, lengths, strict=True):
            if length > 1:
                _, tags = run_viterbi(scores[position : position + length], self._transitions)
                first[start + 1 : end] = BEGINNINGS[tags[1:]]
            position += length

    def to_bytes(self) -> bytes:
        """Return the segmenter as bytes, the same for the same segmenter."""
        return storage.to_bytes(self.vocabulary, self.weights)

    @classmethod
    def from_bytes(cls, data: bytes) -> Segmenter:
        """Return the segmenter that ``to_bytes`` wrote; nothing in the bytes is run.

        Raises
        ------
        SegmenterError
            If the bytes are no segmenter.
        """
        return cls(*storage.from_bytes(data))

    def to_disk(self, folder: str | os.PathLike[str]) -> None:
        """Write the segmenter into a folder, which is made if it is missing."""
        storage.to_disk(folder, self.vocabulary, self.weights)

    @classmethod
    def from_disk(cls, folder: str | os.PathLike[str]) -> Segmenter:
        """Return the segmenter that ``to_disk`` wrote; nothing in the folder is run.

        Only the two files of a segmenter are read. Others, and links, are not.

        Raises
        ------
        SegmenterError
            If the folder holds no segmenter.
        """
        return cls(*storage.from_disk(folder))

    @classmethod
    def from_files(cls, vocabulary: bytes, weights: bytes) -> Segmenter:
        """Return the segmenter whose two files hold these bytes.

        Raises
        ------
        SegmenterError
            If they are not those of a segmenter.
        """
        return cls(*storage.from_files(vocabulary, weights))
