"""``gongkai annotations`` from the outside."""

from __future__ import annotations

import json
import os
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
    assert "\n1 leak across splits\n" in out
    assert out.endswith("; 2 faults\n")


def test_what_splits_share_is_one_fault(tmp_path: Path, capsys: Captured) -> None:
    page = "https://www.example.gov.cn/1.html"
    for split in ("train", "dev"):
        file = tmp_path / split / "one" / "01.txt"
        file.parent.mkdir(parents=True)
        file.write_text(source(TEXT + "这样。", name=f"{split}-1", follows=page), "utf-8")
    assert gongkai("check", tmp_path, "--leakage") == 1
    out = capsys.readouterr().out
    assert "follow the same page" in out
    assert out.endswith("; 1 fault\n")
    assert gongkai("check", tmp_path, "--leakage", "--lang", "zh") == 1
    assert (
        "划分之间的泄漏：1\n段落 2，报告 0，声明 12，非声明 0；错误 1\n" in capsys.readouterr().out
    )
    assert gongkai("check", tmp_path / "dev") == 0
    assert capsys.readouterr().out == "1 passage, 0 reports, 6 claims, 0 non-claims; no faults\n"
    assert gongkai("check", tmp_path / "dev", "--lang", "zh") == 0
    assert capsys.readouterr().out == "段落 1，报告 0，声明 6，非声明 0；没有错误\n"


@pytest.mark.skipif(os.name == "nt", reason="names of files are always Unicode there")
def test_a_fault_in_a_file_whose_name_is_not_utf_8_is_printed(
    corpus: Path, capsys: Captured
) -> None:
    try:
        Path(os.fsdecode(os.fsencode(corpus) + b"/\xff.txt")).write_text("=== x\n", "utf-8")
    except OSError:
        pytest.skip("names of files are always UTF-8 here")
    assert gongkai("check", corpus) == 1
    assert "\\udcff.txt:1: x: the head does not end" in capsys.readouterr().out


def test_short_passages_pass_when_any_length_will_do(corpus: Path, capsys: Captured) -> None:
    file = corpus / "train" / "one" / "01.txt"
    file.write_text(source(EXAMPLE), "utf-8")
    assert gongkai("check", file) == 1
    assert "passages have 200 to 900" in capsys.readouterr().out
    assert gongkai("check", file, "--any-length") == 0


def test_there_has_to_be_something_to_check(tmp_path: Path, capsys: Captured) -> None:
    assert gongkai("check", tmp_path / "nowhere") == 1
    assert "holds no corpus" in capsys.readouterr().err


