"""Nothing lost, nothing twice: whatever befalls a run, the next one finishes it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies
from hypothesis import settings as examples

from gongkai.extract.bulk import shards
from gongkai.extract.bulk.folder import SHARDS, shard_folder
from gongkai.extract.bulk.leftovers import remove_leftovers
from gongkai.extract.bulk.manifest import BulkRun, open_run
from gongkai.extract.bulk.running import Report, job_of, prepare, run_shards, write_shards
from gongkai.extract.bulk.settings import check_installation
from gongkai.extract.bulk.shards import ERRORS, Seal, ShardResult, seal_of
from gongkai.extract.errors import GongkaiError
from gongkai.extract.pool import Job, Limits, Pool
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.work import Outcome, Settings
from tests.extract.bulk import runs
from tests.extract.bulk.killed import PLACES
from tests.extract.bulk.runs import (
    content,
    files,
    frozen,
    interrupted_at,
    make,
    manifest_names,
    names_in,
)
from tests.extract.pool.tasks import do

_NAMES = ["a", "bad1", "c", "d", "e", "bad2", "g", "h", "i", "j"]
_MEMORY = 250_000_000


@pytest.fixture
def undisturbed(tmp_path: Path) -> BulkRun:
    run = frozen(tmp_path / "undisturbed", files(tmp_path / "reports", _NAMES))
    make(run)
    return run


def assert_is_exactly_the_manifest(run: BulkRun) -> None:
    assert sorted(names_in(run.directory)) == sorted(manifest_names(run))
    assert run.pending(verify=True) == []
    assert all(path.name.isdigit() for path in (run.directory / SHARDS).iterdir())


def test_a_run_makes_every_shard_and_tells_of_each_input(tmp_path: Path) -> None:
    class Told(Report):
        def __init__(self) -> None:
            self.outcomes: list[Outcome] = []
            self.results: list[ShardResult] = []

        def started(self, resident: Callable[[], int]) -> None:
            assert resident() > 0

        def took(self, outcome: Outcome) -> None:
            self.outcomes.append(outcome)

        def finished(self, result: ShardResult) -> None:
            self.results.append(result)

    run = frozen(tmp_path / "run", files(tmp_path / "reports", _NAMES))
    told = Told()
    make(run, report=told)
    assert len(told.outcomes) == len(_NAMES)
    assert [(each.shard, each.inputs, each.failed) for each in told.results] == [
        (0, 3, 2),
        (1, 3, 0),
        (2, 3, 0),
        (3, 1, 0),
    ]
    assert_is_exactly_the_manifest(run)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("place", PLACES)
def test_a_run_killed_anywhere_is_finished_by_the_next(undisturbed: BulkRun, place: str) -> None:
    directory = undisturbed.directory.with_name("run")
    reports = undisturbed.directory.with_name("reports")
    command = [
        sys.executable,
        "-m",
        "tests.extract.bulk.killed",
        place,
        str(directory),
        str(reports),
    ]
    killed = subprocess.run(command, check=False)  # noqa: S603 - this interpreter
    assert killed.returncode == -signal.SIGKILL
    run = open_run(directory) if (directory / "run.json").exists() else frozen(directory, reports)
    remove_leftovers(directory, of_others=True)
    make(run)
    assert_is_exactly_the_manifest(run)
    assert content(directory) == content(undisturbed.directory)


@pytest.mark.parametrize(
    ("poison", "seconds"),
    [({"die": "killed", "eat": "memory_limit"}, 60.0), ({"hang": "time_limit"}, 1.0)],
    ids=["harm", "hang"],
)
def test_poison_costs_its_own_file_alone(
    tmp_path: Path, poison: dict[str, str], seconds: float
) -> None:
    names = [*poison, *(f"{number:02}" for number in range(12))]
    folder = files(tmp_path / "reports", [f"{name}:" for name in names])
    made = []
    for workers, directory in ((1, tmp_path / "one"), (3, tmp_path / "three")):
        run = frozen(directory, folder, 4)
        with Pool(Job(do, Limits(seconds, _MEMORY)), workers=workers) as pool:
            write_shards(run, run.pending(), pool, Report())
        assert_is_exactly_the_manifest(run)
        errors = [
            json.loads(line)
            for path in sorted((directory / SHARDS).rglob(ERRORS))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        assert {error["uri"]: error["error"] for error in errors} == {
            f"{name}:.txt": error for name, error in poison.items()
        }
        made.append(content(directory))
    assert made[0] == made[1]


def test_an_interrupted_run_keeps_complete_shards_alone(undisturbed: BulkRun) -> None:
    directory = undisturbed.directory.with_name("run")
    run = frozen(directory, undisturbed.directory.with_name("reports"))
    with pytest.raises(KeyboardInterrupt):
        make(run, task=interrupted_at("g.txt"))
    assert names_in(directory) == names_in(undisturbed.directory)[:6]
    make(run)
    assert content(directory) == content(undisturbed.directory)


def test_a_damaged_manifest_costs_no_shard_before_it(undisturbed: BulkRun) -> None:
    shutil.rmtree(undisturbed.directory / SHARDS)
    path = undisturbed.directory / "manifest" / "00002.jsonl"
    path.write_bytes(b"")
    run = open_run(undisturbed.directory)
    with pytest.raises(GongkaiError, match=r"00002\.jsonl is not what was written"):
        make(run)
    assert run.pending() == [2, 3]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def change(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    if whole:
        whole[len(whole) // 2] ^= 255
    path.write_bytes(whole)


def add_beside(path: Path) -> None:
    (path.parent / "more").write_bytes(b"")


_HARM: list[Callable[[Path], None]] = [cut, change, Path.unlink, add_beside]
_FAULTS = strategies.tuples(
    strategies.sampled_from(["interrupt", "full", "harm", "remove", "twice", "add", "finish"]),
    strategies.integers(0, 99),
)


def befall(run: BulkRun, reports: Path, fault: str, number: int) -> None:
    """Have something befall a run, which need not be there in full."""
    shard = number % run.shards
    name = f"{_NAMES[number % len(_NAMES)]}.txt"
    made = sorted((run.directory / SHARDS).glob("[0-9]*/*"))
    match fault:
        case "interrupt":
            with suppress(KeyboardInterrupt):
                make(run, task=interrupted_at(name))
        case "full":
            with (
                pytest.MonkeyPatch.context() as patch,
                suppress(GongkaiError),
            ):
                patch.setattr(shards, "_sealed", full_after(number % 7))
                make(run)
        case "harm" if made:
            _HARM[number % len(_HARM)](made[number % len(made)])
        case "remove":
            shutil.rmtree(shard_folder(run.directory, shard), ignore_errors=True)
        case "twice":
            make(run, [shard, shard])
        case "add":
            files(reports, [f"{number}new"])
        case "finish":
            make(run)


def full_after(files_written: int) -> Callable[[Path], Seal]:
    left = iter(range(files_written))

    def sealed(path: Path) -> Seal:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return seal_of(path)

    return sealed


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> BulkRun:
    """A run that nothing befell."""
    folder = tmp_path_factory.mktemp("model")
    run = frozen(folder / "run", files(folder / "reports", _NAMES))
    make(run)
    return run


@examples(max_examples=25)
@given(faults=strategies.lists(_FAULTS, max_size=6))
def test_whatever_befalls_a_run_in_whatever_order_the_next_one_finishes_it(
    model: BulkRun, faults: list[tuple[str, int]]
) -> None:
    directory = model.directory.with_name("troubled")
    shutil.copytree(model.directory, directory, ignore=shutil.ignore_patterns(SHARDS))
    try:
        run = open_run(directory)
        for fault, number in faults:
            befall(run, model.directory.with_name("reports"), fault, number)
        make(run, run.pending(verify=True))
        assert_is_exactly_the_manifest(run)
        assert content(directory) == content(model.directory)
    finally:
        shutil.rmtree(directory)


def test_a_file_that_is_gone_is_an_error_of_its_own(undisturbed: BulkRun) -> None:
    directory = undisturbed.directory.with_name("run")
    reports = undisturbed.directory.with_name("reports")
    run = frozen(directory, reports)
    make(run, [0, 1])
    (reports / "h.txt").unlink()
    (reports / "a.txt").unlink()
    make(run)
    assert_is_exactly_the_manifest(run)
    (error,) = (shard_folder(directory, 2) / ERRORS).read_text(encoding="utf-8").splitlines()
    assert (json.loads(error)["uri"], json.loads(error)["error"]) == ("h.txt", "not_found")


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ({"version": "0.0.1"}, r"begun with gongkai 0\.0\.1.*install that version"),
        (
            {"model_sha256": "0" * 64},
            r"The model rules is not .* \(checksum none, not 0000",
        ),
        ({"ocr": Recognition.AUTO, "recognises": True}, r"pip install 'gongkai\[ocr\]'"),
        ({"converts": True}, r"LibreOffice, .* is installed, and here it is not: install it"),
    ],
)
def test_another_installation_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others: dict[str, Any], message: str
) -> None:
    monkeypatch.setattr("gongkai.extract.bulk.settings.recogniser_is_there", lambda: False)
    monkeypatch.setattr("gongkai.extract.bulk.settings.converter_is_there", lambda: False)
    wanted = runs.settings("/reports", **others)
    with pytest.raises(GongkaiError, match=message):
        prepare(wanted, Settings(model="rules", ocr=wanted.ocr))


def test_a_worker_that_cannot_be_used_ends_the_run_before_anything_is_written(
    tmp_path: Path,
) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", "ab"), version="0.0.1")
    with pytest.raises(GongkaiError, match="install that version"):
        run_shards(run, run.pending(), workers=1, report=Report())
    assert not (run.directory / SHARDS).exists()


def test_a_run_reads_pictures_where_it_could_when_it_was_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gongkai.extract.bulk.settings.recogniser_is_there", lambda: True)
    wanted = runs.settings("/reports", ocr=Recognition.AUTO, recognises=False)
    with pytest.raises(GongkaiError, match=r"go on without gongkai\[ocr\]"):
        prepare(wanted, Settings(model="rules"))


def test_a_run_reads_older_office_formats_where_it_could_when_it_was_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gongkai.extract.bulk.settings.converter_is_there", lambda: True)
    with pytest.raises(
        GongkaiError, match=r"LibreOffice, .* is not installed, and here it is: remove"
    ):
        check_installation(runs.settings("/reports", converts=False))
    check_installation(runs.settings("/reports", converts=True))
    check_installation(runs.settings("/reports"))


def test_workers_do_what_the_settings_say() -> None:
    job = job_of(runs.settings("/reports", formats=("parquet",), seconds=3.0, memory=7))
    assert job.limits == Limits(3.0, 7)
    assert job.task.keywords["settings"].with_rows  # type: ignore[attr-defined]
