"""A strict reader of brat's stand-off files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from gongkai.annotations.converters.brat_scheme import (
    ATTRIBUTE_NAMES,
    CONTEXT_TYPES,
    LABEL_ATTRIBUTES,
    RELATIONS,
    TYPES,
)
from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.graph import Layer, Link, Region, Value
from gongkai.annotations.converters.strict_json import mapping, parse
from gongkai.models.document import Span

_NUMBER: Final = r"[0-9]{1,9}"
_ENTITY: Final = re.compile(
    rf"(?P<id>T{_NUMBER})\t(?P<type>\w+) "
    rf"(?P<offsets>{_NUMBER} {_NUMBER}(?:;{_NUMBER} {_NUMBER})*)\t(?P<text>.+)",
    re.ASCII | re.DOTALL,
)
_RELATION: Final = re.compile(
    rf"R{_NUMBER}\t(?P<type>\w+) Arg1:(?P<source>T{_NUMBER}) Arg2:(?P<target>T{_NUMBER})\t?",
    re.ASCII,
)
_ATTRIBUTE: Final = re.compile(
    rf"[AM]{_NUMBER}\t(?P<name>\w+) (?P<target>T{_NUMBER})(?: (?P<value>\w+))?", re.ASCII
)
_NOTE: Final = re.compile(
    rf"#{_NUMBER}\t(?P<kind>\w+) (?P<target>[A-Z]{_NUMBER})\t(?P<text>.*)", re.ASCII | re.DOTALL
)
_LAYERS: Final = {name: layer for layer, name in TYPES.items()}
_CONTEXTS: Final = {name: kind for kind, name in CONTEXT_TYPES.items()}
_ATTRIBUTES: Final = {name: attribute for attribute, name in ATTRIBUTE_NAMES.items()}
_LINKS: Final = {name: label for label, name in RELATIONS.items()}
_OUR_NOTE: Final = "AnnotatorNotes"


@dataclass(slots=True)
class _Draft:
    """An entity whose attributes are still being read."""

    layer: Layer
    label: str | None
    span: Span
    place: Place
    attributes: dict[str, Value] = field(default_factory=dict)


def read_standoff(
    source: str, text: str, place: Place
) -> tuple[tuple[Region, ...], tuple[Link, ...]]:
    """Read the entities, relations, attributes and notes of a file.

    Notes that are no JSON are remarks of people, which are left alone.

    Parameters
    ----------
    source
        Content of the ``.ann`` file.
    text
        Content of the ``.txt`` file.
    place
        The ``.ann`` file.

    Raises
    ------
    ConverterError
        If a line cannot be read, or does not fit the text.
    """
    reader = _Reader(text)
    for number, line in enumerate(source.split("\n"), start=1):
        if line.strip():
            reader.take(line, place.at(line=number))
    return reader.finish()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._drafts: dict[str, _Draft] = {}
        self._links: list[Link] = []
        # brat does not promise an order: an attribute may stand before its entity.
        self._later: list[tuple[re.Match[str], Place, Callable[[re.Match[str], Place], None]]] = []

    def take(self, line: str, place: Place) -> None:
        # A carriage return at the end of an entity may be one of the text.
        if match := _ENTITY.fullmatch(line):
            self._take_entity(match, place)
            return
        line = line.removesuffix("\r")
        if match := _RELATION.fullmatch(line):
            self._later.append((match, place, self._take_relation))
        elif match := _ATTRIBUTE.fullmatch(line):
            self._later.append((match, place, self._take_attribute))
        elif match := _NOTE.fullmatch(line):
            self._later.append((match, place, self._take_note))
        else:
            raise place.fault(
                f"{line[:60]!r} is no entity (T), relation (R), attribute (A) or note (#): take "
                "the line out"
            )

    def finish(self) -> tuple[tuple[Region, ...], tuple[Link, ...]]:
        for match, place, take in self._later:
            take(match, place)
        regions = tuple(_region(name, draft) for name, draft in self._drafts.items())
        return regions, tuple(self._links)

    def _take_entity(self, match: re.Match[str], place: Place) -> None:
        name = match["type"]
        if match["id"] in self._drafts:
            raise place.fault(f"{match['id']} stands twice: give one another number")
        if name in _CONTEXTS:
            layer, label = Layer.CONTEXT, _CONTEXTS[name]
        elif name in _LAYERS:
            layer, label = _LAYERS[name], None
        else:
            known = ", ".join((*_LAYERS, *_CONTEXTS))
            raise place.fault(f"{name!r} is no type of entity: choose from {known}")
        span = self._span(match, place)
        self._drafts[match["id"]] = _Draft(layer, label, span, place)

    def _span(self, match: re.Match[str], place: Place) -> Span:
        fragments = [
            Span(*map(int, fragment.split(" "))) for fragment in match["offsets"].split(";")
        ]
        for fragment in fragments:
            if not 0 <= fragment.start < fragment.end <= len(self._text):
                raise place.fault(
                    f"{fragment.start} {fragment.end} lies outside of the text of "
                    f"{len(self._text)} characters: correct the offsets"
                )
        for left, right in pairwise(fragments):
            if self._text[left.end : right.start].strip("\n") or left.end >= right.start:
                raise place.fault(
                    "its fragments leave out more than line breaks: mark one stretch of text"
                )
        words = " ".join(fragment.of(self._text) for fragment in fragments)
        if match["text"] not in {words, words + "\r"}:
            raise place.fault(
                f"the line says {match['text'][:30]!r}, the text has {words[:30]!r} there: use the "
                "text and the annotations of one export"
            )
        return Span(fragments[0].start, fragments[-1].end)

    def _draft(self, name: str, place: Place) -> _Draft:
        if name not in self._drafts:
            raise place.fault(f"there is no {name}: take the line out")
        return self._drafts[name]

    def _take_relation(self, match: re.Match[str], place: Place) -> None:
        if match["type"] not in _LINKS:
            known = ", ".join(_LINKS)
            raise place.fault(f"{match['type']!r} is no relation: choose from {known}")
        for end in ("source", "target"):
            self._draft(match[end], place)
        self._links.append(Link(match["source"], match["target"], _LINKS[match["type"]]))

    def _take_attribute(self, match: re.Match[str], place: Place) -> None:
        draft = self._draft(match["target"], place)
        if match["name"] not in _ATTRIBUTES:
            known = ", ".join(_ATTRIBUTES)
            raise place.fault(f"{match['name']!r} is no attribute: choose from {known}")
        name = _ATTRIBUTES[match["name"]]
        _set(draft, name, match["value"] or True, place)

    def _take_note(self, match: re.Match[str], place: Place) -> None:
        if match["kind"] != _OUR_NOTE or not match["text"].startswith("{"):
            return
        draft = self._draft(match["target"], place)
        for name, value in mapping(parse(match["text"], place), "the note", place).items():
            if not isinstance(value, str | int | float | bool):
                raise place.fault(f"{name} of the note is no string or number: correct it")
            _set(draft, name, value, place)


def _set(draft: _Draft, name: str, value: Value, place: Place) -> None:
    if name in draft.attributes:
        raise place.fault(f"{name} is given twice for one entity: take one out")
    draft.attributes[name] = value


def _region(name: str, draft: _Draft) -> Region:
    label = draft.label
    if label is None:
        attribute = LABEL_ATTRIBUTES[draft.layer]
        value = draft.attributes.pop(attribute, None)
        if not isinstance(value, str):
            written = ATTRIBUTE_NAMES[attribute]
            raise draft.place.fault(f"{name} has no attribute {written}: choose one")
        label = value
    return Region(name, draft.layer, label, draft.span, draft.attributes)
