"""What the expected calibration error says, as a sentence in English and in Chinese."""

from __future__ import annotations

from gongkai.evaluate.calibration.results import CalibrationVerdict, ExpectedCalibrationError
from gongkai.models.terms import Term


class VerdictPhrase(Term):
    """A sentence; its definition is not used."""

    COMPARED = (
        "compared",
        "{verdict}; ECE {value}, where a perfectly calibrated system with these confidences and "
        "texts would show {low} to {high}",
        "{verdict}；ECE 为 {value}，置信度与文本相同而完全校准的系统应在 {low} 至 {high} 之间",
    )
    ALONE = "alone", "{verdict}; ECE {value}", "{verdict}；ECE 为 {value}"


def verdict_sentence(error: ExpectedCalibrationError, language: str) -> str:
    """Return what an expected calibration error says, with what it has to be seen against.

    Parameters
    ----------
    error
        The figure.
    language
        ``"en"`` or ``"zh"``.
    """
    alone = error.verdict is CalibrationVerdict.TOO_FEW
    phrase = VerdictPhrase.ALONE if alone else VerdictPhrase.COMPARED
    return phrase.label(language).format(
        verdict=error.verdict.label(language),
        value=f"{error.value:.3f}",
        low=f"{error.perfect_range.low:.3f}",
        high=f"{error.perfect_range.high:.3f}",
    )
