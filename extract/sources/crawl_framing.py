"""Where the records of a crawl begin and end (WARC, ISO 28500).

A record is a head of fields, a blank line, and a block as long as the head says. In a packed
crawl each record is a gzip member of its own, so that it can be read alone. Heads and lengths
may lie: a record whose end is not followed by another is damaged, and the next one is looked for
behind its beginning. Nothing is read that has no bounds.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from gongkai.extract.errors import GongkaiError, ReadError
from gongkai.extract.reading.limits import ARCHIVE_RATIO, CRAWL_FIELDS_BYTES, MAXIMUM_BYTES

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

_MAGIC: Final = b"\x1f\x8b\x08"
_VERSION: Final = b"WARC/"
_VERSIONS: Final = ("WARC/1.1", "WARC/1.0", "WARC/0.17", "WARC/0.18")
#: What ends a head.
BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")
_PIECE_BYTES: Final = 2**16
#: Line breaks behind a block: two, but some programs write one, others none.
_BREAKS: Final = b"\r\n"
_USUAL_BREAKS: Final = len(b"\r\n\r\n")
_MOST_BREAKS: Final = 8
_LONGEST_LENGTH: Final = 18  # digits


@dataclass(frozen=True, slots=True)
class Frame:
    """A record as it stands in a crawl.

    Attributes
    ----------
    offset
        Where it begins, in the file as it is.
    fields
        Its head; ``None`` if it could not be read.
    block
        The block, or its beginning.
    length
        How long the block is by the head, in bytes.
    fault
        What is wrong with the record; the message goes on where its name ends.
    """

    offset: int
    fields: StatusAndHeaders | None
    block: bytes
    length: int
    fault: ReadError | None = None


class CrawlLibraryError(GongkaiError):
    """The package that reads crawls is not installed."""

    def __init__(self) -> None:
        super().__init__("Crawls (WARC) are read by warcio: pip install 'gongkai[bulk]'.")


def status_parser(versions: tuple[str, ...]) -> StatusAndHeadersParser:
    """Return what reads a line of status and the fields behind it.

    Raises
    ------
    CrawlLibraryError
        If warcio is not installed.
    """
    try:
        from warcio.statusandheaders import StatusAndHeadersParser  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CrawlLibraryError from error
    return StatusAndHeadersParser(versions)


def frames(stream: BinaryIO) -> Iterator[Frame]:
    """Yield the records of a crawl, each with the beginning of its block.

    What lies between records and cannot be read as one is a frame without fields.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    offset = 0
    while True:
        frame, end = read_frame(stream, offset, CRAWL_FIELDS_BYTES)
        if frame is not None:
            yield frame
        if end is None:
            end = _next_record(stream, offset + 1)
        if end is None or end <= offset:
            return
        offset = end


