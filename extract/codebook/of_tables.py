"""The columns of ``cells``, ``lines`` and ``checks``, and those that many tables share."""

from __future__ import annotations

from typing import Final

from gongkai.extract.codebook.of_reports import RECORD_ID
from gongkai.extract.codebook.terms import Absence, Description, Origin, Unit

_D = Description


def place(origin: Origin, absence: Absence = Absence.NEVER) -> dict[str, Description]:
    """Describe ``start`` and ``end``."""
    return {
        "start": _D(
            "Start: offset of its first character in the text",
            "起始：首字符在文本中的偏移",
            origin,
            absence,
            Unit.CHARACTERS,
        ),
        "end": _D(
            "End: offset behind its last character in the text",
            "结束：末字符之后的偏移",
            origin,
            absence,
            Unit.CHARACTERS,
        ),
    }


def page(origin: Origin) -> dict[str, Description]:
    """Describe ``page`` and ``box``."""
    return {
        "page": _D(
            "Page: on which it stands", "页码：所在页", origin, Absence.NO_PAGES, Unit.PAGES
        ),
        "box": _D(
            "Box: left, top, right and bottom of its characters, from the top left corner of the "
            "page",
            "位置框：左、上、右、下，自页面左上角起",
            origin,
            Absence.NO_PAGES,
            Unit.POINTS,
        ),
    }


CELLS: Final[dict[str, Description]] = {
    "record_id": RECORD_ID,
    "table": _D("Table: the mandated table it belongs to", "表：所属法定表格", Origin.TABLES),
    "key": _D("Cell: its row and column", "单元格：行与列", Origin.TABLES),
    "row": _D("Row: of the table", "行：表中的行", Origin.TABLES),
    "column": _D("Column: of the table", "列：表中的列", Origin.TABLES),
    "value": _D(
        "Value: the number in the cell",
        "数值：单元格中的数字",
        Origin.TABLES,
        Absence.NO_NUMBER,
        Unit.AS_STATED,
    ),
    "unit": _D(
        "Unit: for money, and where the cell itself names one",
        "单位：金额的单位，或单元格自带的单位",
        Origin.TABLES,
        Absence.NO_UNIT,
    ),
    "state": _D("State: what the cell holds", "状态：单元格内容的状态", Origin.TABLES),
    "raw": _D(
        "As written: the text of the cell",
        "原文：单元格原样文字",
        Origin.TABLES,
        Absence.NOT_IN_DOCUMENT,
    ),
    **place(Origin.TABLES, Absence.NOT_IN_DOCUMENT),
    **page(Origin.TABLES),
    "confidence": _D(
        "Confidence: the probability that its characters were read right",
        "置信度：文字识别正确的概率",
        Origin.TABLES,
        Absence.NOT_RECOGNISED,
        Unit.PROBABILITY,
    ),
}

LINES: Final[dict[str, Description]] = {
    "record_id": RECORD_ID,
    "label": _D("Label: what the line counts, as written", "指标：原样文字", Origin.LISTS),
    "value": _D(
        "Value: the number of the line",
        "数值：该行的数字",
        Origin.LISTS,
        Absence.NO_NUMBER,
        Unit.AS_STATED,
    ),
    "unit": _D("Unit: as written", "单位：原样文字", Origin.LISTS, Absence.NO_UNIT),
    **place(Origin.LISTS),
}

CHECKS: Final[dict[str, Description]] = {
    "record_id": RECORD_ID,
    "id": _D(
        "Check: its kind and what it compares; one identity has one id in all reports, "
        "those of claims are numbered by claim",
        "核对：类别与核对对象；同一恒等式在各报告中编号相同",
        Origin.CHECKS,
    ),
    "kind": _D("Kind: what the check compares", "类别：核对的内容", Origin.CHECKS),
    "status": _D("Status: how it came out", "结果：核对结果", Origin.CHECKS),
    "expected": _D(
        "Expected: what the parts, the counts or the cells give",
        "应为：由分项、计数或表格得出",
        Origin.CHECKS,
        Absence.NOT_ASSESSED,
        Unit.AS_COMPARED,
    ),
    "found": _D(
        "Found: what the report states",
        "实为：报告所写",
        Origin.CHECKS,
        Absence.NOT_ASSESSED,
        Unit.AS_COMPARED,
    ),
    "cells": _D(
        "Cells: those compared, as table.row.column; an empty list for none",
        "单元格：参与核对者，写作 表.行.列；无则为空列表",
        Origin.CHECKS,
    ),
    "claims": _D(
        "Claims: ids of those compared; an empty list for none",
        "陈述：参与核对者的编号；无则为空列表",
        Origin.CHECKS,
    ),
}
