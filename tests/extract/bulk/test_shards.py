"""A shard: whole or not there, the same bytes whoever writes it, and known if it is harmed."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import NoReturn

import pytest

from gongkai.extract.bulk import shards
from gongkai.extract.bulk.folder import SHARDS, shard_folder
from gongkai.extract.bulk.leftovers import remove_leftovers
from gongkai.extract.bulk.manifest import BulkRun, open_run
from gongkai.extract.bulk.packed_lines import PackedLines, open_packed
from gongkai.extract.bulk.shards import (
    DONE,
    ERRORS,
    RECORDS,
    ShardState,
    ShardWriter,
    look_at_shard,
)
from gongkai.extract.errors import GongkaiError
from gongkai.extract.work import Failure, Success
from gongkai.extract.writing.tidy import TABLES
from tests.extract.bulk.runs import content, files, frozen, make, tell


@pytest.fixture
def run(tmp_path: Path) -> BulkRun:
    return frozen(tmp_path / "run", files(tmp_path / "reports", ["a", "bad", "c", "d"]), 4)


def written(run: BulkRun, number: int = 0) -> ShardWriter:
    writer = ShardWriter(run.directory, number)
    for source in run.inputs_of(number):
        writer.write(tell(source))
    return writer


def names(run: BulkRun) -> list[str]:
    return sorted(path.name for path in (run.directory / SHARDS).iterdir())


def state(run: BulkRun, *, verify: bool = False) -> ShardState:
    return look_at_shard(run.directory, run.frozen, 0, verify=verify).state


def test_a_shard_is_there_when_it_is_finished_and_not_before(run: BulkRun) -> None:
    assert state(run) is ShardState.MISSING
    writer = written(run)
    assert not shard_folder(run.directory, 0).exists()
    result = writer.finish()
    assert names(run) == ["00000"]
    assert state(run, verify=True) is ShardState.COMPLETE
    assert (result.inputs, result.records, result.failed, result.claims) == (4, 3, 1, 6)
    assert result.failures == {"damaged": 1}
    assert sorted(result.files) == [ERRORS, RECORDS]
    assert look_at_shard(run.directory, run.frozen, 0).result == result
    writer.discard()
    assert state(run) is ShardState.COMPLETE


def test_records_and_errors_are_those_of_the_inputs_in_their_order(run: BulkRun) -> None:
    written(run).finish()
    folder = shard_folder(run.directory, 0)
    with open_packed(folder / RECORDS) as stream:
        assert stream.read() == b"a.txt\nc.txt\nd.txt\n"
    (error,) = (folder / ERRORS).read_text(encoding="utf-8").splitlines()
    assert json.loads(error)["uri"] == "bad.txt"


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        (("jsonl",), {RECORDS}),
        (("parquet",), {f"{table.name}.parquet" for table in TABLES}),
        (("jsonl", "parquet"), {RECORDS, *(f"{table.name}.parquet" for table in TABLES)}),
    ],
)
def test_a_shard_holds_the_formats_of_the_run(
    tmp_path: Path, formats: tuple[str, ...], expected: set[str]
) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", ["a", "bad"]), 2, formats=formats)
    written(run).finish()
    found = {path.name for path in shard_folder(run.directory, 0).iterdir()}
    assert found == expected | {ERRORS, DONE}
    assert state(run, verify=True) is ShardState.COMPLETE


def test_a_second_writer_drops_its_own(run: BulkRun) -> None:
    first, second = written(run), written(run)
    first.finish()
    before = content(run.directory)
    folder = shard_folder(run.directory, 0).stat().st_ino
    second.finish()
    assert content(run.directory) == before
    assert shard_folder(run.directory, 0).stat().st_ino == folder
    assert names(run) == ["00000"]


@pytest.mark.parametrize("name", [RECORDS, ERRORS, DONE])
def test_a_corrupt_shard_is_replaced_by_whoever_writes_it(run: BulkRun, name: str) -> None:
    written(run).finish()
    before = content(run.directory)
    path = shard_folder(run.directory, 0) / name
    path.write_bytes(path.read_bytes()[:-1] + b"#")
    written(run).finish()
    assert content(run.directory) == before
    assert names(run) == ["00000"]


def test_a_shard_with_an_input_too_few_is_not_finished(run: BulkRun) -> None:
    writer = ShardWriter(run.directory, 0)
    writer.write(Success("a.txt", 0))
    with pytest.raises(GongkaiError, match="only 1 came to an end"):
        writer.finish()
    writer.discard()
    assert names(run) == []


def test_what_has_the_wrong_length_or_is_gone_is_seen_at_once(run: BulkRun) -> None:
    written(run).finish()
    folder = shard_folder(run.directory, 0)
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        path.write_bytes(whole + b"\n")
        assert state(run) is ShardState.CORRUPT
        path.unlink()
        assert state(run) is ShardState.CORRUPT
        path.write_bytes(whole)
        assert state(run) is ShardState.COMPLETE
    (folder / "more").touch()
    assert state(run) is ShardState.CORRUPT
    assert run.pending() == [0]


def test_any_other_byte_is_seen_when_all_are_looked_at(run: BulkRun) -> None:
    written(run).finish()
    for path in sorted(shard_folder(run.directory, 0).iterdir()):
        whole = path.read_bytes()
        for place in range(0, len(whole), 7):
            harmed = bytearray(whole)
            harmed[place] ^= 1
            path.write_bytes(harmed)
            assert state(run, verify=True) is ShardState.CORRUPT
        path.write_bytes(whole)
    assert state(run, verify=True) is ShardState.COMPLETE


def test_a_shard_of_another_run_is_no_shard_of_this_one(run: BulkRun, tmp_path: Path) -> None:
    other = frozen(tmp_path / "other", files(tmp_path / "more", ["a", "bad", "c", "e"]), 4)
    written(other).finish()
    (run.directory / SHARDS).mkdir()
    shard_folder(other.directory, 0).rename(shard_folder(run.directory, 0))
    assert state(run) is ShardState.CORRUPT


def test_a_shard_that_another_model_made_is_no_shard_of_this_one(
    run: BulkRun, tmp_path: Path
) -> None:
    (inputs,) = run.settings.inputs
    size = run.settings.shard_size
    other = frozen(tmp_path / "other", Path(inputs), size, model_sha256="0" * 64)
    written(other).finish()
    (run.directory / SHARDS).mkdir()
    shard_folder(other.directory, 0).rename(shard_folder(run.directory, 0))
    assert state(run) is ShardState.CORRUPT


@pytest.mark.parametrize("formats", [("jsonl",), ("jsonl", "parquet")])
@pytest.mark.parametrize("place", ["write", "error", "close", "rename", "seal"])
def test_a_disk_that_is_full_leaves_nothing_behind_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formats: tuple[str, ...], place: str
) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a file")

    run = frozen(tmp_path / "run", files(tmp_path / "reports", ["a", "bad"]), formats=formats)
    with monkeypatch.context() as patch:
        patch.setattr(
            *{
                "write": (PackedLines, "write", full),
                "error": (os, "write", full),
                "close": (PackedLines, "close", full),
                "rename": (shards.ShardWriter, "_publish", full),
                "seal": (shards, "seal_of", full),
            }[place]
        )
        with pytest.raises(
            GongkaiError, match=r"00000 cannot be written \(No space left"
        ) as raised:
            make(run)
    assert "run the command again" in str(raised.value)
    assert names(run) == []
    make(run)
    assert state(run, verify=True) is ShardState.COMPLETE


def test_a_folder_that_may_not_be_written_is_told(run: BulkRun) -> None:
    (run.directory / SHARDS).write_text("a file", encoding="utf-8")
    with pytest.raises(GongkaiError, match="cannot be written"):
        ShardWriter(run.directory, 0)


def test_leftovers_of_the_dead_go_and_those_of_the_living_stay(
    run: BulkRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(run)
    ours = names(run)
    with monkeypatch.context() as patch:
        patch.setattr("os.getpid", lambda: 2**30)
        written(run)
        patch.setattr("socket.gethostname", lambda: "elsewhere")
        written(run)
    assert len(names(run)) == 3
    remove_leftovers(run.directory, of_others=False)
    assert [name for name in names(run) if "elsewhere" not in name] == ours
    assert len(names(run)) == 2
    remove_leftovers(run.directory, of_others=True)
    assert names(run) == []


def test_many_lines_are_packed_in_parts_that_are_one_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.extract.bulk.packed_lines.FRAME", 1000)
    lines = PackedLines(tmp_path / RECORDS)
    told = [f"{number} 公开" * (number % 50) for number in range(500)]
    for line in told:
        lines.write(line)
    lines.close()
    assert (tmp_path / RECORDS).read_bytes().count(b"\x28\xb5\x2f\xfd") > 20
    with open_packed(tmp_path / RECORDS) as stream:
        assert stream.read().decode() == "".join(f"{line}\n" for line in told)


def test_a_failure_is_counted_by_its_code(run: BulkRun) -> None:
    writer = ShardWriter(run.directory, 0)
    for code in ("empty", "time_limit", "empty", "damaged"):
        writer.write(Failure("a", None, "read", code, "It is so."))
    result = writer.finish()
    assert result.failures == {"damaged": 1, "empty": 2, "time_limit": 1}
    assert open_run(run.directory).pending() == []
