"""The tidy tables say what the record says."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable
from typing import Any

import pytest
from pydantic import BaseModel

from gongkai.extract.writing.json_lines import record_line
from gongkai.extract.writing.tidy import TABLES, ColumnRows, Row, tidy_rows
from gongkai.models.record import (
    Cell,
    Check,
    Claim,
    Fact,
    Improvement,
    Problem,
    Record,
    StatisticsLine,
)
from tests.extract.sample_records import TEXT, sample_record


def things(table: str, record: Record | None = None) -> list[dict[str, Any]]:
    rows = tidy_rows(record or sample_record(), TEXT)[table]
    columns = next(found.names for found in TABLES if found.name == table)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def without(keys: Iterable[str], entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in entry.items() if key not in keys} for entry in entries]


def written(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(record_line(record))
    return found


@pytest.mark.parametrize(
    ("table", "models", "added"),
    [
        ("cells", [Cell], {"table", "key", "row", "column"}),
        ("lines", [StatisticsLine], set()),
        ("claims", [Claim], set()),
        ("facts", [Fact], set()),
        ("checks", [Check], set()),
        ("problems", [Problem, Improvement], {"item"}),
    ],
)
def test_a_table_has_every_field_of_what_it_lists(
    table: str, models: list[type[BaseModel]], added: set[str]
) -> None:
    fields = {name for model in models for name in model.model_fields}
    columns = next(found.names for found in TABLES if found.name == table)
    assert set(columns) == fields | added | {"record_id"}


def test_the_reports_table_has_every_single_field_of_a_record() -> None:
    def flat(value: dict[str, Any], prefix: str = "") -> dict[str, Any]:
        leaves: dict[str, Any] = {}
        for key, entry in value.items():
            if isinstance(entry, dict):
                leaves |= flat(entry, f"{prefix}{key}_")
            elif not isinstance(entry, list):
                leaves[prefix + key] = entry
        return leaves

    record = written(sample_record())
    record["tables"] = {"regime": record["tables"]["regime"]}
    expected = flat(record)
    (report,) = things("reports")
    for key in ("published", "period_start", "period_end"):
        report[key] = report[key].isoformat()
    assert report == expected


@pytest.mark.parametrize("table", ["claims", "facts", "checks"])
def test_rows_of_claims_facts_and_checks_equal_the_record(table: str) -> None:
    record = sample_record()
    assert without({"record_id"}, things(table)) == written(record)[table]


def test_rows_of_cells_equal_the_record() -> None:
    record = sample_record()
    tables = written(record)["tables"]
    rows = things("cells")
    for row in rows:
        cell = tables[row["table"]]["cells"][row["key"]]
        assert {key: row[key] for key in cell} == cell
        assert row["key"] == f"{row['row']}.{row['column']}"
    assert len(rows) == sum(len(table.cells) for table in record.tables.by_section().values())


def test_rows_of_lines_equal_the_record() -> None:
    assert without({"record_id"}, things("lines")) == written(sample_record())["tables"]["lines"]


def test_problems_and_improvements_share_a_table() -> None:
    rows = things("problems")
    assert [(row["item"], row["category"], row["year"], row["stage"]) for row in rows] == [
        ("problem", "content", "this", None),
        ("improvement", "training", None, "promised"),
    ]


def test_the_text_is_kept_whole() -> None:
    assert things("texts") == [{"record_id": "00112233aabbccdd", "text": TEXT}]


def test_every_row_names_its_report() -> None:
    rows: list[Row] = [row for table in tidy_rows(sample_record(), TEXT).values() for row in table]
    assert len(rows) > 200
    assert {row[0] for row in rows} == {"00112233aabbccdd"}


def test_rows_in_columns_are_a_sequence_of_rows() -> None:
    rows = [("a", 1), ("b", 2), ("c", None)]
    found = ColumnRows.of(rows, 2)
    assert list(found) == rows
    assert len(found) == 3
    assert found[1] == ("b", 2)
    assert found[-1] == ("c", None)
    assert list(found[1:]) == rows[1:]
    assert found == rows
    assert found != rows[1:]
    assert len(ColumnRows.of([], 2)) == 0
    with pytest.raises(IndexError):
        found[3]


def test_rows_travel_between_processes_as_they_are() -> None:
    rows = tidy_rows(sample_record(), TEXT)
    arrived = pickle.loads(pickle.dumps(rows))  # noqa: S301 - our own
    assert arrived == rows


def test_enumerations_become_plain_texts() -> None:
    for rows in tidy_rows(sample_record(), TEXT).values():
        for row in rows:
            assert {type(item) for item in row if isinstance(item, str)} <= {str}
