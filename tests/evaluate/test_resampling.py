"""Intervals by drawing texts again."""

from __future__ import annotations

import random

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gongkai.evaluate.counts import Counts, Interval
from gongkai.evaluate.measures import Measure, measure_of
from gongkai.evaluate.resampling import (
    interval,
    intervals,
    intervals_of,
    raised_intervals_of,
)

Floats = NDArray[numpy.float64]
GROUPS = ("a", "b", "c")


@st.composite
def some_counts(draw: st.DrawFn) -> Counts:
    gold, predicted = draw(st.integers(0, 5)), draw(st.integers(0, 5))
    return Counts(draw(st.integers(0, min(gold, predicted))), gold, predicted)


MEASURES = st.dictionaries(
    st.text("xyz", min_size=1, max_size=4),
    st.dictionaries(st.sampled_from(GROUPS), some_counts(), max_size=3),
    max_size=12,
).map(lambda by_text: Measure("some.measure", by_text))


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - nothing is secret


def simulated(generator: random.Random, texts: int, quality: float) -> Measure:
    """Return a measure of texts whose claims are right or wrong together."""
    by_text = {}
    for text in range(texts):
        share = generator.betavariate(5 * quality, 5 * (1 - quality))
        size = 1 + int(generator.expovariate(0.2))
        right = sum(generator.random() < share for _ in range(size))
        by_text[f"{text}.txt"] = Counts(right, size, size)
    return measure_of("simulated", by_text)


@given(MEASURES)
@settings(max_examples=40)
def test_an_interval_lies_within_0_and_1_and_holds_the_value(measure: Measure) -> None:
    bounds = interval(measure)
    if bounds is None:
        assert len(measure.by_text) < 2 or measure.value is None
    else:
        assert measure.value is not None
        assert -1e-9 <= bounds.low <= measure.value + 1e-9
        assert measure.value - 1e-9 <= bounds.high <= 1 + 1e-9


@given(MEASURES)
@settings(max_examples=25)
def test_an_interval_does_not_depend_on_the_order_of_texts_and_groups(measure: Measure) -> None:
    turned = {
        text: dict(reversed(list(groups.items())))
        for text, groups in reversed(list(measure.by_text.items()))
    }
    assert interval(measure) == interval(Measure(measure.name, turned))


def test_many_measures_get_the_intervals_that_each_gets_alone() -> None:
    generator = seeded(1)
    measures = [simulated(generator, texts, 0.9) for texts in (30, 50, 30, 1)]
    assert intervals(measures) == [interval(measure) for measure in measures]
    assert intervals(measures)[3] is None
    assert intervals([]) == []


def test_the_interval_of_a_mean_over_groups_is_that_of_the_mean() -> None:
    # One group is always right, the other never, so that no resample has another mean.
    texts = {f"{text}": {"right": Counts(1, 1, 1), "wrong": Counts(0, 1, 1)} for text in range(10)}
    assert interval(Measure("macro", texts)) == Interval(0.5, 0.5)


def test_a_group_counts_only_in_resamples_that_hold_it() -> None:
    texts = {f"{text}": {"common": Counts(1, 1, 1)} for text in range(9)}
    texts["rare"] = {"seldom": Counts(0, 1, 1)}
    bounds = interval(Measure("macro", texts))
    assert bounds is not None
    assert bounds.low == 0.5
    assert bounds.high == 1.0


def test_a_text_without_anything_to_judge_may_be_drawn_too() -> None:
    judged = {f"{text}": {"": Counts(text % 2, 1, 1)} for text in range(10)}
    alone = interval(Measure("m", judged))
    among_others = interval(Measure("m", judged | {f"empty {place}": {} for place in range(90)}))
    assert alone is not None
    assert among_others is not None
    assert among_others.high - among_others.low >= alone.high - alone.low


def test_the_interval_of_a_mean_is_about_that_of_the_normal_distribution() -> None:
    generator = seeded(5)
    texts = {f"{text}": Counts(int(generator.random() < 0.7), 1, 1) for text in range(2000)}
    measure = measure_of("accuracy", texts)
    assert measure.value is not None
    half = 1.96 * (measure.value * (1 - measure.value) / 2000) ** 0.5
    bounds = interval(measure)
    assert bounds is not None
    assert bounds.low == pytest.approx(measure.value - half, abs=0.003)
    assert bounds.high == pytest.approx(measure.value + half, abs=0.003)


def test_bounds_are_those_that_scipy_has_by_the_same_method() -> None:
    from scipy.stats import bootstrap  # noqa: PLC0415 - slow to load

    figures = numpy.random.default_rng(3).exponential(size=60)
    (ours,) = intervals_of([lambda weights: weights @ figures / weights.sum(axis=1)], 60)
    theirs = bootstrap(
        (figures,), numpy.mean, method="BCa", n_resamples=20_000, rng=numpy.random.default_rng(4)
    ).confidence_interval
    assert ours is not None
    assert ours.low == pytest.approx(theirs.low, abs=0.03)
    assert ours.high == pytest.approx(theirs.high, abs=0.03)


def test_the_interval_of_a_distance_lies_below_its_resamples() -> None:
    # The mean of every column is 0 in truth; the distances are made by chance alone.
    table = numpy.random.default_rng(0).normal(size=(200, 15))

    def distance(weights: Floats) -> Floats:
        distances: Floats = abs(weights @ table).sum(axis=1) / 200
        return distances

    value = float(distance(numpy.ones((1, 200)))[0])
    (bounds,) = raised_intervals_of([distance], 200)
    assert bounds is not None
    assert 0 <= bounds.low < 0.75 * value
    assert 0 <= bounds.high - value < value - bounds.low
    assert raised_intervals_of([distance], 1) == [None]


def test_there_is_no_interval_where_there_is_nothing_to_learn_from() -> None:
    assert interval(measure_of("m", {})) is None
    assert interval(measure_of("m", {"a": Counts(1, 1, 1)})) is None
    assert interval(measure_of("m", {"a": Counts(), "b": Counts()})) is None


def test_without_any_error_the_interval_says_of_how_many_texts() -> None:
    texts = {f"{text}": Counts(9, 9, 9) for text in range(14)}
    few = interval(measure_of("m", texts))
    assert few is not None
    assert few.low == pytest.approx(0.7847, abs=1e-4)
    assert few.high == 1.0
    # Texts without anything to judge say nothing.
    assert interval(measure_of("m", texts | {"empty": Counts()})) == few
    none_right = interval(measure_of("m", {name: Counts(0, 9, 9) for name in texts}))
    assert none_right is not None
    assert none_right.low == 0.0
    assert none_right.high == pytest.approx(1 - few.low)


def test_a_difference_that_all_resamples_share_is_a_point() -> None:
    (bounds,) = intervals_of([lambda weights: weights.sum(axis=1) * 0], 10)
    assert bounds == Interval(0.0, 0.0)


def test_a_distance_that_all_resamples_share_has_no_interval() -> None:
    assert raised_intervals_of([lambda weights: weights.sum(axis=1) / 10], 10) == [None]


@pytest.mark.slow
@pytest.mark.parametrize(("quality", "least"), [(0.6, 0.90), (0.9, 0.90), (0.97, 0.88)])
def test_intervals_hold_the_true_figure_about_as_often_as_they_say(
    quality: float, least: float
) -> None:
    generator = seeded(7)
    rounds, held = 300, 0
    for _ in range(rounds):
        bounds = interval(simulated(generator, 100, quality))
        assert bounds is not None
        held += bounds.low <= quality <= bounds.high
    assert least <= held / rounds <= 0.985
