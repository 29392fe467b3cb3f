"""Fitting of hashed linear models."""

from __future__ import annotations

import pytest

from gongkai.training.linear import fit_linear

FEATURES = [["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"], ["c", "x"], ["c", "y"]]
LABELS = ["one", "one", "two", "two", "three", "three"]


def best(features: list[list[str]], labels: list[str], asked: str) -> str:
    model = fit_linear(features, labels, C=10.0)
    return model.classes[int(model.scores([[asked]]).argmax())]


def test_what_tells_classes_apart_is_learned() -> None:
    assert [best(FEATURES, LABELS, asked) for asked in "abc"] == ["one", "two", "three"]


def test_two_classes_have_a_score_each() -> None:
    model = fit_linear(FEATURES[:4], LABELS[:4], C=10.0)
    scores = model.scores([["a"], ["b"]])
    assert scores.shape == (2, 2)
    assert scores[0].argmax() != scores[1].argmax()


def test_rare_features_are_left_out() -> None:
    model = fit_linear([["a", "rare"], ["a"], ["b"], ["b"]], ["one", "one", "two", "two"])
    assert (model.sums([["rare"]]) == 0).all()
    assert (model.sums([["a"]]) != 0).any()


def test_what_one_text_repeats_is_rare() -> None:
    groups = ["first", "first", "second", "third"]
    model = fit_linear([["a"], ["a"], ["b"], ["b"]], ["one", "one", "two", "two"], groups)
    assert (model.sums([["a"]]) == 0).all()
    assert (model.sums([["b"]]) != 0).any()


def test_heavy_samples_count_more() -> None:
    features, labels = [["a"]] * 4, ["one", "one", "one", "two"]
    light, heavy = (
        fit_linear(features, labels, weights=[1, 1, 1, weight]).probabilities([["a"]])[0, 1]
        for weight in (1.0, 9.0)
    )
    assert light < 0.5 < heavy


def test_the_same_samples_give_the_same_bytes() -> None:
    assert fit_linear(FEATURES, LABELS).to_bytes() == fit_linear(FEATURES, LABELS).to_bytes()


def test_samples_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="equally long"):
        fit_linear(FEATURES, LABELS[:2])
    with pytest.raises(ValueError, match="two classes"):
        fit_linear(FEATURES[:2], LABELS[:2])
