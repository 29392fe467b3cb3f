"""The weights of a network as arrays, half precision on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

from gongkai.models.trained.linear import WeightsError
from gongkai.models.trained.network import Batch, Scores

#: The dimensions of the weights of thinc's layers.
_DIMENSIONS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("embed", "E"): ("nV", "nO"),
    ("linear", "W"): ("nO", "nI"),
    ("linear", "b"): ("nO",),
    ("mish", "W"): ("nO", "nI"),
    ("mish", "b"): ("nO",),
    ("maxout", "W"): ("nO", "nP", "nI"),
    ("maxout", "b"): ("nO", "nP"),
    ("layernorm", "G"): ("nI",),
    ("layernorm", "b"): ("nI",),
}


def network_arrays(network: Model[Batch, Scores]) -> dict[str, NDArray[Any]]:
    """Return the weights of a network by the place of their layers, in half precision."""
    return {
        name: np.asarray(node.get_param(parameter), np.float32).astype("<f2")
        for name, node, parameter in _places(network)
    }


def set_network_arrays(network: Model[Batch, Scores], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Give a network its weights.

    Parameters
    ----------
    network
        A network of the same shape; it need not be initialised, so that no random weights are
        drawn for it. Memory is taken for it once the arrays are known to fit.
    arrays
        What ``network_arrays`` returned.

    Raises
    ------
    WeightsError
        If these are the weights of a network of another shape.
    """
    _initialise_pooling(network)
    places = list(_places(network))
    if {name for name, _, _ in places} != set(arrays):
        raise WeightsError("The weights are those of a network with other layers.")
    for name, node, parameter in places:
        if arrays[name].dtype.kind != "f" or arrays[name].shape != _shape_of(node, parameter):
            raise WeightsError("The weights are those of a network with other sizes.")
    for name, node, parameter in places:
        values: Any = np.ascontiguousarray(arrays[name], np.float32)  # thinc has types of its own
        node.set_param(parameter, values)


def _initialise_pooling(network: Model[Batch, Scores]) -> None:
    """Initialise the one layer whose sizes its dimensions do not tell; it is small."""
    pooling = network.get_ref("pooling")
    if not all(pooling.has_param(name) for name in pooling.param_names):
        pooling.initialize()


def _shape_of(node: Model[Any, Any], parameter: str) -> tuple[int, ...]:
    """Return the shape of a parameter, by its layer's dimensions while it has no memory."""
    if node.has_param(parameter):
        return tuple(node.get_param(parameter).shape)
    return tuple(node.get_dim(name) for name in _DIMENSIONS[node.name, parameter])


def _places(network: Model[Batch, Scores]) -> Iterator[tuple[str, Model[Any, Any], str]]:
    """Yield the name, layer and parameter of all weights, whether they are there or not."""
    for number, node in enumerate(network.walk()):
        for parameter in sorted(node.param_names):
            yield f"{number}.{node.name}.{parameter}", node, parameter
