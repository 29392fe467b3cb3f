"""From the scores of all models to one decision for each anchor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from gongkai.models.trained.linear import softmax
from gongkai.models.trained.operations import Floats
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
    """Answer every question of every anchor.

    The models' probabilities are joined as a weighted geometric mean.

    Parameters
    ----------
    reading
        The passage.
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
    count = len(reading.anchors)
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
        for number, decision in enumerate(decisions):
            chosen = int(best[number])
            decision.answers[question] = names[chosen]
            decision.chances[question] = float(joint[number, chosen])
            if question is Question.METRICS:
                decision.by_model = tuple(float(model[number, chosen]) for model in models)
                rest = np.delete(joint[number], chosen)
                decision.runner_up = float(rest.max()) if len(rest) else 0.0
    return decisions
