"""What can go wrong when claims are drawn or verdicts are read."""

from __future__ import annotations

from gongkai.models.errors import GongkaiError


class SamplingError(GongkaiError):
    """A sample that cannot be drawn, written, read or scored; its text names the remedy."""
