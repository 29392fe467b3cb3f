"""What writes all tidy tables of a run in one format; each format has one such writer.

A writer makes its files under names that end in ``PARTIAL``, in the directory of the run;
``Output`` gives them their own names when all of them are whole.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from gongkai.extract.errors import GongkaiError
from gongkai.extract.writing.tidy import TABLES, Row, Rows, TidyTable

if TYPE_CHECKING:
    import pyarrow

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
    def copy(self, folders: Sequence[Path], done: Callable[[], object]) -> None:
        """Append all rows of tables that were written as Parquet, at the speed of columns.

        Parameters
        ----------
        folders
            Each holds one Parquet file for each tidy table; a report is in one of them.
        done
            Called whenever a table of a folder is done.

        Raises
        ------
        OSError
            If they cannot be written.
        ColumnsError
            If they cannot be read.
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

    def write_columns(self, table: pyarrow.Table) -> None:
        """Append rows that stand in columns."""

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

    def copy(self, folders: Sequence[Path], done: Callable[[], object]) -> None:
        """Append all rows of tables that were written as Parquet."""
        from gongkai.extract.writing.columns import read_columns  # noqa: PLC0415

        for table in TABLES:
            for folder in folders:
                for columns in read_columns(folder, table):
                    self._writers[table.name].write_columns(columns)
                done()

    def close(self) -> None:
        """Finish the files."""
        for writer in self._writers.values():
            writer.close()
