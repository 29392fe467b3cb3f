"""A DuckDB database with tables, comments and views."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from gongkai.extract.codebook.entries import entries, entries_of
from gongkai.extract.language import Language
from gongkai.extract.writing.database import DatabaseWriter
from gongkai.extract.writing.tidy import TABLES, tidy_rows
from gongkai.models.record import Cell, Issuer, Record, Region, Tables, Year
from gongkai.models.scheme import CellState, Metric, Regime, Tier
from tests.extract.sample_records import SENTENCE, TEXT, sample_facts, sample_record

OTHER = "ffffffffffffffff"
PLACE = Region(province="某省", county="云河县", code="330199")
YUNHE = Issuer(name="云河县人民政府", region=PLACE)


def records() -> list[Record]:
    other = sample_record(
        record_id=OTHER,
        tables=Tables(regime=Regime.FORM_2021),
        issuer=Issuer(name="'山前镇"),
        year=Year(value=None),
        claims=[],
        facts=[],
        checks=[],
    )
    copy = sample_record(
        record_id="0" * 16, tables=Tables(), issuer=YUNHE, claims=[], facts=[], checks=[]
    )
    return [sample_record(issuer=YUNHE), other, copy]


def write(path: Path, language: Language = Language.ENGLISH) -> Path:
    writer = DatabaseWriter(path, language)
    for record in records():
        writer.write(tidy_rows(record, TEXT))
    writer.close()
    (partial,) = writer.partials
    return partial


@pytest.fixture
def database(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(write(tmp_path)), read_only=True) as connection:
        yield connection


def rows(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, object]]:
    cursor = database.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_come_back_as_they_were(database: duckdb.DuckDBPyConnection, table: object) -> None:
    name = str(getattr(table, "name", ""))
    expected = [row for record in records() for row in tidy_rows(record, TEXT)[name]]
    assert database.table(name).fetchall() == expected


def test_every_column_has_its_comment(database: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    comments = {tuple(row[:2]): row[2] for row in database.execute(query).fetchall()}
    for entry in (each for table in TABLES for each in entries_of(table.name).values()):
        assert comments[entry.table, entry.name] == entry.description.english


def test_comments_are_in_the_language_asked_for(tmp_path: Path) -> None:
    with duckdb.connect(str(write(tmp_path, Language.CHINESE)), read_only=True) as connection:
        query = "SELECT comment FROM duckdb_columns() WHERE column_name = 'quote'"
        assert connection.execute(query).fetchall()[0] == (
            entries_of("claims")["quote"].description.chinese,
        )


def test_columns_have_the_types_of_what_they_hold(database: duckdb.DuckDBPyConnection) -> None:
    (report,) = rows(database, f"SELECT * FROM reports WHERE record_id = '{OTHER}'")  # noqa: S608
    assert report["published"] == date(2024, 1, 31)
    (fact,) = rows(database, 'SELECT "values"[2].sources[1] AS source FROM facts WHERE id = 2')
    assert fact["source"] == "claim:4"


def test_a_report_stands_there_once(tmp_path: Path) -> None:
    writer = DatabaseWriter(tmp_path)
    for _ in range(2):
        writer.write(tidy_rows(sample_record(), TEXT))
    with pytest.raises(OSError, match="duplicate key"):
        writer.close()


def test_the_panel_has_a_row_for_each_issuer_and_year(
    database: duckdb.DuckDBPyConnection,
) -> None:
    panel = rows(database, "SELECT * FROM panel ORDER BY record_id")
    assert [row["record_id"] for row in panel] == ["00112233aabbccdd", OTHER]
    first, other = panel
    assert first["reports_of_the_year"] == 2
    assert (first["issuer_name"], first["year_value"]) == ("云河县人民政府", 2023)
    assert first["info_published"] == 120
    assert first["applications_received"] is None  # the fact is no headline
    assert first["cell_applications_received_total"] == 4
    assert first["cell_applications_granted_total"] is None  # blank is not zero
    assert (first["failed_checks"], first["conflicts"]) == (2, 1)
    assert (other["issuer_name"], other["year_value"]) == ("'山前镇", None)
    assert (other["failed_checks"], other["conflicts"]) == (0, 0)


@pytest.mark.parametrize(
    ("issuers", "kept"),
    [
        ([Issuer(name="教育局"), Issuer(name="教育局")], 2),
        ([Issuer(name="教育局", region=PLACE), Issuer(name="教育局", region=PLACE)], 1),
        ([Issuer(name="教育局", region=PLACE), Issuer(name="教育局")], 2),
        ([Issuer(name="海洋部", tier=Tier.NATIONAL), Issuer(name="海洋部", tier=Tier.NATIONAL)], 1),
    ],
)
def test_reports_of_one_name_that_may_be_of_several_bodies_all_stay_in_the_panel(
    tmp_path: Path, issuers: list[Issuer], kept: int
) -> None:
    writer = DatabaseWriter(tmp_path)
    for number, issuer in enumerate(issuers):
        writer.write(tidy_rows(sample_record(record_id=f"{number:016}", issuer=issuer), TEXT))
    writer.close()
    with duckdb.connect(str(writer.partials[0]), read_only=True) as connection:
        query = "SELECT reports_of_the_year FROM panel"
        assert connection.execute(query).fetchall() == [(3 - kept,)] * kept


@pytest.mark.parametrize(("unit", "yuan"), [("万元", 700), ("元", 0.07), (None, 0.07)])
def test_the_panel_gives_money_in_yuan(tmp_path: Path, unit: str | None, yuan: float) -> None:
    record = sample_record()
    record.tables.proactive_disclosure.cells["charges.amount"] = Cell(
        value=0.07, unit=unit, state=CellState.VALUE, raw="0.07"
    )
    writer = DatabaseWriter(tmp_path)
    writer.write(tidy_rows(record, TEXT))
    writer.close()
    with duckdb.connect(str(writer.partials[0]), read_only=True) as connection:
        query = "SELECT cell_proactive_disclosure_charges_amount_yuan FROM panel"
        assert connection.execute(query).fetchall() == [(yuan,)]


def test_contradictions_tell_both_sides(database: duckdb.DuckDBPyConnection) -> None:
    found = {str(row["id"]): row for row in rows(database, "SELECT * FROM contradictions")}
    assert set(found) == {"2", "applications.received.sum"}
    fact, check = found["2"], found["applications.received.sum"]
    assert (fact["source"], fact["number_a"], fact["number_b"]) == ("fact", 4, 5)
    assert str(fact["side_a"]).startswith("received this year, total（")
    assert str(fact["side_a"]).endswith(" = 4")
    assert fact["side_b"] == "“5件” in 共收到公开申请5件。"
    assert fact["what_chinese"] == Metric.APPLICATIONS_RECEIVED.chinese
    assert (check["number_a"], check["number_b"]) == (3, 4)
    assert str(check["side_a"]).startswith("the parts give 3: received this year, natural persons")
    assert check["side_b"] == "the report states 4"


def test_low_confidence_has_what_is_below_nine_tenths(
    database: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(database, "SELECT source, id, confidence FROM low_confidence ORDER BY ALL")
    assert [(row["source"], row["id"]) for row in found] == [
        ("claim", 3),
        ("claim", 4),
        ("fact", 2),
    ]
    assert sample_facts()[2].confidence is None  # no confidence is not a low one


def test_claims_are_readable(database: duckdb.DuckDBPyConnection) -> None:
    first, *others = rows(database, "SELECT * FROM claims_readable ORDER BY id")
    assert len(others) == 3
    assert first["metric_english"] == Metric.INFO_PUBLISHED.english
    assert first["channel_chinese"] == "网站"
    assert (first["sentence"], first["issuer_name"]) == (SENTENCE, "云河县人民政府")
    assert others[0]["channel_english"] is None


def test_labels_and_the_codebook_are_there(database: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT chinese FROM labels WHERE scheme = 'Bound' ORDER BY number"
    assert database.execute(query).fetchall() == [("正好",), ("不少于",), ("不超过",), ("约",)]
    assert len(rows(database, "SELECT * FROM codebook")) == len(entries())


def test_what_a_killed_run_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "gongkai.duckdb.partial").write_text("unfinished")
    (tmp_path / "gongkai.duckdb.partial.wal").write_text("unfinished")
    with duckdb.connect(str(write(tmp_path)), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM reports").fetchall() == [(3,)]
