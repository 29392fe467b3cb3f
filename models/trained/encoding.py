"""The encoder run without training: the same sums with less copying.

Thinc keeps what a gradient would need and makes a new array at each step. Most of the time of
reading goes into the encoder, so here its layers are run on two arrays that are used again. What
comes out is that of ``encoder.predict`` but for the rounding of sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from thinc.api import Model

from gongkai.models.trained.operations import Floats, Integers

#: Longest stretch of a piece whose characters are run together.
_LONGEST_STRETCH: Final = 4_000
#: What thinc adds to variances.
_LEAST_VARIANCE: Final = np.float32(1e-8)


def encode(encoder: Model[list[Integers], list[Floats]], columns: Sequence[Integers]) -> Floats:
    """Return the vectors of the characters of all pieces, one piece behind the other.

    Parameters
    ----------
    encoder
        What ``build_encoder`` made.
    columns
        The columns of each piece; at least one, none of them empty. A long one is run in
        stretches, so that memory is bounded.
    """
    if max(map(len, columns)) <= _LONGEST_STRETCH:
        return _encoded(encoder, columns)
    return np.concatenate([vectors for piece in columns for vectors in _stretches(encoder, piece)])


def _stretches(encoder: Model[list[Integers], list[Floats]], piece: Integers) -> Iterator[Floats]:
    """Yield the vectors of stretches of a piece, each run with as much around it as it sees."""
    seen = encoder.layers[1].attrs["pad"]
    for start in range(0, len(piece), _LONGEST_STRETCH):
        first, end = max(0, start - seen), start + _LONGEST_STRETCH
        vectors = _encoded(encoder, [piece[first : end + seen]])
        yield vectors[start - first : end - first]


def _encoded(encoder: Model[list[Integers], list[Floats]], columns: Sequence[Integers]) -> Floats:
    nodes = list(encoder.walk(order="dfs_pre"))
    tables = [node.get_param("E") for node in nodes if node.has_param("E")]
    norms = [(node.get_param("G"), node.get_param("b")) for node in nodes if node.has_param("G")]
    mixers = [(node.get_param("W"), node.get_param("b")) for node in nodes if node.has_param("W")]
    vectors = _embedded(tables, np.concatenate(columns))
    _normalise(vectors, *norms[0])
    # Zeros between the pieces, as many as a view is wide, keep each from seeing its neighbours.
    apart = encoder.layers[1].attrs["pad"]
    lengths = [len(each) for each in columns]
    rows = np.arange(len(vectors)) + apart * np.repeat(np.arange(1, len(lengths) + 1), lengths)
    length, width = len(vectors) + apart * (len(lengths) + 1), vectors.shape[1]
    padded = np.zeros((length, width), np.float32)
    padded[rows] = vectors
    windows = np.zeros((length, 3 * width), np.float32)
    for (weights, bias), norm in zip(mixers, norms[1:], strict=True):
        windows[1:, :width] = padded[:-1]
        windows[:, width : 2 * width] = padded
        windows[:-1, 2 * width :] = padded[1:]
        mixed = _greatest(windows, weights, bias)
        _normalise(mixed, *norm)
        padded += mixed
    return np.ascontiguousarray(padded[rows])


def _embedded(tables: Sequence[Any], ids: Integers) -> Floats:
    vectors: Floats = tables[0].take(ids[:, 0], axis=0)
    for column, each in enumerate(tables[1:], 1):
        vectors += each.take(ids[:, column], axis=0)
    return vectors


def _greatest(windows: Floats, weights: Any, bias: Any) -> Floats:  # noqa: ANN401 - thinc's arrays
    """Return the greatest of the pieces of a maxout layer."""
    greatest: Floats = windows @ weights[:, 0].T
    greatest += bias[:, 0]
    for piece in range(1, weights.shape[1]):
        other = windows @ weights[:, piece].T
        other += bias[:, piece]
        np.maximum(greatest, other, out=greatest)
    return greatest


def _normalise(vectors: Floats, scale: Any, shift: Any) -> None:  # noqa: ANN401 - thinc's arrays
    """Normalise each vector, in place."""
    vectors -= vectors.mean(axis=1, keepdims=True)
    variances = np.einsum("ij,ij->i", vectors, vectors) / np.float32(vectors.shape[1])
    vectors *= (1 / np.sqrt(variances + _LEAST_VARIANCE))[:, None]
    vectors *= scale
    vectors += shift
