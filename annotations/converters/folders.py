"""Formats of one file for each text: safe names, and what the format has no place for.

Beside the files of the format, such a folder has ``gongkai.jsonl``: for each text its head, and
what else has to be known to read the passage back. Tools of the format leave it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.heads import checked_name, head_from_fields, head_to_fields
from gongkai.annotations.converters.strict_json import Fields, dump, lines, read_text
from gongkai.annotations.passages import Head, Passage

COMPANION: Final = "gongkai.jsonl"


def write_companion(
    passages: Sequence[Passage], directory: Path, more: Sequence[Fields] | None = None
) -> None:
    """Write the companion file of a folder, which is made if it is not there.

    Parameters
    ----------
    passages
        The passages of the folder.
    directory
        The folder.
    more
        What else to keep, for each passage.

    Raises
    ------
    ConverterError
        If two passages have one name.
    """
    place = Place(str(directory))
    names = set()
    for passage in passages:
        name = checked_name(passage.head.name, place)
        if name in names:
            raise place.fault(f"two passages have the name {name}: rename one")
        names.add(name)
    directory.mkdir(parents=True, exist_ok=True)
    kept = more or [{} for _ in passages]
    rows = (
        dump({"head": head_to_fields(passage.head), **fields}) + "\n"
        for passage, fields in zip(passages, kept, strict=True)
    )
    (directory / COMPANION).write_text("".join(rows), encoding="utf-8", newline="\n")


def read_companion(directory: Path) -> Iterator[tuple[Head, Fields, Place]]:
    """Yield the heads of a folder, each with what else was kept and the place of its line.

    Raises
    ------
    ConverterError
        If there is no companion file, or something in it cannot be accepted.
    """
    path = directory / COMPANION
    if not path.is_file():
        raise Place(str(directory)).fault(
            f"there is no {COMPANION}, which says where each text comes from: give the folder that "
            "was exported, with the files as the tool changed them"
        )
    names = set()
    for fields, place in lines(path):
        head = head_from_fields(fields.get("head"), place)
        if head.name in names:
            raise place.fault(f"two lines have the name {head.name}: take one out")
        names.add(head.name)
        yield head, fields, place.at(name=head.name)


def read_member(directory: Path, name: str) -> str:
    """Return the text of a file in a folder.

    Raises
    ------
    ConverterError
        If it is missing, or a link that leads out of the folder.
    """
    path = directory / name
    if not path.resolve().is_relative_to(directory.resolve()):
        raise Place(str(path)).fault("this leads out of the folder: put the file itself there")
    # Offsets count from the first character, which may be one that looks like a byte order mark.
    return read_text(path, "utf-8")
