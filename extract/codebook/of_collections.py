"""The columns of the tables that ``gongkai duplicates`` and ``gongkai changes`` add."""

from __future__ import annotations

from typing import Final

from gongkai.extract.codebook.of_narrative import CLAIMS, FACTS
from gongkai.extract.codebook.of_reports import RECORD_ID, REPORTS
from gongkai.extract.codebook.terms import Absence, Description, Origin, Unit

_D = Description

DUPLICATES: Final[dict[str, Description]] = {
    "record_id": RECORD_ID,
    "group_id": _D(
        "Group: the record_id of the best copy; the same for all copies of one report",
        "副本组：最佳副本的 record_id，同一报告的各副本相同",
        Origin.COPIES,
    ),
    "best": _D(
        "Best: whether it is the best copy of its group",
        "最佳：是否为组内最佳副本",
        Origin.COPIES,
    ),
    "similarity": _D(
        "Similarity: the share of stretches of five characters that it has in common with the "
        "best copy, estimated give or take 0.02; 1 for the best itself",
        "相似度：与最佳副本相同的五字片段所占份额，估计误差约 0.02；最佳副本自身为 1",
        Origin.COPIES,
        unit=Unit.SHARE,
    ),
    "reason": _D(
        "Reason: why it counts as a copy of the best; the first that holds",
        "理由：认定为副本的理由，取首个成立者",
        Origin.COPIES,
        Absence.BEST_COPY,
    ),
}


def _count(english: str, chinese: str, unit: Unit) -> Description:
    return _D(english, chinese, Origin.YEARS, unit=unit)


_PAIR: Final[dict[str, Description]] = {
    "record_id": _D(
        "Later report: its record_id",
        "后一年报告：其 record_id",
        Origin.YEARS,
    ),
    "previous_record_id": _D(
        "Earlier report: the record_id of the report of the same issuer on the year before, of "
        "several copies the best",
        "前一年报告：同一机构上年度报告的 record_id，有副本时取最佳者",
        Origin.YEARS,
    ),
    "issuer_name": _D(
        "Issuer: its name in the later report",
        "发布机构：后一年报告中的名称",
        Origin.IDENTITY,
    ),
    "issuer_region_code": REPORTS["issuer_region_code"],
    "year_value": _D(
        "Year: of the later report",
        "年度：后一年报告的年度",
        Origin.IDENTITY,
        unit=Unit.YEAR,
    ),
}

YEAR_PAIRS: Final[dict[str, Description]] = {
    **_PAIR,
    "facts_compared": _count(
        "Facts compared: headline facts that both reports state; the rows of changes",
        "比较事实数：两年报告均有的总数，即 changes 的行数",
        Unit.FACTS,
    ),
    "facts_changed": _count(
        "Facts changed: those of them with another value or bound",
        "变化事实数：其中数值或界限不同者",
        Unit.FACTS,
    ),
    "recalled": _count(
        "Statements about the year before: the rows of recalled",
        "关于上年的表述数：recalled 的行数",
        Unit.STATEMENTS,
    ),
    "contradicted": _count(
        "Contradicted: those of them that do not fit the report on that year",
        "不符数：其中与上年报告不符者",
        Unit.STATEMENTS,
    ),
    "sentences": _count(
        "Sentences: of the narrative of the later report",
        "句数：后一年报告叙述的句数",
        Unit.SENTENCES,
    ),
    "copied_word_for_word": _count(
        "Copied word for word: sentences taken over from the earlier report as they are",
        "逐字照搬句数：原样取自前一年报告的句数",
        Unit.SENTENCES,
    ),
    "copied_numbers_changed": _count(
        "Copied with other numbers: sentences taken over in which nothing but numbers differs",
        "仅改数字句数：除数字外与前一年相同的句数",
        Unit.SENTENCES,
    ),
    "characters": _count(
        "Length: letters and digits in the sentences of the later narrative",
        "字数：后一年叙述各句的文字与数字",
        Unit.LETTERS,
    ),
    "copied_characters": _count(
        "Length copied: letters and digits in the sentences taken over",
        "沿用字数：沿用各句的文字与数字",
        Unit.LETTERS,
    ),
    "copied_share": _D(
        "Share copied: the length copied by the length",
        "沿用比例：沿用字数除以字数",
        Origin.YEARS,
        Absence.NO_NARRATIVE,
        Unit.SHARE,
    ),
}

