"""What writes all tidy tables of a run in one format; each format has one such writer.

A writer makes its files under names that end in ``PARTIAL``, in the directory of the run;
``Output`` gives them their own names when all of them are whole.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

from gongkai.extract.errors import GongkaiError
from gongkai.extract.writing.tidy import TABLES, Row, Rows, TidyTable

PARTIAL: Final = ".partial"
DATABASE: Final = "gongkai.duckdb"
WORKBOOK: Final = "gongkai.xlsx"


class MissingExtraError(GongkaiError):
    """A format needs a library that is not installed; its text is meant for the user."""


def missing_extra(name: str) -> MissingExtraError:
    """Return the error for a format that needs the extra ``analysis``."""
    return MissingExtraError(
        f"The format {name} needs libraries that are not installed; run: pip install "
        "'gongkai[analysis]'."
    )


class TablesWriter(ABC):
    """Writes all tidy tables in one format.

    Attributes
    ----------
    partials
        The files or folders written, by their names for the time being.
    notes
        What the user has to know about the files, one sentence each; complete after ``close``.
    """

    def __init__(self) -> None:
        self.partials: list[Path] = []
        self.notes: list[str] = []

    @abstractmethod
    def write(self, rows: Rows) -> None:
        """Append the rows of one report.

        Raises
        ------
        OSError
            If they cannot be written.
        """

    @abstractmethod
    def close(self) -> None:
        """Finish the files.

        Raises
        ------
        OSError
            If they cannot be written.
        """

    def _partial(self, directory: Path, name: str) -> Path:
        """Return the name for the time being of a file, and remember it."""
        path = directory / (name + PARTIAL)
        self.partials.append(path)
        return path


class TableWriter(Protocol):
    """What writes one tidy table in some format."""

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows."""

    def close(self) -> None:
        """Finish the file."""


class FilePerTable(TablesWriter):
    """Writes each tidy table into a file of its own.

    Parameters
    ----------
    directory
        Where to.
    suffix
        The ending of the files.
    open_table
        What opens the file of a table.
    """

    def __init__(
        self, directory: Path, suffix: str, open_table: Callable[[Path, TidyTable], TableWriter]
    ) -> None:
        super().__init__()
        self._writers = {
            table.name: open_table(self._partial(directory, table.name + suffix), table)
            for table in TABLES
        }

    def write(self, rows: Rows) -> None:
        """Append the rows of one report."""
        for name, writer in self._writers.items():
            writer.write(rows[name])

    def close(self) -> None:
        """Finish the files."""
        for writer in self._writers.values():
            writer.close()


class FolderPerTable(TablesWriter):
    """Writes each tidy table as partitioned Parquet into a folder of its own.

    Parameters
    ----------
    directory
        Where to.
    keys
        What to partition by; see ``partitions.PARTITION_KEYS``.
    """

    def __init__(self, directory: Path, keys: Sequence[str]) -> None:
        from gongkai.extract.writing.partitions import PartitionedParquetWriter  # noqa: PLC0415

        super().__init__()
        self._keys = tuple(keys)
        self._writers = {
            table.name: PartitionedParquetWriter(self._partial(directory, table.name), table)
            for table in TABLES
        }

    def write(self, rows: Rows) -> None:
        """Append the rows of one report."""
        from gongkai.extract.writing.partitions import partition_of  # noqa: PLC0415

        partition = partition_of(rows, self._keys)
        for name, writer in self._writers.items():
            writer.write(partition, rows[name])

    def close(self) -> None:
        """Finish the files."""
        for writer in self._writers.values():
            writer.close()
