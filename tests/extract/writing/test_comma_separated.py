"""CSV that spreadsheets open and do not run."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.writing.comma_separated import CommaSeparatedWriter, guarded
from gongkai.extract.writing.tidy import TABLES, tidy_rows
from tests.extract.sample_records import TEXT, sample_record


def unguarded(text: str) -> str:
    return text.removeprefix("'")


def read_back(path: Path, table: str) -> list[dict[str, str]]:
    columns = next(found for found in TABLES if found.name == table)
    file = path / f"{table}.csv"
    writer = CommaSeparatedWriter(file, columns)
    writer.write(tidy_rows(sample_record(), TEXT)[table])
    writer.close()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_file_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    read_back(tmp_path, "texts")
    content = (tmp_path / "texts.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfrecord_id,text\r\n")
    assert content.count(b"\xef\xbb\xbf") == 1


def test_a_text_with_line_breaks_comes_back_whole(tmp_path: Path) -> None:
    assert read_back(tmp_path, "texts")[0]["text"] == TEXT


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_row_is_written_with_its_columns(tmp_path: Path, table: str) -> None:
    rows = read_back(tmp_path, table)
    assert len(rows) == len(tidy_rows(sample_record(), TEXT)[table])
    assert all(row["record_id"] == "00112233aabbccdd" and None not in row for row in rows)


def test_numbers_dates_truths_and_lists_are_written_plainly(tmp_path: Path) -> None:
    claims = read_back(tmp_path, "claims")
    assert [claim["value"] for claim in claims] == ["120", "45", "98.5", "5"]
    assert claims[0]["value_max"] == ""
    assert read_back(tmp_path, "reports")[0]["published"] == "2024-01-31"
    facts = read_back(tmp_path, "facts")
    assert [fact["headline"] for fact in facts] == ["true", "false", "false"]
    assert json.loads(facts[1]["sources"]) == ["cell:applications.received.total", "claim:4"]
    assert json.loads(facts[1]["values"])[1] == {
        "value": 5,
        "bound": "exact",
        "sources": ["claim:4"],
    }


def test_a_text_that_would_run_as_a_formula_is_guarded(tmp_path: Path) -> None:
    assert read_back(tmp_path, "lines")[0]["label"] == "'=发放手册"


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "-2+3", "@sum", "＝1", "\t=1", "'already"])
def test_formulas_are_preceded_by_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "-", "--", "-12", "+3.5", "+14.63%", "报告", "1=1"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet="=+-@'\t\r1ab报＝", max_size=6))
def test_dropping_one_apostrophe_gives_back_every_text(text: str) -> None:
    assert unguarded(guarded(text)) == text
