"""Parquet in folders by year and tier, which every reader reads alike."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas
import pyarrow.dataset
import pyarrow.parquet
import pytest

from gongkai.extract.writing.json_lines import WriteError, record_line
from gongkai.extract.writing.output import PARTITIONS, Output
from gongkai.extract.writing.partitions import (
    PARTITION_KEYS,
    PartitionedParquetWriter,
    Room,
    partition_of,
)
from gongkai.extract.writing.tidy import TABLES, Rows, tidy_rows
from gongkai.models.record import Issuer, Record, Year
from gongkai.models.scheme import Tier
from tests.extract.sample_records import TEXT, sample_record

CLAIMS = next(table for table in TABLES if table.name == "claims")


def record(number: int, year: int | None, tier: Tier | None) -> Record:
    return sample_record(
        record_id=f"{number:016x}", year=Year(value=year), issuer=Issuer(name="云河县", tier=tier)
    )


RECORDS = [
    record(1, 2023, Tier.COUNTY),
    record(2, None, Tier.COUNTY),
    record(3, 2008, None),
    record(4, 2023, Tier.COUNTY),
]


def write(path: Path, records: list[Record] = RECORDS) -> None:
    output = Output(path, ("parquet",), partition_by=("year", "tier"))
    for each in records:
        output.write_record(record_line(each), tidy_rows(each, TEXT))
    output.close(complete=True)


def files(path: Path) -> set[str]:
    return {each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file()}


def test_the_keys_are_those_that_can_be_asked_for() -> None:
    assert tuple(PARTITION_KEYS) == PARTITIONS
    columns = {name for table in TABLES for name in table.names}
    assert columns.isdisjoint(name for name, _, _ in PARTITION_KEYS.values())


def test_a_report_without_year_or_tier_has_a_folder_too() -> None:
    rows: Rows = tidy_rows(record(1, None, None), TEXT)
    assert partition_of(rows, ("year", "tier")) == "report_year=0/report_tier=unknown"
    assert partition_of(rows, ("form", "type")) == "report_form=2021/report_type=unknown"


def test_each_table_has_a_folder_for_each_year_and_tier(tmp_path: Path) -> None:
    write(tmp_path)
    for table in TABLES:
        assert files(tmp_path / table.name) == {
            "report_year=2023/report_tier=county/part-0.parquet",
            "report_year=0/report_tier=county/part-0.parquet",
            "report_year=2008/report_tier=unknown/part-0.parquet",
        }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_pyarrow_and_pandas_read_the_same(tmp_path: Path, table: object) -> None:
    write(tmp_path)
    name = str(getattr(table, "name", ""))
    folder = tmp_path / name
    expected = sorted(
        (row[0], each.year.value or 0, str(each.issuer.tier or "unknown"))
        for each in RECORDS
        for row in tidy_rows(each, TEXT)[name]
    )
    columns = ["record_id", "report_year", "report_tier"]
    query = (
        f"SELECT {', '.join(columns)} FROM "  # noqa: S608 - our own names
        f"read_parquet('{folder}/**/*.parquet', hive_partitioning = true)"
    )
    assert sorted(duckdb.connect().execute(query).fetchall()) == expected
    arrow = pyarrow.dataset.dataset(folder, partitioning="hive").to_table(columns=columns)
    assert sorted(tuple(row.values()) for row in arrow.to_pylist()) == expected
    frame = pandas.read_parquet(folder)[columns]
    assert sorted(frame.astype({"report_year": int}).itertuples(index=False)) == expected


def test_datasets_loads_them(tmp_path: Path) -> None:
    import datasets  # noqa: PLC0415 - slow to load

    write(tmp_path / "out")
    loaded = datasets.load_dataset(
        "parquet",
        data_files=str(tmp_path / "out/claims/**/*.parquet"),
        cache_dir=str(tmp_path / "cache"),
        split="train",
    )
    assert loaded.column_names == list(CLAIMS.names)
    assert len(loaded) == 16


def test_few_files_are_open_and_no_row_is_lost(tmp_path: Path) -> None:
    writer = PartitionedParquetWriter(tmp_path, CLAIMS, part="shard", room=Room(1, 5, 2**20))
    for number in range(12):
        each = record(number, 2020 + number % 3, Tier.COUNTY)
        writer.write(f"report_year={2020 + number % 3}", tidy_rows(each, TEXT)["claims"])
    writer.close()
    names = {name.split("/")[1] for name in files(tmp_path)}
    assert {"shard-0.parquet", "shard-1.parquet"} <= names
    found = pyarrow.parquet.read_table(tmp_path).column("record_id").to_pylist()
    assert sorted(found) == sorted(f"{number:016x}" for number in range(12) for _ in range(4))


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")
    for name in files(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_folders_of_an_earlier_run_are_replaced(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, RECORDS[:1])
    assert files(tmp_path / "claims") == {"report_year=2023/report_tier=county/part-0.parquet"}
    assert {path.name for path in tmp_path.iterdir()} == {table.name for table in TABLES}


def test_a_folder_with_files_of_others_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "notes.txt").write_text("mine")
    with pytest.raises(WriteError, match="claims holds other files"):
        Output(tmp_path, ("parquet",), partition_by=("year",))
    assert files(tmp_path) == {"claims/notes.txt"}
