"""Keeps two runs on one machine from doing the same work.

The lock is the system's, on an open file: it ends with the process that holds it, however that
ends, so that a killed run leaves none behind. Where the file system knows no locks, there is none;
then the same work may be done twice, and the results are the same.
"""

from __future__ import annotations

import errno
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gongkai.extract.bulk.folder import LOCK, cannot_write
from gongkai.extract.errors import GongkaiError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: What the system answers where another process has the lock.
_TAKEN: Final = frozenset({errno.EAGAIN, errno.EACCES})


@contextmanager
def sole_run(directory: Path) -> Iterator[bool]:
    """Keep others from working on a run; ``True`` is given if it is known that none does.

    Parameters
    ----------
    directory
        The folder of the run; it is created.

    Raises
    ------
    GongkaiError
        If another is at work, or the folder cannot be written.
    """
    with _locked(directory, shared=False) as locked:
        yield locked


@contextmanager
def one_of_several(directory: Path) -> Iterator[bool]:
    """Keep a sole run from beginning while several work on this one, as on a cluster.

    Raises
    ------
    GongkaiError
        If a sole run is at work.
    """
    with _locked(directory, shared=True) as locked:
        yield locked


@contextmanager
def _locked(directory: Path, *, shared: bool) -> Iterator[bool]:
    if fcntl is None:
        yield False
        return
    path = directory / LOCK
    try:
        directory.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        locked = _try_to_lock(descriptor, shared=shared)
        if locked is None:
            raise GongkaiError(
                f"Another run is at work in {directory}{_holder(descriptor)}: wait for its end, "
                "or look at it with gongkai bulk status."
            )
        if locked and not shared:
            _tell_holder(descriptor)
        yield locked
    finally:
        os.close(descriptor)  # which ends the lock


def _try_to_lock(descriptor: int, *, shared: bool) -> bool | None:
    """Take the lock: ``False`` where there are none, ``None`` if another has it."""
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError as error:
        return None if error.errno in _TAKEN else False
    return True


def _tell_holder(descriptor: int) -> None:
    holder = {"host": socket.gethostname(), "process": os.getpid()}
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(holder).encode(), 0)


def _holder(descriptor: int) -> str:
    """Say who has the lock, if it is known."""
    try:
        holder = json.loads(os.pread(descriptor, 1000, 0))
        return f" (process {holder['process']:d} on {holder['host']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
