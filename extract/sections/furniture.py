"""Page furniture: what the web page or the word processor put around the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.extract.sections.lines import Line
from gongkai.models.document import Span

# Cheap cues in the raw text, in either script; the line around each is then judged normalised.
_CUE_WORDS = (
    "扫一扫 掃一掃 二维码 二維碼 打印 列印 分享 字号 字號 字体 字體 收藏 无障碍 無障礙 "
    "微信 微博 当前位置 當前位置 所在位置 首页 首頁 上一篇 下一篇 上一条 下一条 返回顶部 "
    "纠错 关闭 關閉 主办 主辦 承办单位 版权 版權 ICP icp 备案 備案 网安备 标识码 標識碼 "
    "技术支持 技術支持 网站地图 網站地圖 关于我们 關於我們 联系我们 聯繫我們 附件 责任编辑 "
    "責任編輯 编辑： 编辑: 来源 來源 浏览 瀏覽 阅读次数 點擊 点击 访问量 发布时间 發佈時間 "
    "發布時間 发布日期 發布日期 發佈日期 发文日期 發文日期 成文日期 生成日期 发表日期 "
    "日期： 日期: 时间： 时间: 索引号 索引號 发布机构 發布機構 發佈機構 发文机构 发文机关 "
    "文号 文號 公开方式 公开形式 公开范围 主题词 关键词 主题分类 有效性 信息分类 信息来源 "
    "相关文章 相关链接 相关阅读 相關 联系电话 联系地址 電話 电话： 电话: 地址： 地址: 邮编 "
    "郵編 简体 繁體 繁体 登录 注册 搜索 Produced"
)
_CUE = re.compile(
    "|".join([*_CUE_WORDS.split(), r"索 引 号", r"有 效 性", r"来\s源", r"附\s件", r"发\s布"])
)
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,40}\]", re.IGNORECASE)
_FILE = r"\.(?:docx?|pdf|xlsx?|wps|zip|rar)"
_FORMS = (
    # tools of the page
    r"扫一扫|.{0,8}二维码.{0,8}$|[【\[［]?(?:我要)?(?:打印|列印)|【?字[号体]|收藏|无障碍|.{0,10}纠错",
    r".{0,12}(?:打印|关闭)(?:本页|文章|窗口|此页|文本)?[】\]］]?$|【?关闭|返回顶部|政府网站找错",
    r"分享(?:到|至|：|$)|.{0,20}分享到?：?$|(?:官方)?微[信博]$|(?:登录|注册|搜索|简体|繁体).{0,20}$",
    # where the page stands
    r".{0,6}(?:当前|所在)的?位置|(?:网站)?首页|(?:上一|下一)[篇条页]|网站地图|关于我们|联系我们",
    r"相关(?:文章|链接|阅读|信息|附件|新闻|稿件)",
    # who runs it
    r"(?:网站)?主办(?:单位)?[：:]?.{2,40}$|承办(?:单位)?：|.{0,40}版权所有|技术支持|Produced By",
    r".{0,40}ICP备|.{0,20}公网安备|.{0,20}备案号|(?:政府)?网站标识码",
    # the record of the document
    r".{0,3}索引号|(?:发布|发文|成文|生成|发表|更新|公开)?(?:时间|日期)：|发[布文](?:机构|机关|单位)：?",
    r"(?:发文字|发文|文)号：?.{0,30}$|公开(?:方式|形式|范围|类别|时限)：?|主题(?:词|分类)：?",
    r"关键[词字]：?|有效性：?|信息(?:分类|来源|名称|索引)：?|责任编辑|编辑：",
    r"(?:信息|文章|稿件)?来源：?.{0,24}(?:$|发布|时间|日期|浏览|字)",
    r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:[^\d]|$)",
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数)?：?|[^，。；]{0,40}(?:浏览|阅读|点击)(?:次数|量|数)：?",
    # files and contacts
    rf"附件(?:下载|[一二三四0-9])?：?(?:$|[0-9]{{0,2}}[.、]?.{{0,60}}{_FILE})",
    rf".{{0,60}}{_FILE}(?:（.{{0,12}}）|下载)?$",
    r"(?:联系)?电话：|(?:联系)?地址：|邮(?:政)?编(?:码)?：",
)
_FURNITURE = re.compile(rf"[-·*>◎●■ ]{{0,3}}(?:{'|'.join(_FORMS)})", re.IGNORECASE)
_LONGEST = 120
_FOOTER_GAP = 12


def furniture_lines(text: str, lines: Sequence[Line]) -> set[int]:
    """Return the indices of the lines that are furniture on their own."""
    return {
        line.index
        for line in lines
        if 1 < line.span.end - line.span.start <= _LONGEST
        and _CUE.search(text, line.span.start, line.span.end)
        and is_furniture(line)
    }


def is_furniture(line: Line) -> bool:
    """Tell whether a line is page furniture wherever it stands."""
    if len(line.span) > _LONGEST or "。" in line.text[:-1]:
        return False
    return bool(_FURNITURE.match(line.text))


def bookmarks(text: str) -> list[Span]:
    """Return the marks a word processor left in the text."""
    return [Span(*match.span()) for match in _BOOKMARK.finditer(text)]


def footer_start(lines: Sequence[Line], furniture: set[int], first: int) -> int:
    """Return the index of the first line of the footer, ``len(lines)`` where there is none.

    Short lines between pieces of furniture (links, names of sites) belong to the footer; a
    sentence or a heading ends the search. Lines before ``first`` are never the footer.
    """
    cut, gap = len(lines), 0
    for line in reversed(lines[first:]):
        if line.index in furniture:
            cut, gap = line.index, 0
        elif len(line.span) <= 40 and "。" not in line.text and gap < _FOOTER_GAP:
            gap += 1
        else:
            break
    return cut
