"""``gongkai bulk`` from the outside: it begins, goes on, refuses what differs, tells its state."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from gongkai.extract.bulk.folder import (
    MANIFEST,
    SHARDS,
    manifest_file,
    progress_file,
    shard_folder,
)
from gongkai.extract.bulk.heartbeat import Beat
from gongkai.extract.bulk.locking import sole_run
from gongkai.extract.bulk.manifest import BulkRun, open_run
from gongkai.extract.bulk.running import Report, write_shards
from gongkai.extract.bulk.shards import RECORDS
from gongkai.extract.command_line import bulk_run, main
from gongkai.extract.reading.recognition import Recognition
from tests.extract.bulk.runs import InProcess, content, files, interrupted_at, names_in

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def run_shards(run: BulkRun, numbers: Sequence[int], *, workers: int, report: Report) -> None:
        assert workers > 0
        write_shards(run, numbers, InProcess(), report)

    monkeypatch.setattr(bulk_run, "run_shards", run_shards)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return files(tmp_path / "reports", ["a", "b", "bad", "d", "e"])


def gongkai(*arguments: object) -> int:
    with pytest.raises(SystemExit) as exited:
        main([str(argument) for argument in arguments])
    assert exited.value.code is None or isinstance(exited.value.code, int)
    return exited.value.code or 0


def begun(reports: Path, *options: object) -> Path:
    directory = reports.with_name("run")
    gongkai("bulk", reports, "-o", directory, "--shard-size", 2, "--model", "rules", *options)
    return directory


def test_a_run_writes_every_shard_and_tells_what_there_is(reports: Path, capsys: Captured) -> None:
    directory = reports.with_name("run")
    assert gongkai("bulk", reports, "-o", directory, "--model", "rules") == 1  # one is bad
    told = capsys.readouterr().err
    assert "inputs found: 5, in shards: 1" in told
    assert "It is damaged." in told
    assert (
        f"reports read: 4, failed: 1; claims: 8; shards complete: 1 of 1; written to {directory}"
        in told
    )
    assert sorted(names_in(directory)) == ["a.txt", "b.txt", "bad.txt", "d.txt", "e.txt"]


def test_the_exit_status_is_0_when_all_were_read(tmp_path: Path) -> None:
    reports = files(tmp_path / "reports", "ab")
    assert gongkai("bulk", reports, "-o", tmp_path / "run", "--model", "rules") == 0


def test_what_is_usual_is_frozen(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_run, "recogniser_is_there", lambda: False)
    monkeypatch.setattr(bulk_run, "converter_is_there", lambda: False)
    settings = open_run(begun(reports)).settings
    assert settings.inputs == (str(reports),)
    assert settings.formats == ("jsonl", "parquet")
    assert settings.ocr is Recognition.AUTO
    assert settings.memory == 500_000_000
    assert settings.shard_size == 2
    assert settings.converts is False


@pytest.mark.parametrize(("ocr", "memory"), [("auto", 2_000_000_000), ("never", 500_000_000)])
def test_a_worker_may_take_more_where_pictures_are_read(
    reports: Path, monkeypatch: pytest.MonkeyPatch, ocr: str, memory: int
) -> None:
    monkeypatch.setattr(bulk_run, "recogniser_is_there", lambda: True)
    assert open_run(begun(reports, "--ocr", ocr)).settings.memory == memory


@pytest.mark.parametrize("again", ["same", "alone"])
def test_the_same_command_and_the_folder_alone_go_on(
    reports: Path, capsys: Captured, again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = begun(reports)
    whole = content(directory)
    (shard_folder(directory, 1) / RECORDS).unlink()
    capsys.readouterr()
    monkeypatch.chdir(reports.parent)
    same = ["reports", "--shard-size", 2, "--model", "rules"] if again == "same" else []
    assert gongkai("bulk", *same, "-o", "run") == 1
    assert "going on with the run in run: shards to make: 1 of 3" in capsys.readouterr().err
    assert content(directory) == whole


@pytest.mark.parametrize(
    ("different", "told"),
    [
        (["--shard-size", 3], "--shard-size is 2, not 3"),
        (["--format", "parquet"], "--format is jsonl,parquet, not parquet"),
        (["--model", "accurate"], "--model is rules, not accurate"),
        (["--ocr", "never"], "--ocr is auto, not never"),
        (["--text-column", "正文"], "--text-column is not set, not 正文"),
        (["--memory-limit", "300"], "--memory-limit is 500 MB, not 300 MB"),
    ],
)
def test_other_settings_are_refused_in_a_sentence_that_says_which(
    reports: Path,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    different: list[object],
    told: str,
) -> None:
    monkeypatch.setattr(bulk_run, "recogniser_is_there", lambda: False)
    directory = begun(reports)
    capsys.readouterr()
    assert gongkai("bulk", "-o", directory, *different) == 2
    printed = capsys.readouterr().err
    assert f"holds a run with other settings ({told})" in printed
    assert "leave them out to go on with it, or name another --output" in printed


def test_other_inputs_are_refused(reports: Path, capsys: Captured) -> None:
    directory = begun(reports)
    assert gongkai("bulk", reports.parent / "other", "-o", directory) == 2
    assert f"INPUT is {reports}, not {reports.parent / 'other'}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "holds no bulk run: begin one with gongkai bulk INPUT"),
        (["nothing"], "nothing does not exist"),
        (["reports", "--format", "csv"], "There is no format 'csv' in bulk"),
        (["reports", "--model", "nothing"], "There is no model"),
        (["reports", "--model", "rules", "--min-confidence", "0.5"], "no calibrated confidence"),
    ],
)
def test_a_run_that_cannot_begin_leaves_no_folder(
    reports: Path,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(reports.parent)
    assert gongkai("bulk", *arguments, "-o", "run") == 2
    printed = " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert told in printed
    assert not Path("run").exists()


def test_one_run_at_a_time_works_on_a_folder(reports: Path, capsys: Captured) -> None:
    directory = begun(reports)
    with sole_run(directory):
        assert gongkai("bulk", "-o", directory) == 1
    printed = capsys.readouterr().err
    assert f"Another run is at work in {directory} (process {os.getpid()} on " in printed
    assert gongkai("bulk", "-o", directory) == 1  # one input is bad


def test_an_interrupted_run_says_what_is_there(
    reports: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_shards(run: BulkRun, numbers: Sequence[int], *, workers: int, report: Report) -> None:
        write_shards(run, numbers, InProcess(interrupted_at("d.txt")), report)

    with monkeypatch.context() as patch:
        patch.setattr(bulk_run, "run_shards", run_shards)
        directory = reports.with_name("run")
        options = ("--shard-size", 2, "--model", "rules")
        assert gongkai("bulk", reports, "-o", directory, *options) == 130
    assert "stopped; inputs in complete shards: 2" in capsys.readouterr().err
    assert names_in(directory) == ["a.txt", "b.txt"]
    assert gongkai("bulk", "-o", directory) == 1
    assert sorted(names_in(directory)) == ["a.txt", "b.txt", "bad.txt", "d.txt", "e.txt"]


def test_a_folder_that_was_there_stays(reports: Path) -> None:
    directory = reports.with_name("run")
    directory.mkdir()
    assert gongkai("bulk", reports / "nothing", "-o", directory) == 2
    assert directory.exists()


def test_leftovers_of_a_killed_run_go(reports: Path) -> None:
    directory = begun(reports)
    (directory / SHARDS / ".00001@elsewhere@12@0.partial").mkdir()
    (directory / "run.json.12.partial").touch()
    (directory / "progress" / "00000.json.12.partial").touch()
    gongkai("bulk", "-o", directory)
    assert sorted(path.name for path in (directory / SHARDS).iterdir()) == [
        "00000",
        "00001",
        "00002",
    ]
    assert not list(directory.rglob("*.partial"))


def test_files_of_others_in_the_folder_stay(reports: Path) -> None:
    directory = reports.with_name("run")
    directory.mkdir()
    (directory / "download.zip.partial").touch()
    begun(reports)
    assert gongkai("bulk", "-o", directory) == 1
    assert (directory / "download.zip.partial").exists()


def test_what_is_left_of_a_run_without_its_settings_is_not_made_anew(
    reports: Path, capsys: Captured
) -> None:
    directory = begun(reports)
    before = content(directory)
    (directory / "run.json").unlink()
    capsys.readouterr()
    assert gongkai("bulk", reports, "-o", directory) == 1
    assert "shards is there, but no run.json beside it" in capsys.readouterr().err
    assert content(directory) == before


def test_the_log_tells_programs_how_far_it_is(reports: Path) -> None:
    log = reports.with_name("log.jsonl")
    begun(reports, "--log", log)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [lines[0]["event"], lines[-1]["event"]] == ["start", "end"]
    assert (lines[-1]["total"], lines[-1]["done"], lines[-1]["failed"]) == (5, 5, 1)


def test_a_changed_byte_is_mended_when_every_byte_is_looked_at(
    reports: Path, capsys: Captured
) -> None:
    directory = begun(reports)
    whole = content(directory)
    path = shard_folder(directory, 0) / RECORDS
    path.write_bytes(path.read_bytes()[:-1] + b"#")
    assert gongkai("bulk", "status", directory) == 0
    assert gongkai("bulk", "status", directory, "--verify") == 1
    assert f"0: gongkai bulk --output {directory} --verify makes them again" in " ".join(
        capsys.readouterr().out.split()
    )
    gongkai("bulk", "-o", directory, "--verify")
    assert content(directory) == whole


def test_what_failed_is_tried_again_where_it_is_asked_for(reports: Path, capsys: Captured) -> None:
    directory = begun(reports)
    (reports / "bad.txt").unlink()
    assert gongkai("bulk", "-o", directory, "--retry-failed") == 1
    assert "reasons of failures: not_found 1; gongkai bulk" in capsys.readouterr().err
    files(reports, ["bad"])
    assert gongkai("bulk", "-o", directory) == 1
    assert "are complete: nothing is read again" in capsys.readouterr().err
    assert gongkai("bulk", "-o", directory, "--retry-failed") == 1
    assert "reasons of failures: damaged 1" in capsys.readouterr().err
    assert sorted(names_in(directory)) == ["a.txt", "b.txt", "bad.txt", "d.txt", "e.txt"]


def test_a_changed_manifest_is_told_when_every_byte_is_looked_at(
    reports: Path, capsys: Captured
) -> None:
    directory = begun(reports)
    manifest = manifest_file(directory / MANIFEST, 0)
    manifest.write_bytes(manifest.read_bytes()[:-5])
    for arguments in (("bulk", "-o", directory), ("bulk", "status", directory)):
        capsys.readouterr()
        assert gongkai(*arguments, "--verify") == 1
        assert "is not what was written when the run began" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["file", "file/folder"])
def test_what_cannot_be_a_folder_is_told(
    reports: Path, tmp_path: Path, name: str, capsys: Captured
) -> None:
    (tmp_path / "file").touch()
    assert gongkai("bulk", reports, "-o", tmp_path / name) == 2
    assert "cannot be made a folder" in capsys.readouterr().err


def test_the_folder_of_a_run_holds_no_reports_and_no_other_results(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    gongkai("bulk", reports, "-o", reports / "run", "--model", "rules")
    capsys.readouterr()
    gongkai("bulk", reports, "-o", tmp_path / "again", "--model", "rules")
    assert "inputs found: 5," in capsys.readouterr().err
    assert gongkai("extract", reports, "-o", reports / "run", "--model", "rules") == 1
    assert "is the folder of a bulk run" in capsys.readouterr().err


def test_status_tells_people_and_programs_the_same(reports: Path, capsys: Captured) -> None:
    directory = begun(reports)
    capsys.readouterr()
    assert gongkai("bulk", "status", directory) == 0
    table = capsys.readouterr().out
    assert "5 (100.0%)" in table
    assert "1; damaged 1" in table
    assert "3; complete 3" in table
    assert gongkai("bulk", "status", directory, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["inputs"], told["done"], told["failed"], told["complete"]) == (5, 5, 1, True)
    assert told["failures"] == {"damaged": 1}
    assert told["bytes"] == sum(
        len(each) for name, each in content(directory).items() if not name.endswith("done.json")
    )
    assert told["bytes_per_report"] == pytest.approx(told["bytes"] / 4, abs=0.1)


def test_status_is_told_in_chinese(reports: Path, capsys: Captured) -> None:
    directory = begun(reports)
    capsys.readouterr()
    assert gongkai("bulk", "status", directory, "--lang", "zh") == 0
    assert "完成 3" in capsys.readouterr().out


def test_status_tells_who_works_and_who_no_longer_does(reports: Path, capsys: Captured) -> None:
    directory = begun(reports)
    for number in (1, 2):
        (shard_folder(directory, number) / RECORDS).unlink()
        (shard_folder(directory, number) / "done.json").unlink()
    now = time.time()
    beats = [
        Beat(1, "node-a", 11, now - 20, now - 1, 2, 1, 0, 300_000_000),
        Beat(2, "node-b", 12, now - 9000, now - 3600, 1, 0, 0, 300_000_000),
    ]
    for beat in beats:
        values = {name: getattr(beat, name) for name in beat.__slots__}
        progress_file(directory, beat.shard).write_text(json.dumps(values), encoding="utf-8")
    capsys.readouterr()
    assert gongkai("bulk", "status", directory) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "complete 1, running 1, corrupt 1" in told
    assert "2 (40.0%), under way 1" in told
    assert "shard 1 on node-a, process 11: 1 of 2" in told
    assert "300 MB" in told
    for path in shard_folder(directory, 2).iterdir():
        path.unlink()
    shard_folder(directory, 2).rmdir()
    assert gongkai("bulk", "status", directory) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "running 1, stalled 1" in told
    assert "shard 2 on node-b, process 12: last heard of 1:00:0" in told


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", r"Pace [1-9]\.\d a minute, "), ("zh", r"速度 每分钟 [1-9]\.\d 份，还需")],
)
def test_status_tells_a_slow_rate_by_the_minute(
    reports: Path, capsys: Captured, language: str, told: str
) -> None:
    directory = begun(reports)
    (shard_folder(directory, 1) / "done.json").unlink()
    for path in progress_file(directory, 1).parent.iterdir():
        path.unlink()  # what the complete shards took says nothing of now
    now = time.time()
    beat = Beat(1, "node-a", 11, now - 30, now, 2, 1, 0, 300_000_000)
    values = {name: getattr(beat, name) for name in beat.__slots__}
    progress_file(directory, beat.shard).write_text(json.dumps(values), encoding="utf-8")
    capsys.readouterr()
    assert gongkai("bulk", "status", directory, "--lang", language) == 1
    assert re.search(told, " ".join(capsys.readouterr().out.split()))


def test_status_of_what_holds_no_run_is_wrong_usage(tmp_path: Path, capsys: Captured) -> None:
    assert gongkai("bulk", "status", tmp_path) == 2
    assert "holds no bulk run" in capsys.readouterr().err
