"""The wording of all headers of the mandated tables, and whether a fragment belongs to it.

Copies break labels anywhere, so what is recognised is the fragment: a piece of a known label,
a known label with something small around it, or nearly one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gongkai.models.normalised import normalise
from gongkai.models.scheme import SectionKind
from gongkai.models.table_layout import LAYOUTS

#: Headers that no row of cells follows directly; they stand above or beside the rows.
HEADERS: tuple[str, ...] = (
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "申请人情况", "法人或其他组织", "自然人", "商业企业", "科研机构", "社会公益组织", "社会组织",
    "法律服务机构", "三、本年度办理结果", "（三）不予公开", "（四）无法提供", "（五）不予处理",
    "（六）其他处理", "第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项",
    "第二十条第（八）项", "第二十条第（九）项", "信息内容", "单位：万元，保留4位小数",
    "单位：万元，保留四位小数", "单位：万元", "单位：元", "（万元）", "（元）", "单位：件",
    "行政诉讼", "指标名称", "计量单位", "项目", "小计",
)  # fmt: skip

_NUMBERING = re.compile(
    r"^[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]?[.、，：)）]*|^第[一二三四五六七八九十]+项"
)
_DECORATION = re.compile(r"[\s.、，：；:;·…“”\"'‘’（）()【】\[\]*<>《》-]")
_EXPLANATION = re.compile(r"(?<=.)[：:（(].*", re.DOTALL)
_SHORTEST_FUZZY = 5
_FUZZY_RATIO = 85.0
_LARGEST_REMAINDER = 3


def bare(text: str) -> str:
    """Return ``text`` without punctuation, so that wordings compare by their characters."""
    return _DECORATION.sub("", text)


def without_numbering(label: str) -> str:
    """Drop a leading item number or 其中: ``1.``, ``（一）``, ``三、``."""
    return _NUMBERING.sub("", label, count=1).removeprefix("其中").lstrip("：，、")


@lru_cache(maxsize=8192)
def head(label: str) -> str:
    """Return what a label says before it begins to explain itself: ``规章：指…``."""
    return bare(_EXPLANATION.sub("", without_numbering(label)))


@cache
def _wordings() -> tuple[str, ...]:
    """Return every wording, bare, longest first."""
    axes = (axis for layout in LAYOUTS for panel in layout.panels for axis in panel.rows)
    columns = (axis for layout in LAYOUTS for panel in layout.panels for axis in panel.columns)
    words = {wording for axis in (*axes, *columns) for wording in axis.wordings} | set(HEADERS)
    unified = {bare(normalise(word).text) for word in words}
    return tuple(sorted(unified, key=lambda word: (-len(word), word)))


@cache
def _joined() -> str:
    return "\n".join(_wordings())


@cache
def _header_words() -> frozenset[str]:
    columns = (axis for layout in LAYOUTS for panel in layout.panels for axis in panel.columns)
    words = {wording for axis in columns for wording in axis.wordings} | set(HEADERS)
    return frozenset(bare(normalise(word).text) for word in words) - {"其他", "总计", "合计"}


@cache
def _wording_pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in _wordings() if len(word) > 1))


@lru_cache(maxsize=8192)
def is_known(label: str) -> bool:
    """Tell whether a label or a fragment of one belongs to the mandated tables.

    Parameters
    ----------
    label
        Unified characters, no white space, numbering and punctuation as written.
    """
    core = bare(without_numbering(label))
    if not core or core in _joined() or bare(label) in _joined() or head(label) in _row_words():
        return True
    remainder = bare(without_numbering(_wording_pattern().sub("", bare(label))))
    if len(remainder) <= _LARGEST_REMAINDER and len(remainder) < len(bare(label)):
        return True
    if all(
        piece in _joined()
        for piece in re.split(r"[\d一二三四五六七八九十]+[.、）]", label)
        if piece
    ):
        return True
    if len(core) < _SHORTEST_FUZZY:
        return False
    from rapidfuzz import fuzz, process  # noqa: PLC0415  loaded only where a wording is new

    best = process.extractOne(core, _wordings(), scorer=fuzz.ratio, score_cutoff=_FUZZY_RATIO)
    return best is not None


@lru_cache(maxsize=8192)
def is_header(label: str) -> bool:
    """Tell whether a label stands above columns or groups rows, so that no cells follow it."""
    return bare(without_numbering(label)) in _header_words() or bare(label) in _header_words()


@cache
def _row_words() -> frozenset[str]:
    rows = (
        axis
        for layout in LAYOUTS
        if layout.section is not SectionKind.REVIEW_LITIGATION  # there they head columns
        for panel in layout.panels
        for axis in panel.rows
    )
    words = {bare(normalise(wording).text) for axis in rows for wording in axis.wordings}
    return frozenset(words)


@lru_cache(maxsize=8192)
def is_row_label(label: str) -> bool:
    """Tell whether a label is the whole label of a row of cells."""
    return bare(without_numbering(label)) in _row_words() or head(label) in _row_words()
