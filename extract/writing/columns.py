"""Tidy tables as columns: read from folders of Parquet files, and turned into rows again.

Results that were written once need not become Python objects to be written in another form. What
is read comes in tables of Arrow that hold whole reports, since readers of results rely on the
rows of a report standing together. Columns whose values repeat are read as references to a
dictionary, which takes half the memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyarrow
import pyarrow.compute
import pyarrow.parquet

from gongkai.extract.codebook.entries import entries_of
from gongkai.extract.errors import GongkaiError
from gongkai.extract.writing.parquet import SUFFIX
from gongkai.extract.writing.tidy import ColumnType, Item, Row, TidyTable
from gongkai.models.record import whole_or_decimal

#: Columns that repeat besides those that hold ids of an enumeration.
_REPEATED: Final = frozenset({"record_id", "key", "unit", "raw"})
_KEY: Final = "record_id"


class ColumnsError(GongkaiError):
    """A file of columns that cannot be read; its text is meant for the user."""


def table_file(folder: Path, table: TidyTable) -> Path:
    """Return the file of a table in a folder that holds one for each."""
    return folder / f"{table.name}{SUFFIX}"


def read_columns(
    folder: Path,
    table: TidyTable,
    columns: Sequence[str] | None = None,
    *,
    with_dictionaries: bool = True,
) -> Iterator[pyarrow.Table]:
    """Yield the rows of a table, some row groups at a time, cut between reports.

    Parameters
    ----------
    folder
        Where the file of the table is.
    table
        The table.
    columns
        Which of its columns, by default all; ``record_id`` has to be among them.
    with_dictionaries
        Read columns whose values repeat as references to a dictionary.

    Raises
    ------
    ColumnsError
        If the file cannot be read, or has other columns.
    """
    path = table_file(folder, table)
    names = list(columns or table.names)
    dictionaries = list(_dictionary_columns(table.name)) if with_dictionaries else None
    try:
        with pyarrow.parquet.ParquetFile(path, read_dictionary=dictionaries) as file:
            if file.schema_arrow.names != list(table.names):
                raise ColumnsError(f"{path} has other columns than this version writes.")
            yield from _between_reports(
                file.read_row_group(group, columns=names, use_threads=False)
                for group in range(file.num_row_groups)
            )
    except (OSError, KeyError, pyarrow.ArrowException) as error:
        raise ColumnsError(f"{path} cannot be read ({' '.join(str(error).split())}).") from error


def _between_reports(groups: Iterable[pyarrow.Table]) -> Iterator[pyarrow.Table]:
    """Yield row groups cut between reports: the rows of the last report may go on in the next."""
    waiting: pyarrow.Table | None = None
    for group in groups:
        if waiting is None:
            waiting = group
            continue
        whole = _length_of_whole_reports(waiting, group)
        if whole:
            yield waiting.slice(0, whole)
        waiting = pyarrow.concat_tables([waiting.slice(whole), group])
    if waiting is not None and waiting.num_rows:
        yield waiting


def _length_of_whole_reports(read: pyarrow.Table, following: pyarrow.Table) -> int:
    """Return how many rows of a table are those of reports that do not go on in the next."""
    if not read.num_rows or not following.num_rows:
        return 0
    goes_on = pyarrow.compute.equal(plain(read.column(_KEY)), plain(following.column(_KEY))[0])
    first = pyarrow.compute.index(goes_on, True).as_py()
    return read.num_rows if first < 0 else int(first)


def rows_of(columns: pyarrow.Table, table: TidyTable) -> Iterator[Row]:
    """Yield the rows of a table that was read, as ``tidy_rows`` gives them."""
    yield from zip(
        *(items_of(columns.column(column.name), column.type) for column in table.columns),
        strict=True,
    )


def items_of(column: pyarrow.Array | pyarrow.ChunkedArray, kind: ColumnType) -> Iterable[Item]:
    """Return the values of a column as ``tidy_rows`` gives them: whole numbers are integers."""
    items: list[Any] = column.to_pylist()
    if kind is ColumnType.NUMBER:
        return map(whole_or_decimal, items)
    if kind is ColumnType.STATEMENTS:
        return [
            None
            if statements is None
            else [each | {"value": whole_or_decimal(each["value"])} for each in statements]
            for statements in items
        ]
    return items


@cache
def _dictionary_columns(table: str) -> tuple[str, ...]:
    return tuple(
        name
        for name, entry in entries_of(table).items()
        if entry.type is ColumnType.TEXT and (entry.values or name in _REPEATED)
    )


def plain(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """Return a column of texts without a dictionary."""
    if pyarrow.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    return column
