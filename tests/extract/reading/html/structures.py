"""Structures that pages have without the systems of ``sites``: tabs, folds, fields, columns.

Each writes a page that holds a report; what else stands on it is invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from gongkai.annotations.documents.draft import Block, Form, Heading, ReportDraft
from gongkai.annotations.rendering.form import FormTable

Structure = Callable[[ReportDraft], str]

_NEWS: Final = """<h4>要闻</h4><div class="item"><a href="/1">春耕备耕推进会召开</a>
<p>会议要求各乡镇抢抓农时，做好农资供应，力争培训农机手300人次。</p></div>
<div class="item"><a href="/2">图书馆举办讲座</a>
<p>讲座吸引读者80余人，现场发放图书200册。</p></div>"""
_FOOT: Final = """<p>主办：青岭县人民政府　承办：青岭县融媒体中心</p>
<p>地址：青岭县和平路1号，邮编：000000</p><p>举报电话：0000-0000000，工作日受理，咨询5000次。</p>"""
_SECTION: Final = re.compile("[一二三四五六七八]、")


def _table(table: FormTable, cell: str = "<td{0}>{1}</td>", blank: str = "") -> str:
    rows = []
    for row in table.rows:
        cells = ""
        for each in row.cells:
            spans = f" rowspan={each.row_span}" * (each.row_span > 1)
            spans += f' colspan="{each.column_span}"' * (each.column_span > 1)
            cells += cell.format(spans, escape(each.text) or blank)
        rows.append(f"<tr>{cells}</tr>")
    return "".join(rows)


def _flow(
    blocks: Sequence[Block],
    *,
    heading: str = "<h3>{}</h3>",
    prose: str = "<p>{}</p>",
    table: str = "<table>{}</table>",
    cell: str = "<td{0}>{1}</td>",
    blank: str = "",
) -> str:
    parts = []
    for block in blocks:
        if isinstance(block, Form):
            parts.append(table.format(_table(block.table, cell, blank)))
        else:
            pattern = heading if isinstance(block, Heading) else prose
            parts.append(pattern.format(escape(block.text)))
    return "\n".join(parts)


def _sections(draft: ReportDraft) -> list[list[Block]]:
    sections: list[list[Block]] = [[]]
    for block in draft.blocks:
        if isinstance(block, Heading) and _SECTION.match(block.text):
            sections.append([])
        sections[-1].append(block)
    return [section for section in sections if section]


def _page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>"


def _columns(draft: ReportDraft) -> str:
    body = _flow(draft.blocks, heading="<div class=t>{}</div>", prose="<div>{}</div>")
    return _page(
        f"<div id=__nuxt><main><div class=bt>{draft.title}</div><div class=neirong>{body}</div>"
        f"</main><aside>{_NEWS}</aside></div><footer>{_FOOT}</footer>"
    )


def _cards(draft: ReportDraft) -> str:
    cards = "".join(
        f'<section><div class="card-body content-text">{_flow(section)}</div></section>'
        for section in _sections(draft)
    )
    return _page(
        f'<h2>{draft.title}</h2>{cards}<div class="col related">{_NEWS}</div>'
        f'<div class="foot">{_FOOT}</div>'
    )


def _tabs(draft: ReportDraft) -> str:
    panels = "".join(
        f'<div style="display:{"none" if place > 2 else "block"}">{_flow(section)}</div>'
        for place, section in enumerate(_sections(draft))
    )
    return _page(f"<h1>{draft.title}</h1>{panels}<div class=footer>{_FOOT}</div>")


def _folds(draft: ReportDraft) -> str:
    folds = ""
    for section in _sections(draft):
        first, others = section[0], section[1:]
        if isinstance(first, Heading):
            folds += f"<div class=bar><a href='javascript:;'>{escape(first.text)}</a></div>"
        else:
            others = section
        folds += f"<div style='display:none'>{_flow(others)}</div>"
    return _page(f"<h1>{draft.title}</h1>{folds}")


def _directory(draft: ReportDraft) -> str:
    headings = [block.text for block in draft.blocks if isinstance(block, Heading)]
    links = "".join(f'<li><a href="#{n}">{text}</a></li>' for n, text in enumerate(headings))
    return _page(
        f"<h1>{draft.title}</h1><div class=toc><b>目录</b><ul>{links}</ul></div>"
        f"<div>{_flow(draft.blocks, heading='<h2><a name=x></a>{}</h2>')}</div>"
    )


def _breaks(draft: ReportDraft) -> str:
    table = "</p><table>{}</table><p>"
    flow = _flow(draft.blocks, heading="{}<br>", prose="{}<br>\n", table=table)
    return _page(f"<p>{draft.title}<br>\n{flow}</p>")


def _rows(draft: ReportDraft) -> str:
    row = "<tr><td>{}</td></tr>"
    table = row.format("<table border=1>{}</table>")
    flow = _flow(draft.blocks, heading=row, prose=row, table=table)
    return _page(f"<table><tr><td align=center>{draft.title}</td></tr>{flow}</table>")


def _blank_paragraphs(draft: ReportDraft) -> str:
    cell = "<td{0}><p>{1}</p><p>&nbsp;</p></td>"
    return _page(f"<h1>{draft.title}</h1>{_flow(draft.blocks, cell=cell, blank='&nbsp;')}")


def _ending_breaks(draft: ReportDraft) -> str:
    cell = "<td{0}>{1}<br></td>"
    return _page(f"<h1>{draft.title}</h1>{_flow(draft.blocks, cell=cell, blank='<br>')}")


def _fields(draft: ReportDraft) -> str:
    field = r'<td\1><input type="text" readonly value="\2"></td>'
    flow = re.sub(r"<td([^>]*)>([\d.,]+)</td>", field, _flow(draft.blocks))
    search = '<table><tr><td>站内搜索</td><td><input type="text" value="请输入"></td></tr></table>'
    return _page(f"{search}<h1>{draft.title}</h1><form>{flow}</form>")


def _lead(draft: ReportDraft) -> str:
    first, *others = draft.blocks
    return _page(
        f"<h1>{draft.title}</h1><p>发布时间：2023-01-20</p>{_flow([first])}"
        f"<div id=zoom>{_flow(others)}</div><div class=side>{_NEWS}</div>"
    )


def _copies(draft: ReportDraft) -> str:
    whole = f"<h1>{draft.title}</h1>{_flow(draft.blocks)}"
    box = "<div style='display:none'>请打开微信，点击底部的发现，使用扫一扫。</div>"
    return _page(f"<div class=pc>{whole}</div><div style='display: none'>{whole}</div>{box}")


STRUCTURES: Final[dict[str, Structure]] = {
    "columns": _columns,
    "cards": _cards,
    "tabs": _tabs,
    "folds": _folds,
    "directory": _directory,
    "breaks": _breaks,
    "rows": _rows,
    "blank paragraphs in cells": _blank_paragraphs,
    "breaks at the end of cells": _ending_breaks,
    "fields": _fields,
    "a lead before the article": _lead,
    "hidden copies": _copies,
}
