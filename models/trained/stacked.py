"""Several linear models over the same features, asked at once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

import numpy as np

from gongkai.models.trained.integer_table import MOST_CELLS, Floats2d, IntegerTable
from gongkai.models.trained.linear import HashedLinear, WeightsError, softmax

Key = TypeVar("Key", bound=Hashable)


class StackedLinear(Generic[Key]):
    """Linear models whose rows stand side by side, so that each feature is looked up once.

    Parameters
    ----------
    models
        The models by what they are asked for; those of other ``bits`` than most are asked alone.

    Raises
    ------
    WeightsError
        If side by side they have more than ``MOST_CELLS`` weights: small models of many buckets
        and of many classes can make a large table together.
    """

    def __init__(self, models: Mapping[Key, HashedLinear]) -> None:
        bits = [model.bits for model in models.values()]
        self._bits = max(set(bits), key=bits.count, default=0)
        self._together = {key: each for key, each in models.items() if each.bits == self._bits}
        self._alone = {key: each for key, each in models.items() if each.bits != self._bits}
        self._order = tuple(models)
        self._table = self._joined()

    def _joined(self) -> IntegerTable:
        stored = [model.stored() for model in self._together.values()]
        known = np.zeros(1 << self._bits, np.bool_)
        for own, _, _, _ in stored:
            known[own] = True
        buckets = np.flatnonzero(known).astype(np.uint32)
        columns = sum(each[1].shape[1] for each in stored)
        if len(buckets) * columns > MOST_CELLS:
            raise WeightsError(
                f"The linear models have {len(buckets)} rows of {columns} weights together: there "
                f"may be {MOST_CELLS} weights."
            )
        rows = np.zeros((len(buckets) + 1, columns), np.int8)  # the first one stays blank
        row_of = np.cumsum(known, dtype=np.int32)  # of the buckets that are known
        start = 0
        for own, weights, _, _ in stored:
            width = weights.shape[1]
            rows[row_of[own], start : start + width] = weights
            start += width
        return IntegerTable(buckets, rows, self._bits)

    def probabilities(self, features: Sequence[Sequence[str]]) -> dict[Key, Floats2d]:
        """Return what each model's ``probabilities`` would, by the keys of the models."""
        found = {key: model.probabilities(features) for key, model in self._alone.items()}
        sums = self._table.sums(features)
        start = 0
        for key, model in self._together.items():
            _, weights, scale, intercept = model.stored()
            width = weights.shape[1]
            found[key] = softmax(sums[:, start : start + width] * scale + intercept)
            start += width
        return {key: found[key] for key in self._order}
