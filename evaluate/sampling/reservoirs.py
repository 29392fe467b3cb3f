"""Random samples of many strata in one pass, whatever the order of what passes by.

Every item has a priority that follows from its identity and the seed alone, as good as random;
the sample of a stratum is the items with the lowest priorities (bottom-k sampling [1]_). So

* every item of a stratum has the same chance, and the same seed draws the same items in whatever
  order files are read;
* the lowest of two strata together are among the lowest of each, so strata may still be pooled
  when everything has been seen;
* an item that comes twice meets itself if it is in the sample, so input given twice is noticed.

The memory is bounded: when too many items are kept over all strata, every stratum keeps half as
many. What is kept in the end depends on the numbers of items alone, not on their order.

References
----------
.. [1] E. Cohen, H. Kaplan, Summarizing data using bottom-k sketches, PODC 2007.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from hashlib import blake2b
from heapq import heappop, heappush, heappushpop
from typing import Final, Generic, TypeVar

from gongkai.evaluate.sampling.errors import SamplingError

#: How many items are kept over all strata: at about 2 KB each, some 200 MB.
MOST_KEPT: Final = 100_000
Stratum = TypeVar("Stratum", bound=Hashable)
Item = TypeVar("Item")


def priority_of(identity: str, seed: int, purpose: str = "draw") -> int:
    """Return a number below 2⁶⁴ that is as good as random, and always the same."""
    key = f"{purpose}:{seed}".encode()[:64]
    return int.from_bytes(blake2b(identity.encode(), digest_size=8, key=key).digest())


class Reservoirs(Generic[Stratum, Item]):
    """Keeps a sample of each stratum.

    Parameters
    ----------
    most_of_each
        How many items of a stratum are kept.
    seed
        What the priorities follow from.
    most_kept
        How many items are kept over all strata.
    """

    def __init__(self, most_of_each: int, seed: int, most_kept: int = MOST_KEPT) -> None:
        self.most_of_each = most_of_each
        self.populations: dict[Stratum, int] = {}
        self._seed = seed
        self._most_kept = most_kept
        self._heaps: dict[Stratum, list[tuple[int, str]]] = {}
        self._items: dict[str, Item] = {}

    def offer(self, stratum: Stratum, identity: str, make: Callable[[], Item]) -> None:
        """Count an item, and keep it if its priority is low enough.

        Parameters
        ----------
        stratum
            Where it belongs.
        identity
            What tells it from all others.
        make
            Makes what is kept; called only if it is.

        Raises
        ------
        SamplingError
            If an item comes twice, or there are more strata than items may be kept.
        """
        if identity in self._items:
            record = identity.rpartition(":")[0]
            raise SamplingError(
                f"The record {record} comes twice: give each file once, and each report in one "
                "file only."
            )
        self.populations[stratum] = self.populations.get(stratum, 0) + 1
        heap = self._heaps.setdefault(stratum, [])
        entry = (-priority_of(identity, self._seed), identity)
        if len(heap) < self.most_of_each:
            heappush(heap, entry)
            self._items[identity] = make()
        elif entry > heap[0]:
            del self._items[heappushpop(heap, entry)[1]]
            self._items[identity] = make()
        while len(self._items) > self._most_kept:
            self._keep_less()

    def lowest(self, strata: tuple[Stratum, ...], count: int) -> list[tuple[str, Item]]:
        """Return the sample of several strata together, by priority.

        Parameters
        ----------
        strata
            The strata.
        count
            How many, at most ``most_of_each``.
        """
        entries = sorted((entry for each in strata for entry in self._heaps[each]), reverse=True)
        return [(identity, self._items[identity]) for _, identity in entries[:count]]

    def _keep_less(self) -> None:
        self.most_of_each //= 2
        if not self.most_of_each:
            raise SamplingError(
                f"The claims fall into more than {self._most_kept} strata: leave something out "
                "of --by."
            )
        for heap in self._heaps.values():
            while len(heap) > self.most_of_each:
                del self._items[heappop(heap)[1]]
