"""Fitting of the linear models that say what anchors count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.models.trained.features import anchor_features
from gongkai.models.trained.linear import HashedLinear
from gongkai.models.trained.questions import Answers, Question
from gongkai.training.examples import Example
from gongkai.training.linear import fit_linear

#: The inverse strength of regularisation, by cross-validation on the training texts.
_STRENGTH: Final = 0.3
_BITS: Final = 18


def fit_claim_models(examples: Sequence[Example], answers: Answers) -> dict[Question, HashedLinear]:
    """Fit a linear model for each question.

    Parameters
    ----------
    examples
        What to learn from.
    answers
        The answers to give; anchors with others are left out.
    """
    features = [anchor_features(example.reading) for example in examples]
    models: dict[Question, HashedLinear] = {}
    for question, known in answers.by_question.items():
        rows: list[list[str]] = []
        labels: list[str] = []
        groups: list[str] = []
        for example, found in zip(examples, features, strict=True):
            for number, gold in enumerate(example.gold):
                label = gold.answer(question)
                if example.asks(number, question) and label in known:
                    rows.append(found[number])
                    labels.append(label)
                    groups.append(example.text)
        models[question] = fit_linear(rows, labels, groups, C=_STRENGTH, bits=_BITS)
    return models
