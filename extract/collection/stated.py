"""Facts and claims as the tables hold them, as far as years are compared by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gongkai.extract.joining.bounds import Interval, allowed
from gongkai.extract.joining.statements import in_unit_of, in_yuan
from gongkai.models.normalised import unify_characters
from gongkai.models.scheme import Bound, Kind, Scope

FACT_COLUMNS: Final = (
    *("record_id", "id", "metric", "kind", "aspect", "per", "scope", "channel", "subject"),
    *("value", "unit", "bound", "sources", "headline"),
)
CLAIM_COLUMNS: Final = (
    *("record_id", "id", "metric", "kind", "value", "value_max", "unit", "bound", "quote"),
    *("sentence", "subject", "channel", "period", "scope", "part_of"),
)


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact: a row of ``facts``; a headline is the report's own total for its metric."""

    id: int
    metric: str
    kind: str
    aspect: str | None
    per: str | None
    scope: str
    channel: str | None
    subject: str | None
    value: float
    unit: str | None
    bound: str
    sources: list[str]
    headline: bool = True

    @property
    def has_cell(self) -> bool:
        """Whether a cell states it, which says nothing of scope or channel."""
        return any(source.startswith("cell:") for source in self.sources)

    @property
    def interval(self) -> Interval:
        """The numbers that it allows; of money in yuan."""
        plain = allowed(self.value, Bound.of(self.bound))
        money = self.unit if self.kind == Kind.AMOUNT.value else None
        return Interval(in_yuan(plain.low, money), in_yuan(plain.high, money))

    def comparable(self, other: StatedFact) -> bool:
        """Tell whether another fact, on another year, counts the same."""
        return (
            (self.metric, self.kind, self.aspect, self.per)
            == (other.metric, other.kind, other.aspect, other.per)
            and units_alike(self.kind, self.unit, other.unit)
            and (
                self.has_cell
                or other.has_cell
                or (self.channel == other.channel and scopes_alike(self.scope, other.scope))
            )
        )

    def value_in(self, unit: str | None) -> float:
        """Return the value, of money in another unit."""
        return in_unit_of(self.value, self.unit, unit)


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim about another year or against one: a row of ``claims``."""

    id: int
    metric: str
    kind: str
    value: float
    value_max: float | None
    unit: str | None
    bound: str
    quote: str
    sentence: str
    subject: str | None
    channel: str | None
    period: str | None
    scope: str
    part_of: int | None

    @property
    def interval(self) -> Interval:
        """The numbers that it allows."""
        return allowed(self.value, Bound.of(self.bound), self.quote, self.value_max)


def scopes_alike(one: str, other: str) -> bool:
    """Tell whether two scopes are the same, as far as they are known."""
    return one == other or Scope.UNKNOWN.value in (one, other)


def units_alike(kind: str, one: str | None, other: str | None) -> bool:
    """Tell whether two units are the same, as far as they are written; money always is."""
    if one is None or other is None or kind == Kind.AMOUNT.value:
        return True
    return unify_characters(one) == unify_characters(other)
