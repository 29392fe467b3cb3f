"""The columns of ``claims``, ``facts`` and ``problems``."""

from __future__ import annotations

from typing import Final

from gongkai.extract.codebook.of_reports import RECORD_ID
from gongkai.extract.codebook.of_tables import page, place
from gongkai.extract.codebook.terms import Absence, Description, Origin, Unit
from gongkai.models.record import CUMULATIVE

_D = Description


def _stated(origin: Origin) -> dict[str, Description]:
    """Describe what claims and facts have in common: what is counted, and how."""
    return {
        "metric": _D("Metric: what is counted", "指标：所计内容", origin),
        "kind": _D("Kind: what sort of quantity it is", "类别：数量的类别", origin),
        "unit": _D(
            "Unit: the measure word as written, without modifiers; % for rates",
            "单位：原样量词，不含修饰；比率为 %",
            origin,
            Absence.NO_UNIT,
        ),
        "bound": _D("Bound: how the number limits the true one", "界限：数字如何限定真值", origin),
        "subject": _D(
            "Subject: the words for what is counted",
            "对象：所计对象的词语",
            origin,
            Absence.NO_WORDS,
        ),
        "channel": _D(
            "Channel: where or through what", "渠道：途径或场所", origin, Absence.NO_WORDS
        ),
        "period": _D(
            f"Period: the words for the time, or {CUMULATIVE} for a running total",
            f"时段：时间词语；历年累计为 {CUMULATIVE}",
            origin,
            Absence.OWN_YEAR,
        ),
        "scope": _D("Scope: whose count it is", "范围：谁的数字", origin),
        "aspect": _D(
            "Aspect: of a rate, what it is the rate of", "方面：何种比率", origin, Absence.NO_RATE
        ),
        "per": _D(
            "Per: of a frequency, the time it refers to",
            "每：频次所指时间",
            origin,
            Absence.NO_FREQUENCY,
        ),
    }


def _in_order(described: dict[str, Description], names: str) -> dict[str, Description]:
    return {name: described[name] for name in names.split()}


_CLAIMS: Final[dict[str, Description]] = {
    "record_id": RECORD_ID,
    "id": _D("Number: of the claim in its report", "编号：陈述在报告内的编号", Origin.CLAIMS),
    "value": _D(
        "Value: the number; a rate in percent is stored in percent, money in its written unit",
        "数值：百分比以百分数计，金额按原单位",
        Origin.CLAIMS,
        unit=Unit.AS_STATED,
    ),
    "value_max": _D(
        "Upper end: of a range",
        "上限：区间的上端",
        Origin.CLAIMS,
        Absence.NO_RANGE,
        Unit.AS_STATED,
    ),
    "quote": _D("Quote: the expression exactly as written", "引文：原样表达", Origin.CLAIMS),
    "sentence": _D(
        "Sentence: the sentence around the quote, in simplified characters and without layout",
        "句子：引文所在句，简体，去除版式",
        Origin.CLAIMS,
    ),
    "action": _D(
        "Action: the words for what was done", "动作：谓词", Origin.CLAIMS, Absence.NO_WORDS
    ),
    "part_of": _D(
        "Part of: number of the claim that it is a part of",
        "所属：其整体陈述的编号",
        Origin.CLAIMS,
        Absence.NO_PART,
    ),
    "part_kind": _D(
        "Kind of part: how it belongs to its whole",
        "从属方式：与整体的关系",
        Origin.CLAIMS,
        Absence.NO_PART,
    ),
    "section": _D(
        "Section: in which it stands", "章节：所在章节", Origin.CLAIMS, Absence.BEFORE_SECTIONS
    ),
    "confidence": _D(
        "Confidence: the probability that metric, kind and value are right",
        "置信度：指标、类别与数值正确的概率",
        Origin.CLAIMS,
        Absence.NOT_CALIBRATED,
        Unit.PROBABILITY,
    ),
    "channel_confidence": _D(
        "Confidence, channel: the probability that the channel is right, given that the claim is",
        "渠道置信度：陈述正确时渠道正确的概率",
        Origin.CLAIMS,
        Absence.NOT_CALIBRATED,
        Unit.PROBABILITY,
    ),
    **_stated(Origin.CLAIMS),
    **place(Origin.CLAIMS),
    **page(Origin.CLAIMS),
}

CLAIMS: Final = _in_order(
    _CLAIMS,
    "record_id id metric kind value value_max unit bound quote start end sentence subject action "
    "channel period scope aspect per part_of part_kind section page box confidence "
    "channel_confidence",
)

_FACTS: Final[dict[str, Description]] = {
    "record_id": RECORD_ID,
    "id": _D("Number: of the fact in its report", "编号：事实在报告内的编号", Origin.FACTS),
    "value": _D(
        "Value: what the most precise of its sources says; of a range its lower end",
        "数值：最精确来源的数字；区间取下端",
        Origin.FACTS,
        unit=Unit.AS_STATED,
    ),
    "headline": _D(
        "Headline: whether it is the report's own total for its metric",
        "总数：是否为报告自己的总数",
        Origin.FACTS,
    ),
    "sources": _D(
        "Sources: the cells and claims that state it, as cell:table.row.column and claim:number",
        "来源：写明它的单元格与陈述，写作 cell:表.行.列 与 claim:编号",
        Origin.FACTS,
    ),
    "agreement": _D(
        "Agreement: whether its sources say the same", "一致性：各来源是否一致", Origin.FACTS
    ),
    "values": _D(
        "Values: in a conflict, each value with its bound and sources; else an empty list",
        "各值：矛盾时各来源的数值、界限与来源；否则为空列表",
        Origin.FACTS,
    ),
    "confidence": _D(
        "Confidence: the probability that its sources are right, are all that state it, and agree "
        "or conflict as it says",
        "置信度：来源正确、完整且一致性判断正确的概率",
        Origin.FACTS,
        Absence.NOT_CALIBRATED,
        Unit.PROBABILITY,
    ),
    **_stated(Origin.FACTS),
}

FACTS: Final = _in_order(
    _FACTS,
    "record_id id metric kind aspect per scope channel subject period value unit bound headline "
    "sources agreement values confidence",
)

PROBLEMS: Final[dict[str, Description]] = {
    "record_id": RECORD_ID,
    "item": _D("Item: a problem, or an improvement", "条目：问题或改进措施", Origin.PROBLEMS),
    "text": _D("Text: as written", "文字：原样文字", Origin.PROBLEMS),
    **place(Origin.PROBLEMS),
    "category": _D("Category: what it is about", "类别：所涉方面", Origin.PROBLEMS),
    "year": _D(
        "Year of the problem: of a problem, this year's or one that last year's report named",
        "问题年度：本年问题或上年报告所列问题",
        Origin.PROBLEMS,
        Absence.NOT_THIS_ITEM,
    ),
    "stage": _D(
        "Stage: of an improvement, whether it was taken or is promised",
        "阶段：措施已采取或拟采取",
        Origin.PROBLEMS,
        Absence.NOT_THIS_ITEM,
    ),
    "confidence": _D(
        "Confidence: the probability that place and category are right",
        "置信度：位置与类别正确的概率",
        Origin.PROBLEMS,
        Absence.NOT_CALIBRATED,
        Unit.PROBABILITY,
    ),
}
