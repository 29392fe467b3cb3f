"""Writes tidy tables as Parquet, row group by row group, with explicit types, in few bytes.

Two million reports have four hundred million cells, so what a cell takes is what a run takes.
Rows of one report stand together, most of their columns repeat from report to report, and the
places of the cells of a table follow one another: repeated columns are written as references to
a dictionary, places as differences (DELTA_BINARY_PACKED), everything is packed by zstd, and a
row group is as large as memory allows, since each begins its dictionaries anew. What waits for
its row group waits as Arrow batches, which take a fraction of what rows take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow
import pyarrow.parquet

from gongkai.extract.writing.tidy import ColumnRows, ColumnType, Item, Row, TidyTable

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
        self._columns: list[list[Item]] = [[] for _ in schema]
        self._texts = [place for place, field in enumerate(schema) if _is_text(field.type)]
        self._tables: list[pyarrow.Table] = []
        self._characters = 0
        self.rows = 0
        self.size = 0

    @property
    def is_full(self) -> bool:
        """Whether what waits is enough to be written."""
        return self.rows >= self._rows_per_group or self.size >= self._bytes_per_group

    def add(self, row: Row) -> None:
        """Append a row."""
        for column, item in zip(self._columns, row, strict=True):
            column.append(item)
        self.rows += 1
        self._characters += sum(len(str(row[place] or "")) for place in self._texts)
        if self._is_batch:
            self._convert()

    def extend(self, rows: Iterable[Row]) -> None:
        """Append rows; those that stand in columns are not taken apart."""
        if not isinstance(rows, ColumnRows):
            for row in rows:
                self.add(row)
            return
        start = 0
        while start < len(rows):
            start = self.add_some(rows, start)

    def add_some(self, rows: ColumnRows, start: int) -> int:
        """Append rows from ``start`` on, as ``add`` would one by one, until a batch is full.

        Returns
        -------
        int
            How many of the rows are appended, those before ``start`` among them.
        """
        end = min(len(rows), start + self._rows_per_batch - len(self._columns[0]))
        if self.rows < self._rows_per_group:
            end = min(end, start + self._rows_per_group - self.rows)
        part = [column[start:end] for column in rows.columns]
        texts: Iterator[list[Any]] = (part[place] for place in self._texts)
        characters = sum(sum(map(len, filter(None, items))) for items in texts)
        if self._characters + characters >= _CHARACTERS_PER_BATCH:
            for place, row in enumerate(zip(*part, strict=True), start + 1):
                self.add(row)
                if not self._columns[0]:  # the batch ended with this row
                    return place
        for column, items in zip(self._columns, part, strict=True):
            column.extend(items)
        self.rows += end - start
        self._characters += characters
        if self._is_batch:
            self._convert()
        return end

    def add_columns(self, table: pyarrow.Table, size: int | None = None) -> None:
        """Append rows that stand in columns.

        Parameters
        ----------
        table
            The rows; texts may refer to a dictionary.
        size
            How many bytes they take, where that is not what Arrow counts: a part of a table whose
            dictionaries others use too.
        """
        self._convert()
        self._tables.append(table)
        self.rows += table.num_rows
        self.size += table.nbytes if size is None else size

    def take(self) -> pyarrow.Table:
        """Return all that waits, as one table, and begin anew."""
        self._convert()
        tables = [table.cast(self._schema) for table in self._tables]
        self._tables.clear()
        self.rows = self.size = 0
        return pyarrow.concat_tables(tables or [self._schema.empty_table()])

    @property
    def _is_batch(self) -> bool:
        return (
            len(self._columns[0]) >= self._rows_per_batch
            or self._characters >= _CHARACTERS_PER_BATCH
        )

    def _convert(self) -> None:
        if not self._columns[0]:
            return
        columns = [
            _array(items, field.type)
            for items, field in zip(self._columns, self._schema, strict=True)
        ]
        table = pyarrow.Table.from_arrays(columns, schema=self._schema)
        self._tables.append(table)
        self.size += table.nbytes
        for items in self._columns:
            items.clear()
        self._characters = 0


def _is_text(kind: pyarrow.DataType) -> bool:
    return bool(pyarrow.types.is_string(kind))


def _array(items: Sequence[Item], kind: pyarrow.DataType) -> pyarrow.Array:
    try:
        return pyarrow.array(items, type=kind)
    except pyarrow.ArrowInvalid:
        if not pyarrow.types.is_float64(kind):
            raise
        # Whole numbers beyond 2**53 are refused, though they have a nearest decimal number.
        return pyarrow.array(
            [float(item) if isinstance(item, int) else item for item in items], type=kind
        )


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
        self._width = len(schema)
        self._writer = open_parquet(path, schema)
        self._waiting = RowBuffer(schema)

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows; they reach the file a row group at a time."""
        if not isinstance(rows, ColumnRows):
            rows = ColumnRows.of(rows, self._width)
        start = 0
        while start < len(rows):
            start = self._waiting.add_some(rows, start)
            if self._waiting.is_full:
                self._write_group()

    def write_columns(self, table: pyarrow.Table) -> None:
        """Append rows that stand in columns, as ``columns.read_columns`` gives them."""
        self._waiting.add_columns(table)
        if self._waiting.is_full:
            self._write_group()

    def close(self) -> None:
        """Write what is waiting and finish the file."""
        self._write_group()
        self._writer.close()

    def _write_group(self) -> None:
        if self._waiting.rows:
            self._writer.write_table(self._waiting.take())
