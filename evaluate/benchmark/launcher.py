"""Starts one command, waits for its end and prints what it took, as JSON.

It is run as a script of its own, by an interpreter without packages: a process inherits the
peak memory of whoever started it as the least it can have, so the starter has to be small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

_SECONDS_BETWEEN_LOOKS = 0.001
_BYTES_A_UNIT = 1 if sys.platform == "darwin" else 1024


def main(arguments: list[str]) -> None:
    """Run a command and print its exit status, times and peak memory.

    Parameters
    ----------
    arguments
        A file to watch, or an empty string; the cores that the command is bound to, with commas
        between, or an empty string; then the command. The time at which the file held something
        is told as ``first_seconds``.
    """
    watched, cores, *command = arguments
    if cores:
        os.sched_setaffinity(0, map(int, cores.split(",")))
    first = None
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - as asked for
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG if watched else 0)
        now = time.perf_counter() - started
        if watched and first is None and _holds_something(watched):
            first = now
        if ended:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    result = {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": now,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "memory_bytes": usage.ru_maxrss * _BYTES_A_UNIT,
        "first_seconds": first,
    }
    print(json.dumps(result))


def _holds_something(path: str) -> bool:
    try:
        return os.stat(path).st_size > 0
    except OSError:
        return False


if __name__ == "__main__":
    main(sys.argv[1:])
