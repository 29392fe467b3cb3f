"""Which files a corpus has, and in which split and of which author they are."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from gongkai.annotations import corpus_files
from gongkai.annotations.corpus_files import CorpusError, find_files, folder_of, read_corpus
from gongkai.annotations.passages import Split

from .samples import EXAMPLE, source


def write(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = source(EXAMPLE, name=re.sub(r"[^a-z0-9]+", "-", name.lower()))
        file.write_text(text, "utf-8")


def places(path: Path) -> list[tuple[str, str]]:
    return [(each.split, each.author) for each in read_corpus(path).passages]


def test_split_and_author_are_the_folders_below_the_path_given(tmp_path: Path) -> None:
    write(tmp_path, "train/a/01.txt", "dev/b/deeper/01.txt", "test/01.txt", "notes.txt")
    assert places(tmp_path) == [("dev", "b"), ("", ""), ("test", ""), ("train", "a")]


def test_a_split_may_stand_at_any_depth(tmp_path: Path) -> None:
    write(tmp_path, "first/dev/s1.txt", "first/test/s1.txt")
    expected = [("dev", ""), ("test", "")]
    assert places(tmp_path) == places(tmp_path / "first") == expected


@pytest.mark.parametrize("given", ["", "dev", "dev/b", "dev/b/c", "dev/b/c/01.txt"])
def test_a_path_inside_a_corpus_keeps_split_and_author(tmp_path: Path, given: str) -> None:
    write(tmp_path, "train/a/01.txt", "dev/b/c/01.txt")
    assert places(tmp_path / given)[0] == ("dev", "b")


def test_a_relative_path_keeps_split_and_author(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "train/a/01.txt", "dev/b/01.txt")
    monkeypatch.chdir(tmp_path / "dev")
    assert places(Path()) == places(Path("b")) == places(Path("../dev/b/01.txt")) == [("dev", "b")]


def test_a_folder_that_merely_has_the_name_of_a_split_is_none(tmp_path: Path) -> None:
    mine = tmp_path / "test" / "mine"
    write(mine, "01.txt")
    assert places(mine) == places(mine / "01.txt") == [("", "")]
    assert len(read_corpus(mine, frozenset({Split.TRAIN, Split.DEV})).passages) == 1
    write(mine, "train/a/01.txt")
    assert places(mine) == [("", ""), ("train", "a")]


def test_a_seal_makes_a_folder_a_split(tmp_path: Path) -> None:
    write(tmp_path, "test/mine/01.txt")
    (tmp_path / "test" / "SHA256").touch()
    assert places(tmp_path / "test" / "mine") == [("test", "mine")]


def test_the_halves_annotated_twice_are_in_their_splits() -> None:
    for annotation in ("first", "second"):
        found = places(corpus_files.bundled_double() / annotation)
        assert {split for split, _ in found} == {"dev", "test"}


def test_files_are_sorted_alike_everywhere(tmp_path: Path) -> None:
    names = ["B/1.txt", "a-b.txt", "a/1.txt", "a.txt"]
    write(tmp_path, *names)
    assert [file.relative_to(tmp_path).as_posix() for file in find_files(tmp_path)] == [
        "B/1.txt",
        "a-b.txt",
        "a.txt",
        "a/1.txt",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_a_fault_and_does_not_hang(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    corpus = read_corpus(tmp_path)
    assert len(corpus.passages) == 1
    assert [Path(fault.file).name for fault in corpus.faults] == ["b.txt", "c.txt"]
    assert all("no regular file" in fault.message for fault in corpus.faults)
    with pytest.raises(CorpusError, match="holds no corpus"):
        read_corpus(tmp_path / "b.txt")


def test_a_folder_may_be_called_as_a_file(tmp_path: Path) -> None:
    write(tmp_path, "a.txt/b.txt")
    assert read_corpus(tmp_path).faults == []
    assert len(read_corpus(tmp_path).passages) == 1


def test_a_link_to_a_folder_is_said_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/01.txt", "corpus/train/a/01.txt")
    link = tmp_path / "corpus" / "train" / "b"
    link.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (fault,) = read_corpus(tmp_path / "corpus").faults
    assert fault.file == str(link)
    assert "links to folders are not followed" in fault.message
    assert len(read_corpus(link).passages) == 1


def test_a_file_has_a_greatest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    assert read_corpus(tmp_path).faults == []
    monkeypatch.setattr(corpus_files, "MOST_BYTES", 100)
    (fault,) = read_corpus(tmp_path).faults
    assert "cut it into several" in fault.message


def test_what_the_system_refuses_is_a_fault_of_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt", "b.txt")
    read = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(file))
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    corpus = read_corpus(tmp_path)
    assert len(corpus.passages) == 1
    assert [fault.message for fault in corpus.faults] == [
        "the file cannot be read (Permission denied): check its rights"
    ]


def test_what_comes_with_gongkai_goes_by_its_name_where_nothing_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert folder_of(None) == folder_of(Path("corpus")) == corpus_files.bundled_corpus()
    assert folder_of(Path("reality")) == corpus_files.bundled_reality()
    assert folder_of(Path("sentences")) == corpus_files.bundled_sentences()
    assert folder_of(Path("samples")) == Path("samples")
    assert folder_of(Path("reality/dev")) == corpus_files.bundled_reality() / "dev"
    assert folder_of(Path("reality/mine")) == Path("reality/mine")
    assert folder_of(Path("mine/reality")) == Path("mine/reality")
    assert folder_of(Path()) == Path()
    Path("reality").mkdir()
    assert folder_of(Path("reality")) == Path("reality")


def test_files_can_be_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    corpus = read_corpus(tmp_path, without=frozenset({tmp_path / "b.txt"}))
    assert [Path(each.file).name for each in corpus.passages] == ["a.txt"]
