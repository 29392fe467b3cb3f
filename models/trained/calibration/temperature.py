"""Temperature scaling: all log-odds divided by one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gongkai.models.trained.calibration.arrays import (
    Floats1d,
    bounded,
    columns,
    probabilities_of,
)
from gongkai.models.trained.calibration.base import SCORE, CalibratorKind
from gongkai.models.trained.calibration.checks import check_floor, check_number
from gongkai.models.trained.calibration.packing import Packed, pack


@dataclass(frozen=True, slots=True, eq=False)
class TemperatureCalibrator:
    """Log-odds divided by one number: above 1 for a system that is too sure [1]_.

    Parameters
    ----------
    temperature
        From 0.001 to 1,000.
    floor
        No probability is below it, or above 1 less it.

    Raises
    ------
    CalibratorError
        If a number is out of its range.

    References
    ----------
    .. [1] C. Guo, G. Pleiss, Y. Sun, K. Weinberger, On calibration of modern neural networks,
       ICML 2017.
    """

    temperature: float
    floor: float

    def __post_init__(self) -> None:
        check_number(self.temperature, "temperature", 1e-3, 1e3)
        check_floor(self.floor)

    @property
    def kind(self) -> CalibratorKind:
        """How it works."""
        return CalibratorKind.TEMPERATURE

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
        scores = bounded(columns(evidence, 1)[:, 0]) / self.temperature
        found: Floats1d = np.clip(probabilities_of(scores), self.floor, 1 - self.floor)
        return found

    def to_bytes(self) -> bytes:
        """Return the calibrator as bytes."""
        fields = {"temperature": float(self.temperature), "floor": float(self.floor)}
        return pack(self.kind, fields)

    @classmethod
    def from_bytes(cls, data: bytes) -> TemperatureCalibrator:
        """Return the calibrator that :meth:`to_bytes` stored.

        Raises
        ------
        CalibratorError
            If the bytes hold anything else.
        """
        return cls.of(Packed(data))

    @classmethod
    def of(cls, packed: Packed) -> TemperatureCalibrator:
        """Return the calibrator that was packed."""
        packed.expect(CalibratorKind.TEMPERATURE, ("temperature", "floor"))
        return cls(packed.number("temperature"), packed.number("floor"))
