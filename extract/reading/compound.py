"""The names in a compound file (OLE 2), the container of Office before 2007.

It is a small file system: sectors of one size, a table that chains them (itself in sectors, whose
numbers stand in the header and in a chain of further lists), and a directory of entries that form
a tree. Format: [MS-CFB], Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from gongkai.extract.reading.limits import COMPOUND_ENTRIES

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Sector numbers from here on are marks: end of chain, free, part of the table.
_FIRST_MARK: Final = 0xFFFFFFFA
_ENTRY_BYTES: Final = 128
_SECTOR_SHIFTS: Final = (9, 12)  # sectors of 512 or 4096 bytes
_SHIFT_AT, _DIRECTORY_AT, _FURTHER_AT, _LIST_AT = 0x1E, 0x30, 0x44, 0x4C
_LISTED_IN_HEADER: Final = 109


def names_in(data: bytes) -> frozenset[str]:
    """Return the names at the top of a compound file: of streams and of storages.

    Names behind what is damaged are left out; a file that is no compound file has none.
    """
    try:
        return frozenset(_Compound(data).top_names())
    except (struct.error, IndexError):  # an offset that leads outside
        return frozenset()


class _Compound:
    def __init__(self, data: bytes) -> None:
        self._data = data
        shift = self._number(_SHIFT_AT) & 0xFFFF
        if shift not in _SECTOR_SHIFTS:
            raise IndexError(shift)
        self._sector_bytes = 1 << shift
        self._table = list(self._table_sectors())

    def top_names(self) -> Iterator[str]:
        entries = list(self._entries())
        waiting = [self._child(entries[0])]
        seen: set[int] = set()
        while waiting:
            place = waiting.pop()
            if place in seen or place >= len(entries):
                continue
            seen.add(place)
            entry = entries[place]
            length = struct.unpack_from("<H", entry, 0x40)[0]
            if length > 2:  # it counts the NUL behind the name
                yield entry[: min(length, 64) - 2].decode("utf-16-le", "replace")
            waiting += struct.unpack_from("<II", entry, 0x44)  # its neighbours to both sides

    @staticmethod
    def _child(entry: bytes) -> int:
        return int(struct.unpack_from("<I", entry, 0x4C)[0])

    def _entries(self) -> Iterator[bytes]:
        """Yield the entries of the directory, the root first."""
        sector = self._number(_DIRECTORY_AT)
        most = COMPOUND_ENTRIES * _ENTRY_BYTES // self._sector_bytes
        for _ in range(most):
            start = self._start(sector)
            for place in range(start, start + self._sector_bytes, _ENTRY_BYTES):
                entry = self._data[place : place + _ENTRY_BYTES]
                if len(entry) < _ENTRY_BYTES:
                    return
                yield entry
            try:
                sector = self._next(sector)
            except (struct.error, IndexError):
                return
            if sector >= _FIRST_MARK:
                return

    def _table_sectors(self) -> Iterator[int]:
        """Yield the sectors that hold the table of chains, in order."""
        yield from struct.unpack_from(f"<{_LISTED_IN_HEADER}I", self._data, _LIST_AT)
        per_list = self._sector_bytes // 4 - 1
        further = self._number(_FURTHER_AT)
        sectors = len(self._data) // self._sector_bytes
        needed = sectors // (per_list + 1) // per_list + 1
        for _ in range(needed):
            if further >= _FIRST_MARK:
                return
            *listed, further = struct.unpack_from(
                f"<{per_list + 1}I", self._data, self._start(further)
            )
            yield from listed

    def _next(self, sector: int) -> int:
        list_place, place = divmod(sector, self._sector_bytes // 4)
        return self._number(self._start(self._table[list_place]) + 4 * place)

    def _start(self, sector: int) -> int:
        return (sector + 1) * self._sector_bytes

    def _number(self, place: int) -> int:
        return int(struct.unpack_from("<I", self._data, place)[0])
