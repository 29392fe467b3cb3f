"""The generators themselves: what they say they wrote is what they wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gongkai.annotations.rendering import (
    ENTRY_COUNT,
    LIST_SHAPES,
    SHAPES,
    RenderedTable,
    RenderingOptions,
    render,
    render_html,
    render_list,
    single_table,
)
from gongkai.models.scheme import CellState
from gongkai.models.table_layout import LAYOUTS, TableLayout
from tests.examples import examples

from .strategies import distinct_cells, distinct_tables, realistic_tables, rendering_options

EVERY_SHAPE = tuple(SHAPES)


@examples(60)
@given(distinct_tables(EVERY_SHAPE))
def test_every_place_holds_the_raw_text_of_its_cell(table: RenderedTable) -> None:
    for key, cell in table.expected.items():
        assert cell.places, key
        assert {place.of(table.text) for place in cell.places} == {cell.raw}


@examples(60)
@given(realistic_tables(EVERY_SHAPE, legible=False))
def test_a_cell_that_was_written_stands_where_the_rendering_says(table: RenderedTable) -> None:
    for cell in table.expected.values():
        for place in cell.places:
            assert place.of(table.text) == cell.raw
        assert cell.places or cell.state is CellState.BLANK or cell.also


@pytest.mark.parametrize("shape", EVERY_SHAPE)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_rendering_is_a_pure_function(shape: str, layout: TableLayout) -> None:
    cells = {key: str(place + 1) for place, key in enumerate(layout.keys)}
    options = RenderingOptions(shape=shape, seed=5, vary_wordings=True)
    assert render(layout, cells, options) == render(layout, cells, options)


@examples(40)
@given(distinct_tables(EVERY_SHAPE))
def test_a_report_moves_places_and_blocks_along_with_its_text(table: RenderedTable) -> None:
    report = single_table(table, ("本年度制发文件12件。",))
    text = report.document.text
    for cell in report.expected[table.layout.section].values():
        assert {place.of(text) for place in cell.places} == {cell.raw}
    assert [place.of(text) for place in report.prose[1:2]] == ["本年度制发文件12件。"]
    ends = [0]
    for block in report.document.blocks:
        assert ends[-1] <= block.span.start < block.span.end
        ends.append(block.span.end)


@examples(40)
@given(st.sampled_from(LAYOUTS), st.data())
def test_html_has_the_cells_in_the_order_of_the_form(
    layout: TableLayout, data: st.DataObject
) -> None:
    cells = data.draw(distinct_cells(layout))
    options = data.draw(rendering_options(layout, ("grid",)))
    source = render_html(layout, cells, options)
    words = [node.text().strip() for node in LexborHTMLParser(source).css("td")]
    assert [word for word in words if word in set(cells.values())] == list(cells.values())


@pytest.mark.parametrize("shape", list(LIST_SHAPES))
def test_a_statistics_list_holds_its_numbers_where_it_says(shape: str) -> None:
    rendered = render_list([str(100 + place) for place in range(ENTRY_COUNT)], shape)
    assert [line.place.of(rendered.text) for line in rendered.expected] == [
        str(100 + place) for place in range(ENTRY_COUNT)
    ]
