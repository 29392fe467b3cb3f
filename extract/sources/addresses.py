"""Files at addresses of fsspec: one, those of a folder, or those that a glob matches.

The rules are those of files on disk (``gongkai.extract.inputs``), but that a page of the web is
called by its whole address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Final

from gongkai.extract.errors import InputError, ReadError
from gongkai.extract.input_names import readable_name
from gongkai.extract.sources.places import (
    cannot_open,
    file_system,
    is_web_address,
    open_place,
    reached,
    without_password,
)
from gongkai.extract.sources.values import check_length, read_bounded

_WILDCARD: Final = re.compile(r"[*?\[]")
_WEB_WILDCARD: Final = re.compile(r"\*")  # a question mark begins a query there


@dataclass(frozen=True, slots=True)
class AddressInput:
    """A file at an address.

    Attributes
    ----------
    uri
        What it is called.
    address
        What fsspec opens.
    """

    uri: str
    address: str
    member: None = None

    def read_bytes(self) -> bytes:
        """Return the bytes of the file.

        Raises
        ------
        ReadError
            If it cannot be opened or read, if what reads such addresses is not installed, or if
            it is longer than ``MAXIMUM_BYTES``.
        """
        try:
            with open_place(self.address) as stream:
                content = read_bounded(stream)
        except OSError as error:
            raise cannot_open(self.uri, error) from error
        check_length(self.uri, len(content))
        return content


@dataclass(frozen=True, slots=True)
class Found:
    """A file that an address leads to.

    Attributes
    ----------
    address, uri
        Where it is, and what it is called.
    named
        Whether the address names the file, or its ending.
    """

    address: str
    uri: str
    named: bool


def find_addresses(argument: str) -> Iterator[Found | ReadError]:
    """Yield the files that an address leads to, folders in the order of names.

    A folder that cannot be listed is yielded as the error it met.

    Raises
    ------
    InputError
        If nothing is there, or nothing can read such an address.
    """
    try:
        files, path = file_system(argument)
        pattern = _WEB_WILDCARD if is_web_address(argument) else _WILDCARD
        place = _Place(argument, files, path)
        if pattern.search(path):
            yield from _matches(place, path, pattern)
        elif reached(lambda: files.info(path))["type"] == "directory":
            yield from _in_folder(place, path, "")
        else:
            yield Found(argument, place.name_of(path, ""), named=True)
    except ReadError as error:
        raise InputError(str(error)) from error
    except OSError as error:
        shown = without_password(argument)
        raise InputError(str(cannot_open(shown, error))) from error


@dataclass(frozen=True, slots=True)
class _Place:
    """A file system, the address that led to it, and the path in it that this stands for."""

    argument: str
    files: Any
    path: str

    def address_of(self, path: str) -> str:
        """Return the address of a path in this file system.

        What the address has and paths have not stays, such as the server in ``sftp://host/a``,
        and the account in ``abfs://container@account/a``.
        """
        links = self.argument.split("::")
        place = next(index for index, link in enumerate(links) if "://" in link)
        if "://" not in path:
            protocol, _, given = links[place].partition("://")
            given, stripped = given.rstrip("/"), self.path.rstrip("/")
            common = _common_ending(given, stripped)
            server = given[: len(given) - common]
            below = path.removeprefix(stripped[: len(stripped) - common])
            slash = "/" if server and not below.startswith("/") and not common else ""
            path = f"{protocol}://{server}{slash}{below}"
        links[place] = path
        return "::".join(links)

    def name_of(self, path: str, base: str) -> str:
        """Return what a file is called: a page by its address, others by the path in ``base``."""
        if is_web_address(path):
            return without_password(path)
        name = path.removeprefix(base).strip("/") if base else path.rstrip("/").rpartition("/")[2]
        return readable_name(name) or without_password(self.argument)


def _common_ending(first: str, second: str) -> int:
    """Return how many characters two texts end in alike."""
    pairs = zip(reversed(first), reversed(second), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _matches(place: _Place, path: str, pattern: re.Pattern[str]) -> Iterator[Found | ReadError]:
    parts = path.split("/")
    fixed = next(index for index, part in enumerate(parts) if pattern.search(part))
    base = "/".join(parts[:fixed])
    ending = parts[-1].rpartition(".")[2] if "." in parts[-1] else ""
    names_ending = bool(ending) and not pattern.search(ending)
    matches: dict[str, Any] = reached(lambda: place.files.glob(path, detail=True))
    if not matches:
        raise InputError(f"{without_password(place.argument)} matches nothing: check the glob.")
    for match, details in sorted(matches.items()):
        if details["type"] != "directory":
            yield Found(place.address_of(match), place.name_of(match, base), names_ending)
        elif "**" not in parts:  # which matches the files below by itself
            yield from _in_folder(place, match, place.name_of(match, base) + "/")


def _in_folder(place: _Place, folder: str, prefix: str) -> Iterator[Found | ReadError]:
    waiting = [(folder, prefix, True)]
    while waiting:
        path, uri, is_folder = waiting.pop()
        if not is_folder:
            yield Found(place.address_of(path), uri, named=False)
            continue
        try:
            entries = _entries(place, path)
        except OSError as error:
            shown = uri or without_password(place.argument)
            yield cannot_open(f"The folder {shown}", error)
            continue
        for name, entry in entries:
            is_below = entry["type"] == "directory"
            called = place.name_of(entry["name"], "") if is_web_address(path) else uri + name
            waiting.append((entry["name"], f"{called}/" if is_below else called, is_below))


def _entries(place: _Place, path: str) -> list[tuple[str, Any]]:
    """Return what a folder holds by name, last first, without what is hidden and itself."""
    listed: list[Any] = reached(lambda: place.files.ls(path, detail=True))
    entries = {}
    for entry in listed:
        whole = entry["name"].rstrip("/")
        name = whole.rpartition("/")[2]
        # Object stores hold an empty file by the name of a folder; pages link to what is above.
        inside = whole.startswith(path.rstrip("/") + "/") or not path.strip("/")
        if inside and name and not name.startswith("."):
            entries[readable_name(name)] = entry
    return sorted(entries.items(), reverse=True)
