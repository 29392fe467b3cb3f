"""The log of a run for programs: one JSON object a line, at the start, now and then, at the end."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gongkai.extract.command_line.pace import Pace
from gongkai.extract.errors import GongkaiError

SECONDS_BETWEEN_LINES: Final = 10.0


class RunLog:
    """Appends to a log.

    Each line has the keys ``time`` (UTC), ``event`` (``start``, ``progress``, ``end`` or
    ``interrupted``), ``workers`` (processes that read inputs; null if not known), ``total``,
    ``done``, ``failed``, ``seconds`` (since the start), ``rate`` (inputs a second, lately),
    ``seconds_left`` (null while nothing is known of it) and ``rss`` (bytes of memory that all
    processes of the run have in use).

    Parameters
    ----------
    path
        The file; lines that are there stay.
    resident
        Tells how much memory is in use.
    interval
        Seconds between lines.
    workers
        How many processes read inputs at a time, ``None`` if that is not known.

    Raises
    ------
    GongkaiError
        If the file cannot be written.
    """

    def __init__(
        self,
        path: Path,
        resident: Callable[[], int],
        interval: float = SECONDS_BETWEEN_LINES,
        *,
        workers: int | None = None,
    ) -> None:
        self._path = path
        self._resident = resident
        self._interval = interval
        self._workers = workers
        self._last = 0.0
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            self._descriptor = os.open(path, flags, 0o666)
        except OSError as error:
            raise self._error(error) from error

    def update(self, pace: Pace) -> None:
        """Write a line, if it is time for one."""
        if pace.seconds - self._last >= self._interval:
            self._last = pace.seconds
            self.write("progress", pace)

    def write(self, event: str, pace: Pace) -> None:
        """Write a line.

        Raises
        ------
        GongkaiError
            If the file cannot be written.
        """
        left = pace.seconds_left
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "event": event,
            "workers": self._workers,
            "total": pace.total,
            "done": pace.done,
            "failed": pace.failed,
            "seconds": round(pace.seconds, 3),
            "rate": round(pace.rate, 3),
            "seconds_left": None if left is None else round(left, 1),
            "rss": self._resident(),
        }
        try:
            os.write(self._descriptor, (json.dumps(line) + "\n").encode())
        except OSError as error:
            raise self._error(error) from error

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    def _error(self, error: OSError) -> GongkaiError:
        return GongkaiError(
            f"The log {self._path} cannot be written ({error.strerror}): make room or choose "
            "another --log."
        )
