"""Confidences scored as probabilities: Brier score and logarithmic loss.

Both are proper: no system gets a better expected score than by saying what it believes [1]_.
The Brier score is reliability less resolution plus uncertainty [2]_, up to what confidences
differ within bins.

References
----------
.. [1] T. Gneiting, A. Raftery, Strictly proper scoring rules, prediction, and estimation, Journal
   of the American Statistical Association 102, 2007.
.. [2] A. Murphy, A new vector partition of the probability score, Journal of Applied Meteorology
   12, 1973.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy

from gongkai.evaluate.calibration.bins import bin_of_each
from gongkai.evaluate.calibration.judged_sample import Integers, JudgedSample, quotient
from gongkai.evaluate.calibration.results import BrierScore
from gongkai.evaluate.counts import Estimate
from gongkai.evaluate.resampling import intervals_of, raised_intervals_of

if TYPE_CHECKING:
    from gongkai.evaluate.resampling import Floats, Statistic

#: Half of the last digit of a confidence in a record.
_NEAREST: Final = 0.00005


def brier_score(sample: JudgedSample, starts: Integers) -> BrierScore:
    """Return the Brier score with its parts.

    Parameters
    ----------
    sample
        At least one judgement.
    starts
        Where each bin begins.
    """
    group_of, groups = bin_of_each(sample, starts), len(starts)
    table = numpy.concatenate(
        [
            sample.sums(figures, group_of, groups)
            for figures in (numpy.ones(sample.size), sample.confidences, sample.right)
        ],
        axis=1,
    )
    everything = table.sum(axis=0, keepdims=True)
    raised = raised_intervals_of(
        [
            lambda weights: _reliability(weights @ table),
            lambda weights: _resolution(weights @ table),
        ],
        sample.texts,
    )
    score, uncertainty = estimates(
        [
            sample.mean((sample.confidences - sample.right) ** 2),
            lambda weights: _uncertainty(weights @ table),
        ],
        sample,
    )
    return BrierScore(
        score=score,
        reliability=Estimate(float(_reliability(everything)[0]), raised[0]),
        resolution=Estimate(float(_resolution(everything)[0]), raised[1]),
        uncertainty=uncertainty,
    )


def log_loss(sample: JudgedSample) -> Estimate:
    """Return the mean logarithmic loss, in natural units.

    A confidence counts as no nearer to 0 or 1 than half of the last digit that records have, or
    one wrong judgement with a rounded confidence of 1 would make the mean infinite.
    """
    confidences = numpy.clip(sample.confidences, _NEAREST, 1 - _NEAREST)
    losses = -numpy.log(numpy.where(sample.right > 0, confidences, 1 - confidences))
    (estimate,) = estimates([sample.mean(losses)], sample)
    return estimate


def estimates(
    statistics: list[Statistic],
    sample: JudgedSample,
    width: int = 0,
    judged: Sequence[int] | None = None,
) -> list[Estimate]:
    """Return the value of each statistic of a sample with its interval; see ``intervals_of``."""
    everything = numpy.ones((1, sample.texts))
    values = [float(statistic(everything)[0]) for statistic in statistics]
    bounds = intervals_of(statistics, sample.texts, width, judged)
    return [Estimate(*pair) for pair in zip(values, bounds, strict=True)]


def _reliability(totals: Floats) -> Floats:
    sizes, confidences, right = numpy.split(totals, 3, axis=-1)
    squares = numpy.nan_to_num(quotient((confidences - right) ** 2, sizes))
    return quotient(squares.sum(axis=-1), sizes.sum(axis=-1))


def _resolution(totals: Floats) -> Floats:
    sizes, _, right = numpy.split(totals, 3, axis=-1)
    overall = quotient(right.sum(axis=-1), sizes.sum(axis=-1))[..., None]
    squares = numpy.nan_to_num(quotient((right - sizes * overall) ** 2, sizes))
    return quotient(squares.sum(axis=-1), sizes.sum(axis=-1))


def _uncertainty(totals: Floats) -> Floats:
    sizes, _, right = numpy.split(totals, 3, axis=-1)
    overall = quotient(right.sum(axis=-1), sizes.sum(axis=-1))
    return overall * (1 - overall)
