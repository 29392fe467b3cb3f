"""What options offer to choose from, where the command and what it calls both need it."""

from __future__ import annotations

from enum import StrEnum


class Only(StrEnum):
    """Which texts of the gold are judged."""

    PASSAGES = "passages"
    REPORTS = "reports"
