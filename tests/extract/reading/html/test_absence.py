"""Pages that do not hold the report say where it is."""

import pytest

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import read
from tests.extract.reading.html.sites import LINES, TABLE, TITLE

_SCRIPT = "<script src='app.js'></script>"


def _page(body: str) -> bytes:
    return f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>".encode()


def _refusal(body: str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(_page(body))
    return caught.value


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (f"<a href='./P0202301.docx'>{TITLE}</a>", "./P0202301.docx"),
        ("<a href='/down?id=3'>附件：年报.pdf</a>", "/down?id=3"),
        ("<a href='/a/b.WPS?v=2'>下载</a>", "/a/b.WPS?v=2"),
        ("<iframe src='/pdfjs/web/viewer.html?file=/u/nb.pdf'></iframe>", "nb.pdf"),
        ("<embed src='nb.pdf' type='application/pdf'>", "nb.pdf"),
        ("<object data='nb.pdf'>请安装阅读器</object>", "nb.pdf"),
    ],
)
def test_a_page_that_only_links_to_the_file_names_it(link: str, address: str) -> None:
    refusal = _refusal(f"<h1>{TITLE}</h1><p>发布时间：2023-01-16</p><div>{link}</div>")
    assert refusal.code == "report_attached"
    assert address in str(refusal)


def test_of_several_files_the_one_called_a_report_is_named() -> None:
    links = f"<a href='a.doc'>通知</a><a href='b.doc'>{TITLE}</a><a href='c.doc'>附件</a>"
    assert "'b.doc'" in str(_refusal(f"<h1>{TITLE}</h1>{links}"))


def test_a_page_that_announces_the_file_is_read_with_a_notice() -> None:
    document = read(
        _page(f"<h1>{TITLE}</h1><p>现将年报公布，详见附件。</p><a href='n.pdf'>年报</a>")
    )
    assert [notice.code for notice in document.notices] == ["report_attached"]
    assert "'n.pdf'" in document.notices[0].message


def test_a_report_with_a_file_beside_it_has_no_notice() -> None:
    body = "".join(f"<p>{line}</p>" for line in (LINES[2], LINES[3], *LINES[9:]))
    assert read(_page(f"{body}<a href='n.pdf'>{TITLE}</a>")).notices == ()


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("<iframe src='content_12.html'></iframe>", "content_12.html"),
        (
            "".join(
                f"<li><a href='{y}.html'>{y}年政府信息公开年报</a>" for y in (2021, 2022, 2023)
            ),
            "3 links",
        ),
        ("<img src='./W020230116.jpg'><img src='./W020230117.jpg'>", "pictures (2"),
        ("<div id=zoom><img src='/images/2023/nb.jpg'></div>", "pictures (1"),
        (f"<div id=app>加载中</div>{_SCRIPT}", "script"),
        (f"<ul><li><a href=a>一、概述</a><li><a href=b>二、主动公开</a></ul>{_SCRIPT}", "script"),
        (f"<noscript>请启用脚本</noscript><div id=root></div>{_SCRIPT}", "script"),
    ],
)
def test_a_page_whose_text_is_elsewhere_says_where(body: str, word: str) -> None:
    for markup in (body, f"<h1>{TITLE}</h1>{body}"):
        refusal = _refusal(markup)
        assert refusal.code == "no_text"
        assert word in str(refusal)


def test_a_set_of_frames_names_the_first() -> None:
    with pytest.raises(ReadError, match=r"left\.htm") as caught:
        read(b"<html><frameset><frame src=left.htm><frame src=main.htm></frameset></html>")
    assert caught.value.code == "no_text"


def test_addresses_are_shown_short_and_on_one_line() -> None:
    message = str(_refusal(f"<a href='{'x' * 1500}\n.pdf'>{'年' * 5000}\n报告</a>"))
    assert "\n" not in message
    assert len(message) < 600


def test_a_short_report_is_text() -> None:
    document = read(_page(f"<h1>{TITLE}</h1><p>本年度未收到申请。</p>{_SCRIPT}"))
    assert document.text.split("\n")[-1] == "本年度未收到申请。"


_ARTICLE = (
    "".join(f"<p>{line}</p>" for line in LINES[1:5])
    + TABLE
    + "<p>六、其他需要报告的事项</p><p>无。</p>"
)
_ESCAPED = (
    _ARTICLE.replace("\\", "\\\\").replace("/", "\\/").replace('"', '\\"').replace("\n", "\\n")
)
_REFERENCES = _ARTICLE.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@pytest.mark.parametrize(
    "store",
    [
        f'<script>window.__DATA__={{"id":1,"content":"{_ESCAPED}"}}</script>',
        f"<script>var html = '{_ESCAPED}';</script>",
        '<script>var a = "'
        + _ARTICLE.replace('"', "'").replace("\n", "").encode("unicode_escape").decode()
        + '";</script>',
        f"<textarea id=content style='display:none'>{_REFERENCES}</textarea>",
        f"<script type='text/plain' id=container>{_ARTICLE}</script>",
        f"<template>{_ARTICLE}</template>",
        f'<input type=hidden name=body value="{_REFERENCES}">',
    ],
    ids=["json", "string", "unicode escapes", "text field", "editor", "template", "field"],
)
def test_a_report_that_a_script_shows_is_read_from_where_it_is_stored(store: str) -> None:
    document = read(_page(f"<div id=app></div>{store}"))
    assert [notice.code for notice in document.notices] == ["stored_markup"]
    assert [line for line in document.text.split("\n") if line in LINES] == [
        *LINES[1:9],
        *LINES[11:],
    ]
    assert len(document.grids) == 1
    assert document.metadata.title == TITLE


def test_what_scripts_store_is_not_read_where_the_page_shows_a_report() -> None:
    body = "".join(f"<p>{line}</p>" for line in (*LINES[1:5], *LINES[9:]))
    other = _ESCAPED.replace("37条", "99条")
    document = read(_page(f'{body}<script>var old = "{other}";</script>'))
    assert "99条" not in document.text
    assert document.notices == ()


def test_pictures_in_the_place_of_tables_are_a_notice() -> None:
    body = "".join(f"<p>{line}</p>" for line in (*LINES[1:5], "<img src=t1.jpg>", *LINES[9:]))
    logo = "<img src='/images/logo.png'><img src=top.jpg>"
    (notice,) = read(_page(f"{logo}<div id=zoom>{body}</div>")).notices
    assert notice.code == "pictures_not_read"
    assert "(1, the first: 't1.jpg')" in notice.message
    assert read(_page(f"<div id=zoom>{body}{TABLE}</div>")).notices == ()
