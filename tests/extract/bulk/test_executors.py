"""What is launched, and what is told, without a cluster; and the files for one."""

from __future__ import annotations

import pickle
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest
import yaml  # type: ignore[import-untyped]
from datatrove.data import Document
from ray.autoscaler._private.util import prepare_config, validate_config

from gongkai.extract.bulk import executors
from gongkai.extract.bulk.cluster import memory_per_cpu
from gongkai.extract.bulk.executors import ClusterOptions, Executor, Watcher, launch
from gongkai.extract.bulk.ray_executor import RayExecutor, check_nothing_is_pending, run_rank
from gongkai.extract.errors import GongkaiError
from tests.extract.bulk.runs import files, frozen, make

ROOT: Final = Path(__file__).parents[3]
CLUSTER: Final = ROOT / "docs" / "cluster"


def executor_of(step: Any, logs: Path) -> RayExecutor:  # noqa: ANN401 - a step may be a function
    return RayExecutor(pipeline=[step], tasks=1, logging_dir=str(logs), skip_completed=False)


def test_a_task_tells_what_went_wrong_in_one_sentence(tmp_path: Path) -> None:
    def breaking(data: Iterable[Document], rank: int, world_size: int) -> None:
        del data, rank, world_size
        raise GongkaiError("The disk\nis full: make room.")

    assert run_rank(executor_of(breaking, tmp_path), 0) == "The disk is full: make room."
    assert "GongkaiError" in (tmp_path / "logs" / "task_00000.log").read_text(encoding="utf-8")
    assert not (tmp_path / "completions").exists()


def test_a_task_that_comes_to_its_end_tells_nothing(tmp_path: Path) -> None:
    def passing(data: Iterable[Document], rank: int, world_size: int) -> list[Document]:
        del data, rank, world_size
        return [Document(text="x", id="a")]

    assert run_rank(executor_of(passing, tmp_path), 0) is None
    assert (tmp_path / "completions" / "00000").exists()


def test_what_concerns_the_driver_stays_with_it(tmp_path: Path) -> None:
    executor = executor_of(None, tmp_path)
    executor.watch = lambda: None  # which cannot be pickled
    executor.failures[0] = "It failed."
    arrived = pickle.loads(pickle.dumps(executor))  # noqa: S301 - made here
    assert arrived.failures == {}
    assert arrived.watch() is None
    assert executor.failures == {0: "It failed."}


def test_what_is_pending_still_is_told_with_the_remedy(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "files", "abc"), 1)
    make(run, [0])
    with pytest.raises(
        GongkaiError,
        match=r"^2 of 3 shards were not made \(It failed\): run the command again, .*logs\.$",
    ):
        check_nothing_is_pending(run, [0, 1, 2], {1: "It failed."}, tmp_path / "logs")
    make(run)
    check_nothing_is_pending(run, [0, 1, 2], {}, tmp_path / "logs")


def test_nothing_is_launched_where_nothing_is_pending(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "files", "abc"), 1)
    make(run)
    assert launch(run, Executor.RAY, ClusterOptions(), Watcher()).tasks == 0


@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9", "auto"])
def test_a_cluster_that_does_not_answer_is_told(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:9")  # where auto looks first
    run = frozen(tmp_path / "run", files(tmp_path / "files", "a"), 1)
    with pytest.raises(GongkaiError, match=r"Ray cluster .*cannot be reached \(.*\): start one"):
        launch(run, Executor.RAY, ClusterOptions(ray_address=address))
    assert not (tmp_path / "run" / "logs").exists()


def test_an_extra_that_is_lacking_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "find_spec", lambda name: None)
    run = frozen(tmp_path / "run", files(tmp_path / "files", "a"), 1)
    with pytest.raises(GongkaiError, match=r"pip install 'gongkai\[bulk\]'"):
        launch(run, Executor.RAY, ClusterOptions())


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (ClusterOptions(), 1_000_000_000),
        (ClusterOptions(cpus_per_task=5), 600_000_000),
        (ClusterOptions(memory_per_cpu=7), 7),
    ],
)
def test_a_task_asks_for_the_memory_of_its_processes(
    options: ClusterOptions, expected: int, tmp_path: Path
) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "files", "a"), 1, memory=500_000_000)
    assert memory_per_cpu(run, options) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="Ray's launcher is not for Windows")
def test_the_cluster_file_is_one_of_rays_launcher() -> None:
    with (CLUSTER / "ray.yaml").open(encoding="utf-8") as stream:
        configuration = yaml.safe_load(stream)
    validate_config(prepare_config(configuration))
    assert configuration["min_workers"] == len(configuration["provider"]["worker_ips"])


def test_the_image_is_built_from_what_there_is() -> None:
    lines = (CLUSTER / "Dockerfile").read_text(encoding="utf-8")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    defaults = dict(
        line.removeprefix("ARG ").split("=") for line in lines.splitlines() if line[:4] == "ARG "
    )
    assert set(defaults["EXTRAS"].split(",")) <= extras.keys()
    kept = (CLUSTER / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for name in (line.removeprefix("!") for line in kept if line.startswith("!")):
        assert (ROOT / name).exists()
