"""Writes and reads lines packed by zstd, as programs for ``.zst`` files do.

The lines are packed some megabytes at a time, each into a frame of its own, so that memory is
bounded; a file of several frames is one stream to whatever reads it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import pyarrow

from gongkai.extract.errors import ReadError
from gongkai.extract.sources.packed import UnpackedStream

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SUFFIX: Final = ".zst"
#: Bytes that are packed together.
FRAME: Final = 4 * 2**20
#: Lower levels save half a millisecond a report, and take a fifth more bytes; higher ones take
#: twice the time for a twelfth fewer.
_LEVEL: Final = 6


class PackedLines:
    """Writes lines into a new file.

    Parameters
    ----------
    path
        The file; an existing one is replaced.

    Raises
    ------
    OSError
        If it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")
        self._codec = pyarrow.Codec("zstd", _LEVEL)
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, line: str) -> None:
        """Append a line; the line break is added."""
        content = f"{line}\n".encode()
        self._waiting.append(content)
        self._size += len(content)
        if self._size >= FRAME:
            self._pack()

    def close(self) -> None:
        """Write what is waiting and close the file."""
        try:
            self._pack()
        finally:
            self._stream.close()

    def _pack(self) -> None:
        if self._waiting:
            packed = self._codec.compress(b"".join(self._waiting), asbytes=True)
            self._waiting.clear()
            self._size = 0
            self._stream.write(packed)


def open_packed(path: Path) -> BinaryIO:
    """Open a file of packed lines, or any other packed by zstd, to be read unpacked.

    Memory stays bounded, whatever the file unpacks to.

    Raises
    ------
    OSError
        If it cannot be opened; so do the methods of what is returned where it breaks off, behind
        all that is whole.
    """
    return io.BufferedReader(_Unpacked(UnpackedStream(str(path), "zstd")))


class _Unpacked(io.RawIOBase):
    """What a packed file holds, as the streams of Python are read."""

    def __init__(self, stream: UnpackedStream) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            content = self._stream.read(len(view))
        except ReadError as error:
            raise OSError(str(error)) from error
        view[: len(content)] = content
        return len(content)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
