"""How far are confidences from the truth? The expected calibration error.

Over bins of like confidence, the distance of mean confidence and share right is averaged [1]_.
That is above 0 even for a perfectly calibrated system, because the share right of a bin is a
matter of chance too; so three things stand beside it:

* what a perfectly calibrated system would get with the same confidences, texts and bins
  (``perfect_systems``), once with judgements of one text that go together as they do here, once as
  if all were independent;
* the error less what chance adds, where the share right of each bin is taken as normally
  distributed around what was found, with the variance that goes with the dependence within texts
  (the estimate for the mean distance that goes with [2]_, whose expectation is here computed
  instead of drawn). It is still too high where the true error is close to 0, but by less;
* an interval over texts of that true error, turned around as in [2]_
  (``resampling.raised_intervals_of``), which begins at 0 where a perfect system could come out as
  far off.

On 2,000 simulated judgements in 100 texts, with true errors of 0, 0.014, 0.034 and 0.107, this
interval held the truth in 99, 94, 82 and 95 of 100 cases (percentiles of resamples lie above it as
a rule). The debiased error was on average 0.011, 0.015, 0.032 and 0.107, the plain one 0.019,
0.023, 0.036 and 0.107.

References
----------
.. [1] C. Guo, G. Pleiss, Y. Sun, K. Weinberger, On calibration of modern neural networks, ICML
   2017.
.. [2] A. Kumar, P. Liang, T. Ma, Verified uncertainty calibration, NeurIPS 2019.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy

from gongkai.evaluate.calibration.bins import bin_of_each
from gongkai.evaluate.calibration.judged_sample import Integers, JudgedSample, quotient
from gongkai.evaluate.calibration.perfect_systems import (
    dependent_errors,
    independent_errors,
    intraclass_correlation,
)
from gongkai.evaluate.calibration.results import (
    Binning,
    CalibrationVerdict,
    ExpectedCalibrationError,
)
from gongkai.evaluate.counts import Interval, wilson_interval
from gongkai.evaluate.resampling import raised_intervals_of

if TYPE_CHECKING:
    from gongkai.evaluate.resampling import Floats

_TAILS: Final = (0.025, 0.975)
#: Confidences are too high, or too low, if so much of the distance is on that side.
_ONE_SIDED: Final = 0.75
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
    independent = independent_errors(sample, starts)
    correlation = intraclass_correlation(sample, sample.confidences)
    perfect = dependent_errors(sample, starts, correlation) if correlation else independent
    debiased = _debiased(sample, starts, abs(gaps))
    low, high = numpy.quantile(perfect, _TAILS).tolist()
    return ExpectedCalibrationError(
        value=value,
        debiased=debiased,
        interval=_interval(sample, starts, debiased, could_be_perfect=value <= high),
        perfect_mean=float(perfect.mean()),
        perfect_range=Interval(low, high),
        p_value=_at_least(perfect, value),
        independent_mean=float(independent.mean()),
        independent_range=Interval(*numpy.quantile(independent, _TAILS).tolist()),
        independent_p_value=_at_least(independent, value),
        correlation=correlation,
        verdict=_verdict(sample, gaps, could_be_perfect=value <= high),
        binning=binning,
        bins=len(starts),
    )


def _at_least(errors: Floats, value: float) -> float:
    """Return how probable a value at least as high is, by errors that were drawn."""
    return (1 + int(numpy.count_nonzero(errors >= value - _SAME))) / (1 + len(errors))


def _verdict(sample: JudgedSample, gaps: Floats, *, could_be_perfect: bool) -> CalibrationVerdict:
    if sample.texts < 2:
        return CalibrationVerdict.TOO_FEW
    if could_be_perfect:
        return CalibrationVerdict.COULD_BE_PERFECT
    too_high = float(gaps[gaps > 0].sum() / abs(gaps).sum())
    if too_high >= _ONE_SIDED:
        return CalibrationVerdict.TOO_CONFIDENT
    return (
        CalibrationVerdict.TOO_CAUTIOUS if too_high <= 1 - _ONE_SIDED else CalibrationVerdict.MIXED
    )


def _interval(
    sample: JudgedSample, starts: Integers, debiased: float, *, could_be_perfect: bool
) -> Interval | None:
    """Return the interval of the true error, which holds the debiased one."""
    if sample.texts < 2:
        return None
    gaps = sample.sums(sample.confidences - sample.right, bin_of_each(sample, starts), len(starts))
    sizes = sample.sums(numpy.ones(sample.size))
    (bounds,) = raised_intervals_of(
        [lambda weights: quotient(abs(weights @ gaps).sum(axis=1), (weights @ sizes)[:, 0])],
        sample.texts,
    )
    low, high = (debiased, debiased) if bounds is None else (bounds.low, bounds.high)
    right = float(sample.right.mean())
    if right in {0.0, 1.0}:
        # Texts drawn again have no error either; how many of others could be is by Wilson's score.
        shares = wilson_interval(right, sample.texts)
        stated = float(sample.confidences.mean())
        high = max(high, abs(stated - shares.low), abs(stated - shares.high))
    return Interval(0.0 if could_be_perfect else min(low, debiased), max(high, debiased))


def _debiased(sample: JudgedSample, starts: Integers, gaps: Floats) -> float:
    """Return the error less what chance adds to it, at least 0."""
    sizes = numpy.diff(numpy.append(starts, sample.size))
    accuracies = numpy.add.reduceat(sample.right, starts) / sizes
    group_of = bin_of_each(sample, starts)
    correlation = intraclass_correlation(sample, accuracies[group_of])
    in_texts = sample.sums(numpy.ones(sample.size), group_of, len(starts))
    # The design effect: by how much the variance is greater, since judgements go together.
    effects = 1 + correlation * ((in_texts**2).sum(axis=0) / sizes - 1)
    errors = numpy.sqrt(accuracies * (1 - accuracies) / sizes * effects)
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
