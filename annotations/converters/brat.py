"""``brat``: a folder with ``NAME.txt`` and stand-off ``NAME.ann`` for each passage.

Layers are entity types; what is chosen from a list is an attribute; values, units and names of
spans, for which brat has no place, stand as JSON in the annotator's note of their entity. A span
that runs over lines has a fragment for each line, as brat writes it. ``annotation.conf`` and
``visual.conf`` set brat up. Heads are kept in the companion file (``folders``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.assembling import passage_of
from gongkai.annotations.converters.brat_configuration import annotation_conf, visual_conf
from gongkai.annotations.converters.brat_reading import read_standoff
from gongkai.annotations.converters.brat_scheme import (
    ATTRIBUTE_NAMES,
    LABEL_ATTRIBUTES,
    RELATIONS,
    type_of,
)
from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.folders import read_companion, read_member, write_companion
from gongkai.annotations.converters.graph import Graph, Region, graph_of
from gongkai.annotations.converters.losses import Loss
from gongkai.annotations.converters.strict_json import dump
from gongkai.annotations.passages import Passage
from gongkai.models.document import Span

_CONFIGURATION: Final = {"annotation.conf": annotation_conf, "visual.conf": visual_conf}


class Brat:
    """A folder that brat shows as a collection."""

    name: Final = "brat"
    loses: frozenset[Loss] = frozenset()

    def write(self, passages: Sequence[Passage], path: Path) -> None:
        """Write the folder.

        Raises
        ------
        ConverterError
            If a span begins or ends with a line break, which brat has no fragment for.
        """
        write_companion(passages, path)
        for file, content in _CONFIGURATION.items():
            (path / file).write_text(content(), encoding="utf-8", newline="\n")
        for passage in passages:
            place = Place(str(path), name=passage.head.name)
            standoff = "".join(f"{line}\n" for line in _lines(graph_of(passage), place))
            _write(path / f"{passage.head.name}.txt", passage.text)
            _write(path / f"{passage.head.name}.ann", standoff)

    def read(self, path: Path) -> list[Passage]:
        """Read the folder.

        Raises
        ------
        ConverterError
            If a file is missing, or a line of it cannot be accepted.
        """
        passages = []
        for head, _, _ in read_companion(path):
            text = read_member(path, f"{head.name}.txt")
            file = path / f"{head.name}.ann"
            place = Place(str(file), name=head.name)
            regions, links = read_standoff(read_member(path, file.name), text, place)
            passages.append(passage_of(Graph(head, text, regions, links), place))
        return passages


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _lines(graph: Graph, place: Place) -> Iterator[str]:
    numbers = {region.identifier: number for number, region in enumerate(graph.regions, start=1)}
    attributes = 0
    for region in graph.regions:
        number = numbers[region.identifier]
        yield f"T{number}\t{type_of(region)} {_fragments(region.span, graph.text, place)}"
        noted = dict(region.attributes)
        for name, value in _chosen(region):
            attributes += 1
            noted.pop(name, None)
            written = "" if value is True else f" {value}"
            yield f"A{attributes}\t{ATTRIBUTE_NAMES[name]} T{number}{written}"
        if noted:
            yield f"#{number}\tAnnotatorNotes T{number}\t{dump(noted)}"
    for number, link in enumerate(graph.links, start=1):
        source, target = numbers[link.source], numbers[link.target]
        yield f"R{number}\t{RELATIONS[link.label]} Arg1:T{source} Arg2:T{target}"


def _chosen(region: Region) -> Iterator[tuple[str, object]]:
    """Yield what is chosen from a list: the label, where the type does not say it, and more."""
    if region.layer in LABEL_ATTRIBUTES:
        yield LABEL_ATTRIBUTES[region.layer], region.label
    for name, value in region.attributes.items():
        if name in ATTRIBUTE_NAMES:
            yield name, value


def _fragments(span: Span, text: str, place: Place) -> str:
    words = span.of(text)
    if words.startswith("\n") or words.endswith("\n"):
        raise place.fault(
            f"the span {words!r} at {span.start} begins or ends with a line break, which brat "
            "cannot mark: leave the line break out of it"
        )
    offsets, parts = [], []
    start = span.start
    for part in words.split("\n"):
        if part:
            offsets.append(f"{start} {start + len(part)}")
            parts.append(part)
        start += len(part) + 1
    return f"{';'.join(offsets)}\t{' '.join(parts)}"
