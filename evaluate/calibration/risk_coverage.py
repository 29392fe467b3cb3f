"""Do the confident judgements come out right? Risk against coverage.

Judgements are kept from the most confident on. The risk of the first *k* is the share wrong
among them, and its mean over all *k* the area under the curve (AURC [1]_). Part of it no
confidence could mend, because some judgements are wrong; the excess is what is left without it
(E-AURC [2]_). Judgements of equal confidence are in no order: the area is the mean over all
orders of them.

References
----------
.. [1] Y. Geifman, R. El-Yaniv, Selective classification for deep neural networks, NeurIPS 2017.
.. [2] Y. Geifman, G. Uziel, R. El-Yaniv, Bias-reduced uncertainty estimation for deep neural
   classifiers, ICLR 2019.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy

from gongkai.evaluate.calibration.judged_sample import JudgedSample, quotient
from gongkai.evaluate.calibration.proper_scores import estimates
from gongkai.evaluate.calibration.ranking import Ranking
from gongkai.evaluate.calibration.results import CoveragePoint, RiskCoverage

if TYPE_CHECKING:
    from gongkai.evaluate.resampling import Floats

_POINTS: Final = 200


def risk_coverage(sample: JudgedSample) -> RiskCoverage:
    """Return the risk–coverage curve with the area under it.

    Parameters
    ----------
    sample
        At least one judgement.
    """
    ranking = Ranking(sample)
    area, excess = estimates(
        [
            lambda weights: _area(*ranking.counts(weights)),
            lambda weights: _excess(*ranking.counts(weights)),
        ],
        sample,
        ranking.width,
    )
    if sample.right.all() or not sample.right.any():
        # All resamples agree then, and say nothing of texts that hold what these do not.
        area, excess = replace(area, interval=None), replace(excess, interval=None)
    return RiskCoverage(_curve(sample, ranking), area, excess)


def _area(counts: Floats, right: Floats) -> Floats:
    """Return the area under the curve, of which the ends of equal confidences are known.

    Where errors rise from ``before`` by ``rate`` for each of the judgements ``first + 1`` to
    ``last``, the sum of their risks is ``rate`` times their number, and ``before - rate * first``
    times the sum of ``1 / k``.
    """
    wrong = counts - right
    first, before = _shifted(counts), _shifted(wrong)
    rate = numpy.nan_to_num(quotient(wrong - before, counts - first))
    harmonic = _harmonic_numbers(counts)
    inverses = harmonic[counts.astype(int)] - harmonic[first.astype(int)]
    risks = (wrong - before) + (before - rate * first) * inverses
    return quotient(risks.sum(axis=1), counts[:, -1])


def _excess(counts: Floats, right: Floats) -> Floats:
    """Return the area less that of the order with all right ones first."""
    return _area(counts, right) - _area(
        numpy.stack([right[:, -1], counts[:, -1]], axis=1),
        numpy.stack([right[:, -1], right[:, -1]], axis=1),
    )


def _shifted(figures: Floats) -> Floats:
    return numpy.concatenate((numpy.zeros_like(figures[:, :1]), figures[:, :-1]), axis=1)


def _harmonic_numbers(counts: Floats) -> Floats:
    """Return the sums of ``1 / k`` up to each whole number that is needed, from 0."""
    greatest = int(counts.max(initial=0))
    return numpy.concatenate(([0.0], (1 / numpy.arange(1, greatest + 1)).cumsum()))


def _curve(sample: JudgedSample, ranking: Ranking) -> tuple[CoveragePoint, ...]:
    (counts,), (right,) = ranking.counts(numpy.ones((1, sample.texts)))
    # Points about evenly spread over coverage, with both ends.
    wanted = numpy.linspace(counts[0], counts[-1], _POINTS)
    kept = numpy.unique(numpy.searchsorted(counts, wanted))
    return tuple(
        CoveragePoint(
            confidence=float(ranking.confidences[place]),
            coverage=float(counts[place] / sample.size),
            risk=float(1 - right[place] / counts[place]),
        )
        for place in kept.tolist()
    )
