"""``gongkai annotations export`` and ``import`` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.annotations.converters import NAMES, ConverterError, converter
from gongkai.annotations.converters.commands import export_annotations
from gongkai.annotations.corpus_files import CorpusError, read_corpus
from gongkai.annotations.markup import parse_passages, write_passage
from gongkai.annotations.whole_reports import compose_report
from gongkai.extract.command_line import main

from ..samples import EXAMPLE, source
from .texts import ENDINGS, plain, rich

Captured = pytest.CaptureFixture[str]
REPORT = """=== three
follows: free
province: 江西省
tier: county
type: department
year: 2023
section: overview, applications
title: 平禾县民政局2023年政府信息公开工作年度报告
issuer: 平禾县民政局
city: none
county: none
code: none
published: none
period: none
regime: 2021
table applications: tab_rows
received: 3 1 0 0 0 0 4
total: 3 1 0 0 0 0 4
---
{title:平禾县民政局2023年政府信息公开工作年度报告}
{section overview:一、总体情况}
收到{s1:政府信息公开申请}{4件|=4 件|applications_received s1}。
{section applications:三、收到和处理政府信息公开申请情况}
@@ applications
{第二|!ordinal}，{未收到|=0|applications_carried_in}结转的申请。
"""


def gongkai(*arguments: object) -> int:
    """Run the command line and return its exit status."""
    with pytest.raises(SystemExit) as exited:
        main(["annotations", *(str(argument) for argument in arguments)])
    assert exited.value.code is None or isinstance(exited.value.code, int)
    return exited.value.code or 0


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    texts = {
        "train/x/01.txt": write_passage(rich()),
        "dev/y/01.txt": write_passage(plain()),
        "dev/y/02.txt": REPORT,
        "test/z/01.txt": write_passage(plain()).replace("=== two", "=== sealed"),
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_what_is_exported_and_imported_is_the_same_markup(
    name: str, corpus: Path, tmp_path: Path, capsys: Captured
) -> None:
    there, back = tmp_path / f"there{ENDINGS[name]}", tmp_path / "back.txt"
    assert gongkai("export", name, there, corpus) == 0
    assert gongkai("import", name, there, back) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith(f"3 passages written to {there}")
    assert ("; left out: " in printed[0]) is bool(converter(name).loses)
    assert printed[1] == f"3 passages written to {back}"
    found, faults = parse_passages(back.read_text(encoding="utf-8"), "back.txt")
    assert faults == []
    names = {each.passage.head.name: each.passage for each in found}
    assert set(names) == {"one", "two", "three"}
    if not converter(name).loses:
        assert names["one"] == rich()
        assert names["two"] == plain()
        (report,) = read_corpus(corpus / "dev" / "y" / "02.txt").reports
        assert names["three"] == compose_report(report).passage
        assert "natural" not in names["three"].text
        assert len(names["three"].text) > len(report.located.passage.text) + 100


def test_splits_can_be_chosen(corpus: Path, tmp_path: Path) -> None:
    assert gongkai("export", "jsonl", tmp_path / "out.jsonl", corpus, "--split", "train") == 0
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["head"]["name"] == "one"


def test_the_sealed_split_of_the_corpus_is_not_exported(tmp_path: Path, capsys: Captured) -> None:
    assert gongkai("export", "jsonl", tmp_path / "out.jsonl", "--split", "test") == 1
    error = " ".join(capsys.readouterr().err.split())
    assert "the split test is sealed: hand it out with gongkai annotations open" in error
    assert not (tmp_path / "out.jsonl").exists()


def test_sealed_passages_are_exported_from_a_path_with_their_split_only(
    corpus: Path, tmp_path: Path, capsys: Captured
) -> None:
    sealed = corpus / "test"
    assert gongkai("export", "jsonl", tmp_path / "out.jsonl", sealed) == 1
    assert "name the split with --split" in " ".join(capsys.readouterr().err.split())
    assert gongkai("export", "jsonl", tmp_path / "out.jsonl", sealed, "--split", "test") == 0
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["head"]["name"] == "sealed"


def test_what_a_format_leaves_out_is_counted(corpus: Path, tmp_path: Path) -> None:
    printed = export_annotations("measeval", tmp_path / "out", corpus)
    assert printed.partition("; left out: ")[2] == "improvements (1), non-claims (3), problems (1)"


def test_finished_annotations_are_for_label_studio(
    corpus: Path, tmp_path: Path, capsys: Captured
) -> None:
    tasks = tmp_path / "tasks.json"
    assert gongkai("export", "label-studio", tasks, corpus, "--finished") == 0
    assert [list(task) for task in json.loads(tasks.read_text("utf-8"))] == [
        ["data", "annotations"]
    ] * 3
    assert gongkai("export", "brat", tmp_path / "brat", corpus, "--finished") == 1
    assert "only label-studio" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "conll", "OUT"), "'conll' is no format"),
        (("export", "jsonl", "OUT", "--split", "all"), "'all' is no split: choose from train"),
        (("export", "jsonl", "THERE"), "exists: name another"),
        (("import", "jsonl", "THERE", "THERE"), "exists: name another"),
        (("import", "jsonl", "MISSING", "OUT"), "there is no such file"),
        (("import", "spacy", "THERE", "OUT"), "is no .spacy file"),
    ],
)
def test_wrong_usage_is_answered_with_one_sentence(
    tmp_path: Path, capsys: Captured, arguments: tuple[str, ...], message: str
) -> None:
    there = tmp_path / "THERE"
    there.write_text("{}", encoding="utf-8")
    named = {"OUT": tmp_path / "out", "THERE": there, "MISSING": tmp_path / "missing"}
    assert gongkai(*(named.get(each, each) for each in arguments)) == 1
    assert message in " ".join(capsys.readouterr().err.split())
    assert there.read_text(encoding="utf-8") == "{}"


def test_marks_that_cross_cannot_be_imported(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "crossing.jsonl"
    converter("jsonl").write([plain()], path)
    row = json.loads(path.read_text(encoding="utf-8"))
    row["contexts"][0]["end"] = row["contexts"][1]["end"] - 1
    del row["contexts"][0]["quote"]
    path.write_text(json.dumps(row), encoding="utf-8")
    assert gongkai("import", "jsonl", path, tmp_path / "out.txt") == 1
    assert "marks may lie in one another, but not cross" in " ".join(
        capsys.readouterr().err.split()
    )
    assert not (tmp_path / "out.txt").exists()


def test_the_dataset_and_whole_reports_are_written_as_folders(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for name, text in {"a/01.txt": source(EXAMPLE), "r/01.txt": REPORT}.items():
        file = corpus / "train" / name
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    written = export_annotations("parquet", tmp_path / "dataset", corpus)
    assert written.startswith("3 files written")
    assert (tmp_path / "dataset" / "reports" / "train.parquet").is_file()
    written = export_annotations("reports", tmp_path / "reports", corpus)
    assert written.startswith("1 report written")
    assert (tmp_path / "reports" / "three.gold.json").is_file()
    with pytest.raises(ConverterError, match="exists"):
        export_annotations("reports", tmp_path / "reports", corpus)
    with pytest.raises(CorpusError, match="no whole report"):
        export_annotations("reports", tmp_path / "none", corpus / "train" / "a")
