"""How well the cells of the mandated tables are read.

Most cells of most reports are zero, so every class of cells has its own figures, above all the
numbers other than zero, the blanks and the tables that are not there. A cell that the
annotation does not name is not judged; one that a prediction does not name is missing in it.
Units are compared where both sides state one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.pairing import ReportPair, pair_reports
from gongkai.evaluate.judged.reports import JudgedCell, JudgedReport, plain_number
from gongkai.evaluate.judgements import Judgement
from gongkai.evaluate.measures import Measure, measure_of
from gongkai.models.record import Record
from gongkai.models.scheme import CellState, SectionKind
from gongkai.models.terms import Term


class CellClass(Term):
    """What a cell holds, zeros apart from other numbers."""

    NONZERO = "nonzero", "numbers other than 0", "非零数"
    ZERO = "zero", "zeros", "零"
    BLANK = "blank", "blank", "空白"
    NOT_APPLICABLE = "not_applicable", "not applicable", "不适用"
    UNREADABLE = "unreadable", "unreadable", "无法识读"
    MISSING = "missing", "missing", "缺失"


_CLASS_OF_STATE: Final = {
    CellState.BLANK: CellClass.BLANK,
    CellState.NOT_APPLICABLE: CellClass.NOT_APPLICABLE,
    CellState.UNREADABLE: CellClass.UNREADABLE,
    CellState.MISSING: CellClass.MISSING,
}
_MISSING: Final = JudgedCell(CellState.MISSING)


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that was read as something it is not."""

    report: str
    section: SectionKind
    key: str
    gold: JudgedCell
    predicted: JudgedCell

    @property
    def is_right(self) -> bool:
        """Whether it is no error after all."""
        gold, predicted = self.gold, self.predicted
        return (
            gold.state == predicted.state
            and plain_number(gold.value) == plain_number(predicted.value)
            and (None in (gold.unit, predicted.unit) or gold.unit == predicted.unit)
        )

    @property
    def is_invention(self) -> bool:
        """Whether a number was found where there is none."""
        return self.gold.value is None and self.predicted.value is not None


@dataclass(frozen=True, slots=True)
class CellScores:
    """How well cells were read.

    Attributes
    ----------
    all
        Every judged cell, whatever it holds.
    classes
        Every class, also those without cells.
    sections
        The cells of each table that has judged ones.
    invented
        Cells without a number in which one was found, of all cells without a number.
    missing_tables
        Tables of which no judged cell is in the document.
    errors
        In the order of the reports and of their tables.
    judgements
        The predicted cells that have a confidence and are judged.
    """

    all: Measure
    classes: dict[CellClass, Measure]
    sections: dict[SectionKind, Measure]
    invented: Proportion
    missing_tables: Measure
    errors: tuple[CellError, ...]
    judgements: tuple[Judgement, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The headline figures."""
        return (*self.classes.values(), self.missing_tables, self.all)

    @property
    def by_section(self) -> dict[SectionKind, Proportion]:
        """The cells that are right, table by table."""
        totals = {section: measure.total for section, measure in self.sections.items()}
        return {section: Proportion(each.right, each.gold) for section, each in totals.items()}

    @property
    def total(self) -> Proportion:
        """All judged cells, and how many of them are right."""
        return Proportion(self.all.total.right, self.all.total.gold)


def score_cells(
    gold: Sequence[JudgedReport | Record],
    predicted: Sequence[JudgedReport | Record],
    *,
    allow_missing: bool = False,
) -> CellScores:
    """Score the cells of reports against their annotations.

    Raises
    ------
    PairingError
        If the two sides do not belong together; see ``pair_reports``.
    """
    return score_cell_pairs(pair_reports(gold, predicted, allow_missing=allow_missing).pairs)


def score_cell_pairs(pairs: Sequence[ReportPair]) -> CellScores:
    """Score the cells of reports that have been brought together."""
    judged_pairs = [pair for pair in pairs if pair.gold.cells and pair.attempts("cells")]
    judged = {pair.name: list(_comparisons(pair)) for pair in judged_pairs}
    comparisons = [each for of_text in judged.values() for each in of_text]
    with_numbers = sum(each.gold.state is CellState.VALUE for each in comparisons)
    errors = tuple(each for each in comparisons if not each.is_right)
    sections = {each.section for each in comparisons}
    return CellScores(
        all=_measure("cells.all", judged, lambda each: Counts(int(each.is_right), 1, 1)),
        classes={
            cell: _measure(f"cells.{cell.value}", judged, partial(_of_class, cell))
            for cell in CellClass
        },
        sections={
            section: _measure(f"cells.{section.value}", judged, partial(_of_section, section))
            for section in SectionKind
            if section in sections
        },
        invented=Proportion(
            sum(each.is_invention for each in errors), len(comparisons) - with_numbers
        ),
        missing_tables=measure_of(
            "cells.missing_tables",
            {pair.name: _missing_tables(pair) for pair in judged_pairs},
        ),
        errors=errors,
        judgements=tuple(
            Judgement(each.report, each.predicted.confidence, each.is_right)
            for each in comparisons
            if each.predicted.confidence is not None
        ),
    )


def _measure(
    name: str,
    judged: Mapping[str, Sequence[CellError]],
    counts_of: Callable[[CellError], Counts],
) -> Measure:
    return measure_of(
        name,
        {text: sum(map(counts_of, cells), start=Counts()) for text, cells in judged.items()},
    )


def _of_class(cell: CellClass, comparison: CellError) -> Counts:
    in_gold = cell_class(comparison.gold) is cell
    in_predicted = cell_class(comparison.predicted) is cell
    return Counts(int(in_gold and comparison.is_right), int(in_gold), int(in_predicted))


def _of_section(section: SectionKind, comparison: CellError) -> Counts:
    inside = int(comparison.section is section)
    return Counts(inside * comparison.is_right, inside, inside)


def cell_class(cell: JudgedCell) -> CellClass:
    """Return the class of a cell."""
    if cell.state is CellState.VALUE:
        return CellClass.NONZERO if cell.value else CellClass.ZERO
    return _CLASS_OF_STATE[cell.state]


def _comparisons(pair: ReportPair) -> Iterator[CellError]:
    """Yield every judged cell with its prediction, as the error it may turn out to be."""
    for section, cells in (pair.gold.cells or {}).items():
        found = (pair.predicted.cells or {}).get(section, {})
        for key, cell in cells.items():
            yield CellError(pair.name, section, key, cell, found.get(key, _MISSING))


def _missing_tables(pair: ReportPair) -> Counts:
    total = Counts()
    for section, cells in (pair.gold.cells or {}).items():
        if not cells:
            continue
        table = (pair.predicted.cells or {}).get(section, {})
        wanted = all(cell.state is CellState.MISSING for cell in cells.values())
        found = all(table.get(key, _MISSING).state is CellState.MISSING for key in cells)
        total += Counts(int(wanted and found), int(wanted), int(found))
    return total
