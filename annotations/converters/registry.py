"""Converters by their names."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from gongkai.annotations.converters.errors import ConverterError
from gongkai.annotations.converters.interface import Converter
from gongkai.annotations.formats import CONVERTERS, NAMES

__all__ = ["NAMES", "converter"]


def converter(name: str) -> Converter:
    """Return the converter of a format, imported now, since spaCy takes its time.

    Raises
    ------
    ConverterError
        If there is none of this name.
    """
    if name not in CONVERTERS:
        raise ConverterError(f"{name!r} is no format: choose from {', '.join(NAMES)}")
    module, _, member = CONVERTERS[name].partition(":")
    loaded = import_module(f"gongkai.annotations.converters.{module}")
    return cast(Converter, getattr(loaded, member)())
