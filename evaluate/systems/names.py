"""The names of systems, and what each attempts: quick to import, for help and remarks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.models.terms import Term


class SystemName(Term):
    """What can be measured."""

    ACCURATE = "accurate", "gongkai, trained model", "gongkai 训练模型"
    RULES = "rules", "gongkai, rule model", "gongkai 规则模型"
    RULES_PAGES = "rules-pages", "gongkai, tables of web pages", "gongkai 网页表格"
    QUANTITY_GRAMMAR = "quantity-grammar", "gongkai, quantity grammar", "gongkai 数量语法"
    REGULAR_EXPRESSIONS = "regular-expressions", "regular expressions", "正则表达式"
    CN2AN = "cn2an", "cn2an", "cn2an"
    JIONLP = "jionlp", "JioNLP", "JioNLP"
    RECOGNIZERS_TEXT = "recognizers-text", "Recognizers-Text", "Recognizers-Text"
    PANDAS = "pandas", "pandas", "pandas"


class Attempt(Term):
    """What a system attempts, where that is not everything."""

    NUMBERS = "numbers", "numbers and their values", "数字及其数值"
    COUNTS = "counts", "claims of a few metrics", "少数指标的数据陈述"
    CELLS = (
        "cells",
        "cells of whole reports that have a web page",
        "附有网页的完整报告的表格",
    )


#: What systems attempt; those that are not named attempt everything.
ATTEMPTS: Final[Mapping[str, Attempt]] = {
    SystemName.RULES_PAGES: Attempt.CELLS,
    SystemName.QUANTITY_GRAMMAR: Attempt.NUMBERS,
    SystemName.REGULAR_EXPRESSIONS: Attempt.COUNTS,
    SystemName.CN2AN: Attempt.NUMBERS,
    SystemName.JIONLP: Attempt.NUMBERS,
    SystemName.RECOGNIZERS_TEXT: Attempt.NUMBERS,
    SystemName.PANDAS: Attempt.CELLS,
}
#: The names of all systems.
SYSTEMS: Final = tuple(name.value for name in SystemName)
