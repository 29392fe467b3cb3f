"""Paragraphs are what a reader of the page sees."""

import pytest

from gongkai.extract.reading import read


def _lines(body: str) -> list[str]:
    return read(f"<html><body>{body}".encode()).text.split("\n")


def test_paragraphs_that_breaks_divide_are_paragraphs() -> None:
    body = "　　一、总体情况<br><br>　　公开信息12条。<br/>\n<br />　　培训2次。"
    assert _lines(body) == ["一、总体情况", "公开信息12条。", "培训2次。"]


def test_a_page_broken_into_lines_of_one_width_is_put_together() -> None:
    sentence = "全年通过县人民政府网站主动公开各类信息共一百二十八条并逐条登记在册方便群众查阅利用"
    wrapped = [
        "　　" + (sentence + f"，其中政策文件{number}件。全县各单位均已完成任务。")
        for number in range(3)
    ]
    broken = [
        "<br>".join(text[start : start + 30] for start in range(0, len(text), 30))
        for text in wrapped
    ]
    body = "一、总体情况<br>" + "<br>".join(broken)
    assert _lines(body) == ["一、总体情况", *(text.strip() for text in wrapped)]


def test_lines_that_breaks_end_stay_lines_where_the_page_is_not_wrapped() -> None:
    lines = [
        "青禾县水务局",
        "2023年政府信息公开工作年度报告",
        "（2024年1月）",
        "一、总体情况",
        "无。",
    ]
    assert _lines(f"<p>{'<br>'.join(lines)}</p>") == lines


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("公开<span style='display:none'>作废</span>12条", "公开12条"),
        ("公开信息共\n  12\n  条", "公开信息共12条"),
        ("total of\n 12 items", "total of 12 items"),
        ("公开&amp;ldquo;十四五&amp;rdquo;规划", "公开“十四五”规划"),
        ("公开A&amp;B类信息", "公开A&B类信息"),
        ("公<ruby>开<rt>kai</rt></ruby>信息", "公开信息"),
        ("<xml><w:View>Normal</w:View></xml>公开信息", "公开信息"),
        ("<![if !supportLists]>一、<![endif]>总体情况", "一、总体情况"),
        ("<!--[if gte vml 1]>旧<![endif]-->公开信息", "公开信息"),
        ("<o:p>&nbsp;</o:p>公开<st1:chsdate>2023年</st1:chsdate>", "公开2023年"),
        ("<img src='h1.png' alt='一、总体情况'>", "一、总体情况"),
        ("<img src='p.jpg' alt='照片'>公开信息。", "公开信息。"),
    ],
)
def test_a_line_holds_what_is_seen(markup: str, text: str) -> None:
    assert _lines(f"<p>{markup}</p>") == [text]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>甲</li><li>乙</li></ol>", ["1.甲", "2.乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3.甲", "7.乙", "8.丙"]),
        (
            "<ol class='custom_cn1'><li><p>甲</p></li><li><p>乙</p></li></ol>",
            ["（一）甲", "（二）乙"],
        ),
        ("<ol class='custom_num1'><li>甲</ol>", ["1）甲"]),
        ("<ol style='list-style-type:cjk-ideographic' start=11><li>甲</ol>", ["十一、甲"]),
        (
            "<ol style='list-style-type:cjk-ideographic' start=20><li>甲<li>乙</ol>",
            ["二十、甲", "二十一、乙"],
        ),
        ("<ol><li>一、甲</li></ol>", ["一、甲"]),
        ("<ol class='menu'><li>甲</li></ol>", ["甲"]),
        ("<ol style='list-style:none'><li>甲</li></ol>", ["甲"]),
        ("<ol start=999999><li>甲</li></ol>", ["甲"]),
        ("<ul><li>甲</li></ul>", ["甲"]),
        ("<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>", ["1.甲", "乙", "2.丙"]),
        ("<li>甲</li></ol>", ["甲"]),
    ],
)
def test_items_of_lists_have_the_numbers_that_browsers_show(markup: str, lines: list[str]) -> None:
    assert _lines(markup) == lines
