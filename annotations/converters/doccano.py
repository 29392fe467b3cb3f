"""``doccano``: JSON lines for sequence labelling with relations.

A label says all that can be chosen from a list (``claim:hotline_cases:rate:completion``,
``context:CHANNEL:website``, ``problem:content:this``). The rest (head, values, units, scopes,
names) stands as JSON in the field ``gongkai``, which doccano keeps as metadata of the text and
exports again. It is found by offsets and label, since doccano gives identifiers of its own; a
claim that people added or moved is read by the quantity grammar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.assembling import passage_of
from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.graph import (
    Graph,
    Layer,
    Link,
    Region,
    Value,
    graph_of,
)
from gongkai.annotations.converters.heads import head_from_fields, head_to_fields
from gongkai.annotations.converters.losses import Loss
from gongkai.annotations.converters.strict_json import (
    Fields,
    dump,
    lines,
    mapping,
    parse,
    sequence,
    string,
    whole_number,
)
from gongkai.annotations.passages import Passage
from gongkai.models.document import Span

KEY: Final = "gongkai"
_SEPARATOR: Final = ":"
#: Attributes that stand in the label of each layer, behind the layer and the label itself.
_IN_LABEL: Final[dict[Layer, tuple[str, ...]]] = {
    Layer.CLAIM: ("kind", "aspect", "per"),
    Layer.CONTEXT: ("channel",),
    Layer.NON_CLAIM: (),
    Layer.PROBLEM: ("year",),
    Layer.IMPROVEMENT: ("stage",),
}
#: What tells labels on one span apart that would be the same.
_REPEATED: Final = re.compile(r"[0-9]{1,9}")
_COUNT: Final = "count"
_ENTRY_FIELDS: Final = 4
_EXAMPLE: Final = "claim:hotline_cases"
_DETAIL_OF_KIND: Final = {"rate": "aspect", "frequency": "per"}


class Doccano:
    """A file to import into, or exported from, a sequence labelling project with relations."""

    name: Final = "doccano"
    loses: frozenset[Loss] = frozenset()

    def write(self, passages: Sequence[Passage], path: Path) -> None:
        """Write one line for each passage."""
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            for passage in passages:
                stream.write(dump(_row(passage)) + "\n")

    def read(self, path: Path) -> list[Passage]:
        """Read an export in the format JSONL.

        Raises
        ------
        ConverterError
            If a line is no text of such a project, or a label none of the scheme.
        """
        return [_passage(fields, place) for fields, place in lines(path)]


def _row(passage: Passage) -> Fields:
    graph = graph_of(passage)
    labels = list(_labels(graph.regions))
    numbers = {region.identifier: number for number, region in enumerate(graph.regions, start=1)}
    kept = [
        [region.span.start, region.span.end, label, _kept(region)]
        for region, label in zip(graph.regions, labels, strict=True)
    ]
    return {
        "text": passage.text,
        "entities": [
            {
                "id": numbers[region.identifier],
                "label": label,
                "start_offset": region.span.start,
                "end_offset": region.span.end,
            }
            for region, label in zip(graph.regions, labels, strict=True)
        ],
        "relations": [
            {
                "id": number,
                "from_id": numbers[link.source],
                "to_id": numbers[link.target],
                "type": link.label,
            }
            for number, link in enumerate(graph.links, start=1)
        ],
        "Comments": [],
        KEY: dump({"head": head_to_fields(passage.head), "entities": kept}),
    }


def _kept(region: Region) -> dict[str, Value]:
    in_label = {*_IN_LABEL[region.layer]}
    return {key: value for key, value in region.attributes.items() if key not in in_label}


def _labels(regions: Sequence[Region]) -> Iterator[str]:
    """Yield a label for each region; doccano wants those on one span to differ."""
    seen: Counter[tuple[Span, str]] = Counter()
    for region in regions:
        parts = [region.layer.value, region.label]
        for name in _IN_LABEL[region.layer]:
            value = region.attributes.get(name)
            if value is not None and not (name == "kind" and value == _COUNT):
                parts.append(str(value))
        label = _SEPARATOR.join(parts)
        seen[region.span, label] += 1
        times = seen[region.span, label]
        yield label if times == 1 else f"{label}{_SEPARATOR}{times}"


def _passage(fields: Fields, place: Place) -> Passage:
    kept = fields.get(KEY)
    if not isinstance(kept, str):
        raise place.fault(f"the text has no metadata {KEY!r}: export it with gongkai first")
    metadata = mapping(parse(kept, place), KEY, place)
    head = head_from_fields(metadata.get("head"), place)
    place = place.at(name=head.name)
    known = _known(metadata, place)
    regions = tuple(
        _region(mapping(each, "an entity", place), known, place)
        for each in sequence(fields.get("entities"), "entities", place)
    )
    links = tuple(
        _link(mapping(each, "a relation", place), place)
        for each in sequence(fields.get("relations", []), "relations", place)
    )
    text = string(fields.get("text"), "the text", place)
    return passage_of(Graph(head, text, regions, links), place)


@dataclass(slots=True)
class _Known:
    """Attributes that were exported, by span and label, and by span and layer."""

    exact: dict[tuple[Span, str], Fields]
    alike: dict[tuple[Span, Layer], Fields]


def _known(metadata: Fields, place: Place) -> _Known:
    known = _Known({}, {})
    for value in sequence(metadata.get("entities"), f"entities of {KEY}", place):
        entry = sequence(value, f"an entity of {KEY}", place)
        if len(entry) != _ENTRY_FIELDS:
            raise place.fault(f"{KEY} was changed: export the text with gongkai again")
        span = Span(whole_number(entry[0], "start", place), whole_number(entry[1], "end", place))
        label = string(entry[2], "a label", place)
        attributes = mapping(entry[3], "attributes", place)
        known.exact[span, label] = attributes
        known.alike.setdefault((span, _layer(label, place)), attributes)
    return known


def _layer(label: str, place: Place) -> Layer:
    name = label.partition(_SEPARATOR)[0]
    if name not in set(Layer):
        raise place.fault(
            f"{label[:60]!r} is no label of ours: labels begin with {', '.join(Layer)} and a colon"
        )
    return Layer(name)


def _region(fields: Fields, known: _Known, place: Place) -> Region:
    label = string(fields.get("label"), "the label of an entity", place)
    layer = _layer(label, place)
    span = Span(
        whole_number(fields.get("start_offset"), "start_offset", place),
        whole_number(fields.get("end_offset"), "end_offset", place),
    )
    kept = known.exact.get((span, label), known.alike.get((span, layer), {}))
    _, *members = label.split(_SEPARATOR)
    if not members:
        raise place.fault(f"the label {label!r} says too little: write it as in {_EXAMPLE}")
    member, *details = members
    if details and _REPEATED.fullmatch(details[-1]):
        details.pop()
    attributes: dict[str, Value] = {**kept, **_details(layer, details, label, place)}
    identifier = str(whole_number(fields.get("id"), "the id of an entity", place))
    return Region(identifier, layer, member, span, attributes)


def _details(layer: Layer, details: list[str], label: str, place: Place) -> dict[str, Value]:
    names = list(_IN_LABEL[layer])
    if layer is Layer.CLAIM:
        detail = _DETAIL_OF_KIND.get(details[0]) if details else None
        names = ["kind", detail] if detail else ["kind"]
    if len(details) > len(names):
        raise place.fault(f"the label {label[:60]!r} says too much: leave out what is too much")
    return dict(zip(names, details, strict=False))


def _link(fields: Fields, place: Place) -> Link:
    return Link(
        str(whole_number(fields.get("from_id"), "from_id", place)),
        str(whole_number(fields.get("to_id"), "to_id", place)),
        string(fields.get("type"), "the type of a relation", place),
    )
