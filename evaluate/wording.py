"""What the evaluation says, in English and in Chinese."""

from __future__ import annotations

from gongkai.models.scheme import Term


class Phrase(Term):
    """A phrase of the evaluation; its definition is not used."""

    REPORTS = (
        "reports",
        "reports judged: {judged}; model: {models}; scores written to {output}",
        "评测报告 {judged} 份；模型：{models}；结果写入 {output}",
    )
    WITHOUT_PREDICTION = (
        "without_prediction",
        "without a prediction, counted as if nothing had been found: {names}",
        "无预测、按一无所获计：{names}",
    )
    UNJUDGED = (
        "unjudged",
        "predictions without annotation, not judged: {count}",
        "无标注、不予评测的预测 {count} 份",
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
    WITHOUT_OTHER = "without_other", "without other_count", "不计 other_count"
    MACRO = "macro", "mean over metrics", "各指标平均"
    BY_METRIC = "by_metric", "Claims by metric", "各指标"
    BY_KIND = "by_kind", "Claims by kind", "各类型"
    F1_WHOLLY_RIGHT = "f1_wholly_right", "F1 wholly right", "完全正确 F1"
    ATTRIBUTES = "attributes", "Attributes of matched claims", "已匹配陈述的属性"
    ACCURACY = "accuracy", "accuracy", "准确率"
    JUDGED = "judged", "judged", "评测数"
    ACCURACY_GIVEN = "accuracy_given", "where given", "有值者准确率"
    GIVEN = "given", "given", "有值数"
    CELLS = "cells", "Cells", "表格"
    CELLS_RIGHT = "cells_right", "right: {count} of {judged}", "正确 {count} 格，共 {judged} 格"
    INVENTED = (
        "invented",
        "invented numbers: {count} in {judged} cells without one",
        "凭空出现的数字 {count} 个，无数字的格共 {judged} 格",
    )
    MISSING_TABLES = "missing_tables", "missing tables", "缺失的表"
    PROBLEMS = "problems", "Problems", "存在问题"
    IMPROVEMENTS = "improvements", "Improvements", "改进措施"
    FOUND = "found", "found", "找到"
    CATEGORY = "category", "category", "类别"
    YEAR = "year", "year", "年度"
    STAGE = "stage", "stage", "阶段"
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
