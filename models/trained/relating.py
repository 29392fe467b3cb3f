"""From scored pairs to relations: the spans of each anchor, and its whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.models.scheme import PartKind
from gongkai.models.trained.linear import HashedLinear
from gongkai.models.trained.operations import Floats
from gongkai.models.trained.questions import NONE, Question
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.relations import (
    SpanPairs,
    anchored_parts,
    span_candidates,
    whole_candidates,
    whole_features,
)
from gongkai.models.trained.state import Decision, DocState

#: The class that says that a pair is related, and the one that says that it is not.
YES: Final = "yes"
NO: Final = "no"
_HALF: Final = 0.5


def relate_all(
    read: Sequence[tuple[PassageReading, DocState]], spans: HashedLinear, wholes: HashedLinear
) -> None:
    """Add to the decisions of passages the spans that belong to each, and its whole.

    Parameters
    ----------
    read
        The passages with their spans and decisions; asked together, which is faster.
    spans, wholes
        The models of the two relations.
    """
    _relate_spans(read, spans)
    _relate_wholes(read, wholes)


def _relate_spans(read: Sequence[tuple[PassageReading, DocState]], model: HashedLinear) -> None:
    pairs: list[tuple[Decision, int]] = []
    features: list[list[str]] = []
    for reading, state in read:
        near = SpanPairs(reading, state.spans)
        for number, decision in enumerate(state.decisions):
            if decision.answers[Question.METRICS] != NONE:
                places = span_candidates(reading.anchors[number], state.spans)
                pairs += [(decision, place) for place in places]
                features += [near.features(number, place) for place in places]
    if not pairs or YES not in model.classes:  # no pair that it learned from was related
        return
    chances = model.probabilities(features)[:, model.classes.index(YES)]
    for (decision, place), chance in zip(pairs, chances.tolist(), strict=True):
        if chance >= _HALF:
            decision.spans[place] = chance


def _relate_wholes(read: Sequence[tuple[PassageReading, DocState]], model: HashedLinear) -> None:
    candidates: list[list[tuple[int, int]]] = []
    features: list[list[str]] = []
    for reading, state in read:
        answers = [each.answers[Question.METRICS] for each in state.decisions]
        pairs = [
            (number, other)
            for number, answer in enumerate(answers)
            if answer != NONE
            for other in whole_candidates(reading, number, answers)
        ]
        candidates.append(pairs)
        features += [whole_features(reading, *pair, answers) for pair in pairs]
    if not features:
        return
    chances = model.probabilities(features)
    row = 0
    for (_, state), pairs in zip(read, candidates, strict=True):
        _choose_wholes(state.decisions, pairs, chances[row : row + len(pairs)], model.classes)
        row += len(pairs)


def _choose_wholes(
    decisions: Sequence[Decision],
    pairs: Sequence[tuple[int, int]],
    chances: Floats,
    classes: Sequence[str],
) -> None:
    """Give each part the whole that is least probably none of it, if any probably is."""
    kinds = [place for place, name in enumerate(classes) if name != NO]
    if not kinds or not pairs:
        return
    against = chances[:, classes.index(NO)].tolist() if NO in classes else [0.0] * len(pairs)
    of_kinds = chances[:, kinds]
    best = of_kinds.argmax(axis=1).tolist()
    sure = of_kinds.max(axis=1).tolist()
    wholes: list[int | None] = [None] * len(decisions)
    least = [_HALF] * len(decisions)
    for row, (number, other) in enumerate(pairs):
        if against[row] < least[number]:
            least[number] = against[row]
            wholes[number] = other
            decisions[number].part_kind = PartKind.of(classes[kinds[best[row]]])
            decisions[number].part_chance = sure[row]
    for number, whole in enumerate(anchored_parts(len(decisions), wholes)):
        decisions[number].whole = whole
        if whole is None:
            decisions[number].part_kind = decisions[number].part_chance = None
