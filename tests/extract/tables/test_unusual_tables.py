"""Tables that are not as the form has them, and say so themselves."""

from __future__ import annotations

import pytest

from gongkai.extract.tables import read_tables
from gongkai.extract.tables.lexing import rows_of_lines
from gongkai.extract.tables.reading import TableReading
from gongkai.models.document import Document, Source, Span
from gongkai.models.record import Section, Table
from gongkai.models.scheme import CellState, Regime, SectionKind

RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def reading(section: SectionKind, text: str, year: int | None = 2023) -> TableReading:
    source = Source("report.txt", None, "text/plain", "utf-8", 0, "")
    sections = [Section(kind=section, title="", start=0, end=len(text))]
    return read_tables(Document(text, (), source), sections, year=year)


def applications(text: str) -> Table:
    return reading(SectionKind.APPLICATIONS, text).tables.applications


def row(table: Table, name: str) -> list[object]:
    """Return the cells of a row: the number, or the state where there is none."""
    cells = [cell for key, cell in table.cells.items() if key.rsplit(".", 1)[0] == name]
    return [cell.value if cell.state is CellState.VALUE else cell.state.value for cell in cells]


def test_columns_in_another_order_are_read_by_their_header() -> None:
    header = "\t".join(("项目", "总计", *APPLICANTS[:-1]))
    table = applications(f"{header}\n{RECEIVED}\t28\t1\t2\t3\t4\t5\t13\n")
    assert row(table, "received") == [1, 2, 3, 4, 5, 13, 28]


def test_two_columns_that_changed_places_are_read_by_their_header() -> None:
    text = (
        "申请人情况\t\t\n自然人\t法人或其他组织\t总计\n"
        "科研机构\t商业企业\t社会公益组织\t法律服务机构\t其他\n"
        f"{RECEIVED}\t1\t2\t3\t4\t5\t6\t21\n"
    )
    assert row(applications(text), "received") == [1, 3, 2, 4, 5, 6, 21]


def test_a_column_that_the_form_does_not_have_is_passed_over() -> None:
    header = "\t".join(("项目", *APPLICANTS[:-1], "小计", "总计"))
    table = applications(f"{header}\n{RECEIVED}\t1\t2\t3\t4\t5\t6\t20\t21\n")
    assert row(table, "received") == [1, 2, 3, 4, 5, 6, 21]


def test_documents_in_force_before_documents_repealed_are_read_by_their_header() -> None:
    text = "信息内容\t本年制发件数\t现行有效件数\t本年废止件数\n行政规范性文件\t3\t17\t1\n"
    table = reading(SectionKind.PROACTIVE_DISCLOSURE, text).tables.proactive_disclosure
    assert row(table, "normative_documents") == [3, 1, 17]


@pytest.mark.parametrize("unit", ["（件）", "(件)", "件", "①", "*"])
def test_units_and_footnotes_in_cells_do_not_hide_their_numbers(unit: str) -> None:
    numbers = " ".join(f"{number}{unit}" for number in range(11, 18))
    assert row(applications(f"{RECEIVED} {numbers}\n"), "received") == list(range(11, 18))


def test_what_stands_behind_a_label_and_is_no_number_is_unreadable_not_blank() -> None:
    text = "行政许可 见附件清单\n行政处罚 6\n行政强制 0\n"
    table = reading(SectionKind.PROACTIVE_DISCLOSURE, text).tables.proactive_disclosure
    assert row(table, "licences") == ["unreadable"]
    assert row(table, "penalties") == [6]


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("stray", ["年", "一", "政"])
def test_a_stray_character_in_the_place_of_a_number_moves_no_other(stray: str, place: int) -> None:
    cells: list[int | str] = [11, 12, 13, 14, 15, 16, 17]
    cells[place] = stray
    line = "\t".join([RECEIVED, *map(str, cells)])
    expected = ["unreadable" if cell == stray else cell for cell in cells]
    assert row(applications(f"{line}\n"), "received") == expected


@pytest.mark.parametrize(
    ("header", "unit"),
    [("本年收费金额（元）", "元"), ("本年收费金额（单位：元）", "元"), ("本年收费金额", "万元")],
)
def test_the_unit_of_charges_is_that_of_their_header(header: str, unit: str) -> None:
    text = f"信息内容\t{header}\n行政事业性收费\t125000\n"
    table = reading(SectionKind.PROACTIVE_DISCLOSURE, text).tables.proactive_disclosure
    assert (table.cells["charges.amount"].value, table.cells["charges.amount"].unit) == (
        125000,
        unit,
    )


def test_table_four_in_three_tables_is_read_proceeding_by_proceeding() -> None:
    outcomes = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
    text = (
        f"行政复议\n{outcomes}1\t0\t2\t0\t3\n\n行政诉讼\n未经复议直接起诉\n{outcomes}"
        f"4\t1\t0\t0\t5\n\n复议后起诉\n{outcomes}0\t0\t0\t6\t6\n"
    )
    table = reading(SectionKind.REVIEW_LITIGATION, text).tables.review_litigation
    assert row(table, "review") == [1, 0, 2, 0, 3]
    assert row(table, "direct_suit") == [4, 1, 0, 0, 5]
    assert row(table, "suit_after_review") == [0, 0, 0, 6, 6]


