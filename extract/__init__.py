"""From bytes to records: reading, sections, tables, checks, join, files, command line.

>>> from gongkai.extract import extract, read
>>> document = read("本报告.txt".encode(), uri="empty.txt")
>>> extract(document).sections
[]

Nothing is loaded before it is used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.extract.errors import GongkaiError, ReadError
    from gongkai.extract.pipeline import extract, extract_many
    from gongkai.extract.reading import read
    from gongkai.models.record import Record

__all__ = ["GongkaiError", "ReadError", "Record", "extract", "extract_many", "read"]

_HOMES = {
    "GongkaiError": "gongkai.extract.errors",
    "ReadError": "gongkai.extract.errors",
    "Record": "gongkai.models.record",
    "extract": "gongkai.extract.pipeline",
    "extract_many": "gongkai.extract.pipeline",
    "read": "gongkai.extract.reading",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first asked for (PEP 562)."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415  see the module's docstring

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, loaded or not, without what this module imports for itself."""
    return sorted(__all__)
