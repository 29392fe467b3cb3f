"""What the command line says, in English and in Chinese."""

from __future__ import annotations

from gongkai.models.terms import Term


class Phrase(Term):
    """A phrase of the interface; its definition is not used."""

    READING = "reading", "Reading", "读取"
    PROGRESS = "progress", "{done} of {total} done", "已完成 {done}/{total}"
    PACE = (
        "pace",
        "{failed} failed, {rate}, {left} left",
        "失败 {failed}，{rate}，还需 {left}",
    )
    A_SECOND = "a_second", "{rate:.1f} a second", "每秒 {rate:.1f} 份"
    A_MINUTE = "a_minute", "{rate:.1f} a minute", "每分钟 {rate:.1f} 份"
    FURTHER_FAILURES = (
        "further_failures",
        "Further failures are listed in errors.jsonl only.",
        "其余失败只列入 errors.jsonl。",
    )
    RUN_SUMMARY = (
        "run_summary",
        "reports read: {read}, failed: {failed}; claims: {claims}; seconds: {seconds:.1f}; "
        "written to {output}",
        "读取报告 {read} 份，失败 {failed} 份，数据陈述 {claims} 条，用时 {seconds:.1f} 秒；"
        "结果在 {output}",
    )
    SKIPPED = (
        "skipped",
        "files passed over because of their ending or type: {count}, {endings}",
        "因扩展名或类型不符跳过 {count} 个文件：{endings}",
    )
    INTERRUPTED = (
        "interrupted",
        "stopped; reports read: {read}, their results are in {output}; results of an "
        "earlier run, if any, are beside them and end in .previous",
        "已停止：{read} 份报告的结果在 {output}；此前的结果（如有）以 .previous 结尾保留",
    )
    COMPARED_BY_RECORDS = (
        "compared_by_records",
        "There are no texts in Parquet: reports were compared by what their records quote.",
        "没有 Parquet 格式的文本，仅按记录所引内容比较。",
    )
    DUPLICATES_FOUND = (
        "duplicates_found",
        "groups of copies: {groups}; reports with a better copy: {copies}; written to {output}",
        "副本组 {groups} 个，另有更好副本的报告 {copies} 份；结果在 {output}",
    )
    YEARS_COMPARED = (
        "years_compared",
        "pairs of years: {pairs}; facts changed: {changed}; statements about the year before "
        "contradicted: {contradicted}; narrative copied: {share}; written to {output}",
        "相邻年度 {pairs} 对，事实变化 {changed} 项，关于上年的表述不符 {contradicted} 处，"
        "叙述沿用 {share}；结果在 {output}",
    )
    UNTITLED = "untitled", "(no title)", "（无标题）"
    ISSUER = "issuer", "Issuer", "发布机构"
    YEAR = "year", "Year", "年度"
    PUBLISHED = "published", "Published", "发布日期"
    FILE = "file", "File", "文件"
    FORM = "form", "Tables", "表式"
    UNKNOWN = "unknown", "not found", "未识别"
    CHECKS = "checks", "Checks", "核对"
    CHECKS_FAILED = "checks_failed", "{count} failed", "不符 {count} 项"
    CHECKS_PASSED = "checks_passed", "{count} passed", "通过 {count} 项"
    CHECKS_OPEN = "checks_open", "{count} not assessable", "无法核对 {count} 项"
    ALL_PASSED = "all_passed", "{count} checks passed", "核对通过 {count} 项"
    MORE_FAILED = "more_failed", "and {count} more failed checks", "另有 {count} 项核对不符"
    FAILED_BELOW = "failed_below", "told under Conflicts: {count}", "列于“矛盾”之下：{count} 项"
    ROW_SUM = "row_sum", "sum of row “{name}”", "行合计：{name}"
    COLUMN_SUM = "column_sum", "sum of column “{name}”", "列合计：{name}"
    COLUMN_BALANCE = "column_balance", "balance of column “{name}”", "收办平衡：{name}"
    COMMA = "comma", ", ", "，"
    SEMICOLON = "semicolon", "; ", "；"
    EXPECTED = "expected", "expected {expected}, found {found}", "应为 {expected}，实为 {found}"
    TABLES = "tables", "Tables", "统计表"
    NOT_IN_DOCUMENT = "not_in_document", "not in the document", "文中无此表"
    ALL_OTHERS_ZERO = "all_others_zero", "cells that are 0: {count}", "为 0 的 {count} 格"
    STATE_COUNT = "state_count", "{state}: {count}", "{state} {count} 格"
    KEY = "key", "key: ", "图例："
    COLUMNS_KEY = "columns_key", "columns: ", "列："
    LINES = "lines", "Statistics", "统计项"
    CLAIMS = "claims", "Claims", "数据陈述"
    NO_CLAIMS = "no_claims", "none found", "未发现"
    MORE_CLAIMS = "more_claims", "and {count} more claims", "另有数据陈述 {count} 条"
    MORE_LINES = "more_lines", "and {count} more lines", "另有 {count} 行"
    BEFORE_SECTIONS = "before_sections", "Before the first heading", "标题之前"
    PART_OF = "part_of", "part of #{whole}", "属于 #{whole}"
    ON_PAGE = "on_page", "p. {page}", "第 {page} 页"
    ON_PAGES = "on_pages", "pp. {first}–{last}", "第 {first}–{last} 页"
    FACTS = "facts", "Facts", "事实"
    OTHER_FACTS = (
        "other_facts",
        "further facts with a single source: {count}",
        "另有单一来源的事实 {count} 项",
    )
    OF_THEM_ZERO = "of_them_zero", ", of them 0: {count}", "，其中为 0 的 {count} 项"
    CONFLICTS = "conflicts", "Conflicts", "矛盾"
    MORE_CONFLICTS = "more_conflicts", "and {count} more conflicts", "另有 {count} 处矛盾"
    SOURCES_AGREE = "sources_agree", "several statements agree", "多处一致"
    OWN_TOTAL = "own_total", "the report's own total", "报告自己的总数"
    PROBLEMS = "problems", "Problems", "存在问题"
    IMPROVEMENTS = "improvements", "Improvements", "改进措施"
    WARNINGS = "warnings", "Warnings", "提示"
    CELL = "cell", "cell {name}", "表格 {name}"
    GROUP_OF_CELLS = "group_of_cells", "{count} cells “{name}”", "表格“{name}”{count} 格"
