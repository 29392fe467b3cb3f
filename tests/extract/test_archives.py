"""Zip files: names, archives in archives, and archives that mean harm."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract import archives
from gongkai.extract.errors import ReadError
from gongkai.extract.inputs import (
    ArchiveMember,
    FileInput,
    Input,
    UnreadableInput,
    find_inputs,
    survey_inputs,
)
from gongkai.extract.reading import read, zip_files
from tests.extract.input_folders import names, packed, write, zipped


def refusal(found: Input) -> ReadError:
    with pytest.raises(ReadError) as caught:
        found.read_bytes()
    assert str(caught.value).startswith(found.uri)
    assert str(caught.value).endswith(".")
    return caught.value


def codes(path: Path) -> dict[str | None, str]:
    """Return the code of each refusal by its member, and ``read`` for what is read."""
    outcomes = {}
    for found in find_inputs([str(path)]):
        try:
            found.read_bytes()
            outcomes[found.member] = "read"
        except ReadError as error:
            outcomes[found.member] = error.code
    return outcomes


def test_the_members_of_a_zip_file_are_inputs(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "reports.zip",
        {
            "b.txt": b"second",
            "a/报告.html": b"first",
            "style.css": b"",
            "__MACOSX/b.txt": b"",
            "a/.x.txt": b"",
        },
    )
    found = list(find_inputs([str(path)]))
    assert [(entry.uri, entry.member) for entry in found] == [
        ("reports.zip", "a/报告.html"),
        ("reports.zip", "b.txt"),
    ]
    assert [entry.read_bytes() for entry in found] == [b"first", b"second"]
    assert names(tmp_path) == names(path)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_member_names_without_the_utf8_flag_are_repaired(tmp_path: Path, encoding: str) -> None:
    name = "云河县/年度报告.txt".encode(encoding)
    path = tmp_path / "x.zip"
    zipped(path, {"n" * len(name): b"report"})
    path.write_bytes(path.read_bytes().replace(b"n" * len(name), name))
    assert names(path) == ["x.zip:云河县/年度报告.txt"]


@pytest.mark.parametrize(
    "name", ["/etc/report.txt", "../../etc/report.txt", "C:\\etc\\report.txt", "./etc//report.txt"]
)
def test_member_names_never_point_outside(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "x.zip", {name: b"report"})
    assert names(path) == ["x.zip:etc/report.txt"]


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.txt": b"one", "/a.txt": b"two", "../a.txt": b"three"})
    found = list(find_inputs([str(path)]))
    assert [entry.member for entry in found] == ["a.txt", "a.txt#2", "a.txt#3"]
    assert [entry.read_bytes() for entry in found] == [b"one", b"two", b"three"]


def test_a_member_that_unpacks_too_far_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {"bomb.txt": b"0" * (4 * 2**20), "small.txt": b"0" * 9999})
    bomb, small = find_inputs([str(path)])
    assert small.read_bytes() == b"0" * 9999
    with pytest.raises(ReadError, match="unpacks to more than") as caught:
        bomb.read_bytes()
    assert caught.value.code == "too_large"


def test_an_encrypted_member_is_an_unreadable_input(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.txt": b"report"})
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, directory + 8, 1)
    path.write_bytes(content)
    (found,) = find_inputs([str(path)])
    assert isinstance(found, UnreadableInput)
    with pytest.raises(ReadError, match="encrypted: unpack") as caught:
        found.read_bytes()
    assert (found.uri, found.member, caught.value.code) == ("x.zip", "a.txt", "encrypted")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + b"\xff" * 40])
def test_a_damaged_archive_is_an_unreadable_input(tmp_path: Path, content: bytes) -> None:
    (found,) = find_inputs([str(write(tmp_path / "x.zip", content))])
    with pytest.raises(ReadError, match=r"x\.zip is not a readable zip file"):
        found.read_bytes()


def test_a_fault_that_quotes_a_long_name_is_told_briefly(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.txt": b"report"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("b" * 10_000 + ".txt", b"report")
    path.write_bytes(path.read_bytes().replace(b"bbb.txt", b"ccc.txt", 1))
    _, found = find_inputs([str(path)])
    with pytest.raises(ReadError, match="cannot be unpacked") as caught:
        found.read_bytes()
    assert len(str(caught.value).replace(str(found.member), "")) < 300


def test_a_damaged_member_is_a_read_error(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.txt": os.urandom(500)})
    content = bytearray(path.read_bytes())
    content[100:140] = b"\xff" * 40
    path.write_bytes(content)
    (found,) = find_inputs([str(path)])
    assert isinstance(found, ArchiveMember)
    with pytest.raises(ReadError, match="cannot be unpacked"):
        found.read_bytes()


def test_an_archive_without_reports_is_an_unreadable_input(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.css": b""})
    (found,) = find_inputs([str(path)])
    with pytest.raises(ReadError, match="holds no report"):
        found.read_bytes()


def test_a_name_in_the_unicode_field_is_taken_if_it_belongs_to_the_member(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, repeated in ((b"a.txt", b"a.txt"), (b"b.txt", b"other.txt")):
            entry = zipfile.ZipInfo(name.decode())
            field = struct.pack("<BI", 1, zlib.crc32(repeated)) + "年报.txt".encode()
            entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
            archive.writestr(entry, b"report")
    assert names(path) == ["x.zip:b.txt", "x.zip:年报.txt"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFBLK, stat.S_IFIFO])
def test_links_and_devices_in_an_archive_are_not_followed(tmp_path: Path, kind: int) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("a.txt")
        entry.external_attr = (kind | 0o777) << 16
        archive.writestr(entry, b"/etc/passwd")
    (found,) = find_inputs([str(path)])
    error = refusal(found)
    assert (error.code, found.member) == ("unsupported", "a.txt")
    assert "not followed" in str(error)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_unpacks_without_bound_is_not_read(tmp_path: Path, method: int) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a.txt", b"report")
    assert codes(path) == {"a.txt": "unsupported"}


def test_the_members_of_an_archive_in_an_archive_are_inputs(tmp_path: Path) -> None:
    inner = packed({"报告.txt": b"first", "style.css": b""})
    path = zipped(
        tmp_path / "x.zip",
        {"县/inner.zip": inner, "a.txt": b"second", "z/inner.zip/报告.txt": b"third"},
    )
    found = list(find_inputs([str(path)]))
    assert [(each.uri, each.member, each.read_bytes()) for each in found] == [
        ("x.zip", "a.txt", b"second"),
        ("x.zip", "z/inner.zip/报告.txt", b"third"),
        ("x.zip", "县/inner.zip/报告.txt", b"first"),
    ]
    assert survey_inputs([str(path)]).skipped == {".css": 1}


def test_a_member_of_an_inner_archive_is_not_taken_for_a_file_of_the_same_path(
    tmp_path: Path,
) -> None:
    inner = packed({"a.txt": b"inner"})
    path = zipped(tmp_path / "x.zip", {"i.zip": inner, "i.zip/a.txt": b"outer"})
    found = {each.member: each.read_bytes() for each in find_inputs([str(path)])}
    assert found == {"i.zip/a.txt": b"inner", "i.zip/a.txt#2": b"outer"}


def test_archives_are_opened_to_a_depth(tmp_path: Path) -> None:
    content = packed({"a.txt": b"report"})
    for _ in range(3):
        content = packed({"i.zip": content, "b.txt": b"report"})
    assert codes(write(tmp_path / "x.zip", content)) == {
        "b.txt": "read",
        "i.zip/b.txt": "read",
        "i.zip/i.zip/b.txt": "read",
        "i.zip/i.zip/i.zip": "nested_archive",
    }


def test_an_inner_archive_that_is_damaged_or_empty_leaves_the_rest(tmp_path: Path) -> None:
    members = {"a.zip": b"no archive", "b.zip": packed({"x.css": b""}), "c.txt": b"report"}
    path = zipped(tmp_path / "x.zip", members)
    assert codes(path) == {"a.zip": "damaged_archive", "b.zip": "empty", "c.txt": "read"}
    assert "x.zip: a.zip is not a readable zip file" in str(refusal(next(find_inputs([str(path)]))))


def test_an_office_file_under_the_ending_of_an_archive_is_one_input(tmp_path: Path) -> None:
    word = packed({"[Content_Types].xml": b"", "word/document.xml": b"", "a.txt": b""})
    (found,) = find_inputs([str(write(tmp_path / "a.zip", word))])
    assert isinstance(found, FileInput)
    assert names(zipped(tmp_path / "x.zip", {"b.zip": word})) == ["x.zip:b.zip"]


def test_an_archive_has_a_number_of_members_with_those_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ARCHIVE_MEMBERS", 4)
    many = packed({f"{number}.css": b"" for number in range(5)})
    assert codes(write(tmp_path / "many.zip", many)) == {None: "too_large"}
    pair = packed({"a.txt": b"report", "b.txt": b"report"})
    path = zipped(tmp_path / "x.zip", {"a.zip": pair, "b.zip": pair})
    expected = {"a.zip/a.txt": "read", "a.zip/b.txt": "read", "b.zip": "too_large"}
    assert codes(path) == expected


def test_an_archive_has_a_size_that_its_members_unpack_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ARCHIVE_UNPACKED_BYTES", 10)
    inner = packed({"a.txt": b"1234"})
    path = zipped(tmp_path / "x.zip", {"a.txt": b"12345678", "b.zip": inner, "c.txt": b"12"})
    assert codes(path) == {"a.txt": "read", "b.zip": "too_large", "c.txt": "read"}


def test_members_that_share_their_bytes_are_bounded_together(tmp_path: Path) -> None:
    """The directory names one packed member a thousand times, each below its own bound."""
    kernel = zlib.compress(b"\0" * 2**20 + os.urandom(2**13), wbits=-15)
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, 0, len(kernel), 2**20, 5, 0)
    directory = b""
    for number in range(1000):
        directory += struct.pack(
            "<IHHHHHHIIIHHHHHII",
            *(0x02014B50, 20, 20, 0, 8, 0, 33, 0, len(kernel), 2**20, 8, 0, 0, 0, 0, 0, 0),
        )
        directory += f"{number:04}.txt".encode()
    body = head + b"a.txt" + kernel
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1000, 1000, len(directory), len(body), 0)
    found = codes(write(tmp_path / "x.zip", body + directory + end))
    assert len(found) == 1000
    assert list(found.values()).count("too_large") > 900
    assert "read" not in found.values()


def test_a_directory_without_end_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "x.zip", {f"{number}.txt": b"" for number in range(100)})
    monkeypatch.setattr(zip_files, "ARCHIVE_DIRECTORY_BYTES", 4000)
    (found,) = find_inputs([str(path)])
    error = refusal(found)
    assert error.code == "damaged_archive"
    assert "list of names" in str(error)


def test_an_archive_that_holds_itself_is_opened_to_a_depth(tmp_path: Path) -> None:
    content = packed({"a.txt": b"report"})
    for _ in range(30):
        content = packed({"i.zip": content})
    assert codes(write(tmp_path / "x.zip", content)) == {"i.zip/i.zip/i.zip": "nested_archive"}


def test_nothing_is_written_beside_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    inner = packed({"../../a.txt": b"report", "/b.txt": b"report"})
    path = zipped(tmp_path / "x.zip", {"../i.zip": inner, "C:\\c.txt": b"report"})
    assert set(codes(path)) == {"c.txt", "i.zip/a.txt", "i.zip/b.txt"}
    assert [each.name for each in tmp_path.iterdir()] == ["x.zip"]


_NESTED = packed({"i.zip": packed({"a.txt": b"report" * 50}), "b.txt": b"report", "c.css": b""})


@given(st.integers(0, len(_NESTED) - 1), st.integers(0, 255), st.booleans())
def test_an_archive_with_a_changed_byte_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int, cut: bool
) -> None:
    content = bytearray(_NESTED)
    content[place] = byte
    path = tmp_path_factory.getbasetemp() / "changed.zip"
    path.write_bytes(content[:place] if cut else content)
    known = {"read", "damaged_archive", "empty", "encrypted", "unsupported", "too_large"}
    assert set(codes(path).values()) <= known


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"b.txt": b"report"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"report")
    assert codes(path) == {"b.txt": "read"}


def test_an_archive_named_as_a_report_is_refused_in_words() -> None:
    with pytest.raises(ReadError, match="a zip archive, not a report") as caught:
        read(packed({"a.txt": b"report"}))
    assert caught.value.code == "unsupported"
