"""What pages of government sites put around a report: property grids, tool bars, footers.

None of it is narrative, but the properties tell when and by whom a report was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from gongkai.extract.reading.html.drafts import Line, Piece, TableDraft
from gongkai.models.normalised import normalise_text

_NAMES = (
    "信息索引号|索引号|索取号|发布机构|发文机关|发文单位|发布单位|发布部门|制发单位|公开机构|公开单位|"
    "公开责任部门|责任部门|信息来源|文章来源|稿件来源|来源|发文日期|生成日期|成文日期|成文时间|制发日期|"
    "印发日期|签发日期|发布日期|发布时间|发表时间|更新时间|更新日期|公开日期|公开时间|日期|时间|文号|"
    "发文字号|发布文号|文件编号|主题分类|信息分类|组配分类|体裁分类|所属分类|服务对象分类|分类|主题词|主题|"
    "关键词|关键字|体裁|载体类型|信息类别|信息类型|公开目录|公开类别|公开方式|公开形式|公开范围|公开时限|公开程序|"
    "公开属性|公开状态|有效性|是否有效|时效性|生效日期|生效时间|废止日期|失效日期|失效时间|内容概述|信息名称|文件名称|名称|"
    "标题|作者|编辑|责任编辑|审核|审核人|录入|发布人|浏览次数|浏览量|阅读次数|阅读量|点击数|点击率|点击次数|点击|"
    "访问量|访问次数|语种|字号|字体"
)
#: Names are often spread out to one width: 来　　源, 索 引 号.
_PROPERTY_NAMES = "|".join(
    " {0,4}".join(name) for name in sorted(_NAMES.split("|"), key=len, reverse=True)
)
#: Names that are told even where nothing separates them from the value before.
_LONG_NAMES = "|".join(name for name in _NAMES.split("|") if len(name) >= 4)
_PROPERTY = re.compile(
    rf"[【\[（]?(?:(?<![\u4e00-\u9fff])({_PROPERTY_NAMES})|({_LONG_NAMES}))[】\]）]?[：:]\s*(.{{0,60}}?)"
    rf"(?=[\s【\[|｜]*(?:(?<![\u4e00-\u9fff])(?:{_PROPERTY_NAMES})|{_LONG_NAMES})[】\]]?[：:]|"
    r"\s{2}|[|｜\xa0\u3000]|$)"
)
_PROPERTY_NAME = re.compile(rf"[【\[]?({_PROPERTY_NAMES})[】\]]?[：:]?")
_TOOLS = re.compile(
    r"字[体号](?:大小)?|[特较超]?[大中小]|默认|[打列]印(?:本页|此页|正文|文章)?|关闭(?:窗口|本页|此页)?|"
    r"收藏(?:本页)?|分享(?:到|至|按钮)?|微信|微博|新浪微博|QQ空间|朋友圈|复制链接|下载|"
    r"返回(?:顶部|首页|列表)?|我要纠错|纠错|朗读|语音播报|保护视力色|视力保护色|繁体|简体|无障碍|关怀版"
)
_TOOL_SEPARATORS = re.compile(r"[\s：:|｜/\[\]【】（）()+\-—>＞·.。，、]+")
#: Names stand behind what counts may stand behind as well: 承办：12件.
_NO_COUNT = r"(?!.{0,60}\d\s?[余多]?[件条次份篇项个期])"
_FURNITURE_LINE = re.compile(
    r"(?:扫一扫|扫描二维码|微信扫一扫|手机扫一扫).{0,25}|"
    r"(?:您?(?:的)?(?:当前|现在|所在)(?:的)?位置|您(?:所在|现在)的?位置|当前栏目)[：:]?.{0,120}|"
    r"(?:网站|本站)?首页(?:>|»|/(?=\S)).{0,120}|"
    r"(?:上|下)一(?:篇|条|页)(?:[：:].{0,80})?|相关(?:链接|阅读|新闻|文章|信息|稿件)[：:]?|"
    r"版权所有.{0,120}|(?:网站标识码|网站地图|ICP备案)(?:[：:].{0,120})?|"
    rf"(?:(?:主办|承办)(?:单位)?|技术支持)(?:[：:]{_NO_COUNT}.{{0,120}})?|"
    r"[（(【\[]?(?:责任编辑|编辑|[初复终]审|审核人?|校对|录入|供稿|撰稿|发布人|文字编辑)"
    rf"[：:]{_NO_COUNT}[^。]{{0,40}}|"
    r"您是第.{0,12}位(?:访客|访问者|浏览者)|(?:正在加载|加载中|页面加载中)(?:[，,].{0,20}|[.…。]*)|"
    r"Normal\s?0\D.{0,140}|/\*\s?Style\s?Definitions.{0,140}|@(?:font-face|page|list)\b.{0,140}|"
    r".{0,40}(?:ICP备|公网安备).{0,60}|\[bookmark[：:][^\]]{0,60}\]|var\s.{0,200}"
)
_GAPS = re.compile(r"(\s+)")
_WIDE_SPACES = "\xa0\u3000\u2002\u2003\t"
_AFTER_COLON = re.compile(r"：\s+")
_LONGEST_FURNITURE = 160
#: Grids of properties have some twenty cells, the tables of a report often hundreds.
_MOST_PROPERTY_CELLS = 100
_LONGEST_VALUE = 80


def properties(pieces: Iterable[Piece]) -> dict[str, str]:
    """Return the properties that lines and grids state, by name; the first statement counts."""
    found: dict[str, str] = {}
    waiting: str | None = None
    for piece in pieces:
        texts = [piece.text] if isinstance(piece, Line) else [c.text for c in piece.cells()]
        if len(texts) > _MOST_PROPERTY_CELLS:
            continue
        for text in texts:
            if len(text) > _LONGEST_FURNITURE:
                waiting = None
                continue
            waiting = _collect(normalise_short(text), waiting, found)
    return found


def _collect(text: str, waiting: str | None, found: dict[str, str]) -> str | None:
    """Put what one text states into ``found``; return the name that waits for its value."""
    alone = _PROPERTY_NAME.fullmatch(text.replace(" ", ""))
    if alone is not None:
        return alone[1]
    stated = False
    last: str | None = None
    for match in _PROPERTY.finditer(text):
        stated = True
        value = match[3].strip()
        name = (match[1] or match[2]).replace(" ", "")
        if value:
            found.setdefault(name, value)
        last = None if value else name
    if not stated and waiting is not None and text and len(text) <= _LONGEST_VALUE:
        found.setdefault(waiting, text)
    return last


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Return a short text in one spelling, without spaces; many lines are asked for twice."""
    return normalise_text(text)


