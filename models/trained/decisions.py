"""From the scores of all models to one decision for each anchor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from gongkai.models.trained.linear import softmax
from gongkai.models.trained.operations import Floats, Integers
from gongkai.models.trained.questions import Answers, Question
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.state import Decision

#: What no model takes for impossible.
_LEAST = 1e-6


def decide(
    reading: PassageReading,
    linear: Mapping[Question, Floats],
    scores: Sequence[Floats],
    answers: Answers,
    linear_weight: float,
) -> list[Decision]:
    """Answer every question of every anchor of a passage, as ``decide_all`` does."""
    return decide_all(len(reading.anchors), linear, scores, answers, linear_weight)


def decide_all(
    count: int,
    linear: Mapping[Question, Floats],
    scores: Sequence[Floats],
    answers: Answers,
    linear_weight: float,
) -> list[Decision]:
    """Answer every question of every anchor.

    The models' probabilities are joined as a weighted geometric mean.

    Parameters
    ----------
    count
        How many anchors there are.
    linear
        The linear model's probabilities (anchors, answers) for each question.
    scores
        The scores (anchors, all answers) of each network; there may be none.
    answers
        The answers, the same for all models.
    linear_weight
        The linear model's share.

    Returns
    -------
    list of Decision
        One for each anchor.
    """
    share = (1 - linear_weight) / len(scores) if scores else 0.0
    decisions = [Decision({}, {}, (), 0.0) for _ in range(count)]
    for question, columns in answers.columns():
        models = [linear[question], *(softmax(each[:, columns]) for each in scores)]
        weights = [linear_weight if scores else 1.0, *([share] * len(scores))]
        joint = softmax(
            sum(
                weight * np.log(model + _LEAST)
                for weight, model in zip(weights, models, strict=True)
            )
        )
        best = joint.argmax(axis=1)
        names = answers.by_question[question]
        chances = joint.max(axis=1).tolist()
        for decision, chosen, chance in zip(decisions, best.tolist(), chances, strict=True):
            decision.answers[question] = names[chosen]
            decision.chances[question] = chance
        if question is Question.METRICS:
            _tell_apart(decisions, joint, best, models)
    return decisions


def _tell_apart(
    decisions: Sequence[Decision], joint: Floats, best: Integers, models: Sequence[Floats]
) -> None:
    """Say how probable the metrics answered are by each model, and the second answer by all."""
    everyone = np.arange(len(decisions))
    by_model = np.stack([model[everyone, best] for model in models], axis=1)
    rest = joint.copy()
    rest[everyone, best] = 0
    for decision, own, second in zip(
        decisions, by_model.tolist(), rest.max(axis=1).tolist(), strict=True
    ):
        decision.by_model = tuple(own)
        decision.runner_up = second
