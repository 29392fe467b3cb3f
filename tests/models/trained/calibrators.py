"""Calibrators of every kind, made by hand for tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gongkai.models.trained.calibration import (
    Calibrator,
    IsotonicCalibrator,
    PlattCalibrator,
    ScoredCalibrator,
    TemperatureCalibrator,
    VennAbersCalibrator,
)
from gongkai.models.trained.calibration.arrays import Floats1d


def row(*numbers: float) -> Floats1d:
    return np.array(numbers, dtype=np.float64)


def platt(weights: Sequence[float] = (1.5,), bias: float = 0.5) -> PlattCalibrator:
    size = len(weights)
    return PlattCalibrator(
        names=tuple(f"evidence {place}" for place in range(size)),
        centres=np.full(size, 0.25),
        scales=np.full(size, 2.0),
        weights=np.array(weights),
        bias=bias,
        lows=np.full(size, -40.0),
        highs=np.full(size, 40.0),
        floor=0.002,
    )


def isotonic() -> IsotonicCalibrator:
    return IsotonicCalibrator(row(-2.0, 0.0, 3.0), row(0.1, 0.1, 0.95))


def venn_abers() -> VennAbersCalibrator:
    return VennAbersCalibrator(row(-2.0, 0.0, 3.0), row(0.0, 0.1, 0.6), row(0.5, 0.7, 1.0))


def every_kind() -> list[Calibrator]:
    of_one_score: list[Calibrator] = [
        platt(),
        TemperatureCalibrator(1.7, 0.001),
        isotonic(),
        venn_abers(),
    ]
    scored = [
        ScoredCalibrator(platt((1.0,)), platt()),
        ScoredCalibrator(platt((1.0,)), TemperatureCalibrator(0.5, 0.001)),
        ScoredCalibrator(platt((1.0,)), isotonic()),
        ScoredCalibrator(platt((1.0,)), venn_abers()),
    ]
    return [*of_one_score, *scored]
