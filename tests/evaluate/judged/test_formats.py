"""Which format a path has, and what it is called."""

from __future__ import annotations

import doctest
import json
from pathlib import Path

import pytest

from gongkai.annotations.formats import NAMES
from gongkai.evaluate.judged import loading
from gongkai.evaluate.judged.formats import ANNOTATED, CONVERTED, Format, format_of, recognise
from gongkai.evaluate.judged.loading import load_gold, load_predictions, named
from gongkai.extract.inputs import InputError
from gongkai.extract.writing.json_lines import record_line
from tests.extract.sample_records import sample_record

from .texts import CONVERTED as CONVERTED_NAMES
from .texts import ROWS, SENTENCE, converted, write_lines


def test_every_converter_but_the_markup_is_a_format() -> None:
    assert {each.value for each in CONVERTED} == set(NAMES) - {"markup"}


@pytest.mark.parametrize("name", CONVERTED_NAMES)
def test_files_of_other_tools_are_recognised(tmp_path: Path, name: str) -> None:
    assert recognise(converted(name, tmp_path), ANNOTATED) == name


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("a.gold.json", "", Format.GOLD),
        ("a.json", '{"report": "a"}', Format.GOLD),
        ("a.json", " [", Format.LABEL_STUDIO),
        ("a.json", '{"schema_version": 1', Format.RECORDS),
        ("a.csv", "", Format.CLAIMS),
        ("a.jsonl", '{"schema_version": 1, "source": {}}', Format.RECORDS),
        ("a.jsonl", "\ufeff" + json.dumps(ROWS[0]), Format.CLAIMS),
        ("a.jsonl", "\n \n" + json.dumps(ROWS[0]), Format.CLAIMS),
        ("a.jsonl", '{"metric": "info_published", "start": 9}', Format.CLAIMS),
        ("a.jsonl", "", Format.CLAIMS),
        ("a.txt", "# 说明\n\n=== a-1\n", Format.CORPUS),
        ("a.txt", "========\n一、总体情况", None),
        ("a.pdf", "", None),
    ],
)
def test_files_are_recognised_by_ending_and_content(
    tmp_path: Path, file: str, content: str, expected: Format | None
) -> None:
    path = tmp_path / file
    path.write_text(content, encoding="utf-8")
    assert recognise(path, ANNOTATED) is expected


def test_what_could_be_several_things_is_refused_with_the_choices(tmp_path: Path) -> None:
    converted("brat", tmp_path)
    folder = tmp_path / "given"
    (folder / "a.gold.json").write_text('{"report": "a.txt", "claims": []}', encoding="utf-8")
    with pytest.raises(InputError, match=r"as gold or as brat: name the format with --gold-format"):
        load_gold(folder)
    assert [each.name for each in load_gold(folder, "gold")] == ["a.txt"]
    assert len(load_gold(folder, "brat")) == 2


def test_what_nothing_tells_is_refused_with_the_choices(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.touch()
    with pytest.raises(InputError, match=r"can be recognised: give what is one of gold, records"):
        load_gold(path)
    with pytest.raises(InputError, match=r"'excel' is no format: choose from gold, records"):
        load_gold(path, "excel")
    with pytest.raises(InputError, match="'reports' is no format"):
        load_gold(path, "reports")
    assert format_of("reports", frozenset(Format)) is Format.REPORTS


def test_a_folder_of_reports_is_extracted_though_annotations_lie_beside_them(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    gold = tmp_path / "a.gold.json"
    gold.write_text('{"report": "a.txt", "claims": []}', encoding="utf-8")
    (found,) = load_predictions(tmp_path)
    assert found.model == "accurate"
    (found,) = load_predictions(tmp_path, "gold")
    assert found.model is None
    (tmp_path / "a.txt").unlink()
    assert [each.claims for each in load_predictions(tmp_path)] == [()]


def test_texts_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    rows = [ROWS[0] | {"report": name} for name in ("c.txt", "a.txt", "b.txt")]
    found = load_predictions(write_lines(tmp_path / "a.jsonl", rows))
    assert [each.name for each in found] == ["a.txt", "b.txt", "c.txt"]


def test_records_are_told_from_claims_and_passages(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(record_line(sample_record()) + "\n", encoding="utf-8")
    assert load_predictions(path) == load_predictions(path, "records")


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("mine=a/records.jsonl", ("mine", "a/records.jsonl")),
        ("规则 = a=b.csv", ("规则", " a=b.csv")),
        ("out/mine/records.jsonl", ("mine", "out/mine/records.jsonl")),
        ("records.jsonl", ("records", "records.jsonl")),
        ("a/b=c/d.csv", ("d", "a/b=c/d.csv")),
        ("=a.csv", ("=a", "=a.csv")),
        ("corpus:dev", ("corpus:dev", "corpus:dev")),
        ("reality:dev", ("reality:dev", "reality:dev")),
        ("..", ("..", "..")),
    ],
)
def test_predictions_may_be_named(argument: str, expected: tuple[str, str]) -> None:
    assert named(argument) == expected


def test_a_path_that_exists_is_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a=b.csv").touch()
    assert named("a=b.csv") == ("a=b", "a=b.csv")


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(loading) == doctest.TestResults(failed=0, attempted=2)
