"""What is told of a shard while it is worked on, and by ``status`` of all of them."""

from __future__ import annotations

import json
import os
import socket
import time
from pathlib import Path

import pytest

from gongkai.extract.bulk.folder import PROGRESS, progress_file
from gongkai.extract.bulk.heartbeat import Beat, Heartbeat, read_beat
from gongkai.extract.bulk.manifest import BulkRun
from gongkai.extract.bulk.status import Standing, survey
from tests.extract.bulk.runs import files, frozen, make

_NOBODY = 2**30


@pytest.fixture
def run(tmp_path: Path) -> BulkRun:
    return frozen(tmp_path / "run", files(tmp_path / "reports", "abcdef"), 2)


def tell(run: BulkRun, shard: int, **values: object) -> None:
    now = time.time()
    beat = {"shard": shard, "host": "elsewhere", "process": 1, "started": now - 100}
    beat |= {"updated": now, "inputs": 2, "done": 1, "failed": 0, "resident": 1000}
    path = progress_file(run.directory, shard)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(beat | values), encoding="utf-8")


def test_the_state_of_a_shard_is_written_again_and_again_and_stays(run: BulkRun) -> None:
    told: list[Beat] = []
    with Heartbeat(run.directory, 1, 2, lambda: 7, interval=0.01) as heartbeat:
        heartbeat.count(failed=True)
        until = time.monotonic() + 20
        while not told and time.monotonic() < until:
            beat = read_beat(run.directory, 1)
            if beat is not None and beat.done:
                told.append(beat)
    (beat,) = told
    assert (beat.shard, beat.inputs, beat.done, beat.failed, beat.resident) == (1, 2, 1, 1, 7)
    assert (beat.host, beat.process, beat.ended) == (socket.gethostname(), os.getpid(), False)
    last = read_beat(run.directory, 1)
    assert last is not None
    assert last.ended
    assert beat.started == last.started <= beat.updated <= last.updated


def test_a_disk_that_is_full_stops_no_heart(run: BulkRun) -> None:
    (run.directory / PROGRESS).write_text("a file", encoding="utf-8")
    make(run)
    assert run.pending() == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"shard": 0}'])
def test_what_is_no_state_tells_nothing(run: BulkRun, content: str) -> None:
    tell(run, 0)
    progress_file(run.directory, 0).write_text(content, encoding="utf-8")
    assert read_beat(run.directory, 0) is None
    assert survey(run.directory).standings == {Standing.PENDING: 3}


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({}, Standing.RUNNING),
        ({"ended": True}, Standing.PENDING),
        ({"updated": time.time() - 3600}, Standing.STALLED),
        ({"host": socket.gethostname(), "process": os.getpid()}, Standing.RUNNING),
        ({"host": socket.gethostname(), "process": _NOBODY}, Standing.STALLED),
    ],
)
def test_how_far_a_shard_is_follows_from_who_was_heard_of(
    run: BulkRun, values: dict[str, object], standing: Standing
) -> None:
    make(run, [0])
    tell(run, 1, **values)
    status = survey(run.directory)
    assert status.standings[Standing.COMPLETE] == 1
    assert status.standings[standing] == 1 + (standing is Standing.PENDING)
    assert [beat.shard for beat in status.running] == [1] * (standing is Standing.RUNNING)
    assert [beat.shard for beat in status.stalled] == [1] * (standing is Standing.STALLED)


def test_the_rate_is_that_of_the_last_minutes(run: BulkRun) -> None:
    make(run, [0])
    now = time.time()
    tell(run, 0, started=now - 1100, updated=now - 100, inputs=1000, done=1000, ended=True)
    tell(run, 1, started=now - 100, updated=now, inputs=1000, done=50)
    status = survey(run.directory)
    # 200 of the seconds that count at one a second, 100 at half of that
    assert status.rate == pytest.approx(250 / 300, rel=0.05)
    tell(run, 1, updated=now - 3600)
    assert survey(run.directory).rate == 0
    assert survey(run.directory).seconds_left is None


def test_two_who_work_on_one_machine_count_their_memory_once(run: BulkRun) -> None:
    tell(run, 0)
    tell(run, 1)
    tell(run, 2, process=2)
    assert survey(run.directory).resident == 2000
