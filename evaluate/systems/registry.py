"""Systems by their names; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from gongkai.evaluate.systems.interface import System
from gongkai.extract.inputs import InputError
from gongkai.models.terms import Term


class SystemName(Term):
    """What can be measured."""

    RULES = "rules", "gongkai, rule model", "gongkai 规则模型"
    QUANTITY_GRAMMAR = "quantity-grammar", "gongkai, quantity grammar", "gongkai 数量语法"
    REGULAR_EXPRESSIONS = "regular-expressions", "regular expressions", "正则表达式"
    CN2AN = "cn2an", "cn2an", "cn2an"
    JIONLP = "jionlp", "JioNLP", "JioNLP"
    RECOGNIZERS_TEXT = "recognizers-text", "Recognizers-Text", "Recognizers-Text"
    PANDAS = "pandas", "pandas", "pandas"


_HOMES: Final = {
    SystemName.RULES: "rules:Rules",
    SystemName.QUANTITY_GRAMMAR: "grammar:QuantityGrammar",
    SystemName.REGULAR_EXPRESSIONS: "peers.regular_expressions:RegularExpressions",
    SystemName.CN2AN: "peers.chinese_numerals:Cn2an",
    SystemName.JIONLP: "peers.jionlp_reader:JioNLP",
    SystemName.RECOGNIZERS_TEXT: "peers.recognizers_text:RecognizersText",
    SystemName.PANDAS: "peers.pandas_tables:PandasTables",
}
#: The names of all systems.
SYSTEMS: Final = tuple(name.value for name in SystemName)


def system(name: str) -> System:
    """Return a system by its name.

    Raises
    ------
    InputError
        If there is none of this name.
    """
    if name not in SYSTEMS:
        raise InputError(f"There is no system {name!r}: choose from {', '.join(SYSTEMS)}.")
    module, _, member = _HOMES[SystemName.of(name)].partition(":")
    loaded = import_module(f"gongkai.evaluate.systems.{module}")
    return cast(System, getattr(loaded, member)())
