"""What a perfectly calibrated system would get: outcomes drawn by the confidences.

Each judgement is right with the probability that its confidence says (consistency resampling
[1]_). Claims of one text go together, though: a text that is hard to read makes several wrong at
once, and then a perfect system comes out farther off. So outcomes of one text are drawn together
as strongly as the judgements show, by the intraclass correlation: with the square root of it as
probability, a judgement follows the one number that was drawn for its text, else a number of
its own. Two judgements with the same confidence are then correlated by it, and each is still
right as often as its confidence says.

The correlation is that which makes the products of residuals (right less confidence) of pairs
within texts what they are. It is estimated as if confidences were true, so it is too high where
they are not, and what is called worse than perfect is so all the more.

In simulations of 15 judgements a text, perfect systems lay within the 95% range, and p was below
0.05, this often (shares of 200 repetitions; correlations 0 and 0.25 between outcomes):

=========================================  ============  ============  ============
drawn                                      10 texts      30 texts      100 texts
=========================================  ============  ============  ============
*within the range*
independently, correlation 0               0.96 to 0.99  0.91 to 0.99  0.93 to 0.99
independently, correlation 0.25            0.72 to 0.93  0.12 to 0.88  0.07 to 0.91
together, correlation 0                    0.95 to 0.99  0.92 to 1.00  0.95 to 0.99
together, correlation 0.25                 0.95 to 1.00  0.93 to 0.99  0.91 to 0.96
*p below 0.05*
independently, correlation 0.25            0.11 to 0.37  0.15 to 0.92  0.10 to 0.96
together, correlation 0                    0.02 to 0.04  0.01 to 0.08  0.03 to 0.07
together, correlation 0.25                 0.01 to 0.10  0.01 to 0.10  0.05 to 0.12
=========================================  ============  ============  ============

Each cell spans confidences of 0.8, of 0.98, confidences all over, and for 30 and 100 texts one
confidence for all judgements of a text. The wild bootstrap by texts [2]_ was tried too: it holds
in 0.50 to 0.97 with correlation, since where few judgements happened to be wrong there is nothing
whose sign could be changed.

References
----------
.. [1] J. Bröcker, L. Smith, Increasing the reliability of reliability diagrams, Weather and
   Forecasting 22, 2007.
.. [2] A. C. Cameron, J. B. Gelbach, D. L. Miller, Bootstrap-based improvements for inference with
   clustered errors, Review of Economics and Statistics 90, 2008.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy

from gongkai.evaluate.calibration.judged_sample import Integers, JudgedSample

if TYPE_CHECKING:
    from gongkai.evaluate.resampling import Floats

ROUNDS: Final = 1000
#: How many numbers are drawn at once, which bounds the memory.
_DRAWN_TOGETHER: Final = 2_000_000


def intraclass_correlation(sample: JudgedSample, probabilities: Floats) -> float:
    """Return how strongly the outcomes of one text go together, from 0 to 1.

    Parameters
    ----------
    sample
        At least one judgement.
    probabilities
        With which each judgement is right.
    """
    residuals = sample.right - probabilities
    found = _pairs(sample, residuals)
    order = numpy.lexsort((probabilities, sample.text_of))
    sizes = numpy.bincount(sample.text_of, minlength=sample.texts)
    ends = numpy.repeat(sizes.cumsum(), sizes)
    # Of two outcomes by the same number, both are right as often as the less probable one.
    greater = ends - 1 - numpy.arange(sample.size)
    both = 2 * float((probabilities[order] * greater).sum())
    most = both - _pairs(sample, probabilities)
    return min(1.0, max(0.0, found / most)) if most > 0 else 0.0


def independent_errors(sample: JudgedSample, starts: Integers) -> Floats:
    """Return expected calibration errors of perfect systems whose outcomes are independent."""
    generator = numpy.random.default_rng(0)
    # All judgements of one confidence are drawn at once.
    groups = sample.starts()
    sizes = numpy.diff(numpy.append(groups, sample.size))
    confidences = sample.confidences[groups]
    first_groups = numpy.searchsorted(groups, starts)
    errors = []
    for rows in _rows(len(groups)):
        right = generator.binomial(sizes, confidences, size=(rows, len(groups)))
        gaps = numpy.add.reduceat(sizes * confidences - right, first_groups, axis=1)
        errors.append(abs(gaps).sum(axis=1) / sample.size)
    return numpy.concatenate(errors)


def dependent_errors(sample: JudgedSample, starts: Integers, correlation: float) -> Floats:
    """Return expected calibration errors of perfect systems whose texts are hard or easy.

    Parameters
    ----------
    sample
        At least one judgement.
    starts
        Where each bin begins.
    correlation
        The intraclass correlation of the outcomes of a text.
    """
    generator = numpy.random.default_rng(0)
    following = correlation**0.5
    own = (1 - following) * sample.confidences
    errors = []
    for rows in _rows(sample.size):
        of_texts = generator.random((rows, sample.texts))
        right_by_text = of_texts[:, sample.text_of] < sample.confidences
        # One number says both whether a judgement follows its text and, if not, what comes out.
        drawn = generator.random((rows, sample.size))
        follows = drawn < following
        right = numpy.where(follows, right_by_text, drawn - following < own)
        gaps = numpy.add.reduceat(sample.confidences - right, starts, axis=1)
        errors.append(abs(gaps).sum(axis=1) / sample.size)
    return numpy.concatenate(errors)


def _pairs(sample: JudgedSample, figures: Floats) -> float:
    """Return the sum of the products of a figure over pairs within texts, each pair twice."""
    return float((sample.sums(figures) ** 2).sum() - (figures**2).sum())


def _rows(width: int) -> list[int]:
    """Return how many rounds are drawn at once, part by part."""
    together = max(1, _DRAWN_TOGETHER // width)
    return [min(together, ROUNDS - first) for first in range(0, ROUNDS, together)]
