"""The base of everything that gongkai raises on purpose."""

from __future__ import annotations


class GongkaiError(Exception):
    """Base of all errors that gongkai raises on purpose; its text is meant for the user."""
