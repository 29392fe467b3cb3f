"""The controls of Label Studio for the scheme, and the labelling configuration they make.

Every mark is a region with one of a few labels; what else is known of it is chosen or written
for the region that is selected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Final

from gongkai.annotations.converters.graph import CONTEXT_LINK, NO_CHANNEL, Layer
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
    Term,
)

#: Names of the tags that hold the labels and the text.
MARK: Final = "mark"
TEXT: Final = "text"
_CONTEXTS: Final = tuple(kind.value for kind in ContextKind)
_LAYERS: Final = tuple(layer.value for layer in Layer if layer is not Layer.CONTEXT)
LABELS: Final = (*_LAYERS, *_CONTEXTS)
_COLOURS: Final = {
    "claim": "#e69138",
    "non_claim": "#999999",
    "problem": "#cc0000",
    "improvement": "#38761d",
    "SUBJECT": "#6aa84f",
    "ACTION": "#3d85c6",
    "CHANNEL": "#a64d79",
    "PERIOD": "#45818e",
}


class Tag(StrEnum):
    """A kind of control."""

    CHOICES = "Choices"
    TAXONOMY = "Taxonomy"
    NUMBER = "Number"
    TEXT_AREA = "TextArea"


@dataclass(frozen=True, slots=True)
class Control:
    """What is chosen or written for a region.

    Attributes
    ----------
    attribute
        Name of the tag, and of the attribute of the region.
    tag
        Its kind.
    labels
        Labels of the regions it is shown for.
    choices
        What can be chosen.
    title
        What stands above it.
    """

    attribute: str
    tag: Tag
    labels: tuple[str, ...]
    title: str
    choices: tuple[tuple[str, str], ...] = ()


def _choices(kind: type[StrEnum], *more: str) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen, each with a hint for people."""
    hints = [
        f"{member.english} {member.chinese}" if isinstance(member, Term) else "" for member in kind
    ]
    values = [member.value for member in kind]
    return (*zip(values, hints, strict=True), *((each, "") for each in more))


_CLAIM: Final = ("claim",)
_ITEMS: Final = ("problem", "improvement")
#: The label of a region of these layers is chosen by the control of that name.
LABEL_CONTROLS: Final = {
    Layer.CLAIM: "metric",
    Layer.NON_CLAIM: "reason",
    Layer.PROBLEM: "category",
    Layer.IMPROVEMENT: "category",
}
CUMULATIVE: Final = "cumulative"
CONTROLS: Final = {
    control.attribute: control
    for control in (
        Control("metric", Tag.TAXONOMY, _CLAIM, "Metric", _choices(Metric)),
        Control("kind", Tag.CHOICES, _CLAIM, "Kind", _choices(Kind)),
        Control("value", Tag.NUMBER, _CLAIM, "Value"),
        Control("value_max", Tag.NUMBER, _CLAIM, "Upper end of a range"),
        Control("unit", Tag.TEXT_AREA, _CLAIM, "Unit"),
        Control("bound", Tag.CHOICES, _CLAIM, "Bound", _choices(Bound)),
        Control("aspect", Tag.CHOICES, _CLAIM, "Aspect of a rate", _choices(Aspect)),
        Control("per", Tag.CHOICES, _CLAIM, "Time of a frequency", _choices(Per)),
        Control(
            "channel",
            Tag.CHOICES,
            ("claim", "CHANNEL"),
            "Channel",
            _choices(Channel, NO_CHANNEL),
        ),
        Control("scope", Tag.CHOICES, _CLAIM, "Scope", _choices(Scope)),
        Control(CUMULATIVE, Tag.CHOICES, _CLAIM, "Running total", ((CUMULATIVE, "累计"),)),
        Control("reason", Tag.CHOICES, ("non_claim",), "Why it is no claim", _choices(Reason)),
        Control("category", Tag.CHOICES, _ITEMS, "Category", _choices(Category)),
        Control("year", Tag.CHOICES, ("problem",), "Year", _choices(ProblemYear)),
        Control("stage", Tag.CHOICES, ("improvement",), "Stage", _choices(Stage)),
    )
}


def label_config() -> str:
    """Return the labelling configuration, in XML."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield "<View>"
    yield "  <Relations>"
    for label in (CONTEXT_LINK, *(kind.value for kind in PartKind)):
        yield f'    <Relation value="{label}"/>'
    yield "  </Relations>"
    yield f'  <Labels name="{MARK}" toName="{TEXT}">'
    for label in LABELS:
        yield f'    <Label value="{label}" background="{_COLOURS[label]}"/>'
    yield "  </Labels>"
    yield f'  <Text name="{TEXT}" value="$text" granularity="symbol"/>'
    for control in CONTROLS.values():
        yield from _control(control)
    yield "</View>"


def _control(control: Control) -> Iterator[str]:
    labels = ",".join(control.labels)
    shown = f'visibleWhen="region-selected" whenTagName="{MARK}" whenLabelValue="{labels}"'
    yield f"  <View {shown}>"
    yield f'    <Header value="{escape(control.title)}" size="6"/>'
    start = f'<{control.tag} name="{control.attribute}" toName="{TEXT}" perRegion="true"'
    if control.tag is Tag.TEXT_AREA:
        start += ' rows="1" maxSubmissions="1" editable="true"'
    elif control.tag is Tag.CHOICES:
        start += ' choice="single" showInline="true"'
    elif control.tag is Tag.TAXONOMY:
        start += ' maxUsages="1"'
    if not control.choices:
        yield f"    {start}/>"
    else:
        yield f"    {start}>"
        for value, hint in control.choices:
            written = f' hint="{escape(hint)}"' if hint else ""
            yield f'      <Choice value="{value}"{written}/>'
        yield f"    </{control.tag}>"
    yield "  </View>"
