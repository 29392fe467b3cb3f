"""``gongkai annotations export`` and ``import`` from the outside."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gongkai.annotations.converters import NAMES, ConverterError, converter
from gongkai.annotations.converters.commands import (
    FOLDERS,
    export_annotations,
    import_annotations,
)
from gongkai.annotations.converters.staging import staged
from gongkai.annotations.corpus_files import CorpusError, bundled_double, read_corpus
from gongkai.annotations.formats import WRITTEN_ONLY, list_of_all
from gongkai.annotations.markup import parse_passages, write_passage
from gongkai.annotations.passages import Split
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
    assert printed[0].endswith("; 1 report as a text with its tables; its gold is left out")
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


@pytest.mark.parametrize("given", ["test", "test/z", "test/z/01.txt", "link", "link.txt"])
@pytest.mark.parametrize("name", ["jsonl", "reports", "parquet"])
def test_nothing_of_a_sealed_split_is_exported_whatever_the_path(
    corpus: Path, tmp_path: Path, capsys: Captured, given: str, name: str
) -> None:
    (corpus / "test" / "SHA256").write_text("0\n", encoding="utf-8")
    (tmp_path / "link").symlink_to(corpus / "test" / "z")
    (tmp_path / "link.txt").symlink_to(corpus / "test" / "z" / "01.txt")
    path = tmp_path / given if given.startswith("link") else corpus / given
    for options in ((), ("--split", "test"), ("--split", "train", "--split", "test")):
        assert gongkai("export", name, tmp_path / "out", path, *options) == 1
        error = " ".join(capsys.readouterr().err.split())
        assert "is of a test split, which is sealed: hand it out with gongkai" in error
        assert not (tmp_path / "out").exists()


def test_a_corpus_with_a_sealed_split_is_exported_without_it(corpus: Path, tmp_path: Path) -> None:
    (corpus / "test" / "SHA256").write_text("0\n", encoding="utf-8")
    written = export_annotations("jsonl", tmp_path / "out.jsonl", corpus)
    assert written.startswith("3 passages written")
    with pytest.raises(CorpusError, match="is of a test split, which is sealed"):
        export_annotations("jsonl", tmp_path / "test.jsonl", corpus, [Split.DEV, Split.TEST])
    assert not (tmp_path / "test.jsonl").exists()


def test_the_test_passages_that_were_annotated_twice_are_sealed(tmp_path: Path) -> None:
    for path in (bundled_double(), bundled_double() / "first" / "test"):
        with pytest.raises(CorpusError, match="is of a test split, which is sealed"):
            export_annotations("jsonl", tmp_path / "out.jsonl", path, [Split.TEST])


def test_a_sealed_file_is_not_imported_as_markup(corpus: Path, tmp_path: Path) -> None:
    (corpus / "test" / "SHA256").write_text("0\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="is of a test split, which is sealed"):
        import_annotations("markup", corpus / "test" / "z" / "01.txt", tmp_path / "out.txt")


def test_what_stands_beside_the_output_is_not_written_over(
    corpus: Path, tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "project"
    assert gongkai("export", "label-studio", folder / "train.json", corpus, "--split", "train") == 0
    assert gongkai("export", "label-studio", folder / "dev.json", corpus, "--split", "dev") == 0
    (folder / "label_config.xml").write_text("<View/>", encoding="utf-8")
    capsys.readouterr()
    assert gongkai("export", "label-studio", folder / "all.json", corpus) == 1
    error = " ".join(capsys.readouterr().err.split())
    assert "label_config.xml exists and says something else" in error
    assert (folder / "label_config.xml").read_text(encoding="utf-8") == "<View/>"
    assert names(folder) == ["dev.json", "label_config.xml", "train.json"]


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_two_reports_of_one_name_are_refused(corpus: Path, tmp_path: Path) -> None:
    (corpus / "dev" / "y" / "03.txt").write_text(REPORT, encoding="utf-8")
    with pytest.raises(CorpusError, match="two reports have the name three: rename one"):
        export_annotations("reports", tmp_path / "out", corpus)
    assert not (tmp_path / "out").exists()


def test_an_export_that_fails_leaves_nothing_and_names_the_output(
    corpus: Path, tmp_path: Path
) -> None:
    (corpus / "train" / "x" / "02.txt").write_text(
        write_passage(plain()).replace("{p1:全年}", "{p1:全年\n}"), encoding="utf-8"
    )
    output = tmp_path / "made" / "brat"
    with pytest.raises(ConverterError, match="two passages have the name two") as caught:
        export_annotations("brat", output, corpus)
    assert str(caught.value).startswith(f"{output}: ")
    (corpus / "dev" / "y" / "01.txt").unlink()
    with pytest.raises(ConverterError, match="ends with a line break") as caught:
        export_annotations("brat", output, corpus)
    assert str(caught.value).startswith(f"{output}: two: ")
    assert names(tmp_path) == ["corpus"]


def test_an_output_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    def write() -> None:
        with staged(output) as target:
            target.write_text("a", encoding="utf-8")
            (target / "b").write_text("b", encoding="utf-8")

    output = tmp_path / "made" / "out"
    with pytest.raises(OSError, match=re.escape(str(output))) as caught:
        write()
    assert caught.value.filename == str(output)
    assert names(tmp_path) == []


def test_a_link_that_leads_nowhere_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "nothing")
    with pytest.raises(ConverterError, match="out exists: name another"), staged(tmp_path / "out"):
        pass


def test_help_names_all_formats(capsys: Captured) -> None:
    for command, known in (("export", (*NAMES, *FOLDERS)), ("import", NAMES)):
        assert gongkai(command, "--help") == 0
        printed = capsys.readouterr().out
        assert [name for name in known if name not in printed] == []
    assert set(FOLDERS) == set(WRITTEN_ONLY)
    assert list_of_all().startswith("spacy, label-studio, ")


def test_what_a_format_leaves_out_is_counted(corpus: Path, tmp_path: Path) -> None:
    printed = export_annotations("measeval", tmp_path / "out", corpus)
    assert printed.partition("; left out: ")[2] == (
        "improvements (1), non-claims (3), problems (1); 1 report as a text with its tables; its "
        "gold is left out"
    )
    (corpus / "dev" / "y" / "03.txt").write_text(REPORT.replace("=== three", "=== four"), "utf-8")
    printed = export_annotations("jsonl", tmp_path / "out.jsonl", corpus)
    assert printed == (
        f"4 passages written to {tmp_path / 'out.jsonl'}; 2 reports as texts with their tables; "
        "their gold is left out"
    )
    printed = export_annotations("jsonl", tmp_path / "train.jsonl", corpus, [Split.TRAIN])
    assert printed == f"1 passage written to {tmp_path / 'train.jsonl'}"


def test_finished_annotations_are_for_label_studio(
    corpus: Path, tmp_path: Path, capsys: Captured
) -> None:
    tasks = tmp_path / "tasks.json"
    assert gongkai("export", "label-studio", tasks, corpus, "--finished") == 0
    assert [list(task) for task in json.loads(tasks.read_text("utf-8"))] == [
        ["data", "annotations"]
    ] * 3
    for name in {*NAMES, *WRITTEN_ONLY} - {"label-studio"}:
        assert gongkai("export", name, tmp_path / "other", corpus, "--finished") == 1
        assert "only label-studio" in capsys.readouterr().err
        assert not (tmp_path / "other").exists()


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
