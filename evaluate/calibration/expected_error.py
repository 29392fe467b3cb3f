"""How far are confidences from the truth? The expected calibration error.

Over bins of like confidence, the distance of mean confidence and share right is averaged [1]_.
That is above 0 even for a perfectly calibrated system, because the share right of a bin is a
matter of chance too; so three things stand beside it:

* what a perfectly calibrated system would get with the same confidences and bins, each judgement
  being right with the probability that its confidence says (consistency resampling [2]_);
* the error less what chance adds, where the share right of each bin is taken as normally
  distributed around what was found (the estimate for the mean distance that goes with [3]_,
  whose expectation is here computed instead of drawn). It is still too high where the true
  error is close to 0, but by less;
* an interval over texts, turned around as in [3]_ (``resampling.raised_intervals_of``), which
  begins at 0 where a perfect system could come out as far off.

On 2,000 simulated judgements in 200 texts with a true error of 0.014, the percentiles of
resamples never held the truth and BCa in 44 of 100 cases; this interval did in 89. With a true
error of 0 it did in 97, of 0.03 in 90, of 0.07 in 91. The debiased error was on average 0.011,
0.017, 0.030 and 0.075, the plain one 0.019, 0.024, 0.035 and 0.077.

References
----------
.. [1] C. Guo, G. Pleiss, Y. Sun, K. Weinberger, On calibration of modern neural networks, ICML
   2017.
.. [2] J. Bröcker, L. Smith, Increasing the reliability of reliability diagrams, Weather and
   Forecasting 22, 2007.
.. [3] A. Kumar, P. Liang, T. Ma, Verified uncertainty calibration, NeurIPS 2019.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy

from gongkai.evaluate.calibration.bins import bin_of_each
from gongkai.evaluate.calibration.judged_sample import Integers, JudgedSample, quotient
from gongkai.evaluate.calibration.results import Binning, ExpectedCalibrationError
from gongkai.evaluate.counts import Interval
from gongkai.evaluate.resampling import raised_intervals_of

if TYPE_CHECKING:
    from gongkai.evaluate.resampling import Floats

_ROUNDS: Final = 1000
#: How many numbers are drawn at once, which bounds the memory.
_DRAWN_TOGETHER: Final = 2_000_000
#: Errors closer than this are the same.
_SAME: Final = 1e-12


def expected_error(
    sample: JudgedSample, starts: Integers, binning: Binning
) -> ExpectedCalibrationError:
    """Return the expected calibration error with what it has to be seen against.

    Parameters
    ----------
    sample
        At least one judgement.
    starts
        Where each bin begins.
    binning
        How the bins were made.
    """
    gaps = numpy.add.reduceat(sample.confidences - sample.right, starts)
    value = float(abs(gaps).sum() / sample.size)
    perfect = _errors_of_perfect_systems(sample, starts)
    low, high = numpy.quantile(perfect, [0.025, 0.975]).tolist()
    (interval,) = _interval(sample, starts)
    if interval is not None and value <= high:
        interval = Interval(0.0, interval.high)
    return ExpectedCalibrationError(
        value=value,
        interval=interval,
        debiased=_debiased(sample, starts, abs(gaps)),
        perfect_mean=float(perfect.mean()),
        perfect_range=Interval(low, high),
        p_value=(1 + int(numpy.count_nonzero(perfect >= value - _SAME))) / (1 + _ROUNDS),
        binning=binning,
        bins=len(starts),
    )


def _interval(sample: JudgedSample, starts: Integers) -> list[Interval | None]:
    gaps = sample.sums(sample.confidences - sample.right, bin_of_each(sample, starts), len(starts))
    sizes = sample.sums(numpy.ones(sample.size))
    return raised_intervals_of(
        [lambda weights: quotient(abs(weights @ gaps).sum(axis=1), (weights @ sizes)[:, 0])],
        sample.texts,
    )


def _errors_of_perfect_systems(sample: JudgedSample, starts: Integers) -> Floats:
    """Draw outcomes with the probabilities that confidences are, and return their errors."""
    generator = numpy.random.default_rng(0)
    # All judgements of one confidence are drawn at once.
    groups = sample.starts()
    sizes = numpy.diff(numpy.append(groups, sample.size))
    confidences = sample.confidences[groups]
    first_groups = numpy.searchsorted(groups, starts)
    together = max(1, _DRAWN_TOGETHER // len(groups))
    errors = []
    for first in range(0, _ROUNDS, together):
        rows = min(together, _ROUNDS - first)
        right = generator.binomial(sizes, confidences, size=(rows, len(groups)))
        gaps = numpy.add.reduceat(sizes * confidences - right, first_groups, axis=1)
        errors.append(abs(gaps).sum(axis=1) / sample.size)
    return numpy.concatenate(errors)


def _debiased(sample: JudgedSample, starts: Integers, gaps: Floats) -> float:
    """Return the error less what chance adds to it, at least 0."""
    sizes = numpy.diff(numpy.append(starts, sample.size))
    accuracies = numpy.add.reduceat(sample.right, starts) / sizes
    errors = numpy.sqrt(accuracies * (1 - accuracies) / sizes)
    distances = gaps / sizes
    expected = [
        _mean_distance(distance, error)
        for distance, error in zip(distances.tolist(), errors.tolist(), strict=True)
    ]
    # The bias is the expected distance less the distance.
    return max(0.0, float((sizes * (2 * distances - expected)).sum() / sample.size))


def _mean_distance(distance: float, error: float) -> float:
    """Return the mean of the absolute value of a normal variable (of the folded normal)."""
    if not error:
        return distance
    normal = NormalDist()
    ratio = distance / error
    return 2 * error * normal.pdf(ratio) + distance * (1 - 2 * normal.cdf(-ratio))
