"""What goes wrong in a training."""

from __future__ import annotations

from gongkai.models.errors import GongkaiError


class TrainingError(GongkaiError):
    """A training that cannot be done as it was asked for."""
