"""The estimates as ``precision.json``: keys in a fixed order, figures rounded to four digits."""

from __future__ import annotations

import json
from typing import Final

from gongkai.evaluate.counts import Interval
from gongkai.evaluate.sampling.design import Design, Stratum
from gongkai.evaluate.sampling.estimation import BandCalibration, Estimate, PrecisionEstimates
from gongkai.evaluate.sampling.verdicts import Verdicts

PRECISION: Final = "precision.json"
SCHEMA_VERSION: Final = 2
Json = dict[str, object]


def precision_json(design: Design, verdicts: Verdicts, estimates: PrecisionEstimates) -> str:
    """Return the content of ``precision.json``; the same verdicts give the same text."""
    content: Json = {
        "schema_version": SCHEMA_VERSION,
        "sample": {
            "seed": design.seed,
            "drawn": len(design.claims),
            "by": [dimension.value for dimension in design.by],
            "metrics": design.metrics,
        },
        "population": design.population.model_dump(mode="json"),
        "sheet": {
            "verdicts": len(verdicts.by_number),
            "claims_without_verdict": list(verdicts.empty),
            "verdicts_not_understood": [each.number for each in verdicts.unknown],
            "claims_without_line": list(verdicts.absent),
        },
        "whole": _estimate(estimates.whole),
        "by": {
            dimension.value: {value: _estimate(each) for value, each in groups.items()}
            for dimension, groups in estimates.groups.items()
        },
        "calibration": [_calibration(each) for each in estimates.calibration],
        "strata": [
            _stratum(design, stratum) | _estimate(estimates.strata[stratum.id])
            for stratum in design.strata
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _stratum(design: Design, stratum: Stratum) -> Json:
    names = [dimension.value for dimension in design.by]
    cells = [dict(zip(names, cell.values, strict=True)) for cell in stratum.cells]
    return {"id": stratum.id, "cells": cells}


def _estimate(estimate: Estimate) -> Json:
    return {
        "precision": _rounded(estimate.precision),
        "interval_95": _limits(estimate.interval),
        "if_unsure_wrong": _rounded(estimate.if_unsure_wrong),
        "if_unsure_right": _rounded(estimate.if_unsure_right),
        "population": estimate.population,
        "covered": _rounded(estimate.covered),
        "drawn": estimate.drawn,
        "right": estimate.right,
        "wrong": estimate.wrong,
        "unsure": estimate.unsure,
        "unanswered": estimate.unanswered,
    }


def _calibration(band: BandCalibration) -> Json:
    return {
        "band": band.band,
        "stated": _rounded(band.stated),
        "gap": _rounded(band.gap),
        "calibration_interval_95": _limits(band.interval),
        "agrees": band.agrees,
    } | _estimate(band.found)


def _limits(interval: Interval | None) -> list[float | None] | None:
    return None if interval is None else [_rounded(interval.low), _rounded(interval.high)]


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
