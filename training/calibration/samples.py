"""Judged evidence: what was seen of each thing, whether it was right, in which text it stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.model_selection import GroupKFold

from gongkai.models.errors import GongkaiError
from gongkai.models.trained.calibration.arrays import Floats1d, Floats2d

Flags: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.int64]

#: Of fewer texts, parts to fit on and parts to look at cannot be made.
FEWEST_TEXTS: Final = 4


class CalibrationDataError(GongkaiError):
    """Judgements that nothing can be calibrated on."""


@dataclass(frozen=True, slots=True, eq=False)
class JudgedEvidence:
    """Things that were judged.

    Attributes
    ----------
    evidence
        A row for each thing.
    right
        Whether it is right.
    text_of
        The place of its text among all texts, sorted by name.
    names
        What stands in each column.
    """

    evidence: Floats2d
    right: Flags
    text_of: Places
    names: tuple[str, ...]

    @property
    def texts(self) -> int:
        """In how many texts the things stand."""
        return len(np.unique(self.text_of))

    def part(self, places: Places) -> JudgedEvidence:
        """Return some of the things."""
        return JudgedEvidence(
            self.evidence[places], self.right[places], self.text_of[places], self.names
        )

    def folds(self, most: int) -> Iterator[tuple[Places, Places]]:
        """Yield what to fit on and what to look at, with no text in both.

        Parameters
        ----------
        most
            How many pairs there are, where there are as many texts.
        """
        splits = GroupKFold(min(most, self.texts)).split(self.evidence, groups=self.text_of)
        yield from ((fitted, seen) for fitted, seen in splits)


def judged_evidence(
    evidence: ArrayLike, right: ArrayLike, groups: Sequence[str], names: Sequence[str]
) -> JudgedEvidence:
    """Bring judgements into arrays.

    Parameters
    ----------
    evidence
        Shape ``(n, len(names))``.
    right
        Whether each thing is right, shape ``(n,)``.
    groups
        The name of the text that each stands in.
    names
        What stands in each column.

    Raises
    ------
    CalibrationDataError
        If sizes differ, a number is not finite, or the texts are fewer than four.
    """
    table = np.asarray(evidence, dtype=np.float64)
    flags = np.asarray(right, dtype=np.bool_)
    if table.shape != (len(groups), len(names)) or flags.shape != (len(groups),):
        raise CalibrationDataError(
            f"{flags.size} judgements, {len(groups)} texts and {len(names)} names do not go with "
            f"evidence of the shape {table.shape}: give a row for each judgement."
        )
    if not bool(np.isfinite(table).all()):
        raise CalibrationDataError("Evidence is not finite: give numbers, 0 for unknown.")
    places = np.unique(np.asarray(groups, dtype=np.str_), return_inverse=True)[1]
    judged = JudgedEvidence(table, flags, places.reshape(-1).astype(np.int64), tuple(names))
    if judged.texts < FEWEST_TEXTS:
        raise CalibrationDataError(
            f"Judgements of {judged.texts} texts: give at least {FEWEST_TEXTS}, so that each can "
            "be judged by what was fitted on others."
        )
    return judged


def targets(right: Flags) -> tuple[float, float]:
    """Return what to aim at for right and for wrong things: near 1 and near 0 (Platt 1999).

    They are what the rule of succession gives for so many right, and so many wrong, things, so
    that a fit exists and stays short of certainty even where nothing is wrong.
    """
    count = int(right.sum())
    return (count + 1) / (count + 2), 1 / (len(right) - count + 2)


def floor_of(size: int) -> float:
    """Return the least probability that ``size`` things can support."""
    return 1 / (size + 2)


def rounded(scores: Floats1d) -> Floats1d:
    """Return log-odds with 9 decimals, so that equal ones are equal on every machine."""
    return np.round(scores, 9)
