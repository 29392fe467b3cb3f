"""Writes ``gongkai.duckdb``: the tidy tables with types, comments and labels, and views on them.

``reports`` and ``texts`` have their key as a constraint. The keys of the other tables hold as well
(see the codebook) and are not declared: the index behind a constraint takes over 40 bytes a row
and has to fit in memory, many times what a cell itself takes.

DuckDB stamps every new file with a random number, so the same input gives the same rows in the
same order, yet not the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from glob import escape
from pathlib import Path
from typing import Final

from gongkai.extract.codebook.entries import (
    KEYS,
    TableLabel,
    cell_labels,
    entries,
    entries_of,
)
from gongkai.extract.language import Language
from gongkai.extract.writing.columns import table_file
from gongkai.extract.writing.database_views import VIEWS, quoted
from gongkai.extract.writing.parquet import RowBuffer, parquet_schema
from gongkai.extract.writing.tables import DATABASE, TablesWriter, missing_extra
from gongkai.extract.writing.tidy import TABLES, ColumnType, Rows, TidyTable

_WITH_CONSTRAINT: Final = frozenset({"reports", "texts"})
#: What DuckDB may take beside what waits here for it.
_MEMORY: Final = "256MB"
#: Files of Parquet that one statement reads.
_FILES_TOGETHER: Final = 50
_TYPES: Final[dict[ColumnType, str]] = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.CONFIDENCE: "DOUBLE",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DATE: "DATE",
    ColumnType.TEXTS: "VARCHAR[]",
    ColumnType.INTEGERS: "BIGINT[]",
    ColumnType.NUMBERS: "DOUBLE[]",
    ColumnType.STATEMENTS: 'STRUCT("value" DOUBLE, bound VARCHAR, sources VARCHAR[])[]',
}


class DatabaseWriter(TablesWriter):
    """Writes all tidy tables into a DuckDB database.

    Parameters
    ----------
    directory
        Where to.
    language
        The language of the comments on tables and columns.

    Raises
    ------
    MissingExtraError
        If DuckDB is not installed.
    """

    def __init__(self, directory: Path, language: Language = Language.ENGLISH) -> None:
        super().__init__()
        try:
            import duckdb  # noqa: PLC0415 - large, and part of an extra
        except ImportError as error:
            raise missing_extra("duckdb") from error
        self._failure = duckdb.Error
        path = self._partial(directory, DATABASE)
        for leftover in (path, path.with_name(path.name + ".wal")):
            leftover.unlink(missing_ok=True)
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "memory_limit": _MEMORY,
            "temp_directory": str(path) + ".tmp",
            "preserve_insertion_order": True,
        }
        try:
            self._connection = duckdb.connect(str(path), config=settings)
        except duckdb.Error as error:
            raise OSError(None, _reason(error), str(path)) from error
        self._waiting = {table.name: RowBuffer(parquet_schema(table)) for table in TABLES}
        for table in TABLES:
            for statement in _definition(table, language):
                self._execute(statement)

    def write(self, rows: Rows) -> None:
        """Append the rows of one report; they reach the file a batch at a time."""
        for table in TABLES:
            waiting = self._waiting[table.name]
            waiting.extend(rows[table.name])
            if waiting.is_full:
                self._insert(table.name)

    def copy(self, folders: Sequence[Path], done: Callable[[], object]) -> None:
        """Append all rows of tables that were written as Parquet; DuckDB reads the files itself."""
        for table in TABLES:
            for place in range(0, len(folders), _FILES_TOGETHER):
                some = folders[place : place + _FILES_TOGETHER]
                paths = (escape(str(table_file(folder, table))) for folder in some)
                files = ", ".join(map(_literal, paths))
                self._execute(f"INSERT INTO {table.name} FROM read_parquet([{files}])")
                for _ in some:
                    done()

    def close(self) -> None:
        """Write what is waiting, the labels and the views, and finish the file."""
        for table in TABLES:
            self._insert(table.name)
        self._write_labels()
        for view in VIEWS:
            self._execute(view.definition)
            self._execute(f"COMMENT ON VIEW {view.name} IS {_literal(view.comment)}")
        self._execute("CHECKPOINT")
        self._connection.close()

    def _insert(self, table: str) -> None:
        waiting = self._waiting[table]
        if not waiting.rows:
            return
        self._connection.register("waiting", waiting.take())
        self._execute(f"INSERT INTO {table} SELECT * FROM waiting")  # noqa: S608 - our own name
        self._connection.unregister("waiting")

    def _write_labels(self) -> None:
        self._fill(
            "labels",
            "scheme VARCHAR, id VARCHAR, number INTEGER, english VARCHAR, chinese VARCHAR, "
            "definition VARCHAR",
            list(_labels()),
        )
        self._fill(
            "cell_labels",
            '"table" VARCHAR, key VARCHAR, english VARCHAR, chinese VARCHAR',
            list(_cells()),
        )
        self._fill(
            "codebook",
            '"table" VARCHAR, "column" VARCHAR, english VARCHAR, chinese VARCHAR, unit VARCHAR, '
            "scheme VARCHAR, source VARCHAR, empty VARCHAR",
            [
                (
                    entry.table,
                    entry.name,
                    entry.description.english,
                    entry.description.chinese,
                    entry.unit.english if entry.unit else None,
                    entry.scheme,
                    entry.description.origin.english,
                    entry.absence.english,
                )
                for entry in entries()
            ],
        )

    def _fill(self, table: str, columns: str, rows: list[tuple[object, ...]]) -> None:
        self._execute(f"CREATE TABLE {table} ({columns})")
        gaps = ", ".join("?" for _ in rows[0])
        try:
            self._connection.executemany(f"INSERT INTO {table} VALUES ({gaps})", rows)  # noqa: S608
        except self._failure as error:
            raise OSError(None, _reason(error)) from error

    def _execute(self, statement: str) -> None:
        try:
            self._connection.execute(statement)
        except self._failure as error:
            raise OSError(None, _reason(error)) from error


def _definition(table: TidyTable, language: Language) -> Iterator[str]:
    """Yield the statements that make a table, with its comments."""
    columns = [f"{quoted(column.name)} {_TYPES[column.type]}" for column in table.columns]
    if table.name in _WITH_CONSTRAINT:
        columns.append(f"PRIMARY KEY ({', '.join(map(quoted, KEYS[table.name]))})")
    yield f"CREATE TABLE {table.name} ({', '.join(columns)})"
    yield from comments(table, language)


def comments(table: TidyTable, language: Language) -> Iterator[str]:
    """Yield the statements that say what a row and the columns of a table are."""
    row = TableLabel.of(table.name).label(language)
    yield f"COMMENT ON TABLE {table.name} IS {_literal(row)}"
    for name, entry in entries_of(table.name).items():
        place = f"{table.name}.{quoted(name)}"
        said = entry.description
        told = said.chinese if language is Language.CHINESE else said.english
        yield f"COMMENT ON COLUMN {place} IS {_literal(told)}"


def _labels() -> Iterator[tuple[object, ...]]:
    schemes = {entry.scheme: entry.values for entry in entries() if entry.scheme}
    for scheme, values in schemes.items():
        for number, value in enumerate(values, start=1):
            yield (scheme, value.id, number, value.english, value.chinese, value.definition)


def _cells() -> Iterator[tuple[object, ...]]:
    for (table, key), (row, column) in cell_labels().items():
        chinese = f"{row.label('zh')}，{column.chinese}"
        yield table, key, f"{row.english}, {column.english}", chinese


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())
