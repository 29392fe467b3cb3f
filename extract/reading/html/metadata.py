"""Title, date, issuer and index number, from the head of a page and its property grids."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from gongkai.extract.reading.html.content import Content
from gongkai.extract.reading.html.drafts import Line
from gongkai.extract.reading.html.furniture import normal, properties
from gongkai.extract.reading.html.signs import TITLE, is_title
from gongkai.models.document import Metadata

_TITLE_NAMES = ("articletitle", "og:title", "title", "dc.title")
_DATE_NAMES = (
    *("pubdate", "publishdate", "publish_date", "article:published_time", "publishtime"),
    *("firstpublishedtime", "dc.date", "createdate", "date"),
)
_ISSUER_NAMES = ("contentsource", "source", "author", "dc.publisher", "dc.creator")
_DATE_PROPERTIES = (
    *(
        "发布时间",
        "发布日期",
        "公开日期",
        "公开时间",
        "发表时间",
        "发文日期",
        "制发日期",
        "生成日期",
    ),
    *("成文日期", "成文时间", "更新时间", "更新日期", "日期", "时间"),
)
_ISSUER_PROPERTIES = (
    *("发布机构", "发文机关", "发布单位", "公开机构", "公开单位", "发文单位", "制发单位"),
    *("公开责任部门", "责任部门", "信息来源", "文章来源", "稿件来源", "来源"),
)
_INDEX_PROPERTIES = ("索引号", "信息索引号", "索取号")
_INDEX_NUMBER = re.compile(r"[\w.·（）()〔〕\[\]/-]{0,40}\d[\w.·（）()〔〕\[\]/-]{3,40}")
_LINKED_DATA = re.compile(
    r"""<script[^>]{0,200}application/ld\+json[^>]{0,200}>([^<]{2,50000})</script""", re.IGNORECASE
)
_MOST_LINKED_DATA = 10
_LINKED_WITHIN = 500_000
#: Properties of schema.org, and what ``meta`` elements call the same.
_LINKED_NAMES = {
    "headline": "og:title",
    "datePublished": "article:published_time",
    "pubDate": "pubdate",
    "publisher": "dc.publisher",
    "author": "author",
}
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?(?:[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})|(\d\d)(\d\d))(?!\d)"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff（）·、]{1,40}(?:政府|办公室|办公厅|办|局|厅|委|委员会|街道|办事处|镇|乡|大学|学院|学校|中心|"
    r"院|部|署|处|科|会|队|所|站|区|县|市|省|集团|公司|法院|银行)"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SITE_SEPARATOR = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|\s*--+\s*|\s*[<>＜＞»]\s*")
_SITE = re.compile("政府|[网網]|信息公开|門戶|门户|[局厅廳委办辦院校]$")
_EARLIEST = 1998
_LATEST = 2100


def read_metadata(page: LexborHTMLParser, markup: str, content: Content) -> Metadata:
    """Collect what the page says about its report.

    Parameters
    ----------
    page, markup
        The page without its scripts, parsed, and as it came.
    content
        What of it is the report.
    """
    named = _named_values(page)
    for name, value in _linked_data(markup):
        named.setdefault(name, value)
    stated = properties([*content.surroundings, *content.pieces[:20]])
    return Metadata(
        title=_title(page, named, content, stated),
        published=_published(named, stated),
        issuer=_issuer(named, stated),
        index_number=_index_number(stated),
        site=_site(page, named),
    )


def _named_values(page: LexborHTMLParser) -> dict[str, str]:
    values: dict[str, str] = {}
    for node in page.css("meta")[:500]:
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or ""
        value = _clean(attributes.get("content") or "")
        if name and value:
            values.setdefault(name.strip().lower(), value)
    return values


def _linked_data(markup: str) -> Iterator[tuple[str, str]]:
    """Yield what the page says in JSON-LD, under the names that ``meta`` elements use."""
    for match in islice(_LINKED_DATA.finditer(markup, 0, _LINKED_WITHIN), _MOST_LINKED_DATA):
        try:
            found = json.loads(match[1])
        except (ValueError, RecursionError):
            continue
        things = found if isinstance(found, list) else [found]
        for thing in things[:_MOST_LINKED_DATA]:
            if not isinstance(thing, dict):
                continue
            for key, name in _LINKED_NAMES.items():
                value = thing.get(key)
                if isinstance(value, dict):
                    value = value.get("name")
                if isinstance(value, str) and value.strip():
                    yield name, _clean(value)


def _index_number(stated: dict[str, str]) -> str | None:
    for name in _INDEX_PROPERTIES:
        value = "".join(stated.get(name, "").split())
        if _INDEX_NUMBER.fullmatch(value):
            return value
    return None


def _clean(text: str) -> str:
    """Resolve entities that were escaped twice and tags left in an attribute.

    Control characters are dropped, but those that are spaces.
    """
    text = re.sub(r"<[^<>]{0,100}>", " ", html.unescape(text[:1000]))
    return _CONTROL.sub("", " ".join(text.split())).strip("\u200b\ufeff ")


def _title(
    page: LexborHTMLParser, named: dict[str, str], content: Content, stated: dict[str, str]
) -> str | None:
    candidates = [named[name] for name in _TITLE_NAMES if name in named]
    candidates += [
        piece.text
        for piece in (*content.pieces[:6], *content.surroundings)
        if isinstance(piece, Line) and (piece.heading or is_title(piece)) and not piece.linked
    ][:10]
    candidates += [stated[name] for name in ("信息名称", "标题", "名称") if name in stated]
    node = page.css_first("title")
    if node is not None:
        candidates.append(_without_site(_clean(node.text() or "")))
    candidates = [_CONTROL.sub("", _without_site(each)).strip() for each in candidates]
    candidates = [candidate for candidate in candidates if candidate]
    for candidate in candidates:
        if TITLE.search(normal(candidate)):
            return candidate
    return next(iter(candidates), None)


def _without_site(title: str) -> str:
    """Cut the name of the site off a title."""
    parts = [part for part in _SITE_SEPARATOR.split(title) if part]
    for part in parts:
        if TITLE.search(normal(part)):
            return part
    return parts[0] if parts else title


def _site(page: LexborHTMLParser, named: dict[str, str]) -> str | None:
    """Return the name of the site, which many pages give behind their title only."""
    if "sitename" in named:
        return named["sitename"]
    node = page.css_first("title")
    parts = _SITE_SEPARATOR.split(_clean(node.text() or "")) if node is not None else []
    return next((part for part in reversed(parts[1:]) if _SITE.search(part)), None)


def _published(named: dict[str, str], stated: dict[str, str]) -> date | None:
    for source, names in ((named, _DATE_NAMES), (stated, _DATE_PROPERTIES)):
        for name in names:
            found = _date(source.get(name, ""))
            if found is not None:
                return found
    return None


def _date(text: str) -> date | None:
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or match[4]), int(match[3] or match[5])
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _issuer(named: dict[str, str], stated: dict[str, str]) -> str | None:
    for source, names in ((stated, _ISSUER_PROPERTIES[:6]), (named, _ISSUER_NAMES),
                          (stated, _ISSUER_PROPERTIES[6:])):  # fmt: skip
        for name in names:
            value = source.get(name, "").strip("【】[]（）() ")
            if _ORGANISATION.fullmatch(normal(value)):
                return value
    return None
