"""Settings every test runs under: hypothesis without randomness, so that a run repeats."""

import gc
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")
# A shell that runs the tests in the background lets them ignore Ctrl-C, and so all programs that
# they start; the tests of interruptions need it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _the_garbage_collector_is_left_on() -> Iterator[None]:
    """Hold that nothing leaves the collector off: the process would grow without bound."""
    yield
    assert gc.isenabled()
