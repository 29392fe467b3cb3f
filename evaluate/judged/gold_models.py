"""What an annotation of a report may say, as pydantic models.

The keys are those of ``*.gold.json`` files, which go by the names of the record. Rows of claims
and tidy tables are put into this form too, so that one place says what is acceptable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from gongkai.annotations.passages import Reason
from gongkai.annotations.phenomena import Phenomenon
from gongkai.evaluate.judged.beside import is_name
from gongkai.models.document import Span
from gongkai.models.scheme import (
    Agreement,
    Aspect,
    Bound,
    Category,
    CellState,
    Channel,
    IssuerType,
    Kind,
    Metric,
    PartKind,
    Per,
    ProblemYear,
    Scope,
    SectionKind,
    Stage,
    Tier,
)
from gongkai.models.table_layout import LAYOUTS

#: No report counts further; what is larger is damage, and could not be a float.
LARGEST: Final = 10**15
#: No text is longer.
_LAST_OFFSET: Final = 2**40
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SOURCE: Final = re.compile(r"cell:(?P<cell>[a-z_.]+)|claim:(?P<claim>\d{1,9})", re.ASCII)
_KEYS: Final = {
    section: {key for table in LAYOUTS if table.section is section for key in table.keys}
    for section in {table.section for table in LAYOUTS}
}

Figure = (
    Annotated[int, Field(strict=True, ge=-LARGEST, le=LARGEST)]
    | Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-LARGEST, le=LARGEST)]
)
Offset = Annotated[int, Field(ge=0, le=_LAST_OFFSET, strict=True)]
Confidence = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, strict=True)]


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise ValueError("a day is written YYYY-MM-DD")
    return date.fromisoformat(text).isoformat()


def _name(text: str) -> str:
    if not is_name(text):
        raise ValueError("it is not the name of a text, which is a path that a file could have")
    return text


Day = Annotated[str, Field(strict=True), AfterValidator(_day)]
Name = Annotated[str, Field(strict=True), AfterValidator(_name)]


class _Part(BaseModel):
    """Base of everything: keys that are not named are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Spanned(_Part):
    """Something that stands somewhere in the text."""

    start: Offset
    end: Offset

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"it ends at {self.end}, not behind its start at {self.start}")
        return self

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class GoldClaim(_Spanned):
    """A claim; what is left out is not judged."""

    metric: Metric
    kind: Kind
    value: Figure
    quote: str
    value_max: Figure | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT
    subject: str | None = None
    action: str | None = None
    channel: Channel | None = None
    period: str | None = None
    scope: Scope = Scope.UNKNOWN
    aspect: Aspect | None = None
    per: Per | None = None
    part_of: Offset | None = None
    part_kind: PartKind | None = None
    section: SectionKind | None = None
    sentence: str | None = None
    confidence: Confidence | None = None
    channel_confidence: Confidence | None = None


class GoldProblem(_Spanned):
    """A problem of section five."""

    text: str = ""
    category: Category
    year: ProblemYear | None = None
    confidence: Confidence | None = None


class GoldImprovement(_Spanned):
    """A measure taken or promised."""

    text: str = ""
    category: Category
    stage: Stage | None = None
    confidence: Confidence | None = None


class GoldNonClaim(_Spanned):
    """An expression that is no claim."""

    reason: Reason


class GoldSection(_Spanned):
    """One of the six sections."""

    kind: SectionKind


class GoldCell(_Part):
    """A cell: a number alone, or an object that gives its state."""

    state: CellState
    value: Figure | None = None
    unit: str | None = None
    confidence: Confidence | None = None

    @model_validator(mode="before")
    @classmethod
    def _number_alone(cls, content: object) -> object:
        if isinstance(content, int | float) and not isinstance(content, bool):
            return {"state": CellState.VALUE, "value": content}
        if not isinstance(content, dict):
            raise ValueError("a cell is a number, or an object that gives its state")
        return content

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.state is CellState.VALUE) is (self.value is None):
            raise ValueError(f"a cell of the state {self.state} and the value {self.value}")
        return self


class GoldFact(_Part):
    """Statements of the same thing: ``cell:TABLE.KEY`` and ``claim:PLACE``, from 0."""

    agreement: Agreement
    sources: Annotated[list[str], Field(min_length=1)]
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _names_cells_and_claims(self) -> Self:
        for source in self.sources:
            match = _SOURCE.fullmatch(source)
            if match is None:
                raise ValueError(f"the source {source[:40]!r} is neither cell:… nor claim:…")
            if match["cell"] and not _is_cell(match["cell"]):
                raise ValueError(f"no form has a cell {match['cell']}")
        return self

    @property
    def cells(self) -> frozenset[str]:
        """Its cells."""
        return frozenset(self._named("cell"))

    @property
    def claims(self) -> frozenset[int]:
        """Places of its claims."""
        return frozenset(map(int, self._named("claim")))

    def _named(self, sort: str) -> Iterator[str]:
        for source in self.sources:
            if source.startswith(f"{sort}:"):
                yield source.removeprefix(f"{sort}:")


class GoldPeriod(_Part):
    """The statistical period."""

    start: Day
    end: Day


class GoldRegion(_Part):
    """The administrative division."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    code: str | None = None


class GoldIssuer(_Part):
    """The body that issued the report."""

    name: str | None = None
    tier: Tier | None = None
    type: IssuerType | None = None
    region: GoldRegion | None = None
    confidence: Confidence | None = None


class GoldReport(_Part):
    """The annotation of one report."""

    report: Name
    title: str | None = None
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    year_confidence: Confidence | None = None
    period: GoldPeriod | None = None
    published: Day | None = None
    issuer: GoldIssuer | None = None
    phenomena: list[Phenomenon] = Field(default_factory=list)
    section_spans: list[GoldSection] | None = None
    cells: dict[SectionKind, dict[str, GoldCell]] | None = None
    claims: list[GoldClaim] | None = None
    non_claims: list[GoldNonClaim] = Field(default_factory=list)
    problems: list[GoldProblem] | None = None
    improvements: list[GoldImprovement] | None = None
    facts: list[GoldFact] | None = None

    @model_validator(mode="after")
    def _refers_to_what_there_is(self) -> Self:
        count = len(self.claims or ())
        for place, claim in enumerate(self.claims or ()):
            if claim.part_of is not None and claim.part_of >= count:
                raise ValueError(
                    f"claim {place} is part of claim {claim.part_of}, which is not there"
                )
        for section, cells in (self.cells or {}).items():
            for key in cells:
                if key not in _KEYS.get(section, ()):
                    raise ValueError(f"no form has a cell {key} in {section}")
        for place, fact in enumerate(self.facts or ()):
            absent = [number for number in sorted(fact.claims) if number >= count]
            if absent:
                raise ValueError(f"fact {place} names claim {absent[0]}, which is not there")
        return self


def _is_cell(name: str) -> bool:
    table, _, key = name.partition(".")
    return any(section == table and key in keys for section, keys in _KEYS.items())
