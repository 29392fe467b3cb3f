"""Lines of JSON, in plain and in packed files."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
import zlib
from pathlib import Path

import pytest

from gongkai.extract.errors import InputError, ReadError
from gongkai.extract.inputs import Columns, survey_inputs
from gongkai.extract.reading import limits
from gongkai.extract.sources import json_lines as module
from gongkai.extract.sources import packed, values
from tests.extract.sources.collections import found, in_base64, json_lines, reports

NAMES = ["a.jsonl", "a.ndjson", "a.jsonl.gz", "a.jsonl.zst", "a.JSONL.GZ"]
PACKED = ["a.jsonl.gz", "a.jsonl.zst"]
ROWS = [{"uri": f"u{number}", "text": f"第{number}号报告"} for number in range(40)]
TEXTS = [row["text"].encode() for row in ROWS]


@pytest.mark.parametrize("name", NAMES)
def test_each_line_is_a_report(tmp_path: Path, name: str) -> None:
    path = json_lines(tmp_path / name.lower(), ROWS).rename(tmp_path / name)
    assert reports(path) == [(row["uri"], None, row["text"].encode()) for row in ROWS]


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_read_in_any_order(tmp_path: Path, name: str) -> None:
    inputs = found(json_lines(tmp_path / name.lower(), ROWS))
    assert [each.read_bytes() for each in reversed(inputs)] == TEXTS[::-1]
    assert [inputs[5].read_bytes(), inputs[5].read_bytes()] == [TEXTS[5]] * 2


def test_blank_lines_are_none_and_a_byte_order_mark_is_no_part(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", [b'\xef\xbb\xbf{"text": "a"}\r', b"", b" \r"])
    path.write_bytes(path.read_bytes() + b'{"text": "b"}')
    assert reports(path) == [("a.jsonl", "1", b"a"), ("a.jsonl", "4", b"b")]


def test_a_line_that_is_no_object_or_has_no_text_is_an_error_of_its_own(tmp_path: Path) -> None:
    lines = [{"text": "a"}, b"{", b"[1]", b"[" * 100_000, {"id": 7}, {"text": 5}, {"text": None}]
    read = reports(json_lines(tmp_path / "a.jsonl", [*lines, {"text": "z"}]))
    codes = [b"a", "damaged", "damaged", "damaged", "empty", "unsupported", "empty", b"z"]
    assert [each[2] for each in read] == codes
    assert read[1][:2] == ("a.jsonl", "2")
    assert read[4][:2] == ("7", None)


def test_lines_of_one_name_are_told_apart_by_their_number(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", [{"url": "x", "text": text} for text in "123"])
    assert [each[:2] for each in reports(path)] == [("x", None), ("x", "2"), ("x", "3")]


def test_bytes_are_base64(tmp_path: Path) -> None:
    rows = [{"pdf": in_base64(b"%PDF-\xff")}, {"pdf": "!"}, {"pdf": "年"}, {"pdf": "AA=="}]
    path = json_lines(tmp_path / "a.jsonl", rows)
    assert [each[2] for each in reports(path)] == [b"%PDF-\xff", "damaged", "damaged", b"\0"]


def test_text_is_taken_before_bytes_unless_they_are_named(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", [{"text": "a", "data": "AA=="}])
    assert reports(path)[0][2] == b"a"
    assert reports(path, columns=Columns(bytes="data"))[0][2] == b"\0"


def test_half_a_surrogate_is_shown_as_what_cannot_be_read(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", [b'{"uri": "\\ud800", "text": "a\\udfffb"}'])
    assert reports(path) == [("a.jsonl", "1", "a\ufffdb".encode())]


def test_keys_that_are_not_there_are_refused_with_those_that_are(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", [{"words": "a"}, {"year": 1}])
    with pytest.raises(InputError, match=r"it has words, year\.$"):
        survey_inputs([str(path)])
    with pytest.raises(InputError, match=r"^a\.jsonl has no column txt: it has words, year"):
        survey_inputs([str(path)], Columns(text="txt"))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_file_is_passed_over_in_a_folder_and_read_where_its_ending_is_named(
    tmp_path: Path, name: str
) -> None:
    json_lines(tmp_path / name, ROWS)
    (tmp_path / "b.txt").write_bytes(b"b")
    survey = survey_inputs([str(tmp_path)])
    assert (survey.total, survey.skipped) == (1, {name[1:]: 1})
    assert len(found(tmp_path / f"*{name[1:]}")) == len(ROWS)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"words\n", b"[1]\n"])
def test_a_file_without_an_object_is_one_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    assert reports(path) == [("a.jsonl", None, "empty")]


@pytest.mark.parametrize("name", PACKED)
def test_what_comes_before_a_break_is_read(tmp_path: Path, name: str) -> None:
    texts = [os.urandom(30).hex() for _ in range(20_000)]
    path = json_lines(tmp_path / name, [{"text": text} for text in texts])
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    *read, last = found(path)
    assert len(read) > 5_000
    places = [0, 1, len(read) // 2, len(read) - 1]
    assert [read[place].read_bytes().decode() for place in places] == [texts[p] for p in places]
    with pytest.raises(
        ReadError, match=rf"^{name} breaks off \(.*: fetch or pack it again"
    ) as caught:
        last.read_bytes()
    assert caught.value.code == "damaged"


def test_all_that_can_be_unpacked_before_a_break_is_read(tmp_path: Path) -> None:
    texts = [os.urandom(20).hex() * 9 for _ in range(2000)]
    path = json_lines(tmp_path / "a.jsonl.gz", [{"text": text} for text in texts])
    for length in (30_000, 40_001, 50_002):
        part = path.read_bytes()[:length]
        (tmp_path / "b.jsonl.gz").write_bytes(part)
        complete = zlib.decompressobj(wbits=31).decompress(part).count(b"\n")
        assert complete > 100
        read = reports(tmp_path / "b.jsonl.gz")
        assert [each[2] for each in read[:-1]] == [text.encode() for text in texts[:complete]]
        assert read[-1] == ("b.jsonl.gz", None, "damaged")


def test_no_whole_line_before_a_break_is_lost(tmp_path: Path) -> None:
    lines = [b'{"text": "%d"}\n' % number for number in range(3000)]
    path = tmp_path / "a.jsonl.gz"
    whole = b"".join(gzip.compress(line) for line in lines)  # as appending programs write them
    path.write_bytes(whole[: -len(gzip.compress(lines[-1])) // 2])
    read = reports(path)
    complete = [each for each in read if each[2] != "damaged"]
    assert [each[2] for each in complete] == [b"%d" % number for number in range(len(complete))]
    assert len(complete) == len(read) - 1 >= 1499


@pytest.mark.parametrize("name", PACKED)
def test_a_bomb_is_given_up_behind_what_came_before_it(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MAXIMUM_BYTES", 2**20)
    path = json_lines(tmp_path / name, [{"text": "a"}, b" " * 30_000_000])
    assert reports(path) == [("a." + name.partition(".")[2], "1", b"a"), (name, None, "too_large")]


def test_a_line_of_200_mb_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"text": "a"}\n{"text": "')
        for _ in range(200):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n{"text": "z"}\n')
    tracemalloc.start()
    try:
        read = reports(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [each[2] for each in read] == [b"a", "too_large", b"z"]
    assert peak < 1.3 * limits.JSON_LINE_BYTES


def test_a_text_longer_than_any_report_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "MAXIMUM_BYTES", 5)
    path = json_lines(tmp_path / "a.jsonl", [{"text": "12345"}, {"text": "123456"}])
    assert [each[2] for each in reports(path)] == [b"12345", "too_large"]


def test_a_packed_file_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = found(json_lines(tmp_path / "a.jsonl.gz", ROWS))
    opened: list[str] = []
    stream = packed.UnpackedStream

    def counted(path: str, compression: str | None) -> packed.UnpackedStream:
        opened.append(path)
        return stream(path, compression)

    monkeypatch.setattr(module, "UnpackedStream", counted)
    assert [each.read_bytes() for each in inputs] == TEXTS
    assert len(opened) == 1


def test_a_file_that_changed_or_went_is_an_error_of_its_lines(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.jsonl.gz"):
        path = json_lines(tmp_path / name, ROWS)
        last = found(path)[-1]
        json_lines(path, [{"text": "other"}])
        with pytest.raises(ReadError, match=r"line 40 of .* is no JSON object") as caught:
            last.read_bytes()
        assert caught.value.code == "damaged"
        path.unlink()
        with pytest.raises(ReadError, match=r"line 40 of .* cannot be opened") as caught:
            last.read_bytes()
        assert caught.value.code == "not_found"


def test_a_line_that_is_another_report_now_is_not_told_under_the_old_name(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.jsonl.gz"):
        rows = [{"url": "a", "text": "1"}, {"url": "b", "text": "2"}, {"url": "", "text": "3"}]
        path = json_lines(tmp_path / name, rows)
        first, second, unnamed = found(path)
        json_lines(path, [rows[1], rows[0], rows[2], {"url": "c", "text": "4"}])
        for source in (first, second):
            with pytest.raises(ReadError, match=r"line \d of .* is not there any more") as caught:
                source.read_bytes()
            assert caught.value.code == "damaged"
        assert unnamed.read_bytes() == b"3"
        json_lines(path, [*rows, {"url": "c", "text": "4"}])
        assert [first.read_bytes(), second.read_bytes()] == [b"1", b"2"]


def test_errors_are_the_same_from_whatever_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = json_lines(tmp_path / "a.jsonl", [{"text": "1", "url": "a"}, {"url": "b"}])
    monkeypatch.chdir(tmp_path)
    for argument in (path, "a.jsonl"):
        with pytest.raises(ReadError, match=r"^b \(line 2 of a\.jsonl\) has no text"):
            found(argument)[1].read_bytes()


def test_keys_of_later_lines_count_too(tmp_path: Path) -> None:
    rows = [{"name": str(number)} for number in range(500)]
    path = json_lines(tmp_path / "a.jsonl", [*rows, {"name": "x", "content": json.dumps(1)}])
    assert [each for each in reports(path) if each[2] != "empty"] == [("x", None, b"1")]
