"""What the kinds of errors mean, with invented examples."""

from __future__ import annotations

from typing import Final

from gongkai.evaluate.page.building_wording import PageError
from gongkai.evaluate.page.meanings import Meaning
from gongkai.evaluate.scores.claim_errors import ErrorKind

ERRORS: Final = (
    Meaning(
        ErrorKind.MISSED_ANCHOR,
        "The gold has a claim where the system found none at all: 举办培训[3场], not found.",
        "标注有陈述而系统一无所获：举办培训[3场]，未找到。",
    ),
    Meaning(
        ErrorKind.MISSED_READING,
        "The number was found as one claim, but it says two: 通过网站和微信各发布[20条], found for "
        "the website alone.",
        "数字已找到，但一数两义只得其一：通过网站和微信各发布[20条]，仅得网站一项。",
    ),
    Meaning(
        ErrorKind.SPURIOUS,
        "A claim was predicted where the gold has none: 从[3个]方面入手, taken for a count.",
        "标注无陈述而系统报出：从[3个]方面入手，误作数量。",
    ),
    Meaning(
        ErrorKind.WRONG_METRIC,
        "The number is right, what it counts is not: 召开会议[5次], taken for training.",
        "数字正确而所统计者有误：召开会议[5次]，误作培训。",
    ),
    Meaning(
        ErrorKind.WRONG_KIND,
        "A count, an amount, a rate or a change is taken for another: 增长[12%], taken for a rate.",
        "数量、金额、比率、增减混淆：增长[12%]，误作比率。",
    ),
    Meaning(
        ErrorKind.WRONG_VALUE,
        "The number is read as another: [1.2万]条, read as 1.2. Of cells: another number.",
        "数值读错：[1.2万]条，读作 1.2；表格则为数字不同。",
    ),
    Meaning(
        ErrorKind.WRONG_SEVERAL,
        "Two of metric, kind and value are wrong, or all.",
        "指标、类型、数值中两项以上有误。",
    ),
    Meaning(
        ErrorKind.WRONG_ATTRIBUTES,
        "The claim is right, but unit, bound, aspect or channel is not: 微信推送[80条], with the "
        "website as its channel. These claims are right and not wholly right.",
        "陈述正确，但单位、界限、方面或渠道有误：微信推送[80条]，渠道误作网站。此即正确而非完全正确者。",
    ),
    Meaning(
        ErrorKind.OTHER_ATTRIBUTES,
        "The claim is wholly right, but something else said of it is not, as its scope or the "
        "whole that it is part of.",
        "陈述完全正确，但其他说明有误，如范围或所属总数。",
    ),
    Meaning(
        ErrorKind.WRONG_UNIT,
        "The measure word is another: [6场次], with the unit 场.",
        "量词不同：[6场次]，单位误作场。",
    ),
    Meaning(
        ErrorKind.WRONG_BOUND,
        "Exact, about, at least or at most are confused: [百余条], taken for exactly 100.",
        "确数、约数、下限、上限混淆：[百余条]，误作恰为 100。",
    ),
    Meaning(
        ErrorKind.WRONG_ASPECT,
        "What a rate is the rate of is another: 办结率[98%], taken for satisfaction.",
        "比率所指不同：办结率[98%]，误作满意度。",
    ),
    Meaning(
        ErrorKind.WRONG_CHANNEL,
        "The channel is another, or was not told: 微博发布[40条], with no channel.",
        "渠道不同或缺失：微博发布[40条]，未给出渠道。",
    ),
    Meaning(
        ErrorKind.WRONG_VALUE_MAX,
        "The upper end of a range is another: [3至5次], up to 3.",
        "区间上限不同：[3至5次]，上限误作 3。",
    ),
    Meaning(
        ErrorKind.WRONG_PER,
        "How often something happens is another: 每季度[1次], taken for once a year.",
        "频次周期不同：每季度[1次]，误作每年一次。",
    ),
    Meaning(
        ErrorKind.WRONG_SCOPE,
        "Whose count it is: 全县公开[2万条], taken for the body's own.",
        "统计范围不同：全县公开[2万条]，误作本机关。",
    ),
    Meaning(
        ErrorKind.WRONG_PART_OF,
        "The whole that it is part of is another, or was not told: 其中微信[8条], part of nothing.",
        "所属总数不同或缺失：其中微信[8条]，未归入总数。",
    ),
    Meaning(
        ErrorKind.WRONG_PART_KIND,
        "How a part belongs to its whole is another.",
        "部分与总数的关系种类不同。",
    ),
    Meaning(
        ErrorKind.WRONG_SECTION,
        "The section that the claim stands in is another.",
        "所在章节不同。",
    ),
    Meaning(
        PageError.MISSED,
        "The gold has the item, fact or field; the system does not.",
        "标注有该条目、事实或字段而系统没有。",
    ),
    Meaning(
        PageError.WRONG_UNIT,
        "The number of the cell is right, its unit is not.",
        "格中数字正确而单位有误。",
    ),
    Meaning(
        PageError.WRONG_CATEGORY,
        "The item was found under another category.",
        "条目已找到而类别不同。",
    ),
    Meaning(
        PageError.WRONG_YEAR,
        "A problem of this year was taken for one of last year, or the other way round.",
        "本年问题与上年问题混淆。",
    ),
    Meaning(
        PageError.WRONG_STAGE,
        "A measure that was taken is said to be promised, or the other way round.",
        "已采取与拟采取混淆。",
    ),
    Meaning(
        PageError.WRONG_AGREEMENT,
        "The sources of the fact are right, whether they agree is not.",
        "事实来源正确而一致与否判断有误。",
    ),
    Meaning(
        PageError.INVENTED_NUMBER,
        "The system gives a number for a cell that holds none.",
        "格中无数字而系统给出数字。",
    ),
    Meaning(
        PageError.LOST_NUMBER,
        "The cell holds a number; the system gives none.",
        "格中有数字而系统未给出。",
    ),
    Meaning(
        PageError.WRONG_STATE,
        "Blank, stroke, unreadable or missing are confused.",
        "空白、不适用、无法识读、缺失混淆。",
    ),
    Meaning(
        PageError.NOT_READ,
        "The system was given the quote and read no value.",
        "给出引文而系统未读出数值。",
    ),
    Meaning(
        PageError.WRONG_FIELD,
        "The field has another value than in the annotation.",
        "该字段与标注不同。",
    ),
)
