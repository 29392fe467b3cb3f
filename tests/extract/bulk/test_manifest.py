"""The manifest: frozen once, in bounded memory, and never taken for what it is not."""

from __future__ import annotations

import hashlib
import os
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.extract.bulk import manifest
from gongkai.extract.bulk.folder import MANIFEST, RUN
from gongkai.extract.bulk.manifest import BulkRun, freeze_manifest, open_run
from gongkai.extract.bulk.settings import BulkSettings, Frozen, absolute
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import FileInput, Input, InputError, Survey
from tests.extract.bulk.runs import files, frozen, make, manifest_names, names_in, settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return files(tmp_path / "reports", "abcdefg")


def test_shards_hold_as_many_inputs_as_was_said_in_the_order_of_names(
    folder: Path, tmp_path: Path
) -> None:
    run = frozen(tmp_path / "run", folder)
    assert (run.total, run.shards) == (7, 3)
    assert [run.size_of(number) for number in range(4)] == [3, 3, 1, 0]
    assert [[each.uri for each in run.inputs_of(number)] for number in range(3)] == [
        ["a.txt", "b.txt", "c.txt"],
        ["d.txt", "e.txt", "f.txt"],
        ["g.txt"],
    ]


def test_what_is_added_or_goes_later_moves_nothing(folder: Path, tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", folder)
    make(run, [0])
    (folder / "d.txt").unlink()
    files(folder, ["0", "aa", "z"])
    make(open_run(run.directory))
    assert names_in(run.directory) == [f"{name}.txt" for name in "abcefdg"]  # d is an error


def test_paths_lead_to_the_files_from_any_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = frozen(tmp_path / "run", Path("reports"))
    monkeypatch.chdir("/")
    assert next(run.inputs_of(0)).read_bytes() == b"a"


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/\xff\xfe.txt", "wb") as stream:
        stream.write(b"words")
    (source,) = frozen(tmp_path / "run", folder).inputs_of(0)
    assert source.read_bytes() == b"words"


def test_an_argument_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    with open(path, "wb"), pytest.raises(InputError, match="name the folder that holds it"):
        freeze_manifest(tmp_path / "run", settings(os.fsdecode(path)))
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("left", [".manifest.partial", MANIFEST])
def test_a_run_that_was_stopped_while_it_froze_is_begun_anew(
    folder: Path, tmp_path: Path, left: str
) -> None:
    directory = tmp_path / "run"
    (directory / left).mkdir(parents=True)
    (directory / left / "00009.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no bulk run"):
        open_run(directory)
    run = frozen(directory, folder)
    assert manifest_names(run) == [f"{name}.txt" for name in "abcdefg"]
    assert sorted(path.name for path in directory.iterdir()) == [MANIFEST, RUN]


@pytest.mark.parametrize("name", ["shards/00000/done.json", "shards", "progress/a", "manifest/a"])
def test_what_lies_where_there_is_no_run_is_left_as_it_is(
    folder: Path, tmp_path: Path, name: str
) -> None:
    kept = tmp_path / "run" / name
    kept.parent.mkdir(parents=True)
    kept.write_text("the work of weeks", encoding="utf-8")
    with pytest.raises(GongkaiError, match=r"but no run\.json beside it: restore that"):
        freeze_manifest(tmp_path / "run", settings(folder))
    assert kept.read_text(encoding="utf-8") == "the work of weeks"


def test_a_run_that_another_began_meanwhile_is_left_as_it_is(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "run"
    real = manifest._Freezing.frozen

    def overtaken(freezing: manifest._Freezing) -> Frozen:
        found = real(freezing)
        monkeypatch.undo()
        freeze_manifest(directory.with_name("other"), settings(folder))
        for path in directory.with_name("other").iterdir():
            path.rename(directory / path.name)
        make(open_run(directory))
        return found

    monkeypatch.setattr(manifest._Freezing, "frozen", overtaken)
    with pytest.raises(GongkaiError, match="holds a run already"):
        freeze_manifest(directory, settings(folder))
    assert open_run(directory).pending() == []
    assert names_in(directory) == [f"{name}.txt" for name in "abcdefg"]


def test_a_folder_that_holds_a_run_is_not_frozen_again(folder: Path, tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", folder)
    with pytest.raises(GongkaiError, match="holds a run already"):
        freeze_manifest(run.directory, settings(folder))


def test_nothing_is_left_where_nothing_was_found(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="No report was found"):
        freeze_manifest(tmp_path / "run", settings(tmp_path / "empty"))
    assert list((tmp_path / "run").iterdir()) == []


def test_two_inputs_of_one_name_are_refused(folder: Path, tmp_path: Path) -> None:
    other = files(tmp_path / "other", "xd")
    with pytest.raises(InputError, match=r"both hold an input called d\.txt"):
        freeze_manifest(tmp_path / "run", settings(folder, other))
    assert list((tmp_path / "run").iterdir()) == []


def test_files_passed_over_are_counted(folder: Path, tmp_path: Path) -> None:
    (folder / "table.csv").touch()
    (folder / "notes.tex").touch()
    assert frozen(tmp_path / "run", folder).frozen.skipped == {".csv": 1, ".tex": 1}


@pytest.mark.parametrize("name", ["00001.jsonl", "sha256.txt"])
@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_manifest_that_is_not_what_was_frozen_is_told(
    folder: Path, tmp_path: Path, name: str, harm: str
) -> None:
    run = frozen(tmp_path / "run", folder)
    path = run.directory / MANIFEST / name
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(content[:-1] if harm == "cut" else content[:-2] + b"#\n")
    with pytest.raises(GongkaiError, match=f"{name} .*restore it from a copy, or begin anew"):
        list(open_run(run.directory).inputs_of(1))


@pytest.mark.parametrize("line", ["", '{"kind":"file","uri":"x","path":"/x"}\n' * 2, "{\n"])
def test_a_manifest_that_lies_with_the_right_checksums_is_told(
    folder: Path, tmp_path: Path, line: str
) -> None:
    run = frozen(tmp_path / "run", folder)
    path = run.directory / MANIFEST / "00001.jsonl"
    *kept, _ = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(kept) + line, encoding="utf-8")
    checksums = path.with_name("sha256.txt")
    listed = checksums.read_text(encoding="utf-8").splitlines(keepends=True)
    listed[1] = f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
    checksums.write_text("".join(listed), encoding="utf-8")
    whole = hashlib.sha256(checksums.read_bytes()).hexdigest()
    lying = BulkRun(run.directory, replace(run.frozen, manifest_sha256=whole))
    assert len(list(lying.inputs_of(0))) == 3
    with pytest.raises(GongkaiError, match=r"00001\.jsonl is not what was written"):
        list(lying.inputs_of(1))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"schema_version": 2}', b"\xed\xa0\x80"],
)
def test_a_run_json_that_is_none_is_told_in_a_sentence(
    folder: Path, tmp_path: Path, content: bytes
) -> None:
    run = frozen(tmp_path / "run", folder)
    path = run.directory / RUN
    path.write_bytes(content)
    with pytest.raises(GongkaiError, match=r"run\.json is not what this version"):
        open_run(run.directory)


