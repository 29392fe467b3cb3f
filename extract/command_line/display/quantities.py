"""Numbers, bounds and the names of cells."""

from __future__ import annotations

from typing import Final

from gongkai.extract.command_line.wording import Words
from gongkai.models.record import Cell, Claim, Fact
from gongkai.models.scheme import Bound, CellState, Kind, Regime, SectionKind
from gongkai.models.table_layout import axis_label

_SIGNS: Final = {
    Bound.EXACT: "",
    Bound.AT_LEAST: "≥ ",
    Bound.AT_MOST: "≤ ",
    Bound.APPROXIMATE: "≈ ",
}
#: How a cell without a number is shown.
MARKS: Final = {
    CellState.BLANK: "□",
    CellState.NOT_APPLICABLE: "/",
    CellState.UNREADABLE: "?",
    CellState.MISSING: "·",
}
_TIGHT_UNITS: Final = frozenset("%‰")
_TABLES: Final = {
    kind.value: kind
    for kind in (
        SectionKind.PROACTIVE_DISCLOSURE,
        SectionKind.APPLICATIONS,
        SectionKind.REVIEW_LITIGATION,
    )
}


def number(value: float | None, *, signed: bool = False) -> str:
    """Return a number without needless digits; ``—`` for none."""
    if value is None:
        return "—"
    written = str(value) if isinstance(value, int) else f"{value:.4f}".rstrip("0").rstrip(".")
    return f"+{written}" if signed and value > 0 else written


def quantity(thing: Claim | Fact, words: Words) -> str:
    """Return what a claim or fact says: its bound, value, range and unit."""
    signed = thing.kind is Kind.CHANGE
    written = _SIGNS[thing.bound] + number(thing.value, signed=signed)
    if isinstance(thing, Claim) and thing.value_max is not None:
        written += f"–{number(thing.value_max, signed=signed)}"
    if not thing.unit:
        return written
    unit = words.safe(thing.unit)
    return written + ("" if unit in _TIGHT_UNITS else " ") + unit


def bounded(value: float, bound: Bound) -> str:
    """Return a value with the sign of its bound."""
    return _SIGNS[bound] + number(value)


def cell_text(cell: Cell | None) -> str:
    """Return what a cell holds: its number, or the mark of its state."""
    if cell is None:
        return MARKS[CellState.MISSING]
    if cell.state is CellState.VALUE:
        return number(cell.value)
    return MARKS[cell.state]


def split_key(name: str) -> tuple[SectionKind, str] | None:
    """Split ``applications.received.total`` into its table and its key within it."""
    table, _, key = name.partition(".")
    return (_TABLES[table], key) if table in _TABLES and key else None


def labels(key: str, section: SectionKind, regime: Regime | None, words: Words) -> tuple[str, str]:
    """Return the labels of a cell's row and column; its ids where the form has no such cell."""
    try:
        if regime is not None:
            return axis_label(key, section, regime, words.language)
    except KeyError:
        pass
    row, _, column = key.rpartition(".")
    return row, column


def cell_name(name: str, regime: Regime | None, words: Words) -> str:
    """Return the labels of a cell for people: its row and its column."""
    found = split_key(name)
    if found is None:
        return words.safe(name)
    section, key = found
    row, column = labels(key, section, regime, words)
    return f"{row} / {column}"
