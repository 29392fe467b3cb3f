"""The output directory of a run."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from gongkai.extract.writing.json_lines import WriteError, record_line
from gongkai.extract.writing.output import FORMATS, Output, needs_rows
from gongkai.extract.writing.tables import MissingExtraError
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
    endings = ("csv", "parquet", "dta")
    tables = {f"{table.name}.{ending}" for table in TABLES for ending in endings}
    whole = {"records.jsonl", "gongkai.duckdb", "gongkai.xlsx"}
    assert names(tmp_path / "a" / "b") == {*whole, *tables}


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


@pytest.mark.parametrize(
    ("name", "library"), [("duckdb", "duckdb"), ("xlsx", "xlsxwriter"), ("dta", "pandas")]
)
def test_a_format_without_its_library_names_the_extra_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / "records.jsonl").write_text("earlier")
    with pytest.raises(MissingExtraError, match=rf"format {name} .*gongkai\[analysis\]"):
        Output(tmp_path, ("jsonl", "csv", name))
    assert names(tmp_path) == {"records.jsonl"}


def test_what_a_killed_run_left_goes_and_files_of_others_stay(tmp_path: Path) -> None:
    leftovers = ["claims.csv.partial", "gongkai.duckdb.partial.wal", "claims_2.dta.partial"]
    others = ["mine.csv.partial", "claims_of_mine.dta", "claims.txt"]
    for name in (*leftovers, *others):
        (tmp_path / name).write_text("")
    (tmp_path / "claims.partial" / "report_year=2023").mkdir(parents=True)
    write_one(tmp_path)
    assert names(tmp_path) == {"records.jsonl", *others}


def test_what_the_user_has_to_know_is_told_after_the_end(tmp_path: Path) -> None:
    output = Output(tmp_path, ("xlsx",))
    output.write_record("", tidy_rows(sample_record(), "长" * 40_000))
    assert output.notes == []
    output.close(complete=True)
    assert ["1 texts of texts are cut" in note for note in output.notes] == [True]


@pytest.mark.parametrize("name", ["csv", "duckdb", "xlsx", "dta"])
def test_a_full_disk_is_a_write_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    output = Output(tmp_path, (name,))

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "file")

    (writer,) = output._writers
    monkeypatch.setattr(writer, "write", fail)
    with pytest.raises(WriteError, match="make room or choose another --output"):
        output.write_record("", tidy_rows(sample_record(), TEXT))
