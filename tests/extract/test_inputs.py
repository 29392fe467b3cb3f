"""Finding inputs: order, names, and archives that mean harm."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from gongkai.extract import input_files
from gongkai.extract.errors import ReadError
from gongkai.extract.inputs import (
    ArchiveMember,
    FileInput,
    InputError,
    UnreadableInput,
    find_inputs,
    only_input,
    survey_inputs,
)


def names(*arguments: str | Path) -> list[str]:
    found = find_inputs([str(argument) for argument in arguments])
    return [entry.uri if entry.member is None else f"{entry.uri}:{entry.member}" for entry in found]


def write(path: Path, content: bytes = b"report") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_folder_is_searched_in_the_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.HTML", "a/.hidden.txt", ".git/x.txt", "c.css", "a.txt"):
        write(tmp_path / name)
    assert names(tmp_path) == ["a/z.HTML", "a.txt", "b.txt"]


def test_files_with_other_endings_in_a_folder_are_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.css", "c.css", "README"):
        write(tmp_path / name)
    survey = survey_inputs([str(tmp_path)])
    assert survey.total == 1
    assert survey.skipped == {".css": 2, "no ending": 1}


@pytest.mark.parametrize(
    "name", ["scan.pdf", "b.DOC", "c.docx", "d.wps", "e.ofd", "f.jpg", "g.tif", "h.xlsx", "i.rar"]
)
def test_a_report_in_a_format_that_is_not_read_is_no_file_to_pass_over(
    tmp_path: Path, name: str
) -> None:
    write(tmp_path / "folder" / "sub" / name)
    zipped(tmp_path / "folder" / "x.zip", {f"sub/{name}": b"report", "style.css": b""})
    survey = survey_inputs([str(tmp_path)])
    assert (survey.total, survey.skipped) == (2, {".css": 1})
    in_folder, in_archive = find_inputs([str(tmp_path)])
    assert (in_folder.uri, in_folder.member) == (f"folder/sub/{name}", None)
    assert (in_archive.uri, in_archive.member) == ("folder/x.zip", f"sub/{name}")
    for found, place in ((in_folder, in_folder.uri), (in_archive, f"folder/x.zip: sub/{name}")):
        with pytest.raises(ReadError, match="which is not read yet: save it as") as caught:
            found.read_bytes()
        assert caught.value.code == "unsupported"
        assert str(caught.value).startswith(f"{place} ends in .")


def test_a_page_under_the_ending_of_a_document_is_read_where_it_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "report.doc", b"<html>")
    for argument in (path, tmp_path / "*.doc"):
        (found,) = find_inputs([str(argument)])
        assert found.read_bytes() == b"<html>"


def test_a_link_that_leads_nowhere_is_a_read_error(tmp_path: Path) -> None:
    for name in ("gone.txt", "gone.zip", "gone.css"):
        (tmp_path / name).symlink_to("nowhere")
    (tmp_path / "itself.txt").symlink_to("itself.txt")
    survey = survey_inputs([str(tmp_path)])
    assert (survey.total, survey.skipped) == (3, {".css": 1})
    for found in find_inputs([str(tmp_path)]):
        with pytest.raises(ReadError, match=f"{found.uri} cannot be opened") as caught:
            found.read_bytes()
        assert caught.value.code == "not_found"


def test_a_pipe_in_a_folder_is_a_read_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (found,) = find_inputs([str(tmp_path)])
    with pytest.raises(ReadError, match="device or a pipe"):
        found.read_bytes()


def test_a_file_named_by_the_user_is_tried_whatever_its_ending(tmp_path: Path) -> None:
    path = write(tmp_path / "report.dat", b"words")
    (found,) = find_inputs([str(path)])
    assert (found.uri, found.member, found.read_bytes()) == ("report.dat", None, b"words")


def test_matches_of_a_glob_are_named_after_its_fixed_part(tmp_path: Path) -> None:
    for name in ("2022/report.txt", "2023/report.txt", "2023/report.css"):
        write(tmp_path / name)
    expected = ["2022/report.txt", "2023/report.txt"]
    assert names(tmp_path / "*" / "report.*") == expected
    assert names(tmp_path / "**") == expected
    assert names(tmp_path / "20*") == expected
    assert names(tmp_path / "*" / "*.css") == ["2023/report.css"]


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    write(tmp_path / "[1].txt")
    assert names(tmp_path / "[1].txt") == ["[1].txt"]


@pytest.mark.parametrize("name", ["nothing.txt", "*.txt"])
def test_an_argument_without_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"does not exist|matches nothing"):
        survey_inputs([str(tmp_path / name)])


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No report was found"):
        survey_inputs([str(tmp_path)])


def test_two_inputs_of_one_name_are_refused_with_a_remedy(tmp_path: Path) -> None:
    first = write(tmp_path / "a" / "report.txt")
    second = write(tmp_path / "b" / "report.txt")
    with pytest.raises(InputError, match=r"called report\.txt: give the folder"):
        survey_inputs([str(first), str(second)])
    with pytest.raises(InputError, match=r"called report\.txt"):
        survey_inputs([str(tmp_path / "a"), str(tmp_path / "b")])


def test_an_argument_given_twice_is_read_once(tmp_path: Path) -> None:
    first = write(tmp_path / "a.txt")
    second = write(tmp_path / "b.txt")
    assert names(first, second, first) == ["a.txt", "b.txt"]


def test_a_folder_that_links_to_itself_is_searched_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "again").symlink_to(tmp_path)
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_file_name_in_gbk_becomes_readable(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), "年报.txt".encode("gbk"))
    with open(path, "wb") as stream:
        stream.write(b"report")
    (found,) = find_inputs([str(tmp_path)])
    assert found.uri == "年报.txt"
    assert found.read_bytes() == b"report"


def test_a_file_that_vanished_is_a_read_error() -> None:
    with pytest.raises(ReadError, match=r"gone\.txt cannot be opened"):
        FileInput("gone.txt", "/nowhere/gone.txt").read_bytes()


def test_a_file_that_is_too_long_is_a_read_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(input_files, "MAXIMUM_BYTES", 5)
    assert only_input(str(write(tmp_path / "a.txt", b"12345"))).read_bytes() == b"12345"
    with pytest.raises(ReadError, match="longer than") as caught:
        only_input(str(write(tmp_path / "b.txt", b"123456"))).read_bytes()
    assert caught.value.code == "too_large"


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


def test_an_archive_inside_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", b"report")
    path = zipped(tmp_path / "x.zip", {"inner.zip": inner.getvalue()})
    (found,) = find_inputs([str(path)])
    with pytest.raises(ReadError, match="archive inside an archive"):
        found.read_bytes()


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + b"\xff" * 40])
def test_a_damaged_archive_is_an_unreadable_input(tmp_path: Path, content: bytes) -> None:
    (found,) = find_inputs([str(write(tmp_path / "x.zip", content))])
    with pytest.raises(ReadError, match=r"x\.zip is not a readable zip file"):
        found.read_bytes()


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


def test_a_folder_is_not_one_input(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    with pytest.raises(InputError, match="name a single file"):
        only_input(str(tmp_path))
