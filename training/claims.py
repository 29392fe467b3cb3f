"""Fitting of the linear models that say what anchors count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from gongkai.models.trained.features import anchor_features
from gongkai.models.trained.linear import HashedLinear
from gongkai.models.trained.questions import Answers, Question
from gongkai.training.adapting import adapt_linear
from gongkai.training.examples import Example
from gongkai.training.linear import constant_linear, fit_linear

#: The inverse strength of regularisation, by cross-validation on the training texts.
STRENGTH: Final = 0.3
#: How many bits of the hash of a feature are kept.
BITS: Final = 18


def fit_claim_models(
    examples: Sequence[Example],
    answers: Answers,
    base: Mapping[Question, HashedLinear] | None = None,
) -> dict[Question, HashedLinear]:
    """Fit a linear model for each question.

    Parameters
    ----------
    examples
        What to learn from.
    answers
        The answers to give, one to each question at the least; anchors with others are left out.
    base
        Models of these answers to go on from.
    """
    features = [anchor_features(example.reading) for example in examples]
    models: dict[Question, HashedLinear] = {}
    for question, known in answers.by_question.items():
        rows: list[list[str]] = []
        labels: list[str] = []
        groups: list[str] = []
        for place, number, label in _asked(examples, question):
            if label in known:
                rows.append(features[place][number])
                labels.append(label)
                groups.append(examples[place].text)
        if base is not None:
            models[question] = adapt_linear(base[question], rows, labels, groups, C=STRENGTH)
        elif len(known) == 1:
            models[question] = constant_linear(known, known[0], BITS)
        else:
            models[question] = fit_linear(rows, labels, groups, C=STRENGTH, bits=BITS)
    return models


def unknown_answers(examples: Sequence[Example], answers: Answers) -> dict[str, int]:
    """Count the anchors whose right answer to a question is not among some answers.

    Parameters
    ----------
    examples
        The examples.
    answers
        The answers.

    Returns
    -------
    dict
        By question and answer, as ``metrics: hotline_cases``, in alphabetical order.
    """
    counts: dict[str, int] = {}
    for question, known in answers.by_question.items():
        for _, _, label in _asked(examples, question):
            if label not in known:
                name = f"{question.value}: {label}"
                counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))


def _asked(examples: Sequence[Example], question: Question) -> Iterator[tuple[int, int, str]]:
    for place, example in enumerate(examples):
        for number, gold in enumerate(example.gold):
            if example.asks(number, question):
                yield place, number, gold.answer(question)
