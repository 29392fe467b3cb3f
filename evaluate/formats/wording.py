"""What ``gongkai evaluate formats`` says, in English and in Chinese."""

from __future__ import annotations

from gongkai.models.terms import Term


class Phrase(Term):
    """A phrase or the head of a column."""

    HEADING = "heading", "Formats", "文件格式"
    HEAD = (
        "head",
        "{reports} reports in {formats} formats, read by {model}. By the annotation: cells "
        "other than 0 and blank ones that are right, numbers made up, F1 of claims. By plain text "
        "of the same reports: cells and claims that are the same. Time of a report, peak memory.",
        "{reports} 份报告，{formats} 种格式，模型 {model}。与标注比较：非零、空白单元格的正确数，"
        "虚构的数值，陈述 F1；与同一报告的纯文本比较：相同的单元格和陈述；每份用时，峰值内存。",
    )
    FORMAT = "format", "format", "格式"
    READ = "read", "read", "读取"
    NONZERO = "nonzero", "≠0", "非零"
    BLANKS = "blanks", "blank", "空白"
    INVENTED = "invented", "made up", "虚构"
    F1 = "f1", "F1%", "F1%"
    CELLS_AS_TEXT = "cells_as_text", "cells %", "单元格 %"
    CLAIMS_AS_TEXT = "claims_as_text", "claims %", "陈述 %"
    SECONDS = "seconds", "s", "秒"
    MEMORY = "memory", "MB", "MB"
    LEFT_OUT = "left_out", "left out, for want of {needs}: {names}", "缺少 {needs}，未测：{names}"
    UNREAD = (
        "unread",
        "{format}: {count} not read, {name} first: {error}",
        "{format}：{count} 份未能读取，如 {name}：{error}",
    )
    DIFFERENCES = (
        "differences",
        "{format}, other than as text: {counts}",
        "{format}，与纯文本不同：{counts}",
    )
    COUNTED = "counted", "{label} {count}", "{label} {count}"
    COMMA = "comma", ", ", "，"
    WRITTEN = "written", "written to {path}", "结果写入 {path}"
