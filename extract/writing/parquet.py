"""Writes tidy tables as Parquet, row group by row group, with explicit types."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pyarrow
import pyarrow.parquet

from gongkai.extract.writing.tidy import ColumnType, Row, TidyTable

SUFFIX: Final = ".parquet"
#: A row group ends after this many rows or characters of text, whichever comes first, so that
#: memory stays bounded whatever the reports are like.
ROWS_PER_GROUP: Final = 65_536
CHARACTERS_PER_GROUP: Final = 16 * 2**20

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
        self._schema = parquet_schema(table)
        self._writer = pyarrow.parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[Row] = []
        self._characters = 0

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows; they reach the file a row group at a time."""
        for row in rows:
            self._waiting.append(row)
            self._characters += sum(len(item) for item in row if isinstance(item, str))
            if len(self._waiting) >= ROWS_PER_GROUP or self._characters >= CHARACTERS_PER_GROUP:
                self._write_group()

    def close(self) -> None:
        """Write what is waiting and finish the file."""
        self._write_group()
        self._writer.close()

    def _write_group(self) -> None:
        if not self._waiting:
            return
        columns = [
            pyarrow.array(items, type=field.type)
            for items, field in zip(zip(*self._waiting, strict=True), self._schema, strict=True)
        ]
        self._writer.write_table(pyarrow.Table.from_arrays(columns, schema=self._schema))
        self._waiting.clear()
        self._characters = 0
