"""Attention around an anchor: which of the characters beside it tell what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from thinc.api import Model, glorot_uniform_init, zero_init

from gongkai.models.trained.operations import Floats, Integers

#: Characters on each side of an anchor that are looked at.
REACH: Final = 40
#: Most anchors that are looked at together without training: each takes 80 vectors.
_MOST_AT_ONCE: Final = 500
_SHUT_OUT: Final = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Places:
    """Where anchors stand among the characters of a batch.

    Attributes
    ----------
    first, last
        Rows of the first and the last character of each anchor.
    opening, closing
        Rows of the first character of its piece, and of the one behind its last.
    """

    first: Integers
    last: Integers
    opening: Integers
    closing: Integers

    def parts(self, size: int) -> Iterator[Places]:
        """Yield the places of so many anchors at a time; there may be none at all."""
        for start in range(0, max(len(self.first), 1), size):
            end = start + size
            yield Places(
                self.first[start:end],
                self.last[start:end],
                self.opening[start:end],
                self.closing[start:end],
            )


def build_pooling(width: int, heads: int) -> Model[tuple[Floats, Places], Floats]:
    """Build a layer that sums up the characters around anchors.

    Each head weighs the ``REACH`` characters on both sides by what they are and by how far away
    they stand: a softmax over scores that add a product with the character's vector to a number
    for the distance.

    Parameters
    ----------
    width
        Length of the characters' vectors.
    heads
        How many sums.

    Returns
    -------
    thinc.model.Model
        From the characters of a batch (characters, ``width``) and the places of its anchors to
        (anchors, ``heads`` times ``width``).
    """
    return Model(
        "anchor_pooling",
        _forward,
        init=_initialise,
        dims={"nI": width, "heads": heads},
        params={"keys": None, "distances": None},
    )


def _initialise(
    model: Model[tuple[Floats, Places], Floats],
    X: object = None,  # noqa: N803
    Y: object = None,  # noqa: N803
) -> None:
    width, heads = model.get_dim("nI"), model.get_dim("heads")
    if not model.has_param("keys"):
        model.set_param("keys", glorot_uniform_init(model.ops, (heads, width)))
        model.set_param("distances", zero_init(model.ops, (2 * REACH + 1, heads)))


def _windows(places: Places) -> tuple[Integers, np.ndarray]:
    """Return the rows around each anchor and whether they are of its piece."""
    offsets = np.arange(-REACH, REACH + 1)
    rows = np.where(offsets < 0, places.first[:, None] + offsets, places.last[:, None] + offsets)
    inside = (rows >= places.opening[:, None]) & (rows < places.closing[:, None])
    return np.where(inside, rows, places.first[:, None]), inside


def _pooled(
    vectors: Floats,
    products: Floats,
    distances: Any,  # noqa: ANN401 - thinc's arrays
    places: Places,
) -> tuple[Integers, Floats, Floats, Floats]:
    """Return rows and vectors around each anchor, what each head weighs them by, and its sums."""
    rows, inside = _windows(places)
    window = vectors[rows]
    scores = np.where(inside[:, :, None], products[rows] + distances, _SHUT_OUT)
    scores -= scores.max(axis=1, keepdims=True)
    weights = np.exp(scores)
    weights /= weights.sum(axis=1, keepdims=True)
    return rows, window, weights, np.matmul(weights.transpose(0, 2, 1), window)


def _nothing_kept(gradient: Floats) -> Floats:
    raise ValueError("A layer that was not run for training has no gradient.")


def _forward(
    model: Model[tuple[Floats, Places], Floats],
    inputs: tuple[Floats, Places],
    is_train: bool,
) -> tuple[Floats, Callable[[Floats], Floats]]:
    vectors, places = inputs
    keys, distances = model.get_param("keys"), model.get_param("distances")
    products = vectors @ keys.T
    if not is_train:
        parts = [
            _pooled(vectors, products, distances, each)[-1] for each in places.parts(_MOST_AT_ONCE)
        ]
        return np.concatenate(parts).reshape(len(places.first), keys.size), _nothing_kept
    rows, window, weights, pooled = _pooled(vectors, products, distances, places)

    def backprop(gradient: Floats) -> Floats:
        by_head = gradient.reshape(pooled.shape)
        to_weights = np.matmul(window, by_head.transpose(0, 2, 1))
        mean = (to_weights * weights).sum(axis=1, keepdims=True)
        to_scores = weights * (to_weights - mean)
        model.inc_grad("distances", to_scores.sum(axis=0))
        flat = to_scores.reshape(-1, to_scores.shape[-1])
        model.inc_grad("keys", flat.T @ window.reshape(len(flat), -1))
        to_window = np.matmul(weights, by_head) + to_scores @ keys
        to_vectors = np.zeros_like(vectors)
        _add_rows(model, to_vectors, rows, to_window)
        return to_vectors

    return pooled.reshape(len(rows), -1), backprop


def _add_rows(model: Model[Any, Any], table: Any, rows: Any, values: Any) -> None:  # noqa: ANN401
    """Add values to the rows of a table; thinc has types of its own for arrays."""
    flat: Any = np.ascontiguousarray(values.reshape(-1, values.shape[-1]), dtype=np.float32)
    model.ops.scatter_add(table, rows.reshape(-1).astype(np.int32), flat)
