"""Bins and the reliability diagram."""

from __future__ import annotations

from itertools import pairwise

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve

from gongkai.evaluate.calibration import Binning, calibration_of
from gongkai.evaluate.calibration.bins import bin_starts, reliability_diagram
from gongkai.evaluate.calibration.judged_sample import sample_of
from gongkai.evaluate.judgements import Judgement
from tests.evaluate.calibration.builders import JUDGEMENTS, sampled, simulated

BINNINGS = st.sampled_from(list(Binning))


def test_bins_of_equal_size_hold_as_many_each() -> None:
    sample = sampled((place / 100, 1) for place in range(100))
    sizes = numpy.diff([*bin_starts(sample, Binning.EQUAL_MASS, 8), 100])
    assert set(sizes.tolist()) == {12, 13}


def test_equal_confidences_stay_in_one_bin() -> None:
    sample = sampled([(0.2, 1)] * 3 + [(0.9, 1)] * 50 + [(1.0, 0)] * 3)
    assert bin_starts(sample, Binning.EQUAL_MASS, 15).tolist() == [0, 3, 53]


@pytest.mark.parametrize("binning", list(Binning))
def test_a_confidence_that_never_changes_makes_one_bin(binning: Binning) -> None:
    assert bin_starts(sampled([(0.7, 1)] * 9), binning, 15).tolist() == [0]


@given(JUDGEMENTS, BINNINGS, st.integers(1, 20))
@settings(max_examples=60)
def test_bins_hold_every_judgement_once_and_do_not_overlap(
    judgements: list[Judgement], binning: Binning, bins: int
) -> None:
    sample = sample_of(judgements)
    diagram = reliability_diagram(sample, bin_starts(sample, binning, bins))
    assert len(diagram) <= bins
    assert sum(each.accuracy.judged for each in diagram) == len(judgements)
    assert sum(each.accuracy.count for each in diagram) == sum(each.right for each in judgements)
    for each in diagram:
        assert each.lowest - 1e-12 <= each.mean_confidence <= each.highest + 1e-12
        assert each.accuracy.share is not None
        assert each.interval.low - 1e-12 <= each.accuracy.share <= each.interval.high + 1e-12
    for lower, upper in pairwise(diagram):
        assert lower.highest < upper.lowest


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
def test_the_diagram_is_that_of_scikit_learn(strategy: str) -> None:
    judgements = simulated(3, 1000, lambda confidence: confidence**2)
    # Without ties, which scikit-learn may divide between bins.
    judgements = list({each.confidence: each for each in judgements}.values())
    judgements = judgements[: len(judgements) // 10 * 10]
    binning = Binning.EQUAL_WIDTH if strategy == "uniform" else Binning.EQUAL_MASS
    ours = calibration_of(judgements, binning=binning, bins=10)
    accuracies, confidences = calibration_curve(
        [each.right for each in judgements],
        [each.confidence for each in judgements],
        n_bins=10,
        strategy=strategy,
    )
    assert ours is not None
    assert [each.mean_confidence for each in ours.bins] == pytest.approx(confidences.tolist())
    assert [each.accuracy.share for each in ours.bins] == pytest.approx(accuracies.tolist())


@pytest.mark.parametrize("binning", list(Binning))
def test_few_distinct_confidences_make_a_bin_each_that_holds_all_of_its_own(
    binning: Binning,
) -> None:
    sample = sampled([(0.7, 1)] * 5 + [(0.7, 0)] * 3 + [(0.9, 1)] * 40 + [(0.95, 1)] * 200)
    diagram = reliability_diagram(sample, bin_starts(sample, binning, 15))
    assert [(each.lowest, each.highest) for each in diagram] == [
        (0.7, 0.7),
        (0.9, 0.9),
        (0.95, 0.95),
    ]
    assert [each.mean_confidence for each in diagram] == pytest.approx([0.7, 0.9, 0.95])
    assert [each.accuracy.judged for each in diagram] == [8, 40, 200]
