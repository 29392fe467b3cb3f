"""One input: a file, a member of a zip file, or something that was found and cannot be read.

Each has a uri and a member that name it, and gives its bytes, or raises why it cannot.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Final

from gongkai.extract.errors import ReadError

#: The longest report and the longest archive member that is read, in bytes.
MAXIMUM_BYTES: Final = 64 * 2**20
#: How far a member may unpack; text rarely packs better than one to twenty.
MAXIMUM_RATIO: Final = 250
#: Members below this size, in bytes, may have any ratio: they can do no harm.
_RATIO_FREE_BYTES: Final = 2**20
#: What opening an archive or its directory can raise.
ARCHIVE_FAULTS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError)
_MEMBER_FAULTS = (*ARCHIVE_FAULTS, zlib.error, EOFError)


@dataclass(frozen=True, slots=True)
class FileInput:
    """A file on disk."""

    uri: str
    path: str
    member: None = None

    def read_bytes(self) -> bytes:
        """Return the bytes of the file.

        Raises
        ------
        ReadError
            If the file cannot be opened, is a device or a pipe (which may never end, or never
            begin), or is longer than ``MAXIMUM_BYTES``.
        """
        try:
            if not _is_regular(self.path):
                raise ReadError(
                    "unsupported", f"{self.uri} is a device or a pipe: save it to a file first."
                )
            with open(self.path, "rb") as stream:
                return _read_bounded(stream, self.uri)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ReadError(
                "not_found",
                f"{self.uri} cannot be opened ({reason}): check that it exists and is readable.",
            ) from error


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """A file inside a zip file; ``index`` is its place in the archive's directory."""

    uri: str
    member: str
    path: str
    index: int

    def read_bytes(self) -> bytes:
        """Return the unpacked bytes of the member.

        Raises
        ------
        ReadError
            If the member is damaged, or unpacks to more than ``MAXIMUM_BYTES`` or to more than
            ``MAXIMUM_RATIO`` times its packed size.
        """
        name = f"{self.uri}: {self.member}"
        try:
            archive = open_archive(self.path)
            entry = archive.infolist()[self.index]
            # The entry is opened by its directory record, not by its name: names may repeat.
            with archive.open(entry) as stream:
                source = _read_bounded(stream, name)
        except _MEMBER_FAULTS as error:
            raise ReadError(
                "damaged_archive",
                f"{name} cannot be unpacked ({error}): fetch or pack the archive again.",
            ) from error
        if len(source) > max(_RATIO_FREE_BYTES, MAXIMUM_RATIO * entry.compress_size):
            raise ReadError(
                "too_large",
                f"{name} unpacks to more than {MAXIMUM_RATIO} times its packed size, which no "
                "report does: unpack it yourself if you trust it.",
            )
        return source


@dataclass(frozen=True, slots=True)
class UnreadableInput:
    """Something that was found and cannot be read; reading it raises the reason."""

    uri: str
    member: str | None
    code: str
    message: str

    def read_bytes(self) -> bytes:
        """Raise the reason why there are no bytes.

        Raises
        ------
        ReadError
            Always.
        """
        raise ReadError(self.code, self.message)


Input = FileInput | ArchiveMember | UnreadableInput


def _is_regular(path: str) -> bool:
    return stat.S_ISREG(os.stat(path).st_mode)


def _read_bounded(stream: IO[bytes], name: str) -> bytes:
    source = stream.read(MAXIMUM_BYTES + 1)
    if len(source) > MAXIMUM_BYTES:
        raise ReadError(
            "too_large",
            f"{name} is longer than {MAXIMUM_BYTES // 2**20} MiB, which no report is: split it "
            "or leave it out.",
        )
    return source


def open_archive(path: str) -> zipfile.ZipFile:
    """Return an archive, opened.

    Raises
    ------
    OSError, zipfile.BadZipFile
        And whatever else ``ARCHIVE_FAULTS`` names.
    """
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise zipfile.BadZipFile("it is a device or a pipe")
    return _archive(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=2)
def _archive(path: str, modified: int, size: int) -> zipfile.ZipFile:
    """Open an archive once for all its members: reading its directory anew is quadratic."""
    del modified, size  # part of the cache's key, so that a changed file is opened again
    return zipfile.ZipFile(path)
