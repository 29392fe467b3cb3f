"""Linear models over hashed features, run as arrays.

A sample is a list of strings. Each string is hashed to one of ``2 ** bits`` buckets; a bucket
that mattered in training has a row of weights, one for each class. The score of a class is the
sum of the weights of the sample's features and of the class's intercept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import srsly
from numpy.typing import NDArray

from gongkai.models.errors import GongkaiError
from gongkai.models.trained.integer_table import (
    MOST_CELLS,
    Floats2d,
    IntegerTable,
    behind_blank,
    bucket_of,
)

__all__ = [
    "MOST_MAGNITUDE",
    "Floats2d",
    "HashedLinear",
    "WeightsError",
    "bucket_of",
    "packed",
    "softmax",
    "unpacked",
]

#: Version of what ``to_bytes`` writes.
_FORMAT: Final = 1
_FEWEST_BITS, _MOST_BITS = 8, 22
_MOST_CLASSES: Final = 1_000
#: No weight, scale or intercept of a model is larger, so that sums of their products stay finite.
MOST_MAGNITUDE: Final = 1e4
_LARGEST_INTEGER: Final = 127


class WeightsError(GongkaiError):
    """Weights that are damaged, or were written by another version."""


class HashedLinear:
    """A linear model with one score for each class.

    Parameters
    ----------
    classes
        The names of the classes, in the order of the columns of scores.
    buckets
        The buckets that have weights, ascending.
    weights
        ``int8``, one row for each of ``buckets`` and one column for each class.
    scale
        What a weight of 1 stands for, for each class.
    intercept
        The score of each class without any feature.
    bits
        How many bits of the hash are kept.

    Raises
    ------
    WeightsError
        If these do not fit together.
    """

    def __init__(  # noqa: PLR0913 - the parts of the model
        self,
        classes: Sequence[str],
        buckets: NDArray[np.uint32],
        weights: NDArray[np.int8],
        scale: NDArray[np.float32],
        *,
        intercept: NDArray[np.float32],
        bits: int,
    ) -> None:
        self.classes = tuple(classes)
        self.bits = bits
        self._buckets, self._weights = buckets, weights
        self._scale, self._intercept = scale, intercept
        self._check()
        rows = behind_blank(weights)
        self._weights = rows[1:]  # the same memory, so that there is one copy
        self._table = IntegerTable(buckets, rows, bits)

    def _check(self) -> None:
        count, width = len(self._buckets), len(self.classes)
        if not 1 <= width <= _MOST_CLASSES or len(set(self.classes)) != width:
            raise WeightsError("The classes of a linear model must be some names, none twice.")
        if not _FEWEST_BITS <= self.bits <= _MOST_BITS:
            raise WeightsError(
                f"A linear model has {_FEWEST_BITS} to {_MOST_BITS} bits, not {self.bits}."
            )
        if self._weights.shape != (count, width):
            raise WeightsError("A linear model needs a row of weights for each bucket.")
        if count * width > MOST_CELLS:
            raise WeightsError(
                f"A linear model may have {MOST_CELLS} weights, not {count * width}."
            )
        if self._scale.shape != (width,) or self._intercept.shape != (width,):
            raise WeightsError("A linear model needs a scale and an intercept for each class.")
        ascending = bool(np.all(self._buckets[1:] > self._buckets[:-1]))
        if count and not (ascending and int(self._buckets[-1]) < 1 << self.bits):
            raise WeightsError("The buckets of a linear model must ascend and fit its bits.")
        # What is not a number is not within bounds either.
        weights_fit = np.abs(self._scale) <= MOST_MAGNITUDE / _LARGEST_INTEGER
        if not (weights_fit & (np.abs(self._intercept) <= MOST_MAGNITUDE)).all():
            raise WeightsError(
                "The weights and intercepts of a linear model must be finite and at most "
                f"{MOST_MAGNITUDE:g}."
            )

    @classmethod
    def quantised(
        cls,
        classes: Sequence[str],
        buckets: NDArray[np.uint32],
        weights: NDArray[Any],
        intercept: NDArray[Any],
        bits: int,
    ) -> HashedLinear:
        """Make a model of weights of any precision; buckets without weight are left out."""
        largest = np.abs(weights).max(axis=0, initial=0.0)
        scale = np.where(largest > 0, largest / _LARGEST_INTEGER, 1.0).astype(np.float32)
        small = np.rint(weights / scale).astype(np.int8)
        used = np.any(small != 0, axis=1)
        return cls(
            classes,
            buckets[used],
            small[used],
            scale,
            intercept=intercept.astype(np.float32),
            bits=bits,
        )

    def scores(self, features: Sequence[Sequence[str]]) -> Floats2d:
        """Return the score of each class (column) for each sample (row).

        A feature that a sample has twice counts twice.
        """
        return self.sums(features) + self._intercept

    def sums(self, features: Sequence[Sequence[str]]) -> Floats2d:
        """Return scores without the intercepts, for samples that are put together of several."""
        return self._table.sums(features) * self._scale

    def stored(self) -> tuple[NDArray[np.uint32], NDArray[np.int8], Floats2d, Floats2d]:
        """Return buckets, weights, scale and intercept, not to be changed."""
        return self._buckets, self._weights, self._scale, self._intercept

    def probabilities(self, features: Sequence[Sequence[str]]) -> Floats2d:
        """Return the probability of each class (column) for each sample (row)."""
        return softmax(self.scores(features))

    def to_bytes(self) -> bytes:
        """Return the model as bytes, always the same for the same model."""
        return packed(
            {
                "format": _FORMAT,
                "classes": list(self.classes),
                "bits": self.bits,
                "buckets": self._buckets.astype("<u4").tobytes(),
                "weights": self._weights.tobytes(),
                "scale": self._scale.astype("<f4").tobytes(),
                "intercept": self._intercept.astype("<f4").tobytes(),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> HashedLinear:
        """Read what ``to_bytes`` returned.

        Raises
        ------
        WeightsError
            If it is something else.
        """
        fields = unpacked(data, _FORMAT)
        try:
            classes = [str(name) for name in fields["classes"]]
            buckets = np.frombuffer(fields["buckets"], "<u4").astype(np.uint32)
            weights = np.frombuffer(fields["weights"], np.int8).reshape(-1, max(len(classes), 1))
            scale = np.frombuffer(fields["scale"], "<f4").astype(np.float32)
            intercept = np.frombuffer(fields["intercept"], "<f4").astype(np.float32)
            bits = int(fields["bits"])
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise WeightsError(f"The weights of a linear model are damaged: {error}.") from error
        return cls(classes, buckets, weights, scale, intercept=intercept, bits=bits)


def softmax(scores: Floats2d) -> Floats2d:
    """Return the probabilities that scores stand for, row by row."""
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities: Floats2d = exponents / exponents.sum(axis=1, keepdims=True)
    return probabilities


def packed(fields: dict[str, Any]) -> bytes:
    """Return fields as bytes, for ``unpacked``."""
    written: bytes = srsly.msgpack_dumps(fields)
    return written


def unpacked(data: bytes, version: int) -> dict[str, Any]:
    """Return the fields of weights that are written as a map with their version in ``format``.

    Raises
    ------
    WeightsError
        If they are damaged or of another version.
    """
    try:
        # A hook of our own: no decoder of arrays is asked for anything.
        fields = srsly.msgpack.loads(data, raw=False, object_pairs_hook=_fields)
    except Exception as error:  # msgpack has a dozen kinds of its own
        raise WeightsError("The weights are damaged: install gongkai again.") from error
    if not isinstance(fields, dict) or fields.get("format") != version:
        raise WeightsError(
            f"The weights are not of format {version}: they belong to another version of gongkai."
        )
    return fields


def _fields(pairs: list[tuple[object, object]]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, value in pairs:
        if not isinstance(name, str) or name in fields:
            raise ValueError("Names of fields are text, each once.")
        fields[name] = value
    return fields
