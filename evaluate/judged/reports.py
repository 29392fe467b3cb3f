"""What is compared: claims, cells and items of a report, in one form for both sides.

Annotations, records, passages of a corpus and what other systems say are turned into this form,
so that the scorers need not know where either side came from. ``None`` where a collection could
stand means that nobody looked: what a report's annotation does not speak of is not judged, and
a system is not judged by what it does not attempt.

A ``name`` may be that of a whole report or of a passage: both are texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gongkai.annotations.passages import ContextKind, Reason
from gongkai.annotations.phenomena import Phenomenon
from gongkai.models.document import Span
from gongkai.models.record import whole_or_decimal
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
from gongkai.models.terms import Term


class IdentityField(Term):
    """A field that says who reports on when."""

    TITLE = "title", "title", "标题"
    YEAR = "year", "year", "年度"
    PUBLISHED = "published", "date of publication", "发布日期"
    PERIOD_START = "period_start", "first day of the period", "统计期起"
    PERIOD_END = "period_end", "last day of the period", "统计期止"
    ISSUER = "issuer", "issuer", "发布机关"
    TIER = "tier", "tier", "层级"
    TYPE = "type", "type of body", "机关类型"
    PROVINCE = "province", "province", "省"
    CITY = "city", "city", "市"
    COUNTY = "county", "county", "县"
    CODE = "code", "division code", "区划代码"


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
class JudgedContext:
    """A context span of a claim: what says its subject, action, channel or period.

    Attributes
    ----------
    span
        Where it stands in the text of the report.
    """

    kind: ContextKind
    span: Span


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim, annotated or extracted.

    Attributes
    ----------
    span
        Where the quote stands in the text of the report.
    part_of
        The place of its whole among the claims of its report.
    contexts
        Its context spans, as far as it is known where they stand.
    context_words
        Words of context spans whose place is not known (yet): they are looked for where a text
        is at hand.
    sentence
        The sentence around the quote, where it is known.
    confidence, channel_confidence
        The probability that the claim, or its channel, is right, as far as one is given.
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
    contexts: tuple[JudgedContext, ...] = ()
    context_words: tuple[tuple[ContextKind, str], ...] = ()
    sentence: str | None = None
    confidence: float | None = None
    channel_confidence: float | None = None
    stated: frozenset[str] = frozenset(ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class JudgedCell:
    """A cell of a mandated table; ``unit`` is judged where both sides state one."""

    state: CellState
    value: float | None = None
    unit: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class JudgedQuantity:
    """A number of the text, whatever it counts: what a reader of numerals finds."""

    span: Span
    value: float


@dataclass(frozen=True, slots=True)
class JudgedFact:
    """Statements that say the same thing.

    Attributes
    ----------
    cells
        Keys of its cells, as ``applications.received.total``.
    claims
        Places of its claims among those of the report.
    """

    cells: frozenset[str]
    claims: frozenset[int]
    agreement: Agreement
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class JudgedSection:
    """One of the six sections."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True)
class JudgedIdentity:
    """Who reports on when.

    Attributes
    ----------
    fields
        By the names of ``IdentityField``; dates as ISO 8601. What an annotation does not name is
        not judged; ``None`` says that there is none, and is.
    issuer_confidence, year_confidence
        As far as they are given.
    """

    fields: Mapping[IdentityField, str | int | None]
    issuer_confidence: float | None = None
    year_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class NonClaim:
    """An expression that an annotation says is no claim, and why."""

    span: Span
    reason: Reason


@dataclass(frozen=True, slots=True)
class Traits:
    """By what a text is grouped, as far as it is known.

    Attributes
    ----------
    is_report
        Whether it is a whole report; else a passage of one.
    sections
        The sections that a passage is from.
    """

    phenomena: frozenset[Phenomenon] = frozenset()
    year: int | None = None
    tier: Tier | None = None
    type: IssuerType | None = None
    is_report: bool = True
    sections: tuple[SectionKind, ...] = ()


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
    confidence: float | None = None


Cells = Mapping[SectionKind, Mapping[str, JudgedCell]]


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """What somebody or something says about one report.

    Attributes
    ----------
    name
        The path of the report, by which annotation and extraction are brought together.
    quantities
        The numbers of the text, for systems that find numbers without saying what they count.
    traits
        By what an annotated text is grouped.
    non_claims
        What the annotation says is no claim.
    text
        The text that offsets point into, where it is known.
    text_sha256
        Hexadecimal digest of that text in UTF-8, where it is known.
    page
        The report as a web page, where there is one: HTML.
    tables
        Where an annotated text has tables and lists of figures, as far as that is known: they
        are full of numbers that are no claims.
    from_rows
        Whether it was read from rows of claims. Rows cannot say that nothing was found: a text
        without any is taken for one in which nothing was.
    model
        What made it, for extracted reports.
    """

    name: str
    claims: tuple[JudgedClaim, ...] | None = None
    cells: Cells | None = None
    problems: tuple[JudgedItem, ...] | None = None
    improvements: tuple[JudgedItem, ...] | None = None
    facts: tuple[JudgedFact, ...] | None = None
    sections: tuple[JudgedSection, ...] | None = None
    identity: JudgedIdentity | None = None
    quantities: tuple[JudgedQuantity, ...] | None = None
    traits: Traits = field(default_factory=Traits)
    non_claims: tuple[NonClaim, ...] = ()
    text: str | None = None
    text_sha256: str | None = None
    page: str | None = None
    tables: tuple[Span, ...] = ()
    from_rows: bool = False
    model: str | None = None


def plain_number(value: float | None) -> float | None:
    """Return the number as records write it, so that 2, 2.0 and 2.00001 compare as equal."""
    return whole_or_decimal(value)
