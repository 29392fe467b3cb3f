"""Venn–Abers calibration: two isotonic fits, as if the thing were wrong and as if it were right.

What both fits say at any score was computed when the calibrator was fitted, so that a
probability costs two look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from gongkai.models.trained.calibration.arrays import Floats1d, bounded, columns
from gongkai.models.trained.calibration.base import SCORE, CalibratorKind
from gongkai.models.trained.calibration.checks import (
    check_rising,
    check_thresholds,
    check_within,
    freeze,
)
from gongkai.models.trained.calibration.packing import Packed, pack

_ARRAYS: Final = ("thresholds", "if_wrong", "if_right")


@dataclass(frozen=True, slots=True, eq=False)
class VennAbersCalibrator:
    """The inductive Venn–Abers predictor, its two probabilities merged into one [1]_.

    Parameters
    ----------
    thresholds
        The different scores (log-odds) that it was fitted on, rising.
    if_wrong
        At each threshold and up to the next, what an isotonic fit says when the thing to be
        judged is added as wrong; before the first threshold it says 0.
    if_right
        Behind the threshold before and up to each, what an isotonic fit says when it is added
        as right; behind the last threshold it says 1.

    Raises
    ------
    CalibratorError
        If there is no threshold, the numbers do not rise or are out of their range.

    References
    ----------
    .. [1] V. Vovk, I. Petej, V. Fedorova, Large-scale probabilistic predictors with and without
       guarantees of validity, NIPS 2015.
    """

    thresholds: Floats1d
    if_wrong: Floats1d
    if_right: Floats1d

    def __post_init__(self) -> None:
        freeze(self, _ARRAYS)
        check_thresholds(self.thresholds, np.finfo(np.float64).tiny)
        check_within(self.if_wrong, "if_wrong", 0.0, 1 - 1e-9)
        check_within(self.if_right, "if_right", 1e-9, 1.0)
        check_rising(self.if_wrong, "if_wrong")
        check_rising(self.if_right, "if_right")
        check_within(self.if_right - self.if_wrong, "if_right less if_wrong", 1e-9, 1.0)

    @property
    def kind(self) -> CalibratorKind:
        """How it works."""
        return CalibratorKind.VENN_ABERS

    @property
    def names(self) -> tuple[str, ...]:
        """What stands in each column of the evidence."""
        return SCORE

    def both(self, evidence: ArrayLike) -> tuple[Floats1d, Floats1d]:
        """Return the two probabilities for each score, the lower and the higher.

        Parameters
        ----------
        evidence
            Log-odds, shape ``(n,)`` or ``(n, 1)``.

        Raises
        ------
        ValueError
            If the shape is another, or something is not a number.
        """
        scores = bounded(columns(evidence, 1)[:, 0])
        reached = np.searchsorted(self.thresholds, scores, side="right")
        passed = np.searchsorted(self.thresholds, scores, side="left")
        return np.append(0.0, self.if_wrong)[reached], np.append(self.if_right, 1.0)[passed]

    def probabilities(self, evidence: ArrayLike) -> Floats1d:
        """Return a probability for each score, that of the least log loss at worst.

        Parameters
        ----------
        evidence
            Log-odds, shape ``(n,)`` or ``(n, 1)``.

        Raises
        ------
        ValueError
            If the shape is another, or something is not a number.
        """
        lower, higher = self.both(evidence)
        merged: Floats1d = higher / (1 - lower + higher)
        return merged

    def to_bytes(self) -> bytes:
        """Return the calibrator as bytes."""
        return pack(self.kind, {name: getattr(self, name) for name in _ARRAYS})

    @classmethod
    def from_bytes(cls, data: bytes) -> VennAbersCalibrator:
        """Return the calibrator that :meth:`to_bytes` stored.

        Raises
        ------
        CalibratorError
            If the bytes hold anything else.
        """
        return cls.of(Packed(data))

    @classmethod
    def of(cls, packed: Packed) -> VennAbersCalibrator:
        """Return the calibrator that was packed."""
        packed.expect(CalibratorKind.VENN_ABERS, _ARRAYS)
        return cls(*map(packed.floats, _ARRAYS))
