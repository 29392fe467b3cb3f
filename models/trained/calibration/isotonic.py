"""Isotonic calibration: a rising line through points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from gongkai.models.trained.calibration.arrays import Floats1d, bounded, columns
from gongkai.models.trained.calibration.base import SCORE, CalibratorKind
from gongkai.models.trained.calibration.checks import (
    check_probabilities,
    check_rising,
    check_thresholds,
    freeze,
)
from gongkai.models.trained.calibration.packing import Packed, pack

#: Thresholds are not closer than this: the line between closer ones is too steep to compute.
RESOLUTION: Final = 1e-9
_ARRAYS: Final = ("thresholds", "values")


@dataclass(frozen=True, slots=True, eq=False)
class IsotonicCalibrator:
    """A line that rises with the score, through points, level before and behind them [1]_.

    Parameters
    ----------
    thresholds
        Scores (log-odds), rising by ``RESOLUTION`` or more.
    values
        The probability at each, none less than the one before.

    Raises
    ------
    CalibratorError
        If there is no point, or the numbers do not rise or are out of their range.

    References
    ----------
    .. [1] B. Zadrozny, C. Elkan, Transforming classifier scores into accurate multiclass
       probability estimates, KDD 2002.
    """

    thresholds: Floats1d
    values: Floats1d

    def __post_init__(self) -> None:
        freeze(self, _ARRAYS)
        check_thresholds(self.thresholds, RESOLUTION / 2)  # of rounded numbers
        check_probabilities(self.values, "values")
        check_rising(self.values, "values")

    @property
    def kind(self) -> CalibratorKind:
        """How it works."""
        return CalibratorKind.ISOTONIC

    @property
    def names(self) -> tuple[str, ...]:
        """What stands in each column of the evidence."""
        return SCORE

    def probabilities(self, evidence: ArrayLike) -> Floats1d:
        """Return a probability for each score.

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
        line = np.interp(scores, self.thresholds, self.values)
        found: Floats1d = np.clip(line, self.values[0], self.values[-1])
        return found

    def to_bytes(self) -> bytes:
        """Return the calibrator as bytes."""
        return pack(self.kind, {name: getattr(self, name) for name in _ARRAYS})

    @classmethod
    def from_bytes(cls, data: bytes) -> IsotonicCalibrator:
        """Return the calibrator that :meth:`to_bytes` stored.

        Raises
        ------
        CalibratorError
            If the bytes hold anything else.
        """
        return cls.of(Packed(data))

    @classmethod
    def of(cls, packed: Packed) -> IsotonicCalibrator:
        """Return the calibrator that was packed."""
        packed.expect(CalibratorKind.ISOTONIC, _ARRAYS)
        return cls(*map(packed.floats, _ARRAYS))
