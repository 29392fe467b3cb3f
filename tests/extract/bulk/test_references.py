"""Inputs as JSON values."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import fsspec
import pytest

from gongkai.extract.bulk.references import from_reference, to_reference
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import FileInput, Input, find_inputs
from tests.extract.input_folders import packed, zipped
from tests.extract.sources.collections import (
    answer,
    content_or_code,
    crawl,
    json_lines,
    parquet,
    record,
)


@pytest.fixture
def inputs(tmp_path: Path) -> list[Input]:
    """Return inputs of every kind."""
    (tmp_path / "a.txt").write_bytes(b"a")
    zipped(tmp_path / "b.zip", {"b.txt": b"b", "c.zip": packed({"c.txt": b"c"}), "d.xls": b""})
    parquet(tmp_path / "e.parquet", {"url": ["e", "e"], "text": ["1", "2"], "pdf": [b"3", None]})
    json_lines(tmp_path / "f.jsonl", [{"text": "f"}])
    json_lines(tmp_path / "g.jsonl.gz", [{"data": "AA=="}])
    page = record("http://www.example.cn", answer(b"h"))
    crawl(tmp_path / "h.warc.gz", [page, page])
    memory = fsspec.filesystem("memory")
    memory.pipe("/references/i.txt", b"i")
    memory.pipe("/references/k.zip", packed({"k.txt": b"k"}))
    names = ["a.txt", "b.zip", "e.parquet", "f.jsonl", "g.jsonl.gz", "h.warc.gz"]
    return list(find_inputs([*(str(tmp_path / name) for name in names), "memory://references"]))


def test_every_kind_of_input_can_be_opened_again(inputs: list[Input]) -> None:
    references = [json.loads(json.dumps(to_reference(each))) for each in inputs]
    assert {each["kind"] for each in references} == {
        *("file", "member", "unreadable", "parquet", "json_line", "crawl", "address"),
    }
    again = [from_reference(each) for each in references]
    assert again == inputs
    contents = [b"a", b"b", b"c", "unsupported", b"3", b"2", b"f", b"\0", b"h", b"h", b"i", b"k"]
    assert [content_or_code(each) for each in again] == contents
    assert len({(each.uri, each.member) for each in again}) == len(again)


def test_every_kind_of_input_goes_from_process_to_process(inputs: list[Input]) -> None:
    for source in inputs:
        again = pickle.loads(pickle.dumps(source))  # noqa: S301 - made here
        assert again == source
        assert content_or_code(again) == content_or_code(source)


def test_paths_are_absolute_and_addresses_are_as_they_are(
    inputs: list[Input], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert to_reference(FileInput("a.txt", "a.txt"))["path"] == str(tmp_path / "a.txt")
    places = [to_reference(each).get("path", "") for each in inputs]
    assert "memory://references/k.zip" in places
    assert to_reference(inputs[-2])["address"] == "memory://references/i.txt"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "pickle"}, "no kind 'pickle'"),
        ({"kind": None}, "no kind"),
        ({"kind": ["file"]}, "no kind"),
        ({"command": "x"}, "file has no field 'command'"),
        ({"member": "x"}, "'member' cannot be 'x'"),
        ({"path": 7}, "'path' cannot be 7"),
        ({"path": None}, "'path' cannot be None"),
        ({"path": ...}, "file without 'path'"),
    ],
)
def test_what_is_no_reference_is_refused(change: dict[str, Any], reason: str) -> None:
    reference: dict[str, Any] = {"kind": "file", "uri": "a", "path": "/a", **change}
    reference = {name: value for name, value in reference.items() if value is not ...}
    with pytest.raises(GongkaiError, match=rf"no reference to an input .*{reason}"):
        from_reference(reference)


@pytest.mark.parametrize("value", [-1, 1.0, True, "1", None, [1]])
def test_numbers_are_whole_and_not_negative(value: object) -> None:
    crawled = {"kind": "crawl", "uri": "a", "path": "/a", "offset": value}
    with pytest.raises(GongkaiError, match="'offset' cannot be"):
        from_reference(crawled)


@pytest.mark.parametrize("value", [[-1], [1.0], [True], [[1]], "1", 1, {"a": 1}])
def test_lists_hold_numbers(value: object) -> None:
    member = {"kind": "member", "uri": "a", "member": "b", "path": "/a", "indexes": value}
    with pytest.raises(GongkaiError, match="'indexes' cannot be"):
        from_reference(member)


@pytest.mark.parametrize("value", [None, [], "file", 7])
def test_what_is_no_object_is_no_reference(value: Any) -> None:  # noqa: ANN401
    with pytest.raises(GongkaiError, match="it is no object"):
        from_reference(value)


def test_an_input_of_another_kind_has_no_reference() -> None:
    class Other:
        uri, member = "a", None

        def read_bytes(self) -> bytes:
            return b""

    with pytest.raises(TypeError, match="Other has no reference"):
        to_reference(Other())
