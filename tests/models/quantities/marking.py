"""Readable examples: what the grammar finds, marked inside the sentence.

``全年发布[1200余件|>=1200 件]信息`` says that the quantity 1200余件 is found, is at least 1200,
and has the unit 件; ``<=`` is at most and ``~`` approximate. ``2..3`` is a range, ``zero`` a
zero cue, and the name of a kind (``date``) a trap.
"""

from __future__ import annotations

import re

from gongkai.models.quantities import Form, Quantity, QuantityReading, Trap, find_quantities
from gongkai.models.scheme import Bound

_SIGNS = {Bound.EXACT: "", Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.APPROXIMATE: "~"}
_MARK = re.compile(r"\[((?:[^\[\]|]|\[[0-9]+\])+)\|[^\[\]|]+\]")


def unmarked(example: str) -> str:
    """Return the sentence without its marks."""
    return _MARK.sub(r"\1", example)


def marked(text: str) -> str:
    """Return the sentence with a mark for everything that the grammar finds in it."""
    reading = find_quantities(text)
    parts, position = [], 0
    for item in in_order(reading):
        parts.append(text[position : item.start])
        parts.append(f"[{text[item.start : item.end]}|{describe(item)}]")
        position = item.end
    return "".join([*parts, text[position:]])


def in_order(reading: QuantityReading) -> list[Quantity | Trap]:
    """Return quantities and traps together, by their offsets."""
    found: list[Quantity | Trap] = [*reading.quantities, *reading.traps]
    return sorted(found, key=lambda item: item.start)


def describe(item: Quantity | Trap) -> str:
    """Return the description that stands behind the bar of a mark."""
    if isinstance(item, Trap):
        return item.kind.value
    if item.form is Form.ZERO_CUE:
        return "zero"
    top = "" if item.value_max is None else f"..{item.value_max}"
    unit = "" if item.unit is None else f" {item.unit}"
    return f"{_SIGNS[item.bound]}{item.value}{top}{unit}"
