"""Sums of the rows of small integers that features are hashed to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, repeat
from typing import Final, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats2d: TypeAlias = NDArray[np.float32]

#: How many strings are remembered with their rows; all are forgotten when there are more.
_MOST_REMEMBERED: Final = 30_000
#: How many samples are summed up at once.
_PORTION: Final = 256
_UNKNOWN: Final = -1
#: The most numbers that a table may have; each takes a byte.
MOST_CELLS: Final = 60_000_000


def bucket_of(feature: str, bits: int) -> int:
    """Return the bucket of a feature, the same on every machine and in every run."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & ((1 << bits) - 1)


def behind_blank(rows: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return rows behind a blank one, as ``IntegerTable`` takes them."""
    blank = np.zeros((1, rows.shape[1]), np.int8)
    return np.concatenate([blank, rows])


class IntegerTable:
    """A row of ``int8`` for some of the buckets; all others count nothing.

    Parameters
    ----------
    buckets
        The buckets that have a row, ascending.
    rows
        A blank one, which is that of every feature without a row, then one for each bucket.
    bits
        How many bits of the hash are kept.
    """

    def __init__(self, buckets: NDArray[np.uint32], rows: NDArray[np.int8], bits: int) -> None:
        self._buckets, self._rows, self._bits = buckets, rows, bits
        self._remembered: dict[str, int] = {}

    @cached_property
    def _row_of_bucket(self) -> NDArray[np.int32]:
        row_of = np.zeros(1 << self._bits, np.int32)
        row_of[self._buckets] = np.arange(1, len(self._buckets) + 1)
        return row_of

    def sums(self, features: Sequence[Sequence[str]]) -> Floats2d:
        """Return the sum of the rows of each sample; one that it has twice counts twice.

        Sums of small integers are exact in single precision, so their order does not matter.
        """
        sums = np.zeros((len(features), self._rows.shape[1]), np.float32)
        filled = [index for index, sample in enumerate(features) if sample]
        if not filled:
            return sums
        places = self._places_of(list(chain.from_iterable(features)))
        lengths = [len(features[index]) for index in filled]
        starts = [0, *accumulate(lengths[:-1])]
        # A portion at a time: a row for each feature of every sample at once would fill memory.
        for first in range(0, len(filled), _PORTION):
            portion = slice(first, first + _PORTION)
            opening = starts[first]
            closing = starts[first + _PORTION] if first + _PORTION < len(starts) else len(places)
            taken = self._rows.take(places[opening:closing], axis=0).astype(np.float32)
            offsets = [start - opening for start in starts[portion]]
            sums[filled[portion]] = np.add.reduceat(taken, offsets, axis=0)
        return sums

    def _places_of(self, features: Sequence[str]) -> NDArray[np.int64]:
        remembered = self._remembered
        found = map(remembered.get, features, repeat(_UNKNOWN))
        places = np.fromiter(found, np.int64, len(features))
        unknown = np.flatnonzero(places == _UNKNOWN).tolist()
        if unknown:
            strings = [features[index] for index in unknown]
            places[unknown] = rows = self._row_of_bucket[self._buckets_of(strings)]
            self._remember(strings, rows.tolist())
        return places

    def _buckets_of(self, features: Sequence[str]) -> NDArray[np.uint32]:
        """Return what ``bucket_of`` does of each."""
        hashes = [crc32(feature.encode("utf-8", "surrogatepass")) for feature in features]
        return np.array(hashes, np.uint32) & np.uint32((1 << self._bits) - 1)

    def _remember(self, features: Sequence[str], places: Sequence[int]) -> None:
        if len(self._remembered) + len(features) > _MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered.update(zip(features[:_MOST_REMEMBERED], places, strict=False))
