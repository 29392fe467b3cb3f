"""Memory given back to the system between the steps of a page."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Give memory that is free back to the system, where the C library keeps it (glibc).

    A page is held in arrays of many megabytes that live for one step. The library keeps what
    is freed between others that live on, and the process grows by the sum of all steps instead
    of by the largest of them.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        function = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # another C library, or none that can be asked
        return None
    function.argtypes, function.restype = [ctypes.c_size_t], ctypes.c_int
    found: Callable[[int], int] = function
    return found
