"""One input: a file, a member of a zip file, or something that was found and cannot be read.

Each has a uri and a member that name it, and gives its bytes, or raises why it cannot. Rows of
tables, records of crawls and files at addresses are inputs too: see ``gongkai.extract.sources``.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import (
    ARCHIVE_DEPTH,
    ARCHIVE_RATIO,
    ARCHIVE_RATIO_FREE_BYTES,
    MAXIMUM_BYTES,
)
from gongkai.extract.reading.zip_files import MEMBER_FAULTS, METHODS, open_zip, reason_of
from gongkai.extract.sources.places import open_place, stamp_of

_ENCRYPTED_FLAG: Final = 0x1


class Input(Protocol):
    """Something to be read.

    Inputs are frozen dataclasses of plain values, which another process or machine that sees the
    same files can open again.
    """

    @property
    def uri(self) -> str:
        """What it is called."""

    @property
    def member(self) -> str | None:
        """What tells it from others of the same uri, such as the path in an archive."""

    def read_bytes(self) -> bytes:
        """Return its bytes.

        Raises
        ------
        ReadError
            If it cannot be read; the message names it.
        """


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
            if not stat.S_ISREG(os.stat(self.path).st_mode):
                raise ReadError(
                    "unsupported", f"{self.uri} is a device or a pipe: save it to a file first."
                )
            with open(self.path, "rb") as stream:
                source = stream.read(MAXIMUM_BYTES + 1)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ReadError(
                "not_found",
                f"{self.uri} cannot be opened ({reason}): check that it exists and is readable.",
            ) from error
        if len(source) > MAXIMUM_BYTES:
            raise _too_long(self.uri)
        return source


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """A file inside a zip file.

    Attributes
    ----------
    uri, member
        How it is called; the member of an archive in the archive as ``inner.zip/报告.docx``.
    path
        The outermost archive: its path, or its address.
    indexes
        Its place in the archive's directory, behind those of the archives that it lies in.
    """

    uri: str
    member: str
    path: str
    indexes: tuple[int, ...]

    def read_bytes(self) -> bytes:
        """Return the unpacked bytes of the member.

        Raises
        ------
        ReadError
            If the member is damaged, encrypted or a link, or unpacks to more than
            ``MAXIMUM_BYTES`` or to more than ``ARCHIVE_RATIO`` times its packed size.
        """
        try:
            archive = open_archive(self.path, self.indexes[:-1])
            return _unpack(archive, self.indexes[-1])
        except ReadError as error:
            raise ReadError(error.code, f"{self.uri}: {self.member} {error}") from error
        except MEMBER_FAULTS as error:
            raise ReadError(
                "damaged_archive",
                f"{self.uri}: {self.member} cannot be unpacked ({reason_of(error)}): fetch or pack "
                "the archive again.",
            ) from error


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


def check_member(entry: zipfile.ZipInfo) -> None:
    """Check by its record in the directory that a member can be unpacked without harm.

    Raises
    ------
    ReadError
        If not; the message goes on where the name of the member ends.
    """
    kind = stat.S_IFMT(entry.external_attr >> 16)  # of Unix; 0 from other systems
    if kind not in {0, stat.S_IFREG}:
        raise ReadError(
            "unsupported", "is a link or a device, which is not followed: pack the file itself."
        )
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise ReadError("encrypted", "is encrypted: unpack the archive with its password first.")
    if entry.compress_type not in METHODS:
        raise ReadError(
            "unsupported",
            f"is packed by a method that is not read (number {entry.compress_type}): unpack it "
            "first.",
        )
    if entry.file_size > MAXIMUM_BYTES:
        raise _too_long("")
    if entry.file_size > max(ARCHIVE_RATIO_FREE_BYTES, ARCHIVE_RATIO * entry.compress_size):
        raise ReadError(
            "too_large",
            f"unpacks to more than {ARCHIVE_RATIO} times its packed size, which no report does: "
            "unpack it yourself if you trust it.",
        )


def open_archive(path: str, indexes: tuple[int, ...] = ()) -> zipfile.ZipFile:
    """Return an archive, opened: the outermost, or one inside it.

    Parameters
    ----------
    path
        The path or the address of the outermost archive.
    indexes
        The way in: the place of the archive in it, the place of the next in that, and so on.

    Raises
    ------
    ReadError
        If an archive inside cannot be unpacked without harm.
    OSError, zipfile.BadZipFile
        And whatever else ``MEMBER_FAULTS`` names.
    """
    return _archive(path, *stamp_of(path), indexes)


@lru_cache(maxsize=ARCHIVE_DEPTH)
def _archive(path: str, modified: int, size: int, indexes: tuple[int, ...]) -> zipfile.ZipFile:
    """Open an archive once for all its members: reading its directory anew is quadratic.

    The time and size of the file are part of the key, so that a changed file is opened again.
    """
    if not indexes:
        return open_zip(open_place(path))
    outer = _archive(path, modified, size, indexes[:-1])
    return open_zip(io.BytesIO(_unpack(outer, indexes[-1])))


def _unpack(archive: zipfile.ZipFile, index: int) -> bytes:
    # The entry is opened by its directory record, not by its name: names may repeat.
    entry = archive.infolist()[index]
    check_member(entry)
    with archive.open(entry) as stream:
        return stream.read(entry.file_size + 1)  # never more, and the end checks the checksum


def _too_long(name: str) -> ReadError:
    return ReadError(
        "too_large",
        f"{name} is longer than {MAXIMUM_BYTES // 2**20} MiB, which no report is: split it or "
        "leave it out.".lstrip(),
    )
