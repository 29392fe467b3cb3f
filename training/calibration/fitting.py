"""Fitting each calibrator to judgements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize_scalar
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from gongkai.models.trained.calibration import (
    IsotonicCalibrator,
    PlattCalibrator,
    TemperatureCalibrator,
    VennAbersCalibrator,
)
from gongkai.models.trained.calibration.arrays import Floats1d, bounded
from gongkai.training.calibration.samples import (
    CalibrationDataError,
    Flags,
    floor_of,
    rounded,
    targets,
)
from gongkai.training.calibration.venn_abers import isotonic_if_right, isotonic_if_wrong

#: A column that varies by less than this does not vary.
_LEVEL = 1e-9
#: Temperatures that are looked at, as natural logarithms: 0.05 to 20.
_TEMPERATURES = (-3.0, 3.0)


def fit_platt(
    evidence: ArrayLike, right: ArrayLike, names: Sequence[str], *, strength: float = 1.0
) -> PlattCalibrator:
    """Fit a logistic regression to evidence.

    Parameters
    ----------
    evidence
        Finite numbers, shape ``(n, len(names))``.
    right
        Whether each thing is right, shape ``(n,)``.
    names
        What stands in each column.
    strength
        The variance that the weight of a standard deviation of a column is expected to have: the
        less, the stronger the regularisation.

    Raises
    ------
    CalibrationDataError
        If there is nothing to fit to.
    """
    table = np.asarray(evidence, dtype=np.float64)
    flags = _flags(right)
    centres, spreads = table.mean(axis=0), table.std(axis=0)
    scales = np.where(spreads > _LEVEL, spreads, 1.0)
    standardised = (table - centres) / scales
    aims = np.where(flags, *targets(flags))
    # Each thing counts in part as right and in part as wrong.
    model = LogisticRegression(C=strength, tol=1e-8, max_iter=1000)
    model.fit(
        np.concatenate([standardised, standardised]),
        np.repeat([1, 0], len(flags)),
        sample_weight=np.concatenate([aims, 1 - aims]),
    )
    return PlattCalibrator(
        names=tuple(names),
        centres=centres,
        scales=scales,
        weights=model.coef_[0],
        bias=float(model.intercept_[0]),
        lows=table.min(axis=0),
        highs=table.max(axis=0),
        floor=floor_of(len(flags)),
    )


def fit_temperature(scores: ArrayLike, right: ArrayLike) -> TemperatureCalibrator:
    """Fit the one number that log-odds are divided by, by the least logarithmic loss.

    Parameters
    ----------
    scores
        Log-odds, shape ``(n,)``.
    right
        Whether each thing is right, shape ``(n,)``.

    Raises
    ------
    CalibrationDataError
        If there is nothing to fit to.
    """
    odds, flags = _scores(scores), _flags(right)
    aims = np.where(flags, *targets(flags))

    def loss(logarithm: float) -> float:
        divided = odds / np.exp(logarithm)
        return float((np.logaddexp(0.0, divided) - aims * divided).mean())

    found = minimize_scalar(loss, bounds=_TEMPERATURES, method="bounded", options={"xatol": 1e-6})
    return TemperatureCalibrator(float(np.exp(found.x)), floor_of(len(flags)))


def fit_isotonic(scores: ArrayLike, right: ArrayLike) -> IsotonicCalibrator:
    """Fit the best line that never falls; see :func:`fit_temperature` for the parameters."""
    odds, flags = _scores(scores), _flags(right)
    floor = floor_of(len(flags))
    model = IsotonicRegression(y_min=0.0, y_max=1.0)
    model.fit(odds, flags.astype(np.float64))
    values = np.clip(model.y_thresholds_, floor, 1 - floor)
    return IsotonicCalibrator(model.X_thresholds_, np.maximum.accumulate(values))


def fit_venn_abers(scores: ArrayLike, right: ArrayLike) -> VennAbersCalibrator:
    """Compute both isotonic fits; see :func:`fit_temperature` for the parameters."""
    odds, flags = _scores(scores), _flags(right)
    thresholds, places, sizes = np.unique(odds, return_inverse=True, return_counts=True)
    sums = np.bincount(places.reshape(-1), weights=flags).astype(np.float64)
    counts = sizes.astype(np.float64)
    if_wrong, if_right = isotonic_if_wrong(sums, counts), isotonic_if_right(sums, counts)
    # Slopes that are equal may differ in their last digit.
    return VennAbersCalibrator(
        thresholds,
        np.maximum.accumulate(np.clip(if_wrong, 0.0, 1.0)),
        np.maximum.accumulate(np.clip(if_right, 0.0, 1.0)),
    )


def _scores(scores: ArrayLike) -> Floats1d:
    return rounded(bounded(np.asarray(scores, dtype=np.float64)))


def _flags(right: ArrayLike) -> Flags:
    flags = np.asarray(right, dtype=np.bool_)
    if not len(flags):
        raise CalibrationDataError("There are no judgements to calibrate on.")
    return flags
