"""Systems by their names; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from gongkai.evaluate.systems.interface import System
from gongkai.evaluate.systems.names import SYSTEMS, SystemName
from gongkai.extract.inputs import InputError

_HOMES: Final = {
    SystemName.ACCURATE: "own:Accurate",
    SystemName.RULES: "own:Rules",
    SystemName.RULES_PAGES: "rules_on_pages:RulesOnPages",
    SystemName.QUANTITY_GRAMMAR: "grammar:QuantityGrammar",
    SystemName.REGULAR_EXPRESSIONS: "peers.regular_expressions:RegularExpressions",
    SystemName.CN2AN: "peers.chinese_numerals:Cn2an",
    SystemName.JIONLP: "peers.jionlp_reader:JioNLP",
    SystemName.RECOGNIZERS_TEXT: "peers.recognizers_text:RecognizersText",
    SystemName.PANDAS: "peers.pandas_tables:PandasTables",
}


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
