"""Period and scope of a quantity: what the words around it say about when and whose."""

from __future__ import annotations

import re

from gongkai.models.quantities.types import Quantity
from gongkai.models.record import CUMULATIVE
from gongkai.models.rules.sentences import Clause, Frame
from gongkai.models.scheme import Scope

_REACH = 120
_PERIOD = re.compile(
    r"20\d\d年(?:度)?(?:\d{1,2}月(?:份|\d{1,2}日)?)?(?:(?:至|到|-|—|~){1,2}[0-9年月日]{2,12})?"
    r"|全年|上半年|下半年|去年|上年度?|上一年度?|本年度?|今年(?:以来)?|年初以来|第[一二三四]季度"
    r"|[0-9一二三四五六七八九十]{1,2}月份?(?![0-9])|截[至止]到?[^，。；]{0,12}?(?:底|日|末|目前)|一年来"
)
_CUMULATIVE = re.compile(
    r"历年|(?:开通|上线|成立|创办|运行|建立|实施|施行|开办)以来|自?20\d\d年[^，。；]{0,8}(?:以来|起)"
)
# What another figure is compared with is not the time that this one covers.
_NOT_THE_PERIOD = re.compile(r"[较比与和同从由]$")
_BASE_BEFORE = re.compile(r"[是为达到超于]$")
_BASE_BEHIND = re.compile(r"同期|相比|水平|的(?=[0-9一二三四五六七八九十两几近约])")


def find_period(frame: Frame, clause: Clause, quantity: Quantity) -> str | None:
    """Return the words that give the time a quantity covers, or ``cumulative``, or nothing."""
    first = max(0, quantity.start - _REACH)
    if _CUMULATIVE.search(frame.text, max(first, clause.start - 30), quantity.start):
        return CUMULATIVE
    period = None
    for match in _PERIOD.finditer(frame.text, first, quantity.start):
        before = frame.text[max(0, match.start() - 1) : match.start()]
        is_base = _BASE_BEFORE.search(before) and _BASE_BEHIND.match(frame.text, match.end())
        if is_base or _NOT_THE_PERIOD.search(before):
            continue
        if frame.text.startswith(("结转", "同期", "相比"), match.end()):
            continue
        period = match[0]
    return period


def find_scope(frame: Frame, clause_index: int, quantity: Quantity) -> Scope:
    """Return whose count a quantity is: the nearest body named at or before it."""
    for index in range(clause_index, max(-1, clause_index - 12), -1):
        for mention in reversed(frame.clauses[index].mentions):
            if mention.entry.scope is not None and mention.start < quantity.start:
                return mention.entry.scope
    return Scope.UNKNOWN
