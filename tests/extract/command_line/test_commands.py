"""The commands from the outside: what they print, write and return."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gongkai.extract import work
from gongkai.extract.command_line import flags, main
from gongkai.extract.inputs import Input
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.writing.json_lines import record_line
from gongkai.models.document import Document
from gongkai.models.record import Record
from tests.extract.command_line.fakes import extract_fake, read_fake
from tests.extract.sample_records import sample_record

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "read_document", read_fake)
    monkeypatch.setattr(work, "extract_record", extract_fake)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")


def gongkai(*arguments: object) -> int:
    """Run the command line and return its exit status."""
    with pytest.raises(SystemExit) as exited:
        main([str(argument) for argument in arguments])
    assert exited.value.code is None or isinstance(exited.value.code, int)
    return exited.value.code or 0


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("b", "a", "c"):
        (folder / f"{name}.txt").write_text(f"report {name}")
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def uris(path: Path) -> list[str]:
    records = (path / "records.jsonl").read_text(encoding="utf-8").splitlines()
    return [Record.model_validate_json(line).source.uri for line in records]


def test_all_reports_read_is_success(reports: Path, tmp_path: Path, capsys: Captured) -> None:
    output = tmp_path / "out"
    assert gongkai("extract", reports, "--output", output) == 0
    assert uris(output) == ["a.txt", "b.txt", "c.txt"]
    assert [path.name for path in output.iterdir()] == ["records.jsonl"]
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "reports read: 3, failed: 0; claims: 12" in printed.err


def test_the_summary_line_is_in_the_language_asked_for(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert gongkai("extract", reports, "-o", tmp_path / "out", "--lang", "zh") == 0
    assert "读取报告 3 份" in capsys.readouterr().err


def test_what_fails_is_a_line_of_errors_and_stops_nothing(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    (reports / "a.txt").write_text("")
    (reports / "b.txt").write_text("a fault")
    (reports / "x.zip").write_text("no archive")
    output = tmp_path / "out"
    assert gongkai("extract", reports, "--output", output) == 1
    assert uris(output) == ["c.txt"]
    failures = lines(output / "errors.jsonl")
    assert [(entry["uri"], entry["stage"], entry["error"]) for entry in failures] == [
        ("a.txt", "read", "empty"),
        ("b.txt", "extract", "ZeroDivisionError"),
        ("x.zip", "read", "damaged_archive"),
    ]
    printed = capsys.readouterr().err
    assert "a.txt is empty: fetch it again." in printed
    assert "Traceback" not in printed


def test_members_of_archives_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("m.txt", "report")
    assert gongkai("extract", tmp_path / "x.zip", "--output", tmp_path / "out") == 0
    (record,) = lines(tmp_path / "out" / "records.jsonl")
    source = record["source"]
    assert isinstance(source, dict)
    assert (source["uri"], source["member"]) == ("x.zip", "m.txt")


def test_each_format_asked_for_is_written(reports: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert gongkai("extract", reports, "--output", output, "--format", "csv,parquet") == 0
    names = {path.name for path in output.iterdir()}
    assert {"claims.csv", "claims.parquet"} <= names
    assert "records.jsonl" not in names


def test_files_that_were_passed_over_are_named(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    (reports / "style.css").write_text("")
    assert gongkai("extract", reports, "--output", tmp_path / "out") == 0
    assert "type: 1, .css (1)" in capsys.readouterr().err


def test_reports_in_formats_that_are_not_read_are_failures(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    (reports / "scan.ofd").write_text("")
    with zipfile.ZipFile(reports / "x.zip", "w") as archive:
        archive.writestr("m.xls", "report")
    output = tmp_path / "out"
    assert gongkai("extract", reports, "--output", output) == 1
    assert [
        (entry["uri"], entry["member"], entry["error"]) for entry in lines(output / "errors.jsonl")
    ] == [
        ("scan.ofd", None, "unsupported"),
        ("x.zip", "m.xls", "unsupported"),
    ]
    assert "reports read: 3, failed: 2" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["extract", "show", "text"])
def test_recognition_is_done_as_asked_for(
    reports: Path,
    tmp_path: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    asked: list[Recognition] = []

    def read(source: Input, ocr: Recognition = Recognition.AUTO) -> Document:
        asked.append(ocr)
        return read_fake(source)

    monkeypatch.setattr(work, "read_document", read)
    arguments = [command, reports / "a.txt"]
    arguments += ["--output", tmp_path / "out"] if command == "extract" else []
    assert gongkai(*arguments) == gongkai(*arguments, "--ocr", "never") == 0
    assert asked == [Recognition.AUTO, Recognition.NEVER]
    assert gongkai(*arguments, "--ocr", "sometimes") == 2
    assert "always" in capsys.readouterr().err


def test_the_help_says_what_the_language_changes(capsys: Captured) -> None:
    assert gongkai("extract", "--help") == 0
    printed = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "progress and summary" in printed
    assert "errors are in English" in printed


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--partition-by", "year"], "add parquet to --format"),
        (["--format", "parquet", "--partition-by", "year,place"], "not split by 'place'"),
        (["--format", "doc"], "There is no format 'doc'"),
        (["--format", ""], "There is no format ''"),
        (["--model", "best"], "There is no model 'best'"),
        (["--model", ""], "There is no model ''"),
        (["--model", "."], ". holds no model (it has no file config.cfg)"),
        (
            ["--model", "rules", "--min-confidence", "0.5"],
            "The model rules gives no calibrated confidence",
        ),
        (["--min-confidence", "1.5"], "equal to 1"),
        (["--workers", "0"], "equal to 1"),
        (["--lang", "fr"], "--lang"),
    ],
)
def test_wrong_options_are_wrong_usage(
    reports: Path, tmp_path: Path, capsys: Captured, options: list[str], message: str
) -> None:
    output = tmp_path / "out"
    assert gongkai("extract", reports, "--output", output, *options) == 2
    assert message in " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert not output.exists()


def test_a_threshold_is_taken_with_a_model_that_has_confidences(
    reports: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    assert gongkai("extract", reports, "--output", output, "--min-confidence", "0.9") == 0
    first = lines(output / "records.jsonl")[0]["claims"]
    assert isinstance(first, list)
    assert [claim["id"] for claim in first] == [1, 2]


def test_a_folder_with_a_damaged_model_is_wrong_usage_before_anything_is_read(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.cfg").write_text("[paths]\ntrain = 1\n")
    output = tmp_path / "out"
    model = ("--model", tmp_path / "model")
    assert gongkai("extract", reports, "--output", output, *model) == 2
    assert "cannot be used" in " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert not output.exists()
    assert gongkai("show", reports / "a.txt", *model) == 2
    assert "cannot be used" in " ".join(capsys.readouterr().err.split())


def test_show_refuses_a_model_that_is_not_there(reports: Path, capsys: Captured) -> None:
    assert gongkai("show", reports / "a.txt", "--model", "best") == 2
    assert "There is no model 'best'" in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: Captured) -> None:
    output = tmp_path / "out"
    assert gongkai("extract", tmp_path / "nothing", "--output", output) == 2
    assert capsys.readouterr().err.endswith("nothing does not exist: check the path.\n")
    assert not output.exists()


def test_an_output_that_cannot_be_written_is_a_failure(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "file").write_text("")
    assert gongkai("extract", reports, "--output", tmp_path / "file") == 1
    assert "choose another --output" in capsys.readouterr().err


def test_an_interruption_leaves_what_was_done(
    reports: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt_at_b(document: Document, model: str) -> Record:
        if document.source.uri == "b.txt":
            raise KeyboardInterrupt
        return extract_fake(document, model)

    output = tmp_path / "out"
    assert gongkai("extract", reports, "--output", output) == 0
    monkeypatch.setattr(work, "extract_record", interrupt_at_b)
    assert gongkai("extract", reports, "--output", output, "--format", "jsonl,csv") == 130
    assert uris(output) == ["a.txt"]
    names = {path.name for path in output.iterdir()}
    assert {"records.jsonl.previous", "claims.csv"} <= names
    assert "reports read: 1" in capsys.readouterr().err


def test_an_interruption_while_modules_are_imported_ends_quietly(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupting:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "gongkai.extract.command_line.app":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "gongkai.extract.command_line.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    assert gongkai("schema") == 130
    assert capsys.readouterr() == ("", "")


def test_an_interruption_before_a_command_runs_ends_quietly(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(application: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(flags, "with_plain_flags", interrupt)
    assert gongkai("schema") == 130
    assert capsys.readouterr() == ("", "")


def test_show_prints_reports_and_files_of_records_alike(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert gongkai("show", reports / "a.txt") == 0
    from_report = capsys.readouterr().out
    assert gongkai("extract", reports / "a.txt", "--output", tmp_path / "out") == 0
    capsys.readouterr()
    assert gongkai("show", tmp_path / "out" / "records.jsonl") == 0
    assert capsys.readouterr().out == from_report
    assert "云河县人民政府" in from_report


def test_show_knows_a_file_of_records_by_its_content(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "records"
    path.write_text(record_line(sample_record()) + "\n", encoding="utf-8")
    assert gongkai("show", path) == 0
    assert "folder/云河.txt" in capsys.readouterr().out


def test_show_names_the_line_that_is_no_record_and_shows_the_rest(
    tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"schema_version": 2}\n' + record_line(sample_record()), encoding="utf-8")
    assert gongkai("show", path) == 1
    printed = capsys.readouterr()
    assert "r.jsonl, line 1: no record of this version (" in printed.err
    assert "云河县人民政府" in printed.out


def test_show_takes_a_folder_of_results_for_its_records(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    output = tmp_path / "out"
    assert gongkai("extract", reports, "--output", output, "--format", "jsonl,csv,parquet") == 0
    capsys.readouterr()
    assert gongkai("show", "--summary", output) == 0
    assert capsys.readouterr().out.count("云河县2023年政府信息公开工作年度报告") == 3
    for table in ("claims.csv", "claims.parquet"):
        assert gongkai("show", output / table) == 1
        assert f"{table} is a table, not a report: name the records.jsonl" in (
            capsys.readouterr().err.replace("\n", " ")
        )


@pytest.mark.parametrize("arguments", [(), ("show",), ("extract",)])
def test_flags_show_no_type_in_the_help(arguments: tuple[str, ...], capsys: Captured) -> None:
    assert gongkai(*arguments, "--help") == 0
    printed = capsys.readouterr().out
    assert "--help" in printed
    assert "bool" not in printed.lower()


def test_a_value_that_is_no_choice_is_told_in_plain_words(capsys: Captured) -> None:
    assert gongkai("show", "--lang", "fr", "a.txt") == 2
    assert "Invalid value for '--lang': 'fr' is not one of" in capsys.readouterr().err


def test_a_report_that_cannot_be_shown_is_one_line(reports: Path, capsys: Captured) -> None:
    (reports / "a.txt").write_text("")
    assert gongkai("show", reports / "a.txt") == 1
    assert capsys.readouterr().err == "gongkai: a.txt is empty: fetch it again.\n"


def test_a_summary_shows_a_dozen_claims_over_all_reports(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text((record_line(sample_record()) + "\n") * 7, encoding="utf-8")
    assert gongkai("show", "--summary", path) == 0
    printed = capsys.readouterr().out
    assert printed.count("●") == 12
    assert printed.count("云河县2023年政府信息公开工作年度报告") == 7


def test_a_fault_in_one_report_leaves_the_others_to_be_shown(
    reports: Path, capsys: Captured
) -> None:
    (reports / "b.txt").write_text("fault")
    assert gongkai("show", reports) == 1
    captured = capsys.readouterr()
    assert captured.out.count("云河县2023年政府信息公开工作年度报告") == 2
    assert "b.txt met a fault of gongkai (division by zero)" in captured.err


def test_text_prints_the_text_of_a_report_unchanged(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a.txt").write_bytes("第一行\r\n\x1b[1m第二行".encode())
    with pytest.raises(SystemExit):
        main(["text", str(tmp_path / "a.txt")])
    assert capfdbinary.readouterr().out == "第一行\r\n\x1b[1m第二行".encode()


def test_text_wants_one_report(reports: Path, capsys: Captured) -> None:
    assert gongkai("text", reports) == 2
    assert "name a single file" in capsys.readouterr().err


def test_schema_prints_the_json_schema_of_a_record(capsys: Captured) -> None:
    assert gongkai("schema") == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["title"] == "Record"
    assert list(schema["properties"]) == list(Record.model_fields)
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_the_version_is_printed(capsys: Captured) -> None:
    assert gongkai("--version") == 0
    assert capsys.readouterr().out.startswith("gongkai 0.")


@pytest.mark.parametrize("command", ["extract", "show", "text", "schema"])
def test_each_help_shows_an_example(command: str, capsys: Captured) -> None:
    assert gongkai(command, "--help") == 0
    assert f"Example: gongkai {command}" in capsys.readouterr().out


def test_help_loads_nothing_heavy() -> None:
    heavy = ["pyarrow", "spacy", "selectolax", "numpy", "sklearn", "datasets"]
    program = (
        "import sys\nfrom gongkai.extract.command_line import main\n"
        "try: main(['extract', '--help'])\nexcept SystemExit: pass\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    shown = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert shown.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name != "posix", reason="pipes of this kind are of POSIX")
@pytest.mark.parametrize("command", [["schema"], ["show", "RECORDS"]])
def test_a_pipe_that_closes_early_gives_no_traceback(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text((record_line(sample_record()) + "\n") * 20, encoding="utf-8")
    arguments = [str(path) if part == "RECORDS" else part for part in command]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(  # noqa: S603 - this interpreter
            [sys.executable, "-m", "gongkai.extract", *arguments],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert ended.stderr == ""


def test_a_folder_with_a_workbook_is_still_a_folder_of_results(
    reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    output = tmp_path / "out"
    assert gongkai("extract", reports, "--output", output) == 0
    (output / "gongkai.xlsx").write_bytes(b"PK")
    capsys.readouterr()
    assert gongkai("show", "--summary", output) == 0
    assert "gongkai.xlsx" not in capsys.readouterr().out
