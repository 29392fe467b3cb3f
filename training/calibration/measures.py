"""How good probabilities are: logarithmic loss, Brier score, expected calibration error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from gongkai.models.trained.calibration.arrays import Floats1d
from gongkai.training.calibration.samples import Flags, Places

#: Bins of the expected calibration error, of equal size.
BINS: Final = 15
#: How many perfectly calibrated systems are drawn.
_DRAWN: Final = 500
#: What counts as sure.
SURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Quality:
    """How good probabilities are.

    Attributes
    ----------
    log_loss
        Mean logarithmic loss, in natural units.
    brier
        Mean squared distance from 0 and 1.
    expected_error
        Expected calibration error over bins of equal size.
    perfect_error
        What a perfectly calibrated system with the same probabilities gets on average.
    sure
        The share given 0.9 or more.
    sure_right
        How many of those are right, as a share; ``None`` where there are none.
    """

    log_loss: float
    brier: float
    expected_error: float
    perfect_error: float
    sure: float
    sure_right: float | None

    @property
    def excess_error(self) -> float:
        """The expected calibration error beyond that of a perfect system."""
        return self.expected_error - self.perfect_error


def quality_of(probabilities: Floats1d, right: Flags) -> Quality:
    """Return how good probabilities are.

    Parameters
    ----------
    probabilities
        At least one, above 0 and below 1.
    right
        Whether each thing is right.
    """
    sure = probabilities >= SURE
    return Quality(
        log_loss=float(log_losses(probabilities, right).mean()),
        brier=float(squared_errors(probabilities, right).mean()),
        expected_error=expected_error(probabilities, right),
        perfect_error=perfect_error(probabilities),
        sure=float(sure.mean()),
        sure_right=float(right[sure].mean()) if sure.any() else None,
    )


def log_losses(probabilities: Floats1d, right: Flags) -> Floats1d:
    """Return the logarithmic loss of each probability."""
    losses: Floats1d = -np.log(np.where(right, probabilities, 1 - probabilities))
    return losses


def squared_errors(probabilities: Floats1d, right: Flags) -> Floats1d:
    """Return the squared distance of each probability from what it should have been."""
    errors: Floats1d = (probabilities - right) ** 2
    return errors


def expected_error(probabilities: Floats1d, right: Flags) -> float:
    """Return the expected calibration error: mean distance from the share right in bins.

    Bins hold about equally many; equal probabilities are in one bin.
    """
    order = np.argsort(probabilities, kind="stable")
    gaps = probabilities[order] - right[order]
    return float(np.abs(np.add.reduceat(gaps, _starts(probabilities[order]))).sum() / len(gaps))


def perfect_error(probabilities: Floats1d) -> float:
    """Return the expected calibration error of a perfect system, on average.

    Outcomes are drawn by the probabilities, each by itself: those of one text going together
    would make it higher, so this asks for more.
    """
    ordered = np.sort(probabilities)
    generator = np.random.default_rng(0)
    starts = _starts(ordered)
    errors = [
        np.abs(np.add.reduceat(ordered - (generator.random(len(ordered)) < ordered), starts)).sum()
        for _ in range(_DRAWN)
    ]
    return float(np.mean(errors) / len(ordered))


def _starts(ordered: Floats1d) -> Places:
    """Return where each bin of rising probabilities begins."""
    first = np.concatenate([[0], np.flatnonzero(np.diff(ordered)) + 1])
    ends = np.append(first[1:], len(ordered))
    # Those that are equal come into one bin, by the middle one of them.
    bin_of = (first + ends) * BINS // (2 * len(ordered))
    starts: Places = first[np.concatenate([[True], np.diff(bin_of) > 0])]
    return starts
