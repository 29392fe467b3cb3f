"""Pages: the report is found, its tables keep their geometry, furniture goes."""

from datetime import date

import pytest

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import read
from gongkai.models.document import Document
from tests.extract.reading.pages import HEAD, PROPERTIES, REPORT, TOOLS, page

LINES = [
    "青禾县水务局2023年政府信息公开工作年度报告",
    "现将本局2023年度的公开工作报告如下，数据统计到年底。",
    "一、总体情况",
    "全年通过网站公开信息86条，其中动态类41条。",
    "二、主动公开政府信息情况",
    "第二十条第（一）项\t\t\t",
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
    "规章\t0\t\t0",
    "行政规范性文件\t2\t1\t7",
    "五、存在的主要问题及改进情况",
    "更新还不够及时，下一步将专人负责。",
    "六、其他需要报告的事项",
    "无。",
]


def _check(document: Document) -> None:
    """Check what holds for every document."""
    behind = 0
    for block in document.blocks:
        assert behind <= block.span.start < block.span.end <= len(document.text)
        behind = block.span.end
    for grid in document.grids:
        rows = grid.span.of(document.text).split("\n")
        assert len(rows) == grid.row_count
        taken: set[tuple[int, int]] = set()
        for cell in grid.cells:
            assert rows[cell.row].split("\t")[cell.column] == cell.span.of(document.text)
            area = {
                (row, column)
                for row in range(cell.row, cell.row + cell.row_span)
                for column in range(cell.column, cell.column + cell.column_span)
            }
            assert not area & taken
            taken |= area
        assert all(row < grid.row_count and column < grid.column_count for row, column in taken)


def test_a_page_of_a_site_is_read_without_its_furniture() -> None:
    document = read(page(REPORT))
    _check(document)
    assert document.text.split("\n") == LINES
    assert (len(document.grids), len(document.paragraphs)) == (1, 9)
    assert document.source.media_type == "text/html"


def test_the_head_of_the_page_tells_title_date_and_issuer() -> None:
    metadata = read(page(REPORT)).metadata
    assert metadata.title == LINES[0]
    assert metadata.published == date(2024, 1, 19)
    assert metadata.issuer == "青禾县水务局"


def test_the_property_grid_tells_them_where_the_head_does_not() -> None:
    markup = f"<html><title>年报</title><body>{PROPERTIES}<h2>{LINES[0]}</h2><div>{REPORT}</div>"
    document = read(markup.encode())
    assert document.metadata.published == date(2024, 1, 18)
    assert document.metadata.issuer == "青禾县水务局"
    assert document.metadata.title == LINES[0]
    assert document.text.split("\n") == LINES


def test_a_title_over_two_lines_above_the_report_is_kept_and_the_site_cut_off() -> None:
    title = "<p>青禾县水务局2023年政府信息公开<br>工作年度报告</p>"
    head = f"<title>{LINES[0]} - 青禾县人民政府门户网站</title>"
    document = read(f"<html>{head}<body><div>{title}</div><div>{REPORT}</div>".encode())
    assert document.text.split("\n")[:2] == ["青禾县水务局2023年政府信息公开", "工作年度报告"]
    assert document.metadata.title == LINES[0]


def test_a_table_that_arranges_the_page_is_no_grid() -> None:
    inner = f"<table><tr><td>{REPORT}</td></tr></table>"
    layout = f"<table><tr><td>{inner}</td><td>附件下载</td></tr></table>"
    document = read(page(layout))
    _check(document)
    assert len(document.grids) == 1
    assert document.text.split("\n")[: len(LINES)] == LINES


def test_hidden_text_goes_unless_it_is_the_report() -> None:
    hidden = '<p style="display: none">全年公开信息99条，此处为旧稿。</p>'
    assert read(page(hidden + REPORT)).text.split("\n") == LINES
    assert read(page(f'<div style="display:none">{REPORT}</div>')).text.split("\n")[1:] == LINES[1:]


def test_prose_beside_the_report_is_kept() -> None:
    preamble = "本报告依照条例编制，" + "说明全年公开工作的各项情况，" * 6 + "欢迎监督。"
    body = f"<div><p>{preamble}</p></div><div>{REPORT}</div>"
    assert preamble in read(page(body)).text.split("\n")


def test_traditional_mirrors_are_read_alike() -> None:
    text = REPORT.replace("总体情况", "總體情況").replace("现行有效", "現行有效")
    lines = read(page(text)).text.split("\n")
    assert lines[2] == "一、總體情況"
    assert len(lines) == len(LINES)


