"""Hypothesis strategies for cells, options and whole renderings."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gongkai.annotations.rendering import (
    FLAT,
    POSITIONAL,
    Header,
    Part,
    RenderedReport,
    RenderedTable,
    RenderingOptions,
    compose,
    render,
)
from gongkai.models.scheme import Regime, SectionKind
from gongkai.models.table_layout import LAYOUTS, TableLayout, layout_for

_ROW_SHAPES = frozenset({
    "tab_rows", "trimmed_tab_rows", "quoted_tab_rows", "repeated_merges", "markdown",
    "pipe_rows", "spaced_rows", "wrapped_labels", "stacked_headers",
})  # fmt: skip
_SEPARATOR_SHAPES = frozenset({"spaced_rows", "one_line", "wrapped_labels", "stacked_headers"})
# Here a number inside an explanation could come to stand at the start of a line.
_BREAKING_SHAPES = frozenset({"wrapped_labels", "broken_cells"})
_COUNTS = ("0", "0", "0", "0", "0", "0", "3", "17", "1,990", "１２", "2023", "110")
_ABSENT = ("", "", "/", "—", "-", "无")
_UNREADABLE = ("见附件", "***")
_AMOUNTS = ("0", "0.5", "96171.6", "1276.5534万元", "3,940.25", "", "/")
_CHANGES = ("0", "-2", "+3", "增10", "减4", "5", "", "/")

#: Sentences with numbers, some of which read almost like a row of a table.
PROSE = (
    "本年度，青溪县制发规范性文件12件，其中县政府办公室承办7件。",
    "全年办理行政许可38件、行政处罚6件、行政强制0件。",
    "共收到申请9件，予以公开4件，部分公开2件，结转下年度继续办理1件。",
    "2022年未发生因政府信息公开引起的行政复议、行政诉讼。",
    "该部分以表格形式报告，表格如下：",
    "第二十条第（五）项所列行政许可事项共有24项。",
)

layouts: SearchStrategy[TableLayout] = st.sampled_from(LAYOUTS)
regimes: SearchStrategy[Regime] = st.sampled_from((Regime.FORM_2021, Regime.FORM_2019))


@st.composite
def distinct_cells(draw: DrawFn, layout: TableLayout) -> dict[str, str]:
    """Numbers that are all different and none zero, so that a shift by one cell shows."""
    first = draw(st.integers(1, 3000))
    step = draw(st.sampled_from((1, 3, 7, 11)))
    return {key: str(first + place * step) for place, key in enumerate(layout.keys)}


@st.composite
def realistic_cells(draw: DrawFn, layout: TableLayout, *, legible: bool) -> dict[str, str]:
    """Mostly zeros, with blanks, strokes, units and separators as reports have them.

    ``legible`` leaves out cells that cannot be read as a number.
    """
    counts = (*_COUNTS, *_ABSENT) if legible else (*_COUNTS, *_ABSENT, *_UNREADABLE)
    cells = {}
    for key in layout.keys:
        column = key.rsplit(".", 1)[1]
        if column == "amount":
            choices: tuple[str, ...] = _AMOUNTS
        elif column == "change":
            choices = _CHANGES
        elif layout.section is SectionKind.PROACTIVE_DISCLOSURE:
            choices = (*counts, "1990件")
        else:
            choices = counts
        cells[key] = draw(st.sampled_from(choices))
    return cells


@st.composite
def rendering_options(
    draw: DrawFn, layout: TableLayout, shapes: tuple[str, ...], *, omit_rows: bool = False
) -> RenderingOptions:
    """Options that leave the table readable, for one of ``shapes``."""
    shape = draw(st.sampled_from(shapes))
    omitted = draw(_omitted_rows(layout)) if omit_rows else frozenset()
    header = draw(st.sampled_from(Header)) if not omitted else Header.WHOLE
    numbered = ("{}.", "{}、", "{}．", "（{}）", "({})", "{}. ")
    numbering = st.sampled_from((*numbered, "") if shape in POSITIONAL else numbered)
    families = st.sampled_from(("（{}）", "({})", "（{}） ", "(　{}　)"))
    pages: tuple[str, ...] = ("- 3 -", "— 3 —", "第3页", "第 3 页 共 9 页", "P. 3")
    if shape in _ROW_SHAPES:
        pages = (*pages, "3")
    separators = (" ", "  ", "\u3000", "\t", "\u00a0") if shape in _SEPARATOR_SHAPES else (" ",)
    paddings = ("", "", " ", "\u00a0", "\u3000")
    before = (*paddings, "\n") if shape == "indented_cells" else paddings
    rows = sum(len(panel.rows) for panel in layout.panels)
    somewhere = st.none() | st.integers(0, rows + 2)
    return RenderingOptions(
        shape=shape,
        seed=draw(st.integers(0, 1000)),
        vary_wordings=draw(st.booleans()),
        numbering=draw(numbering),
        family_numbering=draw(families),
        half_width=draw(st.booleans()),
        label_spaces=draw(st.booleans()),
        traditional=draw(st.sampled_from((False, False, False, True))),
        label_notes=shape not in _BREAKING_SHAPES
        and draw(st.sampled_from((False, False, False, True))),
        label_typos=draw(st.sampled_from((False, False, False, True))),
        unmerged=shape in POSITIONAL and draw(st.sampled_from((False, False, False, True))),
        label_breaks=draw(st.booleans()),
        cell_before=draw(st.sampled_from(before)),
        cell_after=draw(st.sampled_from(paddings)),
        note=draw(st.booleans()),
        header=header,
        total_first=draw(st.booleans()),
        duplicate_total=draw(st.booleans()),
        caption=draw(st.sampled_from(("", "", "表1 政府信息公开情况统计表", "单位：件"))),
        merge_gap=draw(st.integers(0, 2)),
        pad_rows=draw(st.booleans()),
        omitted_rows=omitted,
        lost_leading=draw(st.sampled_from((frozenset(), frozenset({"other.other", "total"})))),
        cut_after=draw(somewhere),
        page_number_after=draw(somewhere),
        page_number=draw(st.sampled_from(pages)),
        separator=draw(st.sampled_from(separators)),
        line_end=draw(st.sampled_from(("\n", "\n", "\r\n"))),
    )


def _omitted_rows(layout: TableLayout) -> SearchStrategy[frozenset[str]]:
    if layout.section is SectionKind.REVIEW_LITIGATION:
        return st.just(frozenset())
    rows = [row.id for panel in layout.panels for row in panel.rows]
    return st.frozensets(st.sampled_from(rows), min_size=1, max_size=3)


@st.composite
def distinct_tables(
    draw: DrawFn, shapes: tuple[str, ...], *, omit_rows: bool = False
) -> RenderedTable:
    """A rendered table of distinct numbers."""
    layout = draw(layouts)
    options = draw(rendering_options(layout, shapes, omit_rows=omit_rows))
    return render(layout, draw(distinct_cells(layout)), options)


@st.composite
def realistic_tables(draw: DrawFn, shapes: tuple[str, ...], *, legible: bool) -> RenderedTable:
    """A rendered table of the sort of cells that reports have."""
    layout = draw(layouts)
    options = draw(rendering_options(layout, shapes))
    if options.shape in FLAT:
        # A number alone on a line could be one that is missing in its row, and a row with tabs
        # that lost a cell in the middle looks like one whose end was trimmed.
        separator = options.separator.replace("\t", "  ")
        options = replace(options, page_number="- 3 -", separator=separator)
    return render(layout, draw(realistic_cells(layout, legible=legible)), options)


@st.composite
def reports(draw: DrawFn, shapes: tuple[str, ...]) -> RenderedReport:
    """A whole report of three sections, some of which lost their table."""
    regime = draw(regimes)
    sentences = st.lists(st.sampled_from(PROSE), max_size=2, unique=True).map(tuple)
    parts = [Part(SectionKind.OVERVIEW, draw(sentences))]
    for section in (
        SectionKind.PROACTIVE_DISCLOSURE,
        SectionKind.APPLICATIONS,
        SectionKind.REVIEW_LITIGATION,
    ):
        layout = layout_for(section, regime)
        table = None
        if draw(st.sampled_from((True, True, False))):
            options = draw(rendering_options(layout, shapes))
            table = render(layout, draw(distinct_cells(layout)), options)
        parts.append(Part(section, draw(sentences), table, draw(sentences)))
    parts.append(Part(SectionKind.PROBLEMS, draw(sentences)))
    return compose(parts, regime)
