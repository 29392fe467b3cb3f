"""Figures and facts that the blocks of a page are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval, where there is one."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is to be known about what was measured, as ``gold: 214 texts``."""

    label: str
    text: str


class Form(Enum):
    """How the figures of a column are written; texts stand left, figures right."""

    TEXT = auto()
    #: Between 0 and 1, three digits.
    SHARE = auto()
    #: A difference of shares, always signed.
    DIFFERENCE = auto()
    #: Any number, one digit behind the point.
    DECIMAL = auto()
    #: Whole numbers.
    COUNT = auto()
    #: The probability of a test.
    PROBABILITY = auto()
