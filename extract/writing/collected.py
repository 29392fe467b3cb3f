"""Results put together from folders of results that are there already; all of it or nothing.

Unlike those of a run, which grow while its reports are read, all files have another name until
the last of them is whole. Only then are the results of an earlier run taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from gongkai.extract.errors import GongkaiError
from gongkai.extract.language import Language
from gongkai.extract.writing.json_lines import WriteError
from gongkai.extract.writing.output import TABLE_FORMATS, tables_writer
from gongkai.extract.writing.results_folder import (
    check_folders,
    remove,
    remove_leftovers,
    set_aside,
)
from gongkai.extract.writing.tables import PARTIAL, TablesWriter


class CollectedOutput:
    """Writes results that were written in parts, as ``Output`` would write them.

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
        What the user has to know about the files, one sentence each; complete after ``finish``.

    Raises
    ------
    WriteError
        If the directory cannot be made or written, or holds files of others that are in the way.
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
        self._writers: list[TablesWriter] = []
        self._lines: list[Path] = []
        formats = tuple(formats)
        try:
            directory.mkdir(parents=True, exist_ok=True)
            remove_leftovers(directory)
            check_folders(directory, partition_by)
            for name in TABLE_FORMATS:
                if name in formats:
                    keys = partition_by if name == "parquet" else ()
                    self._writers.append(tables_writer(name, directory, keys, language))
        except GongkaiError:
            self.discard()
            raise
        except OSError as error:
            self.discard()
            raise WriteError(
                f"{directory} cannot be written ({error.strerror}): choose another --output."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()

    def copy_lines(self, name: str, parts: Iterable[bytes]) -> None:
        """Write a file of lines, such as ``records.jsonl``, from its parts.

        Raises
        ------
        WriteError
            If it cannot be written.
        """
        partial = self.directory / (name + PARTIAL)
        self._lines.append(partial)
        with self._as_write_errors(), partial.open("wb") as stream:
            for part in parts:
                stream.write(part)

    def copy_tables(self, folders: Sequence[Path], done: Callable[[], object]) -> None:
        """Write the tidy tables in all formats.

        Parameters
        ----------
        folders
            Each holds a Parquet file for each table; a report is in one of them.
        done
            Called whenever a table of a folder is done in a format.

        Raises
        ------
        WriteError
            If they cannot be written.
        ColumnsError
            If they cannot be read.
        """
        for writer in self._writers:
            with self._as_write_errors():
                writer.copy(folders, done)

    def finish(self) -> None:
        """Give all files their names, and take away the results of an earlier run.

        Raises
        ------
        WriteError
            If they cannot be written; the results of the earlier run stay.
        """
        with self._as_write_errors():
            for writer in self._writers:
                writer.close()
                self.notes.extend(writer.notes)
            previous = set_aside(self.directory)
            for partial in self._partials():
                partial.rename(partial.with_name(partial.name.removesuffix(PARTIAL)))
        self._writers.clear()
        self._lines.clear()
        for path in previous:
            remove(path)

    def discard(self) -> None:
        """Drop what is not finished; nothing happens after ``finish``."""
        partials = self._partials()
        self._writers.clear()  # which hold their files open
        self._lines.clear()
        for path in partials:
            remove(path)
        with suppress(OSError):
            remove_leftovers(self.directory)

    def _partials(self) -> list[Path]:
        return [*self._lines, *(path for writer in self._writers for path in writer.partials)]

    @contextmanager
    def _as_write_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WriteError(
                f"{error.filename or self.directory} cannot be written ({error.strerror}): make "
                "room or choose another --output; nothing was changed in it."
            ) from error
