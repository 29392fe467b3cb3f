"""Records of crawls of the web (WARC)."""

from __future__ import annotations

import builtins
import gzip
import os
import zlib
from pathlib import Path

import pyarrow
import pytest

from gongkai.extract.errors import GongkaiError, ReadError
from gongkai.extract.inputs import UnreadableInput, survey_inputs
from gongkai.extract.sources import crawl_framing, crawls, values
from tests.extract.sources.collections import (
    answer,
    chunks,
    crawl,
    found,
    offsets,
    record,
    reports,
)

PAGE = "<html><p>第1号报告</p></html>".encode()
NAMES = ["a.warc", "a.warc.gz"]
HOST = "http://www.example.cn"


def pages(count: int) -> list[bytes]:
    return [
        record(f"{HOST}/{number}", answer(PAGE + b"%d" % number), number=number)
        for number in range(count)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_each_page_is_a_report_called_by_its_address(tmp_path: Path, name: str) -> None:
    path = crawl(tmp_path / name, pages(3))
    expected = [(f"{HOST}/{number}", None, PAGE + b"%d" % number) for number in range(3)]
    assert reports(path) == expected
    assert reports(tmp_path) == expected
    assert [each.read_bytes() for each in reversed(found(path))] == [
        content for _, _, content in reversed(expected)
    ]


def test_crawls_written_by_others_are_read(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    for name in NAMES:
        path = tmp_path / name
        with path.open("wb") as stream:
            writer = WARCWriter(stream, gzip=name.endswith(".gz"))
            writer.write_record(writer.create_warcinfo_record(name, {"software": "other"}))
            fields = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
            with (tmp_path / "page").open("w+b") as page:
                page.write(PAGE)
                page.seek(0)
                writer.write_record(
                    writer.create_warc_record(HOST, "response", payload=page, http_headers=fields)
                )
        assert reports(path) == [(HOST, None, PAGE)]


def test_what_cannot_be_a_report_is_passed_over_and_counted(tmp_path: Path) -> None:
    records = [
        record(None, b"software: other", kind="warcinfo", media="application/warc-fields"),
        record(HOST, b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http"),
        record(HOST, answer(b"", status="301 Moved Permanently")),
        record(HOST, answer(PAGE, status="404 Not Found")),
        record(HOST, answer(PAGE, status="404 Not Found")),
        record(HOST, answer(b"\x89PNG\r\n", "image/png")),
        record(HOST, answer(b"a {}", "text/css; charset=utf-8")),
        record(HOST, answer(b"\0\1\2", "application/octet-stream")),
        record(HOST, answer(b"\0\1\2", "\t?")),
        record(HOST, answer(PAGE), kind="revisit"),
        record("dns:www.example.cn", b"1.2.3.4", media="text/dns"),
    ]
    survey = survey_inputs([str(crawl(tmp_path / "a.warc", [*records, *pages(1)]))])
    assert survey.total == 1
    assert survey.skipped == {
        **{"HTTP 301": 1, "HTTP 404": 2, "image/png": 1, "text/css": 1, "text/dns": 1},
        **{"application/octet-stream": 1, "binary": 1, "revisit": 1},
    }


@pytest.mark.parametrize(
    ("media", "content"),
    [
        ("text/html; charset=gb2312", PAGE),
        ("TEXT/PLAIN", b"words"),
        ("application/pdf", b"%PDF-1.7"),
        ("application/msword", b"\xd0\xcf\x11\xe0"),
        ("application/octet-stream", b"%PDF-1.7\0"),
        ("application/octet-stream", b"PK\x03\x04\0"),
        ("application/force-download", "年报".encode("gbk")),
        ("", PAGE),
        ("text/xml", PAGE),
    ],
)
def test_what_may_be_a_report_is_read(tmp_path: Path, media: str, content: bytes) -> None:
    path = crawl(tmp_path / "a.warc", [record(HOST, answer(content, media))])
    assert reports(path) == [(HOST, None, content)]
    resource = crawl(tmp_path / "b.warc", [record(HOST, content, kind="resource", media=media)])
    assert reports(resource) == [(HOST, None, content)]


def zstd(content: bytes) -> bytes:
    return bytes(pyarrow.Codec("zstd").compress(content, asbytes=True))


def bare_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (["Transfer-Encoding: chunked"], chunks(PAGE * 9, 7)),
        (["Content-Encoding: gzip"], gzip.compress(PAGE * 9)),
        (["content-encoding: X-GZIP"], gzip.compress(PAGE * 9)),
        (["Content-Encoding: deflate"], zlib.compress(PAGE * 9)),
        (["Content-Encoding: deflate"], bare_deflate(PAGE * 9)),
        (["Content-Encoding: zstd"], zstd(PAGE * 9)),
        (["Content-Encoding: deflate, gzip"], gzip.compress(zlib.compress(PAGE * 9))),
        (["Transfer-Encoding: chunked", "Content-Encoding: gzip"], chunks(gzip.compress(PAGE * 9))),
        (["Transfer-Encoding: chunked", "Content-Encoding: gzip"], PAGE * 9),
        (["Content-Encoding: deflate"], PAGE * 9),
        (["Content-Encoding: zstd"], PAGE * 9),
        (["Content-Encoding: identity"], PAGE * 9),
        (["Content-Encoding: unheard-of"], PAGE * 9),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, list) else "",
)
def test_what_it_was_sent_in_is_undone(tmp_path: Path, fields: list[str], body: bytes) -> None:
    for media in ("text/html", ""):
        path = crawl(tmp_path / "a.warc.gz", [record(HOST, answer(body, media, *fields))])
        assert reports(path) == [(HOST, None, PAGE * 9)]


def test_content_that_breaks_in_its_encoding_is_an_error(tmp_path: Path) -> None:
    body = gzip.compress(os.urandom(1000))
    broken = body[:500] + b"\0" * 100 + body[600:]
    path = crawl(tmp_path / "a.warc", [record(HOST, answer(broken, "", "Content-Encoding: gzip"))])
    assert reports(path) == [(HOST, None, "damaged")]


def test_brotli_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("gongkai.extract.sources.transfer.import_module", missing)
    path = crawl(tmp_path / "a.warc", [record(HOST, answer(PAGE, "", "Content-Encoding: br"))])
    (source,) = found(path)
    with pytest.raises(ReadError, match="pip install brotli") as caught:
        source.read_bytes()
    assert caught.value.code == "missing_extra"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd"])
def test_a_bomb_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    for module in (crawls, values):
        monkeypatch.setattr(module, "MAXIMUM_BYTES", 100_000)
    spaces = b" " * 10_000_000
    packed = {"gzip": gzip.compress(spaces), "deflate": zlib.compress(spaces), "zstd": zstd(spaces)}
    body = packed[encoding]
    records = [record(HOST, answer(body, "text/html", f"Content-Encoding: {encoding}")), *pages(1)]
    assert [each[2] for each in reports(crawl(tmp_path / "a.warc", records))] == [
        "too_large",
        PAGE + b"0",
    ]


def test_records_of_one_address_are_told_apart_by_their_id(tmp_path: Path) -> None:
    records = [record(HOST, answer(PAGE), number=number) for number in (1, 2, 2)]
    path = crawl(tmp_path / "a.warc", records)
    identifier = "urn:uuid:00000000-0000-0000-0000-000000000002"
    last = list(offsets(path, records))[2]
    members = [None, identifier, f"a.warc#{last}"]
    assert [(uri, member) for uri, member, _ in reports(path)] == [(HOST, each) for each in members]
    crawl(tmp_path / "b.warc", records)
    both = reports(tmp_path)
    assert len({each[:2] for each in both}) == 6
    assert survey_inputs([str(path), str(tmp_path / "b.warc")]).total == 6


def test_an_address_in_angle_brackets_is_read_without_them(tmp_path: Path) -> None:
    path = crawl(tmp_path / "a.warc", [record(f"<{HOST}>", answer(PAGE))])
    assert reports(path) == [(HOST, None, PAGE)]


def test_a_record_without_an_address_is_called_by_its_place(tmp_path: Path) -> None:
    path = crawl(tmp_path / "a.warc", [record(None, answer(PAGE))])
    assert reports(path) == [("a.warc", "0", PAGE)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("length", [0, 5, 10_000, 10**15, -1, "many", "9" * 5000, ""])
def test_a_record_that_lies_about_its_length_costs_no_other(
    tmp_path: Path, name: str, length: int | str
) -> None:
    records = pages(3)
    records[1] = record(f"{HOST}/1", answer(PAGE), length=length)
    path = crawl(tmp_path / name, records)
    place = str(list(offsets(path, records))[1])
    assert reports(path) == [
        (f"{HOST}/0", None, PAGE + b"0"),
        (name, place, "damaged"),
        (f"{HOST}/2", None, PAGE + b"2"),
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("damage", [b"", b"\0" * 30, b"WARC/1.0\r\n", b"\x1f\x8b\x08\0\0"])
def test_what_is_no_record_costs_no_other(tmp_path: Path, name: str, damage: bytes) -> None:
    records = pages(3)
    path = crawl(tmp_path / name, records)
    content = path.read_bytes()
    place = list(offsets(path, records))[1]
    path.write_bytes(content[:place] + damage + content[place + 40 :])
    first, middle, last = reports(path)
    assert (first[2], middle, last[2]) == (PAGE + b"0", (name, str(place), "damaged"), PAGE + b"2")


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_before_a_break_is_read(tmp_path: Path, name: str) -> None:
    path = crawl(tmp_path / name, pages(3))
    content = path.read_bytes()
    path.write_bytes(content[:-60])
    first, second, last = reports(path)
    assert (first[2], second[2], last[2]) == (PAGE + b"0", PAGE + b"1", "damaged")


def test_a_crawl_packed_as_a_whole_names_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(pages(3))))
    (source,) = found(path)
    with pytest.raises(ReadError, match=r"^a\.warc\.gz \(byte 0\) .*`warcio recompress`"):
        source.read_bytes()


@pytest.mark.parametrize("content", [b"words", b"\x1f\x8b", b"WARC/1.0", b"\x1f\x8b\x08" * 999])
def test_a_file_that_is_no_crawl_is_one_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(content)
    assert reports(tmp_path / "a.warc") == [("a.warc", "0", "damaged")]


def test_an_empty_crawl_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.warc").touch()
    assert reports(tmp_path / "a.warc") == []


def test_a_packed_record_that_is_a_bomb_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawl_framing, "MAXIMUM_BYTES", 2**20)
    unpacked: list[int] = []
    read = crawl_framing._Member.read

    def counted(member: crawl_framing._Member, size: int) -> bytes:
        content = read(member, size)
        unpacked.append(len(content))
        return content

    monkeypatch.setattr(crawl_framing._Member, "read", counted)
    records = pages(2)
    records[0] = record(HOST, answer(b" " * 50_000_000))
    path = crawl(tmp_path / "a.warc.gz", records)
    assert [each[2] for each in reports(path)] == ["damaged", PAGE + b"1"]
    assert sum(unpacked) < 30_000_000


