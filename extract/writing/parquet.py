"""Writes tidy tables as Parquet, row group by row group, with explicit types, in few bytes.

Two million reports have four hundred million cells, so what a cell takes is what a run takes.
Rows of one report stand together, most of their columns repeat from report to report, and the
places of the cells of a table follow one another: repeated columns are written as references to
a dictionary, places as differences (DELTA_BINARY_PACKED), everything is packed by zstd, and a
row group is as large as memory allows, since each begins its dictionaries anew. What waits for
its row group waits as Arrow batches, which take a fraction of what rows take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow
import pyarrow.parquet

from gongkai.extract.writing.tidy import ColumnType, Row, TidyTable

SUFFIX: Final = ".parquet"
#: A row group ends after this many rows or bytes in memory, whichever comes first, so that memory
#: stays bounded whatever the reports are like.
ROWS_PER_GROUP: Final = 262_144
BYTES_PER_GROUP: Final = 32 * 2**20
#: From this number on, waiting rows are turned into an Arrow batch.
ROWS_PER_BATCH: Final = 1_024
#: So are rows with more characters in their texts than this.
_CHARACTERS_PER_BATCH: Final = 2**20
#: Higher levels take twice the time for a twentieth fewer bytes.
_COMPRESSION_LEVEL: Final = 9
#: Columns of whole numbers that grow from row to row.
_PLACES: Final = frozenset({"start", "end"})

_TYPES: Final[dict[ColumnType, Any]] = {
    ColumnType.TEXT: pyarrow.string(),
    ColumnType.INTEGER: pyarrow.int64(),
    ColumnType.NUMBER: pyarrow.float64(),
    ColumnType.CONFIDENCE: pyarrow.float64(),
    ColumnType.BOOLEAN: pyarrow.bool_(),
    ColumnType.DATE: pyarrow.date32(),
    ColumnType.TEXTS: pyarrow.list_(pyarrow.string()),
    ColumnType.INTEGERS: pyarrow.list_(pyarrow.int64()),
    ColumnType.NUMBERS: pyarrow.list_(pyarrow.float64()),
    ColumnType.STATEMENTS: pyarrow.list_(
        pyarrow.struct(
            [
                ("value", pyarrow.float64()),
                ("bound", pyarrow.string()),
                ("sources", pyarrow.list_(pyarrow.string())),
            ]
        )
    ),
}


def parquet_schema(table: TidyTable) -> pyarrow.Schema:
    """Return the Arrow schema of a tidy table."""
    return pyarrow.schema([(column.name, _TYPES[column.type]) for column in table.columns])


class RowBuffer:
    """Rows of one tidy table that wait to be written together.

    Parameters
    ----------
    schema
        The schema of the table.
    rows_per_batch
        From this number on, waiting rows are turned into an Arrow batch.
    rows_per_group, bytes_per_group
        What is enough to be written; by default what a row group of Parquet holds.

    Attributes
    ----------
    rows, size
        How many rows wait, and how many bytes they take, roughly.
    """

    def __init__(
        self,
        schema: pyarrow.Schema,
        rows_per_batch: int = ROWS_PER_BATCH,
        *,
        rows_per_group: int | None = None,
        bytes_per_group: int | None = None,
    ) -> None:
        self._schema = schema
        self._rows_per_batch = rows_per_batch
        self._rows_per_group = rows_per_group or ROWS_PER_GROUP
        self._bytes_per_group = bytes_per_group or BYTES_PER_GROUP
        self._rows: list[Row] = []
        self._batches: list[pyarrow.RecordBatch] = []
        self._characters = 0
        self.rows = 0
        self.size = 0

    @property
    def is_full(self) -> bool:
        """Whether what waits is enough to be written."""
        return self.rows >= self._rows_per_group or self.size >= self._bytes_per_group

    def add(self, row: Row) -> None:
        """Append a row."""
        self._rows.append(row)
        self.rows += 1
        for item in row:
            if isinstance(item, str):
                self._characters += len(item)
        if len(self._rows) >= self._rows_per_batch or self._characters >= _CHARACTERS_PER_BATCH:
            self._convert()

    def take(self) -> pyarrow.Table:
        """Return all that waits, as one table, and begin anew."""
        self._convert()
        table = pyarrow.Table.from_batches(self._batches, schema=self._schema).combine_chunks()
        self._batches.clear()
        self.rows = self.size = 0
        return table

    def _convert(self) -> None:
        if not self._rows:
            return
        columns = [
            pyarrow.array(items, type=field.type)
            for items, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
        ]
        batch = pyarrow.RecordBatch.from_arrays(columns, schema=self._schema)
        self._batches.append(batch)
        self.size += batch.nbytes
        self._rows.clear()
        self._characters = 0


def open_parquet(path: Path, schema: pyarrow.Schema) -> pyarrow.parquet.ParquetWriter:
    """Open a new Parquet file for tables of this schema, which takes few bytes."""
    leaves = [leaf for field in schema for leaf in _leaves(field.name, field.type)]
    return pyarrow.parquet.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=_COMPRESSION_LEVEL,
        use_dictionary=[leaf for leaf in leaves if leaf not in _PLACES],
        column_encoding={leaf: "DELTA_BINARY_PACKED" for leaf in leaves if leaf in _PLACES},
    )


def _leaves(name: str, kind: pyarrow.DataType) -> Iterator[str]:
    """Yield the names that Parquet gives the columns of numbers and texts in a column."""
    if pyarrow.types.is_list(kind):
        yield from _leaves(f"{name}.list.element", kind.value_type)
    elif pyarrow.types.is_struct(kind):
        for field in kind:
            yield from _leaves(f"{name}.{field.name}", field.type)
    else:
        yield name


class ParquetWriter:
    """Writes one tidy table as Parquet.

    Parameters
    ----------
    path
        The file; an existing one is replaced.
    table
        The table the rows belong to.
    """

    def __init__(self, path: Path, table: TidyTable) -> None:
        schema = parquet_schema(table)
        self._writer = open_parquet(path, schema)
        self._waiting = RowBuffer(schema)

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows; they reach the file a row group at a time."""
        for row in rows:
            self._waiting.add(row)
            if self._waiting.is_full:
                self._write_group()

    def close(self) -> None:
        """Write what is waiting and finish the file."""
        self._write_group()
        self._writer.close()

    def _write_group(self) -> None:
        if self._waiting.rows:
            self._writer.write_table(self._waiting.take())
