"""The score of every tag for every character, for a whole text with a few array operations.

spacy-pkuseg puts a string together for each feature of each character and looks it up; here
characters become numbers, pairs and words become sums of those, and each kind of feature is
looked up for all characters at once, some twenty times as fast. The scores are the same.
"""

from __future__ import annotations

import sys
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gongkai.models.trained.segmentation.vocabulary import (
    CHARACTER_OFFSETS,
    GROUPS,
    LONGEST_WORD,
    PAIR_OFFSETS,
    SHORTEST_WORD,
    TAGS,
    Vocabulary,
    Weights,
    damaged,
)

Numbers: TypeAlias = NDArray[np.uint64]
Scores: TypeAlias = NDArray[np.float64]

#: How many empty places keep the features of one piece from seeing the next.
MARGIN: Final = 2
#: What characters that are not known, and empty places, are numbered as: no feature has it.
_NOTHING: Final = 0
_CODE_POINTS: Final = sys.maxunicode + 1
#: An odd multiplier of 64 bits (of Knuth's generator MMIX): makes one number of a word's.
_MULTIPLIER: Final = np.uint64(6364136223846793005)


class Lookup:
    """Rows by their keys, for many keys at once.

    Parameters
    ----------
    keys
        The keys, in the order of the rows.

    Raises
    ------
    SegmenterError
        If two keys are equal.
    """

    def __init__(self, keys: Numbers) -> None:
        order = np.argsort(keys)
        self._keys = keys[order]
        self._rows = order
        if len(keys) > 1 and bool((self._keys[1:] == self._keys[:-1]).any()):
            raise damaged("its words cannot be told apart")

    def find(self, keys: Numbers) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the positions in ``keys`` of those that are known, and their rows."""
        if not len(self._keys):
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        positions = np.nonzero(self._keys[places] == keys)[0]
        return positions, self._rows[places[positions]]


class Scorer:
    """Scores characters by the features of a vocabulary.

    Parameters
    ----------
    vocabulary, weights
        What is known; they fit each other.
    """

    def __init__(self, vocabulary: Vocabulary, weights: Weights) -> None:
        self._numbers = _numbering(vocabulary.characters)
        # Row 0 is that of what is not known.
        blank = np.zeros((len(CHARACTER_OFFSETS), 1, len(TAGS)))
        self._characters = np.concatenate([blank, weights.characters], axis=1)
        self._pairs = weights.pairs.astype(np.float64)
        self._words = weights.words.astype(np.float64)
        self._intercept = weights.intercept.astype(np.float64)
        self._find_pair = Lookup(_keys(self._encode("".join(vocabulary.pairs)).reshape(-1, 2)))
        self._find_word: list[tuple[Lookup, NDArray[np.intp]]] = []
        for length in range(SHORTEST_WORD, LONGEST_WORD + 1):
            rows = [row for row, word in enumerate(vocabulary.words) if len(word) == length]
            text = "".join(vocabulary.words[row] for row in rows)
            lookup = Lookup(_keys(self._encode(text).reshape(-1, length)))
            self._find_word.append((lookup, np.array(rows, dtype=np.intp)))

    def _encode(self, text: str) -> Numbers:
        """Return the number of each character, 0 for those that are not known."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        numbers: Numbers = self._numbers[codes].astype(np.uint64)
        return numbers

    def score(self, text: str, pieces: NDArray[np.intp]) -> Scores:
        """Return the score of each tag for each character.

        Parameters
        ----------
        text
            The text.
        pieces
            For each character the number of its piece, from 0 on and rising. Features do not
            reach from one piece into another.

        Returns
        -------
        Scores
            One row for each character, one column for each of ``TAGS``.
        """
        if not text:
            return np.zeros((0, len(TAGS)))
        places = np.arange(len(text)) + MARGIN * (pieces + 1)
        numbers = np.zeros(int(places[-1]) + 1 + MARGIN, dtype=np.uint64)
        numbers[places] = self._encode(text)
        scores = np.zeros((len(numbers), len(TAGS)))
        self._add_characters(scores, numbers)
        keys = self._add_pairs(scores, numbers)
        self._add_words(scores, numbers, keys)
        found: Scores = scores[places]
        return found + self._intercept

    def _add_characters(self, scores: Scores, numbers: Numbers) -> None:
        count = len(numbers)
        rows = numbers.astype(np.intp)
        for offset, weights in zip(CHARACTER_OFFSETS, self._characters, strict=True):
            first, last = max(0, -offset), count - max(0, offset)
            scores[first:last] += weights[rows[first + offset : last + offset]]

    def _add_pairs(self, scores: Scores, numbers: Numbers) -> Numbers:
        keys = numbers[:-1] * _MULTIPLIER + numbers[1:]
        positions, rows = self._find_pair.find(keys)
        for offset, weights in zip(PAIR_OFFSETS, self._pairs, strict=True):
            # No pair reaches into the margins, so what it is a feature of stands in the array.
            scores[positions - offset] += weights[rows]
        return keys

    def _add_words(self, scores: Scores, numbers: Numbers, keys: Numbers) -> None:
        begins, ends = self._words
        length = SHORTEST_WORD
        for lookup, all_rows in self._find_word:
            if length > SHORTEST_WORD:
                keys = keys[:-1] * _MULTIPLIER + numbers[length - 1 :]
            positions, found = lookup.find(keys)
            rows = all_rows[found]
            scores[positions] += begins[rows]
            scores[positions + length - 1] += ends[rows]
            length += 1


def _keys(words: Numbers) -> Numbers:
    """Return one number for each row of numbers."""
    keys = np.zeros(len(words), dtype=np.uint64)
    for column in words.T:
        keys = keys * _MULTIPLIER + column
    return keys


def _numbering(characters: tuple[str, ...]) -> NDArray[np.uint16]:
    """Return the number of every code point; those of a group share that of the group."""
    numbers = np.full(_CODE_POINTS, _NOTHING, dtype=np.uint16)
    for number, character in enumerate(characters, start=1):
        for each in (character, *GROUPS.get(character, "")):
            numbers[ord(each)] = number
    return numbers
