"""Fitting of the linear models of claims."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gongkai.models.trained.features import anchor_features
from gongkai.models.trained.questions import NONE, Answers, Question
from gongkai.training.claims import fit_claim_models, unknown_answers
from gongkai.training.examples import answers_in
from gongkai.training.layers import Layer
from tests.training.small_corpora import examples


def test_each_model_has_the_answers_as_its_classes() -> None:
    found = examples()
    answers = answers_in(found)
    models = fit_claim_models(found, answers)
    assert {name: model.classes for name, model in models.items()} == dict(answers.by_question)


def test_they_are_right_about_what_they_learned() -> None:
    found = examples()
    model = fit_claim_models(found, answers_in(found))[Question.METRICS]
    for example in found:
        columns = model.scores(anchor_features(example.reading)).argmax(axis=1)
        said = [model.classes[column] for column in columns.tolist()]
        assert said == [gold.answer(Question.METRICS) for gold in example.gold]


def test_a_question_with_one_answer_always_gets_it() -> None:
    found = [replace(each, missing=frozenset({Layer.CHANNELS})) for each in examples()]
    model = fit_claim_models(found, answers_in(found))[Question.CHANNEL]
    assert model.classes == (NONE,)
    assert np.allclose(model.probabilities([["anything"]]), 1.0)


def test_a_base_is_adapted_and_keeps_its_answers() -> None:
    found = examples()
    base = fit_claim_models(found, answers_in(found))
    answers = Answers({question: model.classes for question, model in base.items()})
    adapted = fit_claim_models(found[:4], answers, base)
    assert {name: model.classes for name, model in adapted.items()} == dict(answers.by_question)
    assert adapted[Question.METRICS].to_bytes() != base[Question.METRICS].to_bytes()


def test_what_nobody_annotated_leaves_the_base_as_it_is() -> None:
    found = examples()
    answers = answers_in(found)
    base = fit_claim_models(found, answers)
    silent = [replace(each, missing=frozenset({Layer.CHANNELS})) for each in found]
    adapted = fit_claim_models(silent, answers, base)
    assert adapted[Question.CHANNEL] is base[Question.CHANNEL]


def test_answers_that_are_not_known_are_counted() -> None:
    found = examples()
    known = dict(answers_in(found).by_question)
    without = tuple(each for each in known[Question.METRICS] if each != "training_sessions")
    counts = unknown_answers(found, Answers({**known, Question.METRICS: without}))
    assert counts == {"metrics: training_sessions": 6}
    assert unknown_answers(found, Answers(known)) == {}
