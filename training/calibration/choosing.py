"""Which calibrator is best: each is fitted on some texts and measured on others.

Nothing is measured on what it was fitted to, and no step of a calibrator is fitted on what the
step before it has seen: the scores that a second step learns from are of texts which the
logistic regression before it was not fitted to. The regression of the calibrator that is given
back has then seen all texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from gongkai.models.trained.calibration import (
    Calibrator,
    CalibratorKind,
    ScoredCalibrator,
)
from gongkai.models.trained.calibration.arrays import Floats1d
from gongkai.models.trained.calibration.scored import ScoreCalibrator
from gongkai.training.calibration.fitting import (
    fit_isotonic,
    fit_platt,
    fit_temperature,
    fit_venn_abers,
)
from gongkai.training.calibration.measures import (
    Quality,
    log_losses,
    quality_of,
    squared_errors,
)
from gongkai.training.calibration.samples import (
    Flags,
    JudgedEvidence,
    Places,
    judged_evidence,
)

#: How strongly evidence may weigh (the variance of weights), the best by cross-validation.
STRENGTHS: Final = (0.01, 0.1, 1.0, 10.0)
#: The same where there are only some dozens of judgements.
STRONG: Final = (0.1, 1.0)
_FOLDS: Final = 5
#: Calibration errors that differ by less than the last of these digits are equal.
_DIGITS: Final = 3

_Fitter: TypeAlias = Callable[[Floats1d, Flags], ScoreCalibrator]
#: The second step of each method, the simplest method first.
_SECOND_STEPS: Final[Mapping[CalibratorKind, _Fitter | None]] = {
    CalibratorKind.PLATT: None,
    CalibratorKind.TEMPERATURE: fit_temperature,
    CalibratorKind.ISOTONIC: fit_isotonic,
    CalibratorKind.VENN_ABERS: fit_venn_abers,
}
#: All methods, and those that fit a few numbers only.
METHODS: Final = tuple(_SECOND_STEPS)
SMOOTH: Final = (CalibratorKind.PLATT, CalibratorKind.TEMPERATURE)


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The calibrator that came out best, and how good all were.

    Attributes
    ----------
    calibrator
        Fitted to all judgements.
    method
        How its last step works.
    table
        How good each method is on texts that it was not fitted to.
    probabilities
        What the method gives each thing when its text is left out, for figures of other sorts.
    judgements, texts
        How many there were.
    """

    calibrator: Calibrator
    method: CalibratorKind
    table: Mapping[CalibratorKind, Quality]
    probabilities: Floats1d
    judgements: int
    texts: int


def choose_calibrator(
    evidence: ArrayLike,
    right: ArrayLike,
    groups: Sequence[str],
    names: Sequence[str],
    *,
    few: bool = False,
) -> Chosen:
    """Fit all calibrators and return the best one.

    The best is the one with the least expected calibration error, beyond that of a perfect system
    with the same probabilities, among those whose logarithmic loss and Brier score are no more
    than one standard error (of the difference, over texts) from the least. Errors are equal if
    they are the same to a thousandth, or not beyond the perfect one; of equal ones the simplest
    method is taken.

    Parameters
    ----------
    evidence
        Finite numbers, shape ``(n, len(names))``.
    right
        Whether each thing is right, shape ``(n,)``.
    groups
        The name of the text that each stands in; those of one text are never apart.
    names
        What stands in each column.
    few
        Judgements are some dozens: only methods that fit a few numbers are tried (``SMOOTH``),
        with strong regularisation (``STRONG``).

    Returns
    -------
    Chosen
        The same for the same judgements.

    Raises
    ------
    CalibrationDataError
        If sizes differ, a number is not finite, or the texts are fewer than four.
    """
    methods, strengths = (SMOOTH, STRONG) if few else (METHODS, STRENGTHS)
    judged = judged_evidence(evidence, right, groups, names)
    found = {method: np.empty(len(judged.right)) for method in methods}
    for fitted, seen in judged.folds(_FOLDS):
        calibrators = _fit_all(judged.part(fitted), strengths)
        for method, probabilities in found.items():
            probabilities[seen] = calibrators[method].probabilities(judged.evidence[seen])
    table = {method: quality_of(each, judged.right) for method, each in found.items()}
    method = _best(table, found, judged)
    return Chosen(
        calibrator=_fit_all(judged, strengths)[method],
        method=method,
        table=table,
        probabilities=found[method],
        judgements=len(judged.right),
        texts=judged.texts,
    )


def _fit_all(
    judged: JudgedEvidence, strengths: Sequence[float]
) -> dict[CalibratorKind, Calibrator]:
    """Fit each method to judgements."""
    scores, strength = _held_out_scores(judged, strengths)
    model = fit_platt(judged.evidence, judged.right, judged.names, strength=strength)
    return {
        method: ScoredCalibrator(model, fit(scores, judged.right)) if fit else model
        for method, fit in _SECOND_STEPS.items()
    }


def _held_out_scores(judged: JudgedEvidence, strengths: Sequence[float]) -> tuple[Floats1d, float]:
    """Return log-odds by regressions that did not see the text, and the best strength."""
    tried = []
    folds: list[tuple[Places, Places]] = list(judged.folds(_FOLDS))
    for strength in strengths:
        scores = np.empty(len(judged.right))
        for fitted, seen in folds:
            part = judged.part(fitted)
            model = fit_platt(part.evidence, part.right, judged.names, strength=strength)
            scores[seen] = model.scores(judged.evidence[seen])
        signs = np.where(judged.right, -1.0, 1.0)
        tried.append((float(np.logaddexp(0.0, signs * scores).mean()), strength, scores))
    _, strength, scores = min(tried, key=lambda each: each[:2])
    return scores, strength


def _best(
    table: Mapping[CalibratorKind, Quality],
    found: Mapping[CalibratorKind, Floats1d],
    judged: JudgedEvidence,
) -> CalibratorKind:
    near_in_loss = _near({m: log_losses(p, judged.right) for m, p in found.items()}, judged)
    near_in_square = _near({m: squared_errors(p, judged.right) for m, p in found.items()}, judged)
    near = [method for method in near_in_loss if method in near_in_square] or near_in_loss
    return min(near, key=lambda method: round(max(0.0, table[method].excess_error), _DIGITS))


def _near(
    losses: Mapping[CalibratorKind, Floats1d], judged: JudgedEvidence
) -> list[CalibratorKind]:
    """Return the methods whose loss is within one standard error of the least."""
    least = losses[min(losses, key=lambda method: losses[method].mean())]
    near = []
    for method, each in losses.items():
        by_text = np.bincount(judged.text_of, weights=each - least)
        error = float(np.sqrt((by_text**2).sum()))
        if by_text.sum() <= error:
            near.append(method)
    return near
