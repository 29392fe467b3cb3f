"""The output directory of one run: which files it holds and how they come to be.

``records.jsonl`` grows line by line, so that a run that is stopped leaves everything it had
done. Tidy tables are written under a temporary name and get their own when they are whole.
Results of an earlier run are set aside under names that end in ``.previous`` when a run
begins and are removed when it has come to its end; a run that is stopped leaves them.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from gongkai.extract.writing.json_lines import LineWriter, WriteError
from gongkai.extract.writing.tidy import TABLES, Row, Rows, TidyTable

FORMATS: Final = ("jsonl", "parquet", "csv")
#: Formats that this version does not write yet, each with the one to write in its place.
PLANNED_FORMATS: Final = {"duckdb": "parquet", "xlsx": "csv"}
RECORDS: Final = "records.jsonl"
ERRORS: Final = "errors.jsonl"
_PREVIOUS: Final = ".previous"
_PARTIAL: Final = ".partial"
_TABLE_FORMATS: Final = ("parquet", "csv")


class TableWriter(Protocol):
    """What writes one tidy table in some format."""

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows."""

    def close(self) -> None:
        """Finish the file."""


def needs_rows(formats: Iterable[str]) -> bool:
    """Tell whether any of the formats is written from tidy rows."""
    return any(name in _TABLE_FORMATS for name in formats)


class Output:
    """Writes the results of one run into a directory.

    Parameters
    ----------
    directory
        Where to write; it is created.
    formats
        Which of ``FORMATS`` to write.

    Raises
    ------
    WriteError
        If the directory cannot be made or written.
    """

    def __init__(self, directory: Path, formats: Iterable[str]) -> None:
        self.directory = directory
        formats = tuple(formats)
        self._files: dict[Path, tuple[str, TableWriter]] = {}
        try:
            directory.mkdir(parents=True, exist_ok=True)
            self._previous = _set_aside(directory)
            for name in _TABLE_FORMATS:
                if name in formats:
                    self._open_tables(name)
        except OSError as error:
            raise WriteError(
                f"{directory} cannot be written ({error.strerror}): choose another --output."
            ) from error
        records = directory / RECORDS
        self._records = LineWriter(records, create=True) if "jsonl" in formats else None
        self._errors = LineWriter(directory / ERRORS)

    def write_record(self, line: str, rows: Rows | None) -> None:
        """Write one report: its line of ``records.jsonl`` and its rows of the tidy tables."""
        if self._records is not None:
            self._records.write(line)
        if rows is None:
            return
        for partial, (table, writer) in self._files.items():
            try:
                writer.write(rows[table])
            except OSError as error:
                raise _full(partial, error) from error

    def write_error(self, line: str) -> None:
        """Write one line of ``errors.jsonl``."""
        self._errors.write(line)

    def close(self, *, complete: bool) -> None:
        """Finish all files; with ``complete``, drop the results of the earlier run."""
        if self._records is not None:
            self._records.close()
        self._errors.close()
        for partial, (_, writer) in self._files.items():
            try:
                writer.close()
                partial.rename(partial.with_name(partial.name.removesuffix(_PARTIAL)))
            except OSError as error:
                raise _full(partial, error) from error
        self._files.clear()
        if complete:
            for path in self._previous:
                with suppress(OSError):
                    path.unlink()

    def _open_tables(self, name: str) -> None:
        for table in TABLES:
            partial = self.directory / f"{table.name}.{name}{_PARTIAL}"
            self._files[partial] = (table.name, _table_writer(name, partial, table))


def _table_writer(name: str, path: Path, table: TidyTable) -> TableWriter:
    if name == "parquet":
        from gongkai.extract.writing.parquet import ParquetWriter  # noqa: PLC0415 - pyarrow is slow

        return ParquetWriter(path, table)
    from gongkai.extract.writing.comma_separated import CommaSeparatedWriter  # noqa: PLC0415

    return CommaSeparatedWriter(path, table)


def _set_aside(directory: Path) -> list[Path]:
    """Rename the results of an earlier run, so that old and new never mix."""
    names = [RECORDS, ERRORS]
    names += [f"{table.name}.{name}" for table in TABLES for name in _TABLE_FORMATS]
    aside = []
    for name in names:
        path = directory / name
        if path.exists():
            previous = path.with_name(name + _PREVIOUS)
            path.replace(previous)
            aside.append(previous)
    return aside


def _full(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"{path} cannot be written ({error.strerror}): make room or choose another --output."
    )
