"""What is measured: figures with their units, in rows, the rows in parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median

from gongkai.evaluate.benchmark.wording import Column, Heading
from gongkai.models.terms import Term


class Unit(Term):
    """What a figure counts. JSON holds figures in the unit's own scale, as its id says."""

    SECONDS = "seconds", "s", "秒"
    MILLISECONDS = "milliseconds", "ms", "毫秒"
    PER_SECOND = "per_second", "/s", "/秒"
    BYTES = "bytes", "bytes", "字节"
    CHARACTERS = "characters", "characters", "字"
    CHARACTERS_PER_SECOND = "characters_per_second", "characters/s", "字/秒"
    COUNT = "count", "", ""
    SHARE = "share", "%", "%"
    RATIO = "ratio", "×", "倍"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, measured once or several times.

    Attributes
    ----------
    values
        One value a measurement, in the order of the measurements; never empty.
    unit
        Their unit.
    """

    values: tuple[float, ...]
    unit: Unit

    @property
    def median(self) -> float:
        """The value to quote."""
        return median(self.values)

    @property
    def minimum(self) -> float:
        """The smallest value."""
        return min(self.values)

    @property
    def maximum(self) -> float:
        """The largest value."""
        return max(self.values)


@dataclass(frozen=True, slots=True)
class Label:
    """What a row or a remark is called in both languages; its id is for machines."""

    id: str
    english: str
    chinese: str

    @classmethod
    def of(cls, term: Term, **values: object) -> Label:
        """Return the labels of a term, with the gaps in them filled."""
        return cls(term.value, term.english.format(**values), term.chinese.format(**values))

    @classmethod
    def same(cls, name: str) -> Label:
        """Return a name that is the same in both languages."""
        return cls(name, name, name)

    def label(self, language: str) -> str:
        """Return the label in ``"zh"`` or ``"en"``."""
        return self.chinese if language == "zh" else self.english


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one thing."""

    label: Label
    figures: Mapping[Column, Figure]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the results: what belongs in one table, and what has to be said about it."""

    heading: Heading
    rows: tuple[Row, ...]
    remarks: tuple[Label, ...] = field(default=())

    @property
    def columns(self) -> list[Column]:
        """The columns that any row has, in the order of their first appearance."""
        return list(dict.fromkeys(column for row in self.rows for column in row.figures))


def per(numerators: Iterable[float], denominators: Iterable[float]) -> tuple[float, ...]:
    """Return the quotients of values measured in the same rounds, round by round."""
    return tuple(
        above / below for above, below in zip(numerators, denominators, strict=True) if below
    )
