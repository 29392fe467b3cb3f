"""What can go wrong, said in one sentence that names the place and the remedy."""

from __future__ import annotations

from gongkai.models.errors import GongkaiError

__all__ = ["GongkaiError", "InputError", "ReadError"]


class ReadError(GongkaiError):
    """A file that cannot be turned into a document.

    Attributes
    ----------
    code
        A short stable name of the reason, such as ``empty``, ``too_large`` or ``damaged``;
        ``docs/extract.md`` lists them all.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class InputError(GongkaiError):
    """Arguments that cannot be read as inputs: wrong usage, found before anything is read."""
