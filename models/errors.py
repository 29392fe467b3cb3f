"""The base of everything that gongkai raises on purpose."""

from __future__ import annotations


class GongkaiError(Exception):
    """Base of all errors that gongkai raises on purpose; its text is meant for the user."""


class MissingExtraError(GongkaiError, ImportError):
    """Something needs a package that only an extra installs.

    Parameters
    ----------
    what
        What needs it.
    extra
        Name of the extra.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs more packages: pip install 'gongkai[{extra}]'")
        self.extra = extra
