"""The weights of a network as arrays, half precision on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

from gongkai.models.trained.linear import WeightsError
from gongkai.models.trained.network import Batch, Scores


def network_arrays(network: Model[Batch, Scores]) -> dict[str, NDArray[Any]]:
    """Return the weights of a network by the place of their layers, in half precision."""
    return {
        name: np.asarray(node.get_param(parameter), np.float32).astype("<f2")
        for name, node, parameter in _parameters(network)
    }


def set_network_arrays(network: Model[Batch, Scores], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Give a network its weights.

    Parameters
    ----------
    network
        An initialised network of the same shape.
    arrays
        What ``network_arrays`` returned.

    Raises
    ------
    WeightsError
        If these are the weights of a network of another shape.
    """
    parameters = list(_parameters(network))
    if {name for name, _, _ in parameters} != set(arrays):
        raise WeightsError("The weights are those of a network with other layers.")
    for name, node, parameter in parameters:
        array = arrays[name]
        if array.shape != node.get_param(parameter).shape:
            raise WeightsError("The weights are those of a network with other sizes.")
        values: Any = np.ascontiguousarray(array, np.float32)  # thinc has types of its own
        node.set_param(parameter, values)


def _parameters(
    network: Model[Batch, Scores],
) -> Iterator[tuple[str, Model[Any, Any], str]]:
    for number, node in enumerate(network.walk()):
        for parameter in sorted(node.param_names):
            if node.has_param(parameter):
                yield f"{number}.{node.name}.{parameter}", node, parameter
