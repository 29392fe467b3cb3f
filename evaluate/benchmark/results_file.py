"""``benchmark.json``: every figure with its unit, its spread and how often it was measured."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row
from gongkai.evaluate.benchmark.running import Results
from gongkai.models.terms import Term

#: The version of the file's form.
FORMAT: Final = 1
_DIGITS: Final = 6


def results_json(results: Results) -> str:
    """Return the results as JSON, for machines; labels are in both languages."""
    content = {
        "format": FORMAT,
        "machine": asdict(results.machine),
        "settings": asdict(results.settings) | {"seed": results.seed},
        "parts": {part.heading.value: _part(part) for part in results.parts},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _part(part: Part) -> dict[str, Any]:
    return {
        **_labels(part.heading),
        "columns": {column.value: _labels(column) for column in part.columns},
        "rows": [_row(row) for row in part.rows],
        "remarks": [{"id": each.id, **_labels(each)} for each in part.remarks],
    }


def _row(row: Row) -> dict[str, Any]:
    figures = {column.value: _figure(figure) for column, figure in row.figures.items()}
    return {"id": row.label.id, **_labels(row.label), "figures": figures}


def _labels(named: Term | Label) -> dict[str, str]:
    return {"english": named.english, "chinese": named.chinese}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "unit": figure.unit.value,
        "median": _rounded(figure.median),
        "minimum": _rounded(figure.minimum),
        "maximum": _rounded(figure.maximum),
        "repeats": len(figure.values),
    }


def _rounded(value: float) -> float:
    """Return a value without digits that no measurement has."""
    return float(f"{value:.{_DIGITS}g}")
