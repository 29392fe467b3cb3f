"""Whole runs of the command with several workers: the same bytes, and nothing left running."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.extract.pool.test_orphans import all_end

SAMPLES = Path(__file__).parents[3] / "annotations" / "samples"
_SECONDS = 60.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for copy in range(4):
        for sample in sorted(SAMPLES.glob("*.txt")):
            shutil.copy(sample, folder / f"{copy}-{sample.name}")
    (folder / "0-empty.txt").touch()
    (folder / "1-damaged.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


def start(reports: Path, output: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "gongkai.extract", "extract", str(reports)]
    command += ["--output", str(output), "--model", "rules", *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, printed = process.communicate(timeout=_SECONDS)
    return process.returncode, printed


def workers_of(process: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(status[1]) == process and b"spawn_main" in command:
            found.append(int(folder.name))
    return found


def wait_for_records(output: Path) -> None:
    until = time.monotonic() + _SECONDS
    records = output / "records.jsonl"
    while not (records.exists() and records.stat().st_size):
        assert time.monotonic() < until
        time.sleep(0.01)


def uris(path: Path) -> list[str]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        found.append(entry["uri"] if "uri" in entry else entry["source"]["uri"])
    return found


def test_the_number_of_workers_and_a_killed_worker_change_no_byte(
    reports: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert finish(start(reports, one, "--workers", "1"))[0] == 1
    process = start(reports, two, "--workers", "2")
    wait_for_records(two)
    os.kill(workers_of(process.pid)[0], signal.SIGKILL)
    assert finish(process)[0] == 1
    for name in ("records.jsonl", "errors.jsonl"):
        assert (one / name).read_bytes() == (two / name).read_bytes()
    assert uris(two / "errors.jsonl") == ["0-empty.txt", "1-damaged.pdf"]
    given = sorted(path.name for path in reports.iterdir())
    assert sorted(uris(two / "records.jsonl") + uris(two / "errors.jsonl")) == given


def test_an_interrupted_run_keeps_what_was_done_and_leaves_no_worker(
    reports: Path, tmp_path: Path
) -> None:
    output, log = tmp_path / "out", tmp_path / "log.jsonl"
    process = start(reports, output, "--workers", "2", "--log", str(log))
    wait_for_records(output)
    workers = workers_of(process.pid)
    process.send_signal(signal.SIGINT)
    status, printed = finish(process)
    assert status == 130
    assert "stopped; reports read: " in printed
    assert "Traceback" not in printed
    assert all_end(workers)
    done = uris(output / "records.jsonl")
    given = sorted(path.name for path in reports.glob("*.txt") if path.stat().st_size)
    assert done == given[: len(done)]
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [lines[0]["event"], lines[-1]["event"]] == ["start", "interrupted"]
    assert lines[-1]["rss"] > 0


def test_an_interrupt_while_a_worker_starts_is_for_the_parent_alone() -> None:
    command = [sys.executable, "-m", "tests.extract.pool.starter"]
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    workers: list[int] = []
    until = time.monotonic() + _SECONDS
    while process.poll() is None:
        assert time.monotonic() < until
        found = workers_of(process.pid)
        workers += [each for each in found if each not in workers]
        for each in found:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGINT)  # as a terminal sends it to all
    told, complained = process.communicate()
    assert (process.returncode, complained) == (0, "")
    assert told.split() == [str(each) for each in workers]


def test_a_limit_below_what_the_model_needs_is_told_before_results_are_touched(
    reports: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    options = ("--workers", "2", "--memory-limit", "50", "--model", "accurate")
    status, printed = finish(start(reports, output, *options))
    assert status == 1
    assert "--memory-limit" in printed
    assert not output.exists()
