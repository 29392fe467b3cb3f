"""Checks of the numbers that calibrators are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from gongkai.models.trained.calibration.arrays import EXTREME, Floats1d
from gongkai.models.trained.calibration.errors import CalibratorError
from gongkai.models.trained.calibration.packing import (
    MOST_COLUMNS,
    MOST_ENTRIES,
    MOST_NAME_LENGTH,
)

#: No weight, centre or limit is larger, so that sums of their products stay finite.
MOST_MAGNITUDE: Final = 1e9


def checked(array: Floats1d, name: str, size: int | None = None) -> Floats1d:
    """Return a copy of an array that cannot be written to.

    Raises
    ------
    CalibratorError
        If it has not one dimension, not ``size`` entries, too many, or one that is not finite.
    """
    copy = np.array(array, dtype=np.float64)
    if copy.ndim != 1 or len(copy) > MOST_ENTRIES:
        raise _impossible(name, f"is no row of at most {MOST_ENTRIES:,} numbers")
    if size is not None and len(copy) != size:
        raise _impossible(name, f"has {len(copy)} entries, not {size}")
    if not bool((np.abs(copy) <= MOST_MAGNITUDE).all()):
        raise _impossible(name, f"has a number that is not finite or beyond {MOST_MAGNITUDE:g}")
    copy.flags.writeable = False
    return copy


def freeze(calibrator: object, names: Iterable[str], size: int | None = None) -> None:
    """Put checked copies that cannot be written to in the place of arrays; see ``checked``.

    Parameters
    ----------
    calibrator
        A frozen dataclass while it is being made.
    names
        Its fields that are arrays.
    size
        How many entries each must have; as many as the first has if left out.

    Raises
    ------
    CalibratorError
        As of ``checked``.
    """
    for name in names:
        array = checked(getattr(calibrator, name), name, size)
        object.__setattr__(calibrator, name, array)
        size = len(array)


def check_names(names: Sequence[str]) -> None:
    """Make sure that columns of evidence can be told apart by their names."""
    if not 1 <= len(names) <= MOST_COLUMNS or len(set(names)) != len(names):
        raise _impossible("names", f"are not 1 to {MOST_COLUMNS} different ones")
    if not all(0 < len(name) <= MOST_NAME_LENGTH for name in names):
        raise _impossible("names", f"are not of 1 to {MOST_NAME_LENGTH} characters each")


def check_within(array: Floats1d, name: str, low: float, high: float) -> None:
    """Make sure that all numbers lie from ``low`` to ``high``."""
    if not bool(((array >= low) & (array <= high)).all()):
        raise _impossible(name, f"has a number outside {low:g} to {high:g}")


def check_number(number: float, name: str, low: float, high: float) -> None:
    """Make sure that one number lies from ``low`` to ``high``."""
    check_within(np.array([number]), name, low, high)


def check_thresholds(thresholds: Floats1d, least: float) -> None:
    """Make sure that there are scores, within ``±EXTREME``, each ``least`` above the one before."""
    if not len(thresholds):
        raise CalibratorError("This calibrator is impossible: it has no thresholds.")
    check_within(thresholds, "thresholds", -EXTREME, EXTREME)
    check_rising(thresholds, "thresholds", least)


def check_probabilities(array: Floats1d, name: str) -> None:
    """Make sure that all numbers are above 0 and below 1: nothing is certain."""
    if not bool(((array > 0) & (array < 1)).all()):
        raise _impossible(name, "has a number that is not above 0 and below 1")


def check_rising(array: Floats1d, name: str, least: float = 0.0) -> None:
    """Make sure that no number is less than the one before it plus ``least``."""
    if not bool((np.diff(array) >= least).all()):
        raise _impossible(name, "does not rise from each number to the next")


def check_floor(floor: float) -> None:
    """Make sure that a least probability is one."""
    if not 1e-12 <= floor < 0.5:
        raise _impossible("floor", "is not from 1e-12 to below 0.5")


def _impossible(name: str, what: str) -> CalibratorError:
    return CalibratorError(
        f"This calibrator is impossible: {name} {what}; fit it anew or use another file."
    )
