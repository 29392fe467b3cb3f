"""What every part of the page is built on: the systems beside each other, tables and plots.

A system keeps its number, and with it its shape and colour, on the whole page, also where
others have nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from gongkai.evaluate.counts import Counts, Interval, Proportion
from gongkai.evaluate.display.labels import measure_label
from gongkai.evaluate.evaluation import SystemResult
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.content import (
    Cell,
    Column,
    FigureTable,
    IntervalPlot,
    Note,
    PlotRow,
    Row,
)
from gongkai.evaluate.page.estimates import Estimate, Form
from gongkai.evaluate.page.wording import Language
from gongkai.evaluate.result_intervals import Intervals
from gongkai.evaluate.wording import Phrase
from gongkai.extract.language import Words
from gongkai.models.terms import Term

Part = TypeVar("Part")
_COUNTS: Final = (
    (Phrase.PRECISION, Form.SHARE),
    (Phrase.RECALL, Form.SHARE),
    (Phrase.F1, Form.SHARE),
    (Phrase.RIGHT_COUNT, Form.COUNT),
    (Phrase.GOLD, Form.COUNT),
    (Phrase.PREDICTED, Form.COUNT),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A system, the intervals of its measures, and its number on the page."""

    result: SystemResult
    intervals: Intervals
    number: int

    @property
    def name(self) -> str:
        """What the system is called."""
        return self.result.name

    def estimate(self, measure: Measure | None) -> Estimate:
        """Return the value of a measure with its interval."""
        if measure is None:
            return Estimate(None)
        return estimate_of(measure.value, self.intervals.get(measure.name))