CHANGES: Final[dict[str, Description]] = {
    **_PAIR,
    **{name: FACTS[name] for name in ("metric", "kind", "aspect", "per", "scope", "channel")},
    "unit": _D(
        "Unit: of the later report; all amounts of the row are in it",
        "单位：后一年报告的单位，本行金额均按此计",
        Origin.FACTS,
        Absence.NO_UNIT,
    ),
    "previous_fact": _D(
        "Earlier fact: its id among the facts of the earlier report",
        "前一年事实：在前一年报告中的编号",
        Origin.FACTS,
    ),
    "fact": _D(
        "Later fact: its id among the facts of the later report",
        "后一年事实：在后一年报告中的编号",
        Origin.FACTS,
    ),
    "previous_value": _D(
        "Earlier value: what the earlier report states",
        "前一年数值：前一年报告所写",
        Origin.FACTS,
        unit=Unit.AS_STATED,
    ),
    "previous_bound": _D(
        "Earlier bound: how the earlier number limits the true one",
        "前一年界限：前一年数字如何限定真值",
        Origin.FACTS,
    ),
    "value": _D(
        "Later value: what the later report states",
        "后一年数值：后一年报告所写",
        Origin.FACTS,
        unit=Unit.AS_STATED,
    ),
    "bound": _D(
        "Later bound: how the later number limits the true one",
        "后一年界限：后一年数字如何限定真值",
        Origin.FACTS,
    ),
    "difference": _D(
        "Difference: the later value less the earlier",
        "增减：后一年数值减前一年数值",
        Origin.YEARS,
        unit=Unit.AS_STATED,
    ),
    "percent": _D(
        "Difference in percent: of the earlier value",
        "增减率：占前一年数值的百分比",
        Origin.YEARS,
        Absence.ZERO_BEFORE,
        Unit.PERCENT,
    ),
}

RECALLED: Final[dict[str, Description]] = {
    **_PAIR,
    "what": _D(
        "Statement: what it says about the year before",
        "表述：就上年所言的类别",
        Origin.YEARS,
    ),
    "metric": CLAIMS["metric"],
    "claim": _D(
        "Claim: its id among the claims of the later report",
        "陈述：在后一年报告中的编号",
        Origin.CLAIMS,
        Absence.STATED_BY_FACT,
    ),
    "quote": _D(
        "Quote: the expression exactly as written",
        "引文：原样表达",
        Origin.CLAIMS,
        Absence.STATED_BY_FACT,
    ),
    "sentence": _D(
        "Sentence: the sentence around the quote, in simplified characters and without layout",
        "句子：引文所在句，简体，去除版式",
        Origin.CLAIMS,
        Absence.STATED_BY_FACT,
    ),
    "stated": _D(
        "Stated: the number that the later report gives",
        "所言：后一年报告给出的数字",
        Origin.CLAIMS,
        unit=Unit.AS_STATED,
    ),
    "unit": CLAIMS["unit"],
    "bound": CLAIMS["bound"],
    "expected": _D(
        "Expected: the number that follows from the reports",
        "应为：由两年报告得出的数字",
        Origin.YEARS,
        Absence.NOT_ASSESSED,
        Unit.AS_STATED,
    ),
    "status": _D(
        "Status: whether what is stated fits what is expected",
        "结果：所言与应为是否相符",
        Origin.YEARS,
    ),
}


def _place(english: str, chinese: str) -> Description:
    return _D(english, chinese, Origin.YEARS, Absence.NO_TEXTS, Unit.CHARACTERS)


COPIED: Final[dict[str, Description]] = {
    **_PAIR,
    "copy": _D(
        "Copy: how the sentence was taken over",
        "沿用方式：如何取自前一年报告",
        Origin.YEARS,
    ),
    "start": _place(
        "Start: offset of its first character in the text of the later report",
        "起始：首字符在后一年报告文本中的偏移",
    ),
    "end": _place(
        "End: offset behind its last character in the text of the later report",
        "结束：末字符之后在后一年报告文本中的偏移",
    ),
    "previous_start": _place(
        "Earlier start: offset of the sentence it was taken from in the text of the earlier report",
        "前一年起始：所取句子在前一年报告文本中的偏移",
    ),
    "previous_end": _place(
        "Earlier end: offset behind that sentence in the text of the earlier report",
        "前一年结束：所取句子末字符之后的偏移",
    ),
    "sentence": _D(
        "Sentence: as it stands in the later report",
        "句子：后一年报告中的原文",
        Origin.YEARS,
    ),
}
