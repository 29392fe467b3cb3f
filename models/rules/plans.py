"""What a report does not say of itself: plans, demands, targets, and the acts of other bodies."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.models.quantities.types import Quantity
from gongkai.models.rules.kinds import last_frequency
from gongkai.models.scheme import Bound, SectionKind

# No rule looks further back than this, so that a text without stops costs no more than others.
_REACH = 60
_RULE = re.compile(r"不少于|不得少于|至少|不低于|不得低于|不超过|不得超过|应当|必须|原则上|要求")
_PLAN = re.compile(
    r"将(?:会|于|要|按|按照|以|继续|进一步|持续|不断|重点|着力|着重|从|在|通过|围绕|严格|加强|加大"
    r"|开展|组织|举办|召开|采取|定期|积极|全面|深入|强化|完善|健全|建立|计划|力争|努力|每|新增|新建|力求)"
    r"|拟(?:于|在|开展|举办|组织|召开|新增|建|安排|采取)|(?:计划|打算|准备|预备|争取)"
    r"(?:20\d\d年|于|在|开展|举办|组织|召开|新增|建|安排|培训|再|每|全年|年内|办)"
    r"|力争|力求|打算|争取|下一步|下步|今后|明年|来年"
)
# What binds only the clause it stands in.
_DEMAND = re.compile(
    r"预计|确保|做到|要求[各全所]|要(?:开展|组织|举办|召开|做到)|为目标|目标[是为]|目标任务"
    r"|应当?(?:不少于|至少)"
)
# What is to come, from here to the end of the passage.
_TO_COME = re.compile(
    r"下一步|下步|下阶段|下一阶段|今后|明年|来年|下一年|改进措施|改进方向|努力方向|工作打算|工作计划"
    r"|20\d\d年[，、]?(?:我[\u4e00-\u9fff]{1,3}|全[县市区省]|本[\u4e00-\u9fff]{1,3})?[，]?(?:将|拟|计划|打算|要|力争)"
    r"|打算|拟(?:采取|从|于|开展|安排)|将(?:从|采取|重点|继续|进一步|着力|在)"
)
# What opens a passage on what is to come outside the section on it.
_AHEAD = re.compile(r"下一?步|下一?阶段|今后")
# What a sentence of the section on problems intends.
_INTENDED = re.compile(
    r"下一步|下步|今后|明年|将(?!军|领|才)|拟(?![定制])|计划|打算|力争|争取|力求|确保"
    r"|(?<![主重需必只概纲摘提扼简只纪首次])要(?![求点素闻务件事])|必须|应当?(?![对急用届邀公])"
)
_DONE = re.compile(
    r"(?<!为)了|已(?!有的)|过去一年|全年共|今年以来|一年来|针对(?:上|去|20)|上年度?(?:报告|指出|存在)"
    r"|去年(?:报告|指出|存在)"
)
_HEADED_TO_COME = re.compile(r"改进措施|下一步|下步|努力方向|打算|改进方向|工作计划|整改措施")
_SENTENCE_END = re.compile(r"[。！？\n]")
_CITED = re.compile(
    r"(?:\A|[，。；：、])(?:根据|按照|对照)?"
    r"(?:国务院办公厅|国务院|中共中央|党中央|中央办公厅|全国人大(?:常委会)?|国办|中办)"
    r"(?:20\d\d年|今年|近日|先后|去年|于[^，。；]{0,10}?|共|新|联合)*(?=[发印出制公修颁])"
)


def is_planned(text: str, clause_start: int, start: int) -> bool:
    """Tell whether the quantity at ``start`` is planned or demanded rather than done.

    Parameters
    ----------
    text
        The frame.
    clause_start
        Where the clause of the quantity begins.
    start
        Where the quantity begins.
    """
    if _PLAN.search(text, max(0, start - _REACH), start):
        return True
    clause = text[max(clause_start, start - _REACH) : start + 4]
    if _DEMAND.search(clause):
        return True
    return last_frequency(clause) is not None and _RULE.search(clause) is not None


def is_cited(text: str, clause_start: int, start: int) -> bool:
    """Tell whether the clause says what a body of the central state did, not the reporting one.

    Parameters
    ----------
    text
        The frame.
    clause_start
        Where the clause of the quantity begins.
    start
        Where the quantity begins.
    """
    first = max(0, clause_start - 1, start - _REACH)
    return _CITED.search(text, first, start) is not None


@dataclass(frozen=True, slots=True)
class Promises:
    """Where a passage speaks of what is to come.

    Attributes
    ----------
    text
        The normalised passage.
    strict
        The passage stands in the section on problems and improvements, where a number counts
        only if nothing says that it is promised.
    headed
        Its heading announces what is to come.
    marks
        Where it turns to what is to come.
    """

    text: str
    strict: bool
    headed: bool
    marks: tuple[int, ...]

    def cover(self, quantity: Quantity) -> bool:
        """Tell whether a quantity of the passage is promised."""
        text, start = self.text, quantity.start
        count = bisect_right(self.marks, start)
        if not (count or self.strict):
            return False
        opening = _opening(text, start)
        is_done = _DONE.search(text, opening, start) is not None
        if count and (self.marks[count - 1] >= opening or not is_done):
            return True
        if not self.strict or is_done:
            return False
        is_target = quantity.bound is Bound.AT_LEAST
        return self.headed or is_target or _INTENDED.search(text, opening, start) is not None


def read_promises(text: str, section: SectionKind | None, headings: Sequence[str]) -> Promises:
    """Find where a passage speaks of what is to come.

    Parameters
    ----------
    text
        The normalised passage.
    section
        The section it stands in.
    headings
        The headings above it, outermost first.
    """
    strict = section is SectionKind.PROBLEMS
    headed = strict and len(headings) > 1 and _HEADED_TO_COME.search(headings[-1]) is not None
    ahead = _TO_COME if strict else _AHEAD
    marks = tuple(match.start() for match in ahead.finditer(text))
    return Promises(text, strict, headed, marks)


def _opening(text: str, start: int) -> int:
    """Return where the sentence of ``start`` begins."""
    opening = max(0, start - 400)
    for match in _SENTENCE_END.finditer(text, opening, start):
        opening = match.end()
    return opening
