"""Calibrators as bytes: a flat MessagePack map with arrays as raw little-endian doubles.

The bytes may come from anyone. Nothing in them can name code; the size is bounded before they
are parsed, and nested maps, other types, unknown and repeated names are refused. The decoders
of arrays that srsly registers are left out, since no array is written in their way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import srsly

from gongkai.models.trained.calibration.arrays import Floats1d
from gongkai.models.trained.calibration.errors import CalibratorError

#: No calibrator is larger: one of 100,000 thresholds has 2.4 MB.
MOST_BYTES: Final = 8_000_000
#: Entries of an array.
MOST_ENTRIES: Final = 200_000
#: Columns of evidence, and characters of the name of one.
MOST_COLUMNS: Final = 1000
MOST_NAME_LENGTH: Final = 100

_FORMAT: Final = "gongkai.calibrator"
_VERSION: Final = 1
_DOUBLE: Final = np.dtype("<f8")
_REMEDY: Final = "install the package again, or fit the calibrator anew"

Packable = Floats1d | float | bytes | Sequence[str]


def pack(kind: str, fields: Mapping[str, Packable]) -> bytes:
    """Return a calibrator as bytes, the same for the same numbers."""
    plain = {name: _plain(value) for name, value in fields.items()}
    header = {"format": _FORMAT, "version": _VERSION, "kind": kind}
    packed: bytes = srsly.msgpack.dumps({**header, **plain}, use_bin_type=True)
    return packed


def _plain(value: Packable) -> object:
    if isinstance(value, np.ndarray):
        return value.astype(_DOUBLE).tobytes()
    return value if isinstance(value, float | bytes) else list(value)


class Packed:
    """What stored bytes say: the kind of calibrator and its fields, checked when asked for.

    Parameters
    ----------
    data
        What :func:`pack` returned, or anything else.

    Raises
    ------
    CalibratorError
        If the bytes are no calibrator that this version can read.
    """

    def __init__(self, data: bytes) -> None:
        fields = _loaded(data)
        if fields.pop("format", None) != _FORMAT:
            raise _damaged("these bytes hold something else")
        version = fields.pop("version", None)
        if version != _VERSION:
            raise _damaged(f"its format has the version {version!r:.40}, not {_VERSION}")
        kind = fields.pop("kind", None)
        if not isinstance(kind, str):
            raise _damaged("it has no kind")
        self.kind = kind
        self._fields = fields

    def expect(self, kind: str, names: Sequence[str]) -> None:
        """Make sure of the kind of calibrator and of the names of all its fields."""
        if self.kind != kind:
            raise _damaged(f"it is of the kind {self.kind!r:.40}, not '{kind}'")
        if set(self._fields) != set(names):
            raise _damaged(f"a {kind} calibrator has the fields {', '.join(names)}")

    def floats(self, name: str) -> Floats1d:
        """Return an array."""
        raw = self._fields[name]
        if not isinstance(raw, bytes) or len(raw) % _DOUBLE.itemsize:
            raise _damaged(f"its field {name} is no array")
        return np.frombuffer(raw, dtype=_DOUBLE).astype(np.float64)

    def number(self, name: str) -> float:
        """Return a number."""
        value = self._fields[name]
        if not isinstance(value, float):
            raise _damaged(f"its field {name} is no number")
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """Return names."""
        value = self._fields[name]
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise _damaged(f"its field {name} is no list of names")
        return tuple(value)

    def inner(self, name: str) -> Packed:
        """Return a calibrator that stands inside this one."""
        value = self._fields[name]
        if not isinstance(value, bytes):
            raise _damaged(f"its field {name} is no calibrator")
        return Packed(value)


def _loaded(data: bytes) -> dict[str, object]:
    if len(data) > MOST_BYTES:
        raise _damaged(f"it has more than {MOST_BYTES:,} bytes")
    try:
        loaded = srsly.msgpack.loads(data, raw=False, object_pairs_hook=_flat)
    # MemoryError is that of a parser told to make room for more than there is.
    except (ValueError, TypeError, ArithmeticError, RecursionError, MemoryError) as error:
        raise _damaged("its bytes are no MessagePack map of fields") from error
    except srsly.msgpack.exceptions.UnpackException as error:
        raise _damaged("its bytes end too early or are no MessagePack") from error
    if not isinstance(loaded, dict):
        raise _damaged("its bytes hold no map of fields")
    return loaded


def _flat(pairs: list[tuple[object, object]]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, value in pairs:
        if not isinstance(name, str) or name in fields or isinstance(value, dict):
            raise ValueError("Names of fields are text, each once, and no field is a map.")
        fields[name] = value
    return fields


def _damaged(what: str) -> CalibratorError:
    return CalibratorError(f"This calibrator cannot be read: {what}; {_REMEDY}.")
