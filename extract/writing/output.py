"""The output directory of one run: which files it holds and how they come to be.

``records.jsonl`` grows line by line, so that a run that is stopped leaves everything it had
done. Tidy tables are written under a temporary name and get their own when they are whole.
Results of an earlier run are set aside under names that end in ``.previous`` when a run
begins and are removed when it has come to its end; a run that is stopped leaves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from gongkai.extract.errors import GongkaiError
from gongkai.extract.language import Language
from gongkai.extract.writing.json_lines import LineWriter, WriteError
from gongkai.extract.writing.results_folder import (
    check_folders,
    remove,
    remove_leftovers,
    set_aside,
)
from gongkai.extract.writing.tables import PARTIAL, FilePerTable, TablesWriter
from gongkai.extract.writing.tidy import Rows

FORMATS: Final = ("jsonl", "parquet", "csv", "duckdb", "xlsx", "dta")
#: The formats that are written from tidy rows.
TABLE_FORMATS: Final = FORMATS[1:]
#: What ``parquet`` can be partitioned by.
PARTITIONS: Final = ("year", "tier", "type", "form")
RECORDS: Final = "records.jsonl"
ERRORS: Final = "errors.jsonl"


def needs_rows(formats: Iterable[str]) -> bool:
    """Tell whether any of the formats is written from tidy rows."""
    return any(name in TABLE_FORMATS for name in formats)


class Output:
    """Writes the results of one run into a directory.

    Parameters
    ----------
    directory
        Where to write; it is created.
    formats
        Which of ``FORMATS`` to write.
    partition_by
        Which of ``PARTITIONS`` to split the Parquet files by, outermost first.
    language
        The language of the labels in files that have some.

    Attributes
    ----------
    notes
        What the user has to know about the files, one sentence each; complete after ``close``.

    Raises
    ------
    WriteError
        If the directory cannot be made or written.
    MissingExtraError
        If a format needs a library that is not installed.
    """

    def __init__(
        self,
        directory: Path,
        formats: Iterable[str],
        *,
        partition_by: Sequence[str] = (),
        language: Language = Language.ENGLISH,
    ) -> None:
        self.directory = directory
        self.notes: list[str] = []
        formats = tuple(formats)
        self._writers: list[TablesWriter] = []
        try:
            directory.mkdir(parents=True, exist_ok=True)
            remove_leftovers(directory)
            check_folders(directory, partition_by)
            for name in TABLE_FORMATS:
                if name in formats:
                    keys = partition_by if name == "parquet" else ()
                    self._writers.append(tables_writer(name, directory, keys, language))
            self._previous = set_aside(directory)
        except GongkaiError:
            remove_leftovers(directory)
            raise
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
        for writer in self._writers:
            try:
                writer.write(rows)
            except OSError as error:
                raise self._full(error) from error

    def write_error(self, line: str) -> None:
        """Write one line of ``errors.jsonl``."""
        self._errors.write(line)

    def close(self, *, complete: bool) -> None:
        """Finish all files; with ``complete``, drop the results of the earlier run."""
        if self._records is not None:
            self._records.close()
        self._errors.close()
        for writer in self._writers:
            try:
                writer.close()
                for partial in writer.partials:
                    partial.rename(partial.with_name(partial.name.removesuffix(PARTIAL)))
            except OSError as error:
                raise self._full(error) from error
            self.notes.extend(writer.notes)
        self._writers.clear()
        if complete:
            for path in self._previous:
                remove(path)

    def _full(self, error: OSError) -> WriteError:
        return WriteError(
            f"{error.filename or self.directory} cannot be written ({error.strerror}): make room "
            "or choose another --output."
        )


def tables_writer(
    name: str, directory: Path, partition_by: Sequence[str], language: Language
) -> TablesWriter:
    """Open the writer of a format; what it needs is loaded here, since much of it is slow."""
    if name == "csv":
        from gongkai.extract.writing.comma_separated import CommaSeparatedWriter  # noqa: PLC0415

        return FilePerTable(directory, ".csv", CommaSeparatedWriter)
    if name == "duckdb":
        from gongkai.extract.writing.database import DatabaseWriter  # noqa: PLC0415

        return DatabaseWriter(directory, language)
    if name == "xlsx":
        from gongkai.extract.writing.workbook import WorkbookWriter  # noqa: PLC0415

        return WorkbookWriter(directory, language)
    if name == "dta":
        from gongkai.extract.writing.stata import StataWriter  # noqa: PLC0415

        return StataWriter(directory, language)
    if partition_by:
        from gongkai.extract.writing.partitions import FolderPerTable  # noqa: PLC0415

        return FolderPerTable(directory, partition_by)
    from gongkai.extract.writing.parquet import ParquetWriter  # noqa: PLC0415

    return FilePerTable(directory, ".parquet", ParquetWriter)