def test_sentences_are_recognised_and_checked(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "sentences" / "a.txt"
    file.parent.mkdir()
    file.write_text("# 培训\n办班{两期|training_sessions}。\n", "utf-8")
    assert gongkai("check", file) == gongkai("check", file.parent) == 0
    totals = "1 sentence, 1 claim, 0 non-claims; no faults\n"
    assert capsys.readouterr().out == totals * 2
    assert gongkai("check", file, "--leakage") == 0
    assert capsys.readouterr().out == f"no copies of texts that are measured on\n{totals}"
    assert gongkai("check", file, "--leakage", "--lang", "zh") == 0
    assert capsys.readouterr().out == "与评测文本雷同：0\n句子 1，声明 1，非声明 0；没有错误\n"
    file.write_text(
        "办班{两期|training_session}，发文3件。\n办班{两期|training_sessions}，发文3件。\n", "utf-8"
    )
    assert gongkai("check", file) == 1
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{file}:1: the mark around '两期': 'training_session' is no metric")
    assert second.startswith(f"{file}:2: '3件' is not marked")
    assert last == "1 sentence, 1 claim, 0 non-claims; 2 faults"


def test_sentences_beside_passages_are_checked_as_what_they_are(
    corpus: Path, capsys: Captured
) -> None:
    gongkai("seal", corpus)
    capsys.readouterr()
    (corpus / "more.txt").write_text("办班{两期|training_sessions}，发文3件。\n", "utf-8")
    assert gongkai("check", corpus) == 1
    texts, fault, sentences = capsys.readouterr().out.splitlines()
    assert texts == "2 passages, 0 reports, 12 claims, 0 non-claims; no faults"
    assert "more.txt:1: '3件' is not marked" in fault
    assert sentences == "1 sentence, 1 claim, 0 non-claims; 1 fault"


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
    assert "900" not in out
    assert json.loads(output.read_text("utf-8"))["claims"] == 12


def test_counts_are_written_over_counts_only(
    corpus: Path, tmp_path: Path, capsys: Captured
) -> None:
    gongkai("seal", corpus)
    link = tmp_path / "link.json"
    link.symlink_to(corpus / "train" / "one" / "01.txt")
    settings = tmp_path / "settings.json"
    settings.write_text('{\n "name": "x"\n}\n', "utf-8")
    for output in (link.resolve(), link, settings, corpus / "test" / "SHA256"):
        before = output.read_bytes()
        assert gongkai("stats", corpus, "--output", output) == 1
        assert "name a new file for JSON" in capsys.readouterr().err
        assert output.read_bytes() == before
    assert gongkai("stats", corpus, "--output", tmp_path / "new.txt") == 1
    assert not (tmp_path / "new.txt").exists()
    counts = tmp_path / "counts.json"
    assert gongkai("stats", corpus / "train", "--output", counts) == 0
    assert gongkai("stats", corpus, "--output", counts) == 0
    assert json.loads(counts.read_text("utf-8"))["claims"] == 12


def test_a_text_that_is_compared_is_utf_8(corpus: Path, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "gbk.txt"
    file.write_bytes("公开".encode("gbk"))
    assert gongkai("stats", corpus, "--compare", file) == 1
    assert "gbk.txt is not UTF-8: save it as UTF-8" in capsys.readouterr().err


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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1 point of passages of the test split withheld"),
        ("zh", "测试集段落的分歧不显示：1"),
    ],
)
def test_agreement_shows_no_point_of_the_test_split(
    corpus: Path, tmp_path: Path, capsys: Captured, language: str, words: str
) -> None:
    other = tmp_path / "other.txt"
    text = source(TEXT + "test", name="test-1").replace("=316 条|#1 info", "=316 条|#1 documents")
    other.write_text(text, "utf-8")
    arguments = ("agreement", other, corpus / "test", "--points", "--lang", language)
    assert gongkai(*arguments) == 0
    out = capsys.readouterr().out
    assert words in out
    assert "316条" not in out.partition(words)[0]


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
    assert (output / "corpus" / "test" / "one" / "01.txt").is_file()
    assert gongkai("open", output, "--corpus", corpus, "--reason", "release") == 1
    assert "exists" in capsys.readouterr().err
    lines = (corpus / "test" / "openings.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 1
    record = tmp_path / "record.jsonl"
    again = ("open", tmp_path / "again", "--corpus", corpus, "--reason", "a try")
    assert gongkai(*again, "--record", record) == 0
    assert json.loads(record.read_text("utf-8"))["reason"] == "a try"


def test_a_changed_split_is_sealed_anew_with_a_reason(corpus: Path, capsys: Captured) -> None:
    assert gongkai("seal", corpus) == 0
    file = corpus / "test" / "one" / "02.txt"
    file.write_text(source(TEXT, name="test-2"), "utf-8")
    assert gongkai("seal", corpus) == 1
    assert "--again REASON" in capsys.readouterr().err
    assert gongkai("seal", corpus, "--again", "one more") == 0
    assert "one more" in (corpus / "test" / "openings.jsonl").read_text("utf-8")
    assert gongkai("seal", corpus / "train") == 1
    assert "has no test split" in capsys.readouterr().err
