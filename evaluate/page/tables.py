"""Tables as the templates draw them: written figures, keys to sort by, strips of dots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gongkai.evaluate.page.axes import Axis
from gongkai.evaluate.page.content import Cell, Column, FigureTable, Row
from gongkai.evaluate.page.estimates import Estimate, Fact, Form
from gongkai.evaluate.page.figures import interval, plain, written

#: Pixels that a figure takes up in a cell, and a system in a strip; the style sheet has it too.
LINE_HEIGHT: Final = 20.0


@dataclass(frozen=True, slots=True)
class StripMark:
    """A dot with its interval; places along the strip are percentages of its width.

    Attributes
    ----------
    series
        Which system it is of, from 0: its shape and colour.
    y
        The middle of the mark, in pixels from above.
    is_hollow
        Whether only the outline is drawn.
    """

    series: int
    y: float
    x: str
    low: str | None
    high: str | None
    title: str
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """The row of a plot: as wide as its column, so that its texts need no scaling.

    Attributes
    ----------
    grid
        Places of the vertical lines.
    zero
        Place of the line that stands out.
    """

    height: float
    grid: tuple[str, ...]
    zero: str | None
    marks: tuple[StripMark, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as written, with its interval; ``series`` where several share a cell."""

    text: str
    interval: str = ""
    series: int | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as it is drawn.

    Attributes
    ----------
    order
        What rows are sorted by; empty for figures that are not defined, which stay last.
    link
        Where on the page its text leads to, as a fragment; may be empty.
    """

    figures: tuple[FigureView, ...]
    order: str = ""
    strip: Strip | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class HeadView:
    """The head of a column.

    Attributes
    ----------
    ticks
        For a column of strips, places and numbers of its axis.
    """

    label: str
    is_numeric: bool
    help: str = ""
    ticks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as it is drawn."""

    cells: tuple[CellView, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class SeriesName:
    """What a series is called."""

    series: int
    name: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as it is drawn.

    Attributes
    ----------
    legend
        The series of its strips.
    details
        A further table, shown on demand.
    """

    title: str
    heads: tuple[HeadView, ...]
    rows: tuple[RowView, ...]
    note: str = ""
    legend: tuple[SeriesName, ...] = ()
    details: TableView | None = None

    @property
    def with_intervals(self) -> frozenset[int]:
        """The places of the columns in which a figure has an interval."""
        return frozenset(
            place
            for row in self.rows
            for place, cell in enumerate(row.cells)
            if any(figure.interval for figure in cell.figures)
        )

    @property
    def helps(self) -> tuple[Fact, ...]:
        """What its columns mean, as far as they need explaining."""
        return tuple(Fact(head.label, head.help) for head in self.heads if head.help)


def table_view(table: FigureTable) -> TableView:
    """Return a table as it is drawn."""
    return TableView(
        table.title,
        tuple(map(head_view, table.columns)),
        tuple(_row_view(row, table.columns) for row in table.rows),
        table.note,
    )


def head_view(column: Column) -> HeadView:
    """Return the head of a column of figures or texts."""
    return HeadView(column.label, column.form is not Form.TEXT, column.help)


def cell_view(cell: Cell, form: Form) -> CellView:
    """Return a cell as it is drawn."""
    if isinstance(cell, str):
        return CellView((FigureView(cell),), cell)
    estimate = cell if isinstance(cell, Estimate) else Estimate(cell)
    return CellView((figure_view(estimate, form),), order_of(estimate.value))


def figure_view(estimate: Estimate | None, form: Form, series: int | None = None) -> FigureView:
    """Return a figure as written, with its interval."""
    value, low, high = _parts(estimate)
    return FigureView(written(value, form), interval(low, high, form), series)


def order_of(value: float | None) -> str:
    """Return what a figure is sorted by."""
    return "" if value is None else repr(float(value))


def strip_head(label: str, axis: Axis) -> HeadView:
    """Return the head of a column of strips, with the numbers of its axis."""
    ticks = tuple((percentage(axis, tick), plain(tick)) for tick in axis.ticks)
    return HeadView(label, is_numeric=True, ticks=ticks)


def strip_mark(
    axis: Axis, estimate: Estimate, series: int, title: str, line: int = 0
) -> StripMark | None:
    """Return the mark of an estimate on its line of a strip, ``None`` without a figure."""
    if estimate.value is None:
        return None
    low = None if estimate.low is None else percentage(axis, estimate.low)
    high = None if estimate.high is None else percentage(axis, estimate.high)
    if low is None or high is None:
        low = high = None
    middle = LINE_HEIGHT * (line + 0.5)
    return StripMark(series, middle, percentage(axis, estimate.value), low, high, title)


def percentage(axis: Axis, value: float) -> str:
    """Return where a figure falls, as a percentage of the width."""
    return f"{100 * axis.place(value):.2f}%"


def _row_view(row: Row, columns: tuple[Column, ...]) -> RowView:
    cells = zip(row.cells, columns, strict=True)
    return RowView(tuple(cell_view(cell, column.form) for cell, column in cells), row.depth)


def _parts(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    if estimate is None:
        return None, None, None
    return estimate.value, estimate.low, estimate.high
