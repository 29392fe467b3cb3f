"""Fitting calibration: from judgements to calibrators, the method chosen by measurement.

The modules, in the order to read them in: ``samples`` (judgements as arrays, parts by text),
``fitting`` (each calibrator; ``venn_abers`` is the one with an algorithm of its own),
``measures`` (log loss, Brier score, expected calibration error), ``choosing``. The main function
is :func:`choose_calibrator`. What is fitted runs in ``gongkai.models.trained.calibration``.
"""

from gongkai.training.calibration.choosing import Chosen, choose_calibrator
from gongkai.training.calibration.fitting import (
    fit_isotonic,
    fit_platt,
    fit_temperature,
    fit_venn_abers,
)
from gongkai.training.calibration.measures import Quality, quality_of
from gongkai.training.calibration.samples import CalibrationDataError

__all__ = [
    "CalibrationDataError",
    "Chosen",
    "Quality",
    "choose_calibrator",
    "fit_isotonic",
    "fit_platt",
    "fit_temperature",
    "fit_venn_abers",
    "quality_of",
]
