"""The quantity grammar: every number with a measure word, every zero cue, and the traps."""

from gongkai.models.quantities.grammar import find_quantities
from gongkai.models.quantities.numerals import parse_numeral
from gongkai.models.quantities.types import Form, Quantity, QuantityReading, Trap, TrapKind

__all__ = [
    "Form",
    "Quantity",
    "QuantityReading",
    "Trap",
    "TrapKind",
    "find_quantities",
    "parse_numeral",
]
