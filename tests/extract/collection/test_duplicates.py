"""Copies in a folder of results, from reading them to the table and the panel."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest

from gongkai.extract.codebook.entries import TableLabel, entries_of
from gongkai.extract.collection.duplicates import find_duplicates
from gongkai.extract.collection.results import Results, ResultsError
from gongkai.extract.collection.tables import ADDED_TABLES, DUPLICATES
from gongkai.extract.collection.writing import add_to_database, write_tables
from gongkai.extract.inputs import InputError
from gongkai.extract.language import Language
from gongkai.extract.writing.json_lines import WriteError
from gongkai.extract.writing.output import Output
from gongkai.extract.writing.tidy import Rows
from gongkai.models.normalised import simplified_characters
from gongkai.models.record import Fact, Issuer, Record, Region, Tables
from gongkai.models.scheme import Agreement, Kind, Metric
from tests.extract.collection.builders import prose, report, write_results

TEXT = prose(1)
FURNITURE = "首页 网站地图 联系我们 主办单位 云河县融媒体中心"


def traditional(text: str) -> str:
    other = {simple: chr(code) for code, simple in simplified_characters().items()}
    return "".join(other.get(character, character) for character in text)


def reports() -> list[tuple[Record, str]]:
    return [
        (report("official.html"), TEXT),
        (report("export.txt", tables=Tables()), TEXT.replace("，", " | ")),
        (report("old.html", name="雲河縣人民政府", claims=[]), traditional(TEXT)),
        (report("mirror.html", name=None, year=None, tables=Tables()), f"{FURNITURE}{TEXT}"),
        (report("last_year.html", year=2022), TEXT),
        (report("township.html", name="山前镇"), TEXT),
        (report("other.html", name="石桥镇"), prose(2)),
    ]


def found(directory: Path) -> dict[str, tuple[str, str | None]]:
    """Return the best copy and the reason of each copy, all by their uris."""
    rows = Results(directory).rows("reports", ("record_id", "source_uri"))
    uris = {str(record_id): uri for record_id, uri in rows}
    return {
        str(uris[copy.record_id]): (
            str(uris[copy.group_id]),
            None if copy.reason is None else copy.reason.value,
        )
        for copy in find_duplicates(Results(directory))
    }


COPIES = {
    "official.html": ("official.html", None),
    "export.txt": ("official.html", "other_format"),
    "old.html": ("official.html", "other_script"),
}


def test_copies_are_grouped_and_reports_of_others_are_not(tmp_path: Path) -> None:
    # The mirror is as like to the reports of two issuers and two years: nobody's copy.
    assert found(write_results(tmp_path / "results", reports())) == COPIES


def test_a_mirror_without_issuer_and_year_is_found(tmp_path: Path) -> None:
    some = [each for each in reports() if each[0].source.uri.startswith(("official", "mirror"))]
    assert found(write_results(tmp_path / "results", some)) == {
        "official.html": ("official.html", None),
        "mirror.html": ("official.html", "near_identical"),
    }


@pytest.mark.parametrize("variant", ["reversed", "partitioned"])
def test_the_order_and_the_folders_of_the_results_do_not_matter(
    tmp_path: Path, variant: str
) -> None:
    straight = write_results(tmp_path / "straight", reports())
    keys = ("year", "tier") if variant == "partitioned" else ()
    other = write_results(tmp_path / "other", reports()[::-1], partition_by=keys)
    for directory in (straight, other):
        rows = [copy.row for copy in find_duplicates(Results(directory))]
        write_tables(directory, (DUPLICATES,), [{"duplicates": rows}])
    for name in ("duplicates.parquet", "duplicates.csv"):
        assert (straight / name).read_bytes() == (other / name).read_bytes()


def figure(value: float, **fields: object) -> list[Fact]:
    given = {"metric": Metric.APPLICATIONS_RECEIVED, "kind": Kind.COUNT, "headline": True}
    given |= {"sources": ["claim:1"], "agreement": Agreement.SINGLE, "unit": "件"} | fields
    return [Fact(id=1, value=value, **given)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "region", "numbers", "copies"),
    [
        ("教育局", None, (4, 4), 2),
        ("教育局", None, (4, 7), 0),
        ("教育局", None, (0, 0), 2),
        ("教育局", "110101", (4, 7), 2),  # a corrected version
        (None, None, (4, 4), 2),
        (None, None, (4, 7), 0),
    ],
)
def test_one_template_with_other_numbers_is_no_copy_unless_its_issuer_is_sure(
    tmp_path: Path, name: str | None, region: str | None, numbers: tuple[int, int], copies: int
) -> None:
    issuer = Issuer(name=name, region=Region(code=region))
    some = [
        (report(f"{place}.html", issuer=issuer, facts=figure(number)), TEXT)
        for place, number in enumerate(numbers)
    ]
    assert len(found(write_results(tmp_path / "results", some))) == copies


def test_amounts_are_the_same_in_other_units(tmp_path: Path) -> None:
    money = {"metric": Metric.FEES_COLLECTED, "kind": Kind.AMOUNT}
    some = [
        (report("a.html", facts=figure(1.2, unit="万元", **money)), TEXT),
        (report("b.html", facts=figure(12_000, unit="元", **money)), TEXT),
        (report("c.html", facts=figure(12, unit="元", **money)), TEXT),
    ]
    assert set(found(write_results(tmp_path / "results", some))) == {"a.html", "b.html"}


def test_records_alone_are_compared_by_what_they_quote(tmp_path: Path) -> None:
    some = [(report("a.html"), TEXT), (report("b.txt"), TEXT), (report("c.txt", year=2020), TEXT)]
    directory = write_results(tmp_path / "results", some, ("jsonl",))
    assert not Results(directory).has_texts
    assert set(found(directory)) == {"a.html", "b.txt"}


def test_results_without_reports_have_no_copies(tmp_path: Path) -> None:
    assert find_duplicates(Results(write_results(tmp_path / "results", []))) == []


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="extract the reports again"):
        Results(tmp_path)
    with pytest.raises(InputError, match="is no folder"):
        Results(tmp_path / "nothing")


@pytest.mark.parametrize("fault", ["cut", "missing", "other"])
def test_a_damaged_table_is_named_with_the_remedy(tmp_path: Path, fault: str) -> None:
    directory = write_results(tmp_path / "results", reports())
    texts = directory / "texts.parquet"
    if fault == "cut":
        texts.write_bytes(texts.read_bytes()[:100])
    elif fault == "missing":
        texts.unlink()
    else:
        shutil.copy(directory / "cells.parquet", texts)
    with pytest.raises(ResultsError, match=r"texts.*extract the reports again"):
        find_duplicates(Results(directory))


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text('{"schema_version": 1}\n', encoding="utf-8")
    with pytest.raises(ResultsError, match="line 1"):
        find_duplicates(Results(tmp_path))


def test_the_table_says_what_the_copies_are(tmp_path: Path) -> None:
    directory = write_results(tmp_path / "results", reports())
    copies = find_duplicates(Results(directory))
    write_tables(directory, (DUPLICATES,), [{"duplicates": [copy.row for copy in copies]}])
    table = pyarrow.parquet.read_table(directory / "duplicates.parquet").to_pylist()
    assert [row["best"] for row in table] == [True, False, False]
    assert len({row["group_id"] for row in table}) == 1
    assert table[0]["group_id"] == table[0]["record_id"]
    assert all(row["similarity"] >= 0.75 for row in table)


def test_tables_appear_whole_or_not_at_all(tmp_path: Path) -> None:
    def rows() -> object:
        yield {"duplicates": [("a", "a", True, 1.0, None)]}
        raise OSError(28, "No space left on device")

    write_tables(tmp_path, (DUPLICATES,), [{"duplicates": []}])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(WriteError, match="make room"):
        write_tables(tmp_path, (DUPLICATES,), rows())  # type: ignore[arg-type]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_new_run_takes_the_added_tables_of_the_old_one_away(tmp_path: Path) -> None:
    nothing: Rows = {table.name: [] for table in ADDED_TABLES}
    write_tables(tmp_path, ADDED_TABLES, [nothing])
    assert len(list(tmp_path.iterdir())) == 2 * len(ADDED_TABLES)
    Output(tmp_path, ("jsonl",)).close(complete=True)
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]


def test_the_panel_takes_the_best_copies_once_they_are_known(tmp_path: Path) -> None:
    some = [each for each in reports() if not each[0].source.uri.startswith(("last", "town"))]
    directory = write_results(tmp_path / "results", some, ("parquet", "duckdb"))
    query = "SELECT issuer_name, record_id FROM panel ORDER BY ALL"

    def panel() -> list[tuple[str | None, str]]:
        with duckdb.connect(str(directory / "gongkai.duckdb"), read_only=True) as connection:
            return connection.execute(query).fetchall()

    before = panel()
    copies = find_duplicates(Results(directory))
    write_tables(directory, (DUPLICATES,), [{"duplicates": [copy.row for copy in copies]}])
    for _ in range(2):  # and once more, over the table of the first time
        assert add_to_database(directory, (DUPLICATES,))
    best = report("official.html").record_id
    names = [name for name, _ in before]
    assert len(before) == len(some)  # without their regions each may be of another body
    assert None in names
    assert panel() == [("云河县人民政府", best), ("石桥镇", report("other.html").record_id)]


@pytest.mark.parametrize("language", Language)
def test_added_tables_have_comments_as_all_others(tmp_path: Path, language: Language) -> None:
    directory = write_results(tmp_path / "results", reports(), ("parquet", "duckdb"))
    write_tables(directory, ADDED_TABLES, [{table.name: [] for table in ADDED_TABLES}])
    for _ in range(2):
        assert add_to_database(directory, ADDED_TABLES, language)
    with duckdb.connect(str(directory / "gongkai.duckdb"), read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns()"
        )
        comments = {(table, column): said for table, column, said in columns.fetchall()}
        rows = connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
    for table in ADDED_TABLES:
        assert (table.name, TableLabel.of(table.name).label(language)) in rows
        for entry in entries_of(table.name).values():
            said = entry.description
            wanted = said.chinese if language is Language.CHINESE else said.english
            assert comments[table.name, entry.name] == wanted


def test_a_folder_whose_name_is_a_pattern_gets_its_own_table(tmp_path: Path) -> None:
    one = (report("a.html"), TEXT)
    pattern = write_results(tmp_path / "run[1]", [one], ("parquet", "duckdb"))
    write_results(tmp_path / "run1", [one])
    for name, rows in (("run1", [("a", "a", True, 1.0, None)]), ("run[1]", [])):
        write_tables(tmp_path / name, (DUPLICATES,), [{"duplicates": rows}])
    assert add_to_database(pattern, (DUPLICATES,))
    with duckdb.connect(str(pattern / "gongkai.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM duplicates").fetchall() == [(0,)]


def test_without_a_database_none_is_made(tmp_path: Path) -> None:
    assert not add_to_database(tmp_path, (DUPLICATES,))
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "gongkai.duckdb").write_bytes(b"nothing" * 1_000)
    with pytest.raises(WriteError, match="repeat the command"):
        add_to_database(tmp_path, (DUPLICATES,))
