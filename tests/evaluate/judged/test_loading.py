"""Annotations and predictions from files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.annotations.passages import ContextKind, Reason
from gongkai.evaluate import load_gold, load_predictions
from gongkai.evaluate.judged.gold import GoldError
from gongkai.evaluate.judged.reports import (
    IdentityField,
    JudgedCell,
    JudgedContext,
    JudgedFact,
    JudgedIdentity,
    JudgedSection,
    NonClaim,
)
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError
from gongkai.extract.writing.json_lines import record_line
from gongkai.models.document import Span
from gongkai.models.scheme import (
    Agreement,
    CellState,
    Channel,
    Metric,
    ProblemYear,
    SectionKind,
    Tier,
)
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
    assert [gold.name for gold in load_gold(tmp_path)] == ["a.txt", "deep/b.txt"]


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
    lines.write_text('{"schema_version": 1, "source": {}}\n', encoding="utf-8")
    with pytest.raises(GongkaiError, match=r"r\.jsonl, line 1: no record"):
        load_gold(lines)


FULL = {
    "title": "云河县年报",
    "year": 2021,
    "period": {"start": "2021-01-01", "end": "2021-12-31"},
    "published": None,
    "issuer": {"name": "云河县人民政府", "tier": "county", "region": {"county": "云河县"}},
    "section_spans": [{"kind": "overview", "title": "一、总体情况", "start": 0, "end": 9}],
    "facts": [
        {"agreement": "agree", "sources": ["cell:applications.received.total", "claim:0"]},
    ],
    "non_claims": [{"start": 0, "end": 2, "reason": "date"}],
}


def test_an_annotation_may_speak_of_everything_that_a_record_has(tmp_path: Path) -> None:
    (gold,) = load_gold(write(tmp_path, **FULL))
    assert gold.identity == JudgedIdentity(
        {
            IdentityField.TITLE: "云河县年报",
            IdentityField.YEAR: 2021,
            IdentityField.PUBLISHED: None,
            IdentityField.PERIOD_START: "2021-01-01",
            IdentityField.PERIOD_END: "2021-12-31",
            IdentityField.ISSUER: "云河县人民政府",
            IdentityField.TIER: Tier.COUNTY,
            IdentityField.COUNTY: "云河县",
        }
    )
    assert gold.sections == (JudgedSection(SectionKind.OVERVIEW, Span(0, 9)),)
    cells = frozenset({"applications.received.total"})
    assert gold.facts == (JudgedFact(cells, frozenset({0}), Agreement.AGREE),)
    assert gold.non_claims == (NonClaim(Span(0, 2), Reason.DATE),)
    assert (gold.traits.year, gold.traits.tier, gold.traits.type) == (2021, Tier.COUNTY, None)


def test_what_an_annotation_leaves_out_is_not_judged(tmp_path: Path) -> None:
    (gold,) = load_gold(write(tmp_path))
    for part in ("cells", "problems", "improvements", "facts", "sections", "identity"):
        assert getattr(gold, part) is None
    (gold,) = load_gold(write(tmp_path, period=None))
    assert gold.identity is not None
    assert set(gold.identity.fields) == {IdentityField.PERIOD_START, IdentityField.PERIOD_END}


def test_contexts_are_judged_where_subject_action_and_period_are_stated(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("公开信息12条。", encoding="utf-8")
    subject = CLAIM | {"subject": "信息"}
    (gold,) = load_gold(write(tmp_path, claims=[subject]))
    assert (gold.claims or ())[0].contexts == ()
    whole = subject | {"action": "公开", "period": "cumulative"}
    (gold,) = load_gold(write(tmp_path, claims=[whole]))
    assert (gold.claims or ())[0].contexts == (
        JudgedContext(ContextKind.SUBJECT, Span(2, 4)),
        JudgedContext(ContextKind.ACTION, Span(0, 2)),
    )


def test_the_page_of_a_report_beside_its_annotation_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes("<p>公开信息12条。</p>".encode("gb18030"))
    (gold,) = load_gold(write(tmp_path))
    assert (gold.text, gold.page) == (None, "<p>公开信息12条。</p>")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"year": "2021"}, "year: "),
        ({"year": 20210}, "year: "),
        ({"published": "2021-2-30"}, "published: a day is written YYYY-MM-DD"),
        ({"published": "2021-02-30"}, "published: "),
        ({"published": 20210101}, "published: "),
        ({"period": {"start": "2021-01-01"}}, "period.end is missing"),
        ({"issuer": {"tier": "village"}}, "issuer.tier: "),
        ({"section_spans": [{"kind": "overview", "start": 3, "end": 3}]}, "it ends at 3"),
        ({"facts": [{"agreement": "single", "sources": []}]}, "facts.0.sources: "),
        ({"facts": [{"agreement": "single", "sources": ["claim:1"]}]}, "fact 0 names claim 1"),
        ({"facts": [{"agreement": "single", "sources": ["claim:-1"]}]}, "neither cell"),
        ({"facts": [{"agreement": "single", "sources": ["cell:a.b"]}]}, "no form has a cell a.b"),
        ({"claims": [CLAIM | {"confidence": 2}]}, "claims.0.confidence: "),
        ({"claims": [CLAIM | {"value": 10**30}]}, "claims.0.value"),
        ({"claims": [CLAIM | {"end": 2**80}]}, "claims.0.end: "),
        ({"phenomena": ["weather"]}, "phenomena.0: 'weather' is no id of the claim scheme"),
    ],
)
def test_what_an_annotation_cannot_say_is_named(
    tmp_path: Path, content: dict[str, object], reason: str
) -> None:
    path = write(tmp_path, **content)
    with pytest.raises(GoldError) as raised:
        load_gold(path)
    assert reason in str(raised.value)
    assert len(str(raised.value)) < len(str(path)) + 400


def test_an_annotation_larger_than_any_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.evaluate.judged.gold.MOST_BYTES", 10)
    with pytest.raises(GoldError, match=r"a\.gold\.json is larger than 0 MB"):
        load_gold(write(tmp_path))