def test_line_breaks_split_lines_in_prose_and_vanish_in_cells() -> None:
    body = "<p>第一行<br>第二行</p><table><tr><td>结果<br/>维持</td><td>A<br>B</td></tr></table>"
    assert read(f"<html><body>{body}".encode()).text == "第一行\n第二行\n结果维持\tA B"


def test_merged_cells_are_placed_as_browsers_place_them() -> None:
    body = """<table><tfoot><tr><td>丙</td></tr></tfoot><tr><td rowspan=2>甲</td>
    <td colspan="2">乙</td></tr>
    <tr><td>1</td><td rowspan=9>2</td></tr><thead><tr><th colspan=1000>表头</th></tr></thead>
    <tr><td colspan=0>3</td><td>4</td></table>"""
    document = read(f"<html><body>{body}".encode())
    _check(document)
    assert document.text == "表头\t\t\n甲\t乙\t\n\t1\t2\n3\t4\t\n丙\t\t"
    shapes = [(c.row, c.column, c.row_span, c.column_span) for c in document.grids[0].cells]
    assert shapes == [
        (0, 0, 1, 3),
        (1, 0, 2, 1),
        (1, 1, 1, 2),
        (2, 1, 1, 1),
        (2, 2, 1, 1),
        (3, 0, 1, 1),
        (3, 1, 1, 1),
        (4, 0, 1, 1),
    ]


def test_a_cell_ends_before_the_one_it_would_run_into() -> None:
    body = "<table><tr><td>1<td rowspan=2>2<tr><td colspan=2>3</table>"
    document = read(f"<html><body>{body}".encode())
    _check(document)
    assert document.text == "1\t2\n3\t"


def test_a_table_without_rows_and_with_nested_values_is_a_grid() -> None:
    body = "<table><td>自然人<td><table><tr><td>3</td></tr></table></table>"
    document = read(f"<html><body>{body}".encode())
    _check(document)
    assert document.text == "自然人\t3"
    assert len(document.grids) == 1


def test_entities_and_preformatted_text_are_resolved() -> None:
    body = "<pre>一、&#x603B;体情况\n公开&lt;86&gt;条</pre>"
    assert read(f"<html><body>{body}".encode()).text == "一、总体情况\n公开<86>条"


def test_a_page_in_gb18030_that_declares_utf_8_is_read() -> None:
    document = read(page(REPORT).decode().encode("gb18030"))
    assert document.source.encoding == "gb18030"
    assert document.text.split("\n") == LINES


def test_nul_characters_in_a_page_are_dropped() -> None:
    assert read(page(REPORT.replace("水", "水\0"))).text.split("\n") == LINES


def test_a_page_without_any_heading_of_a_report_keeps_its_prose() -> None:
    body = "<p>本局今年举办培训2次，参加培训的人员共有四十人次，效果良好。</p>"
    assert read(page(body, above=TOOLS)).text.split("\n")[-1] == body[3:-4]


@pytest.mark.parametrize(
    "prefix",
    [
        "<div>" * 20_000,
        "<table><tr><td>" * 5_000,
        "".join(f"<b id={number}>" for number in range(2_000)) + "<p>x" * 200,
        "<div " + " ".join(f"a{number}=1" for number in range(20_000)) + ">",
        "<div " + "/".join(f"a{number}" for number in range(20_000)) + ">",
        "<p title='" + "x" * 1_000_000 + "'>",
        "<span>" * 20_000 + "</p>" * 20_000,
        "</div></td></table>" * 5_000,
        "<script>" + "<p>旧" * 10_000 + "</script>",
        "<!--" * 10_000 + "-->",
    ],
)
def test_hostile_markup_does_not_hide_the_report(prefix: str) -> None:
    document = read((HEAD + prefix + REPORT).encode())
    _check(document)
    assert all(line in document.text for line in (LINES[2], LINES[3], LINES[-2]))


def test_a_table_with_absurd_spans_is_read_as_lines() -> None:
    rows = "<tr>" + "<td colspan=100000 rowspan=100000>1" * 3
    document = read(f"<html><body><table>{rows * 3000}</table>".encode())
    _check(document)
    assert [notice.code for notice in document.notices] == ["oversized_table"]
    assert document.text.split("\n")[0] == "1\t1\t1"


def test_a_page_with_too_many_tags_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read(b"<html>" + b"<i>" * 300_000)
    assert caught.value.code == "too_large"
