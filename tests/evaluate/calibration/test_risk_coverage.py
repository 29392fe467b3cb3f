"""The risk–coverage curve and the area under it."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.evaluate.calibration import ranking
from gongkai.evaluate.calibration.judged_sample import sample_of
from gongkai.evaluate.calibration.risk_coverage import risk_coverage
from gongkai.evaluate.judgements import Judgement
from tests.evaluate.calibration.builders import JUDGEMENTS, sampled, simulated


def area_of(right: tuple[int, ...]) -> float:
    """Return the mean risk of an order, as it is defined."""
    risks = [1 - sum(right[:kept]) / kept for kept in range(1, len(right) + 1)]
    return sum(risks) / len(right)


def test_the_area_is_the_mean_risk_of_what_could_be_kept() -> None:
    found = risk_coverage(sampled([(0.9, 1), (0.8, 0), (0.7, 1), (0.6, 0)]))
    assert found.area.value == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4)
    assert found.excess.value == pytest.approx(found.area.value - area_of((1, 1, 0, 0)))
    assert [point.coverage for point in found.curve] == [0.25, 0.5, 0.75, 1]
    assert [point.risk for point in found.curve] == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert [point.confidence for point in found.curve] == [0.9, 0.8, 0.7, 0.6]


@given(st.lists(st.tuples(st.sampled_from([0.3, 0.6]), st.integers(0, 1)), min_size=1, max_size=6))
@settings(max_examples=40)
def test_equal_confidences_count_as_the_mean_over_their_orders(
    pairs: list[tuple[float, int]],
) -> None:
    upper = [right for confidence, right in pairs if confidence == 0.6]
    lower = [right for confidence, right in pairs if confidence == 0.3]
    areas = [
        area_of(first + second) for first in permutations(upper) for second in permutations(lower)
    ]
    assert risk_coverage(sampled(pairs)).area.value == pytest.approx(sum(areas) / len(areas))


def test_the_best_order_leaves_no_excess_and_the_worst_the_most() -> None:
    best = risk_coverage(sampled([(0.9, 1), (0.8, 1), (0.7, 0), (0.6, 0)]))
    worst = risk_coverage(sampled([(0.9, 0), (0.8, 0), (0.7, 1), (0.6, 1)]))
    assert best.excess.value == pytest.approx(0)
    assert worst.excess.value == pytest.approx(area_of((0, 0, 1, 1)) - area_of((1, 1, 0, 0)))


@given(JUDGEMENTS)
@settings(max_examples=30)
def test_the_excess_is_never_negative_and_never_more_than_the_area(
    judgements: list[Judgement],
) -> None:
    found = risk_coverage(sample_of(judgements))
    assert -1e-9 <= found.excess.value <= found.area.value + 1e-9
    assert found.area.value <= 1 + 1e-9
    assert found.curve[-1].coverage == 1
    wrong = sum(not each.right for each in judgements)
    assert found.curve[-1].risk == pytest.approx(wrong / len(judgements))


@pytest.mark.parametrize(("right", "area"), [(1, 0.0), (0, 1.0)])
def test_where_all_are_right_or_all_are_wrong_no_order_is_better(right: int, area: float) -> None:
    found = risk_coverage(sampled((place / 10, right) for place in range(10)))
    assert found.area.value == pytest.approx(area)
    assert found.excess.value == pytest.approx(0)


def test_a_long_curve_is_thinned_with_both_ends() -> None:
    judgements = [
        Judgement(f"{place % 10}.txt", place / 5000, place % 7 > 0) for place in range(5000)
    ]
    curve = risk_coverage(sample_of(judgements)).curve
    assert 190 <= len(curve) <= 200
    assert curve[0].coverage == 1 / 5000
    assert curve[0].confidence == 4999 / 5000
    assert (curve[-1].coverage, curve[-1].confidence) == (1, 0)
    steps = [after.coverage - before.coverage for before, after in pairwise(curve)]
    assert max(steps) < 0.01


def test_counts_are_the_same_by_tables_and_by_single_judgements(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample = sample_of(simulated(3, 300, lambda confidence: confidence, texts=7))
    weights = numpy.random.default_rng(0).integers(0, 4, size=(5, 7)).astype(float)
    found = []
    for cells in (0, 1000):
        monkeypatch.setattr(ranking, "_CELLS_PER_JUDGEMENT", cells)
        found.append(ranking.Ranking(sample).counts(weights))
    for one, other in zip(*found, strict=True):
        assert numpy.array_equal(one, other)
    assert numpy.array_equal(found[0][0][:, -1], (weights @ sample.sums(numpy.ones(300)))[:, 0])


def test_the_interval_narrows_with_more_judgements() -> None:
    few = risk_coverage(sample_of(simulated(1, 200, lambda confidence: confidence))).area.interval
    many = risk_coverage(sample_of(simulated(1, 3200, lambda confidence: confidence))).area.interval
    assert few is not None
    assert many is not None
    assert many.high - many.low < (few.high - few.low) / 2
