"""All that is said of confidences, at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.evaluate.calibration.results import Binning, Calibration
from gongkai.evaluate.judgements import Judgement

#: The number of bins that is commonly taken since Guo et al. 2017.
BINS: Final = 15
CONFIDENCES: Final = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
PRECISIONS: Final = (0.95, 0.98)


def calibration_of(  # noqa: PLR0913 - everything but the judgements has a good default
    judgements: Sequence[Judgement],
    *,
    binning: Binning = Binning.EQUAL_MASS,
    bins: int = BINS,
    confidences: Sequence[float] = CONFIDENCES,
    precisions: Sequence[float] = PRECISIONS,
    predictions: int | None = None,
) -> Calibration | None:
    """Say whether confidences can be believed.

    Parameters
    ----------
    judgements
        Of one sort; in any order.
    binning, bins
        What is put together for the expected calibration error, the reliability diagram and the
        parts of the Brier score, and into how many bins at most.
    confidences
        At which the precision is given.
    precisions
        For which the least confidence is given that reaches them.
    predictions
        How many predictions were judged, with a confidence or without; as many as judgements if
        left out.

    Returns
    -------
    Calibration or None
        ``None`` if there are no judgements.

    Raises
    ------
    CalibrationError
        If a confidence is no number between 0 and 1.
    ValueError
        If there is to be no bin.

    Examples
    --------
    >>> from gongkai.evaluate.judgements import Judgement
    >>> judgements = [Judgement("a.txt", 0.5, True), Judgement("b.txt", 0.5, False)]
    >>> calibration_of(judgements).expected_error.value
    0.0
    """
    if bins < 1:
        raise ValueError(f"{bins} bins: give at least 1.")
    if not judgements:
        return None
    # numpy is slow to load.
    from gongkai.evaluate.calibration.bins import bin_starts, reliability_diagram  # noqa: PLC0415
    from gongkai.evaluate.calibration.expected_error import expected_error  # noqa: PLC0415
    from gongkai.evaluate.calibration.judged_sample import sample_of  # noqa: PLC0415
    from gongkai.evaluate.calibration.proper_scores import (  # noqa: PLC0415
        brier_score,
        estimates,
        log_loss,
    )
    from gongkai.evaluate.calibration.risk_coverage import risk_coverage  # noqa: PLC0415
    from gongkai.evaluate.calibration.thresholds import (  # noqa: PLC0415
        precision_at,
        reached_precision,
    )

    sample = sample_of(judgements)
    starts = bin_starts(sample, binning, bins)
    (accuracy,) = estimates([sample.mean(sample.right)], sample, judged=[sample.texts])
    (mean_confidence,) = estimates([sample.mean(sample.confidences)], sample)
    return Calibration(
        judgements=sample.size,
        texts=sample.texts,
        predictions=sample.size if predictions is None else predictions,
        accuracy=accuracy,
        mean_confidence=mean_confidence,
        expected_error=expected_error(sample, starts, binning),
        bins=reliability_diagram(sample, starts),
        brier=brier_score(sample, starts),
        log_loss=log_loss(sample),
        risk_coverage=risk_coverage(sample),
        precision_at=precision_at(sample, sorted(confidences)),
        reached=reached_precision(sample, sorted(precisions)),
    )