def test_settings_are_the_same_after_a_round_through_json() -> None:
    given = settings("/reports", "s3://bucket/reports", text_column="正文", minimum_confidence=0.5)
    assert BulkSettings.from_json(given.to_json()) == given
    with pytest.raises(GongkaiError, match="No settings"):
        BulkSettings.from_json(given.to_json() | {"more": 1})


def test_settings_that_differ_are_named() -> None:
    given = settings("/reports")
    assert given.differences({"inputs": ("/reports",), "shard_size": 3}) == []
    assert given.differences({"shard_size": 4, "formats": ("parquet",)}) == [
        "formats",
        "shard_size",
    ]


def test_arguments_are_told_by_where_they_lead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute("a/../b") == str(tmp_path / "b")
    assert absolute("*.txt") == str(tmp_path / "*.txt")
    assert absolute("s3://bucket/a/../b") == "s3://bucket/a/../b"
    (tmp_path / "[1]").mkdir()
    monkeypatch.chdir(tmp_path / "[1]")
    assert absolute("*.txt") == "*.txt"


def test_memory_does_not_grow_with_the_number_of_inputs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)

    def peak(number: int) -> int:
        def found(_: object, __: object, survey: Survey) -> Iterator[Input]:
            for survey.total in range(1, number + 1):
                name = f"{survey.total:09}.txt"
                yield FileInput(name, f"/reports/{name}")

        monkeypatch.setattr(manifest, "surveyed_inputs", found)
        directory = tmp_path / str(number)
        tracemalloc.start()
        freeze_manifest(directory, settings("/reports", shard_size=500))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert open_run(directory).total == number
        return most

    peak(500)
    assert peak(20_000) < 1.2 * peak(2_000)
