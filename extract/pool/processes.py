"""One worker process as its parent sees it."""

from __future__ import annotations

import math
import multiprocessing
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import ModuleType
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from gongkai.extract.pool.limits import resident_bytes
from gongkai.extract.pool.worker import Job, Message, Ready, serve

if TYPE_CHECKING:
    from gongkai.extract.inputs import Input

#: Bytes of a message that a pipe holds on every system while nobody reads from it.
PIPE_HOLDS: Final = 4000
Label = TypeVar("Label")
#: Seconds until a process that was asked to end is killed.
_GRACE: Final = 2.0


def packed(source: Input) -> memoryview:
    """Return an input as it goes through a pipe."""
    return ForkingPickler.dumps(source)


@contextmanager
def _interrupts_held_up() -> Iterator[None]:
    """Hold Ctrl-C up in what is started, which lets it through when it is ready to ignore it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # as it starts, it would let everything through
    with _interrupts_put_off():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interrupts_put_off() -> Iterator[None]:
    """Let Ctrl-C wait in this process as well, whichever of its threads the system tells of it.

    Else a process could be started and not told what to do, of which it would complain.
    """
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler) or threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if came:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Keep a new process from importing the program that this one runs.

    What workers do are functions of modules. The program may be that of a cluster, which would
    take more memory and time to import than all that a worker needs.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


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
    resident_at_first
        Bytes of memory that it had in use when it was ready.
    """

    def __init__(self, job: Job) -> None:
        # Processes are started afresh rather than forked: forking a process that has threads
        # (a progress bar is one) can lock up, and fresh ones behave alike on every system.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        starter_lasts = threading.current_thread() is threading.main_thread()
        self._process: BaseProcess = context.Process(
            target=serve,
            args=(theirs, job.limits.memory, starter_lasts),
            name="gongkai worker",
            daemon=True,
        )
        try:
            with _no_main_module(), _interrupts_held_up():
                self._process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            theirs.close()  # else the pipe would not tell of the worker's end
        with suppress(BrokenPipeError, ConnectionResetError):  # it is gone, which is heard later
            self.pipe.send(job)
        self._number = self._process.pid or 0
        self.given: deque[Label] = deque()
        self.answered = 0
        self.answer_seconds = math.inf
        self.ready = False
        self.retiring = False
        self.resident_at_first = 0
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
        return resident_bytes(self._number) or 0

    def excuse(self, seconds: float) -> None:
        """Let a time not count in which nobody could see what it did."""
        self._since = min(self._since + seconds, time.monotonic())

    def give(self, message: memoryview, label: Label) -> bool:
        """Hand a packed input over; ``False`` if the worker is gone.

        A worker that has answered everything reads it at once. To any other go messages alone
        that the pipe holds: it may hang, or wait itself until its answer is read.
        """
        try:
            self.pipe.send_bytes(message)
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
            self.resident_at_first = message.resident
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
