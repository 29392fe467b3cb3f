"""Known cells rendered into every shape must come back, each with its place.

The renderings were written without a look at the parser. Four promises, strongest first:
shapes that show where each cell stood give every cell back; flat shapes do so for tables
without blank cells; where blank cells left no trace a cell is right or unreadable, never
wrong; and nothing is ever invented.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.annotations.rendering import (
    DESTROYED,
    ENTRY_COUNT,
    FLAT,
    LIST_SHAPES,
    POSITIONAL,
    SHAPES,
    ExpectedCell,
    Part,
    RenderedReport,
    RenderedTable,
    RenderingOptions,
    compose,
    render,
    render_list,
    single_table,
)
from gongkai.extract.tables import read_tables
from gongkai.models.document import Span
from gongkai.models.record import Cell, Tables
from gongkai.models.scheme import CellState, Regime, SectionKind
from gongkai.models.table_layout import LAYOUTS, TableLayout
from tests.examples import examples

from .strategies import PROSE, distinct_tables, realistic_tables, reports

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九]、|[（(][一二三四五六七八九][）)]|\d[.．、])")
_UNIT = re.compile(r"[（(](?:条|件|次|篇|万元|个|人|人次)[）)]：?$")
_TABLE_SECTIONS = (
    SectionKind.PROACTIVE_DISCLOSURE,
    SectionKind.APPLICATIONS,
    SectionKind.REVIEW_LITIGATION,
)


def describe(text: str, key: str, read: Cell | None, expected: ExpectedCell) -> str:
    """Say what went wrong with one cell, with the text for whoever has to look into it."""
    return f"{key}: read {read!r}, expected {expected!r} in\n{text}"


def assert_cell(text: str, key: str, read: Cell | None, expected: ExpectedCell) -> None:
    """Check one cell: state, value, and that its offsets point at its raw text."""
    message = describe(text, key, read, expected)
    state = CellState.MISSING if read is None else read.state
    assert state is expected.state or state in expected.also, message
    if read is None or state is CellState.MISSING:
        assert read is None or (read.value is None and read.start is None), message
        return
    if state is not CellState.VALUE:
        assert read.value is None, message
    if state is not expected.state or state in expected.also:
        return  # the row as a whole may be unreadable, not only the cell
    assert read.value == expected.value, message
    assert read.start is not None, message
    assert read.end is not None, message
    raw = text[read.start : read.end]
    assert read.raw == raw, message
    assert raw.strip() == expected.raw, message
    if expected.places and expected.state is not CellState.BLANK:
        start = read.start + len(raw) - len(raw.lstrip())
        assert Span(start, start + len(raw.strip())) in expected.places, message


def assert_report(report: RenderedReport) -> Tables:
    """Check every cell of a report, that prose is no table and that numbers are table."""
    reading = read_tables(report.document, report.sections)
    text = report.document.text
    for section, table in reading.tables.by_section().items():
        expected = report.expected.get(section, {})
        for key in {*expected, *table.cells}:
            absent = ExpectedCell(CellState.MISSING)
            assert_cell(text, key, table.cells.get(key), expected.get(key, absent))
    for sentence in report.prose:
        assert not any(span.overlaps(sentence) for span in reading.spans), sentence.of(text)
    for table in reading.tables.by_section().values():
        for key, cell in table.cells.items():
            if cell.state is CellState.VALUE and cell.start is not None and cell.end is not None:
                place = Span(cell.start, cell.end)
                assert any(span.overlaps(place) for span in reading.spans), key
    return reading.tables


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.section}-{layout.regime}")
def test_the_plain_form_comes_back_from_every_shape(shape: str, layout: TableLayout) -> None:
    cells = {key: str(3 + 2 * place) for place, key in enumerate(layout.keys)}
    assert_report(single_table(render(layout, cells, RenderingOptions(shape=shape))))


@examples(200)
@given(distinct_tables(tuple(POSITIONAL)))
def test_distinct_numbers_come_back_from_shapes_that_keep_positions(table: RenderedTable) -> None:
    assert_report(single_table(table))


@examples(200)
@given(distinct_tables(tuple(FLAT)))
def test_distinct_numbers_come_back_from_flat_shapes(table: RenderedTable) -> None:
    assert_report(single_table(table))


@examples(200)
@given(realistic_tables(tuple(POSITIONAL), legible=False))
def test_zeros_blanks_and_strokes_come_back_from_shapes_that_keep_positions(
    table: RenderedTable,
) -> None:
    assert_report(single_table(table))


@examples(200)
@given(realistic_tables(tuple(FLAT), legible=True))
def test_a_cell_is_right_or_unreadable_where_blanks_left_no_trace(table: RenderedTable) -> None:
    assert_report(single_table(table))


@examples(60)
@given(realistic_tables(tuple(DESTROYED), legible=True))
def test_a_cell_is_never_wrong_where_equal_lines_were_dropped(table: RenderedTable) -> None:
    assert_report(single_table(table))


@examples(150)
@given(distinct_tables((*POSITIONAL, *FLAT), omit_rows=True))
def test_the_cells_of_rows_left_out_are_missing(table: RenderedTable) -> None:
    assert CellState.MISSING in {cell.state for cell in table.expected.values()} or (
        table.layout.section is SectionKind.REVIEW_LITIGATION
    )
    assert_report(single_table(table))


@examples(100)
@given(reports((*POSITIONAL, *FLAT)))
def test_tables_of_a_whole_report_come_back_and_prose_stays_prose(report: RenderedReport) -> None:
    tables = assert_report(report)
    assert tables.lines == []
    if SectionKind.PROACTIVE_DISCLOSURE in report.expected:
        assert tables.regime is report.regime


@pytest.mark.parametrize("regime", [Regime.FORM_2021, Regime.FORM_2019])
def test_headings_without_tables_give_missing_cells_only(regime: Regime) -> None:
    parts = [Part(section, PROSE) for section in _TABLE_SECTIONS]
    report = compose(parts, regime)
    reading = read_tables(report.document, report.sections)
    for table in reading.tables.by_section().values():
        assert {cell.state for cell in table.cells.values()} <= {CellState.MISSING}
    assert reading.tables.lines == []
    assert not any(span.overlaps(each) for span in reading.spans for each in report.prose)


@examples(60)
@given(
    st.lists(st.integers(0, 99999), min_size=ENTRY_COUNT, max_size=ENTRY_COUNT),
    st.sampled_from(list(LIST_SHAPES)),
    st.booleans(),
)
@example([*range(101, 101 + ENTRY_COUNT)], "tabs", True)
@example([0] * ENTRY_COUNT, "coded", False)
@example([*range(ENTRY_COUNT)], "coded", True)
def test_statistics_lists_of_earlier_years_come_back_line_by_line(
    numbers: list[int], shape: str, header: bool
) -> None:
    rendered = render_list([str(number) for number in numbers], shape, header=header)
    parts = [Part(SectionKind.OVERVIEW, PROSE[:1])]
    report = compose(parts, Regime.BEFORE_2019, rendered.text)
    reading = read_tables(report.document, report.sections)
    start = report.appendix.start
    read = [line for line in reading.tables.lines if line.value is not None]
    assert [(_bare(line.label), line.value, line.unit) for line in read] == [
        (_bare(line.label), line.value, line.unit) for line in rendered.expected
    ]
    for line, expected in zip(read, rendered.expected, strict=True):
        assert line.start <= start + expected.place.start
        assert start + expected.place.end <= line.end
    assert reading.tables.regime is Regime.BEFORE_2019


def _bare(label: str) -> str:
    """Return a label without numbering, the word for "among them", units and punctuation."""
    label = _UNIT.sub("", _NUMBERING.sub("", re.sub(r"\s", "", label)))
    return re.sub(r"\W", "", label.removeprefix("其中"))
