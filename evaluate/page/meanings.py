"""What the figures of claims, numbers and places mean, a plain sentence for each.

A meaning belongs to a label and is shown in every section that has the label. The other sections
have theirs in ``meanings_of_reports``, the kinds of errors in ``meanings_of_errors``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.wording import PagePhrase
from gongkai.evaluate.scores.relations import RelationKind
from gongkai.evaluate.scores.spans import Strategy
from gongkai.evaluate.wording import Phrase
from gongkai.models.terms import Term


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label stands for, in either language."""

    label: Term
    english: str
    chinese: str

    def text(self, language: str) -> str:
        """Return the meaning in ``"zh"`` or ``"en"``."""
        return self.chinese if language == "zh" else self.english


#: What means the same in all sections.
GENERAL: Final = (
    Meaning(
        Phrase.PRECISION,
        "Of what the system predicted, the share that is right.",
        "系统的预测中正确者所占比例。",
    ),
    Meaning(
        Phrase.RECALL,
        "Of what the gold has, the share that the system found.",
        "标注内容中被系统找到者所占比例。",
    ),
    Meaning(
        Phrase.F1,
        "The harmonic mean of precision and recall: high only if both are.",
        "精确率与召回率的调和平均，二者皆高方高。",
    ),
    Meaning(
        PartPhrase.FIGURE,
        "F1 where things have to be found, recall where a measure says so, accuracy where every "
        "thing is judged once; each measure is explained in the section of its part.",
        "须先找到者用 F1，注明召回率者用召回率，逐项评测者用准确率；各度量在所属章节内说明。",
    ),
    Meaning(
        PartPhrase.INTERVAL_95,
        "Beside a figure stands its 95% interval: where the figure would mostly lie on other "
        "texts like these.",
        "得分旁为 95% 区间：换用同类文本时，得分大多落在此范围内。",
    ),
    Meaning(
        Phrase.GOLD,
        "How many there are in the annotation.",
        "标注中的数量。",
    ),
    Meaning(
        Phrase.PREDICTED,
        "How many the system predicted.",
        "系统所预测的数量。",
    ),
    Meaning(
        Phrase.ACCURACY,
        "Of what was judged, the share that is right.",
        "所评测者中正确者所占比例。",
    ),
    Meaning(
        Phrase.JUDGED,
        "How many things the accuracy is over: those of which both sides speak.",
        "准确率所依据的数量，即双方均有说明者。",
    ),
    Meaning(
        Phrase.ACCURACY_GIVEN,
        "The accuracy without those for which both sides say that there is none; most things "
        "have none, and saying so is easy.",
        "不计双方均为“无”者的准确率；多数本来就无，仅凭判“无”即可显得准确。",
    ),
    Meaning(
        Phrase.GIVEN,
        "How many things the accuracy where given is over.",
        "有值者准确率所依据的数量。",
    ),
    Meaning(
        PartPhrase.SECOND_LESS_FIRST,
        "A column named by two systems: the figure of the one less that of the other. It does "
        "not say whether chance explains it.",
        "以两个系统命名的列：前者得分减后者得分；不说明差异是否出于偶然。",
    ),
)

COMPARISON: Final = (
    Meaning(
        PagePhrase.DIFFERENCE,
        "How far the system is above the one it is compared with, on the same texts.",
        "相同文本上，所比系统高出基准系统多少。",
    ),
    Meaning(
        PagePhrase.P,
        "How probable a difference at least as large would be if the two systems were no "
        "different.",
        "若两系统并无差别，出现同样大或更大差异的概率。",
    ),
    Meaning(
        PagePhrase.P_ADJUSTED,
        "The same, corrected for how many systems are compared in the measure; below 0.05 the "
        "difference is taken for real and its mark is filled.",
        "按同一度量内比较的系统数校正后的 p 值；小于 0.05 视为确有差异，标记为实心。",
    ),
    Meaning(
        PagePhrase.TEXTS,
        "How many texts were judged for both systems; the figures and the difference are over "
        "these.",
        "两系统均评测的文本数；得分与差值均就此而言。",
    ),
)

CLAIMS: Final = (
    Meaning(
        Phrase.RIGHT,
        "Metric, kind and value are those of a gold claim whose quote overlaps. As a column: how "
        "many predictions are.",
        "指标、类型、数值与某一标注陈述相同，且引文重叠。作为列名，指正确的预测数。",
    ),
    Meaning(
        Phrase.WHOLLY_RIGHT,
        "Right, and unit, bound, aspect and channel are right too.",
        "正确，且单位、界限、方面、渠道亦正确。",
    ),
    Meaning(
        Phrase.F1_WHOLLY_RIGHT,
        "The F1 of claims that are wholly right.",
        "完全正确的陈述的 F1。",
    ),
    Meaning(
        Phrase.MACRO,
        "The mean of the F1 of every metric, so that rare metrics count as much as frequent "
        "ones; it has no precision and recall of its own.",
        "各指标 F1 的平均，罕见指标与常见指标同等计入；本身无精确率与召回率。",
    ),
    Meaning(
        Phrase.WITHOUT_OTHER,
        "Without claims that are of no named metric, on both sides.",
        "双方均不计未归入具名指标的陈述。",
    ),
    Meaning(
        Phrase.METRICS_OF,
        "Over the metrics alone that this system attempts.",
        "仅就该系统所涉及的指标。",
    ),
    Meaning(
        PartPhrase.GOLD_COUNT,
        "How many claims of the group the annotation has; with few of them, an interval is wide.",
        "该组的标注陈述数；数量少则区间宽。",
    ),
    Meaning(
        Phrase.TEXTS,
        "How many texts hold such claims, or have the trait.",
        "含有此类陈述或具有该特征的文本数。",
    ),
    Meaning(
        PartPhrase.COUNT,
        "How many errors there are of the kind.",
        "该类错误的数量。",
    ),
)

