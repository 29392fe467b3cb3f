"""The record: everything gongkai says about one report, as pydantic models.

The order of the fields is the order of the keys in ``records.jsonl``. Offsets are Unicode
code points into the text of the document; a confidence is a calibrated probability or
``None`` where none has been calibrated.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PrivateAttr

from gongkai.models.scheme import (
    Agreement,
    Aspect,
    Bound,
    Category,
    CellState,
    Channel,
    CheckKind,
    CheckStatus,
    IssuerType,
    Kind,
    Metric,
    PartKind,
    Per,
    ProblemYear,
    Regime,
    Scope,
    SectionKind,
    Stage,
    Tier,
)
from gongkai.models.spans import Box

SCHEMA_VERSION: Final = 1
#: The period of a claim that is a running total since some earlier year.
CUMULATIVE: Final = "cumulative"


def whole_or_decimal(value: float | None) -> int | float | None:
    """Return an integer where ``value`` is whole, else the number rounded to 4 digits."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value.is_integer() else round(value, 4)


def _four_digits(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


Number = Annotated[
    int | float, PlainSerializer(whole_or_decimal, return_type=int | float, when_used="json")
]
Confidence = Annotated[
    Annotated[float, Field(ge=0.0, le=1.0)] | None,
    PlainSerializer(_four_digits, return_type=float | None, when_used="json"),
]


class RecordPart(BaseModel):
    """Base of everything in a record: immutable in shape, unknown keys refused."""

    model_config = ConfigDict(extra="forbid")


class SourceEntry(RecordPart):
    """Where the bytes came from."""

    uri: str
    member: str | None
    media_type: str
    encoding: str | None
    bytes: int
    sha256: str


class Region(RecordPart):
    """The administrative division an issuer belongs to; ``code`` by GB/T 2260."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    code: str | None = None


class Issuer(RecordPart):
    """The body that issued the report."""

    name: str | None = None
    tier: Tier | None = None
    type: IssuerType | None = None
    region: Region = Field(default_factory=Region)
    confidence: Confidence = None


class Year(RecordPart):
    """The year reported on; for a school year the year it ends in."""

    value: int | None = None
    confidence: Confidence = None


class Period(RecordPart):
    """The statistical period, both days included."""

    start: date
    end: date


class Section(RecordPart):
    """One of the six sections; ``start`` is the first character of its heading."""

    kind: SectionKind
    title: str
    start: int
    end: int


class Cell(RecordPart):
    """One cell of a mandated table.

    ``raw`` is the text of the cell as written; ``start`` and ``end`` are ``None`` for a cell
    that is not in the document.
    """

    value: Number | None = None
    unit: str | None = None
    state: CellState
    raw: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    box: Box | None = None
    confidence: Confidence = None


class Table(RecordPart):
    """A mandated table: its cells by ``row.column``."""

    cells: dict[str, Cell] = Field(default_factory=dict)


class StatisticsLine(RecordPart):
    """One line of a statistics list of the years before 2019."""

    label: str
    value: Number | None
    unit: str | None
    start: int
    end: int


class Tables(RecordPart):
    """The mandated tables of sections two to four."""

    regime: Regime | None = None
    proactive_disclosure: Table = Field(default_factory=Table)
    applications: Table = Field(default_factory=Table)
    review_litigation: Table = Field(default_factory=Table)
    lines: list[StatisticsLine] = Field(default_factory=list)

    def by_section(self) -> dict[SectionKind, Table]:
        """Return the three tables by the section they stand in."""
        return {
            SectionKind.PROACTIVE_DISCLOSURE: self.proactive_disclosure,
            SectionKind.APPLICATIONS: self.applications,
            SectionKind.REVIEW_LITIGATION: self.review_litigation,
        }


class Claim(RecordPart):
    """A quantity that the narrative states, with its evidence."""

    id: int
    metric: Metric
    kind: Kind
    value: Number
    value_max: Number | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT
    quote: str
    start: int
    end: int
    sentence: str
    subject: str | None = None
    action: str | None = None
    channel: Channel | None = None
    period: str | None = None
    scope: Scope = Scope.UNKNOWN
    aspect: Aspect | None = None
    per: Per | None = None
    part_of: int | None = None
    part_kind: PartKind | None = None
    section: SectionKind | None = None
    page: int | None = None
    box: Box | None = None
    confidence: Confidence = None
    channel_confidence: Confidence = None
    #: Not written: it is not calibrated, and only the checks of the same run need it.
    _part_chance: float | None = PrivateAttr(default=None)

    @property
    def part_chance(self) -> float | None:
        """How probable its model holds that it is a part of ``part_of`` in just that way.

        ``None`` where the model does not say, and in a claim read from a file.
        """
        return self._part_chance

    @part_chance.setter
    def part_chance(self, chance: float | None) -> None:
        self._part_chance = chance


class Problem(RecordPart):
    """A problem that section five states."""

    text: str
    start: int
    end: int
    category: Category
    year: ProblemYear
    confidence: Confidence = None


class Improvement(RecordPart):
    """A measure that section five takes or promises."""

    text: str
    start: int
    end: int
    category: Category
    stage: Stage
    confidence: Confidence = None


class FactValue(RecordPart):
    """One of the values that conflicting sources give."""

    value: Number
    bound: Bound
    sources: list[str]


class Fact(RecordPart):
    """Something the report says, once, whatever number of times it says it."""

    id: int
    metric: Metric
    kind: Kind
    aspect: Aspect | None = None
    per: Per | None = None
    scope: Scope = Scope.UNKNOWN
    channel: Channel | None = None
    subject: str | None = None
    period: str | None = None
    value: Number
    unit: str | None = None
    bound: Bound = Bound.EXACT
    headline: bool = False
    sources: list[str]
    agreement: Agreement
    values: list[FactValue] = Field(default_factory=list)
    confidence: Confidence = None


class Check(RecordPart):
    """An identity that must hold, and whether it does."""

    id: str
    kind: CheckKind
    status: CheckStatus
    expected: Number | None = None
    found: Number | None = None
    cells: list[str] = Field(default_factory=list)
    claims: list[int] = Field(default_factory=list)


class RecordWarning(RecordPart):
    """Something a reader of the record should know."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class Extractor(RecordPart):
    """What made the record."""

    version: str
    model: str
    model_sha256: str | None = None


class Record(RecordPart):
    """Everything gongkai says about one report."""

    schema_version: Literal[1] = SCHEMA_VERSION
    record_id: str
    text_sha256: str
    source: SourceEntry
    title: str | None
    published: date | None
    issuer: Issuer
    year: Year
    period: Period | None
    sections: list[Section]
    tables: Tables
    claims: list[Claim]
    problems: list[Problem]
    improvements: list[Improvement]
    facts: list[Fact]
    checks: list[Check]
    warnings: list[RecordWarning]
    extractor: Extractor
