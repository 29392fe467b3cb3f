"""Tables written out by hand in the shapes of published reports, with numbers of our own."""

from __future__ import annotations

import pytest

from gongkai.annotations.rendering import Part, RenderedTable, compose
from gongkai.extract.tables import read_tables
from gongkai.models.record import Table, Tables
from gongkai.models.scheme import CellState, Regime, SectionKind
from gongkai.models.table_layout import layout_for


def read(section: SectionKind, text: str, regime: Regime = Regime.FORM_2021) -> Tables:
    """Read ``text`` as the table of one section."""
    table = RenderedTable(layout_for(section, regime), text, None, {})
    report = compose([Part(section, (), table)], regime)
    reading = read_tables(report.document, report.sections)
    for each in reading.tables.by_section().values():
        for cell in each.cells.values():
            if cell.state is not CellState.MISSING:
                assert cell.raw == report.document.text[cell.start : cell.end]
    return reading.tables


def values(table: Table, row: str) -> list[int | float | None]:
    """Return the values of one row, ``None`` for cells without one."""
    return [cell.value for key, cell in table.cells.items() if key.rsplit(".", 1)[0] == row]


def states(table: Table, row: str) -> set[CellState]:
    """Return the states of the cells of one row."""
    return {cell.state for key, cell in table.cells.items() if key.rsplit(".", 1)[0] == row}


def test_tabs_with_empty_fields_where_cells_are_merged() -> None:
    text = (
        "第二十条第（一）项\t\t\t\n"
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
        "规章\t2\t1\t14\n"
        "行政规范性文件\t23\t\t/\n"
        "第二十条第（五）项\t\t\t\n"
        "信息内容\t本年处理决定数量\t\t\n"
        "行政许可\t4,512件\t\t\n"
        "第二十条第（六）项\t\t\t\n"
        "信息内容\t本年处理决定数量\t\t\n"
        "行政处罚\t77\t\t\n"
        "行政强制\t\t\t\n"
        "第二十条第（八）项\t\t\t\n"
        "信息内容\t本年收费金额（单位：万元，保留4位小数）\t\t\n"
        "行政事业性收费\t31.0725\t\t\n"
    )
    table = read(SectionKind.PROACTIVE_DISCLOSURE, text).proactive_disclosure
    assert values(table, "rules") == [2, 1, 14]
    assert values(table, "normative_documents") == [23, None, None]
    assert table.cells["normative_documents.repealed"].state is CellState.BLANK
    assert table.cells["normative_documents.in_force"].state is CellState.NOT_APPLICABLE
    assert values(table, "licences") == [4512]
    assert values(table, "penalties") == [77]
    assert states(table, "compulsions") == {CellState.BLANK}
    assert values(table, "charges") == [31.0725]


def test_tabs_whose_numbers_do_not_stand_under_their_headers() -> None:
    text = (
        "(本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和)\t\t申请人情况\t\t\t\t\t\t总计\t\n"
        "\t\t自然人\t法人或其他组织\t\t\t\t\t\t\n"
        "\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\t\n"
        "一、本年新收政府信息公开申请数量\t31\t32\t33\t34\t35\t36\t37\n"
        "\n"
        "二、上年结转政府信息公开申请数量\t\t1\t2\t3\t4\t5\t6\t7\t\n"
        "三、本年度办理结果\t(一) 予以公开\t11\t12\t13\t14\t15\t16\t17\t\n"
        "\t(三) 不予公开\t1.属于国家秘密\t21\t22\t23\t24\t25\t26\t27\n"
        "\t\t2.其他法律法规禁止公开\t41\t42\t43\t44\t45\t46\t47\n"
        "3.其他\t\t51\t52\t53\t54\t55\t56\t57\t\n"
        "(七) 总计\t61\t62\t63\t64\t65\t66\t67\t\t\n"
        "四、结转下年度继续办理\t\t71\t72\t73\t74\t75\t76\t77\t\n"
    )
    table = read(SectionKind.APPLICATIONS, text).applications
    assert values(table, "received") == [31, 32, 33, 34, 35, 36, 37]
    assert values(table, "carried_in") == [1, 2, 3, 4, 5, 6, 7]
    assert values(table, "granted") == [11, 12, 13, 14, 15, 16, 17]
    assert values(table, "refused.state_secret") == [21, 22, 23, 24, 25, 26, 27]
    assert values(table, "refused.forbidden_by_law") == [41, 42, 43, 44, 45, 46, 47]
    assert values(table, "other.other") == [51, 52, 53, 54, 55, 56, 57]
    assert values(table, "total") == [61, 62, 63, 64, 65, 66, 67]
    assert values(table, "carried_over") == [71, 72, 73, 74, 75, 76, 77]
    assert states(table, "refused.process") == {CellState.MISSING}


