"""What a heading is about: its wording mapped to one of the six sections.

The official titles come from the forms attached to 国办公开办函〔2019〕60号 and
国办公开办函〔2021〕30号. Reports on earlier years are free in their sections; their headings are
mapped to the nearest of the six by the words they use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.models.scheme import SectionKind
from gongkai.models.table_layout import LAYOUTS

_INFORMATION = "(?:政府|政务|校务|学校|企业|单位)?信息"
_OFFICIAL: tuple[tuple[SectionKind, str], ...] = (
    (
        SectionKind.REVIEW_LITIGATION,
        r"(?:因|对|与|涉及|针对)?[^。，；：]{0,24}?(?:复议|行政诉讼)[^。；：]{0,16}?"
        r"(?:诉讼|复议)(?:的|案件)?(?:等|有关|相关)?(?:的)?(?:办理)?(?:情况)?",
    ),
    (
        SectionKind.PROBLEMS,
        rf"(?:{_INFORMATION}公开)?(?:工作)?(?:中)?(?:存在|面临)?(?:的)?(?:主要|突出)?"
        r"(?:问题|不足|困难)(?:和|与|及|以及|、)(?:其)?(?:困难|不足|问题)?(?:和|与|及|以及|、)?"
        r"(?:下一?步|今后|主要|具体)?(?:的)?(?:工作)?"
        r"(?:改进|整改|解决|打算|措施|建议|安排|计划)(?:的)?"
        r"(?:情况|措施|意见|办法|方向|打算|计划|方案|建议|思路|内容|工作)*",
    ),
    (
        SectionKind.APPLICATIONS,
        r"(?:行政机关|本机关|本年度?)?(?:收到|受理|接收|接到)"
        rf"(?:和|及|与|、|以及)?(?:处理|办理|答复)?(?:的)?{_INFORMATION}?(?:公开)?(?:的)?申请"
        r"(?:的)?(?:及)?(?:办理|处理|答复)?(?:的)?(?:情况)?",
    ),
    (
        SectionKind.PROACTIVE_DISCLOSURE,
        rf"(?:行政机关|本机关|本单位|本年度?)?主动公开(?:的)?{_INFORMATION}(?:的)?(?:主要)?"
        rf"(?:工作)?(?:情况|内容)?|{_INFORMATION}主动公开(?:的)?(?:工作)?(?:情况|内容)",
    ),
    (
        SectionKind.OVERVIEW,
        rf"(?:{_INFORMATION}公开)?(?:工作)?(?:的)?(?:总体|整体|基本|总的)(?:工作)?"
        r"(?:情况|概况|状况)|(?:总体|整体|基本)?(?:概述|概况|综述|总述)",
    ),
    (
        SectionKind.OTHER_MATTERS,
        r"(?:无|没有)?(?:需要?|应当?)?(?:其他|其它)(?:需要|应当|需|应)?"
        r"(?:报告|说明|公开|公布|反映|汇报)(?:的)?(?:有关|相关)?(?:事项|情况|内容|问题)?"
        r"|(?:需要|应当|需)(?:报告|说明|汇报)的(?:其他|其它)?(?:有关|相关)?(?:事项|情况)",
    ),
)
_OFFICIAL_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _OFFICIAL)

# Earlier in the title wins; between words at the same place the order here decides.
_WORDS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    (
        SectionKind.PROBLEMS,
        re.compile(
            r"(?:存在|面临).{0,6}?(?:问题|不足|困难)|主要问题|不足之处|改进|整改|下一?步|打算|今后"
            r"|努力方向|工作(?:计划|思路|安排|设想)|下一?年度?|明年|问题(?:和|与|及|、)"
        ),
    ),
    (
        SectionKind.OTHER_MATTERS,
        # 国办公开办函〔2021〕30号 has the fees for handling information reported here.
        re.compile(
            r"其他|其它|附[表件录则]|附：|说明|咨询|人员|收支|支出|经费|收费|减免|费用|评议|名词解释"
        ),
    ),
    (SectionKind.REVIEW_LITIGATION, re.compile(r"复议|诉讼|举报|投诉|申诉|应诉")),
    (
        SectionKind.APPLICATIONS,
        re.compile(
            r"依(?:法)?申请|(?:收到|受理|处理|办理|答复).{0,8}申请|(?<!被)申请(?!.{0,8}(?:复议|诉讼))"
            r"|不予公开"
        ),
    ),
    (
        SectionKind.PROACTIVE_DISCLOSURE,
        re.compile(
            r"主动公开|重点(?:领域|工作|内容).{0,8}公开|清单|公开政府信息|主动发布"
            r"|信息公开的?(?:主要)?(?:内容|数量|形式|渠道|目录)|解读|回应|信息公开情况$"
        ),
    ),
    (
        SectionKind.OVERVIEW,
        re.compile(
            r"总体|整体|概述|概况|基本|组织|领导|制度|机制|体系|保障|监督|平台|建设|管理|培训|宣传"
            r"|做法|开展|落实|推进|经验|成效|工作情况|信息公开工作$|队伍|责任|规范|学习|意识"
        ),
    ),
)
_APPLICATION_ACT = re.compile(r"收到|处理|受理|办理|答复|依申请")
_STATED_PROBLEM = re.compile(r"存在的?(?:主要|突出)?(?:问题|不足|困难)")
_LEAD = re.compile(
    r"(?:(?:二〇..|20\d\d)年度?)?(?:本机关|本单位|本部门|我[局办委院校区县市镇乡厅]|本年度?|全年)?"
)
_TAIL = re.compile(r"[。：；，、.…·\-—_\s]*\d{0,3}$")
_LABEL_NUMBER = re.compile(r"^(?:（?[一二三四五六七八九十0-9]{1,2}[）、.．])+")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a wording is about; ``official`` when it is, nearly, a title of the form."""

    kind: SectionKind
    official: bool


