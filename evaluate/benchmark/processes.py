"""Runs commands in processes of their own and tells what each took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.models.errors import GongkaiError

_LAUNCHER: Final = Path(__file__).with_name("launcher.py")
#: How the command line is started, whatever it is installed as.
GONGKAI: Final = (sys.executable, "-m", "gongkai.extract")


class BenchmarkError(GongkaiError):
    """A benchmark that cannot be run; its text is meant for the user."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took.

    Attributes
    ----------
    seconds, cpu_seconds
        From its start to its end, by the clock and of the processor.
    memory_bytes
        The most memory it held at a time.
    first_seconds
        From its start until the watched file held something, ``None`` if none was watched.
    """

    seconds: float
    cpu_seconds: float
    memory_bytes: int
    first_seconds: float | None


def allowed_cores() -> list[int]:
    """Return the cores that this process may use; none where processes cannot be bound to any."""
    if hasattr(os, "sched_setaffinity"):
        return sorted(os.sched_getaffinity(0))
    return []


def run(command: Sequence[str], *, watched: Path | None = None, cores: Sequence[int] = ()) -> Run:
    """Run a command to its end.

    Parameters
    ----------
    command
        The program and its arguments.
    watched
        A file whose first content is waited for; it must not be there before.
    cores
        The cores that the command and what it starts are bound to; all if empty. Only where
        the system can do that: see ``allowed_cores``.

    Raises
    ------
    BenchmarkError
        If the command fails, or this system does not tell what a process took.
    """
    bound = ",".join(map(str, cores))
    launcher = [sys.executable, "-I", "-S", str(_LAUNCHER), str(watched or ""), bound]
    done = subprocess.run(  # noqa: S603 - this interpreter
        [*launcher, *command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BenchmarkError(
            "This system does not tell what a process took (os.wait4 is missing): run the "
            "benchmark on Linux or macOS."
        )
    told = json.loads(done.stdout)
    if told.pop("status"):
        raise BenchmarkError(
            f"The measured command failed: run {' '.join(command)} by itself to see why."
        )
    return Run(**told)
