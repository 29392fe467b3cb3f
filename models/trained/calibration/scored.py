"""Calibration in two steps: evidence to one score, the score to a probability."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from numpy.typing import ArrayLike

from gongkai.models.trained.calibration.arrays import Floats1d
from gongkai.models.trained.calibration.base import CalibratorKind
from gongkai.models.trained.calibration.errors import CalibratorError
from gongkai.models.trained.calibration.isotonic import IsotonicCalibrator
from gongkai.models.trained.calibration.packing import Packed, pack
from gongkai.models.trained.calibration.platt import PlattCalibrator
from gongkai.models.trained.calibration.temperature import TemperatureCalibrator
from gongkai.models.trained.calibration.venn_abers import VennAbersCalibrator

#: A calibrator that takes one score.
ScoreCalibrator: TypeAlias = (
    PlattCalibrator | TemperatureCalibrator | IsotonicCalibrator | VennAbersCalibrator
)

#: How each kind of them is read.
READERS: Final[dict[str, Callable[[Packed], ScoreCalibrator]]] = {
    CalibratorKind.PLATT: PlattCalibrator.of,
    CalibratorKind.TEMPERATURE: TemperatureCalibrator.of,
    CalibratorKind.ISOTONIC: IsotonicCalibrator.of,
    CalibratorKind.VENN_ABERS: VennAbersCalibrator.of,
}


@dataclass(frozen=True, slots=True, eq=False)
class ScoredCalibrator:
    """A logistic regression of the evidence gives a score, another calibrator the probability.

    Parameters
    ----------
    evidence_model
        Gives log-odds.
    calibrator
        Takes one score.

    Raises
    ------
    CalibratorError
        If ``calibrator`` takes more than one column.
    """

    evidence_model: PlattCalibrator
    calibrator: ScoreCalibrator

    def __post_init__(self) -> None:
        if len(self.calibrator.names) != 1:
            raise CalibratorError(
                "This calibrator is impossible: its second step takes more than one score."
            )

    @property
    def kind(self) -> CalibratorKind:
        """How it works."""
        return CalibratorKind.SCORED

    @property
    def names(self) -> tuple[str, ...]:
        """What stands in each column of the evidence."""
        return self.evidence_model.names

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
        return self.calibrator.probabilities(self.evidence_model.scores(evidence))

    def to_bytes(self) -> bytes:
        """Return the calibrator as bytes."""
        fields = {
            "evidence_model": self.evidence_model.to_bytes(),
            "calibrator": self.calibrator.to_bytes(),
        }
        return pack(self.kind, fields)

    @classmethod
    def from_bytes(cls, data: bytes) -> ScoredCalibrator:
        """Return the calibrator that :meth:`to_bytes` stored.

        Raises
        ------
        CalibratorError
            If the bytes hold anything else.
        """
        return cls.of(Packed(data))

    @classmethod
    def of(cls, packed: Packed) -> ScoredCalibrator:
        """Return the calibrator that was packed."""
        packed.expect(CalibratorKind.SCORED, ("evidence_model", "calibrator"))
        inner = packed.inner("calibrator")
        if inner.kind not in READERS:
            raise CalibratorError(
                f"This calibrator cannot be read: its second step is of the kind "
                f"{inner.kind!r:.40}; the kinds are {', '.join(READERS)}."
            )
        return cls(PlattCalibrator.of(packed.inner("evidence_model")), READERS[inner.kind](inner))
