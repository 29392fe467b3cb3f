"""Numbered sentences, which look like headings and are the report's own statements.

``1.公开时效有待提高。`` and ``（1）召开会议两次`` say something; ``1.平台建设。`` names what the
text behind it is about. Only the second is a heading: what a heading holds is no narrative.
"""

from __future__ import annotations

import re

from gongkai.extract.sections.numbering import Style
from gongkai.models.problem_wording import LACK
from gongkai.models.quantities import find_quantities

# A zero in words at the beginning, or a time followed by what happened in it.
_STATED = re.compile(
    r"^(?:无|未|没有|暂无|不存在)|^(?:20\d\d年|截[至止])[^。]*，|^20\d\d年\d"
    r"|(?<!情况)(?:收到|发生|产生|受理)(?:0|零)"
)
_SUBJECT = re.compile(
    r"^(?:我|本)(?:[局镇乡县市区办委院校厅]|机关|单位|部门|街道)(?!的)|已(?!有)|均[已为能按]"
)
#: The lack is a noun: 存在的不足, 问题和差距.
_NAMES_LACK = re.compile(
    r"(?:(?:存在|面临|主要|突出)的?(?:主要|突出|一些)?|的|和|与|及|、|^)"
    r"(?:问题|不足|困难|差距|短板|薄弱环节)(?:之处|方面|情况)?(?:[及和与、].*)?$"
)
_STOPS = "。；：，、.… "


def is_statement(wording: str, style: Style, *, official: bool) -> bool:
    """Tell whether a numbered wording is a sentence of the text and no heading.

    Parameters
    ----------
    wording
        The normalised line behind its number, or its part up to the first full stop, with
        the stop.
    style
        The style of the number. Titles of sections may consist of two slogans with a comma
        between them; list items that do are measures.
    official
        Whether the wording is a title of the form, which may speak of what is lacking.
    """
    if _STATED.search(wording) or find_quantities(wording).quantities:
        return True
    if official:
        return False
    bare = wording.rstrip(_STOPS)
    if LACK.search(bare) and not _NAMES_LACK.search(bare):
        return True
    if not wording.endswith("。"):
        return False
    return bool(_SUBJECT.search(bare)) or (style > Style.CHINESE and "，" in bare)
