"""Pairs of reports that are alike, kept small: 16 bytes a pair, and so many pairs at most.

A page that was mirrored thousands of times is alike to dozens of its mirrors, and all of them are
one group in the end. Once there are too many pairs, those of reports of which the same is known are
thinned out: the most alike that tie a group together stay (a maximum spanning forest, Kruskal,
1956), one pair fewer than it has reports. Pairs of reports of which different things are known all
stay, since they tell whose the report is.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

import numpy
from numpy.typing import NDArray

from gongkai.extract.collection.candidates import Pair

#: So many pairs are kept before any are thinned out: some 60 MB.
MOST_PAIRS: Final = 4_000_000
_PLACE: Final = 32  # bits
_STEP: Final = 65_536


class Edges:
    """Pairs of reports, each once, with how alike they are.

    Parameters
    ----------
    kinds
        A number for each report, the same for reports of which the same is known.
    most_pairs
        How many pairs are kept before they are thinned out.
    """

    def __init__(self, kinds: Sequence[int], most_pairs: int = MOST_PAIRS) -> None:
        self._kinds = numpy.array(kinds, dtype=numpy.int64)
        self._most = most_pairs
        self._room = most_pairs
        self._keys = array("Q")
        self._likenesses = array("d")

    def add(self, pair: Pair, likeness: float) -> None:
        """Add a pair; it may be there already."""
        self._keys.append(pair.first << _PLACE | pair.second)
        self._likenesses.append(likeness)
        if len(self._keys) >= self._room:
            self._shrink()

    def ranked(self) -> tuple[NDArray[numpy.intp], NDArray[numpy.intp], NDArray[numpy.float64]]:
        """Return the first and the second of all pairs and their likeness, the most alike first."""
        keys, likenesses = self._distinct()
        order = numpy.lexsort((keys, -likenesses))
        return *_places(keys[order]), likenesses[order]

    def _distinct(self) -> tuple[NDArray[numpy.uint64], NDArray[numpy.float64]]:
        keys = numpy.array(self._keys, dtype=numpy.uint64)
        keys, places = numpy.unique(keys, return_index=True)
        return keys, numpy.array(self._likenesses, dtype=numpy.float64)[places]

    def _shrink(self) -> None:
        keys, likenesses = self._distinct()
        if keys.size > self._most // 2:
            kept = self._worth_keeping(keys, likenesses)
            keys, likenesses = keys[kept], likenesses[kept]
        self._keys = array("Q", keys.tobytes())
        self._likenesses = array("d", likenesses.tobytes())
        # What cannot be thinned out has to have its room.
        self._room = max(self._most, 2 * keys.size)

    def _worth_keeping(
        self, keys: NDArray[numpy.uint64], likenesses: NDArray[numpy.float64]
    ) -> NDArray[numpy.bool_]:
        first, second = _places(keys)
        kept: NDArray[numpy.bool_] = self._kinds[first] != self._kinds[second]
        order = numpy.lexsort((keys, -likenesses))
        order = order[~kept[order]]
        parents = list(range(self._kinds.size))
        for start in range(0, order.size, _STEP):
            some = order[start : start + _STEP]
            for place, one, other in zip(
                some.tolist(), first[some].tolist(), second[some].tolist(), strict=True
            ):
                root, other_root = _root(parents, one), _root(parents, other)
                if root != other_root:
                    parents[other_root] = root
                    kept[place] = True
        return kept


def _places(keys: NDArray[numpy.uint64]) -> tuple[NDArray[numpy.intp], NDArray[numpy.intp]]:
    first = (keys >> numpy.uint64(_PLACE)).astype(numpy.intp)
    return first, (keys & numpy.uint64(2**_PLACE - 1)).astype(numpy.intp)


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place
