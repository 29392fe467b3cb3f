"""An input as JSON values, which any machine that sees the same files can open again.

A reference is an object with the ``kind`` of the input and its fields; those that are ``None``
are left out. Paths are absolute. What is read is checked, since a reference says which file is
opened: an unknown kind or field, a missing one, and a value of another type are refused.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

from gongkai.extract.errors import GongkaiError
from gongkai.extract.input_files import ArchiveMember, FileInput, Input, UnreadableInput
from gongkai.extract.reading.zip_files import brief
from gongkai.extract.sources.addresses import AddressInput
from gongkai.extract.sources.crawls import CrawlRecord
from gongkai.extract.sources.json_lines import JsonLine
from gongkai.extract.sources.parquet import ParquetRow
from gongkai.extract.sources.places import is_address

_CLASSES: Final[dict[str, Any]] = {
    "file": FileInput,
    "member": ArchiveMember,
    "unreadable": UnreadableInput,
    "parquet": ParquetRow,
    "json_line": JsonLine,
    "crawl": CrawlRecord,
    "address": AddressInput,
}
_KINDS: Final = {each: kind for kind, each in _CLASSES.items()}
_KIND: Final = "kind"
_PATH: Final = "path"


def to_reference(source: Input) -> dict[str, Any]:
    """Return what ``from_reference`` takes.

    Raises
    ------
    TypeError
        If the input is of no kind that gongkai finds.
    """
    kind = _KINDS.get(type(source))
    if kind is None:
        raise TypeError(f"{type(source).__name__} has no reference")
    reference: dict[str, Any] = {_KIND: kind}
    for name in _types_of(kind):
        value = getattr(source, name)
        if name == _PATH and not is_address(value):
            value = os.path.abspath(value)
        if value is not None:
            reference[name] = list(value) if isinstance(value, tuple) else value
    return reference


def from_reference(reference: Mapping[str, Any]) -> Input:
    """Return the input of a reference.

    Raises
    ------
    GongkaiError
        If it is none, and what is wrong with it.
    """
    if not isinstance(reference, Mapping):
        raise _wrong("it is no object")
    kind = reference.get(_KIND)
    if not isinstance(kind, str) or kind not in _CLASSES:
        raise _wrong(f"there is no kind {brief(str(kind))!r}")
    types = _types_of(kind)
    values = {}
    for name, value in reference.items():
        if name == _KIND:
            continue
        if name not in types:
            raise _wrong(f"{kind} has no field {brief(str(name))!r}")
        values[name] = _checked(name, value, types[name])
    for name, accepted in types.items():
        if name not in values:
            if NoneType not in accepted:
                raise _wrong(f"{kind} without {name!r}")
            values[name] = None
    source: Input = _CLASSES[kind](**values)
    return source


@cache
def _types_of(kind: str) -> dict[str, tuple[type, ...]]:
    """Return the fields of a kind of input, each with the types its value may have."""
    hints = get_type_hints(_CLASSES[kind])
    return {each.name: _plain_types(hints[each.name]) for each in fields(_CLASSES[kind])}


def _plain_types(hint: object) -> tuple[type, ...]:
    if get_origin(hint) is tuple:
        return (tuple,)
    return get_args(hint) or (hint,)


def _checked(name: str, value: object, accepted: tuple[type, ...]) -> object:
    """Return a value as the field wants it: whole numbers that are not negative, texts, lists."""
    if tuple in accepted and isinstance(value, list):
        return tuple(_checked(name, each, (int,)) for each in value)
    fits = type(value) in accepted and not isinstance(value, tuple)
    if not fits or (isinstance(value, int) and value < 0):
        raise _wrong(f"{name!r} cannot be {brief(repr(value))}")
    return value


def _wrong(reason: str) -> GongkaiError:
    return GongkaiError(
        f"This is no reference to an input of this version ({reason}): make the manifest anew."
    )
