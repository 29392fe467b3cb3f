"""What the page says of the measured parts, beside the labels that the terminal uses too."""

from __future__ import annotations

from gongkai.models.terms import Term


class PartPhrase(Term):
    """A title, a note or the help of a column; what stands in braces is filled in."""

    TITLE = "title", "Accuracy on {gold}", "{gold} 上的准确度"
    TEXTS_JUDGED = (
        "texts_judged",
        "{passages} passages, {reports} whole reports",
        "片段 {passages} 个，完整报告 {reports} 份",
    )
    GOLD_NAME = "gold_name", "Gold", "标注"
    TEXTS = "texts", "Texts", "文本"
    GOLD_CLAIMS = "gold_claims", "Annotated claims", "标注陈述数"
    INTERVALS = "intervals", "Intervals", "区间"
    INTERVALS_ARE = (
        "intervals_are",
        "95%, by drawing texts again (bias-corrected and accelerated bootstrap)",
        "95%，对文本重抽样（BCa 自助法）",
    )
    WITHOUT_PREDICTION = (
        "without_prediction",
        "texts without a prediction, counted as if nothing had been found: {names}",
        "无预测、按一无所获计的文本：{names}",
    )
    UNJUDGED = (
        "unjudged",
        "predictions of texts that are not in the gold, not judged: {count}",
        "标注中没有、不予评测的文本 {count} 份",
    )
    SUMMARY = "summary", "Summary", "概览"
    SUMMARY_NOTE = (
        "summary_note",
        "F1, or accuracy where every thing is judged once. Texts are drawn as wholes, since what "
        "stands in one text is right or wrong together.",
        "F1；逐项评测者为准确率。重抽样以整个文本为单位，因同一文本中的对错相互关联。",
    )
    FIGURE = "figure", "F1 or accuracy", "F1 或准确率"
    MEASURE = "measure", "measure", "度量"
    NOT_ATTEMPTED = (
        "not_attempted",
        "{part}: not attempted by {systems}.",
        "{part}：{systems} 不涉及。",
    )
    FEW_TEXTS = (
        "few_texts",
        "On {count} texts no p-value can be below {least}, so that no difference in such a "
        "measure can be significant.",
        "仅 {count} 个文本时 p 值不可能低于 {least}，此类度量的差异无从显著。",
    )
    INTERVAL_95 = "interval_95", "95% interval", "95% 区间"
    SECOND_LESS_FIRST = "second_less_first", "B − A", "乙 − 甲"
    COMPARED = "compared", "Systems compared", "系统比较"
    COMPARED_NOTE = (
        "compared_note",
        "Each system is compared with {first} on the same texts. p: paired approximate "
        "randomisation over texts, in {rounds} rounds; adjusted by Holm's method for the systems "
        "compared in one measure.",
        "各系统与 {first} 在相同文本上比较。p 值：以文本为单位的配对近似随机化检验，{rounds} 轮；"
        "同一度量内多个系统的比较以 Holm 法校正。",
    )
    DIFFERENCES = "differences", "Differences from {first}", "与 {first} 之差"
    CLAIMS_NOTE = (
        "claims_note",
        "A claim is right when metric, kind and value are those of an annotated claim whose quote "
        "overlaps; wholly right when unit, bound, aspect and channel are right too.",
        "指标、类型、数值与某一标注陈述相同且引文重叠者为正确；单位、界限、方面、渠道亦正确者为完全正确。",
    )
    ALL_CLAIMS = "all_claims", "All claims", "全部陈述"
    GROUPS_NOTE = (
        "groups_note",
        "In groups, a matched prediction is where its gold claim is, any other where its own "
        "attribute puts it.",
        "分组时，已匹配的预测归入其标注陈述所在的组，其余按自身属性归组。",
    )
    TEXT_GROUPS_NOTE = (
        "text_groups_note",
        "All claims of the texts in which something occurs; a text may be in several groups.",
        "含有该现象的文本中的全部陈述；一个文本可属多个组。",
    )
    CLAIMS_BY = "claims_by", "Claims {grouping}", "数据陈述（{grouping}）"
    SYSTEM = "system", "system", "系统"
    GROUP = "group", "group", "分组"
    GOLD_COUNT = "gold_count", "gold claims", "标注陈述数"
    ATTRIBUTE = "attribute", "attribute", "属性"
    ATTRIBUTES_NOTE = (
        "attributes_note",
        "Over claims that are right. “Where given” leaves out those to which neither side gives "
        "the attribute.",
        "仅就正确的陈述而言。“有值者”不计双方均未给出该属性的陈述。",
    )
    ERROR_KINDS = "error_kinds", "Errors by kind", "错误类型"
    ERROR_KINDS_NOTE = (
        "error_kinds_note",
        "Every error once, by its kind.",
        "每项错误按其类型计一次。",
    )
    KIND_OF_ERROR = "kind_of_error", "kind of error", "错误类型"
    WRONG_FIELDS = "wrong_fields", "What is wrong of found numbers", "已找到数字的有误字段"
    WRONG_FIELDS_NOTE = (
        "wrong_fields_note",
        "An error counts under each field that is wrong, so these are more than the errors; the "
        "list of errors is filtered by them too.",
        "一项错误计入每个有误的字段，故多于错误数；错误列表亦可按此筛选。",
    )
    COUNT = "count", "count", "数量"
    REASON = "reason", "reason", "原因"
    FALSE_ALARMS = (
        "false_alarms",
        "False alarms on what the annotation says is no claim",
        "落在标注为非陈述之处的误报",
    )
    ANYWHERE_ELSE = "anywhere_else", "on nothing that is marked", "未标注之处"
    NUMBERS_NOTE = (
        "numbers_note",
        "Numbers whatever they count: the quotes of annotated claims, each place and value once. A "
        "prediction finds a number when the two overlap; the value is right when it is the same "
        "too. Numbers that are no claim's count as predicted, which lowers the precision of what "
        "looks for numbers alone.",
        "不论统计何事的数字，即标注陈述的引文，同一位置与数值计一次。预测与之重叠为找到，数值相同为"
        "数值正确。非陈述的数字亦计入预测，故只找数字的系统精确率偏低。",
    )
    BY_FORM = "by_form", "Values of numbers, by form of writing", "按书写形式的数字数值"
    FORM_OF_WRITING = "form_of_writing", "form of writing", "书写形式"
    RECALL_OF_VALUES = "recall_of_values", "recall, value right", "召回率（数值正确）"
    NUMBERS_COUNT = "numbers_count", "gold numbers", "标注数字数"
    FURTHER_NUMBERS = (
        "further_numbers",
        "Other numbers predicted, by what they are",
        "所预测的其他数字",
    )
    NUMBERS_PREDICTED = "numbers_predicted", "How many numbers are predicted", "预测的数字数"
    PER_TEXT = "per_text", "predicted per text", "每篇预测数"
    IN_TABLES = "in_tables", "besides, in tables", "另有表格中"
    READ_AT_ALL = "read_at_all", "read at all", "读出数值"
    NUMERALS_NOTE = (
        "numerals_note",
        "What a reader of numerals makes of quotes whose place it is given; zeros in words are "
        "left out.",
        "给定引文位置时数字读取器所读出的数值；文字零值不计。",
    )
    RELATIONS_NOTE = (
        "relations_note",
        "A context belongs to its claim when the claim is right and the spans of the same kind "
        "overlap; a part to its whole when both are right.",
        "陈述正确且同类上下文位置重叠，则该关系正确；部分与整体均正确，则从属关系正确。",
    )
    PLACES_NOTE = (
        "places_note",
        "By the four ways of SemEval-2013, task 9. Strict: the same place and the same label. "
        "Exact: the same place, whatever the label. Partial: the same place, half a point where "
        "places overlap. Type: the same label, and the places overlap.",
        "按 SemEval-2013 任务 9 的四种方式。严格：位置与标签均相同。精确：位置相同，不论标签。"
        "部分：位置相同，仅重叠者计半分。类型：标签相同且位置重叠。",
    )
    STRATEGY = "strategy", "strategy", "方式"
    BY_LABEL = "by_label", "{places}, by label", "{places}（按标签）"
    LABEL = "label", "label", "标签"
    CELLS_NOTE = (
        "cells_note",
        "A cell is right when its state, its value and its unit are. Most cells are zero, so every "
        "class of cells has its own figures.",
        "状态、数值、单位均正确的格为正确。多数格为零，故各类分别统计。",
    )
    CELLS_BY_CLASS = "cells_by_class", "Cells by what they hold", "按内容分类的表格"
    CELL_CLASS = "cell_class", "class of cells", "格的类别"
    TABLE = "table", "table", "表"
    INVENTED = "invented", "Invented numbers", "凭空出现的数字"
    INVENTED_SHARE = "invented_share", "share invented", "凭空比例"
    WITHOUT_NUMBER = "without_number", "cells without a number", "无数字的格"
    ITEMS_NOTE = (
        "items_note",
        "An item is found when its span and a gold item's share at least half of the longer one; "
        "right when the category is right too.",
        "与标注条目重叠达较长者一半以上为找到；类别亦正确为正确。",
    )
    BY_CATEGORY = "by_category", "{items}: right, by category", "{items}：按类别"
    FIELDS = "fields", "{items}: fields of what was found", "{items}：已找到者的字段"
    REPORTS = "reports", "Whole reports", "完整报告"
    REPORTS_NOTE = (
        "reports_note",
        "What only a whole report has: facts stated several times, issuer, year and period, and "
        "the six sections. A joined fact is right with the same sources and the same agreement; a "
        "section with the right kind that starts where it should.",
        "仅完整报告所有：多处陈述的同一事实、发布机关与统计期、六个章节。来源与一致性均相同的合并事实为"
        "正确；类别正确且起点相符的章节为正确。",
    )
    CONFIDENCE_NOTE = (
        "confidence_note",
        "Of all that is given 0.9, nine in ten should be right. The expected calibration error is "
        "above 0 even for perfect confidences, so what those would get stands beside it.",
        "置信度为 0.9 者应有九成正确。即便置信度完全准确，ECE 亦大于 0，故并列理想情形之值。",
    )
    NO_CONFIDENCE = (
        "no_confidence",
        "No system gives a confidence with anything that is judged, so calibration cannot be "
        "measured.",
        "各系统均未对所评测内容给出置信度，无法评测校准。",
    )
    NONE_BY = "none_by", "No confidence is given by: {systems}.", "未给出置信度的系统：{systems}。"
    SORT = "sort", "of what", "对象"
    OF_WHAT = "of_what", "confidences of", "置信度对象"
    SIZE = (
        "size",
        "{system}: {count} judgements in {texts} texts",
        "{system}：{texts} 个文本中的 {count} 项判断",
    )
    RELIABILITY = "reliability", "Reliability: {judged}", "可靠性图：{judged}"
    RELIABILITY_NOTE = (
        "reliability_note",
        "Bins of equal size; intervals by Wilson's score. Bars: how many judgements lie there.",
        "等频分箱；区间为 Wilson 区间。下方条形为判断数。",
    )
    RISK_COVERAGE = "risk_coverage", "Risk and coverage: {judged}", "风险与覆盖：{judged}"
    PRECISION_AT = (
        "precision_at",
        "Precision by least confidence: {judged}",
        "最低置信度与精确率：{judged}",
    )
    WANTED = "wanted", "wanted precision", "期望精确率"
    WANTED_TITLE = (
        "wanted_title",
        "The least confidence that reaches a precision",
        "达到期望精确率的最低置信度",
    )
    PROPER_SCORES = "proper_scores", "Confidences as probabilities", "作为概率的置信度"
    ORDER_SCORES = "order_scores", "Confidences as an order", "作为排序的置信度"
    PARTS = "parts", "Brier: reliability", "Brier 可靠性"
    RESOLUTION = "resolution", "Brier: resolution", "Brier 分辨度"
    UNCERTAINTY = "uncertainty", "Brier: uncertainty", "Brier 不确定性"
    FIELD = "field", "field", "字段"
    QUOTE = "quote", "quote", "引文"


class PageError(Term):
    """What went wrong with something that is no claim; the ids are those of filters in links."""

    MISSED = "missed", "missed", "漏报"
    SPURIOUS = "spurious", "spurious", "误报"
    WRONG_VALUE = "wrong_value", "wrong value", "数值有误"
    WRONG_UNIT = "wrong_unit", "wrong unit", "单位有误"
    WRONG_CATEGORY = "wrong_category", "wrong category", "类别有误"
    WRONG_YEAR = "wrong_year", "wrong year", "年度有误"
    WRONG_STAGE = "wrong_stage", "wrong stage", "阶段有误"
    WRONG_AGREEMENT = "wrong_agreement", "wrong agreement", "一致性有误"
    INVENTED_NUMBER = "invented_number", "invented number", "凭空出现的数字"
    LOST_NUMBER = "lost_number", "lost number", "遗漏的数字"
    WRONG_STATE = "wrong_state", "wrong state", "状态有误"
    NOT_READ = "not_read", "not read", "未读出"
    WRONG_FIELD = "wrong_field", "wrong field", "字段有误"
