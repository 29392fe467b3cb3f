"""What is compared: claims, cells and items of a report, in one form for both sides.

Annotations and records are turned into this form, so that the scorers need not know where
either side came from. ``None`` where a tuple could stand means that nobody looked: what a
report's annotation does not speak of is not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gongkai.models.document import Span
from gongkai.models.record import (
    Claim,
    Improvement,
    Problem,
    Record,
    whole_or_decimal,
)
from gongkai.models.scheme import (
    Aspect,
    Bound,
    Category,
    CellState,
    Channel,
    Kind,
    Metric,
    PartKind,
    Per,
    ProblemYear,
    Scope,
    SectionKind,
    Stage,
)

#: Attributes that have to be right as well for a claim to be wholly right.
WHOLLY_RIGHT: Final = ("unit", "bound", "aspect", "channel")
#: Attributes whose accuracy over matched claims is measured.
ATTRIBUTES: Final = (
    *WHOLLY_RIGHT,
    "value_max",
    "per",
    "scope",
    "part_of",
    "part_kind",
    "section",
)


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim, annotated or extracted.

    Attributes
    ----------
    span
        Where the quote stands in the text of the report.
    part_of
        The place of its whole among the claims of its report.
    sentence
        The sentence around the quote, where it is known.
    stated
        The attributes the source speaks of; the others are not judged.
    """

    metric: Metric
    kind: Kind
    value: float
    quote: str
    span: Span
    value_max: float | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT
    aspect: Aspect | None = None
    channel: Channel | None = None
    per: Per | None = None
    scope: Scope = Scope.UNKNOWN
    part_of: int | None = None
    part_kind: PartKind | None = None
    section: SectionKind | None = None
    sentence: str | None = None
    stated: frozenset[str] = frozenset(ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class JudgedCell:
    """A cell of a mandated table; a ``unit`` of ``None`` is not judged."""

    state: CellState
    value: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """A problem or an improvement.

    Attributes
    ----------
    detail
        The year of a problem, the stage of an improvement.
    """

    span: Span
    text: str
    category: Category
    detail: ProblemYear | Stage | None = None


Cells = Mapping[SectionKind, Mapping[str, JudgedCell]]


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """What somebody or something says about one report.

    Attributes
    ----------
    name
        The path of the report, by which annotation and extraction are brought together.
    text
        The text that offsets point into, where it is known.
    text_sha256
        Hexadecimal digest of that text in UTF-8, where it is known.
    model
        What made it, for extracted reports.
    """

    name: str
    claims: tuple[JudgedClaim, ...] | None = None
    cells: Cells = field(default_factory=dict)
    problems: tuple[JudgedItem, ...] | None = None
    improvements: tuple[JudgedItem, ...] | None = None
    text: str | None = None
    text_sha256: str | None = None
    model: str | None = None

    @classmethod
    def from_record(cls, record: Record, text: str | None = None) -> JudgedReport:
        """Take from a record what is judged.

        Parameters
        ----------
        record
            A record, extracted or corrected by hand.
        text
            The text its offsets point into; only needed to print errors in their sentences.
        """
        source = record.source
        places = {claim.id: place for place, claim in enumerate(record.claims)}
        return cls(
            name=source.uri if source.member is None else f"{source.uri}/{source.member}",
            claims=tuple(_claim(claim, places) for claim in record.claims),
            cells={
                section: {
                    key: JudgedCell(cell.state, cell.value, cell.unit)
                    for key, cell in table.cells.items()
                }
                for section, table in record.tables.by_section().items()
            },
            problems=tuple(_item(problem, problem.year) for problem in record.problems),
            improvements=tuple(_item(measure, measure.stage) for measure in record.improvements),
            text=text,
            text_sha256=record.text_sha256,
            model=record.extractor.model,
        )


def plain_number(value: float | None) -> float | None:
    """Return the number as records write it, so that 2, 2.0 and 2.00001 compare as equal."""
    return whole_or_decimal(value)


def as_judged(report: JudgedReport | Record) -> JudgedReport:
    """Return the common form of a report, whichever form it has."""
    return report if isinstance(report, JudgedReport) else JudgedReport.from_record(report)


def _claim(claim: Claim, places: Mapping[int, int]) -> JudgedClaim:
    return JudgedClaim(
        metric=claim.metric,
        kind=claim.kind,
        value=claim.value,
        quote=claim.quote,
        span=Span(claim.start, claim.end),
        value_max=claim.value_max,
        unit=claim.unit,
        bound=claim.bound,
        aspect=claim.aspect,
        channel=claim.channel,
        per=claim.per,
        scope=claim.scope,
        part_of=None if claim.part_of is None else places.get(claim.part_of),
        part_kind=claim.part_kind,
        section=claim.section,
        sentence=claim.sentence,
    )


def _item(item: Problem | Improvement, detail: ProblemYear | Stage) -> JudgedItem:
    return JudgedItem(Span(item.start, item.end), item.text, item.category, detail)
