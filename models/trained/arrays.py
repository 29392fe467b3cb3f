"""Arrays as bytes, read without trust: plain numbers of a few kinds, bounded, never pickled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import srsly
from numpy.typing import NDArray

from gongkai.models.trained.linear import MOST_MAGNITUDE, WeightsError

Arrays = dict[str, NDArray[Any]]
_FORMAT: Final = 1
_KINDS: Final = {name: np.dtype(name) for name in ("<f2", "<f4", "<i8", "|u1", "|i1", "<u4")}
_MOST_DIMENSIONS: Final = 4
#: The most that the weights of one component may take, in bytes.
MOST_BYTES: Final = 200_000_000


def arrays_to_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays as bytes, the same for the same arrays."""
    written = {
        name: [array.dtype.str, list(array.shape), np.ascontiguousarray(array).tobytes()]
        for name, array in sorted(arrays.items())
    }
    data: bytes = srsly.msgpack_dumps({"format": _FORMAT, "arrays": written})
    return data


def arrays_from_bytes(data: bytes) -> Arrays:
    """Read what ``arrays_to_bytes`` returned.

    Raises
    ------
    WeightsError
        If it is something else, or larger than ``MOST_BYTES``.
    """
    if len(data) > MOST_BYTES:
        raise WeightsError(f"Weights may have {MOST_BYTES} bytes, not {len(data)}.")
    try:
        # Plain pairs instead of dictionaries: no decoder of arrays is asked for anything.
        fields = srsly.msgpack.loads(data, raw=False, object_pairs_hook=list)
    except Exception as error:  # msgpack has a dozen kinds of its own
        raise WeightsError("The weights are damaged: install gongkai again.") from error
    try:
        found = dict(fields)
        if found["format"] != _FORMAT:
            raise WeightsError("The weights belong to another version of gongkai.")
        return {str(name): _array(*parts) for name, parts in found["arrays"]}
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(f"The weights are damaged: {error}.") from error


def _array(kind: str, shape: list[int], content: bytes) -> NDArray[Any]:
    if kind not in _KINDS:
        raise WeightsError("The weights hold something other than plain numbers.")
    if len(shape) > _MOST_DIMENSIONS or any(not 0 <= each < MOST_BYTES for each in shape):
        raise WeightsError("The weights have an impossible shape.")
    array = np.frombuffer(content, _KINDS[kind]).reshape(shape)
    # What is not a number is not within bounds either.
    if array.dtype.kind == "f" and not (np.abs(array) <= MOST_MAGNITUDE).all():
        raise WeightsError(f"The weights are not finite, or beyond {MOST_MAGNITUDE:g}.")
    return array