NUMBERS: Final = (
    Meaning(
        Phrase.RIGHT_COUNT,
        "As a column: how many predictions are.",
        "作为列名，指正确的预测数。",
    ),
    Meaning(
        Phrase.FOUND,
        "A prediction overlaps the number; each is matched once.",
        "预测与该数字重叠；各匹配一次。",
    ),
    Meaning(
        Phrase.VALUE_RIGHT,
        "A prediction overlaps the number and is worth the same.",
        "预测与该数字重叠且数值相同。",
    ),
    Meaning(
        Phrase.ZEROS_IN_WORDS,
        "Zeros said without a numeral, found as zeros; they are in no other measure.",
        "不用数字表述而读作零者；不计入其他度量。",
    ),
    Meaning(
        Phrase.NUMERALS,
        "The system is given each quote and reads its value; what it does not read is wrong.",
        "将每处引文交给系统读取数值；未读出者为错误。",
    ),
    Meaning(
        PartPhrase.PER_TEXT,
        "How many numbers the system predicts in a text, on average: recall alone rewards many.",
        "系统平均每篇预测的数字数；仅看召回率会偏向多报者。",
    ),
    Meaning(
        PartPhrase.IN_TABLES,
        "Predictions in tables, which hold many numbers that no claim speaks of; they are in no "
        "other count.",
        "落在表格中的预测；表格中多有与陈述无关的数字，故不计入其他数量。",
    ),
    Meaning(
        PartPhrase.READ_AT_ALL,
        "The share of quotes of which the system reads any value, rightly or wrongly.",
        "系统读出数值（无论对错）的引文所占比例。",
    ),
    Meaning(
        Phrase.TEXTS,
        "How many texts were judged.",
        "所评测的文本数。",
    ),
    Meaning(
        PartPhrase.COUNT,
        "How many predictions find no number of a claim and lie on what is named beside.",
        "未找到陈述中的数字，且落在所列内容上的预测数。",
    ),
    Meaning(
        PartPhrase.RECALL_OF_VALUES,
        "The share of the gold's numbers of this form that are found with the right value.",
        "该书写形式的标注数字中，找到且数值正确者所占比例。",
    ),
    Meaning(
        PartPhrase.NUMBERS_COUNT,
        "How many numbers of this form the annotated claims have.",
        "标注陈述中该书写形式的数字数。",
    ),
)

RELATIONS: Final = (
    *NUMBERS[:1],
    Meaning(
        RelationKind.COUNTS,
        "What the claim counts: the noun that the text gives.",
        "陈述所统计的对象，即文中的名词。",
    ),
    Meaning(
        RelationKind.BY,
        "What was done, as the text says it.",
        "文中所述的行为。",
    ),
    Meaning(
        RelationKind.THROUGH,
        "Where or through which channel it was done.",
        "所经的渠道。",
    ),
    Meaning(
        RelationKind.DURING,
        "The time that the claim covers.",
        "陈述所涵盖的时段。",
    ),
    Meaning(
        RelationKind.PART_OF,
        "The claim of which it is a part; right when both are matched.",
        "所属的总数；二者均匹配为正确。",
    ),
    Meaning(
        Phrase.SAME_SPAN,
        "The span is the same character by character, instead of overlapping.",
        "位置逐字相同，而非仅重叠。",
    ),
    Meaning(
        Phrase.PART_KIND,
        "Whether a part is one of several that make up the whole, or what became of it.",
        "部分与整体的关系种类。",
    ),
)

PLACES: Final = (
    Meaning(
        Strategy.STRICT,
        "Right is the same place with the same label.",
        "位置与标签均相同为正确。",
    ),
    Meaning(
        Strategy.EXACT,
        "Right is the same place, whatever the label.",
        "位置相同为正确，不论标签。",
    ),
    Meaning(
        Strategy.PARTIAL,
        "The same place is right, places that overlap are half right, whatever the label.",
        "位置相同为正确，仅重叠计半分，不论标签。",
    ),
    Meaning(
        Strategy.TYPE,
        "Right is the same label where the places overlap.",
        "位置重叠且标签相同为正确。",
    ),
    Meaning(
        Phrase.CORRECT,
        "Predictions that meet a gold span and are right by the strategy.",
        "与标注位置相遇且按该方式正确的预测数。",
    ),
    Meaning(
        Phrase.INCORRECT,
        "Predictions that meet a gold span but are wrong by the strategy.",
        "与标注位置相遇但按该方式有误的预测数。",
    ),
    Meaning(
        Phrase.PARTIAL,
        "As a column: predictions that overlap a gold span without being the same; they count "
        "half.",
        "作为列名，指仅与标注位置重叠的预测数，计半分。",
    ),
    Meaning(
        Phrase.MISSED,
        "Gold spans that no prediction meets.",
        "没有预测与之相遇的标注位置数。",
    ),
    Meaning(
        Phrase.SPURIOUS,
        "Predictions that meet no gold span.",
        "不与任何标注位置相遇的预测数。",
    ),
)
