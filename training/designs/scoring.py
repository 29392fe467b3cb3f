"""Claims right by metric, one way for all designs, with intervals over texts.

A claim is right when its anchor has a gold claim of its metric, and grammar and rules have read
kind and value of the anchor rightly, where these were annotated. Gold claims for which the
grammar finds no anchor are missed by every design.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap

from gongkai.models.rules.draft import ReadQuantity
from gongkai.models.scheme import Metric
from gongkai.training.designs.outcomes import Metrics
from gongkai.training.examples import AnchorGold, Example

_RESAMPLES: Final = 2_000
_SEED: Final = 0

Floats: TypeAlias = NDArray[np.float64]
#: How many claims are right, made, and there to be made, by text.
Counts: TypeAlias = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its interval.

    Attributes
    ----------
    value
        The figure.
    low, high
        Bounds of the 95% interval; ``None`` where texts tell none.
    """

    value: float
    low: float | None
    high: float | None


def count_claims(
    examples: Sequence[Example], metrics: Sequence[Metrics], lost: Mapping[str, int]
) -> Counts:
    """Count claims by text.

    Parameters
    ----------
    examples
        Held-out examples.
    metrics
        What a design made of each.
    lost
        Of each text the gold claims for which no anchor was found, where there are such.

    Raises
    ------
    ValueError
        If a design has not answered for each anchor.
    """
    counts: Counts = {text: (0, 0, number) for text, number in lost.items()}
    for example, answered in zip(examples, metrics, strict=True):
        right, made, there = counts.get(example.text, (0, 0, 0))
        for anchor, gold, claimed in zip(
            example.reading.anchors, example.gold, answered, strict=True
        ):
            right += _right(anchor, gold, claimed)
            made += len(claimed)
            there += len(gold.metrics)
        counts[example.text] = (right, made, there)
    return counts


def _right(anchor: ReadQuantity, gold: AnchorGold, claimed: Iterable[Metric]) -> int:
    reading = anchor.reading
    is_read = gold.kind is None or (
        gold.kind is reading.kind and float(gold.value or 0) == float(reading.value)
    )
    return len(set(claimed) & set(gold.metrics)) if is_read else 0


def f1(counts: Counts) -> Figure:
    """Return the F1 of right claims, the interval by drawing texts again (BCa)."""
    columns = np.array(list(counts.values()), float).reshape(-1, 3).T
    return _figure(columns, _f1)


def difference(counts: Counts, reference: Counts) -> Figure:
    """Return how much higher F1 is than that of another design on the same texts.

    Raises
    ------
    ValueError
        If the texts are not the same.
    """
    if counts.keys() != reference.keys():
        raise ValueError("designs can be compared on the same texts alone")
    pairs = [(*counts[text], *reference[text]) for text in counts]
    return _figure(np.array(pairs, float).reshape(-1, 6).T, _f1_difference)


def _figure(columns: Floats, statistic: Any) -> Figure:  # noqa: ANN401 - a callable
    value = float(statistic(*columns))
    if columns.shape[1] < 2:
        return Figure(value, None, None)
    with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
        found = bootstrap(
            tuple(columns),
            statistic,
            n_resamples=_RESAMPLES,
            paired=True,
            vectorized=True,
            rng=np.random.default_rng(_SEED),
        ).confidence_interval
    low, high = float(found.low), float(found.high)
    # Where all resamples are the same there is no interval.
    return Figure(value, low, high) if low <= high else Figure(value, None, None)


def _f1(right: Floats, made: Floats, there: Floats, axis: int = -1) -> Floats:
    claims = made.sum(axis=axis) + there.sum(axis=axis)
    share: Floats = 2 * right.sum(axis=axis) / np.maximum(claims, 1)
    return share


def _f1_difference(  # noqa: PLR0913, PLR0917 - the counts of two designs
    right: Floats,
    made: Floats,
    there: Floats,
    other_right: Floats,
    other_made: Floats,
    other_there: Floats,
    axis: int = -1,
) -> Floats:
    other = _f1(other_right, other_made, other_there, axis)
    return _f1(right, made, there, axis) - other
