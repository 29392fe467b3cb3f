"""How well the cells of the mandated tables are read.

Most cells of most reports are zero, so every class of cells has its own figures, above all the
numbers other than zero, the blanks and the tables that are not there. A cell that the
annotation does not name is not judged; one that a prediction does not name is missing in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.pairing import ReportPair, pair_reports
from gongkai.evaluate.judged.reports import JudgedCell, JudgedReport, plain_number
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
    def is_invention(self) -> bool:
        """Whether a number was found where there is none."""
        return self.gold.value is None and self.predicted.value is not None


@dataclass(frozen=True, slots=True)
class CellScores:
    """How well cells were read.

    Attributes
    ----------
    by_class
        Every class, also those without cells.
    by_section
        The cells that are right, table by table.
    invented
        Cells without a number in which one was found, of all cells without a number.
    missing_tables
        Tables of which no judged cell is in the document.
    errors
        In the order of the reports and of their tables.
    """

    by_class: dict[CellClass, Counts]
    by_section: dict[SectionKind, Proportion]
    invented: Proportion
    missing_tables: Counts
    errors: tuple[CellError, ...]

    @property
    def total(self) -> Proportion:
        """All judged cells, and how many of them are right."""
        tables = self.by_section.values()
        return Proportion(sum(each.count for each in tables), sum(each.judged for each in tables))


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
    right, gold, predicted = (Counter[CellClass]() for _ in range(3))
    right_in, judged_in = Counter[SectionKind](), Counter[SectionKind]()
    errors: list[CellError] = []
    for comparison in (each for pair in pairs for each in _comparisons(pair)):
        section, wanted, found = comparison.section, comparison.gold, comparison.predicted
        gold[cell_class(wanted)] += 1
        predicted[cell_class(found)] += 1
        judged_in[section] += 1
        if _is_right(wanted, found):
            right[cell_class(wanted)] += 1
            right_in[section] += 1
        else:
            errors.append(comparison)
    numbers = gold[CellClass.NONZERO] + gold[CellClass.ZERO]
    return CellScores(
        by_class={each: Counts(right[each], gold[each], predicted[each]) for each in CellClass},
        by_section={
            section: Proportion(right_in[section], judged_in[section])
            for section in SectionKind
            if section in judged_in
        },
        invented=Proportion(sum(each.is_invention for each in errors), gold.total() - numbers),
        missing_tables=_missing_tables(pairs),
        errors=tuple(errors),
    )


def cell_class(cell: JudgedCell) -> CellClass:
    """Return the class of a cell."""
    if cell.state is CellState.VALUE:
        return CellClass.NONZERO if cell.value else CellClass.ZERO
    return _CLASS_OF_STATE[cell.state]


def _is_right(gold: JudgedCell, predicted: JudgedCell) -> bool:
    return (
        gold.state == predicted.state
        and plain_number(gold.value) == plain_number(predicted.value)
        and (gold.unit is None or gold.unit == predicted.unit)
    )


def _comparisons(pair: ReportPair) -> Iterator[CellError]:
    """Yield every judged cell with its prediction, as the error it may turn out to be."""
    for section, cells in (pair.gold.cells or {}).items():
        found = (pair.predicted.cells or {}).get(section, {})
        for key, cell in cells.items():
            yield CellError(pair.name, section, key, cell, found.get(key, _MISSING))


def _missing_tables(pairs: Iterable[ReportPair]) -> Counts:
    total = Counts()
    for pair in pairs:
        for section, cells in (pair.gold.cells or {}).items():
            if not cells:
                continue
            table = (pair.predicted.cells or {}).get(section, {})
            wanted = all(cell.state is CellState.MISSING for cell in cells.values())
            found = all(table.get(key, _MISSING).state is CellState.MISSING for key in cells)
            total += Counts(int(wanted and found), int(wanted), int(found))
    return total
