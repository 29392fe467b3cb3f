"""``jsonl``: one passage a line with everything that is marked in it; nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.assembling import passage_of
from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.graph import (
    ATTRIBUTES,
    CONTEXT_LINK,
    Graph,
    Layer,
    Link,
    Region,
    graph_of,
    identifier,
)
from gongkai.annotations.converters.heads import head_from_fields, head_to_fields
from gongkai.annotations.converters.losses import Loss
from gongkai.annotations.converters.strict_json import (
    Fields,
    dump,
    lines,
    mapping,
    sequence,
    string,
    whole_number,
)
from gongkai.annotations.passages import Passage
from gongkai.models.document import Span

#: The key under which a layer stands, and the key of the label in it.
_KEYS: Final = {
    Layer.CONTEXT: ("contexts", "kind"),
    Layer.CLAIM: ("claims", "metric"),
    Layer.NON_CLAIM: ("non_claims", "reason"),
    Layer.PROBLEM: ("problems", "category"),
    Layer.IMPROVEMENT: ("improvements", "category"),
}
_TOP: Final = frozenset({"head", "text", *(key for key, _ in _KEYS.values())})
_POSITION: Final = frozenset({"start", "end", "quote"})
_LINKS: Final = frozenset({"contexts", "part_of", "part_kind"})
#: What a member of each layer may have.
_FIELDS: Final = {
    layer: ATTRIBUTES[layer] | _POSITION | {label} | (_LINKS if layer is Layer.CLAIM else set())
    for layer, (_, label) in _KEYS.items()
}


class JsonLines:
    """Passages as JSON lines; ``contexts`` and ``part_of`` of a claim are positions from 0."""

    name: Final = "jsonl"
    loses: frozenset[Loss] = frozenset()

    def write(self, passages: Sequence[Passage], path: Path) -> None:
        """Write one line for each passage."""
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            for passage in passages:
                stream.write(dump(passage_to_fields(passage)) + "\n")

    def read(self, path: Path) -> list[Passage]:
        """Read each line as a passage.

        Raises
        ------
        ConverterError
            If a line is none.
        """
        return [passage_from_fields(fields, place) for fields, place in lines(path)]


def passage_to_fields(passage: Passage) -> Fields:
    """Return a passage as a JSON object."""
    graph = graph_of(passage)
    fields: Fields = {"head": head_to_fields(passage.head), "text": passage.text}
    for layer, (key, label) in _KEYS.items():
        fields[key] = [
            {
                "start": region.span.start,
                "end": region.span.end,
                "quote": region.span.of(passage.text),
                label: region.label,
                **region.attributes,
            }
            for region in graph.regions
            if region.layer is layer
        ]
    for claim, row in zip(passage.claims, fields["claims"], strict=True):
        row["contexts"] = list(claim.contexts)
        row["part_of"] = claim.part_of
        row["part_kind"] = claim.part_kind.value if claim.part_kind else None
    return fields


def passage_from_fields(fields: Fields, place: Place) -> Passage:
    """Read a passage.

    Raises
    ------
    ConverterError
        If it is none.
    """
    head = head_from_fields(fields.get("head"), place)
    place = place.at(name=head.name)
    _check_keys(fields, _TOP, "the line", place)
    for key, _ in _KEYS.values():
        if fields.get(key) is None:
            raise place.fault(f"the line has no {key}: give an empty list where there are none")
    text = string(fields.get("text"), "the text", place)
    regions: list[Region] = []
    links: list[Link] = []
    for layer, (key, label) in _KEYS.items():
        for position, value in enumerate(sequence(fields[key], key, place)):
            row = mapping(value, f"a member of {key}", place)
            _check_keys(row, _FIELDS[layer], f"member {position} of {key}", place)
            region = _region(row, layer, position, label, place)
            _check_quote(row, region, text, place)
            regions.append(region)
            if layer is Layer.CLAIM:
                links.extend(_links(row, region.identifier, place))
    return passage_of(Graph(head, text, tuple(regions), tuple(links)), place)


def _check_keys(fields: Fields, known: frozenset[str], what: str, place: Place) -> None:
    unknown = sorted(set(fields) - known)
    if unknown:
        raise place.fault(
            f"{what} has {unknown[0]!r:.40}, which is none of {', '.join(sorted(known))}: correct "
            "it, or leave it out"
        )


def _region(row: Fields, layer: Layer, position: int, label: str, place: Place) -> Region:
    span = Span(
        whole_number(row.get("start"), "start", place), whole_number(row.get("end"), "end", place)
    )
    # The kind of a claim is an attribute, that of a context span its label.
    attributes = {
        key: value for key, value in row.items() if key in ATTRIBUTES[layer] and value is not None
    }
    for key, value in attributes.items():
        if not isinstance(value, str | int | float | bool):
            raise place.fault(f"{key} is neither a string nor a number: correct it")
    name = string(row.get(label), label, place)
    return Region(identifier(layer, position), layer, name, span, attributes)


def _check_quote(row: Fields, region: Region, text: str, place: Place) -> None:
    words = region.span.of(text)
    inside = 0 <= region.span.start < region.span.end <= len(text)
    if inside and row.get("quote", words) != words:
        raise place.fault(
            f"the {region.layer} at {region.span.start} is quoted {row['quote']!r:.40}, but the "
            f"text has {words!r:.40} there: offsets count Unicode code points"
        )


def _links(row: Fields, source: str, place: Place) -> list[Link]:
    links = [
        Link(
            source,
            identifier(Layer.CONTEXT, whole_number(number, "a context of a claim", place)),
            CONTEXT_LINK,
        )
        for number in sequence(row.get("contexts", []), "contexts of a claim", place)
    ]
    if row.get("part_of") is not None:
        whole = whole_number(row["part_of"], "part_of", place)
        kind = string(row.get("part_kind"), "part_kind", place)
        links.append(Link(source, identifier(Layer.CLAIM, whole), kind))
    return links
