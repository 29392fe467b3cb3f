"""Numbers, bounds and the names of cells as people read them, in either language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from gongkai.extract.language import Language, Words
from gongkai.models.record import Cell, Claim, Fact
from gongkai.models.scheme import Bound, CellState, Kind, Regime, SectionKind
from gongkai.models.table_layout import Axis, layout_for

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
#: Units of money, with their English names.
_MONEY: Final = {"元": "yuan", "万元": "10,000 yuan", "亿元": "100 million yuan"}
#: The longest wording of the form, in characters, that is shown where there is a shorter one.
_LONGEST_WORDING: Final = 16
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


def row_label(row: Axis, words: Words) -> str:
    """Return the label of a row with its group, short where the form is wordy."""
    label = row.label(words.language)
    if words.language is not Language.CHINESE or len(row.chinese) <= _LONGEST_WORDING:
        return label
    return label.replace(row.chinese, min(row.wordings, key=len))


def column_label(column: Axis, unit: str | None, words: Words) -> str:
    """Return the label of a column; amounts of money with the unit that their cells have."""
    label = column.label(words.language)
    if unit not in _MONEY:
        return label
    if words.language is Language.CHINESE:
        return f"{label}（{unit}）"
    return f"{label.partition(' (')[0]} ({_MONEY[unit]})"


def labels(key: str, section: SectionKind, regime: Regime | None, words: Words) -> tuple[str, str]:
    """Return the labels of a cell's row and column; its ids where the form has no such cell."""
    row_id, _, column_id = key.rpartition(".")
    axes = cell_axes(section, regime).get(key) if regime is not None else None
    if axes is None:
        return words.safe(row_id), words.safe(column_id)
    row, column = axes
    return row_label(row, words), column.label(words.language)


@cache
def cell_axes(section: SectionKind, regime: Regime) -> dict[str, tuple[Axis, Axis]]:
    """Return the row and the column of each cell of one table; empty where there is no table."""
    try:
        panels = layout_for(section, regime).panels
    except KeyError:
        return {}
    return {
        f"{row.id}.{column.id}": (row, column)
        for panel in panels
        for row in panel.rows
        for column in panel.columns
    }


def cell_name(name: str, regime: Regime | None, words: Words) -> str:
    """Return the labels of a cell for people: its row, and its column where that is no total."""
    found = split_key(name)
    if found is None:
        return words.safe(name)
    section, key = found
    row, column = labels(key, section, regime, words)
    return row if key.endswith(".total") else f"{row} / {column}"


def shared_group(names: Sequence[str], regime: Regime | None, words: Words) -> str | None:
    """Return the label of the group of rows that several cells, all totals, belong to."""
    found = [split_key(name) for name in names]
    if len(found) < 2 or regime is None:
        return None
    groups: set[Axis | None] = set()
    for each in found:
        if each is None or not each[1].endswith(".total"):
            return None
        axes = cell_axes(each[0], regime).get(each[1])
        groups.add(axes[0].group if axes else None)
    group = groups.pop()
    return group.label(words.language) if group and not groups else None
