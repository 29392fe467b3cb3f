"""Can the confidences be believed? Of all that is given 0.9, nine in ten should be right.

The way in: ``calibration_of`` takes judgements, each something a system said with a confidence
and whether it was right, and returns a ``Calibration``. What is in it, by the question asked:

* *How far are confidences from the truth?* ``expected_error``: judgements of like confidence
  are put into bins, and the distance of mean confidence and share right is averaged. That is
  above 0 even for perfect confidences, since few judgements are right a bit more or less often
  than they should, and those of one text go together; so what a perfectly calibrated system
  would get with the same confidences and texts is given beside it, and a verdict. ``bins`` is
  the same as a reliability diagram.
* *Are they good probabilities altogether?* ``brier`` and ``log_loss``, where confidences that
  tell right from wrong count as well as calibrated ones.
* *Do the confident ones come out right?* ``risk_coverage``: the share wrong among the most
  confident, for every share that could be kept; it asks for the order alone.
* *What can be trusted?* ``precision_at``, the precision above given confidences, and ``reached``,
  the least confidence above which a wanted precision is reached.

Intervals are drawn over texts (``evaluate.resampling``), whose judgements stand or fall together.
The modules, in the order to read them in: ``results`` has the types, ``judged_sample`` the
judgements as arrays, ``bins`` what is of like confidence; then one module for each question,
``expected_error`` (with ``perfect_systems``), ``proper_scores``, ``risk_coverage`` and
``thresholds`` (the last two by a ``ranking``); ``summary`` has ``calibration_of``, ``wording``
the verdict as a sentence. Only ``results``, ``summary`` and ``wording`` can be imported without
loading numpy.
"""

from gongkai.evaluate.calibration.results import (
    Binning,
    BrierScore,
    Calibration,
    CalibrationError,
    CalibrationVerdict,
    CoveragePoint,
    ExpectedCalibrationError,
    PrecisionAtConfidence,
    ReachedPrecision,
    ReliabilityBin,
    RiskCoverage,
)
from gongkai.evaluate.calibration.summary import calibration_of
from gongkai.evaluate.calibration.wording import verdict_sentence

__all__ = [
    "Binning",
    "BrierScore",
    "Calibration",
    "CalibrationError",
    "CalibrationVerdict",
    "CoveragePoint",
    "ExpectedCalibrationError",
    "PrecisionAtConfidence",
    "ReachedPrecision",
    "ReliabilityBin",
    "RiskCoverage",
    "calibration_of",
    "verdict_sentence",
]
