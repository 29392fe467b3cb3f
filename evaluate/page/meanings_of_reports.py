"""What the figures of whole reports and of confidences mean, a plain sentence for each."""

from __future__ import annotations

from typing import Final

from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.meanings import Meaning
from gongkai.evaluate.page.wording import PagePhrase
from gongkai.evaluate.scores.cells import CellClass
from gongkai.evaluate.wording import Phrase

_RIGHT: Final = Meaning(
    Phrase.RIGHT_COUNT,
    "As a column: how many predictions are.",
    "作为列名，指正确的预测数。",
)

CELLS: Final = (
    _RIGHT,
    Meaning(
        CellClass.NONZERO,
        "Cells that hold a number other than 0; right with the same number and unit.",
        "含非零数的格；数值与单位相同为正确。",
    ),
    Meaning(CellClass.ZERO, "Cells that hold a 0.", "含 0 的格。"),
    Meaning(
        CellClass.BLANK,
        "Cells that were left empty, which is not zero.",
        "留空的格；留空不等于零。",
    ),
    Meaning(
        CellClass.NOT_APPLICABLE,
        "Cells that hold a stroke.",
        "以横线或斜线表示不适用的格。",
    ),
    Meaning(
        CellClass.UNREADABLE,
        "Cells in which something stands that cannot be read.",
        "有内容而无法识读的格。",
    ),
    Meaning(
        CellClass.MISSING,
        "Cells of the form that the document does not have.",
        "文档中没有的格。",
    ),
    Meaning(
        Phrase.MISSING_TABLES,
        "Tables of the form that the document does not have at all, found to be missing.",
        "文档整体缺少的表，被判为缺失即为正确。",
    ),
    Meaning(
        PartPhrase.COUNT,
        "Numbers that the system gives for cells that hold none.",
        "无数字的格中，系统给出的数字数。",
    ),
    Meaning(
        PartPhrase.WITHOUT_NUMBER,
        "Cells that hold no number according to the annotation.",
        "按标注不含数字的格数。",
    ),
    Meaning(
        PartPhrase.INVENTED_SHARE,
        "The share of these cells for which the system gives a number.",
        "此类格中，系统给出数字者所占比例。",
    ),
)

ITEMS: Final = (
    Meaning(
        Phrase.FOUND,
        "The spans share at least half of the longer one; each item is matched once.",
        "重叠部分达较长者一半以上；各匹配一次。",
    ),
    Meaning(
        Phrase.RIGHT,
        "Found, and the category is right too. As a column: how many predictions are.",
        "找到且类别正确。作为列名，指正确的预测数。",
    ),
    Meaning(
        Phrase.CATEGORY,
        "What the item is about, over the items that were found.",
        "条目所涉事项，就已找到者而言。",
    ),
    Meaning(
        Phrase.YEAR,
        "Whether it is a problem of this year or of the last.",
        "属本年问题还是上年问题。",
    ),
    Meaning(
        Phrase.STAGE,
        "Whether a measure was taken or is promised.",
        "措施已采取还是拟采取。",
    ),
)

REPORTS: Final = (
    _RIGHT,
    Meaning(
        Phrase.JOINED,
        "Facts stated in several places: right with the same sources and the same agreement.",
        "多处陈述的同一事实；来源与一致性均相同为正确。",
    ),
    Meaning(
        Phrase.LINKS,
        "Two statements that one fact holds together, pair by pair.",
        "由同一事实联系的两处陈述，逐对评测。",
    ),
    Meaning(
        Phrase.CONFLICTS,
        "Facts whose statements contradict each other: right with the same sources.",
        "各处陈述互相矛盾的事实；来源相同为正确。",
    ),
    Meaning(
        Phrase.AGREEMENT,
        "Whether the statements are said to agree or to conflict, where the sources are right.",
        "来源正确者，所判一致或矛盾是否正确。",
    ),
    Meaning(
        Phrase.STARTS,
        "The kind of section is right and it starts within five characters.",
        "章节类别正确，且起点相差不超过五个字符。",
    ),
    Meaning(
        Phrase.KINDS_ALONE,
        "The report has a section of this kind, wherever it starts.",
        "报告有该类章节，不论起点。",
    ),
    Meaning(
        Phrase.CHARACTERS,
        "The share of characters that are put into the right section.",
        "归入正确章节的字符。",
    ),
)

