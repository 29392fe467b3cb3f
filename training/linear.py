"""Fitting of hashed linear models, by scikit-learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from gongkai.models.trained.linear import HashedLinear, bucket_of

_MOST_ITERATIONS = 400


#: The score of the one answer of a constant model, and minus that of all others.
_SURE = 5.0


def constant_linear(classes: Sequence[str], chosen: str, bits: int = 17) -> HashedLinear:
    """Return a model that gives the same answer to everything.

    Parameters
    ----------
    classes
        Its classes, in order.
    chosen
        The one of them that it always answers.
    bits
        How many bits of the hash it claims to keep.
    """
    intercept = np.array([_SURE if name == chosen else -_SURE for name in classes], np.float32)
    empty = np.zeros(0, np.uint32), np.zeros((0, len(classes)), np.float32)
    return HashedLinear.quantised(classes, *empty, intercept, bits)


def fit_linear(  # noqa: PLR0913 - what can be set of a fit
    features: Sequence[Sequence[str]],
    labels: Sequence[str],
    groups: Sequence[Hashable] | None = None,
    *,
    C: float = 1.0,  # noqa: N803 - what scikit-learn calls it
    bits: int = 17,
    minimum_count: int = 2,
    weights: Sequence[float] | None = None,
    tolerance: float = 1e-3,
) -> HashedLinear:
    """Fit a multinomial logistic regression on hashed features.

    Parameters
    ----------
    features
        The features of each sample.
    labels
        The class of each sample; at least two are needed (else see ``constant_linear``).
    groups
        Where each sample is from, as its text. A feature then counts once for each of them,
        so that what one text repeats is not taken for common.
    C
        The inverse of the strength of regularisation (ridge).
    bits
        How many bits of the hash are kept.
    minimum_count
        Features of fewer samples, or groups, are left out.
    weights
        How much each sample counts; all the same if left out.
    tolerance
        When to stop.

    Returns
    -------
    HashedLinear
        The same for the same samples in the same order.

    Raises
    ------
    ValueError
        If lengths differ, or there are fewer than two classes.
    """
    if not len(features) == len(labels) == len(groups if groups is not None else labels):
        raise ValueError("features, labels and groups must be equally long")
    classes = sorted(set(labels))
    if len(classes) < 2:
        raise ValueError("a linear model needs at least two classes to tell apart")
    bucket = cache(lambda feature: bucket_of(feature, bits))
    counted = [Counter(bucket(feature) for feature in sample) for sample in features]
    kept = common_buckets(counted, groups, minimum_count)
    column_of = {number: column for column, number in enumerate(kept)}
    matrix = feature_matrix(counted, column_of)
    codes = np.searchsorted(np.array(classes), np.array(labels))
    model = LogisticRegression(C=C, tol=tolerance, max_iter=_MOST_ITERATIONS)
    model.fit(matrix, codes, sample_weight=None if weights is None else np.asarray(weights))
    coefficients, intercept = model.coef_.T, model.intercept_
    if len(classes) == 2:  # scikit-learn then keeps the difference of the two alone
        coefficients = np.concatenate([-coefficients, coefficients], axis=1) / 2
        intercept = np.concatenate([-intercept, intercept]) / 2
    buckets = np.array(kept, np.uint32)
    return HashedLinear.quantised(classes, buckets, coefficients, intercept, bits)


def common_buckets(
    counted: Sequence[Counter[int]], groups: Sequence[Hashable] | None, minimum: int
) -> list[int]:
    """Return the buckets that enough samples, or groups, have, ascending."""
    if groups is None:
        counts = Counter(number for sample in counted for number in sample)
    else:
        seen = {
            (group, number)
            for group, sample in zip(groups, counted, strict=True)
            for number in sample
        }
        counts = Counter(number for _, number in seen)
    return sorted(number for number, count in counts.items() if count >= minimum)


def feature_matrix(counted: Sequence[Counter[int]], column_of: dict[int, int]) -> csr_matrix:
    """Return how often each sample (row) has each bucket (column); others are left out."""
    starts, columns, values = [0], [], []
    for sample in counted:
        for number, count in sample.items():
            column = column_of.get(number)
            if column is not None:
                columns.append(column)
                values.append(float(count))
        starts.append(len(columns))
    return csr_matrix((values, columns, starts), shape=(len(counted), len(column_of)))
