"""What is read, what is refused, and in which words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import read, reader
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.recognition import Recognition

TEXT = "\ufeff青禾县2023年政府信息公开工作年度报告\r\n一、总体情况\r\n全年公开信息86条。\r\n"


def _refusal(source: bytes | Path) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(source)
    return caught.value


def test_a_text_file_is_its_own_text_without_the_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_bytes(TEXT.encode())
    document = read(path)
    assert document.text == TEXT[1:]
    assert [paragraph.span.of(document.text) for paragraph in document.paragraphs][
        1
    ] == "一、总体情况"
    source = document.source
    assert (source.uri, source.media_type, source.encoding) == ("报告.html", "text/plain", "utf-8")
    assert source.size == len(TEXT.encode())
    assert len(source.sha256) == 64


def test_names_given_by_the_caller_are_kept() -> None:
    source = read(TEXT.encode(), uri="a/b.zip", member="c.txt").source
    assert (source.uri, source.member) == ("a/b.zip", "c.txt")


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "empty", "empty"),
        (b"\xef\xbb\xbf \r\n\xe3\x80\x80", "empty", "empty"),
        (b"PK\x05\x06" + b"\0" * 18, "unsupported", "zip"),
        (b"\x1f\x8b\x08", "unsupported", "gzip"),
        (b"\0\0\0\x18ftypheic", "unsupported", "HEIC"),
        (b'<?xml version="1.0"?><rss/>', "unsupported", "XML"),
        ("公开信息\0和数据".encode() * 20, "binary", "binary"),
        (("政府信息公开年度报告。" * 20 + "\0").encode(), "binary", "binary"),
        (("政府信息公开年度报告。" * 2000 + "\0").encode(), "binary", "NUL"),
        (b"<html><body><img src=a.png></body></html>", "no_text", "no text"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str, word: str) -> None:
    refusal = _refusal(data)
    assert refusal.code == code
    assert word in str(refusal)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"%PDF-1.7\n", {"damaged"}),
        (b"\x89PNG\r\n\x1a\n\0\0", {"damaged", "missing_extra"}),
        (b"\xff\xd8\xff\xe0", {"damaged", "missing_extra"}),
        (b"RIFF\0\0\0\0WEBPVP8", {"damaged", "missing_extra"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {"damaged"}),
        (b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", {"damaged"}),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", {"damaged", "no_text", "empty"}),
    ],
)
def test_the_beginning_of_a_file_is_damaged(data: bytes, codes: set[str]) -> None:
    assert _refusal(data).code in codes


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_a_reader_that_runs_out_of_memory_or_depth_is_one_sentence(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(data: bytes, _recognition: Recognition) -> Contents:
        raise error(len(data))

    monkeypatch.setattr(reader, "_read_text", give_up)
    refusal = _refusal(b"report")
    assert refusal.code == "too_complex"
    assert error.__name__ in str(refusal)


def test_recognition_has_three_values() -> None:
    assert read(TEXT.encode(), ocr="never").text == read(TEXT.encode(), ocr="always").text
    with pytest.raises(ValueError, match="sometimes"):
        read(TEXT.encode(), ocr="sometimes")


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "none.txt").code == "not_found"
    assert str(_refusal(tmp_path / "none.txt")).startswith(f"{tmp_path / 'none.txt'}: ")
    assert _refusal(tmp_path).code == "unsupported"


def test_a_file_beyond_the_limit_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAXIMUM_BYTES", 10)
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 11)
    assert _refusal(path).code == _refusal(b"x" * 11).code == "too_large"


def test_lost_bytes_are_a_notice() -> None:
    document = read(TEXT.encode() + b"\xe5\x85")
    assert [notice.code for notice in document.notices] == ["undecodable_bytes"]


def test_a_text_that_mentions_tags_is_no_page() -> None:
    assert read("本站修复了<p>标签的错误，共3处。".encode()).source.media_type == "text/plain"


def test_a_fragment_of_a_page_is_a_page() -> None:
    document = read("报告<p>一</p><p>二</p><p>三</p>".encode())
    assert document.source.media_type == "text/html"
    assert document.text == "报告\n一\n二\n三"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read(data)
    except ReadError as error:
        known = {"empty", "binary", "undecodable", "unsupported", "no_text", "damaged"}
        assert error.code in known  # noqa: PT017
    else:
        assert document.text.strip()