def read_frame(stream: BinaryIO, offset: int, most: int) -> tuple[Frame | None, int | None]:
    """Read the record at an offset.

    Parameters
    ----------
    stream
        The crawl.
    offset
        Where the record begins.
    most
        How much of its block is kept, in bytes.

    Returns
    -------
    frame
        The record; ``None`` at the end of the file.
    end
        Where the next one begins, or the file ends; ``None`` if that has to be looked for.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    stream.seek(offset)
    start = stream.read(len(_MAGIC))
    stream.seek(offset)
    if not start:
        return None, offset
    source: _Source = _Member(stream, offset) if start == _MAGIC else _Plain(stream)
    head = _head_of(source)
    if head is None:
        message = "is no record of a crawl: what follows is read where the next one begins."
        return Frame(offset, None, b"", 0, ReadError("damaged", message)), None
    fields, rest = head
    length = _length_of(fields)
    if length is None:
        message = "does not say how long it is: fetch the crawl again."
        return Frame(offset, fields, rest[:most], 0, ReadError("damaged", message)), None
    block = rest[:length]
    pieces, kept = [block[:most]], len(block)
    surplus = rest[length:]
    while kept < min(length, most) and (piece := source.read(min(length, most) - kept)):
        pieces.append(piece)
        kept += len(piece)
    end = source.end_behind(length - kept, surplus)
    fault = None
    if end is None:
        message = (
            "does not end where it says, or breaks off: fetch the crawl again, or pack each record "
            "by itself with `warcio recompress`."
        )
        fault = ReadError("damaged", message)
    return Frame(offset, fields, b"".join(pieces), length, fault), end


def _head_of(source: _Source) -> tuple[StatusAndHeaders, bytes] | None:
    """Return the fields of a record, and what of its block was read with them."""
    from warcio.statusandheaders import StatusAndHeadersParserException  # noqa: PLC0415

    content = b""
    found = None
    while found is None and len(content) <= CRAWL_FIELDS_BYTES:
        piece = source.read(4096)
        if not piece:
            break
        begin = max(0, len(content) - 3)
        content += piece
        if not content.startswith(_VERSION[: len(content)]):
            return None
        found = BLANK_LINE.search(content, begin)
    if found is None:
        return None
    try:
        fields = status_parser(_VERSIONS).parse(io.BytesIO(content[: found.end()]))
    except (StatusAndHeadersParserException, EOFError, ValueError):
        return None
    return fields, content[found.end() :]


def _length_of(fields: StatusAndHeaders) -> int | None:
    stated = (fields.get_header("Content-Length") or "").strip()
    if not (stated.isascii() and stated.isdigit()) or len(stated) > _LONGEST_LENGTH:
        return None
    return int(stated)


def _next_record(stream: BinaryIO, offset: int) -> int | None:
    """Return where the next record begins at or behind an offset."""
    overlap = len(_VERSION) + 1
    stream.seek(offset)
    before, place = b"", offset
    while piece := stream.read(_PIECE_BYTES):
        window = before + piece
        begin = place - len(before)
        for match in _CANDIDATE.finditer(window):
            found = begin + match.start() + (0 if match[0] == _MAGIC else 1)
            if found >= offset and _begins_record(stream, found):
                return found
        place += len(piece)
        before = window[-overlap:]
        stream.seek(place)
    return None


_CANDIDATE: Final = re.compile(re.escape(_MAGIC) + rb"|\nWARC/")


def _begins_record(stream: BinaryIO, offset: int) -> bool:
    stream.seek(offset)
    if stream.read(1) == _VERSION[:1]:
        return True
    return _Member(stream, offset).read(len(_VERSION)) == _VERSION


class _Source(Protocol):
    """What a record is read from."""

    def read(self, size: int) -> bytes:
        """Return the next bytes; none at the end."""

    def end_behind(self, left: int, surplus: bytes) -> int | None:
        """Return where the record ends, if it does behind so many bytes more.

        Parameters
        ----------
        left
            Bytes of the block that are not read.
        surplus
            What was read beyond the block.
        """


class _Plain:
    """A record in a file that is not packed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        return self._stream.read(size)

    def end_behind(self, left: int, surplus: bytes) -> int | None:
        end = self._stream.tell() + left - len(surplus)
        size = self._stream.seek(0, io.SEEK_END)
        if end > size:
            return None
        self._stream.seek(end)
        tail = self._stream.read(_MOST_BREAKS + len(_VERSION))
        following = tail.lstrip(_BREAKS)
        breaks = len(tail) - len(following)
        # Behind a block that ends as it should, it is the next record that is damaged.
        if following and not following.startswith(_VERSION) and breaks < _USUAL_BREAKS:
            return None
        return end + breaks


class _Member:
    """A record that is a gzip member."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        self._stream = stream
        stream.seek(offset)
        self._unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._packed = 0  # bytes of the file that were read
        self._unpacked = 0
        self._offset = offset
        self._broken = False

    def read(self, size: int) -> bytes:
        unpacker = self._unpacker
        while not (self._broken or unpacker.eof):
            packed = unpacker.unconsumed_tail
            if not packed:
                packed = self._stream.read(_PIECE_BYTES)
                self._packed += len(packed)
            try:
                content = unpacker.decompress(packed, size)
            except zlib.error:
                self._broken = True
                break
            self._unpacked += len(content)
            if content:
                return content
            if not packed and not unpacker.eof:
                self._broken = True  # the file ends in the middle
        return b""

    def end_behind(self, left: int, surplus: bytes) -> int | None:
        while left > 0 and self._is_sound():
            content = self.read(min(left, _PIECE_BYTES))
            if not content:
                return None
            left -= len(content)
        while len(surplus) <= _MOST_BREAKS and (content := self.read(_MOST_BREAKS + 1)):
            surplus += content
        if left > 0 or surplus.strip(_BREAKS) or not self._unpacker.eof or self._broken:
            return None
        return self._offset + self._packed - len(self._unpacker.unused_data)

    def _is_sound(self) -> bool:
        """Tell whether it has unpacked no further than records do."""
        return self._unpacked <= max(MAXIMUM_BYTES, ARCHIVE_RATIO * self._packed)
