"""What pages say about their report, wherever they say it."""

from datetime import date

import pytest

from gongkai.extract.reading import read
from gongkai.models.document import Metadata
from tests.extract.reading.html.sites import LINES, TABLE, TITLE

_BODY = "".join(f"<p>{line}</p>" for line in LINES[1:5]) + TABLE + f"<p>{LINES[11]}</p><p>无。</p>"


def _metadata(head: str = "", above: str = "") -> Metadata:
    page = f"<html><head>{head}</head><body>{above}<div id=zoom>{_BODY}</div></body></html>"
    document = read(page.encode())
    assert document.text.split("\n")[-1] == "无。"
    return document.metadata


@pytest.mark.parametrize(
    "above",
    [
        "<table><tr><th>索引号</th><td>CL012/2023-7</td><th>发布机构</th><td>县档案局</td></tr>"
        "<tr><th>发布日期</th><td>2023-01-16</td><th>主题分类</th><td>其他</td></tr></table>",
        "<ul><li><span>索引号：</span>CL012/2023-7</li><li><span>发布机构：</span>县档案局</li>"
        "<li><span>发布日期：</span>2023年1月16日</li></ul>",
        "<dl><dt>索 引 号：</dt><dd>CL012/2023-7</dd><dt>发布机构：</dt><dd>县档案局</dd>"
        "<dt>发布日期：</dt><dd>2023/01/16</dd></dl>",
        "<div><div>索引号</div><div>CL012/2023-7</div><div>发布机构</div><div>县档案局</div>"
        "<div>发布日期</div><div>20230116</div></div>",
        "<p>索引号：CL012/2023-7　发布机构：县档案局　发布日期：2023-01-16 10:00:00</p>",
        "<p>【索引号】：CL012/2023-7 【发布机构】：县档案局 【发布日期】：2023.1.16</p>",
        "<p>来&nbsp;&nbsp;源：县档案局</p><p>索引号:CL012/2023-7</p><p>发布时间:2023-1-16</p>",
    ],
    ids=["table", "list", "definitions", "elements", "line", "brackets", "lines"],
)
def test_properties_are_read_and_are_not_text(above: str) -> None:
    metadata = _metadata(above=f"<h1>{TITLE}</h1>{above}")
    assert metadata.index_number == "CL012/2023-7"
    assert metadata.issuer == "县档案局"
    assert metadata.published == date(2023, 1, 16)
    assert metadata.title == TITLE


def test_the_head_is_read_by_the_national_standard() -> None:
    metadata = _metadata(
        f"""<meta name="SiteName" content="苍岭县人民政府">
        <meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2023-01-16 09:05">
        <meta name="ContentSource" content="县档案局">"""
    )
    expected = Metadata(TITLE, date(2023, 1, 16), "县档案局", None, "苍岭县人民政府")
    assert metadata == expected


def test_linked_data_are_read() -> None:
    metadata = _metadata(
        f"""<script type="application/ld+json">{{"@context": "https://schema.org",
        "headline": "{TITLE}", "datePublished": "2023-01-16T09:05:00",
        "publisher": {{"name": "苍岭县档案局"}}}}</script>"""
    )
    assert (metadata.title, metadata.published) == (TITLE, date(2023, 1, 16))
    assert metadata.issuer == "苍岭县档案局"


@pytest.mark.parametrize(
    "data",
    ["[" * 5000, '{"headline": 3, "publisher": []}', '"a"', "[1, null]", "{}}", '{"author": {}}'],
)
def test_linked_data_that_are_none_are_passed_by(data: str) -> None:
    assert _metadata(f'<script type="application/ld+json">{data}</script>').issuer is None


@pytest.mark.parametrize(
    ("title", "site"),
    [
        (f"{TITLE}_苍岭县人民政府", "苍岭县人民政府"),
        (f"{TITLE}-政府信息公开年报-苍岭县档案局", None),
        (f"{TITLE} - 苍岭县档案局", "苍岭县档案局"),
        (f"{TITLE}｜年报｜苍岭县信息公开网", "苍岭县信息公开网"),
        (TITLE, None),
    ],
)
def test_the_site_is_read_from_behind_the_title(title: str, site: str | None) -> None:
    metadata = _metadata(f"<title>{title}</title>")
    assert metadata.site == site


@pytest.mark.parametrize("number", ["无", "——", "12", "见附件", "x" * 200 + "1234"])
def test_what_is_no_index_number_is_not_taken_for_one(number: str) -> None:
    assert _metadata(above=f"<h1>{TITLE}</h1><p>索引号：{number}</p>").index_number is None


def test_a_region_is_told_by_the_index_number_or_the_site() -> None:
    from gongkai.extract import extract  # noqa: PLC0415 - loads the models

    page = f"<html><head>{{}}</head><body><h1>某局2022年政府信息公开工作年度报告</h1>{{}}{_BODY}"
    number = page.format("", "<p>索引号：330100/2023-1</p>")
    site = page.format('<meta name="SiteName" content="杭州市人民政府">', "")
    for markup in (number, site):
        assert extract(read(markup.encode())).issuer.region.code == "330100"


@pytest.mark.parametrize(
    ("head", "above"),
    [
        (f"<title>\x08{TITLE[:4]}\x01{TITLE[4:]}\x7f</title>", ""),
        (f"<meta name=ArticleTitle content='{TITLE[:4]}&#x80;\x02{TITLE[4:]}'>", ""),
        ("", f"<h1>\x05{TITLE[:4]}\x0e{TITLE[4:]}</h1>"),
    ],
)
def test_control_characters_are_not_in_a_title(head: str, above: str) -> None:
    title = _metadata(head, above).title
    assert title is not None
    assert title.replace("€", "") == TITLE
