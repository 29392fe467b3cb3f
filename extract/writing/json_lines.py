"""Writes files of one JSON object a line, each line on disk before the next is begun."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from gongkai.extract.errors import GongkaiError
from gongkai.models.record import Record


class WriteError(GongkaiError):
    """Output that cannot be written; its text is meant for the user."""


def record_line(record: Record) -> str:
    """Return the record as it stands in ``records.jsonl``, without the line break.

    Keys are in the order of the model, characters are not escaped, floats are rounded.
    """
    return record.model_dump_json()


class LineWriter:
    """Appends whole lines to a new file.

    The file is created with the first line, so that a run without errors leaves no
    ``errors.jsonl``. A line is written in one piece; if the disk is full in the middle of it,
    the file is cut back to its last whole line.

    Parameters
    ----------
    path
        The file; an existing one is replaced.
    create
        Create the file at once, even if no line follows.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._descriptor: int | None = None
        self._length = 0
        if create:
            self._open()

    def write(self, line: str) -> None:
        """Append one line.

        Raises
        ------
        WriteError
            If the file cannot be written; its earlier lines stay.
        """
        content = (line + "\n").encode()
        descriptor = self._open() if self._descriptor is None else self._descriptor
        try:
            remaining = memoryview(content)
            while remaining:
                remaining = remaining[os.write(descriptor, remaining) :]
        except OSError as error:
            os.ftruncate(descriptor, self._length)
            raise _write_error(self.path, error) from error
        self._length += len(content)

    def close(self) -> None:
        """Close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        try:
            self._descriptor = os.open(self.path, flags, 0o666)
        except OSError as error:
            raise _write_error(self.path, error) from error
        return self._descriptor


def _write_error(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"{path} cannot be written ({error.strerror}): make room or choose another --output; "
        "the lines written so far are whole."
    )
