"""What a model found in the narrative of a report, and what it left to the rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.models.spans import Span

if TYPE_CHECKING:
    from gongkai.models.record import Claim


@dataclass(slots=True)
class ClaimReading:
    """The claims of a report.

    Attributes
    ----------
    claims
        In order of their offsets, numbered from 0.
    by_rules
        The passages that a trained model left to the rules alone, since they have more numbers
        than any report's, in order. Their claims have no confidence.
    """

    claims: list[Claim] = field(default_factory=list)
    by_rules: list[Span] = field(default_factory=list)
