"""Writes tidy tables as partitioned Parquet: a folder for each year and tier, Hive style.

``claims/report_year=2023/report_tier=county/part-0.parquet`` holds the claims of the reports of
counties on 2023. The folders are columns that DuckDB, pyarrow and pandas add when they read; the
files have all columns of the table besides, and no table has a column of these names (``problems``
has a ``year`` of its own). Where a report has no year the folder says 0, where it has no tier
``unknown``: the null of Hive (``__HIVE_DEFAULT_PARTITION__``) makes pandas fail, and a word in the
place of a year would turn the years of the whole table into text.

What waits to be written is bounded over all folders together: when it is too much, the folder with
the most rows writes a row group. Few files are open at a time; one that was closed for another to
be opened is not opened again, its folder goes on with ``part-1``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy
import pyarrow
import pyarrow.compute

from gongkai.extract.writing.columns import ColumnsError, plain, read_columns, table_file
from gongkai.extract.writing.parquet import (
    BYTES_PER_GROUP,
    ROWS_PER_GROUP,
    SUFFIX,
    RowBuffer,
    open_parquet,
    parquet_schema,
)
from gongkai.extract.writing.tables import TablesWriter
from gongkai.extract.writing.tidy import TABLES, Row, Rows, TidyTable

#: What tables can be partitioned by: the name of the folders, the column of ``reports`` that
#: they take their value from, and what stands for none.
PARTITION_KEYS: Final[dict[str, tuple[str, str, str]]] = {
    "year": ("report_year", "year_value", "0"),
    "tier": ("report_tier", "issuer_tier", "unknown"),
    "type": ("report_type", "issuer_type", "unknown"),
    "form": ("report_form", "tables_regime", "unknown"),
}
#: Files of one table that are open at a time; of all tables eight times as many.
OPEN_FILES: Final = 16
_ROWS_PER_BATCH: Final = 256
_REPORTS: Final = next(table for table in TABLES if table.name == "reports")


@dataclass(frozen=True, slots=True)
class Room:
    """What a table may take while it is written.

    Attributes
    ----------
    open_files
        Files that are open at a time.
    rows, bytes
        What waits to be written, over all folders together.
    """

    open_files: int
    rows: int
    bytes: int


#: Where one table is written after the other there is room for more, which gives fewer and larger
#: row groups.
_ROOM_ALONE: Final = Room(128, 2**20, 96 * 2**20)


def partition_of(rows: Rows, keys: Sequence[str]) -> str:
    """Return the folder that the rows of one report belong in, ``report_year=2023/…``."""
    names = _REPORTS.names
    (report,) = rows["reports"]
    folders = []
    for key in keys:
        name, column, unknown = PARTITION_KEYS[key]
        value = report[names.index(column)]
        folders.append(f"{name}={unknown if value is None else value}")
    return "/".join(folders)


class ReportPartitions:
    """Tells which folder the rows of tables belong in, from the table of their reports.

    Parameters
    ----------
    folder
        Where the file of the table ``reports`` is.
    keys
        What to partition by.
    """

    def __init__(self, folder: Path, keys: Sequence[str]) -> None:
        self._path = table_file(folder, _REPORTS)
        columns = ["record_id", *(PARTITION_KEYS[key][1] for key in keys)]
        tables = list(read_columns(folder, _REPORTS, columns, with_dictionaries=False))
        reports = pyarrow.concat_tables(tables) if tables else None
        self._ids = pyarrow.array([], pyarrow.string())
        self._folders = self._ids
        if reports is not None:
            self._ids = reports.column("record_id").combine_chunks()
            self._folders = _folders(reports, keys)

    def of(self, columns: pyarrow.Table) -> pyarrow.Array:
        """Return the folder of each row.

        Raises
        ------
        ColumnsError
            If a row is of a report that is not there.
        """
        ids = plain(columns.column("record_id"))
        places = pyarrow.compute.index_in(ids, value_set=self._ids).combine_chunks()
        if places.null_count:
            raise ColumnsError(f"{self._path} lacks reports that other tables have rows of.")
        return self._folders.take(places)


def _folders(reports: pyarrow.Table, keys: Sequence[str]) -> pyarrow.Array:
    """Return the folder that each of many reports belongs in; see ``partition_of``."""
    folders = []
    for key in keys:
        name, column, unknown = PARTITION_KEYS[key]
        values = pyarrow.compute.cast(reports.column(column), pyarrow.string())
        named = pyarrow.compute.fill_null(values, unknown)
        folders.append(pyarrow.compute.binary_join_element_wise(name, named, "="))
    return pyarrow.compute.binary_join_element_wise(*folders, "/").combine_chunks()


@dataclass(slots=True)
class _Folder:
    """What waits for one folder, and how many files of it were begun."""

    waiting: RowBuffer
    begun: int = 0
    writer: Any = field(default=None)


class PartitionedParquetWriter:
    """Writes one tidy table as Parquet files in folders.

    Parameters
    ----------
    directory
        The folder of the table; it is created.
    table
        The table the rows belong to.
    part
        How the names of files begin; runs that write into one folder at a time need different
        ones.
    room
        What it may keep open and in memory.
    """

    def __init__(
        self,
        directory: Path,
        table: TidyTable,
        *,
        part: str = "part",
        room: Room | None = None,
    ) -> None:
        self._directory = directory
        self._schema = parquet_schema(table)
        self._part = part
        self._room = room or Room(OPEN_FILES, ROWS_PER_GROUP, BYTES_PER_GROUP)
        self._folders: dict[str, _Folder] = {}
        self._open: OrderedDict[str, None] = OrderedDict()
        self._rows = 0
        self._size = 0
        directory.mkdir(parents=True, exist_ok=True)

    def write(self, partition: str, rows: Iterable[Row]) -> None:
        """Append rows to a folder; see ``partition_of``."""
        waiting = self._folder(partition).waiting
        rows_before, size_before = waiting.rows, waiting.size
        waiting.extend(rows)
        self._count(partition, waiting.rows - rows_before, waiting.size - size_before)

    def write_columns(self, columns: pyarrow.Table, partitions: pyarrow.Array) -> None:
        """Append rows that stand in columns, each to its own folder.

        Parameters
        ----------
        columns
            The rows.
        partitions
            The folder of each row.
        """
        numbered = partitions.dictionary_encode()
        places = numbered.indices.to_numpy()
        order = numpy.argsort(places, kind="stable")
        ends = numpy.cumsum(numpy.bincount(places, minlength=len(numbered.dictionary)))
        size = columns.nbytes / max(1, columns.num_rows)
        for partition, some in zip(
            numbered.dictionary.to_pylist(), numpy.split(order, ends[:-1]), strict=True
        ):
            # A copy: a slice would keep all rows in memory until the last folder is written.
            part = columns.take(pyarrow.array(some))
            self._folder(partition).waiting.add_columns(part, round(size * len(some)))
            self._count(partition, len(some), round(size * len(some)))

    def close(self) -> None:
        """Write what is waiting and finish all files."""
        for partition in self._folders:
            self._write_group(partition)
            self._close(partition)
        self._open.clear()

    def _folder(self, partition: str) -> _Folder:
        folder = self._folders.get(partition)
        if folder is None:
            folder = _Folder(RowBuffer(self._schema, _ROWS_PER_BATCH))
            self._folders[partition] = folder
        return folder

    def _count(self, partition: str, rows: int, size: int) -> None:
        """Count what was added to a folder, and write what is too much."""
        self._rows += rows
        self._size += size
        if self._folders[partition].waiting.is_full:
            self._write_group(partition)
        while self._rows >= self._room.rows or self._size >= self._room.bytes:
            self._write_largest()

    def _write_largest(self) -> None:
        if self._rows >= self._room.rows:
            largest = max(self._folders, key=lambda name: self._folders[name].waiting.rows)
        else:
            largest = max(self._folders, key=lambda name: self._folders[name].waiting.size)
        self._write_group(largest)

    def _write_group(self, partition: str) -> None:
        folder = self._folders[partition]
        if not folder.waiting.rows:
            return
        self._rows -= folder.waiting.rows
        self._size -= folder.waiting.size
        self._writer(partition, folder).write_table(folder.waiting.take())

    def _writer(self, partition: str, folder: _Folder) -> Any:  # noqa: ANN401 - pyarrow is untyped
        if folder.writer is None:
            if len(self._open) >= self._room.open_files:
                self._close(self._open.popitem(last=False)[0])
            place = self._directory / partition
            place.mkdir(parents=True, exist_ok=True)
            path = place / f"{self._part}-{folder.begun}{SUFFIX}"
            folder.writer = open_parquet(path, self._schema)
            folder.begun += 1
        self._open[partition] = None
        self._open.move_to_end(partition)
        return folder.writer

    def _close(self, partition: str) -> None:
        folder = self._folders[partition]
        if folder.writer is not None:
            folder.writer.close()
            folder.writer = None


class FolderPerTable(TablesWriter):
    """Writes each tidy table as partitioned Parquet into a folder of its own.

    Parameters
    ----------
    directory
        Where to.
    keys
        What to partition by; see ``PARTITION_KEYS``.
    """

    def __init__(self, directory: Path, keys: Sequence[str]) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._folders = {table.name: self._partial(directory, table.name) for table in TABLES}
        self._writers = {
            table.name: PartitionedParquetWriter(self._folders[table.name], table)
            for table in TABLES
        }

    def write(self, rows: Rows) -> None:
        """Append the rows of one report."""
        partition = partition_of(rows, self._keys)
        for name, writer in self._writers.items():
            writer.write(partition, rows[name])

    def copy(self, folders: Sequence[Path], done: Callable[[], object]) -> None:
        """Append all rows of tables that were written as Parquet, one table after the other."""
        for table in TABLES:
            writer = PartitionedParquetWriter(
                self._folders[table.name],
                table,
                room=_ROOM_ALONE,
            )
            for folder in folders:
                partitions = ReportPartitions(folder, self._keys)
                for columns in read_columns(folder, table):
                    writer.write_columns(columns, partitions.of(columns))
                done()
            writer.close()

    def close(self) -> None:
        """Finish the files."""
        for writer in self._writers.values():
            writer.close()
