"""Dots with intervals, a row of a table for each group or comparison.

These plots are tables with a column of strips, so that labels are real text at any width, rows
can be sorted, and every figure stands beside its dot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gongkai.evaluate.page.axes import Axis, axis_around, axis_between
from gongkai.evaluate.page.content import Column, ComparedPair, Comparison, IntervalPlot, PlotRow
from gongkai.evaluate.page.estimates import Estimate, Form
from gongkai.evaluate.page.figures import MINUS, interval, written
from gongkai.evaluate.page.tables import (
    LINE_HEIGHT,
    CellView,
    FigureView,
    HeadView,
    RowView,
    SeriesName,
    Strip,
    TableView,
    cell_view,
    figure_view,
    head_view,
    order_of,
    percentage,
    strip_head,
    strip_mark,
    table_view,
)
from gongkai.evaluate.page.wording import Language, PagePhrase

#: Strips are narrow: more numbers would run into one another.
_MOST_TICKS: Final = 4
#: Where the name of the first system stands in a comparison.
_FIRST_COLUMN: Final = 1


def interval_plot_view(plot: IntervalPlot, language: Language) -> TableView:
    """Return a plot of groups as it is drawn."""
    axis = _axis_of(plot)
    heads = [
        head_view(Column(plot.group, Form.TEXT)),
        strip_head("", axis),
        HeadView(f"{plot.measure}{PagePhrase.GROUP_FIGURE.label(language)}", is_numeric=True),
    ]
    if plot.size:
        heads.append(head_view(Column(plot.size, Form.COUNT)))
    if _has_difference(plot):
        first, second, *_ = plot.systems
        label = f"{second} {MINUS} {first}"
        heads.append(HeadView(label, is_numeric=True))
    legend = tuple(map(SeriesName, _series(plot), plot.systems)) if _is_named(plot) else ()
    rows = tuple(_plot_row(plot, row, axis) for row in plot.rows)
    details = None if plot.details is None else table_view(plot.details)
    return TableView(plot.title, tuple(heads), rows, plot.note, legend, details)


def comparison_view(comparison: Comparison, language: Language) -> TableView:
    """Return a comparison of systems as it is drawn; a first system of all is named once."""
    ends = [end for pair in comparison.pairs for end in _ends(pair.difference)]
    axis = axis_around([*ends, 0.0], most_ticks=_MOST_TICKS)
    adjusted = any(pair.p_adjusted is not None for pair in comparison.pairs)
    firsts = {pair.first for pair in comparison.pairs}
    shared = firsts.pop() if len(firsts) == 1 else None
    heads = [
        head_view(Column(PagePhrase.MEASURE.label(language), Form.TEXT)),
        head_view(Column(PagePhrase.FIRST.label(language), Form.TEXT)),
        head_view(Column(PagePhrase.SECOND.label(language), Form.TEXT)),
        head_view(Column(shared or PagePhrase.FIRST_VALUE.label(language))),
        head_view(Column(PagePhrase.SECOND_VALUE.label(language))),
        head_view(Column(PagePhrase.DIFFERENCE.label(language), Form.DIFFERENCE)),
        strip_head("", axis),
        head_view(Column(PagePhrase.P.label(language), Form.PROBABILITY)),
    ]
    if adjusted:
        heads.append(head_view(Column(PagePhrase.P_ADJUSTED.label(language), Form.PROBABILITY)))
    heads.append(head_view(Column(PagePhrase.TEXTS.label(language), Form.COUNT)))
    rows = [_compared_row(pair, axis, adjusted=adjusted) for pair in comparison.pairs]
    if shared is not None:
        del heads[_FIRST_COLUMN]
        rows = [RowView((*it.cells[:_FIRST_COLUMN], *it.cells[_FIRST_COLUMN + 1 :])) for it in rows]
    notes = [comparison.note, PagePhrase.MARKED.label(language)]
    return TableView(comparison.title, tuple(heads), tuple(rows), " ".join(filter(None, notes)))


def _series(plot: IntervalPlot) -> tuple[int, ...]:
    return plot.series or tuple(range(len(plot.systems)))


def _is_named(plot: IntervalPlot) -> bool:
    """Tell whether it has to be said which system a figure is of."""
    return len(plot.systems) > 1 or bool(plot.series)


def _axis_of(plot: IntervalPlot) -> Axis:
    if plot.limits is not None:
        return axis_between(*plot.limits, most_ticks=_MOST_TICKS)
    figures = [
        end
        for row in plot.rows
        for each in row.estimates
        if each is not None
        for end in _ends(each)
    ]
    return axis_around(figures, least=0.0, most=1.0, most_ticks=_MOST_TICKS)


def _ends(estimate: Estimate) -> Iterator[float]:
    for each in (estimate.low, estimate.value, estimate.high):
        if each is not None:
            yield each


def _plot_row(plot: IntervalPlot, row: PlotRow, axis: Axis) -> RowView:
    marks, figures = [], []
    systems = zip(_series(plot), plot.systems, row.estimates, strict=True)
    for line, (series, system, estimate) in enumerate(systems):
        figure = figure_view(estimate, Form.SHARE, series if _is_named(plot) else None)
        figures.append(figure)
        title = f"{row.label} · {system}: {figure.text} {figure.interval}".strip()
        marks.append(strip_mark(axis, estimate or Estimate(None), series, title, line))
    strip = Strip(
        LINE_HEIGHT * max(1, len(plot.systems)),
        tuple(percentage(axis, tick) for tick in axis.ticks),
        None,
        tuple(mark for mark in marks if mark is not None),
    )
    first = row.estimates[0] if row.estimates else None
    cells = [
        CellView((FigureView(row.label),), row.label, link=row.link),
        CellView((), strip=strip),
        CellView(tuple(figures), order_of(first.value if first else None)),
    ]
    if plot.size:
        cells.append(cell_view(row.size, Form.COUNT))
    if _has_difference(plot):
        cells.append(cell_view(_difference(row), Form.DIFFERENCE))
    return RowView(tuple(cells))


def _has_difference(plot: IntervalPlot) -> bool:
    return plot.with_difference and len(plot.systems) > 1


def _difference(row: PlotRow) -> float | None:
    """Return how far the second system is above the first."""
    first, second = (None if each is None else each.value for each in row.estimates[:2])
    return None if first is None or second is None else second - first


def _compared_row(pair: ComparedPair, axis: Axis, *, adjusted: bool) -> RowView:
    difference = pair.difference
    limits = (difference.low, difference.high)
    written_out = written(difference.value, Form.DIFFERENCE)
    title = f"{pair.measure}: {pair.second} − {pair.first} = {written_out} "
    title += interval(*limits, Form.DIFFERENCE)
    mark = strip_mark(axis, difference, 0, title.strip())
    strip = Strip(
        LINE_HEIGHT,
        tuple(percentage(axis, tick) for tick in axis.ticks),
        percentage(axis, 0.0),
        () if mark is None else (replace(mark, is_hollow=not pair.is_significant),),
    )
    cells = [
        cell_view(pair.measure, Form.TEXT),
        cell_view(pair.first, Form.TEXT),
        cell_view(pair.second, Form.TEXT),
        cell_view(pair.first_value, Form.SHARE),
        cell_view(pair.second_value, Form.SHARE),
        cell_view(difference, Form.DIFFERENCE),
        CellView((), strip=strip),
        cell_view(pair.p, Form.PROBABILITY),
    ]
    if adjusted:
        cells.append(cell_view(pair.p_adjusted, Form.PROBABILITY))
    cells.append(cell_view(pair.texts, Form.COUNT))
    return RowView(tuple(cells))
