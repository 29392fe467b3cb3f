"""Measures several things in turns, so that a busy machine slows all of them alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")


def in_turns(
    tasks: Mapping[Key, Callable[[], Result]], rounds: int
) -> dict[Key, tuple[Result, ...]]:
    """Run every task once a round and return the results of each.

    Parameters
    ----------
    tasks
        What to run. Every other round runs them in the opposite order, so that none has the
        better place.
    rounds
        How often.
    """
    results: dict[Key, list[Result]] = {key: [] for key in tasks}
    for number in range(rounds):
        order = list(tasks) if number % 2 == 0 else list(tasks)[::-1]
        for key in order:
            gc.collect()  # nobody pays for what another has left behind
            results[key].append(tasks[key]())
    return {key: tuple(found) for key, found in results.items()}
