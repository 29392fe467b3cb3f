"""The results as JSON: every format, every report, every difference."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from typing import Any, Final

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.formats.measuring import FormatFigures, ReportFigures, Results

#: The version of the file's form.
FORMAT: Final = 1
Json = dict[str, Any]


def results_json(results: Results) -> str:
    """Return the results as JSON, for machines."""
    content = {
        "format": FORMAT,
        "version": version("gongkai"),
        "model": results.model,
        "reports": list(results.reports),
        "formats": {each.format.name: _format(each) for each in results.formats},
        "left_out": {
            name: [need.value for need in needs] for name, needs in results.left_out.items()
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _format(figures: FormatFigures) -> Json:
    return {
        "family": figures.format.family.value,
        "read": figures.read,
        "seconds": round(figures.seconds, 4),
        "memory_bytes": figures.memory_bytes,
        **_figures(figures),
        "reports": {report.name: _report(report) for report in figures.reports},
    }


def _report(report: ReportFigures) -> Json:
    return {
        "seconds": round(report.seconds, 4),
        "error": report.error,
        **_figures(report),
        "differences": [
            {"kind": each.kind.value, "what": each.what} for each in report.likeness.differences
        ],
    }


def _figures(figures: FormatFigures | ReportFigures) -> Json:
    gold, likeness = figures.gold, figures.likeness
    return {
        "gold": {
            "nonzero": _proportion(gold.nonzero),
            "blanks": _proportion(gold.blanks),
            "invented": _proportion(gold.invented),
            "claims": _counts(gold.claims),
        },
        "text": {"cells": _proportion(likeness.cells), "claims": _counts(likeness.claims)},
    }


def _proportion(proportion: Proportion) -> Json:
    return {**asdict(proportion), "share": _rounded(proportion.share)}


def _counts(counts: Counts) -> Json:
    return {**asdict(counts), "f1": _rounded(counts.f1)}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
