"""Judgements from the most confident on, for any weights of their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy

from gongkai.evaluate.calibration.judged_sample import JudgedSample

if TYPE_CHECKING:
    from gongkai.evaluate.resampling import Floats

#: A product of matrices is faster than following single judgements while the table by text and
#: confidence has no more than so many cells for each judgement.
_CELLS_PER_JUDGEMENT: Final = 16


class Ranking:
    """Counts judgements by falling confidence.

    Attributes
    ----------
    confidences
        Each confidence that is given to a judgement or several, the greatest first.
    width
        How many numbers are needed for one row of weights.

    Notes
    -----
    What the last weights gave is kept, since several figures are asked of the same.
    """

    def __init__(self, sample: JudgedSample) -> None:
        starts = sample.starts()
        self.confidences: Floats = sample.confidences[starts][::-1]
        self._sample = sample
        # The last judgement of each confidence, counted from the top.
        self._ends = sample.size - 1 - starts[::-1]
        self._tables: list[Floats] | None = None
        self._last: tuple[Floats, tuple[Floats, Floats]] | None = None
        groups = len(starts)
        if sample.texts * groups <= _CELLS_PER_JUDGEMENT * sample.size:
            sizes = numpy.diff(numpy.append(starts, sample.size))
            group_of = numpy.repeat(numpy.arange(groups)[::-1], sizes)
            figures_of_each = (numpy.ones(sample.size), sample.right)
            self._tables = [
                sample.sums(figures, group_of, groups).cumsum(axis=1) for figures in figures_of_each
            ]
        self.width = 4 * (sample.size if self._tables is None else groups)

    def counts(self, weights: Floats) -> tuple[Floats, Floats]:
        """Return how many have at least each confidence, and how many of them are right.

        Parameters
        ----------
        weights
            Rows of how often each text is drawn.

        Returns
        -------
        tuple of numpy.ndarray
            For each row of weights, from the greatest confidence to the least.
        """
        if self._last is None or self._last[0] is not weights:
            self._last = (weights, self._counted(weights))
        return self._last[1]

    def _counted(self, weights: Floats) -> tuple[Floats, Floats]:
        if self._tables is not None:
            every, right = self._tables
            return weights @ every, weights @ right
        weight_of = weights[:, self._sample.text_of[::-1]]
        weight_of_right = weight_of * self._sample.right[::-1]
        return (
            weight_of.cumsum(axis=1)[:, self._ends],
            weight_of_right.cumsum(axis=1)[:, self._ends],
        )
