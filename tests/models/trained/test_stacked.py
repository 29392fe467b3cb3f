"""Linear models asked together, and the table that they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.trained.integer_table import IntegerTable, behind_blank, bucket_of
from gongkai.models.trained.linear import HashedLinear, WeightsError
from gongkai.models.trained.stacked import StackedLinear

WORDS = [f"w{number}" for number in range(40)]


def linear(classes: int, words: list[str], bits: int, seed: int) -> HashedLinear:
    generator = np.random.default_rng(seed)
    buckets = np.unique(np.array([bucket_of(word, bits) for word in words], np.uint32))
    return HashedLinear.quantised(
        [f"c{number}" for number in range(classes)],
        buckets,
        generator.normal(size=(len(buckets), classes)),
        generator.normal(size=classes),
        bits,
    )


MODELS = {
    "a": linear(3, WORDS[:20], 12, 0),
    "b": linear(5, WORDS[10:], 12, 1),
    "c": linear(2, WORDS, 10, 2),
    "d": linear(1, [], 12, 3),
}
STACKED = StackedLinear(MODELS)


@given(st.lists(st.lists(st.sampled_from([*WORDS, "unknown"]), max_size=9), max_size=5))
def test_together_they_say_what_each_says_alone(samples: list[list[str]]) -> None:
    together = STACKED.probabilities(samples)
    assert list(together) == list(MODELS)
    for name, model in MODELS.items():
        assert np.array_equal(together[name], model.probabilities(samples))


def test_no_models_say_nothing() -> None:
    nothing: dict[str, HashedLinear] = {}
    assert StackedLinear(nothing).probabilities([["w1"]]) == {}


def test_many_buckets_beside_many_classes_are_refused_before_they_take_memory() -> None:
    """Each is small, and together they are a table of a row for each bucket and class."""
    count, classes = 1 << 18, 300
    long = HashedLinear(
        ["none"],
        np.arange(count, dtype=np.uint32),
        np.ones((count, 1), np.int8),
        np.ones(1, np.float32),
        intercept=np.zeros(1, np.float32),
        bits=18,
    )
    with pytest.raises(WeightsError, match="262144 rows of 301 weights"):
        StackedLinear({"long": long, "wide": linear(classes, [], 18, 0)})


def test_sums_are_exact_and_do_not_depend_on_the_order() -> None:
    buckets = np.unique(np.array([bucket_of(word, 12) for word in WORDS], np.uint32))
    rows = np.random.default_rng(0).integers(-127, 128, (len(buckets), 4)).astype(np.int8)
    table = IntegerTable(buckets, behind_blank(rows), 12)
    many = WORDS * 500
    by_hand = sum(rows[np.searchsorted(buckets, bucket_of(word, 12))].astype(int) for word in many)
    assert table.sums([many, many[::-1], []]).tolist() == [
        list(by_hand), list(by_hand), [0, 0, 0, 0],
    ]  # fmt: skip


def test_a_word_of_another_bucket_counts_nothing() -> None:
    table = IntegerTable(np.array([7], np.uint32), np.array([[0], [5]], np.int8), 12)
    (word,) = [word for word in ("x1", "x2") if bucket_of(word, 12) != 7][:1]
    assert table.sums([[word]]) == pytest.approx(np.zeros((1, 1)))
