"""Comparing two systems on the same texts."""

from __future__ import annotations

import random

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.evaluate.comparison import ComparisonError, adjust, compare
from gongkai.evaluate.counts import Counts, Interval
from gongkai.evaluate.measures import Measure, measure_of


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - nothing is secret


def accuracies(outcomes: list[bool]) -> Measure:
    return measure_of(
        "accuracy",
        {f"{place:05}": Counts(int(right), 1, 1) for place, right in enumerate(outcomes)},
    )


def outcomes_of(generator: random.Random, size: int, share: float) -> list[bool]:
    return [generator.random() < share for _ in range(size)]


def test_systems_that_say_the_same_are_no_different() -> None:
    measure = accuracies([True, False, True])
    found = compare(measure, measure)
    assert found is not None
    assert (found.difference, found.interval, found.p_value) == (0, Interval(0, 0), 1)


def test_a_clear_difference_is_found() -> None:
    generator = seeded(1)
    found = compare(
        accuracies(outcomes_of(generator, 200, 0.9)), accuracies(outcomes_of(generator, 200, 0.6))
    )
    assert found is not None
    assert found.p_value == 1 / (1 + found.rounds)
    assert found.interval is not None
    assert 0.1 < found.interval.low < found.difference < found.interval.high < 0.5


def test_exchanging_the_systems_turns_the_difference_around() -> None:
    generator = seeded(2)
    one, other = (accuracies(outcomes_of(generator, 60, share)) for share in (0.8, 0.7))
    forth, back = compare(one, other), compare(other, one)
    assert forth is not None
    assert back is not None
    assert forth.difference == -back.difference
    assert forth.p_value == pytest.approx(back.p_value, abs=0.02)
    assert compare(one, other) == forth


def test_the_order_of_the_texts_changes_nothing() -> None:
    generator = seeded(3)
    one, other = (accuracies(outcomes_of(generator, 40, share)) for share in (0.8, 0.7))
    turned = Measure(other.name, dict(reversed(list(other.by_text.items()))))
    assert compare(one, turned) == compare(one, other)


def test_the_p_value_of_few_texts_is_that_of_all_exchanges() -> None:
    # The first is right in all of five texts, the second in none: of the 32 ways to exchange
    # them, two make the difference as large.
    found = compare(accuracies([True] * 5), accuracies([False] * 5))
    assert found is not None
    assert found.p_value == pytest.approx(2 / 32, abs=0.008)


def test_the_p_value_is_that_of_a_permutation_test_by_scipy() -> None:
    from scipy.stats import permutation_test  # noqa: PLC0415 - slow to load

    generator = seeded(4)
    one, other = outcomes_of(generator, 150, 0.85), outcomes_of(generator, 150, 0.83)
    theirs = permutation_test(
        (numpy.array(one, dtype=float), numpy.array(other, dtype=float)),
        lambda first, second, axis: first.mean(axis=axis) - second.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=9999,
        rng=numpy.random.default_rng(0),
    )
    ours = compare(accuracies(one), accuracies(other))
    assert ours is not None
    assert ours.difference == pytest.approx(float(theirs.statistic))
    assert 0.05 < ours.p_value < 0.95
    assert ours.p_value == pytest.approx(float(theirs.pvalue), abs=0.02)


def test_means_over_groups_can_be_compared() -> None:
    texts = [f"{place}.txt" for place in range(40)]
    good = {text: {"posts": Counts(9, 10, 10), "calls": Counts(1, 1, 1)} for text in texts}
    poor = {text: {"posts": Counts(9, 10, 10), "calls": Counts(0, 1, 1)} for text in texts}
    found = compare(Measure("macro", good), Measure("macro", poor))
    assert found is not None
    assert found.difference == pytest.approx(0.5)
    assert found.p_value < 0.001


def test_a_text_of_one_system_only_is_named() -> None:
    one, other = accuracies([True, False]), accuracies([True])
    with pytest.raises(ComparisonError, match="00001 were judged for one of the two systems only"):
        compare(one, other)


def test_a_system_without_a_figure_cannot_be_compared() -> None:
    nothing = Measure("accuracy", {"00000": {}})
    assert compare(nothing, accuracies([True])) is None
    assert compare(Measure("accuracy", {}), Measure("accuracy", {})) is None


def test_a_single_text_gives_no_interval_and_no_significance() -> None:
    found = compare(accuracies([True]), accuracies([False]))
    assert found is not None
    assert found.interval is None
    assert found.p_value == 1


def test_holm_multiplies_by_how_many_are_left() -> None:
    assert adjust([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert adjust([0.9, 0.5]) == [1.0, 1.0]
    assert adjust([]) == []


@given(st.lists(st.floats(0, 1), max_size=12))
def test_corrected_values_are_not_below_the_plain_ones_and_in_the_same_order(
    p_values: list[float],
) -> None:
    adjusted = adjust(p_values)
    assert all(plain <= corrected <= 1 for plain, corrected in zip(p_values, adjusted, strict=True))
    ranked = sorted(range(len(p_values)), key=p_values.__getitem__)
    in_order = [adjusted[place] for place in ranked]
    assert in_order == sorted(in_order)


@pytest.mark.slow
def test_p_values_of_systems_that_are_no_different_are_about_uniform() -> None:
    from scipy.stats import kstest  # noqa: PLC0415 - slow to load

    generator = seeded(6)
    p_values = []
    for _ in range(400):
        by_text = []
        for _ in range(2):
            counts = {}
            for text in range(80):
                size = 1 + text % 7
                right = sum(generator.random() < 0.8 for _ in range(size))
                # Spurious predictions, so that the same figures seldom come about.
                counts[f"{text}"] = Counts(right, size, size + generator.randrange(4))
            by_text.append(counts)
        found = compare(*(measure_of("f1", counts) for counts in by_text), rounds=999)
        assert found is not None
        p_values.append(found.p_value)
    assert kstest(p_values, "uniform").pvalue > 0.01
    assert 0.02 < sum(p_value <= 0.05 for p_value in p_values) / len(p_values) < 0.09
