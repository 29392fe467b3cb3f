"""Tables as columns: read without loss, cut between reports, turned into rows again."""

from __future__ import annotations

from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from gongkai.extract.writing import parquet
from gongkai.extract.writing.columns import (
    ColumnsError,
    plain,
    read_columns,
    rows_of,
    table_file,
)
from gongkai.extract.writing.parquet import ParquetWriter, parquet_schema
from gongkai.extract.writing.tidy import TABLES, Row, TidyTable, tidy_rows
from tests.extract.sample_records import TEXT, sample_record

CLAIMS = next(table for table in TABLES if table.name == "claims")


def write(folder: Path, table: TidyTable, reports: int = 1) -> list[Row]:
    writer = ParquetWriter(table_file(folder, table), table)
    rows: list[Row] = []
    for number in range(reports):
        rows += tidy_rows(sample_record(record_id=f"{number:016x}"), TEXT)[table.name]
    writer.write(rows)
    writer.close()
    return rows


@pytest.mark.parametrize("with_dictionaries", [True, False])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_come_back_as_they_were_made(
    tmp_path: Path, table: TidyTable, with_dictionaries: bool
) -> None:
    written = write(tmp_path, table, reports=2)
    (columns,) = read_columns(tmp_path, table, with_dictionaries=with_dictionaries)
    found = list(rows_of(columns, table))
    assert found == written
    assert [[type(item) for item in row] for row in found] == [
        [type(item) for item in row] for row in written
    ]


def test_columns_that_repeat_refer_to_a_dictionary(tmp_path: Path) -> None:
    write(tmp_path, CLAIMS)
    (columns,) = read_columns(tmp_path, CLAIMS)
    assert pyarrow.types.is_dictionary(columns.schema.field("metric").type)
    assert pyarrow.types.is_dictionary(columns.schema.field("record_id").type)
    assert columns.schema.field("sentence").type == pyarrow.string()
    assert columns.cast(parquet_schema(CLAIMS)).num_rows == columns.num_rows


@pytest.mark.parametrize("rows_per_group", range(1, 10))
def test_rows_of_a_report_come_together_however_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows_per_group: int
) -> None:
    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", rows_per_group)
    written = write(tmp_path, CLAIMS, reports=3)
    tables = list(read_columns(tmp_path, CLAIMS))
    assert [row for table in tables for row in rows_of(table, CLAIMS)] == written
    ids = [set(plain(table.column("record_id")).to_pylist()) for table in tables]
    assert sum(map(len, ids)) == len(set().union(*ids)) == 3


def test_some_columns_are_read_alone(tmp_path: Path) -> None:
    write(tmp_path, CLAIMS)
    (columns,) = read_columns(tmp_path, CLAIMS, ["record_id", "metric"])
    assert columns.column_names == ["record_id", "metric"]


def test_a_table_without_rows_gives_none(tmp_path: Path) -> None:
    write(tmp_path, CLAIMS, reports=0)
    assert list(read_columns(tmp_path, CLAIMS)) == []


@pytest.mark.parametrize("fault", ["missing", "cut", "other"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, fault: str) -> None:
    write(tmp_path, CLAIMS)
    path = table_file(tmp_path, CLAIMS)
    if fault == "missing":
        path.unlink()
    elif fault == "cut":
        path.write_bytes(path.read_bytes()[:-9])
    else:
        pyarrow.parquet.write_table(pyarrow.table({"record_id": ["a"]}), path)
    with pytest.raises(ColumnsError, match=r"claims\.parquet (cannot be read|has other columns)"):
        list(read_columns(tmp_path, CLAIMS))


def test_whole_numbers_beyond_those_of_decimals_are_their_nearest(tmp_path: Path) -> None:
    lines = next(table for table in TABLES if table.name == "lines")
    writer = ParquetWriter(table_file(tmp_path, lines), lines)
    writer.write([("0", "label", value, None, 1, 2) for value in (2**53 + 1, 7, None, 0.5)])
    writer.close()
    (read,) = read_columns(tmp_path, lines)
    assert [row[2] for row in rows_of(read, lines)] == [2**53, 7, None, 0.5]
