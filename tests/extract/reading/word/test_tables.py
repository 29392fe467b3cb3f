"""Tables of Word files become grids as they are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.reading.word import read_word
from gongkai.models.document import Grid
from tests.extract.reading.word.files import cell, contents_of, paragraph, table, text_of

WIDE = '<w:gridSpan w:val="2"/>'
OPENS = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"
Placed = tuple[int, int, int, int, str]


def only_grid(body: str) -> list[Placed]:
    contents = contents_of(body)
    (grid,) = (block for block in contents.blocks if isinstance(block, Grid))
    assert len({(each.row, each.column) for each in grid.cells}) == len(grid.cells)
    return [
        (each.row, each.column, each.row_span, each.column_span, each.span.of(contents.text))
        for each in grid.cells
    ]


def test_cells_span_columns_and_rows() -> None:
    body = table(
        cell("规章", OPENS) + cell("件数", WIDE),
        cell("", GOES_ON) + cell("1") + cell("2"),
    )
    assert only_grid(body) == [
        (0, 0, 2, 1, "规章"), (0, 1, 1, 2, "件数"), (1, 1, 1, 1, "1"), (1, 2, 1, 1, "2"),
    ]  # fmt: skip
    assert text_of(body) == "规章\t件数\t\n\t1\t2"


def test_what_a_cell_hides_that_goes_on_is_not_read() -> None:
    body = table(cell("甲", OPENS) + cell("1"), cell("旧", GOES_ON) + cell("2"))
    assert text_of(body) == "甲\t1\n\t2"


def test_a_cell_that_goes_on_from_nothing_shows() -> None:
    body = table(cell("甲", GOES_ON) + cell("1"), cell("", GOES_ON) + cell("2"))
    assert only_grid(body)[0] == (0, 0, 2, 1, "甲")


def test_merges_below_each_other_stay_apart() -> None:
    body = table(
        *(cell(text, merge) + cell("1") for text, merge in (("甲", OPENS), ("", GOES_ON))),
        *(cell(text, merge) + cell("1") for text, merge in (("乙", OPENS), ("", GOES_ON))),
    )
    assert [each for each in only_grid(body) if each[4] != "1"] == [
        (0, 0, 2, 1, "甲"), (2, 0, 2, 1, "乙"),
    ]  # fmt: skip


def test_merges_of_old_files_are_read() -> None:
    opens, goes_on = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    body = table(cell("甲", opens) + cell("", goes_on), cell("1") + cell("2"))
    assert only_grid(body)[0] == (0, 0, 1, 2, "甲")


def test_rows_may_leave_out_columns() -> None:
    short = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("1")}'
    body = table(cell("甲") + cell("乙"), short)
    assert only_grid(body)[2] == (1, 1, 1, 1, "1")


def test_columns_in_which_nothing_begins_are_none() -> None:
    body = table(cell("甲", WIDE) + cell("乙", WIDE), cell("1", WIDE) + cell("2", WIDE))
    assert only_grid(body) == [
        (0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("widths", "column"), [((2000, 30, 2000), 1), ((2000, 300, 2000), 2), ((0, 0), 2)]
)
def test_borders_that_nearly_meet_are_one(widths: tuple[int, ...], column: int) -> None:
    body = table(cell("甲", WIDE) + cell("乙"), cell("1") + cell("2", WIDE), widths=widths)
    below = next(each for each in only_grid(body) if each[4] == "乙")
    assert below[1] == column


def test_a_narrow_column_with_a_cell_of_its_own_stays() -> None:
    body = table(*(cell("甲") + cell("1") + cell("乙") for _ in range(2)), widths=(900, 30, 900))
    assert text_of(body) == "甲\t1\t乙\n甲\t1\t乙"


def test_deleted_rows_are_left_out_and_inserted_ones_kept() -> None:
    row = cell("甲") + cell("1")
    body = table(f"<w:trPr><w:del/></w:trPr>{row}", f"<w:trPr><w:ins/></w:trPr>{row}")
    assert text_of(body) == "甲\t1"


def test_controls_around_rows_and_cells_are_looked_into() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = f"<w:tr>{cell('甲')}{control.format(cell('1'))}</w:tr>"
    assert text_of(f"<w:tbl>{control.format(row)}</w:tbl>") == "甲\t1"


def test_lines_of_a_cell_are_one_text() -> None:
    words = column("商业", "企业") + column("Blue", "sky")
    assert text_of(table(words)) == "商业企业\tBlue sky"


def test_tabs_and_breaks_of_a_cell_do_not_part_it() -> None:
    inside = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
    assert text_of(table(f"<w:tc>{inside}</w:tc>{cell('1')}")) == "甲 乙丙\t1"


def column(*lines: str, merge: str = "") -> str:
    inside = "".join(paragraph(line) for line in lines)
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{inside}</w:tc>"


def test_rows_whose_cells_hold_a_value_for_each_label_are_divided() -> None:
    body = table(
        cell("内容", OPENS) + cell("事项") + cell("件数") + cell("说明"),
        cell("", GOES_ON) + column("规章", "规范性文件", "合计") + column("1", "", "3")
        + column("见附件"),
    )  # fmt: skip
    assert (
        text_of(body) == "内容\t事项\t件数\t说明\n\t规章\t1\t见附件\n\t规范性文件\t\t\n\t合计\t3\t"
    )
    spans = {text: rows for _, _, rows, _, text in only_grid(body)}
    assert (spans["内容"], spans["见附件"], spans["规章"]) == (4, 3, 1)


def test_blank_lines_at_the_end_of_cells_do_not_keep_a_row_together() -> None:
    body = table(column("规章", "合计", "") + column("1", "3") + column("2", ""))
    assert text_of(body) == "规章\t1\t2\n合计\t3\t"


def test_a_cell_with_most_of_the_text_in_paragraphs_is_a_part_of_the_document() -> None:
    body = table(cell("年报") + column("全年公开信息12条。", "收到申请3件，均已答复。"))
    assert text_of(body) == "年报\n全年公开信息12条。\n收到申请3件，均已答复。"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (column("商业", "企业") + cell("1"), "商业企业\t1"),
        (column("规章", "合计") + column("1", "2", "3"), "规章合计\t1 2 3"),
        (column("规章", "合计") + column("1", "2", merge=OPENS), "规章合计\t1 2"),
        (column("规章", "", "合计") + column("1", "2", "3"), "规章合计\t1 2 3"),
        (column("1", "2") + column("3", "4"), "1 2\t3 4"),
    ],
)
def test_other_rows_stay_one(row: str, expected: str) -> None:
    assert text_of(table(row)) == expected


def test_a_frame_around_a_text_is_no_table() -> None:
    body = table(f"<w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc>", cell("丙"))
    assert text_of(body) == "甲\n乙\n丙"
    assert not any(isinstance(block, Grid) for block in contents_of(body).blocks)


def test_a_table_that_arranges_others_leaves_them_behind() -> None:
    inner = table(cell("规章") + cell("1"), cell("规范性文件") + cell("2"))
    outer = table(f"<w:tc>{paragraph('甲')}{inner}<w:p/></w:tc>{cell('乙')}")
    assert text_of(outer) == "甲\n规章\t1\n规范性文件\t2\n乙"
    assert len(only_grid(outer)) == 4


def test_long_prose_in_cells_is_prose() -> None:
    prose = "全年公开信息。受理申请。" * 30
    body = table(cell("一、总体情况") + cell(prose))
    assert text_of(body) == f"一、总体情况\n{prose}"


def test_a_table_beyond_reason_becomes_lines() -> None:
    huge = f'<w:trPr><w:gridBefore w:val="900"/></w:trPr>{cell("甲") + cell("1") * 150}'
    contents = contents_of(table(huge, cell("乙") + cell("2")))
    assert contents.text == "甲" + "\t1" * 150 + "\n乙\t2"
    assert [notice.code for notice in contents.notices] == ["oversized_table"]


def test_many_wide_tables_do_not_fill_the_memory() -> None:
    row = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr><w:p/></w:tc></w:tr>'
    first = f"<w:tr>{cell('甲') * 990}</w:tr>"
    body = f"<w:tbl>{first}{row * 150}</w:tbl>" * 10
    assert len(text_of(body)) < 1_000_000


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, list[Placed]]:
    """Draw a table whose cells are rectangles that cover it."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    owner: dict[tuple[int, int], int] = {}
    cells: list[Placed] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            width = draw(st.integers(1, columns - column))
            while any((row, column + step) in owner for step in range(width)):
                width -= 1
            height = draw(st.integers(1, rows - row))
            for place in _area(row, column, height, width):
                owner[place] = len(cells)
            cells.append((row, column, height, width, f"{len(cells)}号"))
    return rows, columns, cells