def normalise_short(text: str) -> str:
    """Return a short text in one spelling; a wide gap, a separator, stays as two spaces."""
    parts = [
        ("  " if len(part) > 1 or part in _WIDE_SPACES else " ") if part.isspace() else part
        for part in _GAPS.split(text.strip())
    ]
    spelt = (part if part.isspace() else normal(part) for part in parts)
    return _AFTER_COLON.sub("：", "".join(spelt))


def is_property_grid(table: TableDraft) -> bool:
    """Tell a grid of properties (索引号, 发布机构, 发文日期 …) from a table of the report."""
    cells = [cell.text for cell in table.cells() if cell.text]
    if len(cells) > _MOST_PROPERTY_CELLS:
        return False
    names = beside = 0
    for row in (row for group in table.groups for row in group.rows):
        named = [_names_property(cell.text) for cell in row.cells]
        names += sum(named)
        beside += sum(first and second for first, second in pairwise(named))
    # Names side by side are the head of a list of documents; those of a grid have values between.
    return names >= 2 and names * 4 >= len(cells) and beside < names - 1


def _names_property(text: str) -> bool:
    if not text or len(text) > _LONGEST_VALUE:
        return False
    text = normal(text)
    return _PROPERTY_NAME.fullmatch(text) is not None or _PROPERTY.match(text) is not None


def is_furniture(line: Line) -> bool:
    """Tell a line of tools, breadcrumbs, captions or legal notices, wherever it stands."""
    if len(line.text) > _LONGEST_FURNITURE:
        return False
    text = normal(line.text)
    if _FURNITURE_LINE.fullmatch(text):
        return True
    rest = _TOOLS.sub("", text)
    return rest != text and not _TOOL_SEPARATORS.sub("", rest)


def is_property_line(line: Line) -> bool:
    """Tell a line that holds nothing but properties and tools; such stand above a report."""
    if len(line.text) > _LONGEST_FURNITURE:
        return False
    text = normalise_short(line.text)
    rest = _PROPERTY.sub("", text)
    if rest == text:
        return _PROPERTY_NAME.fullmatch(text.replace(" ", "")) is not None and text[-1:] == "："
    return not _TOOL_SEPARATORS.sub("", _TOOLS.sub("", rest))
