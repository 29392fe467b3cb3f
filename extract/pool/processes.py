"""One worker process as its parent sees it."""

from __future__ import annotations

import math
import multiprocessing
import time
from collections import deque
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from gongkai.extract.pool.limits import resident_bytes
from gongkai.extract.pool.worker import Job, Message, Ready, serve

if TYPE_CHECKING:
    from gongkai.extract.inputs import Input

Label = TypeVar("Label")
#: Seconds until a process that was asked to end is killed.
_GRACE: Final = 2.0


class WorkerProcess(Generic[Label]):
    """A worker and what it was given.

    Parameters
    ----------
    job
        What it does.

    Attributes
    ----------
    given
        Labels of the inputs it has not answered, the one it works on first.
    answered
        How many it has answered.
    answer_seconds
        How long the last took.
    ready
        Whether it has loaded what it needs.
    retiring
        Whether it gets no more, and ends when it has answered what it has.
    """

    def __init__(self, job: Job) -> None:
        # Processes are started afresh rather than forked: forking a process that has threads
        # (a progress bar is one) can lock up, and fresh ones behave alike on every system.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=serve, args=(theirs, job.limits.memory), name="gongkai worker", daemon=True
        )
        try:
            self._process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            theirs.close()  # else the pipe would not tell of the worker's end
        with suppress(BrokenPipeError, ConnectionResetError):  # it is gone, which is heard later
            self.pipe.send(job)
        self.given: deque[Label] = deque()
        self.answered = 0
        self.answer_seconds = math.inf
        self.ready = False
        self.retiring = False
        self._since = time.monotonic()

    @property
    def connection(self) -> Connection:
        """What to wait for: a message, or the end of the worker."""
        return self.pipe

    @property
    def seconds(self) -> float:
        """How long it has been at what it does."""
        return time.monotonic() - self._since

    @property
    def resident(self) -> int:
        """Bytes of memory that it has in use; 0 if it is gone."""
        return resident_bytes(self._process.pid or 0) or 0

    def give(self, source: Input, label: Label) -> bool:
        """Hand an input over; ``False`` if the worker is gone."""
        try:
            self.pipe.send(source)
        except (BrokenPipeError, ConnectionResetError):
            return False
        if not self.given:
            self._since = time.monotonic()
        self.given.append(label)
        return True

    def receive(self) -> Message | None:
        """Return the message that is there; ``None`` if there will be no more."""
        try:
            message: Message = self.pipe.recv()
        except (EOFError, OSError):  # it ended, perhaps in the middle of a message
            return None
        if isinstance(message, Ready):
            self.ready = True
        self.answer_seconds = self.seconds
        self._since = time.monotonic()
        return message

    def answered_oldest(self) -> Label:
        """Note that the oldest input was answered, and return its label."""
        self.answered += 1
        return self.given.popleft()

    def ask_to_end(self) -> None:
        """Tell the worker to end; ``end`` then waits for it."""
        self.pipe.close()
        self._process.terminate()

    def end(self) -> int:
        """End the worker, and return its exit status; the number of a signal is negative."""
        self.pipe.close()
        self._process.join(_GRACE)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        status = self._process.exitcode or 0
        with suppress(ValueError):
            self._process.close()
        return status

    def kill(self) -> int:
        """End the worker at once, and return its exit status."""
        self._process.kill()
        return self.end()
