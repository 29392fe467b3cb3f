"""What lies in a folder of results already: set aside, left over from a killed run, in the way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from gongkai.extract.collection.tables import ADDED_TABLES
from gongkai.extract.run_folders import holds_run
from gongkai.extract.writing.json_lines import WriteError
from gongkai.extract.writing.tables import PARTIAL
from gongkai.extract.writing.tidy import TABLES

_PREVIOUS: Final = ".previous"
_NAMES: Final = "|".join(table.name for table in TABLES)
#: Tables that other commands add to the results; they go with the results they belong to.
_ADDED: Final = "|".join(table.name for table in ADDED_TABLES)
#: The files a run may have written, and the folders of partitioned tables.
_RESULT: Final = re.compile(
    rf"records\.jsonl|errors\.jsonl|gongkai\.duckdb|gongkai\.xlsx"
    rf"|(?:{_NAMES})\.(?:parquet|csv|overflow\.csv|dta)|(?:{_NAMES})_\d+\.dta|(?:{_ADDED})\.(?:parquet|csv)"
)
_FOLDER: Final = re.compile(_NAMES)
#: What was unfinished when a run was killed.
_LEFTOVER: Final = re.compile(rf"(?:{_RESULT.pattern}|{_NAMES}){re.escape(PARTIAL)}(?:\.\w+)?")


def check_folders(directory: Path, partition_by: Sequence[str]) -> None:
    """Refuse folders of bulk runs, and files of others where tables have to go.

    Raises
    ------
    WriteError
        If there are any, before the work is done.
    """
    if holds_run(directory):
        raise WriteError(f"{directory} is the folder of a bulk run: choose another --output.")
    for table in TABLES if partition_by else ():
        place = directory / table.name
        if place.exists() and not (place.is_dir() and _is_partitioned(place)):
            raise WriteError(
                f"{place} holds other files, and the table {table.name} has to go there: choose "
                "another --output."
            )


def set_aside(directory: Path) -> list[Path]:
    """Rename the results of an earlier run, so that old and new never mix."""
    aside = []
    for path in sorted(_results(directory)):
        previous = path.with_name(path.name + _PREVIOUS)
        remove(previous)
        path.replace(previous)
        aside.append(previous)
    return aside


def _results(directory: Path) -> Iterator[Path]:
    """Yield the files of an earlier run, and its folders of Parquet files."""
    for path in directory.iterdir():
        if path.is_dir():
            if _FOLDER.fullmatch(path.name) and _is_partitioned(path):
                yield path
        elif _RESULT.fullmatch(path.name):
            yield path


def _is_partitioned(folder: Path) -> bool:
    """Tell whether a folder holds Parquet files in Hive folders, and nothing else."""
    return all(
        "=" in path.name if path.is_dir() else path.suffix == ".parquet"
        for path in folder.rglob("*")
    )


def remove_leftovers(directory: Path) -> None:
    """Remove what runs that were killed left unfinished."""
    for path in directory.iterdir():
        if _LEFTOVER.fullmatch(path.name):
            remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder, as far as that is possible."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
