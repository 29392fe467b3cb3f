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
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from gongkai.extract.errors import GongkaiError
from gongkai.extract.input_endings import (
    ARCHIVE_SUFFIX,
    READABLE_SUFFIXES,
    Ending,
    ending_of,
    suffix_of,
)
from gongkai.extract.input_files import (
    ARCHIVE_FAULTS,
    ArchiveMember,
    FileInput,
    Input,
    UnreadableInput,
    open_archive,
)
from gongkai.extract.input_names import readable_name, safe_member_name

__all__ = [
    "ArchiveMember",
    "FileInput",
    "Input",
    "InputError",
    "Survey",
    "UnreadableInput",
    "find_inputs",
    "only_input",
    "survey_inputs",
]

_ENCRYPTED_FLAG: Final = 0x1
_WILDCARD = re.compile(r"[*?\[]")


class InputError(GongkaiError):
    """Arguments that cannot be read as inputs: wrong usage, found before anything is read."""


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
        yield _unsupported(uri, None, suffix_of(path))
    else:
        yield from _file_or_archive(path, uri, skipped)


def _unsupported(uri: str, member: str | None, suffix: str) -> UnreadableInput:
    name = uri if member is None else f"{uri}: {member}"
    message = (
        f"{name} ends in {suffix}, the ending of a format which is not read yet: save it as "
        "plain text or HTML; a page under a false ending is read if its file is named itself."
    )
    return UnreadableInput(uri, member, "unsupported", message)


def _file_or_archive(path: str, uri: str, skipped: Counter[str]) -> Iterator[Input]:
    if path.lower().endswith(ARCHIVE_SUFFIX):
        yield from _archive_members(path, uri, skipped)
    else:
        yield FileInput(uri, path)


def _archive_members(path: str, uri: str, skipped: Counter[str]) -> Iterator[Input]:
    try:
        entries = open_archive(path).infolist()
    except ARCHIVE_FAULTS as error:
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
        if ending_of(name) is Ending.UNSUPPORTED:
            yield _unsupported(uri, member, suffix_of(name))
        elif ending_of(name) is Ending.ARCHIVE:
            yield _nested(uri, member)
        else:
            yield _member(path, uri, member, index, entries[index])


def _unreadable_archive(path: str, uri: str, error: Exception) -> UnreadableInput:
    reason = getattr(error, "strerror", None) or error
    if isinstance(error, PermissionError) or not os.path.exists(path):
        message = f"{uri} cannot be opened ({reason}): check that it exists and is readable."
        return UnreadableInput(uri, None, "not_found", message)
    message = f"{uri} is not a readable zip file ({reason}): fetch or pack it again."
    return UnreadableInput(uri, None, "damaged_archive", message)


def _member(path: str, uri: str, member: str, index: int, entry: zipfile.ZipInfo) -> Input:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        message = f"{uri}: {member} is encrypted: unpack the archive with its password first."
        return UnreadableInput(uri, member, "encrypted", message)
    return ArchiveMember(uri, member, path, index)


def _nested(uri: str, member: str) -> UnreadableInput:
    message = (
        f"{uri}: {member} is an archive inside an archive, which is not opened: unpack the "
        "outer one first."
    )
    return UnreadableInput(uri, member, "nested_archive", message)
