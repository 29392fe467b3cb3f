"""However the parent ends, no worker stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

_SECONDS_TO_END = 20.0


@contextmanager
def parent(what: str) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A parent, and the processes of its workers, each of which does the same."""
    command = [sys.executable, "-m", "tests.extract.pool.parent", what]
    with subprocess.Popen(  # noqa: S603 - this interpreter
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            workers = [int(number) for number in process.stdout.readline().split()]
            assert workers
            assert all(is_running(each) for each in workers)
            time.sleep(0.3)  # they take up what they hang at
            yield process, workers
        finally:
            process.kill()


def is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def all_end(processes: list[int]) -> bool:
    until = time.monotonic() + _SECONDS_TO_END
    while any(is_running(each) for each in processes):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("what", ["hang:", "hang_natively:"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_parent_even_in_the_middle_of_a_hang(
    what: str, number: signal.Signals
) -> None:
    with parent(what) as (process, workers):
        os.kill(process.pid, number)
        process.wait(_SECONDS_TO_END)
        assert all_end(workers)
