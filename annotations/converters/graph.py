"""A passage as regions and links: what annotation tools know.

A region is a stretch of text in one of five layers, with a label and attributes; a link leads
from a claim to a context span that belongs to it, or to the claim it is a part of.
``graph_of`` takes a passage apart, ``passage_of`` (in ``assembling``) puts it together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from gongkai.annotations.passages import AnnotatedClaim, Context, Head, Passage
from gongkai.models.document import Span

Value = str | int | float | bool
#: Label of the link from a claim to a context span; other links have the kind of part.
CONTEXT_LINK: Final = "context"
#: Written for a claim without a channel, whatever its channel spans name.
NO_CHANNEL: Final = "none"


class Layer(StrEnum):
    """What a region is."""

    CLAIM = "claim"
    CONTEXT = "context"
    NON_CLAIM = "non_claim"
    PROBLEM = "problem"
    IMPROVEMENT = "improvement"


#: The attributes that regions of each layer may have.
ATTRIBUTES: Final[dict[Layer, frozenset[str]]] = {
    Layer.CLAIM: frozenset(
        {"kind", "value", "value_max", "unit", "bound"}
        | {"aspect", "per", "channel", "scope", "cumulative"}
    ),
    Layer.CONTEXT: frozenset({"name", "channel"}),
    Layer.NON_CLAIM: frozenset(),
    Layer.PROBLEM: frozenset({"year"}),
    Layer.IMPROVEMENT: frozenset({"stage"}),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A marked stretch of text.

    Attributes
    ----------
    identifier
        Unique in its graph.
    layer
        What it is.
    label
        The metric of a claim, the kind of a context span, the reason of a non-claim, the
        category of a problem or improvement.
    span
        Where it stands.
    attributes
        What else is known of it; what is not known is not there.
    """

    identifier: str
    layer: Layer
    label: str
    span: Span
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two regions, by their identifiers."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A passage as regions and links."""

    head: Head
    text: str
    regions: tuple[Region, ...]
    links: tuple[Link, ...]


def graph_of(passage: Passage) -> Graph:
    """Take a passage apart."""
    return Graph(passage.head, passage.text, tuple(_regions(passage)), tuple(_links(passage)))


def identifier(layer: Layer, position: int) -> str:
    """Return the identifier of the region that stands at a position of its layer."""
    return f"{layer}-{position + 1}"


def _regions(passage: Passage) -> Iterator[Region]:
    for number, context in enumerate(passage.contexts):
        yield Region(
            identifier(Layer.CONTEXT, number),
            Layer.CONTEXT,
            context.kind.value,
            context.span,
            _context_attributes(context),
        )
    for number, claim in enumerate(passage.claims):
        yield Region(
            identifier(Layer.CLAIM, number),
            Layer.CLAIM,
            claim.metric.value,
            claim.span,
            _claim_attributes(claim),
        )
    for number, mark in enumerate(passage.non_claims):
        name = identifier(Layer.NON_CLAIM, number)
        yield Region(name, Layer.NON_CLAIM, mark.reason.value, mark.span)
    for number, problem in enumerate(passage.problems):
        name, year = identifier(Layer.PROBLEM, number), problem.year.value
        category = problem.category.value
        yield Region(name, Layer.PROBLEM, category, problem.span, {"year": year})
    for number, improvement in enumerate(passage.improvements):
        name, stage = identifier(Layer.IMPROVEMENT, number), improvement.stage.value
        category = improvement.category.value
        yield Region(name, Layer.IMPROVEMENT, category, improvement.span, {"stage": stage})


def _context_attributes(context: Context) -> dict[str, Value]:
    attributes: dict[str, Value] = {"name": context.name}
    if context.channel is not None:
        attributes["channel"] = context.channel.value
    return attributes


def _claim_attributes(claim: AnnotatedClaim) -> dict[str, Value]:
    attributes: dict[str, Value] = {"kind": claim.kind.value, "value": claim.value}
    if claim.value_max is not None:
        attributes["value_max"] = claim.value_max
    if claim.unit is not None:
        attributes["unit"] = claim.unit
    attributes["bound"] = claim.bound.value
    if claim.aspect is not None:
        attributes["aspect"] = claim.aspect.value
    if claim.per is not None:
        attributes["per"] = claim.per.value
    attributes["channel"] = claim.channel.value if claim.channel else NO_CHANNEL
    attributes["scope"] = claim.scope.value
    if claim.cumulative:
        attributes["cumulative"] = True
    return attributes


def _links(passage: Passage) -> Iterator[Link]:
    for number, claim in enumerate(passage.claims):
        source = identifier(Layer.CLAIM, number)
        for position in claim.contexts:
            yield Link(source, identifier(Layer.CONTEXT, position), CONTEXT_LINK)
        if claim.part_of is not None and claim.part_kind is not None:
            target = identifier(Layer.CLAIM, claim.part_of)
            yield Link(source, target, claim.part_kind.value)
