"""Tasks for Label Studio, and what people make of them there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from gongkai.annotations.converters import ConverterError
from gongkai.annotations.converters.label_studio import CONFIGURATION, LabelStudio
from gongkai.annotations.converters.label_studio_configuration import CONTROLS, label_config
from gongkai.annotations.passages import Passage, Reason
from gongkai.models.scheme import Channel, Kind, Metric, PartKind

from .texts import plain, rich

Task = dict[str, Any]


def read(tmp_path: Path, *tasks: Task) -> list[Passage]:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return LabelStudio().read(path)


def task_with(items: list[Task], text: str = "受理热线12件。") -> Task:
    """Return a task on which somebody made these items from nothing."""
    data = LabelStudio().task(plain())["data"]
    return {"data": {**data, "text": text}, "annotations": [{"result": items}]}


def region(name: str, control: str, kind: str, **value: object) -> Task:
    value = {"start": 4, "end": 7, **value}
    return {"id": name, "from_name": control, "to_name": "text", "type": kind, "value": value}


def only(result: list[Task], *names: str) -> list[Task]:
    return [item for item in result if item.get("id") in names]


MARK = region("x", "mark", "labels", labels=["claim"], text="12件")
METRIC = region("x", "metric", "taxonomy", taxonomy=[["hotline_cases"]])


def test_a_prediction_has_a_score_and_an_annotation_has_none() -> None:
    (prediction,) = LabelStudio(score=0.75).task(plain())["predictions"]
    assert prediction["score"] == 0.75
    task = LabelStudio(finished=True).task(plain())
    assert "predictions" not in task
    assert task["annotations"][0]["result"] == prediction["result"]


def test_finished_annotations_read_back(tmp_path: Path) -> None:
    assert read(tmp_path, LabelStudio(finished=True).task(rich())) == [rich()]


def test_another_configuration_is_not_written_over(tmp_path: Path) -> None:
    LabelStudio().write([plain()], tmp_path / "one.json")
    LabelStudio().write([rich()], tmp_path / "two.json")
    (tmp_path / CONFIGURATION).write_text("<View/>", encoding="utf-8")
    with pytest.raises(ConverterError, match=rf"there is another {CONFIGURATION} beside it"):
        LabelStudio().write([plain()], tmp_path / "three.json")
    assert (tmp_path / CONFIGURATION).read_text(encoding="utf-8") == "<View/>"
    assert not (tmp_path / "three.json").exists()


def test_tasks_do_not_take_the_name_of_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConverterError, match="name the tasks otherwise"):
        LabelStudio().write([plain()], tmp_path / CONFIGURATION)
    assert not (tmp_path / CONFIGURATION).exists()


def test_the_newest_annotation_that_was_not_cancelled_counts(tmp_path: Path) -> None:
    task = LabelStudio().task(plain())
    result = task["predictions"][0]["result"]
    task["annotations"] = [
        {"result": only(result, "p1"), "updated_at": "2024-05-01T10:00:00.000000Z"},
        {"result": only(result, "p1", "c1"), "updated_at": "2024-05-03T10:00:00.000000Z"},
        {"result": [], "updated_at": "2024-05-02T10:00:00.000000Z"},
        {"result": result, "updated_at": "2024-05-04T10:00:00.000000Z", "was_cancelled": True},
    ]
    (passage,) = read(tmp_path, task)
    assert passage.contexts == plain().contexts[:2]
    assert passage.claims == ()


def test_a_task_that_nobody_touched_keeps_its_prediction(tmp_path: Path) -> None:
    task = LabelStudio().task(plain())
    task["annotations"] = [{"result": [], "was_cancelled": True}]
    assert read(tmp_path, task) == [plain()]


def test_a_mark_made_from_nothing_is_read_by_the_grammar(tmp_path: Path) -> None:
    (passage,) = read(tmp_path, task_with([MARK, METRIC]))
    (claim,) = passage.claims
    assert (claim.metric, claim.kind, claim.value, claim.unit) == (
        Metric.HOTLINE_CASES,
        Kind.COUNT,
        12,
        "件",
    )


def test_a_span_made_in_the_tool_gets_a_name_and_gives_its_channel(tmp_path: Path) -> None:
    ends = {"start": 2, "end": 4}
    items = [
        MARK,
        METRIC,
        region("Zq8_", "mark", "labels", labels=["CHANNEL"], text="热线", **ends),
        region("Zq8_", "channel", "choices", choices=["hotline"], **ends),
        {"type": "relation", "from_id": "Zq8_", "to_id": "x", "direction": "right"},
    ]
    (passage,) = read(tmp_path, task_with(items))
    assert [context.name for context in passage.contexts] == ["c1"]
    assert passage.claims[0].contexts == (0,)
    assert passage.claims[0].channel is Channel.HOTLINE


def test_a_relation_drawn_to_the_left_is_turned_round(tmp_path: Path) -> None:
    task = LabelStudio().task(plain())
    for item in task["predictions"][0]["result"]:
        if item["type"] == "relation":
            item["from_id"], item["to_id"] = item["to_id"], item["from_id"]
            item["direction"] = "left"
    assert read(tmp_path, task) == [plain()]


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([METRIC], "the region x has no label"),
        ([MARK], "has no metric: choose one"),
        ([MARK, MARK, METRIC], "marked twice"),
        ([MARK, region("x", "metric", "taxonomy", taxonomy=[["cases"]])], "is no metric"),
        ([MARK, METRIC, region("x", "kind", "choices", choices=["rate"])], "has an aspect"),
        ([MARK, METRIC, region("x", "value", "number", number="12")], "value is no number"),
        ([MARK, METRIC, region("x", "colour", "choices", choices=[])], "no control 'colour'"),
        ([region("x", "mark", "labels", labels=["claim"], text="11件"), METRIC], "code points"),
        ([region("x", "mark", "labels", labels=["claim"], end=99), METRIC], "outside of the text"),
        ([region("x", "mark", "labels", labels=["claim", "problem"]), METRIC], "choose one of"),
        ([region("x", "mark", "labels", labels=["claim"], start=0), METRIC], "give it a value"),
        (
            [MARK, METRIC, {"type": "relation", "from_id": "x", "to_id": "y"}],
            "a link leads to 'y'",
        ),
        (
            [MARK, METRIC, {"type": "relation", "from_id": "x", "to_id": "x"}],
            "label the link component, subset, stage",
        ),
    ],
)
def test_what_cannot_be_accepted_is_named(tmp_path: Path, items: list[Task], message: str) -> None:
    with pytest.raises(ConverterError, match=re.escape(message)) as caught:
        read(tmp_path, task_with(items))
    assert str(caught.value).startswith(f"{tmp_path / 'export.json'}: two: ")


def test_a_task_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConverterError, match="no annotation that was not cancelled"):
        read(tmp_path, {"data": LabelStudio().task(plain())["data"], "annotations": []})


def test_everything_of_the_scheme_can_be_chosen() -> None:
    config = label_config()
    for value in (*Metric, *Channel, *Reason, *PartKind):
        assert f'value="{value}"' in config
    assert all(f'name="{name}"' in config for name in CONTROLS)


def test_label_studio_itself_accepts_configuration_and_tasks(tmp_path: Path) -> None:
    sdk = pytest.importorskip(
        "label_studio_sdk.label_interface", reason="the extra label-studio is not installed"
    )
    path = tmp_path / "tasks.json"
    LabelStudio().write([rich(), plain()], path)
    interface = sdk.LabelInterface((tmp_path / CONFIGURATION).read_text(encoding="utf-8"))
    interface.validate()
    for task in json.loads(path.read_text(encoding="utf-8")):
        assert interface.validate_task({"data": task["data"]})
        (prediction,) = task["predictions"]
        assert len(prediction["result"]) > 20
        assert interface.validate_prediction(prediction, return_errors=True) == []
        assert interface.validate_annotation({"result": prediction["result"]})
        prediction["result"][0]["value"]["labels"] = ["nothing of ours"]
        assert not interface.validate_annotation({"result": prediction["result"]})
