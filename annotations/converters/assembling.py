"""Regions and links put together into a passage, as strictly as the markup is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from gongkai.annotations.checks.reading_checks import quantities
from gongkai.annotations.converters.errors import ConverterError, Place
from gongkai.annotations.converters.graph import (
    ATTRIBUTES,
    CONTEXT_LINK,
    NO_CHANNEL,
    Graph,
    Layer,
    Region,
)
from gongkai.annotations.markup.fields import FieldFaultError, Reading, parse_member
from gongkai.annotations.markup.resolving import LETTERS
from gongkai.annotations.passages import (
    AnnotatedClaim,
    AnnotatedImprovement,
    AnnotatedProblem,
    Context,
    ContextKind,
    NonClaim,
    Passage,
    Reason,
)
from gongkai.models.document import Span
from gongkai.models.scheme import (
    Aspect,
    Bound,
    Category,
    Channel,
    Kind,
    Metric,
    PartKind,
    Per,
    ProblemYear,
    Scope,
    Stage,
)

_LETTER_OF: Final = {kind: letter for letter, kind in LETTERS.items()}
_NAME: Final = re.compile(r"[sacp][0-9]{1,9}")
#: What the markup can hold as a unit; surrogates are no characters.
_UNIT: Final = re.compile(
    r"[^\s{}|\ud800-\udfff](?:[^\r\n{}|\ud800-\udfff]*[^\s{}|\ud800-\udfff])?"
)
#: In some tools a region that was given another label keeps what was chosen under the first, so
#: what belongs to any layer is accepted in each.
_ATTRIBUTES: Final = frozenset({"metric", "reason", "category"}).union(*ATTRIBUTES.values())
_PARTS: Final = frozenset({Kind.COUNT, Kind.AMOUNT})
_LARGEST: Final = 10**18
_Member = TypeVar("_Member", bound=StrEnum)


@dataclass(slots=True)
class _Reference:
    """Where the links of a claim lead, as positions; the keys of a dictionary keep their order."""

    contexts: dict[int, None]
    part_of: int | None = None
    part_kind: PartKind | None = None


def passage_of(graph: Graph, place: Place) -> Passage:
    """Put a passage together.

    A claim without a value is read by the quantity grammar, so that people may mark quantities
    in tools that hold no numbers; one without a channel takes that of its channel spans.

    Parameters
    ----------
    graph
        Its regions and links, in any order.
    place
        Where it was read from.

    Raises
    ------
    ConverterError
        If a region is none of the scheme, or a link leads nowhere.
    """
    return _Assembler(graph, place.at(name=graph.head.name)).passage()


class _Assembler:
    def __init__(self, graph: Graph, place: Place) -> None:
        self._graph = graph
        self._text = graph.text
        self._place = place
        self._readings: dict[Span, Reading] | None = None
        self._layers: dict[Layer, list[Region]] = {layer: [] for layer in Layer}
        self._positions: dict[str, tuple[Layer, int]] = {}

    def passage(self) -> Passage:
        if not self._text:
            raise self._place.fault("the passage has no text: give it one")
        for region in self._graph.regions:
            self._check_region(region)
            self._layers[region.layer].append(region)
        for layer, regions in self._layers.items():
            regions.sort(key=lambda region: (region.span.start, -region.span.end))
            for position, region in enumerate(regions):
                if region.identifier in self._positions:
                    raise self._fault(region, "its identifier stands twice: give it another")
                self._positions[region.identifier] = layer, position
        contexts = self._contexts()
        claims = tuple(self._claims(contexts))
        self._check_shared_quotes(claims)
        return Passage(
            self._graph.head,
            self._text,
            contexts,
            claims,
            tuple(
                NonClaim(each.span, self._member(each, Reason, each.label, "reason"))
                for each in self._layers[Layer.NON_CLAIM]
            ),
            tuple(self._problem(each) for each in self._layers[Layer.PROBLEM]),
            tuple(self._improvement(each) for each in self._layers[Layer.IMPROVEMENT]),
        )

    def _fault(self, region: Region, message: str) -> ConverterError:
        words = region.span.of(self._text)[:30]
        layer = region.layer.value.replace("_", "-")
        return self._place.fault(f"the {layer} {words!r} at {region.span.start}: {message}")

    def _check_region(self, region: Region) -> None:
        if not 0 <= region.span.start < region.span.end <= len(self._text):
            raise self._place.fault(
                f"the {region.layer} {region.identifier} stands from {region.span.start} to "
                f"{region.span.end}, outside of the text of {len(self._text)} characters: offsets "
                "count Unicode code points"
            )
        unknown = sorted(set(region.attributes) - _ATTRIBUTES)
        if unknown:
            raise self._fault(region, f"it has {unknown[0]!r:.40}, which nothing has: take it out")

    def _member(self, region: Region, kind: type[_Member], value: object, what: str) -> _Member:
        try:
            return parse_member(kind, str(value), what)
        except FieldFaultError as fault:
            raise self._fault(region, str(fault)) from None

    def _optional(
        self, region: Region, kind: type[_Member], name: str, what: str
    ) -> _Member | None:
        value = region.attributes.get(name)
        return None if value is None else self._member(region, kind, value, what)

    def _contexts(self) -> tuple[Context, ...]:
        regions = self._layers[Layer.CONTEXT]
        kinds = [self._member(each, ContextKind, each.label, "kind of span") for each in regions]
        given = [self._given_name(*pair) for pair in zip(regions, kinds, strict=True)]
        taken = {name for name in given if name}
        contexts: list[Context] = []
        number = 0
        for region, kind, name in zip(regions, kinds, given, strict=True):
            while name is None:
                number += 1
                free = f"{_LETTER_OF[kind]}{number}"
                name = None if free in taken else free  # noqa: PLW2901 - the first that is free
            channel = self._optional(region, Channel, "channel", "channel")
            if (channel is not None) is not (kind is ContextKind.CHANNEL):
                raise self._fault(
                    region, "a CHANNEL span has a channel, and no other has one: set it so"
                )
            contexts.append(Context(name, kind, region.span, channel))
        counts = Counter(context.name for context in contexts)
        twice = next((name for name, number in counts.items() if number > 1), None)
        if twice is not None:
            raise self._place.fault(f"the name {twice} stands twice: give one another number")
        return tuple(contexts)

    def _given_name(self, region: Region, kind: ContextKind) -> str | None:
        """Return the name of a span; none for one that a tool has given a name of its own."""
        name = region.attributes.get("name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            return None
        return name if name[0] == _LETTER_OF[kind] else None

    def _claims(self, contexts: tuple[Context, ...]) -> Iterable[AnnotatedClaim]:
        references = self._references()
        for region, reference in zip(self._layers[Layer.CLAIM], references, strict=True):
            reading = self._reading(region)
            kind = self._optional(region, Kind, "kind", "kind of claim") or Kind.COUNT
            aspect = self._optional(region, Aspect, "aspect", "aspect")
            per = self._optional(region, Per, "per", "time of a frequency")
            if (aspect is not None) is not (kind is Kind.RATE):
                raise self._fault(region, "a rate has an aspect, and no other claim: set it so")
            if (per is not None) is not (kind is Kind.FREQUENCY):
                raise self._fault(region, "a frequency has a per, and no other claim: set it so")
            if reference.part_of is not None and kind not in _PARTS:
                raise self._fault(region, "only counts and amounts are parts: take the link out")
            yield AnnotatedClaim(
                region.span,
                self._member(region, Metric, region.label, "metric"),
                kind,
                reading.value,
                reading.value_max,
                reading.unit,
                reading.bound,
                aspect,
                per,
                self._channel(region, [contexts[number] for number in reference.contexts]),
                self._optional(region, Scope, "scope", "scope") or Scope.OWN,
                tuple(reference.contexts),
                self._cumulative(region),
                reference.part_of,
                reference.part_kind,
            )

    def _cumulative(self, region: Region) -> bool:
        value = region.attributes.get("cumulative", False)
        if not isinstance(value, bool):
            raise self._fault(region, "cumulative is neither true nor false: choose one")
        return value

    def _channel(self, region: Region, contexts: list[Context]) -> Channel | None:
        value = region.attributes.get("channel")
        if value is not None:
            return None if value == NO_CHANNEL else self._member(region, Channel, value, "channel")
        named = {context.channel for context in contexts} - {None}
        if len(named) > 1:
            raise self._fault(
                region, "its channel spans name different channels: choose several, or the one"
            )
        return next(iter(named), None)

    def _reading(self, region: Region) -> Reading:
        attributes = region.attributes
        if "value" not in attributes:
            return self._read_by_grammar(region)
        top, unit = attributes.get("value_max"), attributes.get("unit")
        if unit is not None and not (isinstance(unit, str) and _UNIT.fullmatch(unit)):
            raise self._fault(region, f"{unit!r} is no unit: write a measure word, or leave it out")
        return Reading(
            self._number(region, attributes["value"]),
            None if top is None else self._number(region, top),
            unit,
            self._optional(region, Bound, "bound", "bound") or Bound.EXACT,
        )

    def _number(self, region: Region, value: object) -> int | float:
        # Metadata may hold anything, whatever the types say; the comparison also refuses NaN.
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and (abs(value) <= _LARGEST)
        ):
            return int(value) if isinstance(value, float) and value.is_integer() else value
        raise self._fault(region, f"{value!r:.40} is no value of a claim: write a number")

    def _read_by_grammar(self, region: Region) -> Reading:
        if self._readings is None:
            self._readings = {
                Span(each.start, each.end): Reading(
                    each.value, each.value_max, each.unit, each.bound
                )
                for each in quantities(self._text)
            }
        reading = self._readings.get(region.span)
        if reading is None:
            raise self._fault(
                region, "it has no value, and the words are none that can be read: give it a value"
            )
        return reading

    def _references(self) -> list[_Reference]:
        references = [_Reference({}) for _ in self._layers[Layer.CLAIM]]
        for link in self._graph.links:
            source, target = self._end(link.source), self._end(link.target)
            if source[0] is Layer.CONTEXT and target[0] is Layer.CLAIM:
                source, target = target, source
            if source[0] is not Layer.CLAIM or target[0] not in {Layer.CLAIM, Layer.CONTEXT}:
                raise self._place.fault(
                    f"a link leads from {link.source} to {link.target}: links lead from a claim to "
                    "a context span or to the claim it is a part of; take this one out"
                )
            region, reference = self._layers[Layer.CLAIM][source[1]], references[source[1]]
            if target[0] is Layer.CONTEXT:
                if target[1] in reference.contexts:
                    raise self._fault(region, f"it is linked to {link.target} twice: take one out")
                reference.contexts[target[1]] = None
            else:
                self._take_part(region, reference, source[1], target[1], link.label)
        return references

    def _take_part(
        self, region: Region, reference: _Reference, number: int, whole: int, label: str
    ) -> None:
        if label == CONTEXT_LINK or not label:
            kinds = ", ".join(kind.value for kind in PartKind)
            raise self._fault(region, f"it is part of another claim: label the link {kinds}")
        if whole == number:
            raise self._fault(region, "it is a part of itself: take the link out")
        if reference.part_of is not None:
            raise self._fault(region, "it is a part of two claims: take one link out")
        reference.part_of = whole
        reference.part_kind = self._member(region, PartKind, label, "kind of part")

    def _end(self, name: str) -> tuple[Layer, int]:
        if name not in self._positions:
            raise self._place.fault(f"a link leads to {name!r}, which is not there: take it out")
        return self._positions[name]

    def _problem(self, region: Region) -> AnnotatedProblem:
        category = self._member(region, Category, region.label, "category")
        year = self._optional(region, ProblemYear, "year", "year of a problem")
        return AnnotatedProblem(region.span, category, year or ProblemYear.THIS)

    def _improvement(self, region: Region) -> AnnotatedImprovement:
        category = self._member(region, Category, region.label, "category")
        stage = self._optional(region, Stage, "stage", "stage of an improvement")
        if stage is None:
            raise self._fault(region, "an improvement has a stage: choose taken or promised")
        return AnnotatedImprovement(region.span, category, stage)

    def _check_shared_quotes(self, claims: tuple[AnnotatedClaim, ...]) -> None:
        """Claims on one quote are one expression, which has one reading."""
        readings: dict[Span, tuple[object, ...]] = {}
        for claim in claims:
            reading = (claim.value, claim.value_max, claim.unit, claim.bound)
            if readings.setdefault(claim.span, reading) != reading:
                words = claim.span.of(self._text)
                raise self._place.fault(
                    f"the claims on {words!r} at {claim.span.start} have different values, units "
                    "or bounds: one expression has one reading; give them the same"
                )
