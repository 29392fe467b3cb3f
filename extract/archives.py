"""What a zip file holds, with the zip files inside it: each member an input of its own.

Nothing is unpacked to disk, links are not followed, and no name leads outside. An archive is
bounded as a whole, by the directory it shows before anything is unpacked: how deep archives lie in
each other, how many members there are, and what they unpack to. What is beyond the bounds becomes
an ``UnreadableInput``.
"""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.extract.errors import ReadError
from gongkai.extract.input_endings import Ending, ending_of, suffix_of
from gongkai.extract.input_files import (
    ArchiveMember,
    FileInput,
    Input,
    UnreadableInput,
    check_member,
    open_archive,
)
from gongkai.extract.input_names import safe_member_name
from gongkai.extract.reading.formats import is_office_package
from gongkai.extract.reading.limits import (
    ARCHIVE_DEPTH,
    ARCHIVE_MEMBERS,
    ARCHIVE_RATIO,
    ARCHIVE_UNPACKED_BYTES,
    MAXIMUM_BYTES,
)
from gongkai.extract.reading.zip_files import MEMBER_FAULTS, reason_of
from gongkai.extract.sources.addresses import AddressInput
from gongkai.extract.sources.places import is_address, size_of


def archive_inputs(path: str, uri: str, skipped: Counter[str]) -> Iterator[Input]:
    """Yield the members of an archive in the order of their names.

    Parameters
    ----------
    path
        The archive.
    uri
        How it is called.
    skipped
        Counts the members that are passed over, by their ending.
    """
    return _Walk(path, uri, skipped, ARCHIVE_MEMBERS).inputs((), None)


def file_or_address(place: str, uri: str) -> Input:
    """Return the input of a file on disk, or at an address."""
    return AddressInput(uri, place) if is_address(place) else FileInput(uri, place)


def unsupported_input(uri: str, member: str | None, suffix: str) -> UnreadableInput:
    """Return what stands for a file whose ending is that of a format which is not read."""
    message = (
        f"{_name(uri, member)} ends in {suffix}, the ending of a format which is not read yet: "
        "save it as PDF, Word, HTML or plain text; a page under a false ending is read if its "
        "file is named itself."
    )
    return UnreadableInput(uri, member, "unsupported", message)


@dataclass(slots=True)
class _Walk:
    """The way through one archive and those inside it, and what of its bounds is left."""

    path: str
    uri: str
    skipped: Counter[str]
    members_left: int
    bytes_left: int = 0
    taken: Counter[str] = field(default_factory=Counter)

    def inputs(self, indexes: tuple[int, ...], within: str | None) -> Iterator[Input]:
        """Yield the members of the archive that ``indexes`` lead to, ``within`` its name."""
        try:
            entries = open_archive(self.path, indexes).infolist()
            if within is None:
                size = max(size_of(self.path) * ARCHIVE_RATIO, MAXIMUM_BYTES)
                self.bytes_left = min(size, ARCHIVE_UNPACKED_BYTES)
        except ReadError as error:
            yield self._refused(within, error)
            return
        except MEMBER_FAULTS as error:
            yield self._unreadable(within, error)
            return
        if is_office_package([entry.filename for entry in entries]):
            yield self._input(indexes, within)  # a Word file under the ending of an archive
            return
        if len(entries) > self.members_left:
            message = f"holds more than {ARCHIVE_MEMBERS:,} members, the limit: pack them in parts."
            yield self._refused(within, ReadError("too_large", message))
            return
        self.members_left -= len(entries)
        members = self._members(entries)
        if not members:
            message = "holds no report: only members with a known ending are read."
            yield self._refused(within, ReadError("empty", message))
        for name, index in members:
            member = self._distinct(name if within is None else f"{within}/{name}")
            yield from self._member(member, (*indexes, index), entries[index])

    def _members(self, entries: list[zipfile.ZipInfo]) -> list[tuple[str, int]]:
        members = []
        for index, entry in enumerate(entries):
            # Not ``is_dir``, which fails at an empty name.
            is_folder = entry.filename.endswith("/")
            name = "" if is_folder else safe_member_name(entry)
            if name and ending_of(name) is Ending.OTHER:
                self.skipped[suffix_of(name) or "no ending"] += 1
            elif name:
                members.append((name, index))
        return sorted(members)

    def _member(
        self, member: str, indexes: tuple[int, ...], entry: zipfile.ZipInfo
    ) -> Iterator[Input]:
        ending = ending_of(safe_member_name(entry))
        if ending is Ending.UNSUPPORTED:
            yield unsupported_input(self.uri, member, suffix_of(safe_member_name(entry)))
            return
        try:
            check_member(entry)
            if ending is Ending.CRAWL:
                message = "is a crawl in an archive, which is not looked into: unpack it first."
                raise ReadError("unsupported", message)
            self._take(entry.file_size)
            if ending is Ending.ARCHIVE and len(indexes) >= ARCHIVE_DEPTH:
                raise ReadError(
                    "nested_archive",
                    f"is an archive more than {ARCHIVE_DEPTH} archives deep, which is not opened: "
                    "unpack the outer ones first.",
                )
        except ReadError as error:
            yield self._refused(member, error)
            return
        if ending is Ending.ARCHIVE:
            yield from self.inputs(indexes, member)
        else:
            yield self._input(indexes, member)

    def _take(self, size: int) -> None:
        if size > self.bytes_left:
            raise ReadError(
                "too_large",
                "is beyond what an archive may unpack to, by its size or at all: unpack it "
                "yourself if you trust it.",
            )
        self.bytes_left -= size

    def _distinct(self, name: str) -> str:
        """Tell the copies of a name apart by a number: archives may hold one twice."""
        self.taken[name] += 1
        return name if self.taken[name] == 1 else f"{name}#{self.taken[name]}"

    def _input(self, indexes: tuple[int, ...], member: str | None) -> Input:
        if member is None:
            return file_or_address(self.path, self.uri)
        return ArchiveMember(self.uri, member, self.path, indexes)

    def _refused(self, member: str | None, error: ReadError) -> UnreadableInput:
        message = f"{_name(self.uri, member)} {error}"
        return UnreadableInput(self.uri, member, error.code, message)

    def _unreadable(self, member: str | None, error: Exception) -> UnreadableInput:
        reason = reason_of(error)
        gone = not is_address(self.path) and not os.path.exists(self.path)
        if isinstance(error, PermissionError) or gone:
            message = f"cannot be opened ({reason}): check that it exists and is readable."
            return self._refused(member, ReadError("not_found", message))
        message = f"is not a readable zip file ({reason}): fetch or pack it again."
        return self._refused(member, ReadError("damaged_archive", message))


def _name(uri: str, member: str | None) -> str:
    return uri if member is None else f"{uri}: {member}"
