"""``gongkai evaluate`` from the outside."""

from __future__ import annotations

import contextlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from gongkai.evaluate.display.together import print_evaluation
from gongkai.evaluate.evaluation import Prediction
from gongkai.evaluate.evaluation import evaluate as measure
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport
from gongkai.evaluate.metrics_file import metrics_json
from gongkai.evaluate.result_intervals import result_intervals
from gongkai.extract.command_line import main
from gongkai.extract.command_line.app import app
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.command_line.flags import with_plain_flags
from gongkai.extract.language import Language, Words
from gongkai.models.document import Span
from gongkai.models.scheme import Kind, Metric

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


def evaluate(*arguments: object) -> int:
    """Run the command without its page and return its exit status."""
    return gongkai("evaluate", *arguments, "--no-page")


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
    assert evaluate(SAMPLES, f"ours={reports}", "--output", tmp_path / "one") == 0
    printed = capsys.readouterr().out
    assert evaluate(SAMPLES, f"ours={tmp_path}/records", "--output", tmp_path / "two") == 0
    one, two = metrics(tmp_path / "one"), metrics(tmp_path / "two")
    assert one == two
    assert list(one) == ["schema_version", "gold", "systems", "comparisons"]
    assert len(one["gold"]["reports"]) == len(list(SAMPLES.glob("*.gold.json")))
    (system,) = one["systems"]
    assert (system["name"], system["models"]) == ("ours", ["accurate"])
    right = system["measures"]["claims.right"]
    assert right["gold"] == sum(
        len(json.loads(path.read_text(encoding="utf-8"))["claims"])
        for path in SAMPLES.glob("*.gold.json")
    )
    assert 0 < right["interval_95"][0] <= right["value"] <= right["interval_95"][1] <= 1
    assert system["measures"]["cells.nonzero"]["gold"] > 100
    assert "Claims by metric" in printed
    assert "no confidence is given" not in printed


def test_records_are_perfect_against_themselves(tmp_path: Path) -> None:
    report = SAMPLES / "2021_street_office_tabs.txt"
    assert gongkai("extract", report, "--output", tmp_path) == 0
    assert evaluate(tmp_path, tmp_path, "--output", tmp_path / "scores") == 0
    (system,) = metrics(tmp_path / "scores")["systems"]
    for name in ("claims.wholly_right", "cells.all", "problems.right", "facts.joined"):
        assert system["measures"][name]["value"] == 1
    assert system["claims"]["errors"] == dict.fromkeys(system["claims"]["errors"], 0)


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
    assert evaluate(gold, report, "--output", tmp_path, "--errors") == 0
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
    third = lines.index("missed number")
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
    command = (gold, tmp_path / "out", "--output", tmp_path / "scores", "--errors")
    assert evaluate(*command) == 0
    printed = capsys.readouterr().out
    assert "wrong metric" in printed
    assert "培训‹两次›" in printed


def test_the_scores_are_in_the_language_asked_for(tmp_path: Path, capsys: Captured) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS, claim("培训", 1, "other_count"))
    report = tmp_path / "gold" / "a.txt"
    options = ("--output", tmp_path, "--errors", "--lang", "zh")
    assert evaluate(gold, report, *options) == 0
    printed = capsys.readouterr().out
    for phrase in (
        "报告 1 份，片段 0 个",
        "精确率",
        "完全正确",
        "培训场次",
        "错误：数据陈述",
        "漏报",
    ):
        assert phrase in printed


