"""From the probabilities of labels to items."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gongkai.models.trained.problem_decoding import (
    LABELS,
    START,
    STATES,
    decode,
    next_state,
    states_of,
)


def certain(labels: str, sure: float = 0.92) -> NDArray[np.float32]:
    """Return probabilities that favour these labels, whatever the state."""
    rest = (1 - sure) / (len(LABELS) - 1)
    table = np.full((len(labels), len(STATES), len(LABELS)), rest, np.float32)
    for index, label in enumerate(labels):
        table[index, :, LABELS.index(label)] = sure
    return table


def runs(table: NDArray[np.float32]) -> list[tuple[int, int, str]]:
    return [(run.first, run.after, run.kind) for run in decode(table)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("OPpOIiI", [(1, 3, "P"), (4, 6, "I"), (6, 7, "I")]),
        ("OOO", []),
        ("PP", [(0, 1, "P"), (1, 2, "P")]),
    ],
)
def test_items_are_runs_of_labels(labels: str, expected: list[tuple[int, int, str]]) -> None:
    assert runs(certain(labels)) == expected


def test_an_item_is_never_gone_on_with_before_it_begins() -> None:
    assert all(kind in "PI" for _, _, kind in runs(certain("pipO")))


def test_what_cannot_be_is_not_counted_in_probabilities() -> None:
    (run,) = decode(certain("Pp"))
    assert 0.8 < run.probability < 1.0


def test_a_doubtful_item_is_less_probable() -> None:
    (sure,), (doubtful,) = decode(certain("OPO")), decode(certain("OPO", 0.5))
    assert doubtful.probability < sure.probability


@settings(max_examples=25)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_no_sequence_is_more_probable_than_the_one_found(count: int, seed: int) -> None:
    shape = (count, len(STATES), len(LABELS))
    table = np.random.default_rng(seed).dirichlet(np.ones(len(LABELS)), shape[:2])
    found = decode(table.astype(np.float32))
    labels = ["O"] * count
    for run in found:
        labels[run.first] = run.kind
        labels[run.first + 1 : run.after] = run.kind.lower() * (run.after - run.first - 1)
    best = max(_probability(table, candidate) for candidate in product(LABELS, repeat=count))
    assert _probability(table, labels) == pytest.approx(best, rel=1e-4)
    assert all(0 < run.probability <= 1.0001 for run in found)


def _probability(table: NDArray[np.float64], labels: tuple[str, ...] | list[str]) -> float:
    total, state = 1.0, START
    for index, label in enumerate(labels):
        row = table[index, STATES.index(state)]
        allowed = sum(row[n] for n, each in enumerate(LABELS) if next_state(state, each))
        following = next_state(state, label)
        if following is None:
            return 0.0
        total *= row[LABELS.index(label)] / allowed
        state = following
    return float(total)


def test_states_tell_of_which_kind_the_last_item_was() -> None:
    assert states_of("OPpOOIO") == ["ON", "ON", "P", "p", "OP", "OP", "I"]


def test_labels_that_cannot_follow_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot follow"):
        states_of("Op")
