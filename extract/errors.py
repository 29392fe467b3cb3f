"""What can go wrong, said in one sentence that names the place and the remedy."""

from __future__ import annotations

from gongkai.models.errors import GongkaiError

__all__ = ["GongkaiError", "ReadError"]


class ReadError(GongkaiError):
    """A file that cannot be turned into a document.

    Attributes
    ----------
    code
        A short stable name of the reason: ``empty``, ``binary``, ``too_large``,
        ``undecodable``, ``unsupported``, ``not_found``, ``no_text``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
