"""A report as a web page, in the styles of government sites."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from html import escape

from gongkai.annotations.rendering import render_html
from gongkai.annotations.whole_reports.places import STATISTICS, find_places
from gongkai.annotations.whole_reports.types import AnnotatedReport, ReportSource
from gongkai.models.scheme import SectionKind


class PageStyle(StrEnum):
    """What sort of site the page is from."""

    CONTENT_MANAGEMENT = "content_management"
    WORD_EXPORT = "word_export"
    LAYOUT_TABLES = "layout_tables"


def render_page(report: AnnotatedReport, style: PageStyle) -> bytes:
    """Return a page that holds the report, encoded as its style is.

    The tables are drawn with the options of the report that hold for HTML; sites built of
    layout tables are in GB18030, the others in UTF-8.
    """
    source = report.source
    blocks = list(_blocks(report, style))
    title = escape(source.head.title)
    published = source.head.published
    day = published.isoformat() if published else ""
    page = _PAGES[style].format(
        title=title,
        issuer=escape(source.head.issuer.name or ""),
        date=day,
        body="\n".join(blocks),
    )
    encoding = "gb18030" if style is PageStyle.LAYOUT_TABLES else "utf-8"
    return page.encode(encoding, errors="xmlcharrefreplace")


def _blocks(report: AnnotatedReport, style: PageStyle) -> Iterator[str]:
    source = report.source
    text = source.located.passage.text
    position = 0
    for place in find_places(text):
        yield from _paragraphs(text[position : place.span.start], style)
        yield _table(report, source, place.name)
        position = place.span.end
    yield from _paragraphs(text[position:], style)


def _table(report: AnnotatedReport, source: ReportSource, name: str) -> str:
    if name == STATISTICS:
        rows = "".join(
            f"<tr><td>{escape(line.label)}</td><td>{escape(line.unit)}</td>"
            f"<td>{line.span.of(report.passage.text)}</td></tr>"
            for line in report.lines
        )
        head = "<tr><th>统计指标</th><th>单位</th><th>统计数</th></tr>"
        return f"<table border=1>{head}{rows}</table>"
    table = source.head.tables[SectionKind.of(name)]
    return render_html(table.layout, table.cells, table.options)


def _paragraphs(text: str, style: PageStyle) -> Iterator[str]:
    for line in text.split("\n"):
        words = line.strip()
        if not words:
            continue
        content = escape(words)
        if style is PageStyle.CONTENT_MANAGEMENT:
            yield f'<p style="text-indent: 2em;">{content}</p>'
        elif style is PageStyle.WORD_EXPORT:
            yield (
                '<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt">'
                f'<span style="font-family:仿宋_GB2312">{content}</span><o:p></o:p></p>'
            )
        else:
            yield f"<FONT size=3>&nbsp;&nbsp;{content}</FONT><BR>"


_PAGES = {
    PageStyle.CONTENT_MANAGEMENT: """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{date}">
<meta name="ContentSource" content="{issuer}"></head>
<body><div class="header"><ul class="nav"><li>首页</li><li>政务公开</li><li>互动交流</li></ul></div>
<div class="location">您现在的位置：首页 &gt; 政府信息公开 &gt; 年度报告</div>
<div class="info"><span>发布时间：{date}</span><span>来源：{issuer}</span>
<span>字号：大 中 小</span></div>
<div class="TRS_Editor" id="zoom">
{body}
</div>
<div class="share">分享到：<a>微信</a><a>微博</a></div>
<div class="footer"><p>主办：{issuer}</p><p>扫一扫在手机打开当前页</p></div></body></html>
""",
    PageStyle.WORD_EXPORT: """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{title}</title></head>
<body lang="ZH-CN"><div class="article"><div class="crumb">首页&gt;信息公开目录</div>
<div class="WordSection1">
{body}
</div><div class="print">打印 | 关闭</div></div></body></html>
""",
    PageStyle.LAYOUT_TABLES: """<HTML><HEAD>
<META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>{title}</TITLE></HEAD>
<BODY><TABLE width=980 border=0 cellPadding=0 cellSpacing=0><TBODY>
<TR><TD height=30>首页 &gt;&gt; 公开年报
<TR><TD><TABLE width="96%"><TR><TD align=center>发布日期：{date}　来源：{issuer}</TD></TR>
<TR><TD class=content>
{body}
</TD></TR></TABLE><TR><TD align=center>版权所有：{issuer}</TD></TR></TABLE></BODY></HTML>
""",
}
