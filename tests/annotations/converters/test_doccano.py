"""Lines for doccano, and what comes back from there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongkai.annotations.converters import ConverterError
from gongkai.annotations.converters.doccano import Doccano
from gongkai.annotations.passages import Passage
from gongkai.models.scheme import Aspect, Channel, Kind, Metric

from .texts import plain, rich

Row = dict[str, Any]


def rows(tmp_path: Path, *passages: Passage) -> list[Row]:
    path = tmp_path / "out.jsonl"
    Doccano().write(passages, path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read(tmp_path: Path, *lines: Row) -> list[Passage]:
    path = tmp_path / "export.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return Doccano().read(path)


def test_no_two_labels_on_one_span_are_the_same(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, rich())
    keys = [(each["start_offset"], each["end_offset"], each["label"]) for each in row["entities"]]
    assert len(keys) == len(set(keys)) > 30
    assert all(len(label) <= 100 for _, _, label in keys)


def test_what_doccano_exports_reads_back(tmp_path: Path) -> None:
    """doccano gives identifiers of its own, and adds fields."""
    exported = []
    for number, row in enumerate(rows(tmp_path, rich(), plain())):
        for entity in row["entities"]:
            entity["id"] += 1000 * number + 7
        for relation in row["relations"]:
            relation["from_id"] += 1000 * number + 7
            relation["to_id"] += 1000 * number + 7
        exported.append({"id": number, **row, "Comments": ["is this right?"]})
    assert read(tmp_path, *exported) == [rich(), plain()]


def test_a_label_that_was_changed_keeps_the_reading(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, plain())
    (entity,) = [each for each in row["entities"] if each["label"].endswith("completion")]
    entity["label"] = "claim:messages_handled:rate:timeliness"
    (passage,) = read(tmp_path, row)
    expected = replace(plain().claims[-1], metric=Metric.MESSAGES_HANDLED, aspect=Aspect.TIMELINESS)
    assert passage.claims[-1] == expected


def test_entities_made_in_doccano_are_read_by_grammar_and_label(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, plain())
    row["text"] = "热线受理12件。"
    row["entities"] = [
        {"id": 5, "label": "claim:hotline_cases", "start_offset": 4, "end_offset": 7},
        {"id": 9, "label": "context:CHANNEL:hotline", "start_offset": 0, "end_offset": 2},
    ]
    row["relations"] = [{"id": 1, "from_id": 9, "to_id": 5, "type": "context"}]
    (passage,) = read(tmp_path, row)
    (claim,) = passage.claims
    assert (claim.kind, claim.value, claim.channel) == (Kind.COUNT, 12, Channel.HOTLINE)
    assert [context.name for context in passage.contexts] == ["c1"]


@pytest.mark.parametrize(
    ("entity", "message"),
    [
        ({"label": "hotline_cases"}, "is no label of ours"),
        ({"label": "claim"}, "says too little"),
        ({"label": "claim:hotline_cases:rate"}, "a rate has an aspect"),
        ({"label": "claim:hotline_cases:count:website"}, "says too much"),
        ({"label": "context:CHANNEL"}, "a CHANNEL span has a channel"),
        ({"label": 3}, "the label of an entity is missing"),
        ({"end_offset": 99}, "outside of the text"),
        ({"start_offset": True}, "start_offset is missing or no whole number"),
        ({"id": "x"}, "the id of an entity is missing"),
    ],
)
def test_what_cannot_be_accepted_is_named(tmp_path: Path, entity: Row, message: str) -> None:
    (row,) = rows(tmp_path, plain())
    made = {"id": 5, "label": "claim:hotline_cases", "start_offset": 4, "end_offset": 7}
    row |= {"text": "热线受理12件。", "entities": [made | entity], "relations": []}
    with pytest.raises(ConverterError, match=re.escape(message)) as caught:
        read(tmp_path, row)
    assert str(caught.value).startswith(f"{tmp_path / 'export.jsonl'}:1: two: ")


def test_a_text_that_was_not_exported_by_gongkai_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConverterError, match=r"export\.jsonl:1: the text has no metadata"):
        read(tmp_path, {"text": "公开", "entities": [], "relations": []})
