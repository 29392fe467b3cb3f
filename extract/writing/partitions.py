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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from gongkai.extract.writing.parquet import (
    BYTES_PER_GROUP,
    ROWS_PER_GROUP,
    SUFFIX,
    RowBuffer,
    open_parquet,
    parquet_schema,
)
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


def partition_of(rows: Rows, keys: Sequence[str]) -> str:
    """Return the folder that the rows of one report belong in, ``report_year=2023/…``."""
    names = next(table.names for table in TABLES if table.name == "reports")
    (report,) = rows["reports"]
    folders = []
    for key in keys:
        name, column, unknown = PARTITION_KEYS[key]
        value = report[names.index(column)]
        folders.append(f"{name}={unknown if value is None else value}")
    return "/".join(folders)


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
    open_files
        How many files may be open at a time.
    """

    def __init__(
        self, directory: Path, table: TidyTable, *, part: str = "part", open_files: int = OPEN_FILES
    ) -> None:
        self._directory = directory
        self._schema = parquet_schema(table)
        self._part = part
        self._most_open = open_files
        self._folders: dict[str, _Folder] = {}
        self._open: OrderedDict[str, None] = OrderedDict()
        self._rows = 0
        self._size = 0
        directory.mkdir(parents=True, exist_ok=True)

    def write(self, partition: str, rows: Iterable[Row]) -> None:
        """Append rows to a folder; see ``partition_of``."""
        folder = self._folders.get(partition)
        if folder is None:
            folder = _Folder(RowBuffer(self._schema, _ROWS_PER_BATCH))
            self._folders[partition] = folder
        waiting = folder.waiting
        rows_before, size_before = waiting.rows, waiting.size
        for row in rows:
            waiting.add(row)
        self._rows += waiting.rows - rows_before
        self._size += waiting.size - size_before
        while self._rows >= ROWS_PER_GROUP or self._size >= BYTES_PER_GROUP:
            self._write_largest()

    def close(self) -> None:
        """Write what is waiting and finish all files."""
        for partition in self._folders:
            self._write_group(partition)
            self._close(partition)
        self._open.clear()

    def _write_largest(self) -> None:
        if self._rows >= ROWS_PER_GROUP:
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
            if len(self._open) >= self._most_open:
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
