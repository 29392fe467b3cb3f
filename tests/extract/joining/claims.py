"""Claims and tables made by hand for the tests of the join."""

from __future__ import annotations

from typing import Any

from gongkai.models.record import Cell, Claim, Tables
from gongkai.models.scheme import CellState, Kind, Metric, Regime


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


def tables_with(**values: float) -> Tables:
    """Make tables that hold some totals of table three, by row, and the cells given."""
    tables = Tables(regime=Regime.FORM_2021)
    for name, value in values.items():
        key = f"{name.replace('__', '.')}.total"
        tables.applications.cells[key] = Cell(state=CellState.VALUE, value=value, raw=str(value))
    return tables
