"""What stands in the cells of ruled tables, and what is no table."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.reading.pages import Assembly, Glyph, PageContent, Ruling, assemble
from gongkai.models.document import Grid, Paragraph
from tests.extract.reading.page_assembly.engine import Canvas, Form, FormCell, form_of
from tests.extract.reading.page_assembly.glyphs import box, line, page

Face = tuple[int, int, int, int, str]


def faces(assembly: Assembly, grid: Grid) -> list[Face]:
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.span.of(assembly.text))
        for cell in grid.cells
    ]


def only_grid(assembly: Assembly) -> Grid:
    (grid,) = [block for block in assembly.blocks if isinstance(block, Grid)]
    return grid


def read_form(form: Form, **style: float | bool) -> list[Face]:
    canvas = Canvas(**style)  # type: ignore[arg-type]
    canvas.form(form)
    assembly = assemble(canvas.contents())
    return faces(assembly, only_grid(assembly))


def in_cell(lines: Sequence[Sequence[Glyph]], right: float = 160) -> str:
    """Return what a cell reads as that reaches from 100 to ``right``."""
    rulings = box(100, 100, right, 300) + box(right, 100, right + 100, 300)
    assembly = assemble([page([*lines, line("0", right + 10, 110)], rulings)])
    return only_grid(assembly).cells[0].span.of(assembly.text)


def test_a_wrapped_label_is_joined_without_a_break() -> None:
    assert in_cell([line("其他行政", 105, 110), line("法规禁止", 105, 124)]) == "其他行政法规禁止"


def test_a_number_broken_over_two_lines_is_one() -> None:
    assert in_cell([line("12", 105, 110), line("34", 105, 124)], right=120) == "1234"


def test_latin_words_on_two_lines_stay_apart() -> None:
    assert in_cell([line("Open", 105, 110), line("Data", 105, 124)]) == "Open Data"


def test_a_label_stacked_a_character_a_line_is_one_word() -> None:
    stacked = [line(character, 105, 105 + 14 * n) for n, character in enumerate("本年度办理结果")]
    assert in_cell(stacked, right=122) == "本年度办理结果"


def test_vertical_writing_in_two_columns_reads_from_the_right() -> None:
    first = [line(character, 125, 105 + 10.5 * n) for n, character in enumerate("本年度办理")]
    second = [line(character, 108, 105 + 10.5 * n) for n, character in enumerate("结果合计数")]
    assert in_cell([*first, *second], right=140) == "本年度办理结果合计数"


def test_two_characters_a_line_read_from_the_left() -> None:
    lines = [line(text, 105, 105 + 14 * n) for n, text in enumerate(["本年", "度办", "理结", "果"])]
    assert in_cell(lines, right=130) == "本年度办理结果"


def test_a_frame_around_text_is_no_table() -> None:
    assembly = assemble([page([line("公开指南", 110, 120)], box(100, 100, 400, 300))])
    assert assembly.blocks == (Paragraph(assembly.blocks[0].span),)
    assert assembly.text == "公开指南"


def test_a_frame_around_the_page_leaves_the_table_in_it() -> None:
    rulings = box(20, 20, 575, 820) + box(100, 100, 200, 130) + box(200, 100, 300, 130)
    lines = [line("总体情况", 100, 60), line("规章", 110, 110), line("3", 210, 110)]
    assembly = assemble([page(lines, rulings)])
    assert assembly.text == "总体情况\n规章\t3"
    assert len(only_grid(assembly).cells) == 2


def test_a_layout_table_around_a_table_is_no_table() -> None:
    rulings = box(20, 20, 300, 820) + box(300, 20, 575, 820)
    rulings += box(100, 100, 200, 130) + box(200, 100, 280, 130)
    lines = [line("总体情况", 100, 60), line("规章", 110, 110), line("3", 210, 110)]
    assert assemble([page(lines, rulings)]).text == "总体情况\n规章\t3"


def test_an_underlined_heading_is_a_paragraph() -> None:
    assembly = assemble([page([line("总体情况", 100, 60)], [Ruling(100, 74, 140, 74)])])
    assert assembly.text == "总体情况"


def test_drawings_without_text_are_nothing() -> None:
    assembly = assemble(
        [page([line("总体情况", 100, 60)], box(50, 200, 90, 240) + box(90, 200, 99, 240))]
    )
    assert assembly.text == "总体情况"


def test_blank_cells_are_cells() -> None:
    assert read_form(form_of([["规章", "", "0"], ["", "", ""]])) == [
        (0, 0, 1, 1, "规章"), (0, 1, 1, 1, ""), (0, 2, 1, 1, "0"),
        (1, 0, 1, 1, ""), (1, 1, 1, 1, ""), (1, 2, 1, 1, ""),
    ]  # fmt: skip


def unruled(rows: Sequence[Sequence[str]]) -> str:
    lines = [
        [
            glyph
            for n, text in enumerate(row)
            for glyph in line(text, 100 + 60 * n, 100 + 20 * place)
        ]
        for place, row in enumerate(rows)
    ]
    return assemble([page(lines)]).text


HEADER = ["事项", "自然", "企业", "科研", "社会", "总计"]


def tabbed(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def test_blank_cells_of_a_table_without_lines_are_seen() -> None:
    rows = [
        ["予公开", *"12345"],
        ["部分", *"67890"],
        ["其他", "1", "", "3", "", "5"],
        ["总计", "1", "", "", "", ""],
    ]
    assert unruled([HEADER, *rows]).split("\n", 1)[1] == tabbed(rows)


def test_a_column_that_is_blank_in_every_row_of_a_table_without_lines_is_seen() -> None:
    rows = [["予公开", "1", "2", "", "", "3"], ["部分", "0", "4", "", "", "4"]]
    assert unruled([HEADER, *rows]).split("\n", 1)[1] == tabbed(rows)


def test_values_without_a_header_are_not_placed() -> None:
    rows = [["予公开", "1", "2", "", "4", "5"], ["部分", "1", "2", "", "4", "5"]]
    assert unruled(rows) == "予公开  1  2  4  5\n部分  1  2  4  5"


def test_values_are_not_placed_if_the_first_column_may_be_the_header_of_labels() -> None:
    rows = [["", "信息内容", "制发件数", "废止件数"], ["规章", "", "3", ""], ["文件", "", "1", ""]]
    assert unruled(rows).split("\n")[1:] == ["规章  3", "文件  1"]


def test_two_values_in_one_column_are_not_placed() -> None:
    lines = [
        line("事项", 100, 100) + line("总计", 200, 100) + line("其他", 260, 100),
        line("规章", 100, 120) + line("3", 200, 120) + line("4", 224, 120),
        line("文件", 100, 140) + line("5", 200, 140),
    ]
    assert assemble([page(lines)]).text.split("\n")[1:] == ["规章  3  4", "文件  5"]


def test_a_common_header_and_labels_that_wrap_are_no_columns() -> None:
    lines = [
        line("申请人", 230, 80),
        line("事项", 100, 100) + line("自然", 200, 94) + line("企业", 260, 94),
        line("人", 205, 106),
        line("不予", 100, 114), line("1.国家秘密", 130, 120) + line("8", 270, 120),
        line("公开", 100, 127) + line("2.其", 130, 134), line("他", 130, 146) + line("9", 210, 146),
    ]  # fmt: skip
    assert assemble([page(lines)]).text.endswith("\n1.国家秘密\t\t8\n公开\n2.其\n他\t9\t")


def test_the_header_of_a_table_without_lines_holds_on_the_next_page_too() -> None:
    def sheet(number: int, rows: Sequence[Sequence[str]], right: float = 0.0) -> PageContent:
        words = [
            line(text, 100 + right + 60 * n, 100 + 20 * place)
            for place, row in enumerate(rows) for n, text in enumerate(row) if text
        ]  # fmt: skip
        return page(words, number=number)

    first = sheet(1, [HEADER, ["予公开", *"12345"]])
    row = ["部分", "1", "", "", "", "1"]
    assert assemble([first, sheet(2, [row])]).text.endswith("\n" + tabbed([row]))
    assert assemble([first, sheet(2, [row], right=28)]).text.endswith("\n部分  1  1")


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Draw forms with merged cells; each row and column has an edge of its own."""
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(2, 7))
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    cells: list[FormCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            width = 1
            limit = draw(st.sampled_from([1, 1, 1, 2, 4]))
            while column + width < columns and width < limit and (row, column + width) not in owner:
                width += 1
            height = min(draw(st.sampled_from([1, 1, 1, 2, 3])), rows - row)
            for covered in (
                (r, c) for r in range(row, row + height) for c in range(column, column + width)
            ):
                owner[covered] = (row, column)
            text = draw(
                st.sampled_from(
                    ["", "0", "12", "3456789", "规章", "其他处理", "行政规范性文件制发数量", "/"]
                )
            )
            cells.append(FormCell(row, column, height, width, text))
    widths = draw(st.lists(st.sampled_from([1.0, 1.5, 3.0]), min_size=columns, max_size=columns))
    return _compact(Form(widths, rows, cells))


def _compact(form: Form) -> Form:
    """Drop rows and columns in which no cell begins: they have no edge of their own."""
    rows = sorted({cell.row for cell in form.cells})
    columns = sorted({cell.column for cell in form.cells})

    def place(starts: list[int], first: int, span: int) -> tuple[int, int]:
        return starts.index(first), sum(first <= start < first + span for start in starts)

    cells = []
    for cell in form.cells:
        row, row_span = place(rows, cell.row, cell.row_span)
        column, column_span = place(columns, cell.column, cell.column_span)
        cells.append(FormCell(row, column, row_span, column_span, cell.text))
    ends = [*columns[1:], len(form.widths)]
    widths = [sum(form.widths[first:after]) for first, after in zip(columns, ends, strict=True)]
    return Form(widths, len(rows), cells)


@given(forms(), st.booleans(), st.sampled_from([0.0, 0.6]), st.integers(0, 5))
def test_what_was_drawn_reads_back_cell_by_cell(
    form: Form, doubled: bool, jitter: float, seed: int
) -> None:
    canvas = Canvas(doubled=doubled, jitter=jitter, seed=seed)
    canvas.paragraph("二、主动公开政府信息情况")
    canvas.form(form)
    canvas.paragraph("三、收到和处理申请情况")
    assembly = assemble(canvas.contents())
    drawn = [(c.row, c.column, c.row_span, c.column_span, c.text) for c in form.cells]
    is_table = len(form.widths) > 1 and len(form.cells) > 1 and any(c.text for c in form.cells)
    if is_table:
        assert faces(assembly, only_grid(assembly)) == drawn
    assert assembly.text.startswith("二、主动公开政府信息情况\n")
    assert assembly.text.endswith("\n三、收到和处理申请情况")


def test_glyphs_and_rulings_may_come_in_any_order() -> None:
    canvas = Canvas()
    canvas.form(form_of([["信息内容", "制发件数"], ["规章", "3"]]))
    (content,) = canvas.contents()
    other = PageContent(1, 595, 842, content.glyphs[::-1], content.rulings[::-1])
    assert assemble([content]).text == assemble([other]).text
