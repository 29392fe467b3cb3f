"""The mandated tables of pages, read with pandas."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import files

import pytest

from gongkai.evaluate.judged.gold import read_gold
from gongkai.evaluate.judged.reports import JudgedCell, JudgedReport
from gongkai.evaluate.scores.cells import score_cells
from gongkai.evaluate.systems.interface import Text
from gongkai.evaluate.systems.peers import pandas_tables
from gongkai.evaluate.systems.peers.pandas_tables import PandasTables
from gongkai.models.errors import MissingExtraError
from gongkai.models.scheme import CellState, Regime, SectionKind
from gongkai.models.table_layout import layout_for

SAMPLES = files("gongkai.annotations") / "samples"
APPLICATIONS = SectionKind.APPLICATIONS
HEADER = (
    "<tr><td colspan=2>情形</td>"
    + "".join(
        f"<th>{name}</th>"
        for name in (
            "自然人",
            "商业企业",
            "科研机构",
            "社会公益组织",
            "法律服务机构",
            "其他",
            "总计",
        )
    )
    + "</tr>"
)
REVIEWS = (
    "<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
    + "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>" * 3
    + "</tr><tr>{}</tr></table>"
)


def read(page: str | None) -> JudgedReport:
    return PandasTables().read([Text("a", "", page=page)])[0]


def cells(page: str, section: SectionKind) -> dict[str, JudgedCell]:
    return dict((read(page).cells or {})[section])


def row(label: str, *values: object) -> str:
    return f"<tr><td colspan=2>{label}</td>{''.join(f'<td>{value}</td>' for value in values)}</tr>"


def applications(*rows: str) -> str:
    return f"<table>{HEADER}{''.join(rows)}{row('四、结转下年度继续办理', *[0] * 7)}</table>"


def number(value: float) -> JudgedCell:
    return JudgedCell(CellState.VALUE, value)


def sample_pages() -> Iterator[str]:
    names = (each.name for each in SAMPLES.iterdir())
    return (name.removesuffix(".html") for name in sorted(names) if name.endswith(".html"))


@pytest.mark.parametrize("name", [name for name in sample_pages() if "traditional" not in name])
def test_the_tables_of_sample_pages_are_read_as_they_are(name: str) -> None:
    gold = read_gold(str(SAMPLES / f"{name}.gold.json"))
    page = (SAMPLES / f"{name}.html").read_bytes()
    try:
        text = page.decode()
    except UnicodeDecodeError:
        text = page.decode("gb18030")
    found = PandasTables().read([Text(gold.name, gold.text or "", page=text)])
    total = score_cells([gold], found).total
    assert total.count == total.judged


def test_a_text_without_a_page_is_not_attempted() -> None:
    assert read(None).cells is None


@pytest.mark.parametrize(
    "page", ["", "<p>无表</p>", "<table><tr><td>导航</td></tr></table>", "<table>\ud800<tr><td>1"]
)
def test_a_page_without_the_tables_has_no_cells(page: str) -> None:
    assert read(page).cells == {
        SectionKind.PROACTIVE_DISCLOSURE: {},
        SectionKind.APPLICATIONS: {},
        SectionKind.REVIEW_LITIGATION: {},
    }


def test_cells_are_numbers_blanks_strokes_or_unreadable() -> None:
    page = applications(row("（一）予以公开", "1,990", "", "/", "—", "12件", "约三", " 7 "))
    found = cells(page, APPLICATIONS)
    assert [found[f"granted.{each}"] for each in ("natural_person", "total")] == [
        number(1990),
        number(7),
    ]
    assert found["granted.legal"] == JudgedCell(CellState.VALUE, 12, "件")
    assert [
        found[f"granted.{each}"].state for each in ("company", "research", "social", "other")
    ] == [
        CellState.BLANK,
        CellState.NOT_APPLICABLE,
        CellState.NOT_APPLICABLE,
        CellState.UNREADABLE,
    ]


def test_rows_of_unknown_wording_are_read_in_the_order_of_the_form() -> None:
    rows = layout_for(APPLICATIONS, Regime.FORM_2019).panels[0].rows
    numbered = [row(f"甲{place}", *[place] * 7) for place in range(len(rows) - 1)]
    found = cells(applications(*numbered), APPLICATIONS)
    assert [found[f"{each.id}.total"].value for each in rows[:-1]] == list(range(len(rows) - 1))


def test_a_table_cut_in_two_is_read_as_one() -> None:
    first = f"<table>{HEADER}{row('一、本年新收政府信息公开申请数量', *[2] * 7)}</table>"
    rest = f"<table>{row('四、结转下年度继续办理', *[1] * 7)}</table>"
    found = cells(first + rest, APPLICATIONS)
    assert (found["received.total"], found["carried_over.total"]) == (number(2), number(1))


def test_a_table_inside_of_a_layout_table_is_read() -> None:
    values = "".join(f"<td>{place}</td>" for place in range(15))
    page = f"<table><tr><td>首页</td></tr><tr><td>{REVIEWS.format(values)}</td></tr></table>"
    found = cells(page, SectionKind.REVIEW_LITIGATION)
    assert [cell.value for cell in found.values()] == list(range(15))


def test_headers_of_a_page_may_stand_in_a_head() -> None:
    page = applications(row("总计", *range(7))).replace("<table>", "<table><thead>", 1)
    found = cells(page.replace("</tr>", "</tr></thead>", 1), APPLICATIONS)
    assert [found[f"total.{each}"].value for each in ("natural_person", "total")] == [0, 6]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" * 5_000,
        "<div>" * 20_000 + "<table><tr><td>1",
        "<table>" + ("<tr>" + "<td colspan=99 rowspan=99>1</td>" * 10 + "</tr>") * 100,
        "<table><tr>" + "<td>1" * 50_000,
        "<table>" + "<tr><td>1" * 2_000 + "<tr>" + "<td>1" * 2_000,
        "<table>" + "甲" * pandas_tables.LONGEST_PAGE,
    ],
    ids=["nested", "deep", "covering", "wide", "ragged", "long"],
)
def test_hostile_pages_are_pages_without_tables(page: str) -> None:
    assert not any((read(page).cells or {}).values())


@pytest.mark.parametrize("span", ["100000000", '"99999999999"', "'&#57;99999999'", "-5", "x"])
def test_a_span_that_no_table_has_is_left_out(span: str) -> None:
    page = applications(row("总计", *range(7)).replace("<td>6", f"<td colspan={span}>6"))
    assert cells(page, APPLICATIONS)["total.total"] == number(6)


@pytest.mark.parametrize("package", ["pandas", "lxml.html", "lxml.etree"])
@pytest.mark.parametrize("page", ["", "<p>无表</p>", "<table><tr><td>1</td></tr></table>"])
def test_a_missing_package_is_named_by_its_extra(
    package: str, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"gongkai\[peers\]"):
        read(page)
