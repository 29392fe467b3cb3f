"""The report is found among what else stands on its page."""

import pytest

from gongkai.extract.reading import read
from tests.extract.reading.html.sites import LINES, TABLE, TITLE

_BODY = (
    "".join(f"<p>{line}</p>" for line in LINES[1:5])
    + TABLE
    + "".join(f"<p>{line}</p>" for line in LINES[9:])
)
_SUMMARY = (
    "<p>县档案局举办开放日活动，邀请市民参观馆藏，讲解档案保护的知识，"
    "现场接待咨询，反响热烈，欢迎大家下次再来。</p>"
)
_PROSE = "".join(
    f"<p>第{number}季度本局组织业务学习，参加人员认真记录，会后逐项落实，各股室按月报送进度并接受检查。</p>"
    for number in "一二三四"
)


@pytest.mark.parametrize(
    "place",
    [
        "<div class='TRS_Editor'>{}</div>",
        "<div class='view TRS_UEDITOR trs_paper_default'>{}</div>",
        "<div class='trs_editor_view TRS_UEDITOR'>{}</div>",
        "<ucapcontent>{}</ucapcontent>",
        "<div class='pages_content'>{}</div>",
        "<td class='bt_content' id='zoom'>{}</td>",
        "<div id='zoom'>{}</div>",
        "<div class='v_news_content'>{}</div>",
        "<div id='vsb_content_501'><div>{}</div></div>",
        "<div class='main-txt'>{}</div>",
    ],
)
def test_what_stands_beside_the_place_of_an_article_is_left_out(place: str) -> None:
    if place.startswith("<td"):
        place = f"<table><tr>{place}</tr></table>"
    aside = f"<div class=side><h3>推荐阅读</h3>{_SUMMARY * 3}</div>"
    page = f"<html><body><h1>{TITLE}</h1>{place.format(_BODY)}{aside}</body></html>"
    assert tuple(read(page.encode()).text.split("\n")) == LINES


def test_prose_in_the_place_of_the_article_but_outside_its_sections_is_kept() -> None:
    page = f"<html><body><div id=zoom>{_SUMMARY}<div><div>{_BODY}</div></div>{_SUMMARY}</div>"
    text = read(page.encode()).text
    assert text.count("档案保护") == 2


def test_a_report_without_headings_is_found_by_the_name_of_its_place() -> None:
    page = (
        f"<html><body><p>{'本站由县政府办公室主办，' * 2}欢迎访问。</p><div id=zoom>{_PROSE}</div>"
    )
    assert len(read(page.encode()).text.split("\n")) == 4
    assert "欢迎访问" not in read(page.encode()).text


def test_a_place_without_the_report_does_not_mislead() -> None:
    page = f"<html><body><div id=zoom><p>政策问答，另见下文。</p></div><div>{_BODY}</div>"
    assert tuple(read(page.encode()).text.split("\n"))[-len(LINES) + 1 :] == LINES[1:]


def test_of_two_halves_of_a_report_none_is_lost() -> None:
    halves = _BODY.split(TABLE)
    page = f"<html><body><div id=zoom>{halves[0]}{TABLE}</div><div class=zoom>{halves[1]}</div>"
    assert tuple(read(page.encode()).text.split("\n")) == LINES[1:]


def test_a_short_report_in_a_table_that_arranges_the_page_is_no_table() -> None:
    page = f"""<table><tr><td colspan=2>县门户<tr><td><a href=1>通知</a><br><a href=2>公告</a>
    <td>{TITLE}<p>{LINES[2]}</p><p>{LINES[3]}</p><p>{LINES[10]}</p></table>"""
    document = read(f"<html><body>{page}".encode())
    assert document.grids == ()
    assert document.text.split("\n")[-3:] == [LINES[2], LINES[3], LINES[10]]


def test_a_list_of_documents_is_no_grid_of_properties() -> None:
    names = "<tr><td>序号<td>文件名称<td>文号<td>发布日期"
    page = f"{_BODY}<table>{names}<tr><td>1<td>停车管理办法<td>苍政规1号<td>2022年3月1日</table>"
    assert "停车管理办法" in read(f"<html><body>{page}".encode()).text


def test_summaries_between_title_and_report_are_left_out() -> None:
    summary = f"<p>{LINES[1][:22]}……</p>"
    page = f"<html><body><h1>{TITLE}</h1>{summary}<div id=zoom>{_BODY}</div>"
    assert tuple(read(page.encode()).text.split("\n")) == LINES
