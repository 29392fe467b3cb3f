"""What the evaluation says, in English and in Chinese."""

from __future__ import annotations

from gongkai.models.scheme import Term


class Phrase(Term):
    """A phrase of the evaluation; its definition is not used."""

    HEAD = (
        "head",
        "gold: {gold}; reports: {reports}, passages: {passages}; written to {output}",
        "标注：{gold}；报告 {reports} 份，片段 {passages} 个；结果写入 {output}",
    )
    COMMA = "comma", ", ", "，"
    AND = "and", ", ", "、"
    LABELLED = "labelled", "{label}: {content}", "{label}：{content}"
    REMARKED = "remarked", "{text} ({remark})", "{text}（{remark}）"
    SYSTEM = "system", "system", "系统"
    SYSTEMS = "systems", "systems: {systems}", "系统：{systems}"
    MODEL = "model", "model", "模型"
    WITHOUT_PREDICTION = (
        "without_prediction",
        "{system}: without a prediction, counted as if nothing had been found: {names}",
        "{system}：无预测、按一无所获计：{names}",
    )
    AND_MORE = "and_more", "{names} and {count} more", "{names}等，另有 {count} 个"
    UNJUDGED = (
        "unjudged",
        "{system}: predictions of texts that are not in the gold, not judged: {count}",
        "{system}：标注中没有、不予评测的文本 {count} 份",
    )
    ATTEMPTS_NOTHING = (
        "attempts_nothing",
        "{system}: attempts nothing that the gold speaks of",
        "{system}：不涉及标注所含的任何内容",
    )
    ATTEMPTS_ELSE = (
        "attempts_else",
        "{system} attempts only {attempt}, and the gold has none of that",
        "{system} 只涉及{attempt}，而标注中没有此类内容",
    )
    SOME_TEXTS = (
        "some_texts",
        "{system}: {part}: judged in {count} of {texts} annotated texts, of the others it says "
        "nothing",
        "{system}：{part}：在 {texts} 个有标注的文本中评测 {count} 个，其余未作预测",
    )
    MISPLACED = (
        "misplaced",
        "{system}: predicted quotes that do not stand where they say: {count} of {total}",
        "{system}：预测引文 {total} 处，其中 {count} 处与所称位置不符",
    )
    PRECISION = "precision", "precision", "精确率"
    RECALL = "recall", "recall", "召回率"
    F1 = "f1", "F1", "F1"
    INTERVAL = "interval", "95%", "95% 区间"
    RIGHT_COUNT = "right_count", "right", "正确"
    GOLD = "gold", "gold", "标注"
    PREDICTED = "predicted", "predicted", "预测"
    CLAIMS = "claims", "Claims", "数据陈述"
    RIGHT = "right", "right", "正确"
    WHOLLY_RIGHT = "wholly_right", "wholly right", "完全正确"
    WITHOUT_OTHER = "without_other", "without other_count", "不计“其他”指标"
    MACRO = "macro", "mean over metrics", "各指标平均"
    METRICS_OF = "metrics_of", "metrics of {system}", "{system} 所及指标"
    GROUPED = "grouped", "{part} {grouping}", "{part}（{grouping}）"
    NOT_GIVEN = "not_given", "none, or not known", "无或未知"
    TEXTS = "texts", "texts", "文本数"
    ERROR_TALLY = "error_tally", "errors, each once: {kinds}", "错误（各计一次）：{kinds}"
    FALSE_ALARMS = (
        "false_alarms",
        "false alarms on what the annotation says is no claim: {reasons}",
        "落在标注为非陈述之处的误报：{reasons}",
    )
    F1_WHOLLY_RIGHT = "f1_wholly_right", "F1 wholly right", "完全正确 F1"
    ATTRIBUTES = "attributes", "Attributes of matched claims", "已匹配陈述的属性"
    ACCURACY = "accuracy", "accuracy", "准确率"
    JUDGED = "judged", "judged", "评测数"
    ACCURACY_GIVEN = "accuracy_given", "where given", "有值者准确率"
    GIVEN = "given", "given", "有值数"
    QUANTITIES = "quantities", "Numbers", "数字"
    VALUE_RIGHT = "value_right", "value right", "数值正确"
    ZEROS_IN_WORDS = "zeros_in_words", "zeros in words", "文字零值"
    BY_FORM = "by_form", "Numbers by form of writing (recall)", "数字（按书写形式，召回率）"
    FURTHER_NUMBERS = (
        "further_numbers",
        "of them on what is marked as no claim: {reasons}; on what is not marked: {elsewhere}",
        "其中落在标注为非陈述之处：{reasons}；落在未标注之处 {elsewhere}",
    )
    NUMBERS_PREDICTED = (
        "numbers_predicted",
        "numbers predicted: {count}, {per_text} a text; besides, in tables: {in_tables}",
        "预测数字共 {count} 个，平均每篇 {per_text} 个；另有表格中 {in_tables} 个",
    )
    PREDICTED_IN_A_TEXT = (
        "predicted_in_a_text",
        "numbers predicted in a text: {systems}",
        "平均每个文本预测的数字：{systems}",
    )
    READ_AT_ALL = (
        "read_at_all",
        "read at all, rightly or wrongly: {count} of {judged}",
        "读出数值（无论对错）：{judged} 个中的 {count} 个",
    )
    NUMERALS = "numerals", "Values of given quotes", "给定引文的数值"
    ALL = "all", "all", "全部"
    RELATIONS = "relations", "Relations", "关系"
    SAME_SPAN = "same_span", "the very span", "位置相同"
    SPANS = "spans", "Places", "位置"
    ANCHORS = "anchors", "anchors", "锚点"
    CONTEXTS = "contexts", "contexts", "上下文"
    SPANS_OF_ANCHORS = "spans_of_anchors", "Places of anchors", "锚点位置"
    SPANS_OF_CONTEXTS = "spans_of_contexts", "Places of contexts", "上下文位置"
    CORRECT = "correct", "correct", "正确"
    INCORRECT = "incorrect", "incorrect", "错误"
    PARTIAL = "partial", "partial", "部分"
    CELLS = "cells", "Cells", "表格"
    BY_TABLE = "by_table", "Cells by table", "各表"
    CELLS_RIGHT = "cells_right", "right: {count} of {judged}", "正确 {count} 格，共 {judged} 格"
    INVENTED = (
        "invented",
        "invented numbers: {count}; cells that hold none: {judged}",
        "凭空出现的数字 {count} 个，无数字的格共 {judged} 格",
    )
    MISSING_TABLES = "missing_tables", "missing tables", "缺失的表"
    ITEMS = "items", "Problems and improvements", "存在问题与改进措施"
    PROBLEMS = "problems", "Problems", "存在问题"
    IMPROVEMENTS = "improvements", "Improvements", "改进措施"
    FOUND = "found", "found", "找到"
    CATEGORY = "category", "category", "类别"
    YEAR = "year", "year", "年度"
    STAGE = "stage", "stage", "阶段"
    FACTS = "facts", "Facts", "事实"
    JOINED = "joined", "joined facts", "合并的事实"
    LINKS = "links", "pairs of statements", "陈述对"
    CONFLICTS = "conflicts", "conflicts", "矛盾"
    AGREEMENT = "agreement", "agreement", "一致性"
    IDENTITY = "identity", "Issuer, year and period", "发布机关、年度与统计期"
    SECTIONS = "sections", "Sections", "章节"
    STARTS = "starts", "kind and start", "类别与起点"
    KINDS_ALONE = "kinds_alone", "kind", "类别"
    CHARACTERS = "characters", "characters", "字符"
    CALIBRATION = "calibration", "Confidence", "置信度"
    NO_CONFIDENCE = "no_confidence", "no confidence is given", "未给出置信度"
    JUDGEMENTS = "judgements", "count", "数量"
    SHARE_RIGHT = "share_right", "share right", "正确率"
    MEAN_CONFIDENCE = "mean_confidence", "mean confidence", "平均置信度"
    EXPECTED_ERROR = "expected_error", "ECE", "ECE"
    PERFECT_ERROR = "perfect_error", "ECE if perfect", "理想 ECE"
    DEBIASED_ERROR = "debiased_error", "ECE less chance", "去偏 ECE"
    WITH_CONFIDENCE = "with_confidence", "with confidence", "有置信度"
    OF_ALL = "of_all", "{count} of {all}", "{count}／{all}"
    SAID_OF = "said_of", "{of}: {sentence}", "{of}：{sentence}"
    BRIER = "brier", "Brier", "Brier"
    LOG_LOSS = "log_loss", "log loss", "对数损失"
    RISK_AREA = "risk_area", "AURC", "AURC"
    EXCESS_AREA = "excess_area", "E-AURC", "E-AURC"
    TRUST = "trust", "Precision by least confidence", "最低置信度与精确率"
    RELIABILITY = "reliability", "Reliability", "可靠性"
    KEPT = "kept", "kept", "保留比例"
    REACHED = (
        "reached",
        "precision {target} is reached from confidence {confidence} on; kept: {kept}",
        "置信度自 {confidence} 起精确率达 {target}；保留 {kept}",
    )
    NOT_REACHED = (
        "not_reached",
        "precision {target} is reached at no confidence",
        "任何置信度下精确率均未达 {target}",
    )
    HOW_COMPARED = (
        "how_compared",
        "F1 or accuracy with 95% interval; — stands for what is not attempted.",
        "F1 或准确率及 95% 区间；— 表示该系统不涉及。",
    )
    NOT_ATTEMPTED = "not_attempted", "not attempted by {systems}", "{systems} 不涉及"
    NOT_COMPARED = (
        "not_compared",
        "no differences are shown, since {first}, the first system, does not attempt this",
        "第一个系统 {first} 不涉及此项，故不作比较",
    )
    COMMON_TEXTS = (
        "common_texts",
        "{other}: compared on the {texts} texts that are judged for both; left out: {left_out}",
        "{other}：只比较两者均有评测的 {texts} 个文本，略去 {left_out} 个",
    )
    DIFFERS_MOST = (
        "differs_most",
        "where {other} differs most from {first}: F1 right, groups of {least} gold claims or more",
        "{other} 与 {first} 差异最大之处：正确 F1，标注陈述不少于 {least} 条",
    )
    DIFFERENCES = (
        "differences",
        "{others} less {first}; * where adjusted p < 0.05",
        "{others} 减 {first}；* 表示校正 p < 0.05",
    )
    DIFFERENCE = "difference", "difference", "差"
    P_VALUE = "p_value", "p", "p"
    ADJUSTED_P_VALUE = "adjusted_p_value", "adjusted p", "校正 p"
    ERRORS = "errors", "Errors", "错误"
    NO_ERRORS = "no_errors", "none", "无"
    MISSED = "missed", "missed", "漏报"
    SPURIOUS = "spurious", "spurious", "误报"
    WRONG = "wrong", "wrong", "有误"
    CELL = "cell", "cell", "表格"
    NOTHING = "nothing", "nothing", "无"
    INVENTION = "invention", "an invention", "凭空出现"
    PART_OF = "part_of", "part of {quote}", "属于 {quote}"
    METRIC = "metric", "metric", "指标"
    KIND = "kind", "kind", "类型"
    VALUE = "value", "value", "数值"
    UNIT = "unit", "unit", "单位"
    BOUND = "bound", "bound", "界限"
    ASPECT = "aspect", "aspect", "方面"
    CHANNEL = "channel", "channel", "渠道"
    VALUE_MAX = "value_max", "upper value", "上限值"
    PER = "per", "per", "频次周期"
    SCOPE = "scope", "scope", "范围"
    WHOLE = "whole", "the whole it is part of", "所属总数"
    PART_KIND = "part_kind", "kind of part", "组成关系"
    SECTION = "section", "section", "章节"


#: What the fields of claims and items are called.
FIELD_PHRASES: dict[str, Phrase] = {
    "metric": Phrase.METRIC,
    "kind": Phrase.KIND,
    "value": Phrase.VALUE,
    "unit": Phrase.UNIT,
    "bound": Phrase.BOUND,
    "aspect": Phrase.ASPECT,
    "channel": Phrase.CHANNEL,
    "value_max": Phrase.VALUE_MAX,
    "per": Phrase.PER,
    "scope": Phrase.SCOPE,
    "part_of": Phrase.WHOLE,
    "part_kind": Phrase.PART_KIND,
    "section": Phrase.SECTION,
    "category": Phrase.CATEGORY,
}
