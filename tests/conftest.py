"""Settings every test runs under: hypothesis without randomness, so that a run repeats."""

import gc
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.examples import ALL, FEW

# As in workers: as many processes of tests as processors share these, and threads of linear
# algebra beside them would take three times the time in waiting for each other. What is read when
# a library is loaded has to be set before that.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

for _name, _most in (("all", ALL), ("fast", FEW)):
    settings.register_profile(
        _name,
        derandomize=True,
        deadline=None,
        max_examples=_most,
        suppress_health_check=[HealthCheck.too_slow],
    )
# A shell that runs the tests in the background lets them ignore Ctrl-C, and so all programs that
# they start; the tests of interruptions need it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Try properties on fewer examples where slow tests are left out."""
    settings.load_profile("fast" if config.option.markexpr == "not slow" else "all")


def pytest_collection_finish() -> None:
    """Let the garbage collector never look at what is loaded by now.

    It is some million objects that stay: to walk them takes a second, and that at each whole
    collection.
    """
    gc.freeze()


@pytest.fixture(autouse=True)
def _the_garbage_collector_is_left_on() -> Iterator[None]:
    """Hold that nothing leaves the collector off: the process would grow without bound."""
    yield
    assert gc.isenabled()
