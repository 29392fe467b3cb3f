"""``label-studio``: tasks for Label Studio, and what people made of them.

``label_studio_configuration`` has the controls. A task is written with a prediction, from which
people start, or with a finished annotation. Of a task that is read, the newest annotation
that was not cancelled counts, and the prediction if there is none. Beside the tasks stands
``label_config.xml``, the labelling configuration of the project they belong to.

Offsets of Label Studio count code points since 2022; earlier versions counted UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.assembling import passage_of
from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.graph import (
    CONTEXT_LINK,
    Graph,
    Layer,
    Link,
    Region,
    Value,
    graph_of,
)
from gongkai.annotations.converters.heads import head_from_fields, head_to_fields
from gongkai.annotations.converters.label_studio_configuration import (
    CONTROLS,
    CUMULATIVE,
    LABEL_CONTROLS,
    LABELS,
    MARK,
    TEXT,
    Control,
    Tag,
    label_config,
)
from gongkai.annotations.converters.losses import Loss
from gongkai.annotations.converters.strict_json import (
    Fields,
    dump,
    mapping,
    parse,
    read_text,
    sequence,
    string,
    whole_number,
)
from gongkai.annotations.passages import ContextKind, Passage
from gongkai.models.document import Span

CONFIGURATION: Final = "label_config.xml"
_MODEL: Final = "gongkai"
_CONTEXTS: Final = frozenset(kind.value for kind in ContextKind)
#: The key of the value of each kind of control.
_VALUE_KEYS: Final = {
    Tag.CHOICES: "choices",
    Tag.TAXONOMY: "taxonomy",
    Tag.NUMBER: "number",
    Tag.TEXT_AREA: "text",
}
#: Line breaks come back as they are, as two signs or as spaces, depending on the version.
_SPACE: Final = re.compile(r"\\n|\s+")
_NEEDS_CONFIGURATION: Final = f"set the project up with {CONFIGURATION}"


@dataclass(frozen=True, slots=True)
class LabelStudio:
    """A file of tasks to import into, or exported from, a project.

    Attributes
    ----------
    finished
        Write annotations instead of predictions.
    score
        The score of the predictions, from 0 to 1.
    """

    finished: bool = False
    score: float = 1.0
    name: str = "label-studio"
    loses: frozenset[Loss] = frozenset()

    def write(self, passages: Sequence[Passage], path: Path) -> None:
        """Write the tasks, and the labelling configuration beside them.

        Raises
        ------
        ConverterError
            If another file stands where the configuration belongs.
        """
        place, configuration = Place(str(path)), path.with_name(CONFIGURATION)
        if path == configuration:
            raise place.fault("the labelling configuration has this name: name the tasks otherwise")
        if configuration.exists() and configuration.read_bytes() != label_config().encode():
            raise place.fault(
                f"there is another {CONFIGURATION} beside it: write to another folder, or take it "
                "away first"
            )
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            for number, passage in enumerate(passages):
                stream.write(("[\n" if number == 0 else ",\n") + dump(self.task(passage)))
            stream.write("\n]\n" if passages else "[]\n")
        configuration.write_text(label_config(), encoding="utf-8", newline="\n")

    def task(self, passage: Passage) -> Fields:
        """Return the task of a passage."""
        result = _result(passage)
        task: Fields = {"data": {"text": passage.text, "head": head_to_fields(passage.head)}}
        if self.finished:
            task["annotations"] = [{"result": result, "was_cancelled": False}]
        else:
            prediction = {"model_version": _MODEL, "score": self.score, "result": result}
            task["predictions"] = [prediction]
        return task

    def read(self, path: Path) -> list[Passage]:
        """Read tasks, or an export of the project in the format JSON.

        Raises
        ------
        ConverterError
            If a task cannot be read.
        """
        place = Place(str(path))
        tasks = sequence(parse(read_text(path), place), "the file", place)
        return [_passage(mapping(task, "a task", place), place) for task in tasks]


def _names(graph: Graph) -> dict[str, str]:
    """Return what regions are called: context spans by their names, which are kept that way."""
    return {
        region.identifier: str(region.attributes.get("name", region.identifier))
        for region in graph.regions
    }


def _result(passage: Passage) -> list[Fields]:
    graph = graph_of(passage)
    names = _names(graph)
    result: list[Fields] = []
    for region in graph.regions:
        result.extend(_items(region, names[region.identifier], graph.text))
    result.extend(
        {
            "type": "relation",
            "from_id": names[link.source],
            "to_id": names[link.target],
            "direction": "right",
            "labels": [link.label],
        }
        for link in graph.links
    )
    return result


def _items(region: Region, name: str, text: str) -> Iterator[Fields]:
    """Yield the item that marks a region, then one for each control."""
    label = region.label if region.layer is Layer.CONTEXT else region.layer.value
    ends: Fields = {"start": region.span.start, "end": region.span.end}
    marked = {**ends, "text": region.span.of(text), "labels": [label]}
    yield _item(name, MARK, "labels", marked)
    chosen: dict[str, Value] = dict(region.attributes)
    chosen.pop("name", None)
    if region.layer in LABEL_CONTROLS:
        chosen = {LABEL_CONTROLS[region.layer]: region.label, **chosen}
    for attribute, value in chosen.items():
        control = CONTROLS[attribute]
        key = _VALUE_KEYS[control.tag]
        yield _item(name, attribute, control.tag.lower(), {**ends, key: _written(control, value)})


def _item(name: str, control: str, kind: str, value: Fields) -> Fields:
    return {"id": name, "from_name": control, "to_name": TEXT, "type": kind, "value": value}


def _written(control: Control, value: Value) -> object:
    if control.tag is Tag.NUMBER:
        return value
    if control.attribute == CUMULATIVE:
        return [CUMULATIVE]
    return [[value]] if control.tag is Tag.TAXONOMY else [value]


def _passage(task: Fields, place: Place) -> Passage:
    data = mapping(task.get("data"), "data of a task", place)
    head = head_from_fields(data.get("head"), place)
    place = place.at(name=head.name)
    text = string(data.get("text"), "the text", place)
    regions: dict[str, _Draft] = {}
    relations: list[Fields] = []
    for value in sequence(_newest(task, place).get("result"), "the result", place):
        item = mapping(value, "an item of the result", place)
        if item.get("type") == "relation":
            relations.append(item)
        else:
            _take_item(item, regions, place)
    links = tuple(_link(item, place) for item in relations)
    graph = Graph(head, text, tuple(_regions(regions, text, place)), links)
    return passage_of(graph, place)


def _newest(task: Fields, place: Place) -> Fields:
    """Return what counts of a task: its newest annotation, or else its newest prediction."""
    for key in ("annotations", "predictions"):
        given = sequence(task.get(key) or [], key, place)
        kept = [each for each in given if isinstance(each, dict) and not each.get("was_cancelled")]
        if kept:
            return max(kept, key=_age)
    raise place.fault(
        "the task has no annotation that was not cancelled, and no prediction: export the project "
        "in the format JSON"
    )


def _age(annotation: Fields) -> str:
    """Return when an annotation was changed last; these times sort as they are written."""
    return str(annotation.get("updated_at") or annotation.get("created_at") or "")


@dataclass(slots=True)
class _Draft:
    """What was found of a region so far."""

    attributes: dict[str, Value]
    mark: Fields | None = None


def _take_item(item: Fields, regions: dict[str, _Draft], place: Place) -> None:
    name = string(item.get("id"), "the id of a region", place)
    control = string(item.get("from_name"), "from_name of a region", place)
    value = mapping(item.get("value"), "the value of a region", place)
    draft = regions.setdefault(name, _Draft({}))
    if control == MARK:
        if draft.mark is not None:
            raise place.fault(f"the region {name} is marked twice: delete one of them")
        draft.mark = value
    elif control in CONTROLS:
        given = _given(CONTROLS[control], value, place)
        if given is not None:
            draft.attributes[control] = given
    else:
        raise place.fault(f"there is no control {control[:40]!r}: {_NEEDS_CONFIGURATION}")


def _given(control: Control, value: Fields, place: Place) -> Value | None:
    """Return what was chosen or written with a control; ``None`` if it was left empty."""
    given = value.get(_VALUE_KEYS[control.tag])
    if control.tag is Tag.NUMBER:
        if isinstance(given, bool) or not isinstance(given, int | float):
            raise place.fault(f"{control.attribute} is no number: write one")
        return given
    chosen = [given] if isinstance(given, str) else sequence(given, control.attribute, place)
    if control.tag is Tag.TAXONOMY:
        chosen = [each[-1] if isinstance(each, list) and each else each for each in chosen]
    chosen = [string(each, control.attribute, place) for each in chosen]
    if len(chosen) > 1:
        raise place.fault(f"{control.attribute} is given twice for one region: choose one")
    if not chosen:
        return None
    return True if control.attribute == CUMULATIVE else str(chosen[0])


def _regions(regions: dict[str, _Draft], text: str, place: Place) -> Iterator[Region]:
    for name, draft in regions.items():
        if draft.mark is None:
            raise place.fault(f"the region {name} has no label: choose one")
        labels = sequence(draft.mark.get("labels"), f"labels of the region {name}", place)
        if len(labels) != 1 or labels[0] not in LABELS:
            raise place.fault(
                f"the region {name} has the labels {labels!r}: choose one of {', '.join(LABELS)}"
            )
        span = Span(
            whole_number(draft.mark.get("start"), f"start of the region {name}", place),
            whole_number(draft.mark.get("end"), f"end of the region {name}", place),
        )
        _check_words(draft.mark.get("text"), span, text, place)
        yield _region(name, labels[0], span, draft.attributes, place)


def _region(name: str, mark: str, span: Span, attributes: dict[str, Value], place: Place) -> Region:
    if mark in _CONTEXTS:
        return Region(name, Layer.CONTEXT, mark, span, {"name": name, **attributes})
    layer = Layer(mark)
    control = LABEL_CONTROLS[layer]
    label = attributes.pop(control, None)
    if not isinstance(label, str):
        raise place.fault(f"the {layer} at {span.start} has no {control}: choose one")
    return Region(name, layer, label, span, attributes)


def _check_words(words: object, span: Span, text: str, place: Place) -> None:
    if not isinstance(words, str):
        return
    if _SPACE.sub("", words) != _SPACE.sub("", span.of(text)):
        raise place.fault(
            f"the region at {span.start} holds {words[:30]!r}, but the text has "
            f"{span.of(text)[:30]!r} there: offsets have to count code points, as they do in "
            "Label Studio since 2022"
        )


def _link(item: Fields, place: Place) -> Link:
    ends = [string(item.get(key), f"{key} of a relation", place) for key in ("from_id", "to_id")]
    if item.get("direction") == "left":
        ends.reverse()
    labels = sequence(item.get("labels") or [CONTEXT_LINK], "labels of a relation", place)
    if len(labels) != 1:
        raise place.fault(f"the relation from {ends[0]} has several labels: choose one")
    return Link(ends[0], ends[1], string(labels[0], "the label of a relation", place))
