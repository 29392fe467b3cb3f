"""Numbers in and out of calibrators: log-odds, probabilities, columns of evidence."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats1d: TypeAlias = NDArray[np.float64]
Floats2d: TypeAlias = NDArray[np.float64]

#: Log-odds beyond this are taken for it: a probability of 1 - 1e-13 is as good as certain.
EXTREME: Final = 30.0


def log_odds(probabilities: ArrayLike) -> Floats1d:
    """Return ``log(p / (1 - p))``, within ``±EXTREME``.

    Parameters
    ----------
    probabilities
        Between 0 and 1, both allowed.

    Raises
    ------
    ValueError
        If one is no number between 0 and 1.
    """
    given = np.asarray(probabilities, dtype=np.float64)
    if not bool(((given >= 0) & (given <= 1)).all()):
        raise ValueError("Log-odds are those of probabilities: give numbers from 0 to 1.")
    with np.errstate(divide="ignore"):
        odds = np.log(given) - np.log1p(-given)
    return bounded(odds)


def probabilities_of(scores: ArrayLike) -> Floats1d:
    """Return the probabilities whose log-odds are ``scores``: the logistic function."""
    probabilities: Floats1d = 1.0 / (1.0 + np.exp(-bounded(np.asarray(scores, np.float64))))
    return probabilities


def bounded(scores: Floats1d) -> Floats1d:
    """Return log-odds within ``±EXTREME``."""
    inside: Floats1d = np.clip(scores, -EXTREME, EXTREME)
    return inside


def columns(evidence: ArrayLike, width: int) -> Floats2d:
    """Return evidence as a table, a row for each thing to be judged.

    Parameters
    ----------
    evidence
        Shape ``(n, width)``; where ``width`` is 1 also ``(n,)``.
    width
        How many columns there must be.

    Raises
    ------
    ValueError
        If the shape is another, or something is not a number (infinite is allowed).
    """
    table = np.asarray(evidence, dtype=np.float64)
    if table.ndim == 1 and width == 1:
        table = table[:, None]
    if table.ndim != 2 or table.shape[1] != width:
        raise ValueError(
            f"The evidence has the shape {table.shape}: this calibrator takes a row of {width} "
            "numbers for each thing it judges."
        )
    if bool(np.isnan(table).any()):
        raise ValueError("The evidence has something that is not a number: give 0 for unknown.")
    return table
