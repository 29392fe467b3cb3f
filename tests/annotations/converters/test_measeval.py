"""Folders for MeasEval: what the checker of the task wants, and a strict reader."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.annotations.converters import ConverterError, without
from gongkai.annotations.converters.measeval import COLUMNS, MeasEval

from .texts import plain, rich

#: Keys that the checker of the task accepts in ``other``, and the modifiers.
KEYS = {
    "Quantity": {"mods", "unit"},
    "MeasuredEntity": {"HasProperty", "HasQuantity"},
    "MeasuredProperty": {"HasQuantity"},
    "Qualifier": {"Qualifies"},
}
MODIFIERS = {"IsCount", "IsApproximate", "IsRange"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    MeasEval().write([rich(), plain()], tmp_path / "measeval")
    return tmp_path / "measeval"


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tsv" / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "tsv" / "two.tsv"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", ["one", "two"])
def test_rows_are_such_as_the_checker_of_the_task_accepts(folder: Path, name: str) -> None:
    text = (folder / "text" / f"{name}.txt").read_text(encoding="utf-8")
    found = rows(folder, name)
    assert len(found) > 15
    for row in found:
        assert tuple(row) == COLUMNS
        assert row["docId"] == name
        assert re.fullmatch(r"T?\d*-?\d+", row["annotId"])
        assert int(row["annotSet"]) > 0
        assert row["text"] == text[int(row["startOffset"]) : int(row["endOffset"])]
        other = json.loads(row["other"] or "{}")
        assert set(other) <= KEYS[row["annotType"]]
        assert set(other.get("mods", [])) <= MODIFIERS
    assert len({(row["annotSet"], row["annotId"]) for row in found}) == len(found)


def test_relations_stay_within_their_annotation_set(folder: Path) -> None:
    found = rows(folder, "two")
    names = {(row["annotSet"], row["annotId"]): row["annotType"] for row in found}
    targets = {
        "HasQuantity": "Quantity",
        "Qualifies": "Quantity",
        "HasProperty": "MeasuredProperty",
    }
    relations = 0
    for row in found:
        if row["annotType"] == "Quantity":
            continue
        ((relation, target),) = json.loads(row["other"]).items()
        assert names[row["annotSet"], target] == targets[relation]
        relations += 1
    assert relations == sum(len(claim.contexts) for claim in plain().claims)


def test_unit_and_bound_are_said_in_the_words_of_the_task(folder: Path) -> None:
    quantities = {
        row["text"]: json.loads(row["other"] or "{}")
        for row in rows(folder, "two")
        if row["annotType"] == "Quantity"
    }
    assert quantities["316条"] == {"mods": ["IsCount"], "unit": "条"}
    assert quantities["20余人次"] == {"mods": ["IsRange", "IsCount"], "unit": "人次"}
    assert quantities["99.2%"] == {"unit": "%"}


def test_a_unit_changed_in_the_table_is_read(folder: Path) -> None:
    change(folder, '"unit": "条"', '"unit": "篇"')
    claim = MeasEval().read(folder)[1].claims[0]
    assert claim == replace(plain().claims[0], unit="篇")


def test_a_whole_that_was_taken_out_takes_the_links_of_its_parts_along(folder: Path) -> None:
    path = folder / "tsv" / "two.tsv"
    kept = [line for line in path.read_text("utf-8").splitlines() if "\t1\t" not in line]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    claims = MeasEval().read(folder)[1].claims
    assert len(claims) == len(plain().claims) - 1
    assert claims[0] == replace(
        plain().claims[1], contexts=claims[0].contexts, part_of=None, part_kind=None
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("docId\t", "document\t", "the first line is not docId annotSet"),
        ("T1-1\t316条", "T1-1\t317条", "the row says '317条'"),
        ("T1-1\t316条", "one\t316条", "'one' is no annotId"),
        ("T1-1\t316条", "T99-1\t316条", "span 99 is not in gongkai.jsonl"),
        ("two\t1\tQuantity", "six\t1\tQuantity", "docId or annotSet does not fit"),
        ("two\t1\tQuantity", "two\t2\tQuantity", "docId or annotSet does not fit"),
        ("two\t1\tQuantity", "two\t1\tQualifier", "exported as another annotType"),
        ("two\t1\tQuantity", "two\t1\tNumber", "'Number' is no annotType"),
        ("two\t1\tQuantity\t", "two\t1\tQuantity\tx", "is no number"),
        ("two\t1\tQuantity\t", "two\t1\tQuantity ", "the row has 7 cells"),
        ('{"mods": ["IsCount"], "unit": "条"}', '{"mods": ', "this is no JSON"),
        ('"unit": "条"', '"unit": 3', "unit is missing or no string"),
        ('"unit": "条"', '"unit": "{条}"', "is no unit"),
    ],
)
def test_what_cannot_be_accepted_is_named(folder: Path, old: str, new: str, message: str) -> None:
    change(folder, old, new)
    with pytest.raises(ConverterError, match=re.escape(message)) as caught:
        MeasEval().read(folder)
    assert str(caught.value).startswith(str(folder / "tsv" / "two.tsv"))


def test_the_companion_file_says_nothing_of_what_is_lost(folder: Path) -> None:
    assert MeasEval().read(folder)[0] == without(rich(), MeasEval.loses)
    assert "non_claim" not in (folder / "gongkai.jsonl").read_text(encoding="utf-8")
