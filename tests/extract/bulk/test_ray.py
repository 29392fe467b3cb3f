"""Runs on a real Ray cluster of two nodes on this machine, one of which is lost; and so on."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from gongkai.extract.bulk.running import Report, run_shards
from tests.extract.bulk.runs import content, frozen, manifest_names, names_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc"),
]

SAMPLES: Final = Path(__file__).parents[3] / "annotations" / "samples"
SHARD_SIZE: Final = 5
_SECONDS: Final = 150.0


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of two nodes, each with one processor."""
    from ray.cluster_utils import Cluster  # noqa: PLC0415 - takes seconds

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
        try:
            made.add_node(num_cpus=1)
            yield made
        finally:
            made.shutdown()  # type: ignore[no-untyped-call]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Reports, one that cannot be read among them."""
    folder = tmp_path / "reports"
    folder.mkdir()
    samples = sorted(SAMPLES.glob("*.txt"))
    for number in range(39):
        shutil.copy(samples[number % len(samples)], folder / f"{number:02}.txt")
    (folder / "empty.txt").touch()
    return folder


def test_a_node_that_is_lost_costs_nothing(cluster: Any, reports: Path, tmp_path: Path) -> None:  # noqa: ANN401
    run = frozen(tmp_path / "run", reports, SHARD_SIZE)
    driver = _start(tmp_path, cluster, run.directory)
    node = next(iter(cluster.worker_nodes))
    raylet = node.all_processes["raylet"][0].process.pid
    _wait_for(lambda: bool(_tasks_below(raylet)), driver)
    lost = _tasks_below(raylet)
    cluster.remove_node(node, allow_graceful=False)
    _wait_for(lambda: not any(map(_is_alive, lost)), driver)
    try:
        assert driver.wait(_SECONDS) == 1, _told(tmp_path)  # for the report that cannot be read
    finally:
        cluster.add_node(num_cpus=1)
    assert "Machines that the Ray cluster lost: 1" in _told(tmp_path)
    assert "(raylet)" not in _told(tmp_path)
    assert names_in(run.directory) == manifest_names(run)
    assert len(names_in(run.directory)) == 40
    assert content(run.directory) == content(_undisturbed(tmp_path, reports))


def test_a_run_whose_driver_is_killed_goes_on(cluster: Any, reports: Path, tmp_path: Path) -> None:  # noqa: ANN401
    run = frozen(tmp_path / "run", reports, SHARD_SIZE)
    driver = _start(tmp_path, cluster, run.directory)
    _wait_for(lambda: len(run.pending()) < run.shards, driver)
    driver.kill()
    driver.wait()
    before = content(run.directory)
    assert 0 < len(run.pending()) < run.shards

    statuses = []
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        statuses.append(_start(tmp_path, cluster, run.directory).wait(_SECONDS))
        if "Another run is at work" not in _told(tmp_path):  # tasks of the killed driver end soon
            break
        time.sleep(1)
    assert statuses[-1] == 1, _told(tmp_path)
    assert names_in(run.directory) == manifest_names(run)
    after = content(run.directory)
    finished = {name: held for name, held in before.items() if not name.startswith(".")}
    assert {name: after[name] for name in finished} == finished


def _undisturbed(tmp_path: Path, reports: Path) -> Path:
    """The folder of a run on this machine alone."""
    run = frozen(tmp_path / "undisturbed", reports, SHARD_SIZE)
    run_shards(run, run.pending(), workers=2, report=Report())
    return run.directory


def _start(tmp_path: Path, cluster: Any, directory: Path) -> subprocess.Popen[bytes]:  # noqa: ANN401
    with (tmp_path / "told.txt").open("wb") as stream:
        return subprocess.Popen(  # noqa: S603 - this interpreter
            [
                *(sys.executable, "-m", "gongkai.extract", "bulk", "--output", str(directory)),
                *("--executor", "ray", "--ray-address", cluster.address),
            ],
            stdout=stream,
            stderr=stream,
        )


def _told(tmp_path: Path) -> str:
    return (tmp_path / "told.txt").read_text(encoding="utf-8")


def _wait_for(condition: Callable[[], bool], driver: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not condition():
        assert driver.poll() is None, "the driver ended too early"
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _tasks_below(raylet: int) -> list[int]:
    """The processes of a node that run a task of ours now."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            title = (folder / "cmdline").read_bytes()
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == raylet and title.startswith(b"ray::gongkai bulk"):
                found.append(int(folder.name))
    return found


def _is_alive(process: int) -> bool:
    with suppress(OSError):
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[
            0
        ] != "Z"
    return False
