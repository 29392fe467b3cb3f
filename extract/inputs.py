"""What there is to read: files, folders, globs and the members of zip files.

``survey_inputs`` looks at everything once, before anything is read, and refuses what cannot
work; ``find_inputs`` then yields the inputs one by one, so that millions of files need no list
in memory. Both take the arguments as the user gave them. The rules:

* a file named by the user is always tried, whatever its ending;
* a folder is searched with all its subfolders, in the order of names; hidden files are passed
  over, and so are, counted, files whose ending is none of a report (see ``input_endings``);
  those with the ending of a format that is not read yet become an ``UnreadableInput``;
* the uri of a file in a folder is its path inside that folder, of a file given by name its
  name, of a match of a glob its path after the part of the glob that has no wildcard;
* zip files are read where they are; nothing is unpacked to disk, and what cannot be read
  safely becomes an ``UnreadableInput``, whose reading raises.
"""

from __future__ import annotations

import glob
import os
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, Final

from gongkai.extract.errors import GongkaiError, ReadError
from gongkai.extract.input_endings import (
    ARCHIVE_SUFFIX,
    READABLE_SUFFIXES,
    Ending,
    ending_of,
    suffix_of,
)
from gongkai.extract.input_names import readable_name, safe_member_name

#: The longest report and the longest archive member that is read, in bytes.
MAXIMUM_BYTES: Final = 64 * 2**20
#: How far a member may unpack; text rarely packs better than one to twenty.
MAXIMUM_RATIO: Final = 250
#: Members below this size, in bytes, may have any ratio: they can do no harm.
_RATIO_FREE_BYTES: Final = 2**20
_ENCRYPTED_FLAG: Final = 0x1
_WILDCARD = re.compile(r"[*?\[]")
_ARCHIVE_FAULTS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError)
_MEMBER_FAULTS = (*_ARCHIVE_FAULTS, zlib.error, EOFError)


class InputError(GongkaiError):
    """Arguments that cannot be read as inputs: wrong usage, found before anything is read."""


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
            archive = _open_archive(self.path)
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


@dataclass(slots=True)
class Survey:
    """What the arguments hold.

    Attributes
    ----------
    total
        Number of inputs.
    skipped
        Number of files passed over in folders, globs and archives, by their ending.
    """

    total: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


def survey_inputs(arguments: Sequence[str]) -> Survey:
    """Count the inputs and refuse arguments that cannot work.

    Raises
    ------
    InputError
        If an argument does not exist, if nothing readable is found, or if two inputs would get
        the same uri.
    """
    survey = Survey()
    seen: dict[tuple[str, str | None], str] = {}
    several = len(arguments) > 1  # one argument alone cannot name two files the same
    for argument in _distinct(arguments):
        for found in _find(argument, survey.skipped):
            survey.total += 1
            if not several:
                continue
            first = seen.setdefault((found.uri, found.member), argument)
            if first is not argument:
                raise InputError(
                    f"{first} and {argument} both hold an input called {found.uri}: give the "
                    "folder that holds both, or a quoted glob, so that their paths tell them "
                    "apart."
                )
    if survey.total == 0:
        endings = " ".join(sorted({*READABLE_SUFFIXES, ARCHIVE_SUFFIX}))
        raise InputError(
            f"No report was found in {', '.join(arguments)}: folders are searched for files "
            f"ending in {endings}; a file with another ending has to be named itself."
        )
    return survey


def find_inputs(arguments: Sequence[str]) -> Iterator[Input]:
    """Yield the inputs in the order of the arguments, folders in the order of names.

    Raises
    ------
    InputError
        If an argument does not exist.
    """
    skipped: Counter[str] = Counter()
    for argument in _distinct(arguments):
        yield from _find(argument, skipped)


def only_input(argument: str) -> Input:
    """Return the one input that ``argument`` names.

    Raises
    ------
    InputError
        If the argument does not exist or holds several inputs, as a folder does.
    """
    first_two = list(islice(_find(argument, Counter()), 2))
    if len(first_two) != 1:
        raise InputError(f"{argument} is not one report: name a single file.")
    return first_two[0]


def _distinct(arguments: Sequence[str]) -> list[str]:
    """Drop arguments that repeat an earlier one."""
    distinct: dict[str, str] = {}
    for argument in arguments:
        distinct.setdefault(os.path.abspath(argument), argument)
    return list(distinct.values())


def _find(argument: str, skipped: Counter[str]) -> Iterator[Input]:
    if os.path.isdir(argument):
        yield from _find_in_folder(argument, "", skipped)
    elif os.path.exists(argument):
        yield from _file_or_archive(argument, readable_name(os.path.basename(argument)), skipped)
    elif _WILDCARD.search(argument):
        yield from _find_matches(argument, skipped)
    else:
        raise InputError(f"{argument} does not exist: check the path.")


