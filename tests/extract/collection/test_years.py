"""Years compared over a folder of results: series, buckets, tables."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet
import pytest

from gongkai.extract.collection.buckets import Buckets, bucket_count
from gongkai.extract.collection.results import Results
from gongkai.extract.collection.series import in_question, names_a_place, year_pairs
from gongkai.extract.collection.tables import ADDED_TABLES, YEAR_TABLES
from gongkai.extract.collection.terms import CopiedSentence, CopyReason, Recalled
from gongkai.extract.collection.writing import add_to_database, write_tables
from gongkai.extract.collection.years import Totals, compare_years
from gongkai.extract.command_line import main
from gongkai.models.record import Fact, Record
from gongkai.models.scheme import Agreement, Kind, Metric
from tests.extract.collection.builders import prose, report, survey, write_results

COPIED = "公开内容还不够全面，政策解读的形式比较单一。"


def test_reports_on_years_that_follow_each_other_are_paired() -> None:
    reports = [survey(str(year), year=year) for year in (2019, 2020, 2022, 2023)]
    found = [(pair.previous.year, pair.current.year) for pair in year_pairs(reports)]
    assert found == [(2019, 2020), (2022, 2023)]


def test_of_several_copies_the_best_is_taken() -> None:
    reports = [
        survey("a", year=2022, region="110000"),
        survey("b", year=2022, region="110000", tables=3),
        survey("c", region="110000"),
    ]
    (pair,) = year_pairs(reports)
    assert pair.previous.record_id == "b"


@pytest.mark.parametrize(
    ("groups", "previous"), [({}, []), ({"a": "a"}, []), ({"a": "b", "b": "b"}, ["b"])]
)
def test_reports_without_region_are_of_one_body_if_they_are_copies(
    groups: dict[str, str], previous: list[str]
) -> None:
    reports = [survey("a", year=2022), survey("b", year=2022, tables=3), survey("c")]
    found = [pair.previous.record_id for pair in year_pairs(reports, groups)]
    assert found == previous
    assert in_question(reports) == reports[:2]


@pytest.mark.parametrize(("groups", "previous"), [({}, "a"), ({"a": "b", "b": "b"}, "b")])
def test_a_report_without_region_stands_for_one_with_it_if_it_is_its_copy(
    groups: dict[str, str], previous: str
) -> None:
    reports = [
        survey("a", year=2022, region="110000"),
        survey("b", year=2022, tables=3),
        survey("c", region="110000"),
    ]
    (pair,) = year_pairs(reports, groups)
    assert pair.previous.record_id == previous


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("教育局", False),
        ("市教育局", False),
        ("县", False),
        ("镇政府", False),
        ("住房和城乡建设局", False),
        ("街道办事处", False),
        ("云河县", True),
        ("云河县教育局", True),
        ("石桥镇", True),
        ("云河师范学院", True),
        ("北京教育局", True),
    ],
)
def test_a_name_without_a_place_is_told(name: str, named: bool) -> None:
    assert names_a_place(name) is named


def test_a_name_without_place_and_region_has_no_series() -> None:
    nameless = [survey("a", "教育局", 2022), survey("b", "教育局", 2023)]
    assert year_pairs(nameless) == []
    placed = [survey("a", "教育局", 2022, "110000"), survey("b", "教育局", 2023, "110000")]
    assert len(year_pairs(placed)) == 1


def test_reports_of_two_bodies_of_one_name_make_no_pair(tmp_path: Path) -> None:
    def township(uri: str, year: int, number: float) -> tuple[Record, str]:
        text = COPIED + prose(1)
        return report(uri, name="山前镇", year=year, facts=received(number)), text

    same = [township("a.html", 2022, 4), township("b.txt", 2022, 4), township("c.html", 2023, 9)]
    other = [township("a.html", 2022, 4), township("b.txt", 2022, 7), township("c.html", 2023, 9)]
    for name, reports, pairs in (("same", same, 1), ("other", other, 0)):
        results = Results(write_results(tmp_path / name, reports))
        assert len(list(compare_years(results))) == pairs


def test_bodies_of_one_name_in_two_regions_are_two_issuers() -> None:
    reports = [survey("a", year=2022, region="110000"), survey("b", region="120000")]
    assert year_pairs(reports) == []
    assert year_pairs([*reports, survey("c", year=2024)]) == []


def test_a_report_without_region_belongs_to_the_only_one_its_name_has() -> None:
    (pair,) = year_pairs([survey("a", year=2022, region="110000"), survey("b")])
    assert pair.columns == ("b", "a", "云河县", "110000", 2023)


def test_reports_without_issuer_or_year_have_no_series() -> None:
    assert year_pairs([survey("a", issuer=None), survey("b", year=None)]) == []


def test_buckets_give_back_each_row_once_and_leave_out_what_none_wants(tmp_path: Path) -> None:
    batch = pyarrow.RecordBatch.from_pydict(
        {"record_id": ["a", "b", "c", "a"], "text": ["1", "2", "3", "4"]}
    )
    buckets = Buckets(tmp_path, 2)
    buckets.deal([batch, batch], {"a": 1, "b": 0})
    assert list(buckets.rows(0)) == [("b", "2"), ("b", "2")]
    assert list(buckets.rows(1)) == [("a", "1"), ("a", "4"), ("a", "1"), ("a", "4")]
    assert bucket_count(0) == 1
    assert bucket_count(10**9) < 1_000  # files that a process may have open


def received(value: float) -> list[Fact]:
    return [
        Fact(
            id=1,
            metric=Metric.APPLICATIONS_RECEIVED,
            kind=Kind.COUNT,
            value=value,
            unit="件",
            headline=True,
            sources=["claim:1"],
            agreement=Agreement.SINGLE,
        )
    ]


def reports() -> list[tuple[Record, str]]:
    return [
        (report("c.html", year=2023, facts=received(9)), COPIED + prose(1, 150)),
        (report("a.html", year=2022, facts=received(4)), COPIED + prose(2, 150)),
        (report("b.html", name="山前镇", year=2022), prose(3)),
    ]


def write_years(directory: Path) -> Totals:
    totals = Totals()
    write_tables(directory, YEAR_TABLES, totals.count(compare_years(Results(directory))))
    return totals


def test_the_tables_say_what_changed_and_what_was_copied(tmp_path: Path) -> None:
    directory = write_results(tmp_path / "results", reports())
    totals = write_years(directory)
    assert (totals.pairs, totals.changed) == (1, 1)
    rows = {
        table.name: pyarrow.parquet.read_table(directory / f"{table.name}.parquet").to_pylist()
        for table in YEAR_TABLES
    }
    (pair,), (change,), (copy,) = rows["year_pairs"], rows["changes"], rows["copied"]
    assert pair["record_id"] == report("c.html").record_id
    assert pair["previous_record_id"] == report("a.html").record_id
    assert pair["copied_characters"] == len(COPIED) - 2
    assert pair["copied_share"] == pytest.approx(
        pair["copied_characters"] / pair["characters"], abs=1e-4
    )
    assert (change["previous_value"], change["value"], change["difference"]) == (4, 9, 5)
    assert (copy["start"], copy["end"], copy["sentence"]) == (0, len(COPIED), COPIED)


@pytest.mark.parametrize("partition_by", [(), ("year", "tier")])
def test_the_order_and_the_folders_of_the_results_do_not_matter(
    tmp_path: Path, partition_by: tuple[str, ...]
) -> None:
    straight = write_results(tmp_path / "straight", reports())
    other = write_results(tmp_path / "other", reports()[::-1], partition_by=partition_by)
    for directory in (straight, other):
        write_years(directory)
    for table in YEAR_TABLES:
        for suffix in ("parquet", "csv"):
            name = f"{table.name}.{suffix}"
            assert (straight / name).read_bytes() == (other / name).read_bytes()


def test_every_column_and_id_is_explained() -> None:
    page = (Path(__file__).parents[3] / "docs" / "collection.md").read_text(encoding="utf-8")
    names = {name for table in ADDED_TABLES for name in table.names}
    ids = {f"{each.value}` | {each.chinese}" for each in (*CopyReason, *Recalled)}
    wanted = names | ids | {f"{each.value}`" for each in CopiedSentence}
    assert sorted(each for each in wanted if f"`{each}" not in page) == []


def test_without_texts_copied_sentences_have_no_places(tmp_path: Path) -> None:
    directory = write_results(tmp_path / "results", reports(), ("jsonl",))
    write_years(directory)
    copied = pyarrow.parquet.read_table(directory / "copied.parquet").to_pylist()
    assert copied
    assert {row["start"] for row in copied} == {None}


def test_the_database_gets_the_tables(tmp_path: Path) -> None:
    directory = write_results(tmp_path / "results", reports(), ("parquet", "duckdb"))
    write_years(directory)
    assert add_to_database(directory, YEAR_TABLES)
    with duckdb.connect(str(directory / "gongkai.duckdb"), read_only=True) as connection:
        query = "SELECT difference FROM changes JOIN reports USING (record_id)"
        assert connection.execute(query).fetchall() == [(5,)]


@pytest.mark.parametrize("command", ["duplicates", "changes"])
@pytest.mark.parametrize(
    ("language", "word"), [("en", "written to"), ("zh", "结果在")], ids=["en", "zh"]
)
def test_the_commands_write_their_tables_and_say_what_came_out(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    language: str,
    word: str,
) -> None:
    directory = write_results(tmp_path / "results", reports())
    with pytest.raises(SystemExit) as exited:
        main([command, str(directory), "--lang", language])
    assert exited.value.code == 0
    assert word in capsys.readouterr().out
    assert (directory / ("duplicates.csv" if command == "duplicates" else "copied.csv")).is_file()


@pytest.mark.parametrize("command", ["duplicates", "changes"])
def test_a_folder_without_results_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with pytest.raises(SystemExit) as exited:
        main([command, str(tmp_path)])
    assert exited.value.code == 2
    assert "extract the reports again" in capsys.readouterr().err.replace("\n", " ")
