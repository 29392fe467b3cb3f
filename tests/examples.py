"""On how many examples a property is tried: on fewer where slow tests are left out."""

from __future__ import annotations

from hypothesis import settings

#: What the profile of all tests tries; see ``conftest.py``.
ALL = 100
#: What that of the fast ones tries.
FEW = 40


def examples(most: int) -> settings:
    """Return the settings of a property that is tried on ``most`` examples among all tests."""
    return settings(max_examples=most * settings().max_examples // ALL)
