"""The seal on the test split."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from gongkai.annotations import corpus_files
from gongkai.annotations.command_line import open_sealed, seal_corpus
from gongkai.annotations.corpus_files import (
    CorpusError,
    bundled_corpus,
    bundled_double,
    bundled_reality,
    read_corpus,
)
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.sealing import (
    Opening,
    checksum,
    openings,
    record_opening,
    seal,
    seal_fault,
    sealed,
)

from .samples import EXAMPLE, source
from .test_whole_reports import REPORT


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for split in ("train", "test"):
        folder = tmp_path / "corpus" / split / "author"
        folder.mkdir(parents=True)
        text = source(EXAMPLE + split, name=f"{split}-1")
        (folder / "01.txt").write_text(text, "utf-8")
    return tmp_path / "corpus"


def test_a_sealed_split_has_no_fault_until_it_is_changed(corpus: Path) -> None:
    assert "not sealed" in str(seal_fault(corpus))
    assert seal(corpus, "1.0") == checksum(corpus)
    assert seal_fault(corpus) is None
    file = corpus / "test" / "author" / "01.txt"
    file.write_text(file.read_text("utf-8") + " ", "utf-8")
    assert "not what was sealed" in str(seal_fault(corpus))


def test_a_renamed_file_breaks_the_seal(corpus: Path) -> None:
    seal(corpus, "1.0")
    folder = corpus / "test" / "author"
    (folder / "01.txt").rename(folder / "02.txt")
    assert "not what was sealed" in str(seal_fault(corpus))


def test_what_is_outside_the_split_is_not_sealed(corpus: Path) -> None:
    before = checksum(corpus)
    (corpus / "train" / "author" / "01.txt").unlink()
    assert checksum(corpus) == before


def test_a_corpus_without_a_test_split_needs_no_seal(tmp_path: Path) -> None:
    assert seal_fault(tmp_path) is None


def test_opening_records_day_version_checksum_and_reason(corpus: Path) -> None:
    seal(corpus, "1.0")
    opening = record_opening(corpus, "1.0", " release ")
    assert openings(corpus) == [opening]
    line = json.loads((corpus / "test" / "openings.jsonl").read_text("utf-8"))
    assert line["version"] == "1.0"
    assert line["reason"] == "release"
    assert line["checksum"] == checksum(corpus)
    assert len(line["day"]) == 10


def test_openings_are_added_and_do_not_break_the_seal(corpus: Path) -> None:
    seal(corpus, "1.0")
    record_opening(corpus, "1.0", "first")
    record_opening(corpus, "1.1", "second")
    assert [each.reason for each in openings(corpus)] == ["first", "second"]
    assert seal_fault(corpus) is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_opening_needs_a_reason(corpus: Path, reason: str) -> None:
    seal(corpus, "1.0")
    with pytest.raises(CorpusError, match="needs a reason"):
        record_opening(corpus, "1.0", reason)
    assert openings(corpus) == []


def test_a_broken_seal_is_not_opened(corpus: Path) -> None:
    with pytest.raises(CorpusError, match="not sealed"):
        record_opening(corpus, "1.0", "why")


def test_there_has_to_be_something_to_open(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nothing to open"):
        record_opening(tmp_path, "1.0", "why")


def test_what_is_handed_out_is_the_split(corpus: Path, tmp_path: Path) -> None:
    seal(corpus, "1.0")
    open_sealed(corpus, tmp_path / "out", "to see")
    found = read_corpus(tmp_path / "out" / "corpus").passages
    assert [each.passage.head.name for each in found] == ["test-1"]
    assert found[0].passage == read_corpus(corpus / "test").passages[0].passage


def test_no_passage_is_lost_whatever_its_file_is_called(corpus: Path, tmp_path: Path) -> None:
    places = ("author/sub/01.txt", "author/a.txt", "other/01.txt", "01.txt")
    for number, place in enumerate(places):
        file = corpus / "test" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        bodies = (EXAMPLE + place, EXAMPLE + place + "。")
        texts = [source(body, name=f"x{number}-{i}") for i, body in enumerate(bodies)]
        file.write_text("\n".join(texts), "utf-8")
    seal(corpus, "1.0")
    open_sealed(corpus, tmp_path / "out", "to see")
    found = read_corpus(tmp_path / "out" / "corpus").passages
    assert [each.passage for each in found] == [
        each.passage for each in read_corpus(corpus / "test").passages
    ]
    assert len(found) == 9
    assert (tmp_path / "out" / "corpus" / "test" / "author" / "sub" / "01.txt").is_file()


def test_reports_of_one_name_are_not_handed_out_as_one(corpus: Path, tmp_path: Path) -> None:
    (corpus / "test" / "author" / "02.txt").write_text(REPORT, "utf-8")
    (corpus / "test" / "author" / "03.txt").write_text(REPORT, "utf-8")
    seal(corpus, "1.0")
    with pytest.raises(CorpusError, match="2 reports are sealed, but only 3 and 1"):
        open_sealed(corpus, tmp_path / "out", "to see")
    assert openings(corpus) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["corpus"]


def test_nothing_is_recorded_when_the_output_exists(corpus: Path, tmp_path: Path) -> None:
    seal(corpus, "1.0")
    with pytest.raises(CorpusError, match="exists"):
        open_sealed(corpus, tmp_path, "to see")
    assert openings(corpus) == []


def test_what_cannot_be_read_is_not_opened(corpus: Path, tmp_path: Path) -> None:
    (corpus / "test" / "author" / "02.txt").write_text("=== x\n", "utf-8")
    seal(corpus, "1.0")
    with pytest.raises(MarkupError, match="head does not end"):
        open_sealed(corpus, tmp_path / "out", "to see")
    assert openings(corpus) == []
    assert not (tmp_path / "out").exists()


def test_nothing_is_handed_out_that_is_not_recorded(corpus: Path, tmp_path: Path) -> None:
    seal(corpus, "1.0")
    with pytest.raises(CorpusError, match="name another file with --record"):
        open_sealed(corpus, tmp_path / "out", "to see", record=tmp_path / "none" / "record.jsonl")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["corpus"]
    record = tmp_path / "record.jsonl"
    open_sealed(corpus, tmp_path / "out", "to see", record=record)
    assert json.loads(record.read_text("utf-8"))["reason"] == "to see"
    assert openings(corpus) == []


def test_nothing_is_handed_out_into_what_is_sealed(corpus: Path) -> None:
    seal(corpus, "1.0")
    with pytest.raises(CorpusError, match="lies in the corpus"):
        open_sealed(corpus, corpus / "test" / "out", "to see")
    assert seal_fault(corpus) is None


def test_a_reason_is_text(corpus: Path) -> None:
    seal(corpus, "1.0")
    with pytest.raises(CorpusError, match="the reason is not UTF-8"):
        record_opening(corpus, "1.0", "why\udcff")
    assert openings(corpus) == []


def test_sealing_anew_needs_a_reason_and_is_recorded(corpus: Path) -> None:
    before = seal(corpus, "1.0")
    assert seal(corpus, "1.0") == before
    assert openings(corpus) == []
    file = corpus / "test" / "author" / "01.txt"
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(CorpusError, match="--again REASON"):
        seal(corpus, "1.1")
    with pytest.raises(CorpusError, match="needs a reason"):
        seal(corpus, "1.1", " ")
    assert "not what was sealed" in str(seal_fault(corpus))
    after = seal(corpus, "1.1", "a mark was wrong")
    assert after != before
    assert seal_fault(corpus) is None
    (line,) = openings(corpus)
    assert line == Opening(line.day, "1.1", after, "a mark was wrong", "sealed anew")


def test_a_split_that_was_opened_is_not_sealed_as_if_it_were_new(corpus: Path) -> None:
    seal(corpus, "1.0")
    record_opening(corpus, "1.0", "release")
    (corpus / "test" / "SHA256").unlink()
    with pytest.raises(CorpusError, match="was sealed before"):
        seal(corpus, "1.0")


def test_there_has_to_be_something_to_seal(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nothing to seal"):
        seal(tmp_path, "1.0")
    assert list(tmp_path.iterdir()) == []


def test_only_a_checkout_seals_the_bundled_corpus(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = corpus.parent / "annotations" / "corpus"
    installed.parent.mkdir()
    corpus.rename(installed)
    monkeypatch.setattr(corpus_files, "bundled_corpus", lambda: installed)
    monkeypatch.setattr(corpus_files, "bundled_reality", lambda: installed)
    monkeypatch.chdir(corpus.parent)
    for path in (None, Path("reality")):
        with pytest.raises(CorpusError, match="a corpus of your own"):
            seal_corpus(path)
    (installed.parent.parent / "pyproject.toml").touch()
    assert seal_corpus(None) == seal_corpus(Path("reality")) == checksum(installed)


def test_the_reality_set_is_opened_by_its_name_with_a_record_of_its_own(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reality = tmp_path / "annotations" / "reality"
    reality.parent.mkdir()
    corpus.rename(reality)
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(corpus_files, "bundled_reality", lambda: reality)
    monkeypatch.chdir(tmp_path)
    seal_corpus(Path("reality"))
    opening = open_sealed(Path("reality"), tmp_path / "out", "release")
    assert openings(reality) == [opening]
    assert opening not in openings(bundled_corpus())
    found = read_corpus(tmp_path / "out" / "corpus").passages
    assert [(each.passage.head.name, each.split) for each in found] == [("test-1", "test")]


def test_a_seal_may_hold_any_bytes_and_is_broken_then(corpus: Path) -> None:
    (corpus / "test" / "SHA256").write_bytes(b"\xff\x00")
    assert "not what was sealed" in str(seal_fault(corpus))


def test_a_record_that_was_damaged_is_said(corpus: Path) -> None:
    for damaged in (b"\xff\n", b"[]\n", b'{"day": 1}\n', b"\n"):
        (corpus / "test" / "openings.jsonl").write_bytes(damaged)
        with pytest.raises(CorpusError, match=r"openings\.jsonl:1: this is no line"):
            openings(corpus)


@pytest.mark.skipif(os.name == "nt", reason="names of files are always Unicode there")
def test_a_name_of_a_file_need_not_be_utf_8(corpus: Path) -> None:
    try:
        target = Path(os.fsdecode(os.fsencode(corpus / "test") + b"/\xff.txt"))
        shutil.copy(corpus / "test" / "author" / "01.txt", target)
    except OSError:
        pytest.skip("names of files are always UTF-8 here")
    seal(corpus, "1.0")
    assert seal_fault(corpus) is None


def test_what_lies_in_a_sealed_split_or_holds_one_is_sealed(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = corpus / "test"
    assert not sealed(test)
    seal(corpus, "1.0")
    for path in (test, test / "author", test / "author" / "01.txt", corpus, tmp_path):
        assert sealed(path)
    assert not sealed(corpus / "train")
    assert not sealed(corpus / "train" / "author" / "01.txt")
    monkeypatch.chdir(test / "author")
    assert sealed(Path("01.txt"))
    assert sealed(Path())


def test_a_link_does_not_lead_around_the_seal(corpus: Path, tmp_path: Path) -> None:
    seal(corpus, "1.0")
    (tmp_path / "link").symlink_to(corpus / "test" / "author", target_is_directory=True)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "01.txt").symlink_to(corpus / "test" / "author" / "01.txt")
    assert sealed(tmp_path / "link")
    assert sealed(tmp_path / "mine" / "01.txt")
    assert sealed(tmp_path / "mine")


def test_the_test_splits_that_come_with_gongkai_are_sealed() -> None:
    assert sealed(bundled_corpus() / "test")
    assert sealed(bundled_corpus())
    assert not sealed(bundled_corpus() / "dev")
    assert sealed(bundled_reality() / "test")
    assert sealed(bundled_reality())
    assert not sealed(bundled_reality() / "dev")
    assert sealed(bundled_double() / "first")
    assert sealed(bundled_double() / "second" / "test")
    assert not sealed(bundled_double() / "second" / "dev")
