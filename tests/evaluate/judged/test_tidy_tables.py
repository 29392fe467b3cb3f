"""Tidy tables of an extraction, read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.evaluate.judged.loading import load_gold, load_predictions
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.judged.row_files import RowError
from gongkai.extract.command_line import main

SAMPLES = Path(__file__).parents[3] / "annotations" / "samples"
REPORTS = ("2020_bureau_lines", "2021_street_office_tabs", "2012_county_prose")


@pytest.fixture(scope="module")
def extraction(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with records and tables in both formats."""
    folder = tmp_path_factory.mktemp("extraction")
    paths = [str(SAMPLES / f"{name}.txt") for name in REPORTS]
    with pytest.raises(SystemExit) as exited:
        main(["extract", *paths, "--output", str(folder), "--format", "jsonl,parquet,csv"])
    assert exited.value.code in {0, None}
    return folder


def tables(extraction: Path, folder: Path, ending: str, *without: str) -> Path:
    """Copy the tables of one format, but some."""
    for file in extraction.glob(f"*{ending}"):
        if file.stem not in without:
            (folder / file.name).write_bytes(file.read_bytes())
    return folder


def comparable(report: JudgedReport) -> JudgedReport:
    """Return what records and tables both hold; a text changes which contexts are found."""
    claims = tuple(replace(claim, contexts=()) for claim in report.claims or ())
    return replace(report, claims=claims, sections=None, text=None)


@pytest.mark.parametrize("ending", [".parquet", ".csv"])
def test_tables_say_what_the_records_say(extraction: Path, tmp_path: Path, ending: str) -> None:
    records = load_predictions(extraction / "records.jsonl")
    folder = tables(extraction, tmp_path, ending)
    found = load_predictions(folder)
    assert load_gold(folder / f"claims{ending}") == found
    assert len(found) == len(REPORTS)
    for table, record in zip(found, records, strict=True):
        assert comparable(table) == comparable(record)
        assert table.claims
        assert table.facts
        assert table.text == (SAMPLES / table.name).read_text(encoding="utf-8")
        assert not table.from_rows
    assert any(claim.contexts for report in found for claim in report.claims or ())


def test_an_extraction_with_records_and_tables_is_read_from_its_records(extraction: Path) -> None:
    assert load_predictions(extraction) == load_predictions(extraction / "records.jsonl")
    assert load_gold(extraction, "claims") == load_gold(extraction / "claims.parquet")


def test_tables_that_are_not_there_are_not_judged(extraction: Path, tmp_path: Path) -> None:
    missing = ("cells", "problems", "facts", "texts")
    (found, *_) = load_predictions(tables(extraction, tmp_path, ".parquet", *missing))
    for part in ("cells", "problems", "improvements", "facts", "text"):
        assert getattr(found, part) is None
    assert found.claims


def test_claims_without_the_table_of_reports_are_rows_like_any(
    extraction: Path, tmp_path: Path
) -> None:
    found = load_predictions(tables(extraction, tmp_path, ".parquet", "reports"))
    assert all(report.from_rows and len(report.name) == 16 for report in found)


def test_a_report_without_claims_is_there(extraction: Path, tmp_path: Path) -> None:
    folder = tables(extraction, tmp_path, ".csv", "facts")
    header, *_ = (folder / "claims.csv").read_bytes().split(b"\n")
    (folder / "claims.csv").write_bytes(header + b"\n")
    assert [report.claims for report in load_predictions(folder)] == [()] * len(REPORTS)


@pytest.mark.parametrize(
    ("table", "old", "new", "reason"),
    [
        ("claims", b"\n", b"\n0000000000000000", r"claims\.csv, row 1: there is no report 0000"),
        ("cells", b"received.total", b"recieved.total", "no form has a cell recieved.total"),
        ("problems", b",content,", b",weather,", "problems.*category"),
        ("facts", b"claim:0", b"claim:999", r"reports\.csv, row \d: what the tables say .*999"),
        ("reports", b",county,", b",village,", r"reports\.csv, row \d: .*issuer\.tier"),
    ],
)
def test_a_damaged_table_is_named(  # noqa: PLR0917 - the cases are its arguments
    extraction: Path, tmp_path: Path, table: str, old: bytes, new: bytes, reason: str
) -> None:
    folder = tables(extraction, tmp_path, ".csv")
    path = folder / f"{table}.csv"
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    with pytest.raises(RowError, match=reason):
        load_predictions(folder)


def test_a_report_that_stands_twice_is_refused(extraction: Path, tmp_path: Path) -> None:
    path = tables(extraction, tmp_path, ".csv") / "reports.csv"
    content = path.read_bytes()
    path.write_bytes(content + content.split(b"\n", 1)[1])
    with pytest.raises(RowError, match="its record_id stands twice"):
        load_predictions(tmp_path)


def test_a_folder_without_claims_is_no_extraction(extraction: Path, tmp_path: Path) -> None:
    tables(extraction, tmp_path, ".csv", "claims")
    with pytest.raises(RowError, match="holds no table of claims"):
        load_predictions(tmp_path, "claims")
