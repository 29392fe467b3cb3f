"""Few inputs: text and pages are read in this process, what needs native readers in a worker.

To start a worker takes as long as to read some twenty reports. Readers of PDF, Word and pictures
are native code, or start programs, and can take their process with them; text and pages are read
by code that can be interrupted when time is up.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from gongkai.extract.inputs import Input
from gongkai.extract.pool.supervision import Pool
from gongkai.extract.pool.worker import Job
from gongkai.extract.work import Outcome, exceeded_time

#: Up to this many inputs are a handful.
HANDFUL: Final = 20
#: Seconds until the alarm rings again: what it raises is lost where Python runs a finaliser, or
#: where a library catches everything.
_UNTIL_NEXT_RING: Final = 1.0


class _TimeIsUp(BaseException):
    """Raised in the middle of a task; no handler of exceptions holds it up."""


class Handful:
    """Does a task for few inputs, with as few processes as is safe.

    What is read in this process has no limit of memory, and none of time outside the main thread
    and on Windows.

    Parameters
    ----------
    job
        What is done.
    first
        The first input, for which ``start`` prepares.
    """

    def __init__(self, job: Job, first: Input) -> None:
        self._job = job
        self._first = first
        self._pool = Pool(job, workers=1)

    def start(self) -> None:
        """Prepare for the first input, where it will be read.

        Raises
        ------
        InputError, GongkaiError
            As ``Pool.start``.
        """
        if _is_text(self._first):
            self._job.prepare()
        else:
            self._pool.start()

    def run(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        """Yield the outcome of each input, in the order of the inputs.

        Raises
        ------
        GongkaiError
            As ``Pool.run``.
        """
        for source in inputs:
            if _is_text(source):
                yield self._do(source)
            else:
                yield from self._pool.run([source])

    @property
    def resident(self) -> int:
        """Bytes of memory that workers have in use."""
        return self._pool.resident

    def close(self) -> None:
        """End what was started."""
        self._pool.close()

    def _do(self, source: Input) -> Outcome:
        try:
            with _alarm(self._job.limits.seconds):
                return self._job.task(source)
        except _TimeIsUp:
            return exceeded_time(source, limit=self._job.limits.seconds)


class Runner(Protocol):
    """What does a task for many inputs."""

    def start(self) -> None:
        """Prepare; errors that concern no input are raised."""

    def run(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        """Yield the outcome of each input, in the order of the inputs."""

    @property
    def resident(self) -> int:
        """Bytes of memory that workers have in use."""

    def close(self) -> None:
        """End what was started."""


def choose_runner(job: Job, first: Input, *, total: int, workers: int) -> Runner:
    """Return what does a job for so many inputs.

    Parameters
    ----------
    job
        What is done.
    first
        The first of the inputs.
    total
        Number of inputs.
    workers
        The most worker processes at a time.
    """
    if workers == 1 and total <= HANDFUL:
        return Handful(job, first)
    return Pool(job, workers=min(workers, total))


def _is_text(source: Input) -> bool:
    from gongkai.extract.reading.formats import FileFormat, format_of  # noqa: PLC0415

    try:
        return format_of(source.read_bytes()) in {FileFormat.TEXT, FileFormat.WEB_ARCHIVE}
    except Exception:  # the task meets it again, and tells it
        return True


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise ``_TimeIsUp`` when time is up, where the system has such an alarm."""
    is_main = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not is_main:
        yield
        return
    is_set = True

    def ring(signal_number: int, frame: object) -> None:
        del signal_number, frame
        if is_set:
            raise _TimeIsUp

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _UNTIL_NEXT_RING)
        try:
            yield
        finally:
            is_set = False
    finally:  # also where it rang on the way out
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
