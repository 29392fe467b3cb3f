"""``gongkai annotations`` from the outside."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from gongkai.extract.command_line import main

from .samples import EXAMPLE, source

Captured = pytest.CaptureFixture[str]
TEXT = EXAMPLE + "为方便群众查阅，各村的公开栏都换了新的版面，" * 6


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")


def gongkai(*arguments: object) -> int:
    """Run the command line and return its exit status."""
    with pytest.raises(SystemExit) as exited:
        main(["annotations", *(str(argument) for argument in arguments)])
    assert exited.value.code is None or isinstance(exited.value.code, int)
    return exited.value.code or 0


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for split in ("train", "test"):
        file = tmp_path / "corpus" / split / "one" / "01.txt"
        file.parent.mkdir(parents=True)
        file.write_text(source(TEXT + split, name=f"{split}-1"), "utf-8")
    return tmp_path / "corpus"


def test_a_clean_corpus_passes(corpus: Path, capsys: Captured) -> None:
    assert gongkai("seal", corpus) == 0
    capsys.readouterr()
    assert gongkai("check", corpus) == 0
    assert capsys.readouterr().out == "2 passages, 0 reports, 12 claims, 0 non-claims; no faults\n"


def test_every_fault_is_a_line_with_its_place(corpus: Path, capsys: Captured) -> None:
    gongkai("seal", corpus)
    capsys.readouterr()
    file = corpus / "train" / "one" / "01.txt"
    file.write_text(file.read_text("utf-8").replace("=316 条", "=361 条"), "utf-8")
    assert gongkai("check", corpus) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{file}:9: train-1: '316条' is annotated '=361 条'")
    assert last.endswith("1 fault")


def test_a_broken_seal_and_a_leak_are_faults(corpus: Path, capsys: Captured) -> None:
    assert gongkai("check", corpus, "--leakage") == 1
    out = capsys.readouterr().out
    assert "is not sealed" in out
    assert "share" in out
    assert "1 near duplicates across splits" in out


def test_short_passages_pass_when_any_length_will_do(corpus: Path, capsys: Captured) -> None:
    file = corpus / "train" / "one" / "01.txt"
    file.write_text(source(EXAMPLE), "utf-8")
    assert gongkai("check", file) == 1
    assert "passages have 200 to 900" in capsys.readouterr().out
    assert gongkai("check", file, "--any-length") == 0


def test_there_has_to_be_something_to_check(tmp_path: Path, capsys: Captured) -> None:
    assert gongkai("check", tmp_path / "nowhere") == 1
    assert "holds no corpus" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Claims by metric"), ("zh", "声明（按指标）")]
)
def test_statistics_are_printed_in_either_language(
    corpus: Path, tmp_path: Path, capsys: Captured, language: str, words: str
) -> None:
    output = tmp_path / "stats.json"
    assert gongkai("stats", corpus, "--lang", language, "--output", output) == 0
    out = capsys.readouterr().out
    assert words in out
    assert "900" in out
    assert json.loads(output.read_text("utf-8"))["claims"] == 12


def test_repetition_is_compared_with_reports_given(
    corpus: Path, tmp_path: Path, capsys: Captured
) -> None:
    files: list[object] = []
    for number in range(5):
        file = tmp_path / f"{number}.txt"
        file.write_text(("信息公开工作有序推进；" * 40), "utf-8")
        files += ["--compare", file]
    assert gongkai("stats", corpus, *files) == 0
    out = capsys.readouterr().out
    assert "8-grams that recur, passages: fewer than five authors or texts" in out
    assert "8-grams that recur, texts compared: 100.00%" in out


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Cohen's kappa"), ("zh", "双人标注段落：1")]
)
def test_agreement_is_printed_with_its_points(
    corpus: Path, tmp_path: Path, capsys: Captured, language: str, words: str
) -> None:
    other = tmp_path / "other.txt"
    text = source(TEXT + "train", name="train-1").replace("=316 条|#1 info", "=316 条|#1 documents")
    other.write_text(text, "utf-8")
    first = corpus / "train"
    assert gongkai("agreement", first, other, "--points", "--lang", language) == 0
    out = capsys.readouterr().out
    assert words in out
    assert "train-1 '316条' metric: info_published / documents_published" in out
    assert "0.833" in out


def test_agreement_takes_two_annotations(corpus: Path, capsys: Captured) -> None:
    assert gongkai("agreement", corpus) == 2
    assert "Give both annotations" in capsys.readouterr().err


def test_agreement_names_the_extra_that_it_needs(
    corpus: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    assert gongkai("agreement", corpus, corpus) == 1
    error = capsys.readouterr().err
    assert "pip install 'gongkai[annotations]'" in error
    assert "Traceback" not in error


def test_the_sealed_split_is_opened_with_a_reason(
    corpus: Path, tmp_path: Path, capsys: Captured
) -> None:
    gongkai("seal", corpus)
    output = tmp_path / "opened"
    assert gongkai("open", output, "--corpus", corpus, "--reason", "release") == 0
    assert "the opening is recorded" in capsys.readouterr().out
    assert (output / "passages" / "one" / "01.txt").is_file()
    assert gongkai("open", output, "--corpus", corpus, "--reason", "release") == 1
    assert "exists" in capsys.readouterr().err
    lines = (corpus / "test" / "openings.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 1
