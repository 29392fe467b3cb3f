"""The sample reports against their gold records, as plain text and as pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.extract import extract, read
from gongkai.extract.claim_models import ModelName
from gongkai.models.record import Record
from gongkai.models.scheme import CheckKind, CheckStatus
from tests.extract.cell_evidence import assert_sound_cells

SAMPLES = Path(__file__).parents[2] / "annotations" / "samples"
NAMES = sorted(path.name.removesuffix(".gold.json") for path in SAMPLES.glob("*.gold.json"))
FORMATS = (".txt", ".html")
TABLES = ("proactive_disclosure", "applications", "review_litigation")
FIELDS = (
    "title",
    "year",
    "published",
    "period",
    "issuer.name",
    "issuer.tier",
    "issuer.type",
    "issuer.region",
    "regime",
    "sections",
    *TABLES,
    "lines",
    "failed_checks",
)

_ZONE = "the level of a zone is a convention: the record puts zones of a city on county level"
_SCHOOL = "the level of a university cannot be told from its report, so the record has none"
_BARE_NAME = "the title names the county alone; the record does not add 人民政府"
_CITY = "nothing in the report tells a city of a province from a city inside one"
_HEADER = "the city is named in the header of the page alone, which is no part of the text"
_NOWHERE = "the text names no city or province"
_UNTIED = "the trained model does not take for parts of a whole what does not add up to it"
KNOWN_DIFFERENCES: dict[tuple[str, str, str], str] = {
    ("2012_county_prose", ".txt", "issuer.name"): _BARE_NAME,
    ("2012_county_prose", ".html", "issuer.name"): _BARE_NAME,
    ("2016_city_statistics_list", ".txt", "issuer.tier"): _CITY,
    ("2016_city_statistics_list", ".html", "issuer.tier"): _CITY,
    ("2016_city_statistics_list", ".txt", "failed_checks"): _UNTIED,
    ("2016_city_statistics_list", ".html", "failed_checks"): _UNTIED,
    ("2020_township_spaces_sparse", ".txt", "issuer.region"): _NOWHERE,
    ("2020_township_spaces_sparse", ".html", "issuer.region"): _HEADER,
    ("2021_university_no_tables", ".txt", "issuer.tier"): _SCHOOL,
    ("2021_university_no_tables", ".html", "issuer.tier"): _SCHOOL,
    ("2021_zone_paragraph_cells", ".txt", "issuer.tier"): _ZONE,
    ("2021_zone_paragraph_cells", ".html", "issuer.tier"): _ZONE,
}


def cases() -> Iterator[Any]:
    """Yield every field of every sample in every format."""
    for name in NAMES:
        for suffix in FORMATS:
            for field in FIELDS:
                reason = KNOWN_DIFFERENCES.get((name, suffix, field))
                marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
                yield pytest.param(name, suffix, field, id=f"{name}{suffix}-{field}", marks=marks)


@cache
def gold_of(name: str) -> dict[str, Any]:
    """Return what a gold record says about each field."""
    gold = json.loads((SAMPLES / f"{name}.gold.json").read_text(encoding="utf-8"))
    lines = [(line["label"], line["value"], line["unit"]) for line in gold["lines"]]
    checks = sorted(filter(None, map(check_id, gold["failed_checks"])))
    issuer = {f"issuer.{key}": value for key, value in gold["issuer"].items()}
    tables = {
        table: {key: gold_cell(cell) for key, cell in gold["cells"][table].items()}
        for table in TABLES
    }
    return {**gold, **issuer, **tables, "lines": lines, "failed_checks": checks}


def gold_cell(cell: dict[str, Any] | float) -> tuple[str, Any]:
    """Return state and value of a gold cell, which is a number or says its state."""
    return (cell["state"], cell.get("value")) if isinstance(cell, dict) else ("value", cell)


def check_id(finding: str) -> str | None:
    """Return the id of the check that a finding of a gold record is about.

    A breakdown is named after the metric of its whole. Statistics lists are not checked.
    """
    table, _, rest = finding.partition(": ")
    if table == "lines" or "≠ line" in rest:
        return None
    for pattern, form in (
        (r"breakdown of (\w+)", "breakdown.{1}"),
        (r"(\w+) [\d.]+ ≠ cell", "narrative.{1}"),
        (r"sum of results in column (\w+)", "sum.{0}.total.{1}.column"),
        (r"sum of ([\w.]+)", "sum.{0}.{1}.row"),
        (r"balance of (\w+)", "balance.{0}.{1}"),
    ):
        match = re.match(pattern, rest)
        if match and (table in TABLES) == form.startswith(("sum", "balance")):
            return form.format(table, match[1])
    raise ValueError(f"A finding of an unknown form: {finding}")


@cache
def found_in(name: str, suffix: str) -> dict[str, Any]:
    """Return what the extracted record says about each field."""
    record = extract(read(SAMPLES / f"{name}{suffix}"))
    written = json.loads(record.model_dump_json())
    issuer = {f"issuer.{key}": value for key, value in written["issuer"].items()}
    tables = {
        table: {
            key: (cell["state"], cell["value"])
            for key, cell in written["tables"][table]["cells"].items()
        }
        for table in TABLES
    }
    lines = [(line["label"], line["value"], line["unit"]) for line in written["tables"]["lines"]]
    return {
        **written,
        **issuer,
        **tables,
        "year": record.year.value,
        "regime": written["tables"]["regime"],
        "sections": [section["kind"] for section in written["sections"]],
        "lines": lines,
        "failed_checks": failed_checks(record),
    }


def failed_checks(record: Record) -> list[str]:
    """Return the ids of failed checks, breakdowns named after the metric of their whole."""
    metrics = {claim.id: claim.metric.value for claim in record.claims}
    return sorted(
        f"breakdown.{metrics[check.claims[0]]}" if check.kind is CheckKind.BREAKDOWN else check.id
        for check in record.checks
        if check.status is CheckStatus.FAIL
    )


@pytest.mark.parametrize(("name", "suffix", "field"), list(cases()))
def test_a_sample_gives_its_gold_record(name: str, suffix: str, field: str) -> None:
    assert found_in(name, suffix)[field] == gold_of(name)[field]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_cells_of_a_sample_are_written_where_they_say_with_the_value_they_say(
    name: str, suffix: str
) -> None:
    document = read(SAMPLES / f"{name}{suffix}")
    found = assert_sound_cells(extract(document), document.text)
    states = [cell[0] for table in TABLES for cell in gold_of(name)[table].values()]
    assert found == states.count("value")


@pytest.mark.parametrize("name", NAMES)
def test_the_rules_find_what_contradicts_itself_in_a_sample(name: str) -> None:
    record = extract(read(SAMPLES / f"{name}.txt"), model=ModelName.RULES.value)
    assert failed_checks(record) == gold_of(name)["failed_checks"]


def test_cells_hold_the_text_that_the_gold_records_quote() -> None:
    quoted = 0
    for name in NAMES:
        gold = json.loads((SAMPLES / f"{name}.gold.json").read_text(encoding="utf-8"))["cells"]
        tables = extract(read(SAMPLES / f"{name}.txt")).model_dump()["tables"]
        for table in TABLES:
            for key, cell in gold[table].items():
                if isinstance(cell, dict) and "raw" in cell:
                    assert tables[table]["cells"][key]["raw"] == cell["raw"], (name, key)
                    quoted += 1
    assert quoted > 5


def test_there_are_samples_and_every_known_difference_is_about_one_of_them() -> None:
    assert len(NAMES) >= 14
    for name, suffix, field in KNOWN_DIFFERENCES:
        assert name in NAMES
        assert suffix in FORMATS
        assert field in FIELDS


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_a_sample_stand_where_its_gold_record_says(name: str) -> None:
    gold = json.loads((SAMPLES / f"{name}.gold.json").read_text(encoding="utf-8"))
    record = extract(read(SAMPLES / f"{name}.txt"))
    found = [(line.start, line.end) for line in record.tables.lines]
    assert found == [(line["start"], line["end"]) for line in gold["lines"]]