def bare_title(title: str) -> str:
    """Drop closing punctuation, dot leaders and the page number of a table of contents."""
    return _TAIL.sub("", title) if title else title


@lru_cache(maxsize=4096)
def classify(title: str) -> Topic | None:
    """Return what a normalised heading without its number is about, ``None`` for nothing known."""
    bare = bare_title(title)
    lead = _LEAD.match(bare)
    core = bare[lead.end() :] if lead else bare
    for official, pattern in _OFFICIAL_PATTERNS:
        for wording in {bare, core}:
            if pattern.fullmatch(wording) and not _is_merged_application(official, wording):
                return Topic(official, official=True)
    kind = _kind_by_words(bare)
    return None if kind is None else Topic(kind, official=False)


def official_prefix(text: str) -> tuple[SectionKind, int] | None:
    """Find an official title at the beginning of ``text``: its kind and its length."""
    for kind, pattern in _OFFICIAL_PATTERNS:
        match = pattern.match(text)
        if match and len(match[0]) >= 2 and not _is_merged_application(kind, match[0]):
            return kind, match.end()
    return None


def _is_merged_application(kind: SectionKind, wording: str) -> bool:
    """Tell whether a title names applications before review and litigation."""
    if kind is not SectionKind.REVIEW_LITIGATION:
        return False
    first = min(index for word in ("复议", "诉讼") if (index := wording.find(word)) >= 0)
    act = _APPLICATION_ACT.search(wording)
    return act is not None and act.start() < first


def _kind_by_words(bare: str) -> SectionKind | None:
    if _STATED_PROBLEM.search(bare):
        return SectionKind.PROBLEMS
    best: tuple[int, SectionKind] | None = None
    for kind, pattern in _WORDS[:-1]:
        match = pattern.search(bare)
        if match and (best is None or match.start() < best[0]):
            best = match.start(), kind
    if best is not None:
        return best[1]
    kind, pattern = _WORDS[-1]
    return kind if pattern.search(bare) else None


@cache
def _table_labels() -> frozenset[str]:
    """Return every header of the mandated tables without its number, and its beginnings.

    Flattened tables break their labels over lines (予以⏎公开), so a beginning counts as well, one
    of a single character too, which is no title; except the 无 that answers a heading.
    """
    labels: set[str] = set()
    for layout in LAYOUTS:
        for panel in layout.panels:
            for axis in (*panel.rows, *panel.columns):
                labels.update(_LABEL_NUMBER.sub("", wording) for wording in axis.wordings)
    beginnings = {label[:end] for label in labels for end in range(1, len(label) + 1)}
    return frozenset(beginnings - {"无"})


_LABEL = re.compile(
    r"本?年?度?新收(?:到)?政府信息|上年(?:度)?结转|本年度?办理结果|结转下(?:一)?年度?|予以公开"
    r"|部分公开|不予公开$|无法提供$|不予处理$|其他处理$|总计$|合计$|属于(?:国家秘密|[三四]类|行政)"
    r"|危及“?三安全|保护第三方|本机关不掌握|没有现成信息|补正后申请|信访举报投诉类|重复申请$"
    r"|要求提供公开出版|无正当理由大量|要求行政机关确认|申请人(?:无正当|逾期)|其他$|其它$"
    r"|法律法规禁止|其他法律"
)


def is_table_label(title: str) -> bool:
    """Tell whether a normalised wording without its number is a label of a mandated table."""
    bare = bare_title(title)
    return bool(_LABEL.match(bare)) or bare in _table_labels()