def test_pipes_with_merges_lost_and_header_rows_cut() -> None:
    text = (
        "行政复议 | 行政诉讼 | |||||||||||||\n"
        "结果维持 | 结果 | 其他 | 尚未 | 总计 | 未经复议直接起诉 | 复议后起诉 | ||||||||\n"
        "结果 | 结果 | 其他 | 尚未 | 总计 | 结果 | 结果 | 其他 | 尚未 | 总计 | |||||\n"
        "5 | 4 | 3 | 2 | 14 | 6 | 7 | 8 | 9 | 30 | 11 | 12 | 13 | 15 | 51 |\n"
    )
    table = read(SectionKind.REVIEW_LITIGATION, text).review_litigation
    assert values(table, "review") == [5, 4, 3, 2, 14]
    assert values(table, "direct_suit") == [6, 7, 8, 9, 30]
    assert values(table, "suit_after_review") == [11, 12, 13, 15, 51]


def test_one_cell_a_line_with_numbers_on_lines_of_their_own() -> None:
    text = (
        "\t（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n"
        "\t申请人情况\n\n"
        "\t\n\t自然人\n\t法人或其他组织\n\t总计\n\n"
        "\t\n\t\n\t商业\n企业\n\t科研\n机构\n\t社会公益组织\n\t法律服务机构\n\t其他\n\t\n\n"
        "\t一、本年新收政府信息公开申请数量\n"
        "\t\u00a081\n\t82\u00a0\n\t\n\t84\n\t85\n\t86\n\t87\n\n"
        "\t三、本年度办理结果\n\t（一）予以公开\n"
        "\t\n91\n\t\n92\n\t93\n\t94\n\t95\n\t96\n\t\n97\n\n"
        "\t\n\t（三）不予公开\n\t1.属于国家秘密\n"
        "\t1\n\t2\n\t3\n\t4\n\t5\n\t6\n\t7\n\n"
        "\t\n\t\n\t2.其他法律行政法规禁止公开\n"
        "\t\n\t\n\t\n\t\n\t\n\t\n\t9\n\n"
    )
    table = read(SectionKind.APPLICATIONS, text).applications
    assert values(table, "received") == [81, 82, None, 84, 85, 86, 87]
    assert table.cells["received.research"].state is CellState.BLANK
    assert values(table, "granted") == [91, 92, 93, 94, 95, 96, 97]
    assert values(table, "refused.state_secret") == [1, 2, 3, 4, 5, 6, 7]
    assert values(table, "refused.forbidden_by_law") == [None] * 6 + [9]


def test_labels_wrapped_around_the_line_of_their_numbers() -> None:
    text = (
        "行政复议 行政诉讼\n"
        "未经复议直接起诉 复议后起诉\n"
        "结 结 其 尚\n结 结 其 尚 结 结 其 尚\n果 果 他 未\n"
        "总计 果 果 他 未 总 果 果 他 未 总\n维 纠 结 审\n"
        "维 纠 结 审 计 维 纠 结 审 计\n持 正 果 结\n持 正 果 结 持 正 果 结\n"
        "1 2 3 4 10 5 6 7 8 26 9 11 12 13 45\n"
    )
    table = read(SectionKind.REVIEW_LITIGATION, text).review_litigation
    assert values(table, "review") == [1, 2, 3, 4, 10]
    assert values(table, "direct_suit") == [5, 6, 7, 8, 26]
    assert values(table, "suit_after_review") == [9, 11, 12, 13, 45]


@pytest.mark.parametrize("numbers", ["6 6", "1 2 3 4 5 6"])
def test_fewer_numbers_than_columns_are_unreadable_where_nothing_shows_their_place(
    numbers: str,
) -> None:
    text = (
        f"一、本年新收政府信息公开申请数量 {numbers}\n"
        "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n"
    )
    table = read(SectionKind.APPLICATIONS, text).applications
    assert states(table, "received") == {CellState.UNREADABLE}
    assert values(table, "carried_in") == [0] * 7
