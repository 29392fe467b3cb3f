"""The results of a run, read table by table in batches that memory can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow
import pyarrow.parquet

from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError
from gongkai.extract.record_files import load_records
from gongkai.extract.writing.output import RECORDS
from gongkai.extract.writing.parquet import SUFFIX, RowBuffer, parquet_schema
from gongkai.extract.writing.tidy import TABLES, tidy_rows
from gongkai.models.record import Record

#: Texts and cells of as many rows are in memory together.
ROWS_PER_BATCH: Final = 4_096
_REMEDY: Final = "extract the reports again with --format parquet"


class ResultsError(GongkaiError):
    """Results that cannot be read; its text is meant for the user."""


class Results:
    """The tables in a folder of results.

    They are read from Parquet, in one file a table or in folders by year and tier; else from
    ``records.jsonl``, which has no texts: there a report is taken as the sentences, cells and
    problems that its record quotes.

    Parameters
    ----------
    directory
        The ``--output`` of ``gongkai extract``.

    Raises
    ------
    InputError
        If there are no results in it.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        if not directory.is_dir():
            raise InputError(f"{directory} is no folder: name the --output of gongkai extract.")
        self._records = directory / RECORDS
        self.has_texts = bool(self._files("reports"))
        if not self.has_texts and not self._records.is_file():
            raise InputError(
                f"{directory} has neither tables in Parquet nor {RECORDS}: {_REMEDY} or jsonl."
            )

    def batches(self, table: str, columns: Sequence[str]) -> Iterator[pyarrow.RecordBatch]:
        """Yield the columns of a table, some thousands of rows at a time, in the order of files.

        Raises
        ------
        ResultsError
            If a file is missing or damaged, or is none of this version.
        """
        return (
            self._of_files(table, columns) if self.has_texts else self._of_records(table, columns)
        )

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
        """Yield the rows of some columns of a table."""
        for batch in self.batches(table, columns):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def _files(self, table: str) -> list[Path]:
        file = self.directory / f"{table}{SUFFIX}"
        if file.is_file():
            return [file]
        return sorted((self.directory / table).rglob(f"*{SUFFIX}"))

    def _of_files(self, table: str, columns: Sequence[str]) -> Iterator[pyarrow.RecordBatch]:
        files = self._files(table)
        if not files:
            raise ResultsError(f"{self.directory} has no table {table} in Parquet: {_REMEDY}.")
        for path in files:
            try:
                with pyarrow.parquet.ParquetFile(path) as file:
                    for batch in file.iter_batches(ROWS_PER_BATCH, columns=list(columns)):
                        yield batch.select(list(columns))
            except (OSError, pyarrow.ArrowException, KeyError) as error:
                reason = " ".join(str(error).split())
                raise ResultsError(f"{path} cannot be read ({reason}): {_REMEDY}.") from error

    def _of_records(self, name: str, columns: Sequence[str]) -> Iterator[pyarrow.RecordBatch]:
        table = next(table for table in TABLES if table.name == name)
        schema = parquet_schema(table)
        buffer = RowBuffer(schema, rows_per_group=ROWS_PER_BATCH)
        for record in load_records([str(self._records)]):
            if isinstance(record, GongkaiError):
                raise ResultsError(str(record))
            for row in tidy_rows(record, quoted_text(record))[name]:
                buffer.add(row)
            if buffer.is_full:
                yield from buffer.take().select(list(columns)).to_batches()
        yield from buffer.take().select(list(columns)).to_batches()


def quoted_text(record: Record) -> str:
    """Return what a record quotes of its report: sentences, cells, problems, improvements."""
    sentences = dict.fromkeys(claim.sentence for claim in record.claims)
    items = [item.text for item in record.problems]
    items += [item.text for item in record.improvements]
    cells = (
        f"{key}{cell.raw or ''}"
        for table in record.tables.by_section().values()
        for key, cell in table.cells.items()
    )
    return "\n".join((record.title or "", *sentences, *items, *cells))
