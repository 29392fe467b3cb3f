"""Annotations and predictions from files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.evaluate import load_gold, load_predictions
from gongkai.evaluate.judged.gold import GoldError
from gongkai.evaluate.judged.reports import JudgedCell
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError
from gongkai.extract.writing.json_lines import record_line
from gongkai.models.document import Span
from gongkai.models.scheme import CellState, Channel, Metric, ProblemYear, SectionKind
from tests.extract.sample_records import sample_record

SAMPLES = Path(__file__).parents[3] / "annotations" / "samples"
CLAIM = {
    "metric": "info_published",
    "kind": "count",
    "value": 12,
    "quote": "12条",
    "start": 4,
    "end": 7,
    "channel": "website",
    "remark": "ignored",
}


def write(folder: Path, named: str = "a.gold.json", /, **content: object) -> Path:
    path = folder / named
    given = {"report": "a.txt", "claims": [CLAIM]}
    path.write_text(json.dumps(given | content, ensure_ascii=False), encoding="utf-8")
    return path


def test_an_annotation_says_what_is_judged(tmp_path: Path) -> None:
    cells = {"applications": {"received.total": 3, "total.total": {"state": "blank", "raw": ""}}}
    problems = [{"start": 8, "end": 12, "category": "content", "year": "last", "text": "不够"}]
    (gold,) = load_gold(write(tmp_path, cells=cells, problems=problems, issuer={"name": "某局"}))
    (claim,) = gold.claims or ()
    assert (claim.metric, claim.span, claim.channel) == (
        *(Metric.INFO_PUBLISHED, Span(4, 7)),
        Channel.WEBSITE,
    )
    assert claim.stated == {"channel"}
    assert (gold.cells or {})[SectionKind.APPLICATIONS] == {
        "received.total": JudgedCell(CellState.VALUE, 3),
        "total.total": JudgedCell(CellState.BLANK),
    }
    (problem,) = gold.problems or ()
    assert (problem.span, problem.detail) == (Span(8, 12), ProblemYear.LAST)
    assert gold.improvements is None
    assert gold.text is None


def test_the_text_of_a_report_beside_its_annotation_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("公开信息12条。", encoding="utf-8")
    (gold,) = load_gold(write(tmp_path))
    assert gold.text == "公开信息12条。"


def test_a_report_is_looked_for_beside_its_annotation_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("公开信息12条。", encoding="utf-8")
    folder = tmp_path / "gold"
    folder.mkdir()
    (gold,) = load_gold(write(folder, report="../a.txt"))
    assert gold.text is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"report": ""}, "report: "),
        ({"claims": [CLAIM | {"metric": "information"}]}, "claims.0.metric: "),
        ({"claims": [CLAIM | {"value": "12"}]}, "claims.0.value"),
        ({"claims": [CLAIM | {"value": float("nan")}]}, "claims.0.value"),
        ({"claims": [CLAIM | {"end": 4}]}, "it ends at 4, not behind its start"),
        ({"claims": [CLAIM | {"part_of": 1}]}, "claim 0 is part of claim 1, which is not there"),
        ({"cells": {"applications": {"recieved.total": 1}}}, "no form has a cell recieved.total"),
        ({"cells": {"overview": {"received.total": 1}}}, "no form has a cell received.total in"),
        ({"cells": {"applications": {"received.total": {"state": "value"}}}}, "the value None"),
        ({"cells": {"applications": {"received.total": True}}}, "a cell is a number, or an object"),
        ({"cells": {"applications": {"received.total": "3"}}}, "a cell is a number, or an object"),
        ({"problems": [{"start": 1, "end": 2, "category": "none"}]}, "problems.0.category"),
    ],
)
def test_what_is_no_annotation_is_named(
    tmp_path: Path, content: dict[str, object], reason: str
) -> None:
    path = write(tmp_path, **content)
    with pytest.raises(GoldError) as raised:
        load_gold(path)
    assert str(raised.value).startswith(f"{path} is no annotation (")
    assert reason in str(raised.value)


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("公开", encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.json is no annotation \(Invalid JSON"):
        load_gold(path)


def test_a_folder_is_searched_for_annotations(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", "b.gold.json", report="b.txt")
    write(tmp_path)
    write(tmp_path, "notes.json", report="c.txt")
    assert [gold.name for gold in load_gold(tmp_path)] == ["a.txt", "b.txt"]


def test_records_serve_as_gold_and_as_predictions(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(record_line(sample_record()) + "\n", encoding="utf-8")
    for loaded in (load_gold(path), load_gold(tmp_path), load_predictions(tmp_path)):
        (report,) = loaded
        assert report.name == "folder/云河.txt"
        assert report.model == "rules"
        assert len(report.claims or ()) == 4
        assert (report.claims or ())[1].part_of == 0


def test_reports_are_extracted(tmp_path: Path) -> None:
    sample = SAMPLES / "2020_township_spaces_sparse.txt"
    (report,) = load_predictions(sample)
    assert report.name == sample.name
    assert report.text == sample.read_bytes().decode("utf-8")
    assert report.claims


def test_paths_that_hold_nothing_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        load_gold(tmp_path / "nothing")
    with pytest.raises(InputError, match="holds no annotation"):
        load_gold(tmp_path)
    with pytest.raises(InputError, match="No report was found"):
        load_predictions(tmp_path)


def test_what_cannot_be_read_stops_the_evaluation(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(GongkaiError, match=r"empty\.txt: The file is empty"):
        load_predictions(tmp_path)
    lines = tmp_path / "r.jsonl"
    lines.write_text("{}\n", encoding="utf-8")
    with pytest.raises(GongkaiError, match=r"r\.jsonl, line 1: no record"):
        load_gold(lines)
