"""From scored pairs to relations: the spans of each anchor, and its whole."""

from __future__ import annotations

from typing import Final

import numpy as np

from gongkai.models.scheme import PartKind
from gongkai.models.trained.linear import HashedLinear
from gongkai.models.trained.questions import NONE, Question
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.relations import (
    anchored_parts,
    iterate_pairs,
    span_features,
    whole_candidates,
    whole_features,
)
from gongkai.models.trained.state import DocState

#: The class that says that a pair is related, and the one that says that it is not.
YES: Final = "yes"
NO: Final = "no"
_HALF: Final = 0.5


def relate(
    reading: PassageReading, state: DocState, spans: HashedLinear, wholes: HashedLinear
) -> None:
    """Add to the decisions of a passage the spans that belong to each, and its whole.

    Parameters
    ----------
    reading
        The passage.
    state
        Its spans and decisions.
    spans, wholes
        The models of the two relations.
    """
    _relate_spans(reading, state, spans)
    _relate_wholes(reading, state, wholes)


def _relate_spans(reading: PassageReading, state: DocState, model: HashedLinear) -> None:
    claimed = [each.answers[Question.METRICS] != NONE for each in state.decisions]
    pairs = [pair for pair in iterate_pairs(reading, state.spans) if claimed[pair[0]]]
    if not pairs:
        return
    features = [span_features(reading, number, state.spans, place) for number, place in pairs]
    chances = model.probabilities(features)[:, model.classes.index(YES)]
    for (number, place), chance in zip(pairs, chances.tolist(), strict=True):
        if chance >= _HALF:
            state.decisions[number].spans[place] = chance


def _relate_wholes(reading: PassageReading, state: DocState, model: HashedLinear) -> None:
    answers = [each.answers[Question.METRICS] for each in state.decisions]
    pairs = [
        (number, other)
        for number, answer in enumerate(answers)
        if answer != NONE
        for other in whole_candidates(reading, number, answers)
    ]
    if not pairs:
        return
    features = [whole_features(reading, *pair, answers) for pair in pairs]
    chances = model.probabilities(features)
    against = chances[:, model.classes.index(NO)]
    wholes: list[int | None] = [None] * len(answers)
    least = [_HALF] * len(answers)
    for row, (number, other) in enumerate(pairs):
        if against[row] < least[number]:
            least[number] = float(against[row])
            wholes[number] = other
            kinds = [name if name != NO else "" for name in model.classes]
            order = np.argsort(-chances[row])
            best = next(kinds[place] for place in order.tolist() if kinds[place])
            state.decisions[number].part_kind = PartKind(best)
    for number, whole in enumerate(anchored_parts(len(answers), wholes)):
        state.decisions[number].whole = whole
        if whole is None:
            state.decisions[number].part_kind = None
