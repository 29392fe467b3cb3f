"""Brier score and logarithmic loss."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss
from sklearn.metrics import log_loss as log_loss_of_scikit_learn

from gongkai.evaluate.calibration import Binning, BrierScore, calibration_of
from gongkai.evaluate.calibration.proper_scores import log_loss
from gongkai.evaluate.judgements import Judgement
from tests.evaluate.calibration.builders import JUDGEMENTS, calibrated, judged, sampled, simulated

TENTHS = st.lists(
    st.tuples(st.integers(0, 10).map(lambda tenth: tenth / 10), st.booleans()),
    min_size=1,
    max_size=60,
)


def parts(brier: BrierScore) -> float:
    return brier.reliability.value - brier.resolution.value + brier.uncertainty.value


def test_the_scores_are_those_of_scikit_learn() -> None:
    judgements = simulated(4, 500, lambda confidence: confidence)
    # Strictly between 0 and 1, where scikit-learn does not clip either.
    judgements = [each for each in judgements if 0.001 < each.confidence < 0.999]
    right = [each.right for each in judgements]
    confidences = [each.confidence for each in judgements]
    found = calibrated(judgements)
    assert found.brier.score.value == pytest.approx(brier_score_loss(right, confidences))
    assert found.log_loss.value == pytest.approx(log_loss_of_scikit_learn(right, confidences))


@given(TENTHS)
@settings(max_examples=40)
def test_of_grouped_confidences_the_parts_make_the_score(pairs: list[tuple[float, bool]]) -> None:
    found = calibration_of(judged(pairs), binning=Binning.EQUAL_WIDTH, bins=11)
    assert found is not None
    assert parts(found.brier) == pytest.approx(found.brier.score.value, abs=1e-9)
    assert found.brier.within_bins == pytest.approx(0, abs=1e-9)


@given(JUDGEMENTS)
@settings(max_examples=30)
def test_the_parts_make_the_score_but_for_what_differs_within_bins(
    judgements: list[Judgement],
) -> None:
    found = calibrated(judgements)
    widest = max(each.highest - each.lowest for each in found.bins)
    # Within a bin, a confidence is off its mean by no more than the width.
    assert abs(found.brier.within_bins) <= 2 * widest + 1e-9


def test_the_parts_of_a_small_case_are_those_by_hand() -> None:
    # At 0.8, one of two right; at 0.2, none of two: overall a quarter.
    brier = calibrated(judged([(0.8, 1), (0.8, 0), (0.2, 0), (0.2, 0)])).brier
    assert brier.score.value == pytest.approx((0.04 + 0.64 + 0.04 + 0.04) / 4)
    assert brier.reliability.value == pytest.approx((0.09 + 0.04) / 2)
    assert brier.resolution.value == pytest.approx(0.0625)
    assert brier.uncertainty.value == pytest.approx(0.1875)


def test_a_wrong_judgement_with_a_confidence_of_1_costs_no_more_than_rounding_allows() -> None:
    assert log_loss(sampled([(1.0, 0)])).value == pytest.approx(-math.log(0.00005))
    assert log_loss(sampled([(0.0, 1)])).value == pytest.approx(-math.log(0.00005))
    assert log_loss(sampled([(1.0, 1)])).value == pytest.approx(0, abs=0.0001)


def test_intervals_hold_the_scores() -> None:
    found = calibrated(simulated(5, 400, lambda confidence: confidence**2))
    for estimate in (
        found.brier.score,
        found.brier.reliability,
        found.brier.resolution,
        found.brier.uncertainty,
        found.log_loss,
    ):
        assert estimate.interval is not None
        assert 0 <= estimate.interval.low <= estimate.value <= estimate.interval.high
        assert estimate.interval.low < estimate.interval.high
