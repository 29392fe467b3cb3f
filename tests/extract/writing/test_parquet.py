"""Parquet files with explicit types."""

from __future__ import annotations

from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.writing import parquet
from gongkai.extract.writing.parquet import ParquetWriter, RowBuffer, parquet_schema
from gongkai.extract.writing.tidy import (
    TABLES,
    Column,
    ColumnRows,
    ColumnType,
    TidyTable,
    tidy_rows,
)
from tests.extract.sample_records import TEXT, sample_record


def write(path: Path, table: str, times: int = 1) -> Path:
    columns = next(found for found in TABLES if found.name == table)
    writer = ParquetWriter(path / f"{table}.parquet", columns)
    for _ in range(times):
        writer.write(tidy_rows(sample_record(), TEXT)[table])
    writer.close()
    return path / f"{table}.parquet"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_come_back_as_they_were(tmp_path: Path, table: object) -> None:
    name = str(getattr(table, "name", ""))
    found = pyarrow.parquet.read_table(write(tmp_path, name)).to_pylist()
    assert [tuple(row.values()) for row in found] == tidy_rows(sample_record(), TEXT)[name]


def test_an_empty_table_keeps_its_types(tmp_path: Path) -> None:
    for table in TABLES:
        path = tmp_path / f"{table.name}.parquet"
        ParquetWriter(path, table).close()
        found = pyarrow.parquet.read_table(path)
        assert found.num_rows == 0
        assert found.schema.equals(parquet_schema(table))


def test_columns_have_the_types_of_what_they_hold() -> None:
    schemas = {table.name: parquet_schema(table) for table in TABLES}
    assert schemas["reports"].field("published").type == pyarrow.date32()
    assert schemas["claims"].field("value").type == pyarrow.float64()
    assert schemas["claims"].field("part_of").type == pyarrow.int64()
    assert schemas["facts"].field("headline").type == pyarrow.bool_()
    assert schemas["facts"].field("sources").type == pyarrow.list_(pyarrow.string())


def test_row_groups_end_at_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", 3)
    by_rows = pyarrow.parquet.ParquetFile(write(tmp_path, "texts", times=7))
    assert [by_rows.metadata.row_group(place).num_rows for place in range(3)] == [3, 3, 1]
    monkeypatch.setattr(parquet, "BYTES_PER_GROUP", 1)
    monkeypatch.setattr(parquet, "_CHARACTERS_PER_BATCH", len(TEXT))
    by_size = pyarrow.parquet.ParquetFile(write(tmp_path, "texts", times=2))
    assert by_size.metadata.num_row_groups == 2


def test_what_waits_is_measured_with_lists_and_all(tmp_path: Path) -> None:
    checks = next(table for table in TABLES if table.name == "checks")
    waiting = RowBuffer(parquet_schema(checks), rows_per_batch=1, bytes_per_group=20_000)
    row = tidy_rows(sample_record(), TEXT)["checks"][0]
    added = 0
    while not waiting.is_full:
        waiting.add((*row[:-2], ["applications.received.total"] * 100, row[-1]))
        added += 1
    assert 5 <= added <= 8
    assert waiting.take().num_rows == added
    assert not waiting.is_full


def test_repeated_columns_and_places_take_few_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "cells", times=200)
    group = pyarrow.parquet.ParquetFile(path).metadata.row_group(0)
    columns = [group.column(place) for place in range(group.num_columns)]
    encodings = {column.path_in_schema: column.encodings for column in columns}
    assert "DELTA_BINARY_PACKED" in encodings["start"]
    assert "DELTA_BINARY_PACKED" in encodings["end"]
    assert "RLE_DICTIONARY" in encodings["key"]
    assert "RLE_DICTIONARY" in encodings["box.list.element"]
    assert path.stat().st_size / group.num_rows < 1


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    first = write(tmp_path, "cells").read_bytes()
    assert write(tmp_path, "cells").read_bytes() == first


Texts = list[tuple[str | None, int]]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["a", None, "b" * 40, "字" * 9]), st.integers(0, 9)))
    ),
    st.integers(1, 9),
    st.integers(1, 60),
)
def test_rows_in_columns_end_batches_where_single_rows_do(
    reports: list[Texts], rows_per_batch: int, characters: int
) -> None:
    table = TidyTable("t", (Column("x", ColumnType.TEXT), Column("y", ColumnType.INTEGER)))
    schema = parquet_schema(table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "_CHARACTERS_PER_BATCH", characters)
        single, together = (RowBuffer(schema, rows_per_batch) for _ in range(2))
        for rows in reports:
            for row in rows:
                single.add(row)
            together.extend(ColumnRows.of(rows, 2))
            assert (together.rows, together.size) == (single.rows, single.size)
        assert together.take().equals(single.take())


@given(st.lists(st.integers(0, 7), max_size=8), st.integers(1, 5))
def test_row_groups_end_at_the_same_row_however_rows_arrive(
    reports: list[int], rows_per_group: int
) -> None:
    table = TidyTable("t", (Column("y", ColumnType.INTEGER),))
    rows = [[(number,) for number in range(length)] for length in reports]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "ROWS_PER_GROUP", rows_per_group)
        found = []
        for whole in (False, True):
            stream = pyarrow.BufferOutputStream()
            writer = ParquetWriter(stream, table)
            for some in rows if whole else [[row] for part in rows for row in part]:
                writer.write(some)
            writer.close()
            found.append(stream.getvalue().to_pybytes())
    assert found[0] == found[1]