def test_heads_without_end_are_bounded(tmp_path: Path) -> None:
    endless = b"WARC/1.0\r\n" + b"a: b\r\n" * 1_000_000
    path = crawl(tmp_path / "a.warc.gz", [endless, *pages(1)])
    assert [each[2] for each in reports(path)] == ["damaged", PAGE + b"0"]
    fields = b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 1_000_000
    path = crawl(tmp_path / "b.warc.gz", [record(HOST, fields), *pages(1)])
    assert [each[2] for each in reports(path)] == ["damaged", PAGE + b"0"]


def test_an_answer_that_is_none_of_http_is_an_error(tmp_path: Path) -> None:
    path = crawl(tmp_path / "a.warc", [record(HOST, b"\x16\x03\x01"), *pages(1)])
    assert [each[2] for each in reports(path)] == ["damaged", PAGE + b"0"]


def test_a_crawl_that_changed_or_went_is_an_error_of_its_records(tmp_path: Path) -> None:
    path = crawl(tmp_path / "a.warc", pages(3))
    first, _, last = found(path)
    crawl(path, [record("http://other.example.cn", answer(PAGE))])
    for source in (first, last):
        with pytest.raises(ReadError, match="is not there any more") as caught:
            source.read_bytes()
        assert caught.value.code == "damaged"
    path.unlink()
    with pytest.raises(ReadError, match="cannot be opened") as caught:
        last.read_bytes()
    assert caught.value.code == "not_found"