def test_proceedings_in_rows_of_their_own_may_be_introduced_by_of_which() -> None:
    text = (
        "类别\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n行政复议\t1\t0\t2\t0\t3\n"
        "其中：未经复议直接起诉\t4\t1\t0\t0\t5\n复议后起诉\t0\t0\t0\t6\t6\n"
    )
    table = reading(SectionKind.REVIEW_LITIGATION, text).tables.review_litigation
    assert row(table, "direct_suit") == [4, 1, 0, 0, 5]


def test_table_four_written_downwards_is_read_and_leaves_table_three_alone() -> None:
    outcomes = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    numbers = {"行政复议": "10203", "未经复议直接起诉": "41005", "复议后起诉": "00066"}
    text = f"{RECEIVED} 1 2 3 4 5 6 21\n（七）总计 1 2 3 4 5 6 21\n"
    for proceeding, digits in numbers.items():
        lines = (f"{name} {digit}\n" for name, digit in zip(outcomes, digits, strict=True))
        text += proceeding + "\n" + "".join(lines)
    tables = reading(SectionKind.APPLICATIONS, text).tables
    assert row(tables.applications, "total") == [1, 2, 3, 4, 5, 6, 21]
    assert row(tables.review_litigation, "review") == [1, 0, 2, 0, 3]
    assert row(tables.review_litigation, "direct_suit") == [4, 1, 0, 0, 5]
    assert row(tables.review_litigation, "suit_after_review") == [0, 0, 0, 6, 6]


def test_a_list_of_the_years_before_2019_is_no_form_though_it_uses_its_words() -> None:
    text = "行政许可 件 20\n行政处罚 件 3\n行政强制 件 0\n行政事业性收费 万元 5\n"
    tables = reading(SectionKind.PROACTIVE_DISCLOSURE, text, year=2015).tables
    assert tables.regime is Regime.BEFORE_2019
    assert [(line.label, line.value, line.unit) for line in tables.lines] == [
        ("行政许可", 20, "件"),
        ("行政处罚", 3, "件"),
        ("行政强制", 0, "件"),
        ("行政事业性收费", 5, "万元"),
    ]


def test_short_sentences_are_no_list() -> None:
    text = "全年公开信息120条。\n通过网站公开信息100条。\n全年收到申请5件。\n办结申请5件。\n"
    assert reading(SectionKind.PROACTIVE_DISCLOSURE, text, year=2015).tables.lines == []


def test_a_list_in_words_is_narrative_too() -> None:
    text = "1．机构职能信息 58条；\n2．规划计划信息 41条；\n3．其他信息 144条。\n"
    found = reading(SectionKind.PROACTIVE_DISCLOSURE, text, year=2012)
    assert [line.value for line in found.tables.lines] == [58, 41, 144]
    assert found.spans == ()


def test_a_table_that_stands_there_twice_gives_a_notice() -> None:
    labels = (RECEIVED, CARRIED_IN, "（一）予以公开", "1.属于国家秘密", "2.重复申请")
    table = "".join(f"{label} 1 2 3 4 5 6 21\n" for label in labels)
    assert [notice.code for notice in reading(SectionKind.APPLICATIONS, table * 2).notices] == [
        "table_repeated"
    ]
    assert reading(SectionKind.APPLICATIONS, table).notices == ()


def test_numbers_with_commas_between_are_a_row() -> None:
    table = applications(f"{RECEIVED},1,2,0,4,5,1990,21\n{CARRIED_IN},1,2,,4,5,6,21\n")
    assert row(table, "received") == [1, 2, 0, 4, 5, 1990, 21]
    assert row(table, "carried_in") == [1, 2, "blank", 4, 5, 6, 21]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("持平", 0), ("2↑", 2), ("减4", -4), ("↓3", -3), ("−5", -5), ("3（含委托事项）", 3)],
)
def test_changes_are_signed_numbers(cell: str, value: int) -> None:
    text = f"信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t20\t{cell}\t30\n"
    tables = reading(SectionKind.PROACTIVE_DISCLOSURE, text, year=2019).tables
    assert row(tables.proactive_disclosure, "licences") == [20, value, 30]


@pytest.mark.parametrize("amount", ["3126.45", "3126.4538", "12,345.6789", "23456789"])
def test_a_long_number_between_pipes_belongs_to_its_row(amount: str) -> None:
    text = f"行政处罚\n|\n873\n|\n行政事业性收费\n|\n{amount}\n|\n"
    rows = rows_of_lines(text, Span(0, len(text)))
    assert [[token.text for token in each.tokens] for each in rows] == [
        ["行政处罚", "873", "行政事业性收费", amount]
    ]
