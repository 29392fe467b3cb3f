"""Converters by their names."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from gongkai.annotations.converters.errors import ConverterError
from gongkai.annotations.converters.interface import Converter

#: Where each converter is; they are imported when asked for, since spaCy takes its time.
_CONVERTERS: Final = {
    "spacy": "spacy_binary:SpacyBinary",
    "label-studio": "label_studio:LabelStudio",
    "doccano": "doccano:Doccano",
    "brat": "brat:Brat",
    "measeval": "measeval:MeasEval",
    "markup": "markup_files:Markup",
    "jsonl": "json_lines:JsonLines",
}
NAMES: Final = tuple(_CONVERTERS)


def converter(name: str) -> Converter:
    """Return the converter of a format.

    Raises
    ------
    ConverterError
        If there is none of this name.
    """
    if name not in _CONVERTERS:
        raise ConverterError(f"{name!r} is no format: choose from {', '.join(NAMES)}")
    module, _, member = _CONVERTERS[name].partition(":")
    loaded = import_module(f"gongkai.annotations.converters.{module}")
    return cast(Converter, getattr(loaded, member)())
