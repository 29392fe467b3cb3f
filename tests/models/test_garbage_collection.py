"""The garbage collector suspended while much is loaded."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from gongkai.models.garbage_collection import kept_for_good, without_collection

Suspended = Callable[[], AbstractContextManager[None]]
BOTH = pytest.mark.parametrize("suspended", [without_collection, kept_for_good])


@pytest.fixture(autouse=True)
def _nothing_kept_afterwards() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()
    gc.freeze()  # as it is for all tests, see tests/conftest.py


@BOTH
def test_nothing_is_collected_inside_and_all_goes_on_behind(suspended: Suspended) -> None:
    with suspended():
        assert not gc.isenabled()
        with suspended():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


@BOTH
def test_collection_goes_on_after_an_error(suspended: Suspended) -> None:
    with pytest.raises(ValueError, match="damaged"), suspended():
        raise ValueError("damaged")
    assert gc.isenabled()


@BOTH
def test_a_collector_that_was_switched_off_stays_off(suspended: Suspended) -> None:
    gc.disable()
    with suspended():
        pass
    assert not gc.isenabled()


def test_what_is_kept_for_good_is_not_looked_at_again() -> None:
    gc.unfreeze()
    with without_collection():
        loaded = [[number] for number in range(1_000)]
    assert gc.get_freeze_count() == 0
    with kept_for_good():
        loaded += [[number] for number in range(1_000)]
    assert gc.get_freeze_count() >= len(loaded)


def test_nothing_is_kept_of_what_could_not_be_loaded() -> None:
    gc.unfreeze()
    with pytest.raises(ValueError, match="damaged"), kept_for_good():
        raise ValueError("damaged")
    assert gc.get_freeze_count() == 0
