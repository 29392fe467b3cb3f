"""Known cells rendered into every shape a table takes in published reports.

Written without a look at the parser, so that the two check each other. The layers, in the
order to read them: ``model`` (what a rendering is drawn from and what it must read back as),
``form`` (the printed form with its merged cells), ``row_shapes`` and ``cell_shapes`` (how the
form looks once copied as text), ``shapes`` (all of them by name, and ``render``), ``report``
(tables between headings and prose as a whole document), ``statistics`` (the lists of the
years before 2019) and ``web`` (HTML source).
"""

from gongkai.annotations.rendering.model import (
    ExpectedCell,
    Header,
    RenderedTable,
    RenderingOptions,
)
from gongkai.annotations.rendering.report import Part, RenderedReport, compose, single_table
from gongkai.annotations.rendering.shapes import DESTROYED, FLAT, POSITIONAL, SHAPES, render
from gongkai.annotations.rendering.statistics import (
    ENTRY_COUNT,
    LIST_SHAPES,
    RenderedList,
    render_list,
)
from gongkai.annotations.rendering.web import render_html

__all__ = [
    "DESTROYED",
    "ENTRY_COUNT",
    "FLAT",
    "LIST_SHAPES",
    "POSITIONAL",
    "SHAPES",
    "ExpectedCell",
    "Header",
    "Part",
    "RenderedList",
    "RenderedReport",
    "RenderedTable",
    "RenderingOptions",
    "compose",
    "render",
    "render_html",
    "render_list",
    "single_table",
]
