"""Platt calibration: a logistic regression of the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from gongkai.models.trained.calibration.arrays import (
    Floats1d,
    bounded,
    columns,
    probabilities_of,
)
from gongkai.models.trained.calibration.base import CalibratorKind
from gongkai.models.trained.calibration.checks import (
    MOST_MAGNITUDE,
    check_floor,
    check_names,
    check_number,
    check_within,
    freeze,
)
from gongkai.models.trained.calibration.packing import Packable, Packed, pack

_ARRAYS: Final = ("centres", "scales", "weights", "lows", "highs")


@dataclass(frozen=True, slots=True, eq=False)
class PlattCalibrator:
    """The logistic function of a weighted sum of standardised evidence [1]_.

    Parameters
    ----------
    names
        What stands in each column.
    centres, scales
        What is taken off each column, and by what the rest is divided.
    weights, bias
        Log-odds for each standard deviation of a column, and where all are at their centre.
    lows, highs
        The least and the greatest that each column was fitted on. Evidence beyond is taken for
        them, so that nothing is concluded from how far it lies outside.
    floor
        No probability is below it, or above 1 less it.

    Raises
    ------
    CalibratorError
        If sizes differ, or a number is not finite or out of its range.

    References
    ----------
    .. [1] J. Platt, Probabilistic outputs for support vector machines and comparisons to
       regularized likelihood methods, Advances in Large Margin Classifiers, 1999.
    """

    names: tuple[str, ...]
    centres: Floats1d
    scales: Floats1d
    weights: Floats1d
    bias: float
    lows: Floats1d
    highs: Floats1d
    floor: float

    def __post_init__(self) -> None:
        check_names(self.names)
        freeze(self, _ARRAYS, len(self.names))
        check_within(self.scales, "scales", 1e-9, MOST_MAGNITUDE)
        check_number(self.bias, "bias", -MOST_MAGNITUDE, MOST_MAGNITUDE)
        check_within(self.highs - self.lows, "highs less lows", 0.0, 2 * MOST_MAGNITUDE)
        check_floor(self.floor)

    @property
    def kind(self) -> CalibratorKind:
        """How it works."""
        return CalibratorKind.PLATT

    def scores(self, evidence: ArrayLike) -> Floats1d:
        """Return the log-odds for each row; see :meth:`probabilities`."""
        inside = np.clip(columns(evidence, len(self.names)), self.lows, self.highs)
        # Not as a matrix product: its last digits would depend on how many rows there are.
        terms = (inside - self.centres) / self.scales * self.weights
        return bounded(terms.sum(axis=1) + self.bias)

    def probabilities(self, evidence: ArrayLike) -> Floats1d:
        """Return a probability for each row.

        Parameters
        ----------
        evidence
            Shape ``(n, len(names))``; of one column also ``(n,)``.

        Raises
        ------
        ValueError
            If the shape is another, or something is not a number.
        """
        found: Floats1d = np.clip(
            probabilities_of(self.scores(evidence)), self.floor, 1 - self.floor
        )
        return found

    def to_bytes(self) -> bytes:
        """Return the calibrator as bytes."""
        fields: dict[str, Packable] = {name: getattr(self, name) for name in _ARRAYS}
        fields |= {"names": self.names, "bias": float(self.bias), "floor": float(self.floor)}
        return pack(self.kind, fields)

    @classmethod
    def from_bytes(cls, data: bytes) -> PlattCalibrator:
        """Return the calibrator that :meth:`to_bytes` stored.

        Raises
        ------
        CalibratorError
            If the bytes hold anything else.
        """
        return cls.of(Packed(data))

    @classmethod
    def of(cls, packed: Packed) -> PlattCalibrator:
        """Return the calibrator that was packed."""
        packed.expect(CalibratorKind.PLATT, (*_ARRAYS, "names", "bias", "floor"))
        return cls(
            names=packed.names("names"),
            bias=packed.number("bias"),
            floor=packed.number("floor"),
            **{name: packed.floats(name) for name in _ARRAYS},
        )
