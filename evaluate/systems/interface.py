"""What every system is: it is given texts and says something about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.models.metrics import Metric
from gongkai.models.scheme import SectionKind


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be read, without anything that its annotation says.

    The sections of a passage are told, as a whole report would tell them by its headings: what
    is no problem elsewhere may be one in section five. Problems and improvements are annotated,
    and so judged, in passages from section five alone.

    Attributes
    ----------
    name
        The name of the report or passage.
    text
        What is to be read; offsets point into it.
    is_report
        Whether it is a whole report; else a passage of one.
    sections
        The sections a passage is from.
    page
        A whole report as a web page, where there is one: HTML.
    """

    name: str
    text: str
    is_report: bool = True
    sections: tuple[SectionKind, ...] = ()
    page: str | None = None


class System(Protocol):
    """Something that reads texts: a model, a peer."""

    @property
    def name(self) -> str:
        """The name it is chosen by and shown with."""

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Say something about each text, in their order.

        What the system does not attempt is ``None`` in the result; a text of which it is is
        left out of that part. ``texts`` may be empty.

        A system that attempts claims of some metrics alone is ``SomeMetrics`` too.

        Raises
        ------
        MissingExtraError
            If a package is missing that comes with an extra.
        """


@runtime_checkable
class SomeMetrics(Protocol):
    """A system that attempts claims of some metrics alone, and is measured on these."""

    @property
    def metrics(self) -> frozenset[Metric]:
        """The metrics of which it looks for claims."""


@runtime_checkable
class NumeralReader(Protocol):
    """A system that says what a quantity is worth whose place is known."""

    def value_of(self, quote: str) -> float | None:
        """Return the value of a quantity as written (``1.2万条``), ``None`` if it has none.

        A percentage is its number of per cent, as in the claim scheme.
        """
