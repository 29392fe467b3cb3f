"""Whole runs of the command: killed, interrupted, short of disk; the next one finishes them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongkai.extract.bulk.folder import SHARDS
from gongkai.extract.bulk.heartbeat import read_beat
from gongkai.extract.bulk.leftovers import remove_leftovers
from gongkai.extract.bulk.locking import sole_run
from gongkai.extract.bulk.manifest import open_run
from gongkai.extract.bulk.shards import DONE
from tests.extract.bulk.runs import content, files, frozen, make, manifest_names, names_in
from tests.extract.pool.test_orphans import all_end
from tests.extract.pool.test_runs import SAMPLES, finish, workers_of

_SECONDS = 60.0
_SIZE = 8

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bulk") / "reports"
    folder.mkdir()
    for copy in range(2):
        for sample in sorted(SAMPLES.glob("*.txt")):
            shutil.copy(sample, folder / f"{copy}-{sample.name}")
    (folder / "0-empty.txt").touch()
    (folder / "1-damaged.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


@pytest.fixture(scope="module")
def undisturbed(reports: Path) -> Path:
    """A run with one worker that nothing befell."""
    directory = reports.with_name("undisturbed")
    assert finish(start(directory, reports, "--workers", "1"))[0] == 1
    return directory


def start(directory: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "gongkai.extract", "bulk", *map(str, arguments)]
    command += ["--output", str(directory)]
    if arguments and not str(arguments[0]).startswith("-"):
        command += ["--shard-size", str(_SIZE), "--model", "rules"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + _SECONDS
    while not what():
        assert time.monotonic() < until
        time.sleep(0.01)


def complete_shards(directory: Path) -> list[str]:
    return sorted(path.name for path in (directory / SHARDS).glob("[0-9]*"))


def assert_is_finished(directory: Path, undisturbed: Path) -> None:
    assert content(directory) == content(undisturbed)
    assert sorted(names_in(directory)) == sorted(manifest_names(open_run(directory)))
    assert not list((directory / SHARDS).glob(".*"))


def test_the_number_of_workers_and_a_killed_one_change_no_byte(
    reports: Path, undisturbed: Path
) -> None:
    directory = reports.with_name("killed_worker")
    process = start(directory, reports, "--workers", "3")
    wait_for((directory / SHARDS).exists)
    for worker in workers_of(process.pid)[:1]:
        os.kill(worker, signal.SIGKILL)
    assert finish(process)[0] == 1
    assert_is_finished(directory, undisturbed)


@pytest.fixture
def hanging(tmp_path: Path) -> Path:
    """A run of five shards, in whose last file but one a worker hangs."""
    return files(tmp_path / "reports", [*"abcdefgh", "hang:", "z"])


@contextmanager
def at_work(folder: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A run that hangs in its fifth shard, and its workers."""
    directory = folder.with_name("run")
    command = [sys.executable, "-m", "tests.extract.bulk.hanging", "bulk", str(folder)]
    command += ["-o", str(directory), "--shard-size", "2", "--model", "rules", "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            wait_for(lambda: read_beat(directory, 4))
            yield process, workers_of(process.pid)
        finally:
            process.kill()


def assert_goes_on(folder: Path) -> None:
    run = open_run(folder.with_name("run"))
    assert run.pending(verify=True) == [4]
    with sole_run(run.directory) as alone:
        assert alone
        remove_leftovers(run.directory, of_others=alone)
        make(run)
    assert names_in(run.directory) == manifest_names(run)
    undisturbed = frozen(folder.with_name("undisturbed"), folder, 2, formats=("jsonl", "parquet"))
    make(undisturbed)
    for name, made in content(run.directory).items():
        if not name.endswith(DONE):  # which names the run
            assert made == content(undisturbed.directory)[name]


def test_a_killed_run_leaves_whole_shards_no_worker_and_no_lock(hanging: Path) -> None:
    with at_work(hanging) as (process, workers):
        assert workers
        process.kill()
        process.wait(_SECONDS)
        assert all_end(workers)
    assert len(list((hanging.with_name("run") / SHARDS).glob(".*"))) == 1
    assert_goes_on(hanging)


def test_an_interrupted_run_leaves_whole_shards_alone(hanging: Path) -> None:
    with at_work(hanging) as (process, workers):
        assert workers
        process.send_signal(signal.SIGINT)
        status, printed = finish(process)
        assert status == 130, printed
        assert all_end(workers)
    assert "stopped; inputs in complete shards: 8, " in printed
    assert "Traceback" not in printed
    assert not list((hanging.with_name("run") / SHARDS).glob(".*"))
    assert_goes_on(hanging)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 kB, which a few shards fill."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(mount, check=False, capture_output=True)  # noqa: S603
    except FileNotFoundError:
        pytest.skip("there is no mount")
    if mounted.returncode:
        pytest.skip("disks may not be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607


@pytest.mark.slow
def test_a_full_disk_costs_one_shard_and_the_next_run_goes_on(
    reports: Path, undisturbed: Path, small_disk: Path
) -> None:
    directory = small_disk / "run"
    status, printed = finish(start(directory, reports, "--workers", "2"))
    assert status == 1
    *_, told = printed.strip().splitlines()
    assert "cannot be written (No space left on device): make room" in told
    assert "Traceback" not in printed
    assert "Exception ignored" not in printed
    done = complete_shards(directory)
    assert done
    assert not list((directory / SHARDS).glob(".*"))
    subprocess.run(  # noqa: S603
        ["mount", "-o", "remount,size=20m", str(small_disk)],  # noqa: S607
        check=True,
    )
    assert finish(start(directory))[0] == 1
    assert_is_finished(directory, undisturbed)


def test_errors_are_those_of_the_files_that_cannot_be_read(undisturbed: Path) -> None:
    errors = [
        json.loads(line)["uri"]
        for path in sorted((undisturbed / SHARDS).rglob("errors.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert errors == ["0-empty.txt", "1-damaged.pdf"]
