"""What is wrong with a calibrator that was stored or put together."""

from __future__ import annotations

from gongkai.models.errors import GongkaiError


class CalibratorError(GongkaiError):
    """A calibrator cannot be used: damaged, not one at all, or made of impossible numbers."""
