"""Results put together from folders of Parquet files are those written report by report."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest

from gongkai.extract.language import Language
from gongkai.extract.writing import columns
from gongkai.extract.writing.collected import CollectedOutput
from gongkai.extract.writing.json_lines import WriteError, record_line
from gongkai.extract.writing.output import TABLE_FORMATS, Output
from gongkai.extract.writing.partitions import PartitionedParquetWriter, Room
from gongkai.extract.writing.stata import StataWriter
from gongkai.extract.writing.tables import MissingExtraError, TablesWriter
from gongkai.extract.writing.tidy import TABLES, tidy_rows
from gongkai.extract.writing.workbook import WorkbookWriter
from gongkai.models.record import Issuer, Record, StatisticsLine, Year
from gongkai.models.scheme import Tier
from tests.extract.sample_records import TEXT, sample_claims, sample_record, sample_tables

#: Texts that a format has to do something about.
HOSTILE = ["=1+1", "a,b", 'a"b"', "a\nb", "a\rb", "a\r\nb", " a ", "", "'", "-", "−5", "\t", "令,"]
NUMBERS = [1, 0.5, None, -3, 0, 2.25, 10**15, None, 7, 0.0001, 12, 1e6, 3]


def nothing() -> None:
    """Take no notice."""


def records() -> list[Record]:
    made = []
    for number in range(7):
        tables = sample_tables()
        tables.lines = [
            StatisticsLine(label=label, value=value, unit=label or None, start=place, end=place)
            for place, (label, value) in enumerate(
                zip(HOSTILE, [1, 0.5, None, -3] * 4, strict=False)
            )
        ]
        claims = [
            claim.model_copy(update={"subject": text, "quote": text})
            for claim, text in zip(sample_claims(), HOSTILE[number:], strict=False)
        ]
        made.append(
            sample_record(
                record_id=f"{number:016x}",
                title=HOSTILE[number],
                year=Year(value=None if number == 3 else 2020 + number % 3),
                issuer=Issuer(name="云河县", tier=Tier.COUNTY if number % 2 else None),
                tables=tables,
                claims=claims if number % 3 else [],
            )
        )
    return made


def text_of(number: int) -> str:
    return TEXT + "".join(HOSTILE[number:])


def write_folders(directory: Path, shares: Sequence[int] = (3, 0, 1, 3)) -> list[Path]:
    """Write the records into folders, so many into each, as Parquet."""
    folders, place = [], 0
    for number, share in enumerate(shares):
        folder = directory / f"part {number}"
        output = Output(folder, ("parquet",))
        for record in records()[place : place + share]:
            output.write_record("", tidy_rows(record, text_of(place)))
            place += 1
        output.close(complete=True)
        folders.append(folder)
    assert place == len(records())
    return folders


def write_reports(
    directory: Path, formats: Sequence[str], partition_by: Sequence[str] = ()
) -> Output:
    output = Output(directory, formats, partition_by=partition_by)
    for number, record in enumerate(records()):
        output.write_record(record_line(record), tidy_rows(record, text_of(number)))
    output.close(complete=True)
    return output


def write_collected(
    directory: Path, folders: Sequence[Path], formats: Sequence[str], keys: Sequence[str] = ()
) -> None:
    with CollectedOutput(directory, formats, partition_by=keys) as output:
        output.copy_tables(folders, nothing)
        output.finish()


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", ["csv", "xlsx", "dta"])
def test_text_formats_are_the_same_to_the_byte(tmp_path: Path, name: str) -> None:
    write_reports(tmp_path / "a", (name,))
    write_collected(tmp_path / "b", write_folders(tmp_path / "parts"), (name,))
    written, collected = files(tmp_path / "a"), files(tmp_path / "b")
    assert written.keys() == collected.keys()
    assert [each for each in written if written[each] != collected[each]] == []


@pytest.mark.parametrize("keys", [(), ("year", "tier"), ("form", "type")])
def test_parquet_has_the_same_rows_in_the_same_order(tmp_path: Path, keys: tuple[str, ...]) -> None:
    write_reports(tmp_path / "a", ("parquet",), keys)
    write_collected(tmp_path / "b", write_folders(tmp_path / "parts"), ("parquet",), keys)
    written, collected = files(tmp_path / "a"), files(tmp_path / "b")
    assert written.keys() == collected.keys()
    for each in written:
        one, other = (
            pyarrow.parquet.ParquetFile(tmp_path / side / each).read() for side in ("a", "b")
        )
        assert one.equals(other), each


def test_the_database_has_the_same_rows_views_and_comments(tmp_path: Path) -> None:
    write_reports(tmp_path / "a", ("duckdb",))
    folders = write_folders(tmp_path / "parts [1]* ?'s")  # which would be a pattern, and a quote
    write_collected(tmp_path / "b", folders, ("duckdb",))
    said = []
    for side in ("a", "b"):
        with duckdb.connect(str(tmp_path / side / "gongkai.duckdb"), read_only=True) as database:
            queries = [f"FROM {table.name}" for table in TABLES]
            queries += [f"FROM {view} ORDER BY ALL" for view in ("panel", "contradictions")]
            queries += ["SELECT comment FROM duckdb_columns() WHERE comment IS NOT NULL"]
            said.append([database.execute(query).fetchall() for query in queries])
    assert said[0] == said[1]
    assert [len(rows) > 0 for rows in said[0]] == [True] * len(said[0])


def _copied(
    directory: Path, make: Callable[[Path], TablesWriter], folders: Sequence[Path]
) -> TablesWriter:
    directory.mkdir()
    writer = make(directory)
    writer.copy(folders, nothing)
    writer.close()
    return writer


def _written(directory: Path, make: Callable[[Path], TablesWriter]) -> TablesWriter:
    directory.mkdir()
    writer = make(directory)
    for number, record in enumerate(records()):
        writer.write(tidy_rows(record, text_of(number)))
    writer.close()
    return writer


def test_rows_beyond_the_limit_of_a_sheet_are_the_same(tmp_path: Path) -> None:
    make = partial(WorkbookWriter, language=Language.CHINESE, rows_per_sheet=9)
    written = _written(tmp_path / "a", make)
    collected = _copied(tmp_path / "b", make, write_folders(tmp_path / "parts"))
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert written.notes == collected.notes != []


def test_stata_files_end_where_they_are_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.extract.writing.stata.ROWS_PER_BATCH", 1)
    make = partial(StataWriter, rows_per_file=10)
    collected = _copied(tmp_path / "b", make, write_folders(tmp_path / "parts"))
    names = sorted(path.name.removesuffix(".partial") for path in collected.partials)
    rows = sum(len(tidy_rows(record, "")["claims"]) for record in records())
    assert [name for name in names if name.startswith("claims")] == ["claims.dta", "claims_2.dta"]
    assert 10 < rows <= 20


def test_each_step_is_told(tmp_path: Path) -> None:
    folders = write_folders(tmp_path / "parts")
    done = []
    with CollectedOutput(tmp_path / "a", TABLE_FORMATS) as output:
        output.copy_tables(folders, lambda: done.append(1))
    assert len(done) == len(folders) * len(TABLES) * len(TABLE_FORMATS)
    assert list((tmp_path / "a").iterdir()) == []  # since it was not finished


def test_what_waits_for_many_folders_is_written_when_it_is_too_much(tmp_path: Path) -> None:
    table = next(each for each in TABLES if each.name == "lines")
    folders = write_folders(tmp_path / "parts")
    writer = PartitionedParquetWriter(tmp_path / "lines", table, room=Room(1, 20, 2**20))
    names = pyarrow.array(["x=0", "x=1", "x=0"])
    for folder in folders:
        for some in columns.read_columns(folder, table):
            places = [int(name, 16) % 3 for name in some.column("record_id").to_pylist()]
            writer.write_columns(some, names.take(pyarrow.array(places)))
    writer.close()
    rows = [
        pyarrow.parquet.ParquetFile(path).read().num_rows
        for path in sorted((tmp_path / "lines").rglob("*.parquet"))
    ]
    assert len(rows) > 2
    assert sum(rows) == len(HOSTILE) * len(records())
    assert max(rows) < sum(rows) / 2


def test_earlier_results_stay_until_the_new_ones_are_whole(tmp_path: Path) -> None:
    write_reports(tmp_path / "a", ("jsonl", "csv"))
    before = files(tmp_path / "a")
    folders = write_folders(tmp_path / "parts")
    with CollectedOutput(tmp_path / "a", ("jsonl", "parquet")) as output:
        output.copy_lines("records.jsonl", [b"{}\n"])
        output.copy_tables(folders, nothing)
        assert before.items() <= files(tmp_path / "a").items()
        output.finish()
    assert set(files(tmp_path / "a")) == {
        "records.jsonl",
        *(f"{table.name}.parquet" for table in TABLES),
    }
    assert files(tmp_path / "a")["records.jsonl"] == b"{}\n"


@pytest.mark.parametrize("keys", [(), ("year",)])
def test_a_table_that_cannot_be_read_changes_nothing(tmp_path: Path, keys: tuple[str, ...]) -> None:
    write_reports(tmp_path / "a", ("parquet",), keys)
    before = files(tmp_path / "a")
    folders = write_folders(tmp_path / "parts")
    (folders[-1] / "problems.parquet").write_bytes(b"PAR1")
    with pytest.raises(columns.ColumnsError, match=r"problems\.parquet cannot be read"):
        write_collected(tmp_path / "a", folders, ("parquet", "csv"), keys)
    assert files(tmp_path / "a") == before


def test_rows_of_no_report_are_refused(tmp_path: Path) -> None:
    folders = write_folders(tmp_path / "parts")
    (folders[0] / "reports.parquet").write_bytes((folders[1] / "reports.parquet").read_bytes())
    with pytest.raises(columns.ColumnsError, match="lacks reports that other tables have rows of"):
        write_collected(tmp_path / "a", folders, ("parquet",), ("year",))


def test_a_full_disk_is_a_write_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reports(tmp_path / "a", ("csv",))
    before = files(tmp_path / "a")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "claims.csv.partial")

    with CollectedOutput(tmp_path / "a", ("csv",)) as output:
        monkeypatch.setattr(output._writers[0], "copy", fail)
        with pytest.raises(
            WriteError, match=r"claims\.csv\.partial cannot be written .* make room"
        ):
            output.copy_tables([], nothing)
    assert files(tmp_path / "a") == before


def test_files_of_others_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a" / "claims").mkdir(parents=True)
    (tmp_path / "a" / "claims" / "notes.txt").write_text("mine")
    with pytest.raises(WriteError, match="claims holds other files"):
        CollectedOutput(tmp_path / "a", ("parquet",), partition_by=("year",))
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="choose another --output"):
        CollectedOutput(tmp_path / "file" / "a", ("parquet",))
    assert list(files(tmp_path / "a")) == ["claims/notes.txt"]


def test_a_format_without_its_library_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtraError):
        CollectedOutput(tmp_path / "a", ("csv", "duckdb"))
    assert files(tmp_path / "a") == {}
