"""What one file may take: seconds, and memory of the process that reads it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Final

from gongkai.extract.reading.recognition import Recognition

_SECONDS: Final = 120.0
#: Where text is recognised: a hundred pages, the most that are, take three seconds each and more.
_SECONDS_OF_RECOGNITION: Final = 600.0
_MEMORY: Final = 2_000_000_000
_RECOGNISER: Final = "rapidocr"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take.

    Attributes
    ----------
    seconds
        By the clock.
    memory
        Bytes of memory that the whole process has in use, its libraries and the model among
        them; what the programs use that it starts is bounded by themselves.
    """

    seconds: float = _SECONDS
    memory: int = _MEMORY


def usual_limits(ocr: Recognition) -> Limits:
    """Return the limits where nobody asks for others.

    Parameters
    ----------
    ocr
        When text is recognised in pictures, which takes longer, if what does it is installed.
    """
    recognises = ocr is not Recognition.NEVER and find_spec(_RECOGNISER) is not None
    return Limits(seconds=_SECONDS_OF_RECOGNITION if recognises else _SECONDS)


def resident_bytes(process: int) -> int | None:
    """Return the bytes of memory that a process has in use, ``None`` if it is gone."""
    return _measure()(process)


@cache
def _measure() -> Callable[[int], int | None]:
    return _measure_on_linux() if sys.platform == "linux" else _measure_elsewhere()


def _measure_on_linux() -> Callable[[int], int | None]:
    import os  # noqa: PLC0415 - sysconf is not everywhere

    page = os.sysconf("SC_PAGE_SIZE")

    def measure(process: int) -> int | None:
        try:
            with open(f"/proc/{process}/statm", "rb") as stream:
                return int(stream.read().split()[1]) * page
        except OSError:
            return None

    return measure


def _measure_elsewhere() -> Callable[[int], int | None]:
    import psutil  # noqa: PLC0415 - on Linux there is no need of it

    def measure(process: int) -> int | None:
        try:
            return int(psutil.Process(process).memory_info().rss)
        except psutil.Error:
            return None

    return measure
