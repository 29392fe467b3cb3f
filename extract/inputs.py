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
* zip files are read where they are, with the zip files in them; nothing is unpacked to disk, and
  what cannot be read safely becomes an ``UnreadableInput``, whose reading raises (``archives``).
"""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from gongkai.extract.archives import archive_inputs, unsupported_input
from gongkai.extract.errors import GongkaiError
from gongkai.extract.input_endings import (
    ARCHIVE_SUFFIX,
    READABLE_SUFFIXES,
    Ending,
    ending_of,
    suffix_of,
)
from gongkai.extract.input_files import ArchiveMember, FileInput, Input, UnreadableInput
from gongkai.extract.input_names import readable_name

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
        yield unsupported_input(uri, None, suffix_of(path))
    else:
        yield from _file_or_archive(path, uri, skipped)


def _file_or_archive(path: str, uri: str, skipped: Counter[str]) -> Iterator[Input]:
    if path.lower().endswith(ARCHIVE_SUFFIX):
        yield from archive_inputs(path, uri, skipped)
    else:
        yield FileInput(uri, path)
