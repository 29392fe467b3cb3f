"""What can be trusted: precision above a confidence, and the confidence a precision needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy

from gongkai.evaluate.calibration.judged_sample import JudgedSample, quotient, ratio
from gongkai.evaluate.calibration.proper_scores import estimates
from gongkai.evaluate.calibration.ranking import Ranking
from gongkai.evaluate.calibration.results import PrecisionAtConfidence, ReachedPrecision
from gongkai.evaluate.counts import Estimate, Interval, Proportion
from gongkai.evaluate.resampling import intervals_of

if TYPE_CHECKING:
    from gongkai.evaluate.resampling import Floats, Statistic


def precision_at(
    sample: JudgedSample, confidences: Sequence[float]
) -> tuple[PrecisionAtConfidence, ...]:
    """Return how right judgements are that have at least each of some confidences."""
    statistics: list[Statistic] = []
    judged: list[int] = []
    for confidence in confidences:
        kept = (sample.confidences >= confidence).astype(float)
        statistics += [
            ratio(sample.sums(kept * sample.right), sample.sums(kept)),
            sample.mean(kept),
        ]
        judged += [len(numpy.unique(sample.text_of[kept > 0])), sample.texts]
    bounds = intervals_of(statistics, sample.texts, judged=judged)
    return tuple(
        _precision(sample, confidence, precision, share)
        for confidence, precision, share in zip(confidences, bounds[::2], bounds[1::2], strict=True)
    )


def reached_precision(
    sample: JudgedSample, targets: Sequence[float]
) -> tuple[ReachedPrecision, ...]:
    """Return the least confidence above which each of some precisions is reached.

    Precision need not rise with confidence: above a greater one it may be too low again. The
    least one counts, at which most is kept.
    """
    ranking = Ranking(sample)
    counts, right = ranking.counts(numpy.ones((1, sample.texts)))
    chosen = [_least(counts, right, target)[0] for target in targets]
    # Where none reaches it, any will do: it is not shown.
    thresholds = [float(ranking.confidences[max(0, place)]) for place in chosen]
    at_chosen = precision_at(sample, thresholds)
    statistics = [_share_kept(ranking, target) for target in targets]
    shares = estimates(statistics, sample, ranking.width, [sample.texts] * len(targets))
    return tuple(
        ReachedPrecision(target, None if place < 0 else _with_share(found, share))
        for target, place, found, share in zip(targets, chosen, at_chosen, shares, strict=True)
    )


def _precision(
    sample: JudgedSample, confidence: float, interval: Interval | None, share: Interval | None
) -> PrecisionAtConfidence:
    kept = sample.confidences >= confidence
    precision = Proportion(int(sample.right[kept].sum()), int(numpy.count_nonzero(kept)))
    return PrecisionAtConfidence(
        confidence, precision, interval, Estimate(precision.judged / sample.size, share)
    )


def _with_share(found: PrecisionAtConfidence, share: Estimate) -> PrecisionAtConfidence:
    return PrecisionAtConfidence(found.confidence, found.precision, found.interval, share)


def _least(counts: Floats, right: Floats, target: float) -> list[int]:
    """Return for each row the last place whose precision reaches a target, -1 if none does."""
    # Not by division, which could miss a precision that is just the target.
    reaches = right >= target * counts - 1e-9
    reaches &= counts > 0
    last = counts.shape[1] - 1 - numpy.argmax(reaches[:, ::-1], axis=1)
    return [int(place) for place in numpy.where(reaches.any(axis=1), last, -1)]


def _share_kept(ranking: Ranking, target: float) -> Statistic:
    """Return which share is kept where a target decides, nothing if it is not reached."""

    def share(weights: Floats) -> Floats:
        counts, right = ranking.counts(weights)
        places = numpy.array(_least(counts, right, target))
        kept = numpy.where(places < 0, 0.0, counts[numpy.arange(len(counts)), places])
        return quotient(kept, counts[:, -1])

    return share
