"""Finding inputs: order, endings and names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.extract import input_files
from gongkai.extract.errors import ReadError
from gongkai.extract.inputs import (
    FileInput,
    InputError,
    find_inputs,
    only_input,
    survey_inputs,
)
from tests.extract.input_folders import names, write, zipped


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
    "name", ["b.XLS", "c.ofd", "d.et", "e.ceb", "f.pptx", "g.7z", "h.xlsx", "i.rar", "j.tar.gz"]
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


def test_reports_of_every_format_that_is_read_are_found_in_a_folder(tmp_path: Path) -> None:
    found = ["a.txt", "b.HTM", "c.pdf", "d.docx", "e.docm", "f.doc", "g.wps", "h.rtf", "i.odt"]
    found += ["j.mht", "k.mhtml"]
    for name in found:
        write(tmp_path / name)
    assert names(tmp_path) == found


def test_pictures_are_read_where_they_are_named_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "logo.png", "scan.jpg", "scan.tif"):
        write(tmp_path / name)
    zipped(tmp_path / "b.zip", {"a.txt": b"report", "scan.jpg": b""})
    survey = survey_inputs([str(tmp_path)])
    assert (survey.total, survey.skipped) == (2, {".jpg": 2, ".png": 1, ".tif": 1})
    assert names(tmp_path / "scan.tif", tmp_path / "*.jpg") == ["scan.tif", "scan.jpg"]


def test_a_page_under_the_ending_of_a_document_is_read_where_it_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "report.xls", b"<html>")
    for argument in (path, tmp_path / "*.xls"):
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


def test_a_folder_is_not_one_input(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    with pytest.raises(InputError, match="name a single file"):
        only_input(str(tmp_path))


def test_a_file_that_is_named_itself_is_not_passed_over_in_its_folder(tmp_path: Path) -> None:
    for name in ("a.txt", "b.css", "c.css"):
        (tmp_path / name).write_text("text")
    survey = survey_inputs([str(tmp_path), str(tmp_path / "b.css")])
    assert (survey.total, survey.skipped) == (2, {".css": 1})
