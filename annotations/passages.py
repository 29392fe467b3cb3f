"""What a passage of the corpus is: a text, where it comes from, and what is marked in it.

Every offset is a count of Unicode code points into ``Passage.text``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.models.document import Span
from gongkai.models.scheme import (
    Aspect,
    Bound,
    Category,
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


class ContextKind(StrEnum):
    """What a context span tells about a claim."""

    SUBJECT = "SUBJECT"
    ACTION = "ACTION"
    CHANNEL = "CHANNEL"
    PERIOD = "PERIOD"


class Reason(Term):
    """Why an expression that could be taken for a claim is none."""

    DATE = "date", "date", "日期"
    TIME = "time", "time", "时间"
    DOCUMENT_NUMBER = "document_number", "document number", "文号"
    ARTICLE = "article", "article of law", "法条"
    ORDINAL = "ordinal", "ordinal", "序数"
    NAME = "name", "name or set phrase", "名称"
    PHONE = "phone", "telephone number or address", "电话地址"
    RANK = "rank", "rank", "名次"
    DURATION = "duration", "duration", "时长"
    SIZE = "size", "age, level or size", "规格"
    INDEFINITE = "indefinite", "vague word", "虚指"
    MEANS = "means", "means", "举措数"
    OUTLINE = "outline", "outline of the report", "报告结构"
    PLAN = "plan", "plan", "计划"
    RULE = "rule", "rule", "规定"
    CITED = "cited", "another body's", "引用他方"
    REPEATED = "repeated", "said again", "重复"
    NOTHING = "nothing", "nothing to report", "无事项"


class DeclaredPhenomenon(StrEnum):
    """A trait of a passage that its writer declares, because it cannot be seen by machine."""

    LOST_CHARACTERS = "lost_characters"
    FURNITURE = "furniture"
    HEADING_NOISE = "heading_noise"
    SUBJECT_IN_HEADING = "subject_in_heading"
    SUBJECT_FAR = "subject_far"
    CONTRADICTION = "contradiction"


class Split(StrEnum):
    """A part of the corpus, by what it may be used for."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Context:
    """A context span.

    Attributes
    ----------
    name
        Its name in the markup, as ``s1``.
    kind
        What it tells.
    span
        Where it stands.
    channel
        The channel that the words name; for spans of the kind CHANNEL only.
    """

    name: str
    kind: ContextKind
    span: Span
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class AnnotatedClaim:
    """A claim (SCHEME: one quantity or zero cue, read and classified).

    Attributes
    ----------
    span
        The quantity or zero cue.
    metric, kind, value, value_max, unit, bound, aspect, per, channel, scope
        As in the record.
    contexts
        Positions in ``Passage.contexts`` of the spans that belong to the claim.
    cumulative
        Whether it is a running total over years.
    part_of
        Position in ``Passage.claims`` of the whole it is a part of.
    part_kind
        How it is a part of that.
    """

    span: Span
    metric: Metric
    kind: Kind
    value: int | float
    value_max: int | float | None
    unit: str | None
    bound: Bound
    aspect: Aspect | None = None
    per: Per | None = None
    channel: Channel | None = None
    scope: Scope = Scope.OWN
    contexts: tuple[int, ...] = ()
    cumulative: bool = False
    part_of: int | None = None
    part_kind: PartKind | None = None


@dataclass(frozen=True, slots=True)
class NonClaim:
    """An expression that could be taken for a claim and is none."""

    span: Span
    reason: Reason


@dataclass(frozen=True, slots=True)
class AnnotatedProblem:
    """A problem stated in section five."""

    span: Span
    category: Category
    year: ProblemYear


@dataclass(frozen=True, slots=True)
class AnnotatedImprovement:
    """A measure taken or promised."""

    span: Span
    category: Category
    stage: Stage


@dataclass(frozen=True, slots=True)
class Head:
    """Where a passage comes from.

    Attributes
    ----------
    name
        The passage's name, unique in the corpus.
    follows
        Address of the real report whose facts and constructions it follows; ``None`` for a
        passage written without one.
    province
        Full name of that report's province, ``全国`` for bodies of the nation.
    tier, type
        The body's tier (``None`` for universities and the like) and type.
    year
        The year reported on.
    sections
        Kinds of the sections the text is from.
    phenomena
        Traits that cannot be seen by machine.
    grammar_exceptions
        Quotes whose reading by the quantity grammar is known to be wrong.
    """

    name: str
    follows: str | None
    province: str
    tier: Tier | None
    type: IssuerType
    year: int
    sections: tuple[SectionKind, ...]
    phenomena: frozenset[DeclaredPhenomenon] = frozenset()
    grammar_exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its text and everything that is marked in it, each kind in text order."""

    head: Head
    text: str
    contexts: tuple[Context, ...] = ()
    claims: tuple[AnnotatedClaim, ...] = ()
    non_claims: tuple[NonClaim, ...] = ()
    problems: tuple[AnnotatedProblem, ...] = ()
    improvements: tuple[AnnotatedImprovement, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """A passage and the place it was read from.

    Attributes
    ----------
    passage
        The passage.
    file
        Path of its file, as given.
    line
        Line of its head, from 1.
    text_line
        Line its text starts in.
    split, author
        Folders of a corpus that the file is in; empty outside of one.
    """

    passage: Passage
    file: str
    line: int
    text_line: int
    split: str = ""
    author: str = ""

    def line_of(self, offset: int) -> int:
        """Return the line of the file in which an offset of the text stands."""
        return self.text_line + self.passage.text.count("\n", 0, offset)
