"""``measeval``: the format of MeasEval (SemEval-2021 task 8).

A folder with ``text/NAME.txt`` and ``tsv/NAME.tsv``. Each claim is an annotation set: its quote
is the *Quantity*, its subject spans are *MeasuredEntity*, its predicates *MeasuredProperty*, its
channel and period spans *Qualifier*. The checker of the task accepts ``unit`` and ``mods`` and
nothing else with a quantity, and no attributes with other spans: metric, value, kind and so on
are kept in the companion file (``folders``), by annotation set.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.assembling import passage_of
from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.folders import (
    COMPANION,
    read_companion,
    read_member,
    write_companion,
)
from gongkai.annotations.converters.graph import (
    CONTEXT_LINK,
    Graph,
    Layer,
    Link,
    Region,
    Value,
    graph_of,
)
from gongkai.annotations.converters.losses import Loss, without
from gongkai.annotations.converters.strict_json import (
    Fields,
    dump,
    mapping,
    parse,
    string,
)
from gongkai.annotations.passages import ContextKind, Passage
from gongkai.models.document import Span
from gongkai.models.scheme import Bound, Kind

COLUMNS: Final = (
    *("docId", "annotSet", "annotType", "startOffset", "endOffset", "annotId", "text", "other"),
)
QUANTITY: Final = "Quantity"
ENTITY: Final = "MeasuredEntity"
PROPERTY: Final = "MeasuredProperty"
QUALIFIER: Final = "Qualifier"
_TYPES: Final[dict[str, str]] = {
    ContextKind.SUBJECT.value: ENTITY,
    ContextKind.ACTION.value: PROPERTY,
    ContextKind.CHANNEL.value: QUALIFIER,
    ContextKind.PERIOD.value: QUALIFIER,
}
_IDENTIFIER: Final = re.compile(r"T(?P<region>[0-9]{1,9})-(?P<set>[0-9]{1,9})")
_OFFSET: Final = re.compile(r"[0-9]{1,9}")
_QUOTED: Final = re.compile(r'^"|[\t\r\n]')


class MeasEval:
    """A folder laid out as the data of the task."""

    name: Final = "measeval"
    loses: frozenset[Loss] = frozenset(Loss)

    def write(self, passages: Sequence[Passage], path: Path) -> None:
        """Write the folder."""
        held = [without(passage, self.loses) for passage in passages]
        write_companion(held, path, [_kept(passage) for passage in held])
        for folder in ("text", "tsv"):
            (path / folder).mkdir(exist_ok=True)
        for passage in held:
            name = passage.head.name
            _write(path / "text" / f"{name}.txt", passage.text)
            rows = "".join(_line(row) for row in (COLUMNS, *_rows(passage)))
            _write(path / "tsv" / f"{name}.tsv", rows)

    def read(self, path: Path) -> list[Passage]:
        """Read the folder.

        Raises
        ------
        ConverterError
            If a file is missing, or a row of it cannot be accepted.
        """
        passages = []
        for head, kept, _ in read_companion(path):
            text = read_member(path, f"text/{head.name}.txt")
            file = path / "tsv" / f"{head.name}.tsv"
            place = Place(str(file), name=head.name)
            table = read_member(path, f"tsv/{file.name}")
            reader = _Reader(text, kept, place)
            for row, line in _table(table, place):
                reader.take(row, place.at(line=line))
            regions, links = reader.finish()
            passages.append(passage_of(Graph(head, text, regions, links), place))
        return passages


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _kept(passage: Passage) -> Fields:
    """Return what the tables have no place for, by the numbers of regions in them."""
    graph = graph_of(passage)
    numbers = _numbers(graph)
    regions = {}
    for region in graph.regions:
        fields: Fields = {"layer": region.layer.value, "label": region.label}
        fields.update({key: value for key, value in region.attributes.items() if key != "unit"})
        regions[str(numbers[region.identifier])] = fields
    parts = [
        [numbers[link.source], numbers[link.target], link.label]
        for link in graph.links
        if link.label != CONTEXT_LINK
    ]
    return {"regions": regions, "parts": parts}


def _numbers(graph: Graph) -> dict[str, int]:
    """Return the numbers of claims, which are the annotation sets, and then of context spans."""
    ordered = sorted(graph.regions, key=lambda region: region.layer is not Layer.CLAIM)
    return {region.identifier: number for number, region in enumerate(ordered, start=1)}


def _rows(passage: Passage) -> Iterator[tuple[str, ...]]:
    graph = graph_of(passage)
    numbers = _numbers(graph)
    regions = {region.identifier: region for region in graph.regions}
    linked: dict[str, list[Region]] = {}
    for link in graph.links:
        if link.label == CONTEXT_LINK:
            linked.setdefault(link.source, []).append(regions[link.target])
    for region in graph.regions:
        if region.layer is not Layer.CLAIM:
            continue
        number = numbers[region.identifier]
        quantity = f"T{number}-{number}"
        contexts = linked.get(region.identifier, [])
        names = [f"T{numbers[each.identifier]}-{number}" for each in contexts]
        types = [_TYPES[each.label] for each in contexts]
        measured = dict(zip(types, names, strict=True)).get(PROPERTY)
        yield _Cells(number, QUANTITY, region.span, quantity, _quantity(region)).row(passage)
        for context, name, kind in zip(contexts, names, types, strict=True):
            other = _relation(kind, quantity, measured)
            yield _Cells(number, kind, context.span, name, other).row(passage)


def _relation(kind: str, quantity: str, measured: str | None) -> dict[str, str]:
    if kind == QUALIFIER:
        return {"Qualifies": quantity}
    if kind == ENTITY and measured is not None:
        return {"HasProperty": measured}
    return {"HasQuantity": quantity}


@dataclass(frozen=True, slots=True)
class _Cells:
    """What differs between the rows of one passage."""

    annotation_set: int
    kind: str
    span: Span
    name: str
    other: Fields

    def row(self, passage: Passage) -> tuple[str, ...]:
        start, end = str(self.span.start), str(self.span.end)
        words = self.span.of(passage.text)
        return (
            *(passage.head.name, str(self.annotation_set), self.kind, start, end, self.name),
            *(words, dump(self.other) if self.other else ""),
        )


def _quantity(region: Region) -> Fields:
    """Return unit and modifiers, in the words of the task."""
    attributes = region.attributes
    modifiers = []
    if attributes["bound"] == Bound.APPROXIMATE.value:
        modifiers.append("IsApproximate")
    if "value_max" in attributes or attributes["bound"] in {
        Bound.AT_LEAST.value,
        Bound.AT_MOST.value,
    }:
        modifiers.append("IsRange")
    if attributes["kind"] == Kind.COUNT.value:
        modifiers.append("IsCount")
    fields: Fields = {"mods": modifiers} if modifiers else {}
    if "unit" in attributes:
        fields["unit"] = attributes["unit"]
    return fields


def _line(cells: Sequence[str]) -> str:
    """Return a row; only cells that have to be are quoted, as in the data of the task."""
    return "\t".join(_cell(cell) for cell in cells) + "\n"


def _cell(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _table(source: str, place: Place) -> Iterator[tuple[dict[str, str], int]]:
    """Yield the rows of a table with their lines."""
    reader = csv.reader(io.StringIO(source, newline=""), delimiter="\t", strict=True)
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            raise place.at(line=1).fault(f"the first line is not {' '.join(COLUMNS)}: add it")
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(COLUMNS):
                raise place.at(line=line).fault(
                    f"the row has {len(cells)} cells instead of {len(COLUMNS)}: separate them by "
                    "tabs"
                )
            yield dict(zip(COLUMNS, cells, strict=True)), line
            line = reader.line_num + 1
    except csv.Error as error:
        raise place.at(line=reader.line_num).fault(
            f"the row cannot be read ({error}): write it again"
        ) from None


@dataclass(slots=True)
class _Row:
    """A row that was read, with its annotation set."""

    fields: dict[str, str]
    region: str
    annotation_set: str
    span: Span
    place: Place


class _Reader:
    def __init__(self, text: str, kept: Fields, place: Place) -> None:
        self._text = text
        self._kept = mapping(kept.get("regions"), "regions of the companion file", place)
        self._parts = kept.get("parts")
        self._place = place
        self._regions: dict[str, Region] = {}
        self._quantities: dict[str, str] = {}
        self._contexts: list[_Row] = []

    def take(self, fields: dict[str, str], place: Place) -> None:
        match = _IDENTIFIER.fullmatch(fields["annotId"])
        if match is None:
            raise place.fault(
                f"{fields['annotId'][:40]!r} is no annotId of ours: write T, the number of the "
                "span, a hyphen and the annotSet"
            )
        if fields["docId"] != self._place.name or fields["annotSet"] != match["set"]:
            raise place.fault("docId or annotSet does not fit the file or the annotId: correct it")
        row = _Row(fields, match["region"], match["set"], self._span(fields, place), place)
        if fields["annotType"] == QUANTITY:
            if row.annotation_set in self._quantities:
                raise place.fault("the annotSet has two quantities: give each a set of its own")
            self._quantities[row.annotation_set] = row.region
            self._add(row, Layer.CLAIM, self._unit(row))
        elif fields["annotType"] in _TYPES.values():
            self._contexts.append(row)
            self._add(row, Layer.CONTEXT, {})
        else:
            known = ", ".join((QUANTITY, ENTITY, PROPERTY, QUALIFIER))
            raise place.fault(f"{fields['annotType'][:40]!r} is no annotType: choose from {known}")

    def finish(self) -> tuple[tuple[Region, ...], tuple[Link, ...]]:
        links = []
        for row in self._contexts:
            if row.annotation_set not in self._quantities:
                raise row.place.fault("the annotSet has no Quantity: add its row")
            source = self._quantities[row.annotation_set]
            links.append(Link(source, row.region, CONTEXT_LINK))
        claims = set(self._quantities.values())
        for value in self._parts if isinstance(self._parts, list) else ():
            if isinstance(value, list) and len(value) == len(("source", "target", "label")):
                ends = [str(end) for end in value]
                # A part or whole whose rows were taken out takes its link along.
                if {*ends[:2]} <= claims:
                    links.append(Link(*ends))
        ordered = sorted(self._regions.values(), key=lambda region: int(region.identifier))
        return tuple(ordered), tuple(links)

    def _span(self, fields: dict[str, str], place: Place) -> Span:
        start, end = fields["startOffset"], fields["endOffset"]
        if not (_OFFSET.fullmatch(start) and _OFFSET.fullmatch(end)):
            raise place.fault("startOffset or endOffset is no number: correct it")
        span = Span(int(start), int(end))
        if span.of(self._text) != fields["text"]:
            raise place.fault(
                f"the row says {fields['text'][:30]!r}, the text has "
                f"{span.of(self._text)[:30]!r} there: correct text or offsets"
            )
        return span

    def _unit(self, row: _Row) -> dict[str, Value]:
        if not row.fields["other"]:
            return {}
        other = mapping(parse(row.fields["other"], row.place), "other", row.place)
        if "unit" not in other:
            return {}
        return {"unit": string(other["unit"], "unit", row.place)}

    def _add(self, row: _Row, layer: Layer, more: dict[str, Value]) -> None:
        if row.region not in self._kept:
            raise row.place.fault(
                f"span {row.region} is not in {COMPANION}, which says what the table cannot: add "
                "it there, or take the row out"
            )
        kept = self._kept[row.region]
        fields = dict(mapping(kept, f"span {row.region} of {COMPANION}", row.place))
        label, kind = fields.pop("label", None), fields.pop("layer", None)
        label = string(label, f"the label of a span of {COMPANION}", row.place)
        expected = _TYPES.get(label) if layer is Layer.CONTEXT else QUANTITY
        if kind != layer.value or expected != row.fields["annotType"]:
            raise row.place.fault(
                f"span {row.region} was exported as another annotType: give a new span a number "
                "of its own, in the companion file too"
            )
        region = Region(row.region, layer, label, row.span, {**fields, **more})
        if self._regions.setdefault(row.region, region).span != row.span:
            raise row.place.fault(f"span {row.region} stands in two places: give one a new number")
