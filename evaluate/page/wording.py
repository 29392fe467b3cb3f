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
    ERRORS_LEFT_OUT = (
        "errors_left_out",
        "{count} more errors are left out, so that the page can be opened.",
        "另有 {count} 条错误未列出，以便页面能够打开。",
    )
    UNDEFINED = "undefined", "not defined", "无定义"
    COLUMN_HELP = "column_help", "What the columns mean", "各列含义"
    MEANINGS = "meanings", "What the figures mean", "指标含义"
    ERROR_MEANINGS = "error_meanings", "What the kinds of errors mean", "错误类型含义"
    GOES_ON = "goes_on", "{count} rows: the table scrolls.", "共 {count} 行，可在表内滚动。"
    NUMBERS = "numbers", "The numbers behind the plot", "图中数据"
    FURTHER_FIGURES = "further_figures", "Further figures", "更多数据"
    GROUP_FIGURE = "group_figure", ", with 95% interval", "，含 95% 区间"
    SERIES = "series", "Systems", "系统"
    MARKED = (
        "marked",
        "A filled mark: adjusted p below 0.05. A hollow one: chance may explain the difference.",
        "实心标记：校正 p 值小于 0.05；空心标记：差异可能出于偶然。",
    )
    MEASURE = "measure", "measure", "度量"
    FIRST = "first", "compared with", "基准系统"
    SECOND = "second", "system", "所比系统"
    FIRST_VALUE = "first_value", "figure of that one", "基准系统得分"
    SECOND_VALUE = "second_value", "its figure", "所比系统得分"
    DIFFERENCE = "difference", "difference", "差值（所比减基准）"
    TEXTS = "texts", "texts compared", "可比文本数"
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
    IN_ANOTHER = "in_another", "In another system", "在另一系统中"
    RIGHT_IN = "right_in", "right in {system}", "{system} 正确"
    WRONG_IN = "wrong_in", "wrong in {system} too", "{system} 亦有误"
    REPORT = "report", "Report", "报告"
    HAS_CONFIDENCE = "has_confidence", "Confidence", "置信度"
    WITH = "with", "given", "有"
    WITHOUT = "without", "not given", "无"
    WITH_OR_WITHOUT = "with_or_without", "given or not", "不限"
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
    STATUS_ALL = "status_all", "Errors: {all}", "错误 {all} 项"
    STATUS_SOME = "status_some", "Errors: {found} of {all}", "错误 {all} 项，符合条件 {found} 项"
    STATUS_SHOWN = "status_shown", "; the first {shown} are shown", "，显示前 {shown} 项"
    NONE_FOUND = "none_found", "No error fits these filters.", "没有符合筛选条件的错误。"
    NO_ERRORS = "no_errors", "No errors.", "没有错误。"
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
    PagePhrase.WITH_OR_WITHOUT,
    PagePhrase.RIGHT_IN,
    PagePhrase.WRONG_IN,
    PagePhrase.STATUS_ALL,
    PagePhrase.STATUS_SOME,
    PagePhrase.STATUS_SHOWN,
    PagePhrase.NONE_FOUND,
    PagePhrase.NO_ERRORS,
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
