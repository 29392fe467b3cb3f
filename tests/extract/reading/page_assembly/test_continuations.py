"""Tables that page breaks cut are put together, and only these."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongkai.extract.reading.pages import Assembly, Glyph, Ruling, assemble
from gongkai.models.document import Grid
from tests.extract.reading.page_assembly.engine import Canvas, form_of
from tests.extract.reading.page_assembly.glyphs import box, line, page

EDGES = (100.0, 200.0, 260.0, 320.0)


def rows(texts: Sequence[Sequence[str]], top: float) -> tuple[list[list[Glyph]], list[Ruling]]:
    """Set rows of three columns; ``\\n`` breaks a label."""
    lines: list[list[Glyph]] = []
    rulings: list[Ruling] = []
    for row in texts:
        height = 8 + 14 * max(text.count("\n") + 1 for text in row)
        for left, right, text in zip(EDGES, EDGES[1:], row, strict=False):
            rulings += box(left, top, right, top + height)
            for number, part in enumerate(text.split("\n")):
                lines.append(line(part, left + 3, top + 4 + 14 * number))
        top += height
    return lines, rulings


def read(
    first: Sequence[Sequence[str]], second: Sequence[Sequence[str]], between: str = ""
) -> Assembly:
    lines, rulings = rows(second, 100)
    if between:
        lines.append(line(between, 100, 60))
    return assemble([page(*rows(first, 600)), page(lines, rulings, number=2)])


HEADER = ["信息内容", "制发", "废止"]


def test_rows_on_the_next_page_go_on() -> None:
    assembly = read([HEADER, ["规章", "1", "2"]], [["规范性文件", "3", "4"]])
    assert assembly.text == "信息内容\t制发\t废止\n规章\t1\t2\n规范性文件\t3\t4"
    assert len(assembly.blocks) == 1


def test_repeated_headers_stand_once() -> None:
    assembly = read([HEADER, ["规章", "1", "2"]], [HEADER, ["规范性文件", "3", "4"]])
    assert assembly.text == "信息内容\t制发\t废止\n规章\t1\t2\n规范性文件\t3\t4"


def test_a_header_of_other_wording_is_a_row() -> None:
    assembly = read([HEADER, ["规章", "1", "2"]], [["信息内容", "决定", ""], ["许可", "3", "4"]])
    assert assembly.text.count("\n") == 3


def test_a_heading_between_keeps_two_tables_apart() -> None:
    assembly = read(
        [HEADER, ["规章", "1", "2"]], [HEADER, ["许可", "3", "4"]], between="三、办理情况"
    )
    assert [isinstance(block, Grid) for block in assembly.blocks] == [True, False, True]


@pytest.mark.parametrize("values", ["above", "below"])
def test_a_row_that_the_break_cuts_is_one_row(values: str) -> None:
    blank = ["", ""]
    upper = ["2.其他行政法规禁\n止公开的信息以及他", *(["5", "6"] if values == "above" else blank)]
    lower = ["人商业秘密", *(["5", "6"] if values == "below" else blank)]
    assembly = read([HEADER, ["规章", "1", "2"], upper], [lower, ["许可", "3", "4"]])
    assert assembly.text.split("\n")[2:] == [
        "2.其他行政法规禁止公开的信息以及他人商业秘密\t5\t6",
        "许可\t3\t4",
    ]


def test_an_unfilled_row_behind_the_break_stays_a_row() -> None:
    assembly = read([HEADER, ["规章", "1", "2"]], [["3.其他处理", "", ""], ["许可", "3", "4"]])
    assert assembly.text.split("\n")[2] == "3.其他处理\t\t"


def test_an_unfilled_row_among_others_stays_a_row() -> None:
    first = [HEADER, ["行政许可决定的数量", "", ""], ["行政处罚决定的数量", "1", "2"]]
    assembly = read(first, [["行政强制决定的数量", "", ""], ["合计", "3", "4"]])
    assert assembly.text.split("\n")[3] == "行政强制决定的数量\t\t"


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("专职人员（不包括兼", "职工作人员）"), ("3.危及国家安全和公", "共安全")],
    ids=["open bracket", "numbered labels"],
)
def test_a_cut_row_is_told_from_unfilled_rows(upper: str, lower: str) -> None:
    """Other rows are unfilled, but what goes on cannot be a label of its own."""
    first = [HEADER, ["1.规章", "", ""], ["2.许可", "1", "2"], [upper, "5", "6"]]
    if not upper.startswith("3."):
        first = [HEADER, ["规章", "", ""], ["许可", "1", "2"], [upper, "5", "6"]]
    else:
        first[0] = ["", "制发", "废止"]
    assembly = read(first, [[lower, "", ""], ["4.合计", "3", "4"]])
    assert assembly.text.split("\n")[3:] == [f"{upper}{lower}\t5\t6", "4.合计\t3\t4"]


@pytest.mark.parametrize("label", ["一、新收", ""])
def test_a_header_over_two_rows_does_not_swallow_unfilled_cells(label: str) -> None:
    """The page ends behind the header; the first row on the next page has no values."""
    rulings = box(100, 600, 200, 640) + box(200, 600, 260, 640)
    rulings += box(260, 600, 320, 620) + box(260, 620, 320, 640)
    words = [line("事项", 103, 612), line("自然人", 203, 612), line("企业", 263, 604)]
    header = page([*words, line("商业", 263, 624)], rulings)
    assembly = assemble(
        [header, page(*rows([[label, "", ""], ["二、结转", "1", "2"]], 100), number=2)]
    )
    (grid,) = assembly.blocks
    assert isinstance(grid, Grid)
    assert grid.row_count == 4
    assert sum(cell.row == 2 for cell in grid.cells) == 3


def test_a_header_row_that_the_break_cuts_is_one_row_although_others_are_unfilled() -> None:
    upper, lower = ["自然人或者其他的个", "商业企业等", "科研机构等"], ["人", "法人", "团体"]
    assembly = read([["", "", ""], upper], [lower, ["规章", "", ""], ["许可", "1", "2"]])
    assert assembly.text.split("\n")[1] == "自然人或者其他的个人\t商业企业等法人\t科研机构等团体"


def test_values_below_the_break_are_not_given_to_an_unfilled_row_above_it() -> None:
    first = [HEADER, ["规章的数量", "1", "2"], ["行政许可决定的数量", "", ""]]
    assembly = read(first, [["行政处罚决定的数量", "5", "6"], ["合计", "3", "4"]])
    assert assembly.text.split("\n")[2:4] == [
        "行政许可决定的数量\t\t", "行政处罚决定的数量\t5\t6",
    ]  # fmt: skip


def test_a_table_of_other_columns_is_another_table() -> None:
    lines, rulings = [line("许可", 110, 110), line("3", 390, 110)], box(100, 100, 380, 130)
    second = page(lines, rulings + box(380, 100, 500, 130), number=2)
    assert len(assemble([page(*rows([HEADER], 600)), second]).blocks) == 2


def test_pages_laid_down_differently_go_on() -> None:
    lines, rulings = rows([["规范性文件", "3", "4"]], 100)
    moved = [
        [Glyph(g.text, g.left + 21, g.top, g.right + 21, g.bottom) for g in each] for each in lines
    ]
    sides = [Ruling(r.left + 21, r.top, r.right + 21, r.bottom) for r in rulings]
    pages = [page(*rows([HEADER, ["规章", "1", "2"]], 600)), page(moved, sides, number=2)]
    assert len(assemble(pages).blocks) == 1


def test_a_wide_row_that_ends_a_page_belongs_to_the_table() -> None:
    framed = page([line("第二十条第（一）项", 150, 604)], box(100, 600, 320, 622))
    assembly = assemble([framed, page(*rows([HEADER, ["规章", "1", "2"]], 100), number=2)])
    assert assembly.text == "第二十条第（一）项\t\t\n信息内容\t制发\t废止\n规章\t1\t2"
    assert len(assembly.blocks) == 1


def test_a_long_table_reads_back_over_many_pages() -> None:
    table = [HEADER] + [[f"{n}.行政规范性文件制发及废止情况", str(n), ""] for n in range(150)]
    canvas = Canvas()
    canvas.form(form_of(table, [2, 1, 1]))
    canvas.feet()
    assembly = assemble(canvas.contents())
    assert assembly.text == "\n".join("\t".join(row) for row in table)
    assert len(canvas.pages) > 2


def test_a_blank_row_alone_on_the_next_page_stays_a_row_below_headers_of_several_heights() -> None:
    """The one row of values of the form on reviews and lawsuits, which nobody filled in."""
    top, middle, bottom = 700.0, 720.0, 740.0
    rulings = [
        *box(EDGES[0], top, EDGES[1], bottom),
        *box(EDGES[1], top, EDGES[3], middle),
        *box(EDGES[1], middle, EDGES[2], bottom),
        *box(EDGES[2], middle, EDGES[3], bottom),
    ]
    header = [
        line("结果维持", EDGES[0] + 3, 713),
        line("未经复议", EDGES[1] + 3, 704),
        line("纠正", EDGES[1] + 3, 724),
        line("总计", EDGES[2] + 3, 724),
    ]
    assembly = assemble([page(header, rulings), page(*rows([["", "", ""]], 100), number=2)])
    (grid,) = assembly.blocks
    assert isinstance(grid, Grid)
    last = [cell for cell in grid.cells if cell.row == grid.row_count - 1]
    assert grid.row_count == 3
    assert [(cell.column, cell.row_span) for cell in last] == [(0, 1), (1, 1), (2, 1)]
