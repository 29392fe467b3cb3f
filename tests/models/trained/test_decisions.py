"""One decision from the scores of all models."""

from __future__ import annotations

import numpy as np
import pytest

from gongkai.models.trained.decisions import decide, decide_all
from gongkai.models.trained.operations import Floats
from gongkai.models.trained.questions import Answers, Question, check_answers
from tests.models.trained.passages import read

ANSWERS = Answers(
    {
        Question.METRICS: ("info_published", "none", "training_sessions"),
        Question.ASPECTS: ("none",),
        Question.CHANNEL: ("none", "website"),
        Question.SCOPE: ("other", "own"),
    }
)
LINEAR: dict[Question, Floats] = {
    Question.METRICS: np.array([[0.5, 0.3, 0.2]], np.float32),
    Question.ASPECTS: np.array([[1.0]], np.float32),
    Question.CHANNEL: np.array([[0.4, 0.6]], np.float32),
    Question.SCOPE: np.array([[0.1, 0.9]], np.float32),
}
#: A network that is sure of training sessions, no channel and another body.
NETWORK = np.array([[0, 0, 6, 0, 6, 0, 6, 0]], np.float32)


def test_without_networks_the_linear_model_decides() -> None:
    (decision,) = decide(read("发布信息3条。"), LINEAR, [], ANSWERS, 0.4)
    assert decision.answers == {
        Question.METRICS: "info_published",
        Question.ASPECTS: "none",
        Question.CHANNEL: "website",
        Question.SCOPE: "own",
    }
    assert decision.chances[Question.METRICS] == pytest.approx(0.5, abs=1e-4)
    assert decision.runner_up == pytest.approx(0.3, abs=1e-4)
    assert decision.by_model == pytest.approx((0.5,))


@pytest.mark.parametrize(
    ("weight", "answer"), [(0.0, "training_sessions"), (1.0, "info_published")]
)
def test_the_weight_says_who_is_believed(weight: float, answer: str) -> None:
    (decision,) = decide_all(1, LINEAR, [NETWORK, NETWORK], ANSWERS, weight)
    assert decision.answers[Question.METRICS] == answer
    assert len(decision.by_model) == 3


def test_models_are_joined_as_a_geometric_mean() -> None:
    (decision,) = decide_all(1, LINEAR, [NETWORK], ANSWERS, 0.25)
    by_network = np.exp(NETWORK[0, :3]) / np.exp(NETWORK[0, :3]).sum()
    joint = LINEAR[Question.METRICS][0] ** 0.25 * by_network**0.75
    assert decision.chances[Question.METRICS] == pytest.approx((joint / joint.sum())[2], rel=1e-3)
    assert decision.runner_up == pytest.approx(sorted(joint / joint.sum())[1], rel=1e-3)


def test_chances_of_all_answers_sum_to_one() -> None:
    generator = np.random.default_rng(0)
    two = {Question.METRICS: np.array([[0.35, 0.65]], np.float32)}
    answers = Answers({Question.METRICS: ("info_published", "none")})
    scores = [generator.normal(size=(1, 2)).astype(np.float32) for _ in range(3)]
    (decision,) = decide_all(1, two, scores, answers, 0.4)
    assert decision.chances[Question.METRICS] + decision.runner_up == pytest.approx(1)


def test_of_no_anchors_nothing_is_decided() -> None:
    none = {question: each[:0] for question, each in LINEAR.items()}
    assert decide_all(0, none, [NETWORK[:0]], ANSWERS, 0.4) == []


def test_only_answers_of_the_scheme_can_be_given() -> None:
    check_answers(ANSWERS)
    for names in ((), ("none", "none"), ("gongkai",), ("none+info_published",)):
        with pytest.raises(ValueError, match="answer"):
            check_answers(Answers({Question.METRICS: names}))
