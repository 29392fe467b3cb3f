"""What our layers and attributes are called in brat, which wants names of letters and ``_``."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from gongkai.annotations.converters.graph import CONTEXT_LINK, NO_CHANNEL, Layer, Region
from gongkai.annotations.passages import ContextKind, Reason
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

CONTEXT_TYPES: Final = {kind.value: kind.value.title() for kind in ContextKind}
TYPES: Final = {
    Layer.CLAIM: "Claim",
    Layer.NON_CLAIM: "Non_claim",
    Layer.PROBLEM: "Problem",
    Layer.IMPROVEMENT: "Improvement",
}
#: The attribute that says the label of a layer; the type of a context span says its own.
LABEL_ATTRIBUTES: Final = {
    Layer.CLAIM: "metric",
    Layer.NON_CLAIM: "reason",
    Layer.PROBLEM: "category",
    Layer.IMPROVEMENT: "category",
}
ATTRIBUTE_NAMES: Final = {
    "metric": "Metric",
    "reason": "Reason",
    "category": "Category",
    "kind": "Kind",
    "bound": "Bound",
    "aspect": "Aspect",
    "per": "Per",
    "channel": "Through",
    "scope": "Scope",
    "cumulative": "Cumulative",
    "year": "Year",
    "stage": "Stage",
}
RELATIONS: Final = {
    CONTEXT_LINK: "Context",
    # The bare name of one of them is that of an attribute.
    **{kind.value: f"{kind.value.title()}_of" for kind in PartKind},
}


def _values(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in kind)


#: The types an attribute belongs to, and what can be chosen; nothing for one that is on or off.
CHOICES: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "metric": (("Claim",), _values(Metric)),
    "kind": (("Claim",), _values(Kind)),
    "bound": (("Claim",), _values(Bound)),
    "aspect": (("Claim",), _values(Aspect)),
    "per": (("Claim",), _values(Per)),
    "channel": (("Claim", "Channel"), (*_values(Channel), NO_CHANNEL)),
    "scope": (("Claim",), _values(Scope)),
    "cumulative": (("Claim",), ()),
    "reason": (("Non_claim",), _values(Reason)),
    "category": (("Problem", "Improvement"), _values(Category)),
    "year": (("Problem",), _values(ProblemYear)),
    "stage": (("Improvement",), _values(Stage)),
}


def type_of(region: Region) -> str:
    """Return the entity type of a region."""
    if region.layer is Layer.CONTEXT:
        return CONTEXT_TYPES[region.label]
    return TYPES[region.layer]
