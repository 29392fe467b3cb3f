"""Calibration: from what speaks for a thing to the probability that it is right.

For newcomers, in the order to read the modules in:

1. ``base``: the protocol :class:`Calibrator`; ``arrays``: log-odds, probabilities, columns.
2. The calibrators: ``platt`` (a logistic regression of all evidence), and three that take one
   score: ``temperature``, ``isotonic``, ``venn_abers``. ``scored`` puts a logistic regression
   before one of them, so that all the evidence counts.
3. ``packing``, ``checks``, ``loading``: calibrators as bytes that are safe to read from anyone.
   The main function is :func:`calibrator_from_bytes`.
4. What speaks for things that are not claims, as numbers: ``identity_evidence`` (issuer and
   year), ``fact_evidence``.

Which calibrator is best is measured where they are fitted, in ``gongkai.training.calibration``;
here is only what runs, with numpy alone.
"""

from gongkai.models.trained.calibration.arrays import log_odds, probabilities_of
from gongkai.models.trained.calibration.base import Calibrator, CalibratorKind
from gongkai.models.trained.calibration.errors import CalibratorError
from gongkai.models.trained.calibration.fact_evidence import (
    FACT_EVIDENCE,
    fact_chance,
    fact_evidence,
)
from gongkai.models.trained.calibration.identity_evidence import (
    ISSUER_EVIDENCE,
    YEAR_EVIDENCE,
    issuer_evidence,
    year_evidence,
)
from gongkai.models.trained.calibration.isotonic import IsotonicCalibrator
from gongkai.models.trained.calibration.loading import calibrator_from_bytes
from gongkai.models.trained.calibration.platt import PlattCalibrator
from gongkai.models.trained.calibration.scored import ScoredCalibrator
from gongkai.models.trained.calibration.temperature import TemperatureCalibrator
from gongkai.models.trained.calibration.venn_abers import VennAbersCalibrator

__all__ = [
    "FACT_EVIDENCE",
    "ISSUER_EVIDENCE",
    "YEAR_EVIDENCE",
    "Calibrator",
    "CalibratorError",
    "CalibratorKind",
    "IsotonicCalibrator",
    "PlattCalibrator",
    "ScoredCalibrator",
    "TemperatureCalibrator",
    "VennAbersCalibrator",
    "calibrator_from_bytes",
    "fact_chance",
    "fact_evidence",
    "issuer_evidence",
    "log_odds",
    "probabilities_of",
    "year_evidence",
]
