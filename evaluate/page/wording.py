"""What the page itself says, in English and in Chinese."""

from __future__ import annotations

from typing import Literal

from gongkai.models.terms import Term

Language = Literal["en", "zh"]


class PagePhrase(Term):
    """A phrase of the page; what stands in braces is filled in."""

    CONTENTS = "contents", "Contents", "目录"
    THEME_DARK = "theme_dark", "Dark theme", "深色主题"
    THEME_LIGHT = "theme_light", "Light theme", "浅色主题"
    UNDEFINED = "undefined", "not defined", "无定义"
    COLUMN_HELP = "column_help", "What the columns mean", "各列含义"
    NUMBERS = "numbers", "The numbers behind the plot", "图中数据"
    FURTHER_FIGURES = "further_figures", "Further figures", "更多数据"
    GROUP_FIGURE = "group_figure", ", with 95% interval", "，含 95% 区间"
    SERIES = "series", "Systems", "系统"
    MARKED = (
        "marked",
        "A filled mark: the interval leaves out zero. A hollow one: chance may explain the "
        "difference.",
        "实心标记：区间不含零；空心标记：差异可能出于偶然。",
    )
    MEASURE = "measure", "measure", "度量"
    FIRST = "first", "first system", "系统一"
    SECOND = "second", "second system", "系统二"
    FIRST_VALUE = "first_value", "first", "得分一"
    SECOND_VALUE = "second_value", "second", "得分二"
    DIFFERENCE = "difference", "difference (second − first)", "差值（二减一）"
    P = "p", "p", "p 值"
    P_ADJUSTED = "p_adjusted", "p, adjusted", "校正 p 值"
    CONFIDENCE = "confidence", "confidence", "置信度"
    MEAN_CONFIDENCE = "mean_confidence", "mean confidence", "平均置信度"
    PRECISION = "precision", "share that is right", "正确比例"
    COUNT = "count", "judgements", "判断数"
    COVERAGE = "coverage", "share kept, surest first", "保留比例（由高置信度起）"
    RISK = "risk", "share kept that is wrong", "保留者错误比例"
    LEAST_CONFIDENCE = "least_confidence", "confidence of at least", "置信度不低于"
    KEPT = "kept", "share kept", "保留比例"
    PERFECT = "perfect", "perfect calibration", "完全校准"
    NO_DATA = "no_data", "nothing to plot", "无可绘数据"
    ERRORS = "errors", "Errors", "错误"
    NO_SCRIPT = (
        "no_script",
        "The list of errors and the sorting of tables need JavaScript.",
        "查看错误列表与表格排序须启用 JavaScript。",
    )
    FILTERS = "filters", "Filters", "筛选"
    SEARCH = "search", "Text", "文本"
    SEARCH_HINT = "search_hint", "words in sentence, field or report", "句子、字段或报告中的文字"
    SYSTEM = "system", "System", "系统"
    PART = "part", "Part", "部分"
    METRIC = "metric", "Metric", "指标"
    KIND = "kind", "Kind of error", "错误类型"
    REPORT = "report", "Report", "报告"
    HAS_CONFIDENCE = "has_confidence", "Confidence", "置信度"
    WITH = "with", "given", "有"
    WITHOUT = "without", "not given", "无"
    FROM = "from", "from", "从"
    TO = "to", "to", "至"
    RANGE_HELP = (
        "range_help",
        "A range leaves out errors without a confidence.",
        "限定范围时，不含无置信度的错误。",
    )
    SORT = "sort", "Sort by", "排序"
    SORT_TEXT = "sort_text", "report and place", "报告及位置"
    SORT_SUREST = "sort_surest", "confidence, highest first", "置信度由高到低"
    SORT_LEAST_SURE = "sort_least_sure", "confidence, lowest first", "置信度由低到高"
    SORT_METRIC = "sort_metric", "metric", "指标"
    SORT_KIND = "sort_kind", "kind of error", "错误类型"
    ALL = "all", "all", "全部"
    NO_METRIC = "no_metric", "without metric", "无指标"
    CLEAR = "clear", "Clear filters", "清除筛选"
    STATUS = (
        "status",
        "{found} of {all} errors; {shown} shown",
        "共 {all} 项错误，符合 {found} 项，显示 {shown} 项",
    )
    NONE_FOUND = "none_found", "No error fits these filters.", "没有符合筛选条件的错误。"
    MORE = "more", "Show {count} more", "再显示 {count} 项"
    GOLD = "gold", "gold", "标注"
    PREDICTED = "predicted", "predicted", "预测"
    BOTH = "both", "gold and predicted", "标注与预测"
    NOTHING = "nothing", "nothing", "无"
    DIFFERS = "differs", "differs", "不一致"
    REASON = "reason", "No claim according to the annotation:", "标注认为并非数据陈述："


#: The phrases that the list of errors is built with in the browser.
LIST_PHRASES = (
    PagePhrase.ALL,
    PagePhrase.NO_METRIC,
    PagePhrase.WITH,
    PagePhrase.WITHOUT,
    PagePhrase.STATUS,
    PagePhrase.NONE_FOUND,
    PagePhrase.MORE,
    PagePhrase.GOLD,
    PagePhrase.PREDICTED,
    PagePhrase.BOTH,
    PagePhrase.NOTHING,
    PagePhrase.DIFFERS,
    PagePhrase.REASON,
    PagePhrase.CONFIDENCE,
    PagePhrase.THEME_DARK,
    PagePhrase.THEME_LIGHT,
)
