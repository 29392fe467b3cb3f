"""Every column is described, and the ids are those of the models."""

from __future__ import annotations

import re

import pytest

from gongkai.extract.codebook.entries import (
    DESCRIBED_TABLES,
    DESCRIPTIONS,
    KEYS,
    TableLabel,
    cell_labels,
    entries,
    entries_of,
    value_label,
)
from gongkai.extract.collection.duplicates import find_duplicates
from gongkai.extract.collection.results import Results
from gongkai.extract.collection.tables import YEAR_TABLES
from gongkai.extract.collection.years import compare_years
from gongkai.extract.writing.tidy import Rows, TidyTable, tidy_rows
from gongkai.models.record import Claim, Record
from gongkai.models.scheme import Channel, Kind, Metric, Tier
from tests.extract.collection.builders import prose, report, write_results
from tests.extract.collection.test_years import COPIED, received
from tests.extract.sample_records import SECOND_SENTENCE, TEXT, claim, sample_record

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("table", DESCRIBED_TABLES, ids=lambda table: table.name)
def test_every_column_is_described_and_nothing_else_is(table: TidyTable) -> None:
    assert set(DESCRIPTIONS[table.name]) == set(table.names)
    assert tuple(entries_of(table.name)) == table.names
    assert TableLabel.of(table.name).chinese


def test_every_description_is_in_both_languages() -> None:
    for entry in entries():
        said = entry.description
        assert said.label("en"), entry
        assert not CHINESE.search(said.english), entry
        assert CHINESE.search(said.label("zh")), entry
        assert said.meaning("en"), entry
        assert said.meaning("zh"), entry


def test_labels_fit_into_stata() -> None:
    assert [entry for entry in entries() if len(entry.description.label("en")) > 80] == []


def test_ids_are_those_of_the_models() -> None:
    claims, reports = entries_of("claims"), entries_of("reports")
    assert [value.id for value in claims["metric"].values] == [metric.value for metric in Metric]
    assert [value.id for value in claims["channel"].values] == [each.value for each in Channel]
    assert [value.id for value in reports["issuer_tier"].values] == [tier.value for tier in Tier]
    assert claims["quote"].values == ()


@pytest.fixture(scope="module")
def all_rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The rows of a record, and those of copies and years."""
    directory = write_results(tmp_path_factory.mktemp("results"), reports_of_years())
    results = Results(directory)
    rows = {"duplicates": [copy.row for copy in find_duplicates(results)]}
    for table in YEAR_TABLES:
        rows[table.name] = [
            row for each in compare_years(results) for row in each.rows()[table.name]
        ]
    return {**tidy_rows(sample_record(), TEXT), **rows}


def reports_of_years() -> list[tuple[Record, str]]:
    recalled = claim_of_change()
    return [
        (report("a.html", year=2022, facts=received(4)), COPIED + prose(2, 150)),
        (report("b.html", year=2023, facts=received(9), claims=[recalled]), COPIED + prose(1)),
        (report("b.txt", year=2023, facts=received(9), claims=[recalled]), COPIED + prose(1)),
    ]


def claim_of_change() -> Claim:
    sentence = "比上年增加5件。"
    return claim(5, SECOND_SENTENCE[4:8], sentence, value=5, kind=Kind.CHANGE, unit="件")


@pytest.mark.parametrize("table", DESCRIBED_TABLES, ids=lambda table: table.name)
def test_the_ids_in_rows_are_among_those_described(table: TidyTable, all_rows: Rows) -> None:
    described = entries_of(table.name)
    assert len(all_rows[table.name]) > 0
    for row in all_rows[table.name]:
        for item, entry in zip(row, described.values(), strict=True):
            if entry.values and item is not None:
                assert value_label(entry, item, "zh") is not None, (entry.name, item)


def test_a_column_that_is_never_empty_never_is(all_rows: Rows) -> None:
    rows = all_rows
    for entry in entries():
        place = list(entries_of(entry.table)).index(entry.name)
        if entry.absence == "never":
            assert all(row[place] is not None for row in rows[entry.table]), entry


def test_keys_tell_rows_apart(all_rows: Rows) -> None:
    rows = all_rows
    for table, key in KEYS.items():
        places = [list(entries_of(table)).index(name) for name in key]
        keys = [tuple(row[place] for place in places) for row in rows[table]]
        assert len(set(keys)) == len(keys) > 0


def test_every_cell_of_a_record_has_labels() -> None:
    labels = cell_labels()
    for row in tidy_rows(sample_record(), TEXT)["cells"]:
        axes = labels[str(row[1]), str(row[2])]
        assert (axes[0].id, axes[1].id) == (row[3], row[4])
