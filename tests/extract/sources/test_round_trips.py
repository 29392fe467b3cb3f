"""Whatever is written to a table or a crawl comes back byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.extract.errors import InputError
from gongkai.extract.inputs import Columns
from tests.extract.sources.collections import (
    answer,
    chunks,
    crawl,
    found,
    in_base64,
    json_lines,
    parquet,
    record,
    reports,
)

TEXTS = st.lists(st.text(), min_size=1, max_size=12)
CONTENTS = st.lists(st.binary(), min_size=1, max_size=12)
FEW = settings(max_examples=25)


def read(path: Path, columns: Columns | None = None) -> list[bytes]:
    return [source.read_bytes() for source in found(path, columns=columns)]


@FEW
@given(TEXTS, st.integers(1, 5))
def test_texts_of_parquet_files(texts: list[str], size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = parquet(Path(folder) / "a.parquet", {"text": texts}, row_group_size=size)
        assert read(path) == [text.encode() for text in texts]


@FEW
@given(CONTENTS, st.integers(1, 5))
def test_bytes_of_parquet_files(contents: list[bytes], size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = parquet(Path(folder) / "a.parquet", {"data": contents}, row_group_size=size)
        assert read(path) == contents


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
@FEW
@given(TEXTS, CONTENTS)
def test_texts_and_bytes_of_lines(name: str, texts: list[str], contents: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = json_lines(Path(folder) / name, [{"text": text} for text in texts])
        assert read(path) == [text.encode() for text in texts]
        rows = [{"data": in_base64(content)} for content in contents]
        assert read(json_lines(Path(folder) / name, rows), Columns(bytes="data")) == contents


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@FEW
@given(CONTENTS, st.booleans())
def test_content_of_crawls(name: str, contents: list[bytes], chunked: bool) -> None:
    records = []
    for number, content in enumerate(contents):
        fields = ["Transfer-Encoding: chunked"] if chunked else []
        body = chunks(content, 3) if chunked else content
        block = answer(body, "text/html", *fields)
        records.append(record("http://a", block, number=number))
        records.append(
            record("http://b", content, number=number + 100, kind="resource", media="text/plain")
        )
    with tempfile.TemporaryDirectory() as folder:
        path = crawl(Path(folder) / name, records)
        assert read(path) == [content for content in contents for _ in range(2)]


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl", "a.jsonl.gz", "a.warc", "a.warc.gz"])
@FEW
@given(st.data())
def test_damage_is_an_error_of_gongkai_or_none(name: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        if "parquet" in name:
            parquet(path, {"uri": ["a", "b", "a"], "text": ["1", "2", "3"]}, row_group_size=2)
        elif "jsonl" in name:
            json_lines(path, [{"uri": "a", "text": "1"}, {"uri": "a", "text": "2"}])
        else:
            crawl(path, [record("http://a", answer(b"1")), record("http://a", answer(b"2"))])
        content = path.read_bytes()
        place = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 20))
        path.write_bytes(
            content[:place] + data.draw(st.binary(max_size=20)) + content[place + length :]
        )
        try:
            read = reports(path)
        except InputError:
            return  # the columns have other names now
        assert len({(uri, member) for uri, member, _ in read}) == len(read)
