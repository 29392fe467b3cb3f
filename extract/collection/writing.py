"""Writes the added tables beside the results: Parquet and CSV, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from glob import escape
from pathlib import Path
from typing import Final

from gongkai.extract.collection.tables import DUPLICATES
from gongkai.extract.language import Language
from gongkai.extract.writing import comma_separated, parquet
from gongkai.extract.writing.database import comments
from gongkai.extract.writing.database_views import VIEWS, panel
from gongkai.extract.writing.json_lines import WriteError
from gongkai.extract.writing.tables import DATABASE, PARTIAL, TableWriter
from gongkai.extract.writing.tidy import Rows, TidyTable

_WRITERS: Final[dict[str, Callable[[Path, TidyTable], TableWriter]]] = {
    parquet.SUFFIX: parquet.ParquetWriter,
    comma_separated.SUFFIX: comma_separated.CommaSeparatedWriter,
}


def write_tables(directory: Path, tables: Sequence[TidyTable], rows: Iterable[Rows]) -> None:
    """Write tables as Parquet and CSV; those of an earlier run are replaced when these are whole.

    Raises
    ------
    WriteError
        If they cannot be written; those of an earlier run stay.
    """
    try:
        with ExitStack() as leftovers:
            partials = _write_partials(directory, tables, rows, leftovers)
            for partial in partials:
                partial.replace(partial.with_name(partial.name.removesuffix(PARTIAL)))
    except OSError as error:
        raise WriteError(
            f"{error.filename or directory} cannot be written ({error.strerror}): make room and "
            "see that the folder may be written."
        ) from error


def _write_partials(
    directory: Path, tables: Sequence[TidyTable], rows: Iterable[Rows], leftovers: ExitStack
) -> list[Path]:
    writers: list[tuple[str, TableWriter]] = []
    partials = []
    for table in tables:
        for suffix, writer in _WRITERS.items():
            partial = directory / f"{table.name}{suffix}{PARTIAL}"
            leftovers.callback(partial.unlink, missing_ok=True)
            writers.append((table.name, writer(partial, table)))
            partials.append(partial)
    for some in rows:
        for name, one in writers:
            one.write(some[name])
    for _, one in writers:
        one.close()
    return partials


def add_to_database(
    directory: Path, tables: Sequence[TidyTable], language: Language = Language.ENGLISH
) -> bool:
    """Add tables that were written as Parquet to the database of the results, if it has one.

    With the table of copies the view ``panel`` takes the best ones. All is added or nothing.

    Parameters
    ----------
    directory
        The results.
    tables
        The tables.
    language
        The language of the comments on tables and columns.

    Returns
    -------
    bool
        Whether there is a database.

    Raises
    ------
    WriteError
        If it cannot be written, or DuckDB is not installed.
    """
    path = directory / DATABASE
    if not path.is_file():
        return False
    try:
        import duckdb  # noqa: PLC0415 - large, and part of an extra
    except ImportError as error:
        raise WriteError(
            f"{path} was not brought up to date, since DuckDB is not installed; run: pip install "
            "'gongkai[analysis]' and repeat the command."
        ) from error
    try:
        with duckdb.connect(str(path), config={"threads": 1}) as connection:
            connection.execute("BEGIN")
            for table in tables:
                source = escape(str(directory / f"{table.name}{parquet.SUFFIX}"))
                source = source.replace("'", "''")
                connection.execute(
                    f"CREATE OR REPLACE TABLE {table.name} AS FROM read_parquet('{source}')"
                )
                for comment in comments(table, language):
                    connection.execute(comment)
            if DUPLICATES in tables:
                _replace_panel(connection.execute)
            connection.execute("COMMIT")
    except duckdb.Error as error:
        raise WriteError(
            f"{path} was not brought up to date ({' '.join(str(error).split())}): close what else "
            "has it open and repeat the command."
        ) from error
    return True


def _replace_panel(execute: Callable[[str], object]) -> None:
    comment = next(view.comment for view in VIEWS if view.name == "panel")
    execute(panel(prefers_best=True).replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1))
    said = f"{comment} Reports that have a better copy are left out.".replace("'", "''")
    execute(f"COMMENT ON VIEW panel IS '{said}'")