CONFIDENCE: Final = (
    Meaning(
        Phrase.WITH_CONFIDENCE,
        "How many predictions have a confidence, of how many that are judged.",
        "受评测的预测中有置信度者的数量。",
    ),
    Meaning(
        Phrase.SHARE_RIGHT,
        "The share of them that is right; it should equal the mean confidence.",
        "其中正确者所占比例，应与平均置信度相等。",
    ),
    Meaning(
        Phrase.MEAN_CONFIDENCE,
        "The mean of the confidences.",
        "置信度的平均值。",
    ),
    Meaning(
        Phrase.EXPECTED_ERROR,
        "Expected calibration error: how far confidence and share right are apart, averaged over "
        "bins of predictions of like confidence. 0 is best; chance alone makes it greater.",
        "期望校准误差：将置信度相近的预测分箱，各箱置信度与正确率之差的平均；0 为最佳，"
        "仅因偶然亦会大于 0。",
    ),
    Meaning(
        Phrase.PERFECT_ERROR,
        "What a system with perfect confidences would get by chance on the same texts, whose "
        "predictions go together as they do here: an ECE within this range gives no reason for "
        "complaint.",
        "置信度完全准确的系统在相同文本上因偶然所得的 ECE，同一文本内预测的相关程度视为相同；"
        "落在此范围内则不足为病。",
    ),
    Meaning(
        Phrase.DEBIASED_ERROR,
        "The ECE less what chance adds to it, with its 95% interval, which begins at 0 where "
        "chance alone could make the whole of it.",
        "减去偶然所致部分的 ECE 及其 95% 区间；若全部可归于偶然，区间自 0 起。",
    ),
    Meaning(
        Phrase.BRIER,
        "Mean squared distance of the confidence from 1 where right and 0 where wrong; 0 is best.",
        "置信度与结果（正确为 1，错误为 0）之差的平方的平均；0 为最佳。",
    ),
    Meaning(
        PartPhrase.PARTS,
        "The part of the Brier score owed to confidences that do not match the share right; 0 is "
        "best.",
        "Brier 分数中因置信度与正确率不符而来的部分；0 为最佳。",
    ),
    Meaning(
        PartPhrase.RESOLUTION,
        "How far confidences tell what is right from what is wrong; it lowers the Brier score, so "
        "more is better.",
        "置信度区分对错的程度；可降低 Brier 分数，越大越好。",
    ),
    Meaning(
        PartPhrase.UNCERTAINTY,
        "What the Brier score would be if every confidence were the share right; greatest where "
        "half is right.",
        "若所有置信度均等于总体正确率时的 Brier 分数；正确率为一半时最大。",
    ),
    Meaning(
        Phrase.LOG_LOSS,
        "Mean negative logarithm of the probability given to what came out; it punishes being "
        "sure and wrong; 0 is best.",
        "对实际结果所给概率的负对数的平均；严惩自信的错误，0 为最佳。",
    ),
    Meaning(
        Phrase.RISK_AREA,
        "Area under the risk–coverage curve: the share wrong among the most confident, averaged "
        "over all numbers that could be kept; 0 is best.",
        "风险覆盖曲线下面积：由高置信度起保留任意数量时错误比例的平均；0 为最佳。",
    ),
    Meaning(
        Phrase.EXCESS_AREA,
        "AURC less what the best order of the same predictions would have: what is owed to the "
        "order of the confidences alone; 0 is best.",
        "AURC 减去同一批预测按最佳顺序所得之值，即仅由置信度排序造成的部分；0 为最佳。",
    ),
    Meaning(
        PartPhrase.WANTED,
        "The precision that is asked for.",
        "所要求的精确率。",
    ),
    Meaning(
        PagePhrase.LEAST_CONFIDENCE,
        "The confidence from which on predictions are kept; — where no confidence reaches it.",
        "保留预测的最低置信度；— 表示任何置信度均达不到。",
    ),
    Meaning(
        Phrase.KEPT,
        "Which share of all predictions has at least that confidence.",
        "达到该置信度的预测占全部预测的比例。",
    ),
    Meaning(
        PartPhrase.RELIABILITY,
        "A plot: for predictions of like confidence, the share that is right. On the dashed line "
        "confidences are right, below it they are too high, above it too low.",
        "可靠性图：置信度相近的预测中正确者的比例。虚线上为准确，线下为过高，线上为过低。",
    ),
    Meaning(
        PartPhrase.RISK_COVERAGE,
        "A plot: which share is wrong if only the most confident predictions are kept.",
        "风险覆盖图：仅保留置信度最高的预测时，其中错误者的比例。",
    ),
    Meaning(
        PartPhrase.PRECISION_AT,
        "A plot: how precise the predictions are that have at least a confidence.",
        "精确率图：达到某一置信度的预测的精确率。",
    ),
)
