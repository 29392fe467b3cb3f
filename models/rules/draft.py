"""A claim while it is being read, what it can lean on, and what has been chosen for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.models.quantities.types import Quantity
from gongkai.models.rules.kinds import Reading
from gongkai.models.rules.lexicon import Mention
from gongkai.models.rules.sentences import Clause, Frame
from gongkai.models.scheme import Aspect, Channel, Kind, Metric, PartKind, Per, Scope


@dataclass(slots=True)
class Draft:
    """A claim in the making.

    Attributes
    ----------
    metric, kind, value, value_max, unit, aspect, per, channel, period, scope
        As in the record.
    quantity
        What it was read from, by offsets in the normalised passage.
    sentence
        Start and end of its sentence in the normalised passage.
    noun
        The metric of the noun that was counted, before a predicate changed its sense.
    subject, action
        The words that named what is counted and what was done.
    marked
        A word such as ``其中`` says that it is part of something.
    whole, part_kind
        The claim it is a part of.
    """

    metric: Metric
    kind: Kind
    value: int | float
    value_max: int | float | None
    unit: str | None
    quantity: Quantity
    sentence: tuple[int, int]
    noun: Metric | None = None
    aspect: Aspect | None = None
    per: Per | None = None
    channel: Channel | None = None
    period: str | None = None
    scope: Scope = Scope.UNKNOWN
    subject: str | None = None
    action: str | None = None
    marked: bool = False
    whole: Draft | None = field(default=None, repr=False)
    part_kind: PartKind | None = None


@dataclass(slots=True)
class ReadQuantity:
    """A quantity of a passage with all that the rules saw of it, whether they claim it or not.

    Attributes
    ----------
    quantity
        By offsets in the normalised passage.
    sentence
        Start and end of its sentence in the normalised passage.
    frame, frame_start, index
        The frame it was read in, where that begins in the passage, and the index of its clause.
    reading
        Its kind, with the value as the record holds it.
    promised, planned, cited
        Why it is no claim: its passage or its clause speaks of what is to come, or of another
        body's act.
    drafts
        What the rules take it for; empty where that is nothing.
    """

    quantity: Quantity
    sentence: tuple[int, int]
    frame: Frame
    frame_start: int
    index: int
    reading: Reading
    promised: bool = False
    planned: bool = False
    cited: bool = False
    drafts: list[Draft] = field(default_factory=list)

    @property
    def clause(self) -> tuple[int, int]:
        """Start and end of its clause in the normalised passage."""
        clause = self.frame.clauses[self.index]
        return self.frame_start + clause.start, self.frame_start + clause.end


@dataclass(slots=True)
class RuleReading:
    """What the rules read in a passage.

    Attributes
    ----------
    quantities
        Every quantity in order, claimed or not.
    drafts
        The claims in order.
    topics
        What the nearest heading says the passage is about, where that can be counted.
    """

    quantities: list[ReadQuantity]
    drafts: list[Draft]
    topics: tuple[Metric, ...] = ()


@dataclass(slots=True)
class Choice:
    """What one quantity counts.

    Attributes
    ----------
    metrics
        One metric, or several that share the number.
    noun
        The metric of the noun counted.
    subject, action
        The phrases that decided, where there were any.
    aspects
        Of a rate, what it is the rate of; several may share the number.
    like
        The claim before that this one goes on from.
    """

    metrics: tuple[Metric, ...]
    noun: Metric | None = None
    subject: Mention | None = None
    action: Mention | None = None
    aspects: tuple[Aspect, ...] = ()
    like: Draft | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause can lean on.

    Attributes
    ----------
    frame
        The frame it stands in.
    index
        Its index among the clauses of the frame.
    said
        The claims read so far in the same sentence, in order.
    headings
        What the nearest heading says the passage is about, where that can be counted.
    """

    frame: Frame
    index: int
    said: Sequence[Draft]
    headings: tuple[Metric, ...]

    def last(self, unit: str | None) -> Draft | None:
        """Return the last count or amount said, one with this unit before any other."""
        counts = [each for each in self.said[-12:] if each.kind in (Kind.COUNT, Kind.AMOUNT)]
        alike = [each for each in counts if each.unit == unit]
        nearest = alike or counts
        return nearest[-1] if nearest else None

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        return self.frame.clauses[self.index]
