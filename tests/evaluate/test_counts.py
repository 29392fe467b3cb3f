"""Counts, figures and intervals."""

from __future__ import annotations

import pytest

from gongkai.evaluate.counts import Counts, Proportion, mean, wilson_interval
from gongkai.evaluate.measures import measure_of


def test_figures_follow_from_counts() -> None:
    counts = Counts(right=3, gold=4, predicted=6)
    assert (counts.precision, counts.recall) == (0.5, 0.75)
    assert counts.f1 == pytest.approx(2 * 0.5 * 0.75 / (0.5 + 0.75))


@pytest.mark.parametrize(
    ("counts", "figures"),
    [
        (Counts(0, 0, 0), (None, None, None)),
        (Counts(0, 2, 0), (None, 0.0, 0.0)),
        (Counts(0, 0, 2), (0.0, None, 0.0)),
    ],
)
def test_figures_of_nothing_are_none(
    counts: Counts, figures: tuple[float | None, float | None, float | None]
) -> None:
    assert (counts.precision, counts.recall, counts.f1) == figures


def test_a_proportion_of_nothing_is_none() -> None:
    assert Proportion(0, 0).share is None
    assert Proportion(1, 4).share == 0.25


def test_the_mean_leaves_out_figures_that_are_not_defined() -> None:
    assert mean([1.0, None, 0.0]) == 0.5
    assert mean([None]) is None


def test_the_interval_by_wilson_is_the_one_in_textbooks() -> None:
    bounds = wilson_interval(0, 10)
    assert bounds.low == pytest.approx(0, abs=1e-9)
    assert bounds.high == pytest.approx(0.2775, abs=1e-4)
    assert wilson_interval(1, 14).low == pytest.approx(0.7847, abs=1e-4)


def test_a_measure_on_some_texts_has_these_alone() -> None:
    measure = measure_of("a", {"1": Counts(1, 1, 1), "2": Counts(0, 1, 1), "3": Counts(0, 1, 1)})
    assert measure.on({"1", "2", "9"}) == measure_of(
        "a", {"1": Counts(1, 1, 1), "2": Counts(0, 1, 1)}
    )
    assert measure.on(()).value is None
