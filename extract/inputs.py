"""What there is to read: files, folders, globs, addresses, and what zip files and tables hold.

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
  what cannot be read safely becomes an ``UnreadableInput``, whose reading raises (``archives``);
* a Parquet file or a file of JSON lines that the user names stands for its rows, a crawl (WARC)
  for its pages; what is at an address (``s3://…``) is found by the same rules (``sources``).
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

from gongkai.extract.archives import archive_inputs, file_or_address, unsupported_input
from gongkai.extract.errors import InputError, ReadError
from gongkai.extract.input_endings import (
    ARCHIVE_SUFFIX,
    CRAWL_SUFFIXES,
    LINES_SUFFIXES,
    READABLE_SUFFIXES,
    TABLE_SUFFIX,
    Ending,
    ending_of,
    suffix_of,
)
from gongkai.extract.input_files import ArchiveMember, FileInput, Input, UnreadableInput
from gongkai.extract.input_names import readable_name
from gongkai.extract.run_folders import are_of_run
from gongkai.extract.sources.addresses import find_addresses
from gongkai.extract.sources.columns import Columns
from gongkai.extract.sources.crawl_framing import CrawlLibraryError
from gongkai.extract.sources.names import CollectionNames, SeenNames
from gongkai.extract.sources.places import is_address, local_path, without_password

__all__ = [
    "ArchiveMember",
    "Columns",
    "FileInput",
    "Input",
    "InputError",
    "Survey",
    "UnreadableInput",
    "find_inputs",
    "only_input",
    "survey_inputs",
    "surveyed_inputs",
]

_WILDCARD = re.compile(r"[*?\[]")


_GUESSED = Columns()


@dataclass(slots=True)
class Survey:
    """What the arguments hold.

    Attributes
    ----------
    total
        Number of inputs.
    skipped
        Number of files passed over in folders, globs and archives, by their ending; and of
        records of crawls, by what they are.
    """

    total: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Search:
    """What a search goes by and keeps.

    ``names``, which tell apart what collections hold, are those of all arguments together.
    ``named`` are the files that the user named themselves: they are not passed over in folders.
    """

    columns: Columns = _GUESSED
    skipped: Counter[str] = field(default_factory=Counter)
    names: CollectionNames = field(default_factory=CollectionNames)
    named: frozenset[str] = frozenset()


def survey_inputs(arguments: Sequence[str], columns: Columns = _GUESSED) -> Survey:
    """Count the inputs and refuse arguments that cannot work.

    Parameters
    ----------
    arguments
        As the user gave them.
    columns
        Which columns of tables hold the reports.

    Raises
    ------
    InputError
        If an argument does not exist, if nothing readable is found, if two inputs would get
        the same uri, or if a table has no such column.
    GongkaiError
        If what reads an input is not installed.
    """
    survey = Survey()
    for _ in surveyed_inputs(arguments, columns, survey):
        pass
    return survey


def surveyed_inputs(arguments: Sequence[str], columns: Columns, survey: Survey) -> Iterator[Input]:
    """Yield the inputs as ``find_inputs`` does, and refuse what ``survey_inputs`` refuses.

    Parameters
    ----------
    arguments, columns
        As for ``find_inputs``.
    survey
        Counts what is found and passed over; it begins with zeros.

    Raises
    ------
    InputError, GongkaiError
        As ``survey_inputs``, behind the inputs that were found before.
    """
    named = frozenset(os.path.abspath(each) for each in map(local_path, arguments))
    search = _Search(columns, survey.skipped, named=named)
    seen = SeenNames()
    several = len(arguments) > 1  # one argument alone cannot name two files the same
    for argument in _distinct(arguments):
        for found in _find(argument, search):
            survey.total += 1
            if several and not seen.add(found.uri, found.member):
                _refuse_second(arguments, columns, argument, found)
            yield found
    if survey.total == 0:
        endings = " ".join(sorted({*READABLE_SUFFIXES, *CRAWL_SUFFIXES, ARCHIVE_SUFFIX}))
        raise InputError(
            f"No report was found in {without_password(', '.join(arguments))}: folders are "
            f"searched for files ending in {endings}; a file with another ending has to be named "
            "itself."
        )


def find_inputs(arguments: Sequence[str], columns: Columns = _GUESSED) -> Iterator[Input]:
    """Yield the inputs in the order of the arguments, folders in the order of names.

    Parameters
    ----------
    arguments
        As the user gave them.
    columns
        Which columns of tables hold the reports.

    Raises
    ------
    InputError
        If an argument does not exist, or a table has no such column.
    GongkaiError
        If what reads an input is not installed.
    """
    for _, found in _walk(arguments, columns):
        yield found


def only_input(argument: str) -> Input:
    """Return the one input that ``argument`` names.

    Raises
    ------
    InputError
        If the argument does not exist or holds several inputs, as a folder does.
    """
    first_two = list(islice(_find(argument, _Search()), 2))
    if len(first_two) != 1:
        raise InputError(f"{argument} is not one report: name a single file.")
    return first_two[0]


def _walk(arguments: Sequence[str], columns: Columns) -> Iterator[tuple[str, Input]]:
    search = _Search(columns)
    for argument in _distinct(arguments):
        for found in _find(argument, search):
            yield argument, found


def _refuse_second(arguments: Sequence[str], columns: Columns, argument: str, found: Input) -> None:
    """Raise if an earlier argument holds an input of the same name.

    Looking for it again saves keeping which argument each of millions of names came from.
    """
    for first, other in _walk(arguments, columns):
        if first == argument:
            return
        if (other.uri, other.member) == (found.uri, found.member):
            raise InputError(
                f"{without_password(f'{first} and {argument}')} both hold an input called "
                f"{found.uri}: give the folder that holds both, or a quoted glob, so that their "
                "paths tell them apart."
            )


def _distinct(arguments: Sequence[str]) -> list[str]:
    """Drop arguments that repeat an earlier one."""
    distinct: dict[str, str] = {}
    for argument in arguments:
        path = local_path(argument)
        distinct.setdefault(path if is_address(path) else os.path.abspath(path), argument)
    return list(distinct.values())


def _find(argument: str, search: _Search) -> Iterator[Input]:
    path = local_path(argument)
    if is_address(path):
        yield from _find_at_address(path, search)
    elif os.path.isdir(path):
        yield from _find_in_folder(path, "", search)
    elif os.path.exists(path):
        yield from _named(path, readable_name(os.path.basename(path)), search)
    elif _WILDCARD.search(path):
        yield from _find_matches(path, search)
    else:
        raise InputError(f"{argument} does not exist: check the path.")


def _find_at_address(address: str, search: _Search) -> Iterator[Input]:
    for found in find_addresses(address):
        if isinstance(found, ReadError):
            yield UnreadableInput(without_password(address), None, found.code, str(found))
        elif found.named:
            yield from _named(found.address, found.uri, search)
        else:
            yield from _found(found.address, found.uri, search)


def _find_matches(pattern: str, search: _Search) -> Iterator[Input]:
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
                yield from _find_in_folder(match, uri + "/", search)
        elif names_ending:
            yield from _named(match, uri, search)
        else:
            yield from _found(match, uri, search)


def _find_in_folder(folder: str, prefix: str, search: _Search) -> Iterator[Input]:
    waiting = [(folder, prefix, True)]
    while waiting:
        path, uri, is_folder = waiting.pop()
        if not is_folder:
            yield from _found(path, uri, search)
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
        if are_of_run([entry.name for entry in entries]):
            continue  # its own files are no reports
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


def _found(path: str, uri: str, search: _Search) -> Iterator[Input]:
    """Yield a file that nobody named, unless its ending is none of a report."""
    ending = ending_of(uri)
    if ending is Ending.OTHER:
        if search.named.isdisjoint((path, os.path.abspath(path))):
            search.skipped[suffix_of(uri) or "no ending"] += 1
    elif ending is Ending.UNSUPPORTED:
        yield unsupported_input(uri, None, suffix_of(uri))
    elif ending is Ending.CRAWL:
        try:
            yield from _crawl(path, uri, search)
        except CrawlLibraryError as error:
            yield UnreadableInput(uri, None, "missing_extra", f"{uri}: {error}")
    elif ending is Ending.ARCHIVE:
        yield from archive_inputs(path, uri, search.skipped)
    else:
        yield file_or_address(path, uri)


def _named(path: str, uri: str, search: _Search) -> Iterator[Input]:
    """Yield what a file holds that the user named, or whose ending he named."""
    suffix = suffix_of(uri)
    if suffix == ARCHIVE_SUFFIX:
        yield from archive_inputs(path, uri, search.skipped)
    elif suffix in CRAWL_SUFFIXES:
        yield from _crawl(path, uri, search)
    elif suffix == TABLE_SUFFIX:
        from gongkai.extract.sources.parquet import parquet_inputs  # noqa: PLC0415 - pyarrow

        yield from parquet_inputs(path, uri, search.columns, search.names)
    elif suffix in LINES_SUFFIXES:
        from gongkai.extract.sources.json_lines import json_line_inputs  # noqa: PLC0415

        yield from json_line_inputs(path, uri, search.columns, search.names)
    else:
        yield file_or_address(path, uri)


def _crawl(path: str, uri: str, search: _Search) -> Iterator[Input]:
    from gongkai.extract.sources.crawls import crawl_inputs  # noqa: PLC0415 - warcio

    yield from crawl_inputs(path, uri, search.names, search.skipped)
