"""Linear models that go on from the weights of a base.

The multinomial logistic loss of the new samples is added to the squared distance from the base's
weights, so that a model moves away from the base only as far as the samples demand: the more
there are, the further. This is the Gaussian prior of Chelba and Acero [1]_. Buckets that no new
sample has keep the base's weights.

.. [1] C. Chelba, A. Acero, Adaptation of maximum entropy capitalizer: little data can help a lot,
   Computer Speech & Language 20(4), 2006.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from gongkai.models.trained.linear import HashedLinear, bucket_of
from gongkai.training.linear import common_buckets, feature_matrix

Floats: TypeAlias = NDArray[np.float64]
_MOST_ITERATIONS: Final = 200
#: How many steps the optimiser remembers; each takes as much memory as the weights.
_REMEMBERED: Final = 5


class _Weights(NamedTuple):
    """The weights of a model, as floats."""

    buckets: NDArray[np.uint32]
    rows: Floats
    intercept: Floats


def adapt_linear(  # noqa: PLR0913 - as of fit_linear
    base: HashedLinear,
    features: Sequence[Sequence[str]],
    labels: Sequence[str],
    groups: Sequence[Hashable] | None = None,
    *,
    C: float = 1.0,  # noqa: N803 - as of fit_linear
    minimum_count: int = 2,
) -> HashedLinear:
    """Adapt a model to samples.

    Parameters
    ----------
    base
        The model to go on from. It keeps its classes and its hash.
    features, labels, groups
        As of ``fit_linear``; samples of classes that the base does not have are left out.
    C
        How much the samples count against the distance from the base.
    minimum_count
        Features that the base does not know are left out if fewer samples, or groups, have them.

    Returns
    -------
    HashedLinear
        The same for the same samples in the same order; the base itself if there is nothing to
        learn.

    Raises
    ------
    ValueError
        If lengths differ.
    """
    if not len(features) == len(labels) == len(groups if groups is not None else labels):
        raise ValueError("features, labels and groups must be equally long")
    code_of = {name: code for code, name in enumerate(base.classes)}
    kept = [number for number, label in enumerate(labels) if label in code_of]
    if not kept or len(base.classes) < 2:
        return base
    counted = [Counter(bucket_of(each, base.bits) for each in features[place]) for place in kept]
    weights = _weights(base)
    common = common_buckets(
        counted, None if groups is None else [groups[place] for place in kept], minimum_count
    )
    seen = {bucket for sample in counted for bucket in sample}
    columns = sorted(set(common) | (seen & set(weights.buckets.tolist())))
    matrix = feature_matrix(counted, {bucket: column for column, bucket in enumerate(columns)})
    codes = np.array([code_of[labels[place]] for place in kept])
    start = _rows_of(columns, weights)
    moved, moved_intercept = _moved(matrix, codes, start, weights.intercept, C)
    return _joined(base, weights, columns, moved, moved_intercept)


def _weights(model: HashedLinear) -> _Weights:
    buckets, small, scale, intercept = model.stored()
    return _Weights(buckets, small.astype(np.float64) * scale, intercept.astype(np.float64))


def _rows_of(columns: Sequence[int], weights: _Weights) -> Floats:
    rows = np.zeros((len(columns), len(weights.intercept)))
    place_of = {bucket: place for place, bucket in enumerate(weights.buckets.tolist())}
    for column, bucket in enumerate(columns):
        if bucket in place_of:
            rows[column] = weights.rows[place_of[bucket]]
    return rows


def _moved(
    matrix: csr_matrix, codes: NDArray[np.int64], start: Floats, intercept: Floats, strength: float
) -> tuple[Floats, Floats]:
    """Return by how much weights and intercepts are best moved."""
    samples, classes = matrix.shape[0], len(intercept)
    rows = np.arange(samples)
    before = matrix @ start + intercept
    transposed = matrix.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        step = flat.reshape(-1, classes)
        scores = before + matrix @ step[:-1] + step[-1]
        scores -= scores.max(axis=1, keepdims=True)
        exponents = np.exp(scores)
        sums = exponents.sum(axis=1, keepdims=True)
        cost = strength * float((np.log(sums[:, 0]) - scores[rows, codes]).sum())
        residual = exponents / sums
        residual[rows, codes] -= 1.0
        gradient = step.copy()
        gradient[:-1] += strength * (transposed @ residual)
        gradient[-1] += strength * residual.sum(axis=0)
        return cost + 0.5 * float((step * step).sum()), gradient.ravel()

    found = minimize(
        loss,
        np.zeros((matrix.shape[1] + 1) * classes),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _MOST_ITERATIONS, "maxcor": _REMEMBERED},
    )
    step = found.x.reshape(-1, classes)
    return step[:-1], step[-1]


def _joined(
    base: HashedLinear,
    weights: _Weights,
    columns: Sequence[int],
    moved: Floats,
    moved_intercept: Floats,
) -> HashedLinear:
    buckets = np.union1d(weights.buckets, np.array(columns, np.uint32)).astype(np.uint32)
    rows = np.zeros((len(buckets), len(base.classes)))
    rows[np.searchsorted(buckets, weights.buckets)] = weights.rows
    rows[np.searchsorted(buckets, np.array(columns, np.uint32))] += moved
    intercept = weights.intercept + moved_intercept
    return HashedLinear.quantised(base.classes, buckets, rows, intercept, base.bits)
