"""The lines that hold the title of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.extract.sections.lines import Line

_SUBJECT = r"(?:信息|政务|校务|厂务|院务)公开"
_END = re.compile(
    rf"{_SUBJECT}(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?"
    r"(?:总结)?(?:报告|年报)(?:书)?(?:（.{1,24}）|\(.{1,24}\))?(?:[0-9]{0,2})$"
    r"|年度?报告(?:（.{1,24}）)?$|公开(?:工作)?年报$"
)
_WHOLE = re.compile(rf"{_SUBJECT}.{{0,20}}(?:报告|年报|总结)")
_BROKEN_END = re.compile(
    r"^(?:政府|政务)?(?:信息)?(?:公开)?(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:报告|年报)(?:（.{1,20}）)?$"
)
_PROSE = re.compile(
    r"[。；！]|现将|如下|根据|按照|为.*编制|要求|《|》|规定|统计期限|目录|(?<!附件)："
)
_UNDECODABLE = "\ufffd"
_LONGEST = 80
_HEAD_LINES = 60


def find_title_lines(lines: Sequence[Line], limit: int, furniture: set[int]) -> list[list[int]]:
    """Return the titles before line ``limit``, each as the indices of its lines.

    A title ends with 年度报告 or the like; the lines before it belong to it while they are
    short, are no furniture and the wording is not yet whole.
    """
    titles: list[list[int]] = []
    used = -1
    for line in lines[: min(limit, _HEAD_LINES)]:
        if not _could_end_title(line, furniture):
            continue
        indices = _with_lines_before(lines, line.index, used, furniture)
        wording = "".join(title_text(lines[index]) for index in indices)
        if not _WHOLE.search(wording) and "公开" not in wording:
            continue
        titles.append(indices)
        used = line.index
    return titles


def title_text(line: Line) -> str:
    """Return the text of a title line without the undecodable characters around it."""
    return line.text.strip(_UNDECODABLE)


def _could_end_title(line: Line, furniture: set[int]) -> bool:
    if line.index in furniture or line.tabular or len(line.span) > _LONGEST:
        return False
    text = title_text(line)
    if _PROSE.search(text) or ">" in text:
        return False
    return bool(_END.search(text) or _BROKEN_END.match(text))


def _with_lines_before(
    lines: Sequence[Line], last: int, used: int, furniture: set[int]
) -> list[int]:
    indices = [last]
    while len(indices) < 4:
        index = indices[0] - 1
        if index <= used or not _continues(lines[index], lines[indices[0]], furniture):
            break
        indices.insert(0, index)
    return indices


_GOES_ON = re.compile(r"^(?:20\d\d|二〇..年|年度|政府|政务|信息|公开|关于|工作|报告|（|\d{4}年)")
_UNFINISHED = re.compile(
    r"(?:省|市|区|县|旗|镇|乡|局|委|厅|院|部|处|办|室|会|司|中心|政府|街道|大学|学院|学校|公司|医院|大队"
    r"|支队|总队|所|站|社|行|关于|年|年度|的|工作|信息|公开|\d{4})$"
)
# The place over the body: 某市某区⏎某镇人民政府.
_DIVISION = re.compile(r"[\u4e00-\u9fff]{1,20}[省市区县旗州盟]")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{1,28}(?:政府|街道|办事处|[局委厅院办乡镇]|委员会|管委会|中心|大队|支队)"
)


def _continues(before: Line, after: Line, furniture: set[int]) -> bool:
    """Tell whether a title that goes on in ``after`` may have begun in ``before``."""
    if before.index in furniture or before.tabular or len(before.span) > 50:
        return False
    text = title_text(before)
    if _PROSE.search(text) or ">" in text or _END.search(text):
        return False
    below = title_text(after)
    if _DIVISION.fullmatch(text) and _BODY.fullmatch(below):
        return True
    return bool(_GOES_ON.match(below) and _UNFINISHED.search(text))
