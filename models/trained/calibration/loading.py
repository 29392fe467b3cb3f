"""A calibrator of any kind from bytes."""

from __future__ import annotations

from gongkai.models.trained.calibration.base import Calibrator, CalibratorKind
from gongkai.models.trained.calibration.errors import CalibratorError
from gongkai.models.trained.calibration.packing import Packed
from gongkai.models.trained.calibration.scored import READERS, ScoredCalibrator


def calibrator_from_bytes(data: bytes) -> Calibrator:
    """Return the calibrator that ``to_bytes`` of any calibrator stored.

    The bytes may come from anyone: they hold numbers and names, and all of them are checked.

    Raises
    ------
    CalibratorError
        If the bytes hold anything else.
    """
    packed = Packed(data)
    if packed.kind == CalibratorKind.SCORED:
        return ScoredCalibrator.of(packed)
    if packed.kind not in READERS:
        raise CalibratorError(
            f"This calibrator cannot be read: there is no kind {packed.kind!r:.40}; "
            f"the kinds are {', '.join(CalibratorKind)}."
        )
    return READERS[packed.kind](packed)
