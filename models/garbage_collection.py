"""Loading without the garbage collector, which would walk all that is being loaded in vain.

Python looks for cycles again and again as objects are made. A model and the libraries that run
it are several hundred thousand objects that stay: to walk them takes a sixth of the time in
which a command reads its first report.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Suspend the garbage collector while much is made that stays."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def kept_for_good() -> Iterator[None]:
    """Suspend the garbage collector, and let it never look at what is there by the end.

    For programs alone: a library must not decide this of objects that are not its own.
    """
    with without_collection():
        yield
        gc.freeze()
