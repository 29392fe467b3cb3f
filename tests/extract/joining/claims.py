"""Claims and tables made by hand for the tests of the join."""

from __future__ import annotations

from typing import Any

from gongkai.models.record import Cell, Claim, Tables
from gongkai.models.scheme import CellState, Kind, Metric, PartKind, Regime


def claim(number: int, value: float, **changes: Any) -> Claim:  # noqa: ANN401
    """Make a claim about published information; ``changes`` are its other attributes."""
    attributes: dict[str, Any] = {
        "id": number,
        "metric": Metric.INFO_PUBLISHED,
        "kind": Kind.COUNT,
        "value": value,
        "unit": "条",
        "quote": f"{value}条",
        "start": 100 * number,
        "end": 100 * number + 3,
        "sentence": f"这是第{number}句。",
    }
    return Claim(**(attributes | changes))


def components(*values: float, **changes: Any) -> list[Claim]:  # noqa: ANN401
    """Make a whole and its components in one sentence; the first value is that of the whole."""
    first, *others = values
    changes = {"part_of": 0, "part_kind": PartKind.COMPONENT, "sentence": "一句。"} | changes
    parts = [claim(number, value, **changes) for number, value in enumerate(others, start=1)]
    return [claim(0, first, sentence=changes["sentence"]), *parts]


def tables_with(**values: float) -> Tables:
    """Make tables that hold some totals of table three, by row, and the cells given."""
    tables = Tables(regime=Regime.FORM_2021)
    for name, value in values.items():
        key = f"{name.replace('__', '.')}.total"
        tables.applications.cells[key] = Cell(state=CellState.VALUE, value=value, raw=str(value))
    return tables
