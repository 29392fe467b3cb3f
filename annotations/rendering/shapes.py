"""Every shape by its name, and the one function that renders."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai.annotations.rendering import cell_shapes, row_shapes
from gongkai.annotations.rendering.form import FormTable, form_table
from gongkai.annotations.rendering.model import Pen, RenderedTable, RenderingOptions, expectations
from gongkai.models.document import Grid
from gongkai.models.scheme import CellState
from gongkai.models.table_layout import TableLayout

Shape = Callable[[FormTable, RenderingOptions, Pen], Grid | None]

#: Shapes that show where a blank cell stood.
POSITIONAL: dict[str, Shape] = {
    shape.__name__: shape
    for shape in (
        row_shapes.tab_rows,
        row_shapes.trimmed_tab_rows,
        row_shapes.quoted_tab_rows,
        row_shapes.repeated_merges,
        row_shapes.markdown,
        row_shapes.grid,
        row_shapes.unmerged_grid,
        cell_shapes.indented_cells,
        cell_shapes.marked_pipe_cells,
        cell_shapes.pipe_lines,
        cell_shapes.leading_pipe_cells,
    )
}

#: Shapes in which blank cells leave no trace.
FLAT: dict[str, Shape] = {
    shape.__name__: shape
    for shape in (
        row_shapes.pipe_rows,
        row_shapes.spaced_rows,
        row_shapes.one_line,
        row_shapes.wrapped_labels,
        row_shapes.stacked_headers,
        cell_shapes.plain_cells,
        cell_shapes.paragraph_cells,
        cell_shapes.pipe_cells,
        cell_shapes.broken_cells,
    )
}

#: Shapes that lose even labels and numbers.
DESTROYED: dict[str, Shape] = {"deduplicated_cells": cell_shapes.deduplicated_cells}

SHAPES: dict[str, Shape] = {**POSITIONAL, **FLAT, **DESTROYED}


def render(
    layout: TableLayout, cells: Mapping[str, str], options: RenderingOptions
) -> RenderedTable:
    """Render ``cells``, raw text by cell key, as the table ``layout`` in the shape asked for."""
    pen = Pen()
    if options.caption:
        pen.write(options.caption + options.line_end)
    table = form_table(layout, cells, options)
    grid = SHAPES[options.shape](table, options, pen)
    if options.unmerged:
        widest = max(len(panel.columns) for panel in layout.panels)
        for panel in layout.panels:
            for row in panel.rows if len(panel.columns) < widest else ():
                pen.doubt(row.id, CellState.UNREADABLE)
    return RenderedTable(layout, pen.text, grid, expectations(layout, cells, options, pen))
