"""The objects of a PDF file as they stand in it, found without the file's directory.

No reader: what is needed to tell what a file would take before pdfium reads it. Names of objects
and keys are found by pattern, in whatever order they stand; an object that a file holds in several
versions is all of them. Format: ISO 32000-1, sections 7.3 and 7.5.7.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import PDF_FILE_OBJECTS

#: The last digit of the number of an object, and what follows.
_OBJECT: Final = re.compile(rb"\d[\s\0]{1,40}\d{1,5}[\s\0]{1,40}obj")
_NUMBER: Final = re.compile(rb"\d+$")
#: An object named by its number.
REFERENCE: Final = re.compile(rb"(\d{1,10})[\s\0]+\d{1,5}[\s\0]+R")
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTERS: Final = re.compile(rb"/Filter[\s\0]*(\[[^\]]{0,200}\]|/\w{1,40})")
_NAME: Final = re.compile(rb"/(\w+)")
_FIRST: Final = re.compile(rb"/First[\s\0]+(\d{1,9})")
_OBJECT_STREAM: Final = re.compile(rb"/Type[\s\0]*/ObjStm\b")
_FLATE: Final = frozenset({b"FlateDecode", b"Fl"})
#: The longest number of an object, and the longest dictionary that is looked at.
_NUMBER_DIGITS: Final = 10
_ENTRIES_BYTES: Final = 1_000_000
#: So much is unpacked at once.
_PIECE_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True)
class PdfObject:
    """An object.

    Attributes
    ----------
    entries
        What it says; of a stream its dictionary. Names are written out.
    packed
        The bytes of a stream from its beginning on, ``None`` for what is no stream. They may
        reach beyond its end.
    """

    entries: bytes
    packed: memoryview | None

    def references(self) -> list[int]:
        """Return the numbers of the objects that it names."""
        return [int(number) for number in REFERENCE.findall(self.entries)]

    def unpacked(self, most: int) -> bytes:
        """Return the bytes of a stream, at most ``most`` and one more.

        They are empty for what is no stream, and for packings other than zlib's, which hardly
        any file has had since 2000.
        """
        if self.packed is None:
            return b""
        found = _FILTERS.search(self.entries)
        names = _NAME.findall(found[1]) if found else []
        if not names:
            end = bytes(self.packed[: most + 1]).find(b"endstream")
            return bytes(self.packed[: most + 1 if end < 0 else end])
        data: bytes | memoryview = self.packed
        for name in names:
            if name not in _FLATE:
                return b""
            data = _inflated(data, most + 1)
        return bytes(data)


def objects_of(data: bytes, most: int) -> dict[int, list[PdfObject]]:
    """Return the objects of a file by their numbers.

    Parameters
    ----------
    data
        The file.
    most
        Bytes that all objects which are packed together may unpack to; what is beyond is left out.

    Raises
    ------
    ReadError
        ``too_large`` if there are more than those of any report.
    """
    found: dict[int, list[PdfObject]] = defaultdict(list)
    view = memoryview(data)
    left = PDF_FILE_OBJECTS
    for (number, start), (_, end) in pairwise(chain(_starts(data), [(0, len(data))])):
        left -= 1
        if left < 0:
            raise ReadError(
                "too_large",
                f"The PDF file has more than {PDF_FILE_OBJECTS:,} objects; split it into reports.",
            )
        stream = data.find(b"stream", start, min(end, start + _ENTRIES_BYTES))
        entries = _written_out(data[start : end if stream < 0 else stream][:_ENTRIES_BYTES])
        packed = None if stream < 0 else view[_behind_line(data, stream + len("stream")) : end]
        each = PdfObject(entries, packed)
        found[number].append(each)
        if _OBJECT_STREAM.search(entries):
            unpacked = each.unpacked(most)
            most -= len(unpacked)
            if most < 0:
                break
            for inner, said in _packed_together(unpacked, entries):
                found[inner].append(PdfObject(_written_out(said), None))
    return found


def _inflated(packed: bytes | memoryview, most: int) -> bytes:
    """Unpack at most ``most`` bytes; of a damaged stream, as pdfium does, what comes before."""
    unpacking = zlib.decompressobj()
    parts: list[bytes] = []
    for start in range(0, len(packed), _PIECE_BYTES):
        piece = packed[start : start + _PIECE_BYTES]
        try:
            parts.append(unpacking.decompress(piece, most))
        except zlib.error:
            break
        most -= len(parts[-1])
        if most <= 0 or unpacking.eof:
            break
    return b"".join(parts)


def _starts(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the number of each object and where its content begins."""
    for match in _OBJECT.finditer(data):
        end = match.start() + 1
        number = _NUMBER.search(data[max(end - _NUMBER_DIGITS, 0) : end])
        if number:
            yield int(number[0]), match.end()


def _behind_line(data: bytes, place: int) -> int:
    return place + 2 if data[place : place + 2] == b"\r\n" else place + 1


def _packed_together(unpacked: bytes, entries: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects in a stream of objects: their numbers and places stand at its beginning."""
    first = _FIRST.search(entries)
    if first is None:
        return
    numbers = [int(each) for each in unpacked[: int(first[1])].split() if each.isdigit()]
    places = [int(first[1]) + place for place in numbers[1::2]]
    for number, start, end in zip(numbers[::2], places, [*places[1:], len(unpacked)], strict=False):
        yield number, unpacked[start:end]


def _written_out(entries: bytes) -> bytes:
    if b"#" not in entries:
        return entries
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), entries)
