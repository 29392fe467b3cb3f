"""What a page of scores says, before anything is drawn: plain data, independent of the scorers.

Labels, titles and notes come in the language of the page; figures come as numbers and are
written by the page. ``None`` is a figure that is not defined. All texts may hold anything: the
page shows them as they are and never as markup.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.evaluate.page.confidence_content import (
    PrecisionByConfidence,
    ReliabilityDiagram,
    RiskCoverage,
)
from gongkai.evaluate.page.error_entries import ErrorEntry
from gongkai.evaluate.page.estimates import Estimate, Fact, Form
from gongkai.evaluate.page.wording import Language


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    help
        What the figures mean, in one sentence; may be empty.
    """

    label: str
    form: Form = Form.SHARE
    help: str = ""


Cell = str | int | float | Estimate | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes
    ----------
    depth
        0, or how deep the row stands under the last row of less depth: it is a part of that one
        and stays with it when the table is sorted.
    """

    cells: tuple[Cell, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table that can be sorted by any of its columns.

    Raises
    ------
    ValueError
        If a row does not have a cell for each column.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"The table {self.title!r} has {len(self.columns)} columns, but a row of "
                    f"{len(row.cells)} cells: give each row a cell for each column."
                )


@dataclass(frozen=True, slots=True)
class PlotRow:
    """A group in a plot, with a figure for each system.

    Attributes
    ----------
    estimates
        In the order of the systems of the plot.
    size
        How many things were judged in the group.
    link
        Where on the page more is told of the group, as a fragment of the address; may be empty.
    """

    label: str
    estimates: tuple[Estimate | None, ...]
    size: int | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class IntervalPlot:
    """Figures of groups as dots with intervals: by metric, phenomenon, era or tier.

    Attributes
    ----------
    group, measure, size
        What the rows are, what is plotted, and what ``PlotRow.size`` counts.
    systems
        Names of the systems, in the order of the estimates.
    limits
        The ends of the axis; by default as the figures need it, within 0 and 1.
    series
        The number that each system has on the whole page, for its shape and colour; by default
        its place among ``systems``.
    details
        Further figures of the same groups, shown on demand.
    with_difference
        Whether there is a column of how far the second system is above the first, to sort by.

    Raises
    ------
    ValueError
        If a row does not have an estimate for each system.
    """

    title: str
    group: str
    measure: str
    systems: tuple[str, ...]
    rows: tuple[PlotRow, ...]
    size: str = ""
    limits: tuple[float, float] | None = None
    note: str = ""
    series: tuple[int, ...] = ()
    details: FigureTable | None = None
    with_difference: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.estimates) != len(self.systems):
                raise ValueError(
                    f"The plot {self.title!r} has {len(self.systems)} systems, but a row of "
                    f"{len(row.estimates)} figures: give each row a figure for each system."
                )


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two systems by one measure.

    Attributes
    ----------
    difference
        The second less the first.
    p
        The probability of so large a difference if the systems were alike.
    p_adjusted
        The same, corrected for the number of comparisons.
    is_significant
        Whether the difference is more than chance explains.
    texts
        How many texts the two are compared on.
    """

    measure: str
    first: str
    second: str
    first_value: float | None
    second_value: float | None
    difference: Estimate
    p: float | None = None
    p_adjusted: float | None = None
    is_significant: bool = False
    texts: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Systems two by two: what each reaches, the difference, and whether chance explains it."""

    title: str
    pairs: tuple[ComparedPair, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph of text."""

    text: str


Block = (
    FigureTable
    | IntervalPlot
    | Comparison
    | ReliabilityDiagram
    | RiskCoverage
    | PrecisionByConfidence
    | Note
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page.

    Attributes
    ----------
    id
        Lower-case letters, digits and ``-``; links to the section end in ``#section-`` and this.
    meanings
        What each figure of the section means, shown on demand.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    note: str = ""
    meanings: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that a page says.

    Attributes
    ----------
    facts
        What was measured: the gold, the systems, how many texts.
    errors
        The errors; ``None`` if the page is not to speak of errors.
    error_meanings
        What each kind of error means, shown on demand.
    errors_left_out
        How many more errors there are, which would make the page too large to open.
    """

    title: str
    language: Language
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    errors: tuple[ErrorEntry, ...] | None = None
    error_meanings: tuple[Fact, ...] = ()
    errors_left_out: int = 0
