"""What a report shows itself by: its title, its headings, the labels of its tables, its prose."""

from __future__ import annotations

import re

from gongkai.extract.reading.html.drafts import Line, Piece, TableDraft
from gongkai.extract.reading.html.furniture import is_furniture, is_property_grid, normal
from gongkai.models.normalised import normalise_text

#: A number without a mark behind it is one only if the name follows at once.
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,2}"
    r"(?:(?:部分[、.，：]?|[、.，：]).{0,12}|因?(?:政府)?信息公开(?:工作)?(?:被申请)?)?|"
    r"\d{1,2}[、.].{0,12}|（[一二三四五六七八九十]{1,2}）.{0,12})"
    r"(?:总体情况|概述|基本情况|主动公开|依申请公开|收到和处理|公开申请|行政复议|行政诉讼|"
    r"存在的?(?:主要)?问题|改进|其他需要|需要说明|机构建设|收费)"
)
#: Headings in the midst of markup.
HEADING_NAMES = re.compile(
    r"[>\"'\s]?[一二三四五六][、.](总体情况|概述|主动公开|收到和处理|依申请公开|政府信息公开|行政复议|存在的?"
    r"(?:主要)?问题|其他需要|因政府信息公开)"
)
FORM_LABEL = re.compile(
    "第二十条第|本年制发|现行有效件|本年新[收制公]|申请人情况|结果维持|未经复议|本年处理决定|本年收费"
)
TITLE = re.compile(r"(?:(?:信息|资讯|政务)公开).{0,12}(?:年度报告|年报|报告|总结)")
_SENTENCE = re.compile("[，。；]")
_LONGEST_HEADING = 60
_LONGEST_TITLE = 90
_SHORTEST_PROSE = 20


def is_anchor(piece: Piece) -> bool:
    """Tell headings and tables that only a report has."""
    if isinstance(piece, TableDraft):
        return FORM_LABEL.search(normalise_text(piece.text, 0, 1000)) is not None
    text = normal(piece.text[:_LONGEST_HEADING])
    return _HEADING.match(text) is not None or FORM_LABEL.search(text) is not None


def prose_in(piece: Piece) -> int:
    """Return the number of characters of prose in a piece."""
    if isinstance(piece, TableDraft):
        length = len(piece.text)
        return length if piece.linked * 2 < length and not is_property_grid(piece) else 0
    length = len(piece.text) - piece.linked
    if length < _SHORTEST_PROSE or not _SENTENCE.search(piece.text) or is_furniture(piece):
        return 0
    return length


def is_title(piece: Piece) -> bool:
    """Tell whether a piece is the title of a report."""
    if not isinstance(piece, Line) or len(piece.text) > _LONGEST_TITLE:
        return False
    text = normal(piece.text)
    return TITLE.search(text) is not None and "。" not in text and not is_furniture(piece)
