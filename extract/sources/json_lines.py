"""The lines of a file of JSON objects, each an input of its own.

A line of a plain file is read where it stands. In a packed file nothing can be found but by
unpacking what comes before it, so the file is unpacked once for all lines that are asked for in
order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from gongkai.extract.errors import ReadError
from gongkai.extract.input_files import Input, UnreadableInput
from gongkai.extract.reading.limits import JSON_LINE_BYTES
from gongkai.extract.sources.columns import ColumnKind, Columns, choose_columns
from gongkai.extract.sources.names import CollectionNames, usable_uri
from gongkai.extract.sources.packed import UnpackedStream, compression_of
from gongkai.extract.sources.places import cannot_open, last_name, open_place, stamp_of
from gongkai.extract.sources.values import changed, content_of

_PIECE_BYTES: Final = 2**16
#: Columns are those of the first lines: so many, or so many bytes.
_LINES_LOOKED_AT: Final = 1_000
_BYTES_LOOKED_AT: Final = 4 * 2**20
_FILES_KEPT: Final = 3
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class JsonLine:
    """A line of a file of JSON objects.

    Attributes
    ----------
    uri, member
        What it is called.
    path
        The path or the address of the file, packed by gzip or zstd if its ending says so.
    text_column, bytes_column
        The keys that hold the report; the bytes, in base64, are read where a line has them.
    line
        The line, from 1.
    offset, length
        Where it stands in the file, unpacked, and how long it is without its break, in bytes.
    uri_column
        The key that held ``uri`` when the line was found; ``None`` if it was not called by one.
    """

    uri: str
    member: str | None
    path: str
    text_column: str | None
    bytes_column: str | None
    line: int
    offset: int
    length: int
    uri_column: str | None = None

    def read_bytes(self) -> bytes:
        """Return the text of the line in UTF-8, or its bytes.

        Raises
        ------
        ReadError
            If the file is gone, damaged or another one, or the line holds no report.
        """
        name = f"{self.uri} (line {self.line} of {last_name(self.path)})"
        if self.length > JSON_LINE_BYTES:
            raise ReadError(
                "too_large",
                f"{name} is longer than {JSON_LINE_BYTES // 2**20} MiB, which no report is: split "
                "it or leave it out.",
            )
        try:
            line = self._line(name)
        except OSError as error:
            raise cannot_open(name, error) from error
        values = _object(line)
        if values is None:
            raise ReadError(
                "damaged", f"{name} is no JSON object: write it again, or leave it out."
            )
        if self.uri_column is not None and usable_uri(values.get(self.uri_column)) != self.uri:
            raise changed(name)
        text = None if self.text_column is None else values.get(self.text_column)
        content = None if self.bytes_column is None else values.get(self.bytes_column)
        return content_of(name, text, content)

    def _line(self, name: str) -> bytes:
        compression = compression_of(self.path)
        if compression is None:
            with open_place(self.path) as stream:
                stream.seek(self.offset)
                return stream.read(self.length)
        try:
            lines = _packed_lines(self.path, stamp_of(self.path), compression)
            return lines.line(self.offset, self.length)
        except ReadError as error:
            raise ReadError(error.code, f"{name} {error}") from error


def json_line_inputs(
    path: str, uri: str, columns: Columns, names: CollectionNames
) -> Iterator[Input]:
    """Yield the lines of a file of JSON objects, but blank ones.

    Parameters
    ----------
    path
        The path or the address of the file.
    uri
        What the file is called.
    columns
        Which columns to read.
    names
        What tells lines of the same name apart.

    Raises
    ------
    InputError
        If there are no such columns.
    """
    try:
        with closing(UnpackedStream(path, compression_of(path))) as stream:
            chosen = choose_columns(columns, _columns_in(stream), uri)
        with closing(UnpackedStream(path, compression_of(path))) as stream:
            for line in _lines_of(stream):
                value = _called(line, chosen.uri)
                called, member = names.called(value, uri, line.number)
                place = (line.number, line.offset, line.length)
                key = None if usable_uri(value) is None else chosen.uri
                yield JsonLine(called, member, path, chosen.text, chosen.bytes, *place, key)
    except OSError as error:
        yield UnreadableInput(uri, None, "not_found", str(cannot_open(uri, error)))
    except ReadError as error:
        yield UnreadableInput(uri, None, error.code, f"{uri} {error}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank; ``content`` is ``None`` if it is longer than is read."""

    number: int
    offset: int
    length: int
    content: bytes | None


def _lines_of(stream: UnpackedStream) -> Iterator[_Line]:
    pieces: list[bytes] = []
    number, offset, length = 1, 0, 0
    while piece := stream.read(_PIECE_BYTES):
        *ended, rest = piece.split(b"\n")
        for end in ended:
            line = _line(number, offset, length + len(end), [*pieces, end])
            if line is not None:
                yield line
            pieces.clear()
            number, offset, length = number + 1, offset + length + len(end) + 1, 0
        length += len(rest)
        if length <= JSON_LINE_BYTES:
            pieces.append(rest)
        else:
            pieces.clear()
    last = _line(number, offset, length, pieces)
    if last is not None:
        yield last


def _line(number: int, offset: int, length: int, pieces: list[bytes]) -> _Line | None:
    if length > JSON_LINE_BYTES:
        return _Line(number, offset, length, None)
    content = pieces[0] if len(pieces) == 1 else b"".join(pieces)
    return _Line(number, offset, length, content) if content.strip() else None


def _columns_in(stream: UnpackedStream) -> dict[str, ColumnKind]:
    """Return the keys of the first lines; those whose values are texts count as texts."""
    kinds: dict[str, ColumnKind] = {}
    try:
        for count, line in enumerate(_lines_of(stream), start=1):
            for key, value in (_object(line.content or b"") or {}).items():
                if isinstance(value, str):
                    kinds[key] = ColumnKind.TEXT
                else:
                    kinds.setdefault(key, ColumnKind.OTHER)
            if count == _LINES_LOOKED_AT or (kinds and line.offset > _BYTES_LOOKED_AT):
                break
    except ReadError:
        if not kinds:
            raise
    if not kinds:
        raise ReadError("empty", "has no line that is a JSON object: check what it is.")
    return kinds


def _called(line: _Line, column: str | None) -> object:
    if column is None or line.content is None:
        return None
    return (_object(line.content) or {}).get(column)


def _object(line: bytes) -> dict[str, Any] | None:
    """Return the object of a line; ``None`` if it is none."""
    try:
        value = json.loads(line.removeprefix(_BYTE_ORDER_MARK))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


class _PackedLines:
    """A packed file, read forward; the last line is kept, since some are read twice."""

    def __init__(self, path: str, compression: str) -> None:
        self._path, self._compression = path, compression
        self._stream: UnpackedStream | None = None
        self._last = (-1, b"")

    def line(self, offset: int, length: int) -> bytes:
        """Return the line at an offset."""
        if self._last[0] == offset:
            return self._last[1]
        stream, self._stream = self._stream, None  # until it is done: an alarm may ring
        if stream is None or stream.position > offset:
            stream = UnpackedStream(self._path, self._compression)
        stream.skip_to(offset)
        pieces = []
        end = offset + length
        while stream.position < end and (piece := stream.read(end - stream.position)):
            pieces.append(piece)
        self._stream, self._last = stream, (offset, b"".join(pieces))
        return self._last[1]


@lru_cache(maxsize=_FILES_KEPT)
def _packed_lines(path: str, stamp: tuple[int, int], compression: str) -> _PackedLines:
    """Unpack a file once for all its lines; a changed file is opened again."""
    del stamp
    return _PackedLines(path, compression)
