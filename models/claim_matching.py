"""When two claims are the same: section 7 of the claim scheme, for scores and for agreement."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from gongkai.models.document import Span
from gongkai.models.metrics import Metric
from gongkai.models.normalised import normalise
from gongkai.models.record import whole_or_decimal
from gongkai.models.scheme import Kind


class ComparableClaim(Protocol):
    """What of a claim decides whether it is another one."""

    @property
    def metric(self) -> Metric:
        """What is counted."""

    @property
    def kind(self) -> Kind:
        """What sort of quantity it is."""

    @property
    def value(self) -> int | float:
        """The number."""

    @property
    def span(self) -> Span:
        """Where the quote stands."""


def is_right(first: ComparableClaim, second: ComparableClaim) -> bool:
    """Tell whether metric, kind and value of two claims agree and their quotes overlap."""
    return (
        first.metric == second.metric
        and first.kind == second.kind
        and whole_or_decimal(first.value) == whole_or_decimal(second.value)
        and first.span.overlaps(second.span)
    )


@lru_cache(maxsize=1024)
def plain_unit(unit: str | None) -> str | None:
    """Return a unit in one script and width: 條 and 条, ％ and % are the same."""
    return (normalise(unit).text or None) if unit else None
