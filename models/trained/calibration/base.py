"""What all calibrators have in common."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol

from numpy.typing import ArrayLike

from gongkai.models.trained.calibration.arrays import Floats1d

#: The evidence of a calibrator that takes one score, a log-odds.
SCORE: Final = ("score",)


class CalibratorKind(StrEnum):
    """How evidence becomes a probability; the value is the kind field of stored bytes."""

    PLATT = "platt"
    TEMPERATURE = "temperature"
    ISOTONIC = "isotonic"
    VENN_ABERS = "venn_abers"
    SCORED = "scored"


class Calibrator(Protocol):
    """Turns evidence into the probability that what it is for is right.

    Probabilities are always above 0 and below 1, also for evidence that lies far from all that
    the calibrator was fitted on.
    """

    @property
    def kind(self) -> CalibratorKind:
        """How it works."""

    @property
    def names(self) -> tuple[str, ...]:
        """What stands in each column of the evidence."""

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

    def to_bytes(self) -> bytes:
        """Return the calibrator as bytes; ``calibrator_from_bytes`` reads them."""
