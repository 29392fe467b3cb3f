"""Cells keep their places and their words, however a page writes them."""

import pytest

from gongkai.extract.reading import read
from gongkai.models.document import Document


def _read(rows: str) -> Document:
    return read(f"<html><body><p>表</p><table>{rows}</table>".encode())


def _table(rows: str) -> list[list[str]]:
    return [line.split("\t") for line in _read(rows).text.split("\n")[1:]]


@pytest.mark.parametrize(
    "divider", ["{0}<br>{1}", "<p>{0}</p><p>{1}</p>", "<div>{0}<div>{1}</div></div>"]
)
def test_a_row_with_several_values_in_each_cell_is_divided(divider: str) -> None:
    cells = [
        divider.format(*pair) for pair in (("规章", "行政规范性文件"), ("0", "3"), ("1", "15"))
    ]
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    head = "<tr><td>信息内容</td><td>本年制<br>发件数</td><td>现行有<br>效件数</td></tr>"
    assert _table(f"{head}<tr>{row}</tr>") == [
        ["信息内容", "本年制发件数", "现行有效件数"],
        ["规章", "0", "1"],
        ["行政规范性文件", "3", "15"],
    ]


def test_blank_values_keep_their_lines_and_single_ones_stand_beside_all() -> None:
    rows = """<tr><td rowspan=2>全部</td><td>组</td><td>甲<br>乙<br>丙</td><td>1<br><br>3</td>
    <td>4<br>-<br>&nbsp;</td></tr><tr><td>和</td><td>丁</td><td>4</td><td>5</td></tr>"""
    document = _read(rows)
    assert document.text.split("\n")[1:] == [
        "全部\t组\t甲\t1\t4",
        "\t\t乙\t\t-",
        "\t\t丙\t3\t",
        "\t和\t丁\t4\t5",
    ]
    spans = {(cell.row, cell.column): cell.row_span for cell in document.grids[0].cells}
    assert (spans[0, 0], spans[0, 1], spans[0, 2]) == (4, 3, 1)


@pytest.mark.parametrize(
    "row",
    [
        "<td>商业<br>企业</td><td>12</td><td>3</td>",
        "<td>行政<br>规范性<br>文件</td><td>1<br>2</td><td>3<br>4</td>",
        "<td>甲<br>乙</td><td>1<br>2</td><td>3<br>4<br>5</td>",
        "<td>公开<br>渠道</td><td>网站<br>公众号</td><td>各一</td>",
        "<td>行政事<br>业性收费</td><td>96171.6<br>万元</td>",
        "<td>行政<br>许可</td><td>12<br>件</td><td>－3<br>件</td>",
    ],
)
def test_a_row_whose_lines_do_not_match_stays_one(row: str) -> None:
    assert len(_table(f"<tr>{row}</tr>")) == 1


def test_hidden_cells_and_rows_are_not_there_and_hidden_words_neither() -> None:
    rows = """<tr><td style="display:none">序号</td><td>规章</td>
    <td>0<span style="display:none">9</span></td></tr>
    <tr style="display: none"><td>旧稿</td><td>7</td></tr><tr hidden><td>旧稿</td><td>8</td></tr>
    <tr><td>行政规范性文件</td><td>3</td></tr>"""
    assert _table(rows) == [["规章", "0"], ["行政规范性文件", "3"]]


def test_a_table_that_is_hidden_itself_is_read_where_nothing_else_is() -> None:
    page = """<div style="display:none"><h2>一、总体情况</h2><table><tr><td>信息内容</td>
    <td>本年制发件数</td></tr><tr><td>规章</td><td>4</td></tr></table></div>"""
    assert "规章\t4" in read(f"<html><body>{page}".encode()).text


def test_rows_without_height_that_only_hold_widths_are_dropped() -> None:
    widths = "<td width=100></td><td width=50></td>"
    rows = f"""<tr height="0">{widths}</tr><tr><td>规章</td><td>0</td></tr>
    <tr style='mso-yfti-irow:9;height:0cm'>{widths}</tr><tr style="height:0.5cm">{widths}</tr>"""
    assert _table(rows) == [["规章", "0"], ["", ""]]


def test_cells_without_end_and_groups_out_of_order_are_placed() -> None:
    rows = """<tfoot><tr><td>总计<td>3</tfoot><tbody><tr><th rowspan=0>件<td>1<tr><td>2</tbody>
    <thead><tr><th>名<th>数</thead>"""
    assert _table(rows) == [["名", "数"], ["件", "1"], ["", "2"], ["总计", "3"]]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&nbsp;&nbsp;12&nbsp;", "12"),
        ("&ensp;&#160;&#xa0;12&emsp;&#8203;", "12"),
        ("&amp;nbsp;12&amp;nbsp;", "12"),
        ("&amp;lt;12&amp;gt;", "<12>"),
        ("１２", "１２"),
        ("<font><span>1</span></font><b>2</b><o:p></o:p>", "12"),
        ("1<!-- 9 -->2", "12"),
        ("<img src=a.gif alt=12>", ""),
        ("&#x31;&#50", "12"),
    ],
)
def test_values_are_read_through_references_and_markup(markup: str, text: str) -> None:
    assert _table(f"<tr><td>规章</td><td>{markup}</td><td>9</td></tr>") == [["规章", text, "9"]]


def test_a_table_of_lines_in_a_cell_is_read_as_its_lines() -> None:
    inner = "<table><tr><td>{}</td></tr><tr><td>{}</td></tr></table>"
    names, values, more = (
        inner.format(*pair) for pair in (("规章", "行政规范性文件"), ("0", "3"), ("1", "15"))
    )
    rows = f"<tr><td>{names}</td><td>{values}</td><td>{more}</td></tr>"
    assert _table(rows) == [["规章", "0", "1"], ["行政规范性文件", "3", "15"]]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("<input value='12' readonly>", "12"),
        ("<input type=number value=' 96.5 '>", "96.5"),
        ("<input type=hidden value='12'>", ""),
        ("<input type=text value='请输入'>", ""),
    ],
)
def test_a_number_in_a_field_is_the_value_of_its_cell(field: str, text: str) -> None:
    row = f"<tr><td>规章</td><td>{field}</td><td>9</td></tr>"
    assert _table(row) == [["规章", text, "9"]]
