"""``gongkai evaluate`` from the outside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from gongkai.extract.command_line import main

SAMPLES = Path(__file__).parents[2] / "annotations" / "samples"
SENTENCES = "全年公开信息12条，培训两次。未收到申请，答复1件。\n"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")


def gongkai(*arguments: object) -> int:
    """Run the command line and return its exit status."""
    with pytest.raises(SystemExit) as exited:
        main([str(argument) for argument in arguments])
    assert exited.value.code is None or isinstance(exited.value.code, int)
    return exited.value.code or 0


def metrics(folder: Path) -> Any:  # noqa: ANN401 - JSON
    return json.loads((folder / "metrics.json").read_text(encoding="utf-8"))


def claim(quote: str, value: int, metric: str, **fields: object) -> dict[str, object]:
    start = SENTENCES.index(quote)
    place = {"quote": quote, "start": start, "end": start + len(quote)}
    unit = quote[-1] if quote[-1] in "条次件" else None
    given = {"metric": metric, "kind": "count", "value": value, "unit": unit, "channel": None}
    return given | place | fields


GOLD_CLAIMS = [
    claim("12条", 12, "info_published"),
    claim("两次", 2, "training_sessions"),
    claim("未收到", 0, "applications_received"),
    claim("1件", 1, "applications_answered"),
]


def annotate(folder: Path, *claims: dict[str, object], **content: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(SENTENCES, encoding="utf-8")
    path = folder / "a.gold.json"
    annotation = {"report": "a.txt", "claims": claims} | content
    path.write_text(json.dumps(annotation, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_samples_are_scored_from_reports_and_from_records_alike(
    tmp_path: Path, capsys: Captured
) -> None:
    reports = f"{SAMPLES}/*.txt"
    assert gongkai("extract", reports, "--output", tmp_path / "records") == 0
    assert gongkai("evaluate", SAMPLES, reports, "--output", tmp_path / "one") == 0
    assert gongkai("evaluate", SAMPLES, tmp_path / "records", "--output", tmp_path / "two") == 0
    one, two = metrics(tmp_path / "one"), metrics(tmp_path / "two")
    assert one == two
    assert list(one) == [
        *("schema_version", "models", "reports", "claims", "cells", "problems", "improvements"),
    ]
    assert one["models"] == ["rules"]
    assert len(one["reports"]["judged"]) == len(list(SAMPLES.glob("*.gold.json")))
    micro = one["claims"]["right"]["micro"]
    assert micro["gold"] == sum(
        len(json.loads(path.read_text(encoding="utf-8"))["claims"])
        for path in SAMPLES.glob("*.gold.json")
    )
    assert 0 < micro["f1_interval_95"][0] <= micro["f1"] <= micro["f1_interval_95"][1] <= 1
    assert one["cells"]["by_class"]["nonzero"]["gold"] > 100
    assert "Claims by metric" in capsys.readouterr().out


def test_records_are_perfect_against_themselves(tmp_path: Path) -> None:
    report = SAMPLES / "2021_street_office_tabs.txt"
    assert gongkai("extract", report, "--output", tmp_path) == 0
    assert gongkai("evaluate", tmp_path, tmp_path, "--output", tmp_path / "scores") == 0
    scores = metrics(tmp_path / "scores")
    assert scores["claims"]["wholly_right"]["micro"]["f1"] == 1
    assert scores["claims"]["errors"] == dict.fromkeys(scores["claims"]["errors"], 0)
    assert scores["cells"]["all"]["share"] == 1
    assert scores["problems"]["right"]["f1"] == 1


def test_every_error_is_printed_in_its_sentence(tmp_path: Path, capsys: Captured) -> None:
    gold = annotate(
        tmp_path / "gold",
        GOLD_CLAIMS[0] | {"channel": "website"},
        GOLD_CLAIMS[1] | {"metric": "meetings_held"},
        claim("培训", 1, "other_count"),
        cells={"applications": {"received.total": 5, "total.total": {"state": "blank"}}},
        problems=[{"start": 0, "end": 8, "category": "content", "text": "公开\x1b[1m不够"}],
    )
    report = tmp_path / "gold" / "a.txt"
    assert gongkai("evaluate", gold, report, "--output", tmp_path, "--errors") == 0
    printed = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    first = lines.index("wrong attributes: channel")
    assert lines[first + 1 : first + 4] == [
        "全年公开信息‹12条›，培训两次。",
        "gold info_published 12 条 count · website",
        "predicted info_published 12 条 count",
    ]
    second = lines.index("wrong metric")
    assert lines[second + 1 : second + 3] == [
        "全年公开信息12条，培训‹两次›。",
        "gold meetings_held 2 次 count",
    ]
    assert lines[second + 3].startswith("predicted training_sessions 2 次 count")
    third = lines.index("missed")
    assert lines[third + 2 : third + 4] == ["gold other_count 1 count", "predicted nothing"]
    fourth = lines.index("spurious")
    assert lines[fourth + 1] == "‹未收到›申请，答复1件。"
    assert "applications.received.total gold 5 predicted missing" in lines
    assert "gold content 公开不够" in lines
    assert "\x1b" not in printed


def test_errors_of_records_are_shown_in_the_sentences_of_the_claims(
    tmp_path: Path, capsys: Captured
) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS)
    assert gongkai("extract", tmp_path / "gold" / "a.txt", "--output", tmp_path / "out") == 0
    (tmp_path / "gold" / "a.txt").unlink()
    annotate_wrongly = json.loads(gold.read_text(encoding="utf-8"))
    annotate_wrongly["claims"][1]["metric"] = "meetings_held"
    gold.write_text(json.dumps(annotate_wrongly), encoding="utf-8")
    command = ("evaluate", gold, tmp_path / "out", "--output", tmp_path / "scores", "--errors")
    assert gongkai(*command) == 0
    printed = capsys.readouterr().out
    assert "wrong metric" in printed
    assert "培训‹两次›" in printed


def test_the_scores_are_in_the_language_asked_for(tmp_path: Path, capsys: Captured) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS, claim("培训", 1, "other_count"))
    report = tmp_path / "gold" / "a.txt"
    options = ("--output", tmp_path, "--errors", "--lang", "zh")
    assert gongkai("evaluate", gold, report, *options) == 0
    printed = capsys.readouterr().out
    for phrase in (
        "评测报告 1 份",
        "精确率",
        "完全正确",
        "培训场次",
        "错误: 数据陈述",
        "漏报",
    ):
        assert phrase in printed


def test_a_missing_prediction_is_an_error_unless_allowed(tmp_path: Path, capsys: Captured) -> None:
    annotate(tmp_path / "gold", *GOLD_CLAIMS)
    other = tmp_path / "b.txt"
    other.write_text(SENTENCES, encoding="utf-8")
    command = ("evaluate", tmp_path / "gold", other, "--output", tmp_path / "scores")
    assert gongkai(*command) == 1
    assert "1 annotated reports have no prediction: a.txt; extract" in capsys.readouterr().err
    assert not (tmp_path / "scores").exists()
    assert gongkai(*command, "--allow-missing") == 0
    scores = metrics(tmp_path / "scores")
    assert scores["reports"]["without_prediction"] == ["a.txt"]
    micro = scores["claims"]["right"]["micro"]
    assert (micro["precision"], micro["recall"], micro["f1"]) == (None, 0.0, 0.0)
    printed = capsys.readouterr().out
    assert "without a prediction, counted as if nothing had been found: a.txt" in printed
    assert "predictions without annotation, not judged: 1" in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing", "{report}", "-o", "{out}"), "nothing does not exist"),
        (("{gold}", "nothing.txt", "-o", "{out}"), "nothing.txt does not exist"),
        (("{gold}", "{report}"), "--output"),
        (("{gold}", "{report}", "-o", "{out}", "--model", "best"), "no model 'best'"),
    ],
)
def test_wrong_usage_is_named(
    tmp_path: Path, capsys: Captured, arguments: tuple[str, ...], message: str
) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS)
    places = {"gold": gold, "report": gold.parent / "a.txt", "out": tmp_path / "out"}
    assert gongkai("evaluate", *(each.format(**places) for each in arguments)) == 2
    assert message in " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert not (tmp_path / "out").exists()


def test_help_shows_an_example(capsys: Captured) -> None:
    assert gongkai("evaluate", "--help") == 0
    assert "Example: gongkai evaluate" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 120])
def test_no_figure_is_cut_on_a_narrow_terminal(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, language: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    options = ("--output", tmp_path, "--lang", language)
    assert gongkai("evaluate", SAMPLES, f"{SAMPLES}/*.txt", *options) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "…" in line] == []
    assert max(map(cell_len, lines)) <= width
