"""Marks, bars and differences, as they are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gongkai.evaluate.page import PageContent, render
from gongkai.evaluate.page.confidence_content import (
    ConfidenceBin,
    ReliabilityDiagram,
)
from gongkai.evaluate.page.content import (
    Block,
    ComparedPair,
    Comparison,
    IntervalPlot,
    PlotRow,
    Section,
)
from gongkai.evaluate.page.estimates import Estimate


def drawn(*blocks: Block) -> LexborHTMLParser:
    sections = (Section("a", "A", blocks),)
    return LexborHTMLParser(render(PageContent("p", "en", (), sections)))


@pytest.mark.parametrize("is_significant", [True, False])
def test_a_mark_is_filled_where_the_difference_is_significant(is_significant: bool) -> None:
    beyond_zero = Estimate(0.1, 0.05, 0.15)
    pair = ComparedPair("F1", "a", "b", 0.5, 0.6, beyond_zero, 0.04, 0.08, is_significant)
    mark = drawn(Comparison("c", (pair,))).css_first(".dots .mark")
    assert mark is not None
    assert ("hollow" in (mark.attributes["class"] or "")) is not is_significant


def test_the_difference_of_two_systems_is_a_column_to_sort_by() -> None:
    rows = (
        PlotRow("up", (Estimate(0.5), Estimate(0.75))),
        PlotRow("one", (Estimate(0.5), None)),
    )
    plot = IntervalPlot("p", "group", "F1", ("rules", "other"), rows, with_difference=True)
    tree = drawn(plot)
    head = tree.css("thead th")[-1]
    assert (head.text(), head.attributes["class"]) == ("other − rules", "number")
    cells = [row.css("td")[-1] for row in tree.css("tbody tr")]
    assert [cell.text().strip() for cell in cells] == ["+0.250", "—"]
    assert [cell.attributes["data-order"] for cell in cells] == ["0.25", ""]


def test_sixty_systems_have_marks_of_their_own() -> None:
    names = tuple(f"system {number}" for number in range(60))
    plot = IntervalPlot("p", "group", "F1", names, (PlotRow("r", (Estimate(0.5),) * 60),))
    keys = drawn(plot).css(".legend .key use")
    looks = {(key.attributes["href"], key.attributes["class"]) for key in keys}
    assert len(looks) == 60
    assert len({key.attributes["href"] for key in keys[:8]}) == 8
    assert len({key.attributes["class"] for key in keys[:8]}) == 8


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted), min_size=1, max_size=6),
)
@settings(max_examples=25)
def test_every_bar_of_a_reliability_diagram_can_be_seen(limits: list[list[float]]) -> None:
    bins = [ConfidenceBin(low, high, low, Estimate(0.5), 3) for low, high in (*limits, [1.0, 1.0])]
    bars = drawn(ReliabilityDiagram("r", tuple(bins))).css("rect.bar")
    assert len(bars) == len(bins)
    for bar in bars:
        x, width = (float(bar.attributes[name] or 0) for name in ("x", "width"))
        assert width >= 3
        assert x >= 52
        assert x + width <= 364.01


def test_a_bin_of_one_confidence_is_named_by_it() -> None:
    diagram = ReliabilityDiagram("r", (ConfidenceBin(0.7, 0.7, 0.7, Estimate(0.5), 3),))
    row = drawn(diagram).css_first("tbody th")
    assert row is not None
    assert row.text().strip() == "0.7"
