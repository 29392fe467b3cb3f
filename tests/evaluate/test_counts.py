"""Counts, figures and intervals."""

from __future__ import annotations

import pytest

from gongkai.evaluate.counts import Counts, Interval, Proportion, f1_interval, mean


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


def test_an_interval_holds_the_figure_and_narrows_with_more_reports() -> None:
    few = [Counts(8, 10, 10), Counts(5, 10, 10), Counts(9, 10, 10), Counts(10, 10, 10)]
    one, many = f1_interval(few), f1_interval(few * 25)
    assert one is not None
    assert many is not None
    assert one.low < 0.8 < one.high
    assert many.low < 0.8 < many.high
    assert many.high - many.low < (one.high - one.low) / 2


def test_an_interval_does_not_depend_on_the_order_of_the_reports() -> None:
    reports = [Counts(right, 10, 10) for right in range(10)]
    assert f1_interval(reports) == f1_interval(reports[::-1])
    assert f1_interval(reports) == f1_interval(reports)


def test_no_interval_is_given_where_there_is_nothing_to_learn_from() -> None:
    assert f1_interval([]) is None
    assert f1_interval([Counts(1, 1, 1)]) is None
    assert f1_interval([Counts(), Counts()]) is None
    assert f1_interval([Counts(1, 1, 1), Counts(2, 2, 2)]) == Interval(1.0, 1.0)