def test_the_extra_that_reads_crawls_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = crawl(tmp_path / "a.warc", pages(1))
    (tmp_path / "b.txt").write_bytes(b"b")
    importing = builtins.__import__

    def without(name: str, *arguments: object, **others: object) -> object:
        if name.startswith("warcio"):
            raise ImportError(name)
        return importing(name, *arguments, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(GongkaiError, match=r"pip install 'gongkai\[bulk\]'"):
        survey_inputs([str(path)])
    in_folder, other = found(tmp_path)
    assert isinstance(in_folder, UnreadableInput)
    assert (in_folder.uri, in_folder.code) == ("a.warc", "missing_extra")
    assert other.read_bytes() == b"b"


def test_a_crawl_in_a_zip_file_is_an_error(tmp_path: Path) -> None:
    from tests.extract.input_folders import zipped  # noqa: PLC0415

    zipped(tmp_path / "x.zip", {"a.warc": b"".join(pages(1)), "b.jsonl": b"{}"})
    survey = survey_inputs([str(tmp_path)])
    assert (survey.total, survey.skipped) == (1, {".jsonl": 1})
    (source,) = found(tmp_path)
    with pytest.raises(ReadError, match=r"x\.zip: a\.warc is a crawl in an archive"):
        source.read_bytes()
