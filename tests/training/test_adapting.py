"""Linear models that go on from a base."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.trained.linear import HashedLinear
from gongkai.training.adapting import adapt_linear
from gongkai.training.linear import constant_linear, fit_linear
from tests.examples import examples

FEATURES = [["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"], ["c", "x"], ["c", "y"]] * 3
LABELS = ["one", "one", "two", "two", "three", "three"] * 3
NEW = [["a", "new"]] * 12
NEW_LABELS = ["two"] * 12
SAMPLES = st.lists(
    st.tuples(st.lists(st.sampled_from("abcxyz"), max_size=4), st.sampled_from(["one", "two"])),
    min_size=1,
    max_size=12,
)


def base() -> HashedLinear:
    return fit_linear(FEATURES, LABELS, C=10.0, bits=12)


def answer(model: HashedLinear, *features: str) -> str:
    return model.classes[int(model.scores([features])[0].argmax())]


def loss(model: HashedLinear, features: list[list[str]], labels: list[str]) -> float:
    chances = model.probabilities(features)
    columns = [model.classes.index(label) for label in labels]
    return float(-np.log(chances[np.arange(len(labels)), columns]).sum())


def test_without_samples_it_is_the_base() -> None:
    model = base()
    assert adapt_linear(model, [], []) is model


def test_samples_of_classes_that_the_base_does_not_have_are_left_out() -> None:
    model = base()
    assert adapt_linear(model, [["a"]], ["four"]) is model
    with_others = adapt_linear(model, [*NEW, ["b"]], [*NEW_LABELS, "four"])
    assert with_others.to_bytes() == adapt_linear(model, NEW, NEW_LABELS).to_bytes()


def test_a_base_with_one_class_has_nothing_to_learn() -> None:
    model = constant_linear(["one"], "one", bits=12)
    assert adapt_linear(model, NEW, ["one"] * 12) is model


def test_it_learns_what_the_samples_say() -> None:
    model = base()
    assert answer(model, "a", "new") == "one"
    adapted = adapt_linear(model, NEW, NEW_LABELS, C=1.0)
    assert answer(adapted, "a", "new") == "two"
    assert answer(adapted, "c", "y") == "three"


def test_it_stays_at_the_base_where_the_samples_count_for_little() -> None:
    model = base()
    adapted = adapt_linear(model, NEW, NEW_LABELS, C=1e-6)
    assert np.allclose(adapted.scores(FEATURES), model.scores(FEATURES), atol=1e-3)


def test_features_of_few_groups_are_left_out_unless_the_base_knows_them() -> None:
    model = base()
    of_one_text = adapt_linear(model, NEW, NEW_LABELS, ["text"] * 12)
    assert np.array_equal(of_one_text.sums([["new"]]), np.zeros((1, 3), np.float32))
    assert not np.array_equal(of_one_text.sums([["a"]]), model.sums([["a"]]))


def test_the_same_samples_give_the_same_bytes() -> None:
    first, second = (adapt_linear(base(), NEW, NEW_LABELS).to_bytes() for _ in range(2))
    assert first == second


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="equally long"):
        adapt_linear(base(), NEW, NEW_LABELS[:3])


@given(SAMPLES)
@examples(30)
def test_the_samples_are_never_less_likely_than_by_the_base(
    samples: list[tuple[list[str], str]],
) -> None:
    model = base()
    features, labels = [found for found, _ in samples], [label for _, label in samples]
    adapted = adapt_linear(model, features, labels)
    assert adapted.classes == model.classes
    assert loss(adapted, features, labels) <= loss(model, features, labels) + 0.05 * len(labels)
