"""All that is said of confidences, at once."""

from __future__ import annotations

import math
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings

from gongkai.evaluate.calibration import Binning, CalibrationError, calibration_of
from gongkai.evaluate.judgements import Judgement
from tests.evaluate.calibration.builders import JUDGEMENTS, calibrated, judged, simulated


def test_nothing_is_said_without_judgements() -> None:
    assert calibration_of([]) is None


@pytest.mark.parametrize("confidence", [-0.1, 1.0001, math.nan, math.inf])
def test_what_is_no_probability_is_refused_with_the_name_of_its_text(confidence: float) -> None:
    with pytest.raises(CalibrationError, match=r"town\.txt: .* is no confidence"):
        calibration_of([Judgement("town.txt", confidence, True)])


def test_no_bin_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        calibration_of(judged([(0.5, 1)]), bins=0)


@given(JUDGEMENTS)
@settings(max_examples=20)
def test_the_order_of_judgements_changes_nothing(judgements: list[Judgement]) -> None:
    shuffled = judgements.copy()
    random.Random(0).shuffle(shuffled)  # noqa: S311 - nothing is secret
    assert calibration_of(judgements) == calibration_of(shuffled)


def test_every_figure_of_a_common_case_has_an_interval() -> None:
    found = calibrated(simulated(8, 600, lambda confidence: confidence))
    assert (found.judgements, found.texts) == (600, 100)
    estimates = [found.accuracy, found.mean_confidence, found.log_loss, found.risk_coverage.area]
    assert all(estimate.interval is not None for estimate in estimates)
    assert found.expected_error.interval is not None
    assert [each.confidence for each in found.precision_at] == [0.5, 0.7, 0.8, 0.9, 0.95, 0.99]
    assert [each.target for each in found.reached] == [0.95, 0.98]
    assert len(found.bins) == found.expected_error.bins == 15


def test_the_bins_of_the_diagram_make_the_expected_error() -> None:
    for binning in Binning:
        found = calibration_of(simulated(9, 300, lambda each: each), binning=binning, bins=10)
        assert found is not None
        distances = [
            abs(each.mean_confidence * each.accuracy.judged - each.accuracy.count)
            for each in found.bins
        ]
        assert found.expected_error.value == pytest.approx(sum(distances) / 300)
        assert found.expected_error.binning is binning


@pytest.mark.parametrize(
    "pairs",
    [
        [(0.9, 1)],
        [(0.0, 0)],
        [(1.0, 0)],
        [(0.7, 1), (0.7, 0)] * 20,
        [(1.0, 1)] * 30,
        [(0.0, 0)] * 30,
        [(1.0, 0), (0.0, 1)] * 10,
    ],
)
def test_figures_of_odd_cases_are_numbers(pairs: list[tuple[float, int]]) -> None:
    found = calibrated(judged(pairs))
    figures = [
        found.accuracy.value,
        found.mean_confidence.value,
        found.expected_error.value,
        found.expected_error.debiased,
        found.brier.score.value,
        found.brier.within_bins,
        found.log_loss.value,
        found.risk_coverage.area.value,
        found.risk_coverage.excess.value,
    ]
    assert all(math.isfinite(figure) for figure in figures)
    assert sum(each.accuracy.judged for each in found.bins) == len(pairs)


def test_numpy_is_not_loaded_before_it_is_used() -> None:
    program = (
        "import sys; import gongkai.evaluate.calibration, gongkai.evaluate.comparison; "
        "import gongkai.evaluate.resampling; print('numpy' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