#: A label with the cells of each system that has any.
Line = tuple[str, Sequence[tuple[Measured, Sequence[Cell]]]]
#: A label with the measure of each system that has one.
Group = tuple[str, Sequence[tuple[Measured, Measure]]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The systems of a page, and its words."""

    words: Words
    language: Language
    systems: tuple[Measured, ...]

    def label(self, term: Term | None) -> str:
        """Return the label of a term, or that there is none."""
        return self.words[Phrase.NOT_GIVEN if term is None else term]

    def measure_label(self, name: str) -> str:
        """Return what a measure is called under the heading of its part."""
        return measure_label(self.words, name)

    def listed(self, names: Iterable[str]) -> str:
        """Return names beside each other."""
        return self.words[Phrase.AND].join(names)

    def of_system(self, system: Measured, label: str) -> str:
        """Return a label with the system it is told of, where the page has several."""
        return self.listed((system.name, label)) if len(self.systems) > 1 else label

    def remark(self, label: str, remark: str) -> str:
        """Return a label with a remark in brackets."""
        return self.words[Phrase.REMARKED].format(text=label, remark=remark)

    def under(self, heading: str, label: str) -> str:
        """Return a label with the heading that it belongs to."""
        return self.words[Phrase.LABELLED].format(label=heading, content=label)

    def having(self, part_of: Callable[[SystemResult], Part | None]) -> list[tuple[Measured, Part]]:
        """Return the systems that have a part, with it."""
        return [(each, part) for each in self.systems if (part := part_of(each.result)) is not None]

    def others(self, part: Term, having: Sequence[tuple[Measured, object]]) -> Iterator[Note]:
        """Say which systems do not have a part, if any."""
        known = {each.number for each, _ in having}
        names = [each.name for each in self.systems if each.number not in known]
        if names:
            phrase = self.words[PartPhrase.NOT_ATTEMPTED]
            yield Note(phrase.format(part=self.words[part], systems=self.listed(names)))

    def table(
        self,
        title: str,
        head: Term,
        columns: Sequence[Column],
        lines: Sequence[Line],
        note: str = "",
    ) -> Iterator[FigureTable]:
        """Give a table with a row for each line and system; none without rows.

        Parameters
        ----------
        title, note
            What stands above and below.
        head
            What the labels of the lines are.
        columns
            What the cells are.
        lines
            The rows; the system is told where the page has several.
        """
        several = len(self.systems) > 1
        rows = [
            Row((label, *((system.name,) if several else ()), *cells))
            for label, of_systems in lines
            for system, cells in of_systems
        ]
        heads = [Column(self.words[head], Form.TEXT)]
        if several:
            heads.append(Column(self.words[PartPhrase.SYSTEM], Form.TEXT))
        if rows:
            yield FigureTable(title, (*heads, *columns), tuple(rows), note)

    def count_columns(self) -> tuple[Column, ...]:
        """Return the columns of ``count_cells``."""
        return tuple(Column(self.words[label], form) for label, form in _COUNTS)

    def counts(
        self, title: str, head: Term, groups: Sequence[Group], note: str = ""
    ) -> Iterator[FigureTable]:
        """Give a table of precision, recall, F1 and counts."""
        lines = [
            (label, [(system, measure_cells(system, each)) for system, each in measures])
            for label, measures in groups
        ]
        return self.table(title, head, self.count_columns(), lines, note)

    def proportions(
        self,
        title: str,
        head: Term,
        rows: Sequence[tuple[str, Sequence[tuple[Measured, Proportion]]]],
        note: str = "",
    ) -> Iterator[FigureTable]:
        """Give a table of accuracies; what was not judged is left out."""
        columns = (
            Column(self.words[Phrase.ACCURACY]),
            Column(self.words[Phrase.JUDGED], Form.COUNT),
        )
        lines: list[Line] = [
            (label, [(it, (each.share, each.judged)) for it, each in of_systems if each.judged])
            for label, of_systems in rows
        ]
        return self.table(title, head, columns, lines, note)

    def plot(  # noqa: PLR0913 - the parts of a plot
        self,
        title: str,
        head: Term,
        groups: Sequence[Group],
        *,
        measure: Term = Phrase.F1,
        size: Term | None = None,
        note: str = "",
        details: Iterator[FigureTable] | None = None,
        links: Mapping[str, str] | None = None,
    ) -> Iterator[IntervalPlot]:
        """Give a plot of the value of each group and system; none without groups.

        Parameters
        ----------
        title, note
            What stands above and below.
        head
            What the groups are.
        groups
            The rows.
        measure
            What is plotted.
        size
            What the gold of a group is, if that is to be told.
        details
            A table shown on demand.
        links
            Where groups lead to, by their labels.
        """
        numbers = {system.number for _, measures in groups for system, _ in measures}
        shown = [each for each in self.systems if each.number in numbers]
        rows = []
        for label, measures in groups:
            known = {system.number: each for system, each in measures}
            gold = max((each.total.gold for each in known.values()), default=0)
            rows.append(
                PlotRow(
                    label,
                    tuple(each.estimate(known.get(each.number)) for each in shown),
                    None if size is None else gold,
                    (links or {}).get(label, ""),
                )
            )
        if rows:
            yield IntervalPlot(
                title,
                self.words[head],
                self.words[measure],
                tuple(each.name for each in shown),
                tuple(rows),
                "" if size is None else self.words[size],
                note=note,
                series=tuple(each.number for each in shown) if len(self.systems) > 1 else (),
                details=next(details, None) if details is not None else None,
                with_difference=size is not None and len(shown) > 1,
            )


def estimate_of(value: float | None, interval: Interval | None) -> Estimate:
    """Return a figure with its interval."""
    if interval is None:
        return Estimate(value)
    return Estimate(value, interval.low, interval.high)


def measure_cells(system: Measured, measure: Measure) -> tuple[Cell, ...]:
    """Return the cells of a measure; a mean over groups has no counts of its own."""
    estimate = system.estimate(measure)
    if measure.by_group.keys() - {""}:
        return (None, None, estimate, None, None, None)
    return count_cells(measure.total, estimate)


def count_cells(counts: Counts, estimate: Estimate | None = None) -> tuple[Cell, ...]:
    """Return precision, recall, F1 and the counts."""
    return (
        counts.precision,
        counts.recall,
        Estimate(counts.f1) if estimate is None else estimate,
        counts.right,
        counts.gold,
        counts.predicted,
    )


def merged_terms(listed: Sequence[Sequence[Term | None]]) -> list[Term | None]:
    """Return the terms that any list has, in the order of their type, ``None`` last."""
    found = {term for terms in listed for term in terms}
    kinds = dict.fromkeys(type(term) for terms in listed for term in terms if term is not None)
    ordered: list[Term | None] = [term for kind in kinds for term in kind if term in found]
    return [*ordered, None] if None in found else ordered
