"""Running heads, feet and page numbers go; everything else stays."""

from __future__ import annotations

import pytest

from gongkai.extract.reading.pages import PageContent, assemble
from tests.extract.reading.page_assembly.engine import Canvas, form_of
from tests.extract.reading.page_assembly.glyphs import box, line, page

DIGITS = "零一二三四五六七八九"


def sentences(count: int) -> list[str]:
    text = "全年通过政府网站公开信息{}条，召开新闻发布会3场，受理热线12件，办结率为百分之百。"
    return [text.format(DIGITS[n // 10] + DIGITS[n % 10] + "又" * (n % 7)) for n in range(count)]


def report(foot: str, head: str = "", count: int = 30) -> str:
    canvas = Canvas()
    for text in sentences(count):
        canvas.paragraph(text)
    canvas.feet(foot, head=head)
    return assemble(canvas.contents()).text


@pytest.mark.parametrize(
    "foot",
    ["- {} -", "— {} —", "第 {} 页", "第{}页 共9页", "{}", "{} / 9", "{}/9", "Page {} of 9", "P{}"],
)
def test_page_numbers_go(foot: str) -> None:
    assert report(foot) == "\n".join(sentences(30))


def test_a_head_on_every_page_goes() -> None:
    assert report("{}", head="青禾县水务局年度报告") == "\n".join(sentences(30))


def test_a_head_on_a_single_page_stays() -> None:
    assert report("- {} -", head="青禾县水务局年度报告", count=3).startswith(
        "青禾县水务局年度报告\n"
    )


def test_what_comes_back_stays_if_there_is_nothing_else() -> None:
    pages = [page([line("公开指南", 80, 60), line(f"- {n} -", 290, 800)], number=n) for n in (1, 2)]
    assert assemble(pages).text == "公开指南\n公开指南"


def test_the_title_as_the_head_of_two_pages_stands_once() -> None:
    lines = [line("全年公开信息十二条。", 80, 140), line("召开会议三次。", 80, 160)]
    head = line("青禾县水务局年度报告", 240, 40, size=9)
    first = page([head, line("青禾县水务局年度报告", 200, 80, size=22), *lines])
    text = assemble([first, page([head, *lines], number=2)]).text
    assert text.count("年度报告") == 1


def test_a_title_that_two_pages_begin_with_stays() -> None:
    lines = [line("全年公开信息十二条。", 80, 140), line("召开会议三次。", 80, 160)]
    title = line("青禾县水务局年度报告", 200, 60, size=22)
    pages = [page([title, *lines], number=n) for n in (1, 2)]
    assert assemble(pages).text.count("年度报告") == 2


def test_the_number_of_a_single_page_goes_if_it_stands_apart() -> None:
    lines = [line("全年公开信息。", 80, 600), line("1", 295, 790)]
    assert assemble([page(lines)]).text == "全年公开信息。"


def test_a_number_that_ends_the_text_stays() -> None:
    lines = [line("12345", 80, 780)]
    assert assemble([page([line("政务热线", 80, 762), *lines])]).text.endswith("12345")


def test_a_lone_number_in_the_midst_of_a_page_stays() -> None:
    pages = [page([line("甲乙丙丁", 80, 100), line("3", 295, 400)], number=n) for n in (1, 2)]
    assert assemble(pages).text.count("3") == 2


def test_numbers_in_a_table_at_the_foot_of_pages_stay() -> None:
    def sheet(number: int) -> PageContent:
        rulings = box(80, 780, 280, 805) + box(280, 780, 500, 805)
        return page([line(str(number), 90, 785), line("0", 290, 785)], rulings, number)

    assert assemble([sheet(1), sheet(2)]).text == "1\t0\n2\t0"


def test_a_table_over_pages_is_one_although_heads_and_numbers_stand_between() -> None:
    table = [[f"{n}.其他事项", "0"] for n in range(90)]
    canvas = Canvas()
    canvas.form(form_of(table))
    canvas.feet("第{}页", head="青禾县水务局年度报告")
    assembly = assemble(canvas.contents())
    assert len(canvas.pages) > 2
    assert len(assembly.blocks) == 1
