"""Lines of JSON that are whole whatever happens."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from gongkai.extract.writing.json_lines import LineWriter, WriteError, record_line
from gongkai.models.record import Record
from tests.extract.sample_records import sample_record


def test_a_record_comes_back_from_its_line() -> None:
    record = sample_record()
    line = record_line(record)
    again = Record.model_validate_json(line)
    assert record_line(again) == line
    assert again.claims[0].quote == "120余条"


def test_a_line_keeps_the_order_of_keys_and_the_characters_and_rounds_floats() -> None:
    line = record_line(sample_record())
    assert list(json.loads(line)) == list(Record.model_fields)
    assert "120余条" in line
    assert "\n" not in line
    assert json.loads(line)["claims"][0]["confidence"] == 0.9877
    assert '"value":120,' in line


def test_each_line_is_on_disk_before_the_next(tmp_path: Path) -> None:
    writer = LineWriter(tmp_path / "records.jsonl", create=True)
    for number in range(3):
        writer.write(str(number))
        assert (tmp_path / "records.jsonl").read_text().count("\n") == number + 1
    writer.close()


def test_without_a_line_there_is_no_file_unless_asked_for(tmp_path: Path) -> None:
    LineWriter(tmp_path / "errors.jsonl").close()
    LineWriter(tmp_path / "records.jsonl", create=True).close()
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]


def test_a_full_disk_leaves_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def fill(descriptor: int, content: bytes) -> int:
        if len(content) < 6:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, bytes(content)[:3])

    writer = LineWriter(tmp_path / "records.jsonl")
    writer.write("first")
    monkeypatch.setattr(os, "write", fill)
    with pytest.raises(WriteError, match="make room or choose another --output"):
        writer.write("second")
    monkeypatch.undo()
    writer.close()
    assert (tmp_path / "records.jsonl").read_text() == "first\n"
