"""Judgements as arrays, in an order that does not depend on how they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy
from numpy.typing import NDArray

from gongkai.evaluate.calibration.results import CalibrationError
from gongkai.evaluate.judgements import Judgement

if TYPE_CHECKING:
    from gongkai.evaluate.resampling import Floats, Statistic

Integers: TypeAlias = NDArray[numpy.int64]


@dataclass(frozen=True, slots=True, eq=False)
class JudgedSample:
    """Judgements by rising confidence.

    Attributes
    ----------
    confidences
        Between 0 and 1.
    right
        1 where a judgement is right, else 0.
    text_of
        The place of the text of each judgement among all texts.
    texts
        How many texts there are.
    """

    confidences: Floats
    right: Floats
    text_of: Integers
    texts: int

    @property
    def size(self) -> int:
        """How many judgements there are."""
        return len(self.confidences)

    def starts(self) -> Integers:
        """Return where each confidence begins that is given to one judgement or several."""
        changes = numpy.flatnonzero(numpy.diff(self.confidences)) + 1
        return numpy.concatenate(([0], changes)).astype(numpy.int64)

    def sums(self, figures: Floats, group_of: Integers | None = None, groups: int = 1) -> Floats:
        """Return the sums of a figure of each judgement by text and group, a row for each text."""
        cells = self.text_of * groups + (0 if group_of is None else group_of)
        summed = numpy.bincount(cells, weights=figures, minlength=self.texts * groups)
        return summed.astype(numpy.float64).reshape(self.texts, groups)

    def mean(self, figures: Floats) -> Statistic:
        """Return the mean of a figure of each judgement as a function of weights of texts."""
        return ratio(self.sums(figures), self.sums(numpy.ones(self.size)))


def sample_of(judgements: Sequence[Judgement]) -> JudgedSample:
    """Bring judgements into arrays.

    Raises
    ------
    CalibrationError
        If a confidence is no number between 0 and 1.
    """
    for each in judgements:
        # Also of what is not a number.
        if not 0 <= each.confidence <= 1:
            raise CalibrationError(
                f"{each.text}: {each.confidence} is no confidence: give probabilities between "
                "0 and 1."
            )
    ordered = sorted(judgements, key=lambda each: (each.confidence, each.text, each.right))
    names = sorted({each.text for each in ordered})
    place_of = {name: place for place, name in enumerate(names)}
    return JudgedSample(
        confidences=numpy.array([each.confidence for each in ordered], dtype=numpy.float64),
        right=numpy.array([each.right for each in ordered], dtype=numpy.float64),
        text_of=numpy.array([place_of[each.text] for each in ordered], dtype=numpy.int64),
        texts=len(names),
    )


def ratio(parts: Floats, wholes: Floats) -> Statistic:
    """Return the share of one sum in another as a function of weights; tables have one column."""
    return lambda weights: quotient((weights @ parts)[:, 0], (weights @ wholes)[:, 0])


def quotient(parts: Floats, wholes: Floats) -> Floats:
    """Return ``parts / wholes``, NaN of nothing."""
    nothing = numpy.full(numpy.broadcast_shapes(parts.shape, wholes.shape), numpy.nan)
    quotients: Floats = numpy.divide(parts, wholes, out=nothing, where=wholes > 0)
    return quotients
