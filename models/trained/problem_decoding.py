"""From scores of units to items: the best sequence of labels, and how probable each item is.

A unit begins an item (``P``, ``I``), goes on with one (``p``, ``i``) or lies outside (``O``).
Its label depends on its features and on the state before it: the label of the unit before, and
for ``O`` the kind of the last item, so that lists of problems and of measures keep their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

LABELS: Final = ("I", "O", "P", "i", "p")
STATES: Final = ("ON", "OP", "OI", "P", "p", "I", "i")
START: Final = "ON"
_STATE_NUMBER: Final = {state: number for number, state in enumerate(STATES)}


@dataclass(frozen=True, slots=True)
class Run:
    """An item as a run of units.

    Attributes
    ----------
    first, after
        Its first unit, and the one behind its last.
    kind
        ``P`` for a problem, ``I`` for an improvement.
    probability
        How probable it is that an item of this kind has these ends.
    """

    first: int
    after: int
    kind: str
    probability: float


def next_state(state: str, label: str) -> str | None:
    """Return the state behind a label, ``None`` where the label cannot follow."""
    if label in "PI":
        return label
    if label == "O":
        last = state[-1].upper()
        return f"O{last}"
    return label if state.lower() == label else None


def _steps() -> NDArray[np.int64]:
    table = np.full((len(STATES), len(LABELS)), -1)
    for row, state in enumerate(STATES):
        for column, label in enumerate(LABELS):
            following = next_state(state, label)
            if following is not None:
                table[row, column] = _STATE_NUMBER[following]
    return table


_STEPS: Final = _steps()
#: State, label and the state behind it, for whatever may follow.
_MOVES: Final = [
    (state, label, int(_STEPS[state, label])) for state, label in np.argwhere(_STEPS >= 0).tolist()
]
#: For each state and label (rows), the state behind it (columns).
_REACHED: Final = (_STEPS.reshape(-1, 1) == np.arange(len(STATES))).astype(float)


def decode(probabilities: NDArray[np.float32]) -> list[Run]:
    """Return the items of the most probable sequence.

    Parameters
    ----------
    probabilities
        Of each unit, behind each of ``STATES``, to have each of ``LABELS``.
    """
    allowed = np.where(_STEPS >= 0, probabilities, 0.0)
    total = allowed.sum(axis=2, keepdims=True)
    allowed = allowed / np.maximum(total, 1e-9)
    labels = _best_labels(np.log(np.maximum(allowed, 1e-9)))
    return list(_runs(labels, allowed, _forward(allowed)))


def _best_labels(logarithms: NDArray[np.float64]) -> list[int]:
    """Return the best labels, by the algorithm of Viterbi."""
    best = [-np.inf] * len(STATES)
    best[_STATE_NUMBER[START]] = 0.0
    came_from: list[list[tuple[int, int]]] = []
    for step in logarithms.tolist():
        following = [-np.inf] * len(STATES)
        origins = [(0, 0)] * len(STATES)
        for state, label, target in _MOVES:
            value = best[state] + step[state][label]
            if value > following[target]:
                following[target] = value
                origins[target] = (state, label)
        came_from.append(origins)
        best = following
    labels = [0] * len(logarithms)
    state = best.index(max(best))
    for index in range(len(labels) - 1, -1, -1):
        state, labels[index] = came_from[index][state]
    return labels


def _forward(allowed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how probable each state is before each unit, and behind the last one."""
    states = np.zeros((len(allowed) + 1, len(STATES)))
    states[0, _STATE_NUMBER[START]] = 1.0
    for index, step in enumerate(allowed):
        states[index + 1] = (states[index][:, None] * step).ravel() @ _REACHED
    return states


def _runs(
    labels: Sequence[int], allowed: NDArray[np.float64], states: NDArray[np.float64]
) -> list[Run]:
    runs: list[Run] = []
    index = 0
    while index < len(labels):
        kind = LABELS[labels[index]]
        after = index + 1
        if kind in "PI":
            inside = LABELS.index(kind.lower())
            while after < len(labels) and labels[after] == inside:
                after += 1
            runs.append(Run(index, after, kind, _probability(index, after, kind, allowed, states)))
        index = after
    return runs


def _probability(
    first: int, after: int, kind: str, allowed: NDArray[np.float64], states: NDArray[np.float64]
) -> float:
    opening, inside = LABELS.index(kind), LABELS.index(kind.lower())
    probability = float(states[first] @ allowed[first, :, opening])
    state = _STATE_NUMBER[kind]
    for index in range(first + 1, after):
        probability *= float(allowed[index, state, inside])
        state = _STATE_NUMBER[kind.lower()]
    if after < len(allowed):
        probability *= 1.0 - float(allowed[after, state, inside])
    return probability


def states_of(labels: Sequence[str]) -> list[str]:
    """Return the state before each unit, given the label of each.

    Raises
    ------
    ValueError
        If a label cannot follow.
    """
    states = [START]
    for label in labels:
        following = next_state(states[-1], label)
        if following is None:
            raise ValueError(f"{label} cannot follow {states[-1]}")
        states.append(following)
    return states[:-1]