def _find_matches(pattern: str, skipped: Counter[str]) -> Iterator[Input]:
    parts = Path(pattern).parts
    fixed = next(place for place, part in enumerate(parts) if _WILDCARD.search(part))
    base = os.path.join(*parts[:fixed]) if fixed else ""
    ending = os.path.splitext(pattern)[1]
    names_ending = bool(ending) and not _WILDCARD.search(ending)
    matches = sorted(glob.glob(pattern, recursive=True))
    if not matches:
        raise InputError(f"{pattern} matches nothing: check the glob.")
    for match in matches:
        uri = readable_name(os.path.relpath(match, base) if base else match)
        if os.path.isdir(match):
            if "**" not in parts:  # which matches the files below by itself
                yield from _find_in_folder(match, uri + "/", skipped)
        elif names_ending:
            yield from _file_or_archive(match, uri, skipped)
        else:
            yield from _found(match, uri, skipped)


def _find_in_folder(folder: str, prefix: str, skipped: Counter[str]) -> Iterator[Input]:
    waiting = [(folder, prefix, True)]
    while waiting:
        path, uri, is_folder = waiting.pop()
        if not is_folder:
            yield from _found(path, uri, skipped)
            continue
        try:
            with os.scandir(path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield UnreadableInput(
                uri or ".",
                None,
                "not_found",
                f"The folder {uri or path} cannot be listed ({error.strerror}): check its "
                "permissions.",
            )
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name = uri + readable_name(entry.name)
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, name + "/", True))
            elif not _is_linked_folder(entry):
                waiting.append((entry.path, name, False))


def _is_linked_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry links to a folder, which may hold it; broken links are files."""
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _found(path: str, uri: str, skipped: Counter[str]) -> Iterator[Input]:
    """Yield a file that nobody named, unless its ending is none of a report."""
    ending = ending_of(path)
    if ending is Ending.OTHER:
        skipped[suffix_of(path) or "no ending"] += 1
    elif ending is Ending.UNSUPPORTED:
        yield _unsupported(uri, None)
    else:
        yield from _file_or_archive(path, uri, skipped)


def _unsupported(uri: str, member: str | None) -> UnreadableInput:
    name = uri if member is None else f"{uri}: {member}"
    message = (
        f"{name} ends in {suffix_of(name)}, a format which is not read yet: save it as plain "
        "text or HTML, or name the file itself if it is a page under a false ending."
    )
    return UnreadableInput(uri, member, "unsupported", message)


def _file_or_archive(path: str, uri: str, skipped: Counter[str]) -> Iterator[Input]:
    if path.lower().endswith(ARCHIVE_SUFFIX):
        yield from _archive_members(path, uri, skipped)
    else:
        yield FileInput(uri, path)


def _archive_members(path: str, uri: str, skipped: Counter[str]) -> Iterator[Input]:
    try:
        entries = _open_archive(path).infolist()
    except _ARCHIVE_FAULTS as error:
        yield _unreadable_archive(path, uri, error)
        return
    members = []
    for index, entry in enumerate(entries):
        name = "" if entry.is_dir() else safe_member_name(entry)
        if name and ending_of(name) is Ending.OTHER:
            skipped[suffix_of(name) or "no ending"] += 1
        elif name:
            members.append((name, index))
    if not members:
        yield UnreadableInput(
            uri,
            None,
            "empty",
            f"{uri} holds no report: only members with a known ending are read.",
        )
    taken: Counter[str] = Counter()
    for name, index in sorted(members):
        taken[name] += 1
        # Archives may hold a name twice; the copies are told apart by their number.
        member = name if taken[name] == 1 else f"{name}#{taken[name]}"
        yield _member(path, uri, member, index, entries[index])


def _unreadable_archive(path: str, uri: str, error: Exception) -> UnreadableInput:
    if isinstance(error, PermissionError) or not os.path.exists(path):
        message = f"{uri} cannot be opened ({error}): check that it exists and is readable."
        return UnreadableInput(uri, None, "not_found", message)
    message = f"{uri} is not a readable zip file ({error}): fetch or pack it again."
    return UnreadableInput(uri, None, "damaged_archive", message)


def _member(path: str, uri: str, member: str, index: int, entry: zipfile.ZipInfo) -> Input:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        message = f"{uri}: {member} is encrypted: unpack the archive with its password first."
        return UnreadableInput(uri, member, "encrypted", message)
    ending = ending_of(member)
    if ending is Ending.UNSUPPORTED:
        return _unsupported(uri, member)
    if ending is Ending.ARCHIVE:
        message = (
            f"{uri}: {member} is an archive inside an archive, which is not opened: unpack the "
            "outer one first."
        )
        return UnreadableInput(uri, member, "nested_archive", message)
    return ArchiveMember(uri, member, path, index)


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


def _open_archive(path: str) -> zipfile.ZipFile:
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise zipfile.BadZipFile("it is a device or a pipe")
    return _archive(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=2)
def _archive(path: str, modified: int, size: int) -> zipfile.ZipFile:
    """Open an archive once for all its members: reading its directory anew is quadratic."""
    del modified, size  # part of the cache's key, so that a changed file is opened again
    return zipfile.ZipFile(path)
