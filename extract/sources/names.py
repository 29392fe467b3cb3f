"""What rows and records are called: readable, harmless, and no two the same.

What was called so far is kept as hashes in one array of numbers, 16 bytes a name, since there
may be millions.
"""

from __future__ import annotations

import re
from array import array
from hashlib import blake2b
from typing import Final

from gongkai.extract.reading.limits import URI_CHARACTERS

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_FIRST_SLOTS: Final = 1024


class SeenNames:
    """A set of names.

    Two names out of two million are taken for the same by accident once in ten million sets.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _FIRST_SLOTS))
        self._count = 0

    def add(self, uri: str, member: str | None) -> bool:
        """Add a name; ``False`` if it was there."""
        whole = uri if member is None else f"{uri}\0{member}"
        digest = blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        key = int.from_bytes(digest, "little") or 1  # 0 marks a slot without a name
        slot = self._slot_of(key)
        if self._slots[slot]:
            return False
        self._slots[slot] = key
        self._count += 1
        if 2 * self._count > len(self._slots):
            self._grow()
        return True

    def _slot_of(self, key: int) -> int:
        slots, size = self._slots, len(self._slots)
        slot = key % size
        while slots[slot] not in {0, key}:
            slot = (slot + 1) % size
        return slot

    def _grow(self) -> None:
        before = self._slots
        self._slots = array("Q", bytes(16 * len(before)))
        for key in before:
            if key:
                self._slots[self._slot_of(key)] = key


class CollectionNames:
    """The names of what collections hold, of all that are read together."""

    def __init__(self) -> None:
        self._seen = SeenNames()

    def member_of(self, uri: str, *numbers: str) -> str | None:
        """Return the member that tells something called ``uri`` from what came before it.

        Parameters
        ----------
        uri
            What it is called.
        numbers
            What else it could be called, the shortest first; the last is no one else's.
        """
        for member in (None, *numbers):
            if self._seen.add(uri, member):
                return member
        return numbers[-1]

    def called(self, value: object, collection: str, number: int) -> tuple[str, str | None]:
        """Return the uri and the member of a row.

        Parameters
        ----------
        value
            What its column of names holds.
        collection
            What the file is called, for rows without a name of their own.
        number
            The number of the row in the file.
        """
        uri = usable_uri(value)
        if uri is None:
            return collection, str(number)
        return uri, self.member_of(uri, str(number), f"{collection}#{number}")


def usable_uri(value: object) -> str | None:
    """Return what a column or a header calls something, if it can be called so."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    uri = _CONTROL.sub("", str(value)[: URI_CHARACTERS + 1]).strip()
    if not uri or len(uri) > URI_CHARACTERS or _SURROGATE.search(uri):
        return None
    return uri
