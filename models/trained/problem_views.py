"""A section on problems as the trained reader sees it, in training and afterwards alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.models.document import Span
from gongkai.models.normalised import normalise_text
from gongkai.models.passages import Passage
from gongkai.models.record import Improvement, Problem
from gongkai.models.rules import ProblemReading, find_problems
from gongkai.models.trained.problem_features import SeenUnit, see_units
from gongkai.models.trained.problem_matters import Item
from gongkai.models.trained.problem_units import Unit, problem_passages, split_units

_FARTHEST_BEFORE = 120


@dataclass(frozen=True, slots=True)
class View:
    """The units of a section, their features, and what the rules read.

    Attributes
    ----------
    text
        The text of the document.
    units, seen
        The units and their features, in order.
    reading
        What the rules read.
    """

    text: str
    units: list[Unit]
    seen: list[SeenUnit]
    reading: ProblemReading


def view_of(text: str, passages: Sequence[Passage], report_year: int | None) -> View:
    """Look at the section on problems of a document; see ``ProblemReader.read``."""
    chosen = problem_passages(text, passages)
    reading = find_problems(text, chosen, report_year=report_year)
    found: list[Problem | Improvement] = [*reading.problems, *reading.improvements]
    boundaries = frozenset(place for item in found for place in (item.start, item.end))
    units = split_units(text, chosen, boundaries)
    return View(text, units, see_units(units, reading), reading)


def items_in(view: View, spans: Sequence[tuple[Span, str]]) -> list[Item]:
    """Return items in their surroundings.

    Parameters
    ----------
    view
        The section.
    spans
        Where they stand and their kinds (``P`` or ``I``), in order.
    """
    items: list[Item] = []
    end = 0
    for span, kind in spans:
        headings, start = _place(view.units, span)
        first = max(end, start, span.start - _FARTHEST_BEFORE)
        items.append(
            Item(
                kind=kind,
                text=normalise_text(view.text, span.start, span.end),
                before=normalise_text(view.text, first, span.start),
                headings=headings,
                rule=_rule(view.reading, span, kind),
            )
        )
        end = span.end
    return items


def _place(units: Sequence[Unit], span: Span) -> tuple[tuple[str, ...], int]:
    """Return the headings above an item and where what stands below them begins."""
    headings: tuple[str, ...] = ()
    start = span.start
    for number, unit in enumerate(units):
        if number == 0 or unit.headings != headings:
            headings, start = unit.headings, min(unit.span.start, span.start)
        if unit.span.end > span.start:
            break
    return headings, start


def _rule(reading: ProblemReading, span: Span, kind: str) -> str:
    """Return the year or stage that the rules give what they find there."""
    found: Sequence[Problem | Improvement]
    found = reading.problems if kind == "P" else reading.improvements
    shares = [(min(each.end, span.end) - max(each.start, span.start), each) for each in found]
    share, nearest = max(shares, key=lambda pair: pair[0], default=(0, None))
    if share <= 0 or nearest is None:
        return ""
    return nearest.year.value if isinstance(nearest, Problem) else nearest.stage.value
