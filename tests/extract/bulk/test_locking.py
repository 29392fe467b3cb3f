"""One run at a time on one machine; a lock ends with the process that has it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.extract.bulk import locking
from gongkai.extract.bulk.locking import one_of_several, sole_run
from gongkai.extract.errors import GongkaiError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")

_HOLDER = """
import sys, time
from pathlib import Path
from gongkai.extract.bulk.locking import sole_run
with sole_run(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(600)
"""


def test_a_second_run_is_refused_and_told_who_is_at_work(tmp_path: Path) -> None:
    with (
        sole_run(tmp_path / "run") as alone,
        pytest.raises(GongkaiError, match=rf"at work in .*run \(process {os.getpid()} on .*wait"),
        sole_run(tmp_path / "run"),
    ):
        pytest.fail("both have it")
    assert alone
    with sole_run(tmp_path / "run") as alone:
        assert alone


def test_several_work_together_but_not_beside_a_sole_run(tmp_path: Path) -> None:
    with (
        one_of_several(tmp_path),
        one_of_several(tmp_path),
        pytest.raises(GongkaiError, match="Another run"),
        sole_run(tmp_path),
    ):
        pytest.fail("both have it")
    with (
        sole_run(tmp_path),
        pytest.raises(GongkaiError, match="Another run"),
        one_of_several(tmp_path),
    ):
        pytest.fail("both have it")


def test_a_killed_run_leaves_no_lock_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:  # noqa: S603
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(GongkaiError, match=f"process {holder.pid} on"), sole_run(tmp_path):
            pytest.fail("both have it")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with sole_run(tmp_path) as alone:
        assert alone


def test_where_there_are_no_locks_there_is_no_certainty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, kind: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refuse)
    with sole_run(tmp_path) as alone, sole_run(tmp_path):
        assert not alone
    monkeypatch.setattr(locking, "fcntl", None)
    with sole_run(tmp_path) as alone:
        assert not alone


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(GongkaiError, match="cannot be written"), sole_run(tmp_path / "file"):
        pytest.fail("there is no folder")
