"""Files, folders, archives and disks made to do harm, through the command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gongkai.extract import input_files
from gongkai.extract.command_line import main
from gongkai.models.record import Record
from tests.extract.test_hostile_inputs import MEGABYTE, SAMPLE

Captured = pytest.CaptureFixture[str]


def run(*arguments: object) -> int:
    """Run the command line and return its exit status."""
    with pytest.raises(SystemExit) as exited:
        main([str(argument) for argument in arguments])
    assert exited.value.code is None or isinstance(exited.value.code, int)
    return exited.value.code or 0


def workbook() -> bytes:
    """Return what stands for an Excel workbook."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return packed.getvalue()


def failures(output: Path) -> dict[str, str]:
    """Return the error codes of a run by the ends of their paths."""
    lines = (output / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    for entry in entries:
        assert entry["message"].startswith(entry["uri"])
        assert "Traceback" not in entry["message"]
    return {entry["member"] or entry["uri"]: entry["error"] for entry in entries}


def test_control_sequences_reach_neither_terminal_nor_cells(
    tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "a\x1b[31m\nb.txt"
    path.write_text(SAMPLE.replace("。", "。\x1b[31m\x1b]0;title\x07"), encoding="utf-8")
    assert run("show", path) == 0
    printed = capsys.readouterr()
    assert "\x1b]" not in printed.out
    assert "\x07" not in printed.out


@pytest.mark.parametrize("command", ["text", "show", "extract"])
@pytest.mark.parametrize("kind", ["fifo", "device", "archive fifo"])
def test_a_pipe_or_a_device_is_refused_at_once(
    tmp_path: Path, command: str, kind: str, capsys: Captured
) -> None:
    path = tmp_path / ("a.zip" if kind == "archive fifo" else "a.txt")
    if kind == "device":
        path.symlink_to("/dev/zero")
    else:
        os.mkfifo(path)
    output = ["--output", tmp_path / "out"] if command == "extract" else []
    assert run(command, path, *output) == 1
    assert "device or a pipe" in capsys.readouterr().err


def test_a_folder_of_traps_gives_records_and_one_line_of_error_each(
    tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "workbook.txt").write_bytes(workbook())
    for name in ("new\nline.txt", "quo'te\".txt", "长" * 80 + ".txt", "-o.txt"):
        (folder / name).write_text(SAMPLE, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xc4\xea\xff.txt")).write_text(SAMPLE, "utf-8")
    output = tmp_path / "out"
    assert run("extract", folder, "--output", output, "--format", "jsonl,csv,parquet") == 1
    assert failures(output) == {
        "empty.txt": "empty",
        "gone.txt": "not_found",
        "itself.txt": "not_found",
        "workbook.txt": "unsupported",
        "pipe.txt": "unsupported",
    }
    records = (output / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(records) == 5
    assert all(len(Record.model_validate_json(line).claims) > 30 for line in records)
    assert "Traceback" not in capsys.readouterr().err


def test_an_archive_of_traps_unpacks_to_nothing_dangerous(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(input_files, "MAXIMUM_BYTES", 4 * MEGABYTE)
    path = tmp_path / "traps.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * 3 * MEGABYTE)
        archive.writestr("large.txt", b"0" * 5 * MEGABYTE)
        archive.writestr("../../outside.txt", SAMPLE)
        archive.writestr("/rooted.txt", SAMPLE)
        archive.writestr("inner.zip", b"PK")
        archive.writestr("..", "x")
    (tmp_path / "cut.zip").write_bytes(path.read_bytes()[:-30])
    output = tmp_path / "out"
    assert run("extract", path, tmp_path / "cut.zip", "--output", output) == 1
    assert failures(output) == {
        "bomb.txt": "too_large",
        "large.txt": "too_large",
        "inner.zip": "damaged_archive",
        "cut.zip": "damaged_archive",
    }
    records = (output / "records.jsonl").read_text(encoding="utf-8").splitlines()
    members = [Record.model_validate_json(line).source.member for line in records]
    assert sorted(filter(None, members)) == ["outside.txt", "rooted.txt"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cut.zip", "out", "traps.zip"]


@pytest.mark.parametrize("place", ["file", "file/inside", "/proc/nothing"])
def test_an_output_that_cannot_be_written_is_one_line(
    tmp_path: Path, place: str, capsys: Captured
) -> None:
    (tmp_path / "a.txt").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "file").write_text("x")
    output = tmp_path / place  # an absolute place stays what it is
    assert run("extract", tmp_path / "a.txt", "--output", output) == 1
    printed = capsys.readouterr().err
    assert "cannot be written" in printed
    assert printed.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["schema"], ["text", "a.txt"], ["show", "a.txt"]])
def test_a_full_disk_behind_the_output_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.txt").write_text(SAMPLE, encoding="utf-8")
    with open("/dev/full", "wb") as full:
        finished = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "gongkai.extract", *arguments],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert finished.returncode == 1
    assert "No space left on device" in finished.stderr
    assert finished.stderr.count("\n") == 1
