"""The output directory of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.extract.writing.json_lines import WriteError, record_line
from gongkai.extract.writing.output import FORMATS, Output, needs_rows
from gongkai.extract.writing.tidy import TABLES, tidy_rows
from tests.extract.sample_records import TEXT, sample_record


def names(path: Path) -> set[str]:
    return {entry.name for entry in path.iterdir()}


def write_one(path: Path, formats: tuple[str, ...] = ("jsonl",), *, complete: bool = True) -> None:
    output = Output(path, formats)
    output.write_record(record_line(sample_record()), tidy_rows(sample_record(), TEXT))
    output.close(complete=complete)


def test_each_format_has_its_files(tmp_path: Path) -> None:
    write_one(tmp_path / "a" / "b", FORMATS)
    tables = {f"{table.name}.{ending}" for table in TABLES for ending in ("csv", "parquet")}
    assert names(tmp_path / "a" / "b") == {"records.jsonl", *tables}


def test_a_run_without_reports_leaves_empty_files_of_its_formats(tmp_path: Path) -> None:
    Output(tmp_path, ("jsonl", "csv")).close(complete=True)
    assert names(tmp_path) == {"records.jsonl", *(f"{table.name}.csv" for table in TABLES)}
    assert (tmp_path / "records.jsonl").read_bytes() == b""


def test_tables_have_another_name_until_they_are_whole(tmp_path: Path) -> None:
    output = Output(tmp_path, ("csv",))
    assert names(tmp_path) == {f"{table.name}.csv.partial" for table in TABLES}
    output.close(complete=True)


def test_a_complete_run_replaces_an_earlier_one_in_every_format(tmp_path: Path) -> None:
    output = Output(tmp_path, FORMATS)
    output.write_error("{}")
    output.close(complete=True)
    (tmp_path / "notes.txt").write_text("mine")
    write_one(tmp_path)
    assert names(tmp_path) == {"records.jsonl", "notes.txt"}


def test_a_run_that_is_stopped_keeps_what_it_did_and_the_earlier_results(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("earlier\n")
    write_one(tmp_path, complete=False)
    assert (tmp_path / "records.jsonl").read_text().startswith('{"schema_version"')
    assert (tmp_path / "records.jsonl.previous").read_text() == "earlier\n"


def test_errors_have_a_file_when_there_are_any(tmp_path: Path) -> None:
    output = Output(tmp_path, ("jsonl",))
    output.write_error('{"uri":"x"}')
    output.close(complete=True)
    assert (tmp_path / "errors.jsonl").read_text() == '{"uri":"x"}\n'


def test_a_directory_that_cannot_be_made_is_a_write_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="choose another --output"):
        Output(tmp_path / "file" / "results", ("jsonl",))


def test_rows_are_needed_for_tables_only() -> None:
    assert not needs_rows(("jsonl",))
    assert needs_rows(("jsonl", "csv"))