def _area(row: int, column: int, height: int, width: int) -> Iterator[tuple[int, int]]:
    for down in range(height):
        for right in range(width):
            yield row + down, column + right


@given(tables())
def test_merged_cells_are_read_back_as_they_were_drawn(
    drawn: tuple[int, int, list[Placed]],
) -> None:
    rows, columns, cells = drawn
    document = docx.Document()
    grid = document.add_table(rows, columns)
    for row, column, height, width, text in cells:
        corner = grid.cell(row + height - 1, column + width - 1)
        grid.cell(row, column).merge(corner).text = text
    file = BytesIO()
    document.save(file)
    contents = read_word(file.getvalue())
    grids = [block for block in contents.blocks if isinstance(block, Grid)]
    if len(cells) == 1 or all(width == columns for _, _, _, width, _ in cells):
        assert not grids
        assert contents.text.split("\n") == [text for *_, text in cells]
        return
    starts = sorted({column for _, column, _, _, _ in cells})
    expected = [
        (row, starts.index(column), height,
         sum(column <= start < column + width for start in starts), text)
        for row, column, height, width, text in cells
    ]  # fmt: skip
    assert [
        (each.row, each.column, each.row_span, each.column_span, each.span.of(contents.text))
        for each in grids[0].cells
    ] == expected
