"""The files that set brat up for the scheme: ``annotation.conf`` and ``visual.conf``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai.annotations.converters.brat_scheme import (
    ATTRIBUTE_NAMES,
    CHOICES,
    CONTEXT_TYPES,
    RELATIONS,
    TYPES,
)
from gongkai.annotations.converters.graph import CONTEXT_LINK, Layer

_COLOURS: Final = {
    "Claim": "#ffd27f",
    "Subject": "#a8d5a2",
    "Action": "#9fc5e8",
    "Channel": "#d5a6e6",
    "Period": "#b6d7d4",
    "Non_claim": "#d9d9d9",
    "Problem": "#f4b6b6",
    "Improvement": "#c6e0b4",
}


def annotation_conf() -> str:
    """Return ``annotation.conf``: entity types, relations and attributes."""
    return _join(_annotation_lines())


def visual_conf() -> str:
    """Return ``visual.conf``: colours, and arrows."""
    return _join(_visual_lines())


def _join(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _annotation_lines() -> Iterator[str]:
    claim, contexts = TYPES[Layer.CLAIM], "|".join(CONTEXT_TYPES.values())
    yield "[entities]"
    yield from (*TYPES.values(), *CONTEXT_TYPES.values())
    yield ""
    yield "[relations]"
    for label, relation in RELATIONS.items():
        target = contexts if label == CONTEXT_LINK else claim
        yield f"{relation}\tArg1:{claim}, Arg2:{target}"
    # Spans of the corpus lie in one another, and several claims may share one.
    yield "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    yield ""
    yield "[events]"
    yield ""
    yield "[attributes]"
    for name, (types, values) in CHOICES.items():
        chosen = f", Value:{'|'.join(values)}" if values else ""
        yield f"{ATTRIBUTE_NAMES[name]}\tArg:{'|'.join(types)}{chosen}"


def _visual_lines() -> Iterator[str]:
    yield "[labels]"
    yield ""
    yield "[drawing]"
    yield "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken"
    yield "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5"
    for name, colour in _COLOURS.items():
        yield f"{name}\tbgColor:{colour}"
