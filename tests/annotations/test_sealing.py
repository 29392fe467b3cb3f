"""The seal on the test split."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.annotations.command_line import open_sealed
from gongkai.annotations.corpus_files import CorpusError, read_corpus
from gongkai.annotations.sealing import checksum, openings, record_opening, seal, seal_fault

from .samples import EXAMPLE, source


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
    assert seal(corpus) == checksum(corpus)
    assert seal_fault(corpus) is None
    file = corpus / "test" / "author" / "01.txt"
    file.write_text(file.read_text("utf-8") + " ", "utf-8")
    assert "not what was sealed" in str(seal_fault(corpus))


def test_a_renamed_file_breaks_the_seal(corpus: Path) -> None:
    seal(corpus)
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
    seal(corpus)
    opening = record_opening(corpus, "1.0", " release ")
    assert openings(corpus) == [opening]
    line = json.loads((corpus / "test" / "openings.jsonl").read_text("utf-8"))
    assert line["version"] == "1.0"
    assert line["reason"] == "release"
    assert line["checksum"] == checksum(corpus)
    assert len(line["day"]) == 10


def test_openings_are_added_and_do_not_break_the_seal(corpus: Path) -> None:
    seal(corpus)
    record_opening(corpus, "1.0", "first")
    record_opening(corpus, "1.1", "second")
    assert [each.reason for each in openings(corpus)] == ["first", "second"]
    assert seal_fault(corpus) is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_opening_needs_a_reason(corpus: Path, reason: str) -> None:
    seal(corpus)
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
    seal(corpus)
    open_sealed(corpus, tmp_path / "out", "to see")
    found = read_corpus(tmp_path / "out" / "passages").passages
    assert [each.passage.head.name for each in found] == ["test-1"]
    assert found[0].passage == read_corpus(corpus / "test").passages[0].passage


def test_nothing_is_recorded_when_the_output_exists(corpus: Path, tmp_path: Path) -> None:
    seal(corpus)
    with pytest.raises(CorpusError, match="exists"):
        open_sealed(corpus, tmp_path, "to see")
    assert openings(corpus) == []
