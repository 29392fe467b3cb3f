"""What runs in a worker process: it loads what the task needs, then does one input at a time."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from typing import Final

from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import Input, InputError
from gongkai.extract.pool.limits import Limits, resident_bytes
from gongkai.extract.work import Outcome, exceeded_memory

#: What is done with each input: a function of a module, or a ``partial`` of one.
Task = Callable[[Input], Outcome]
#: What a worker does once, before its first input.
Preparation = Callable[[], None]


def do_nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True, slots=True)
class Job:
    """What workers do.

    Attributes
    ----------
    task
        What is done with each input; it need not mind what becomes of the process.
    limits
        What a file may take.
    prepare
        What a worker does once, such as loading a model.
    """

    task: Task
    limits: Limits
    prepare: Preparation = do_nothing


#: Variables that say how many threads the libraries of linear algebra start as they load. There
#: are as many workers as processors.
_THREAD_COUNTS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
#: How much memory a worker can ask the system for, in terms of the limit. Above the limit, since
#: a native library that is refused memory may leave out a picture or a page without a word,
#: where the parent that sees the limit exceeded ends the worker. This is for what grows too fast
#: to be seen, or is asked for all at once.
_REFUSED_BEYOND: Final = 2
_SET_PARENT_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG of Linux


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded what it needs.

    Attributes
    ----------
    resident
        Bytes of memory the worker has in use with it.
    """

    resident: int


@dataclass(frozen=True, slots=True)
class Unusable:
    """The worker cannot do its task at all, whatever the input."""

    message: str
    wrong_usage: bool


@dataclass(frozen=True, slots=True)
class Done:
    """The outcome of the oldest input that the worker was given.

    Attributes
    ----------
    resident
        Bytes of memory the worker has in use after it.
    """

    outcome: Outcome
    resident: int


Message = Ready | Unusable | Done


def serve(pipe: Connection, memory: int, starter_lasts: bool) -> None:
    """Do the job that comes through a pipe, for each input behind it, until the other end closes.

    Parameters
    ----------
    pipe
        Takes the job and inputs, gives messages.
    memory
        The limit of memory, in bytes.
    starter_lasts
        Whether the thread that started this process lasts as long as the process it belongs to.
    """
    # The terminal sends Ctrl-C to every process; the parent alone answers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # it was held up until now
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _end_with_parent(starter_lasts=starter_lasts)
    _bound_memory(memory * _REFUSED_BEYOND)
    for name in _THREAD_COUNTS:
        os.environ.setdefault(name, "1")
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent wants no more
        task = _prepared(pipe)
        while task is not None:
            source = pipe.recv()
            _answer(pipe, source, task(source))


def _prepared(pipe: Connection) -> Task | None:
    try:
        job: Job = pipe.recv()  # which imports what it names
        job.prepare()
    except EOFError:
        return None
    except GongkaiError as error:
        pipe.send(Unusable(str(error), isinstance(error, InputError)))
        return None
    except Exception as error:
        message = (
            f"A worker cannot be started ({type(error).__name__}: {error}): give it more memory "
            "with --memory-limit, or install gongkai anew."
        )
        pipe.send(Unusable(message, wrong_usage=False))
        return None
    # No earlier: in the middle of an import Python may print what is raised, and go on.
    signal.signal(signal.SIGTERM, _leave)
    pipe.send(Ready(resident_bytes(os.getpid()) or 0))
    return job.task


def _answer(pipe: Connection, source: Input, outcome: Outcome) -> None:
    resident = resident_bytes(os.getpid()) or 0
    try:
        pipe.send(Done(outcome, resident))
    except MemoryError:  # in making the message, of which nothing has left yet
        pipe.send(Done(exceeded_memory(source), resident))


def _leave(signal_number: int, frame: object) -> None:
    """End in order, so that temporary files go."""
    del frame
    sys.exit(128 + signal_number)


def _end_with_parent(*, starter_lasts: bool) -> None:
    """Arrange for this process to end when its parent does, however the parent ends.

    Between inputs the pipe tells. In the middle of one the system does, on Linux, which however
    takes the thread for the parent that started the process; else, and elsewhere, a thread of
    this process does, which native code can hold up.
    """
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux" and starter_lasts:
        import ctypes  # noqa: PLC0415 - nowhere else

        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _bound_memory(limit: int) -> None:
    """Have the system refuse memory beyond a limit, where it can: then there is a MemoryError.

    What counts is what the process may write to. Its whole address space is no measure: numerical
    libraries reserve a multiple of what they use.
    """
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bounded = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (bounded, hard))