def test_a_missing_prediction_is_an_error_unless_allowed(tmp_path: Path, capsys: Captured) -> None:
    annotate(tmp_path / "gold", *GOLD_CLAIMS)
    other = tmp_path / "b.txt"
    other.write_text(SENTENCES, encoding="utf-8")
    command = (tmp_path / "gold", other, "--output", tmp_path / "scores")
    assert evaluate(*command) == 1
    assert "1 annotated text has no prediction: give predictions" in capsys.readouterr().err
    assert not (tmp_path / "scores").exists()
    assert evaluate(*command, "--allow-missing") == 0
    (system,) = metrics(tmp_path / "scores")["systems"]
    assert system["texts"] == {
        "judged": 1,
        "without_prediction": ["a.txt"],
        "predictions_without_gold": 1,
    }
    right = system["measures"]["claims.right"]
    assert (right["precision"], right["recall"], right["value"]) == (None, 0.0, 0.0)
    printed = capsys.readouterr().out
    assert "b: without a prediction, counted as if nothing had been found: a.txt" in printed
    assert "b: predictions of texts that are not in the gold, not judged: 1" in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing", "{report}", "-o", "{out}"), "nothing does not exist"),
        (("{gold}", "nothing.txt", "-o", "{out}"), "nothing.txt does not exist"),
        (("{gold}", "{report}"), "--output"),
        (("{gold}", "-o", "{out}", "--system", "best"), "There is no system 'best': choose from"),
        (("{gold}", "-o", "{out}", "--gold-format", "xml"), "'xml' is no format: choose from"),
        (("{gold}", "-o", "{out}", "--only", "passages"), "holds no passages: leave out --only"),
        (("{gold}", "a={report}", "a={report}", "-o", "{out}"), "Two systems are called a:"),
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
@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("others", [(), ("--full",), ("--system", "regular-expressions")])
def test_no_figure_is_cut_on_a_narrow_terminal(  # noqa: PLR0917 - fixtures
    tmp_path: Path,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    width: int,
    others: tuple[str, ...],
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    options = ("--output", tmp_path, "--lang", language)
    assert evaluate(SAMPLES, "--system", "rules", *others, *options) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "…" in line] == []
    assert max(map(cell_len, lines)) <= width


def test_help_names_the_commands_beside() -> None:
    command = with_plain_flags(app)
    group = command.commands["evaluate"]  # type: ignore[attr-defined]
    beside = [name for name in group.commands if name]
    assert sorted(beside) == ["floors", "formats", "release", "sample"]
    lines = group.commands[""].epilog.split("\n\n")
    assert [line.partition(":")[0] for line in lines] == [
        f"gongkai evaluate {name}" for name in beside
    ]


def test_the_commands_beside_are_reached_by_their_names(capsys: Captured) -> None:
    assert gongkai("evaluate", "sample", "draw", "--help") == 0
    assert "Example: gongkai evaluate sample draw" in capsys.readouterr().out


def test_a_folder_may_be_called_like_the_default_command(tmp_path: Path) -> None:
    gold = annotate(tmp_path / "score", *GOLD_CLAIMS).parent
    with contextlib.chdir(tmp_path):
        assert evaluate(gold.name, "--output", "out") == 0
    assert metrics(tmp_path / "out")["gold"]["name"] == "score"


def test_without_predictions_the_trained_model_reads_the_texts_of_the_gold(
    tmp_path: Path,
) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS)
    assert evaluate(gold, "--output", tmp_path) == 0
    (system,) = metrics(tmp_path)["systems"]
    assert (system["name"], system["models"]) == ("accurate", ["accurate"])
    claims = system["calibration"]["claims"]
    assert claims["judgements"] == system["measures"]["claims.right"]["predicted"]


def test_the_rules_read_the_texts_of_the_gold_where_they_are_named(tmp_path: Path) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS)
    assert evaluate(gold, "--output", tmp_path, "--system", "rules") == 0
    (system,) = metrics(tmp_path)["systems"]
    assert system["measures"]["claims.right"]["right"] == len(GOLD_CLAIMS)


def test_a_system_cannot_read_texts_that_are_not_there(tmp_path: Path, capsys: Captured) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS)
    (gold.parent / "a.txt").unlink()
    assert evaluate(gold, "--output", tmp_path / "out", "--system", "rules") == 1
    assert "The text of a.txt is not known, so no system can read it" in capsys.readouterr().err


def test_a_sealed_split_is_refused(tmp_path: Path, capsys: Captured) -> None:
    assert evaluate("corpus:test", "--output", tmp_path / "out") == 2
    assert "The split test is sealed" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def rows(path: Path, *claims: dict[str, object]) -> Path:
    lines = (json.dumps({"report": "a.txt"} | claim, ensure_ascii=False) for claim in claims)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_confidences_are_measured_where_they_are_given(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS)
    claims = [each | {"confidence": 0.9} for each in GOLD_CLAIMS[:3]]
    claims.append(claim("1件", 1, "reviews_filed", confidence=0.4))
    predicted = rows(tmp_path / "mine.jsonl", *claims)
    monkeypatch.setenv("COLUMNS", "80")
    assert evaluate(gold, predicted, "--output", tmp_path, "--full") == 0
    (system,) = metrics(tmp_path)["systems"]
    assert system["name"] == "mine"
    calibration = system["calibration"]["claims"]
    assert calibration["judgements"] == 4
    assert calibration["accuracy"]["value"] == 0.75
    assert calibration["brier"]["score"]["value"] == round((3 * 0.1**2 + 0.4**2) / 4, 4)
    assert [each["accuracy"]["judged"] for each in calibration["bins"]] == [1, 3]
    assert calibration["precision_at"][0] == {
        "confidence": 0.5,
        "precision": {"share": 1.0, "count": 3, "judged": 3},
        "interval_95": None,
        "share": {"value": 0.75, "interval_95": None},
    }
    printed = capsys.readouterr().out
    assert max(map(cell_len, printed.splitlines())) <= 80
    assert "Precision by least confidence" in printed
    assert "precision 98% is reached from confidence 0.9000 on; kept: 0.750" in printed


