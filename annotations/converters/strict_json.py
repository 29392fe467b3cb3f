"""JSON of unknown origin, read strictly: bounded, without duplicate keys, with typed access."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from gongkai.annotations.converters.errors import Place

#: A file larger than this is no export of annotations.
LARGEST_FILE: Final = 512 * 1024 * 1024
Fields = dict[str, Any]
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises
    ------
    ConverterError
        If it is not a file, or larger than an export can be.
    """
    place = Place(str(path))
    if not path.is_file():
        raise place.fault("there is no such file: name one that exists")
    with path.open("rb") as stream:
        content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise place.fault(f"the file is larger than {LARGEST_FILE >> 20} MB: split the export")
    return content


def read_text(path: Path, encoding: str = "utf-8-sig") -> str:
    """Return the text of a file, its newlines as they are.

    Parameters
    ----------
    path
        The file.
    encoding
        ``"utf-8-sig"`` drops a byte order mark, ``"utf-8"`` keeps it as a character.

    Raises
    ------
    ConverterError
        If it is not a file, too large, or not UTF-8.
    """
    try:
        return read_bytes(path).decode(encoding)
    except UnicodeDecodeError:
        raise Place(str(path)).fault("the file is not UTF-8: save it as UTF-8") from None


def parse(text: str, place: Place) -> object:
    """Read a JSON value.

    Raises
    ------
    ConverterError
        If it is none, nests too deeply, holds NaN or repeats a key.
    """
    try:
        value: object = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        line = (place.line or 1) + error.lineno - 1
        raise place.at(line=line).fault(
            f"this is no JSON ({error.msg}): export the file again"
        ) from None
    except (ValueError, RecursionError) as error:
        raise place.fault(f"this JSON is refused ({error}): export the file again") from None
    return value


def dump(value: object) -> str:
    """Write a JSON value in one line, characters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def lines(path: Path) -> Iterator[tuple[Fields, Place]]:
    """Yield the objects of a file of JSON lines, each with its place.

    Raises
    ------
    ConverterError
        If a line holds no JSON object, or the file none at all.
    """
    empty = True
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        empty = False
        place = Place(str(path), number)
        yield mapping(parse(line, place), "the line", place), place
    if empty:
        raise Place(str(path)).fault("the file holds no passage: export it again")


def mapping(value: object, what: str, place: Place) -> Fields:
    """Return a value that has to be an object.

    Raises
    ------
    ConverterError
        If it is none.
    """
    if not isinstance(value, dict):
        raise place.fault(f"{what} is no JSON object: write {{…}}")
    return value


def sequence(value: object, what: str, place: Place) -> list[Any]:
    """Return a value that has to be a list.

    Raises
    ------
    ConverterError
        If it is none.
    """
    if not isinstance(value, list):
        raise place.fault(f"{what} is no list: write […]")
    return value


def string(value: object, what: str, place: Place) -> str:
    """Return a value that has to be a string of characters, without halves of surrogate pairs.

    Raises
    ------
    ConverterError
        If it is none.
    """
    if not isinstance(value, str):
        raise place.fault(f"{what} is missing or no string: give one")
    if _SURROGATE.search(value):
        raise place.fault(f"{what} holds half a surrogate pair, which is no character: correct it")
    return value


def whole_number(value: object, what: str, place: Place) -> int:
    """Return a value that has to be a whole number.

    Raises
    ------
    ConverterError
        If it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise place.fault(f"{what} is missing or no whole number: give one")
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _unique(pairs: list[tuple[str, Any]]) -> Fields:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return fields
