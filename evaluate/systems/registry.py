"""Systems by their names; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
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
    """Return a system.

    Parameters
    ----------
    name
        One of ``SYSTEMS``, or the folder of a model that was trained with ``gongkai train``.

    Raises
    ------
    InputError
        If there is none of this name, or the folder holds no model that can be used.
    """
    if name not in SYSTEMS:
        if not name or not Path(name).is_dir():
            raise InputError(
                f"There is no system {name!r}: choose from {', '.join(SYSTEMS)}, or name the "
                "folder of a model."
            )
        from gongkai.evaluate.systems.own import OwnSystem  # noqa: PLC0415 - pydantic

        return OwnSystem(name)
    module, _, member = _HOMES[SystemName.of(name)].partition(":")
    loaded = import_module(f"gongkai.evaluate.systems.{module}")
    return cast(System, getattr(loaded, member)())