def test_systems_are_compared_with_the_first(tmp_path: Path, capsys: Captured) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS)
    predicted = rows(tmp_path / "mine.jsonl", *GOLD_CLAIMS[:1])
    options = ("--system", "rules", "--system", "cn2an", "--output", tmp_path)
    assert evaluate(gold, f"ours={predicted}", *options) == 0
    scores = metrics(tmp_path)
    assert [system["name"] for system in scores["systems"]] == ["ours", "rules", "cn2an"]
    assert scores["systems"][2]["claims"] is None
    values = [
        system["measures"].get("claims.right", {}).get("value") for system in scores["systems"]
    ]
    assert values == [0.4, 1.0, None]
    found = {(each["measure"], each["other"]): each for each in scores["comparisons"]}
    assert {each["first"] for each in scores["comparisons"]} == {"ours"}
    assert found["claims.right", "rules"]["difference"] == 0.6
    assert ("claims.right", "cn2an") not in found
    assert ("quantities.value", "cn2an") not in found
    assert ("quantities.value.recall", "cn2an") in found
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "rules less ours; * where adjusted p < 0.05" in lines
    assert "not attempted by cn2an" in lines
    assert not any(line.startswith("Attributes") for line in lines)


def test_a_system_of_few_metrics_is_judged_by_these_too(tmp_path: Path) -> None:
    gold = [JudgedReport("a", claims=(a_claim("info_published"), a_claim("meetings_held")))]
    mine = Prediction("mine", [JudgedReport("a", claims=())])
    few = [JudgedReport("a", claims=(a_claim("info_published"),))]
    other = Prediction("few", few, metrics=frozenset({Metric.INFO_PUBLISHED}))
    evaluation = measure(gold, [mine, other])
    intervals = [result_intervals(system) for system in evaluation.systems]
    console = Console(file=StringIO(), width=100)
    page = Page(console, Words(Language.ENGLISH))
    print_evaluation(page, evaluation, intervals, [tmp_path])
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "metrics of" in printed
    systems = json.loads(metrics_json(evaluation, intervals))["systems"]
    name = "claims.right.metrics_of.few"
    assert [system["measures"][name]["value"] for system in systems] == [0.0, 1.0]


def a_claim(metric: str) -> JudgedClaim:
    return JudgedClaim(Metric.of(metric), Kind.COUNT, 3, "3次", Span(0, 2))


def test_figures_of_all_formats_are_the_same_whatever_the_order(tmp_path: Path) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS)
    straight = rows(tmp_path / "one.jsonl", *GOLD_CLAIMS)
    turned = rows(tmp_path / "two.jsonl", *reversed(GOLD_CLAIMS))
    contents = []
    for predicted in (straight, turned):
        assert evaluate(gold, f"mine={predicted}", "--output", tmp_path) == 0
        contents.append((tmp_path / "metrics.json").read_bytes())
    assert contents[0] == contents[1]


def test_passages_can_be_judged_alone(tmp_path: Path) -> None:
    options = ("--output", tmp_path, "--only", "passages", "--system", "quantity-grammar")
    assert evaluate("corpus:dev", *options) == 0
    scores = metrics(tmp_path)
    assert scores["gold"]["reports"] == []
    (system,) = scores["systems"]
    assert system["texts"]["judged"] == len(scores["gold"]["passages"]) > 0
    assert system["numerals"]["by_form"]["plain"]["value"] > 0.9


def test_the_page_is_written_unless_it_is_not_wanted(tmp_path: Path, capsys: Captured) -> None:
    gold = annotate(tmp_path / "gold", *GOLD_CLAIMS)
    assert evaluate(gold, "--output", tmp_path / "without") == 0
    assert [each.name for each in (tmp_path / "without").iterdir()] == ["metrics.json"]
    assert "report.html" not in capsys.readouterr().out
    assert gongkai("evaluate", gold, "--output", tmp_path / "with") == 0
    assert "report.html" in "".join(capsys.readouterr().out.split())
    written = (tmp_path / "with" / "report.html").read_text(encoding="utf-8")
    assert written.lower().startswith("<!doctype html>")
