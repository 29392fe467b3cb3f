"""Pages made to exhaust whoever reads them end soon, as a text or as one sentence."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import read
from gongkai.extract.reading.html import read_html
from gongkai.extract.reading.limits import HTML_CHARACTERS
from tests.extract.reading.html.sites import LINES, SITES

_SECONDS = 20


def _outcome(markup: str) -> str:
    """Return the text, or the code of the refusal."""
    begun = time.process_time()
    try:
        return read_html(markup).text
    except ReadError as error:
        return error.code
    finally:
        assert time.process_time() - begun < _SECONDS


@pytest.mark.parametrize(
    "markup",
    [
        "<table>" + "<tr>" + "<td>1" * 1_000_000,
        "<table>" + "<tr><td><td><td>" * 250_000,
        "<p>" + "<br>" * 1_000_000,
        "<a href=a.doc>" * 300_000,
    ],
    ids=["row", "table", "breaks", "links"],
)
def test_pages_with_a_million_elements_are_refused(markup: str) -> None:
    assert _outcome("<html><body>" + markup) == "too_large"


def test_a_page_with_more_text_than_any_is_refused_but_not_for_its_scripts() -> None:
    long = "x" * (HTML_CHARACTERS + 1)
    assert _outcome(f"<html><body><p>{long}") == "too_large"
    assert _outcome(f"<html><script>'{long}'</script><!-- {long} --><p>无。") == "无。"


@pytest.mark.parametrize(
    "tag",
    [
        "div",
        "span",
        "span style='display:none'",
        "table",
        "ul",
        "ol",
        "font",
        "a href=x",
        "table><td",
    ],
)
def test_elements_nested_without_end_do_not_hide_the_report(tag: str) -> None:
    report = "".join(f"<p>{line}</p>" for line in (*LINES[1:5], *LINES[9:]))
    text = _outcome(f"<html><body>{f'<{tag}>' * 100_000}{report}")
    assert LINES[2] in text
    assert LINES[3] in text


@pytest.mark.parametrize(
    "markup",
    [
        "<p title='" + "x" * 20_000_000 + "'>无。",
        "<p title='" + "x" * 20_000_000,
        "<p " + "x " * 5_000_000 + ">无。",
        "<p>" + "&amp;nbsp;" * 500_000 + "无。",
        "<p>" + " " * 2_000_000 + "\n" + " " * 2_000_000 + "无。",
        "<p>甲" + "\n" * 2_000_000 + "无。",
        "<p>公开A" + " \n" * 1_000_000 + "无。",
        "<p>" + "<img alt='一、" + "a" * 5_000_000 + "'>无。",
        "<script>var a='" + '\\"' * 2_000_000 + "'</script><p>无。",
        '<script>"' + "\\'" * 2_000_000 + "</script><p>无。",
        "<script>" + "`" * 2_000_001 + "</script><p>无。",
        "<textarea>" + "&lt;" + " " * 2_000_000 + "</textarea><p>无。",
        "<p>" + "<script " * 150_000 + "></script>无。",
        "<!--" + "<input value=" * 300_000 + "--><p>无。",
        "<!--" + "<script application/ld+json" * 300_000 + "--><p>无。",
        '<script type="application/ld+json">' + "[" * 40_000 + "</script><p>无。",
        "<p>" + "索引号：" * 30 + "<p>" + "来 " * 70 + "<p>无。",
        "<p>" + "<ol start=9999999999999999999999><li value=-1>无。" * 20_000,
        "<table><tr><td>规章<br>文件<td>1<br>2<td rowspan=65534>3<br>4" + "<tr><td>1<td>2" * 30_000,
        "<table>" + "<tr><td rowspan=65534 colspan=1000>1" * 30_000,
        "<table><tr><td>甲" + "<br>" * 80_000 + "<td>1" + "<br>" * 80_000,
    ],
)
def test_pages_of_one_thing_end_soon(markup: str) -> None:
    assert _outcome("<html><body>" + markup).strip()


_MARKUP = [
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=2>", "<td colspan=3>", "</td>",
    "<th rowspan=0>", "<br>", "<p>", "</p>", "<div>", "</div>", "<thead>", "<tfoot>",
    "1", "规章", "0",
    "<td hidden>", "<tr hidden>", "<tr height=0>", "&nbsp;", "一、总体情况",
    "<ol><li>", "</ol>", "<a href=x.doc>",
    "</a>", "<span style='display:none'>", "</span>", "\n", "第二十条第（一）项", "<pre>", "<ul>",
]  # fmt: skip


@given(st.lists(st.sampled_from(_MARKUP), max_size=60))
def test_any_markup_gives_a_document_whose_blocks_fit(parts: list[str]) -> None:
    try:
        document = read("".join(["<html><body>", *parts]).encode())
    except ReadError as error:
        assert error.code in {"no_text", "report_attached"}  # noqa: PT017
        return
    ends = [block.span.end for block in document.blocks]
    starts = [block.span.start for block in document.blocks]
    assert all(end < start for end, start in pairwise([*map(max, starts, ends)])) or len(ends) < 2
    for grid in document.grids:
        rows = [row.split("\t") for row in grid.span.of(document.text).split("\n")]
        assert len(rows) == grid.row_count
        assert all(len(row) == grid.column_count for row in rows)
        taken = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(taken) == len(set(taken))
        assert all(row < grid.row_count and column < grid.column_count for row, column in taken)
        for cell in grid.cells:
            assert rows[cell.row][cell.column] == cell.span.of(document.text)


@given(st.sampled_from(sorted(SITES)), st.data())
def test_a_page_that_is_cut_off_anywhere_is_read_or_refused(name: str, data: st.DataObject) -> None:
    markup = SITES[name]
    end = data.draw(st.integers(0, len(markup)))
    try:
        assert read_html(markup[:end]).text.strip()
    except ReadError as error:
        assert error.code == "no_text"  # noqa: PT017
