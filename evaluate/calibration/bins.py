"""Which judgements are of like confidence: bins, and the reliability diagram.

Bins of equal size are the default. With bins of equal width most confidences of a good system
fall into the topmost one, where they hide each other's errors, while the lower ones hold a
handful whose share right is mostly chance; the expected error over bins of equal size is less
biased [1]_ [2]_.

References
----------
.. [1] K. Nguyen, B. O'Connor, Posterior calibration and exploratory analysis for natural language
   processing models, EMNLP 2015.
.. [2] R. Roelofs, N. Cain, J. Shlens, M. Mozer, Mitigating bias in calibration error estimation,
   AISTATS 2022.
"""

from __future__ import annotations

import numpy

from gongkai.evaluate.calibration.judged_sample import Integers, JudgedSample
from gongkai.evaluate.calibration.results import Binning, ReliabilityBin
from gongkai.evaluate.counts import Proportion, wilson_interval


def bin_starts(sample: JudgedSample, binning: Binning, bins: int) -> Integers:
    """Return the place of the first judgement of each bin that holds any.

    Judgements of the same confidence come into the same bin, so that their order does not
    matter.

    Parameters
    ----------
    sample
        At least one judgement.
    binning
        How bins are made.
    bins
        How many there may be, at least 1.
    """
    starts = sample.starts()
    if binning is Binning.EQUAL_MASS:
        ends = numpy.append(starts[1:], sample.size)
        # By the middle judgement of those with the same confidence.
        bin_of = (starts + ends) * bins // (2 * sample.size)
    else:
        edges = numpy.linspace(0, 1, bins + 1)[1:-1]
        bin_of = numpy.searchsorted(edges, sample.confidences[starts])
    first = numpy.concatenate(([True], numpy.diff(bin_of) > 0))
    return starts[first]


def bin_of_each(sample: JudgedSample, starts: Integers) -> Integers:
    """Return the place of the bin of each judgement."""
    sizes = numpy.diff(numpy.append(starts, sample.size))
    return numpy.repeat(numpy.arange(len(starts)), sizes)


def reliability_diagram(sample: JudgedSample, starts: Integers) -> tuple[ReliabilityBin, ...]:
    """Return mean confidence and share right of each bin."""
    ends = numpy.append(starts[1:], sample.size).tolist()
    return tuple(_bin(sample, start, end) for start, end in zip(starts.tolist(), ends, strict=True))


def _bin(sample: JudgedSample, start: int, end: int) -> ReliabilityBin:
    confidences = sample.confidences[start:end]
    accuracy = Proportion(int(sample.right[start:end].sum()), end - start)
    return ReliabilityBin(
        lowest=float(confidences[0]),
        highest=float(confidences[-1]),
        mean_confidence=float(confidences.mean()),
        accuracy=accuracy,
        interval=wilson_interval(accuracy.count / accuracy.judged, accuracy.judged),
    )
