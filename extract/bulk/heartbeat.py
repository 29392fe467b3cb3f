"""Tells, while a shard is worked on, by whom and how far it is; ``status`` reads it.

A thread writes the file every few seconds, so that a shard in which one file takes minutes is
known from one whose process was killed. The last state stays: it tells how fast the shard went.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pydantic import ConfigDict, TypeAdapter, ValidationError

from gongkai.extract.bulk.folder import progress_file, replace_file

SECONDS_BETWEEN_BEATS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Beat:
    """How far a shard is.

    Attributes
    ----------
    host, process
        Who works on it.
    started, updated
        Since when, and when this was so; seconds of Unix time.
    inputs, done, failed
        How many inputs it has, how many are done, how many of these failed.
    resident
        Bytes of memory that all processes of the run on this machine have in use.
    ended
        Whether whoever worked on it no longer does, as far as it could tell.
    """

    shard: int
    host: str
    process: int
    started: float
    updated: float
    inputs: int
    done: int
    failed: int
    resident: int
    ended: bool = False

    __pydantic_config__ = ConfigDict(extra="ignore")


_BEAT: Final = TypeAdapter(Beat)


def read_beat(directory: Path, number: int) -> Beat | None:
    """Return how far the last who worked on a shard came; ``None`` if nothing is known."""
    try:
        return _BEAT.validate_json(progress_file(directory, number).read_bytes())
    except (OSError, ValidationError):
        return None


class Heartbeat:
    """Writes how far a shard is, until it is closed; the last state stays.

    Parameters
    ----------
    directory
        The folder of the run.
    number, inputs
        The number of the shard, and how many inputs it has.
    resident
        Tells how much memory is in use; called from another thread.
    interval
        Seconds between two states.
    """

    def __init__(
        self,
        directory: Path,
        number: int,
        inputs: int,
        resident: Callable[[], int],
        interval: float = SECONDS_BETWEEN_BEATS,
    ) -> None:
        self._directory = directory
        self._path = progress_file(directory, number)
        self._number = number
        self._inputs = inputs
        self._resident = resident
        self._interval = interval
        self._started = time.time()
        self._done = self._failed = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def count(self, *, failed: bool) -> None:
        """Count one more input as done."""
        self._done += 1
        self._failed += failed

    def __enter__(self) -> Self:
        with suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        self._write(ended=True)

    def _beat(self) -> None:
        self._write()
        while not self._ended.wait(self._interval):
            self._write()

    def _write(self, *, ended: bool = False) -> None:
        beat = Beat(
            shard=self._number,
            host=socket.gethostname(),
            process=os.getpid(),
            started=round(self._started, 3),
            updated=round(time.time(), 3),
            inputs=self._inputs,
            done=self._done,
            failed=self._failed,
            resident=self._resident(),
            ended=ended,
        )
        with suppress(OSError):  # a full disk is told by what matters
            replace_file(self._path, json.dumps(asdict(beat)) + "\n", durable=False)
