"""Calibrators: probabilities that rise with the score and are never certain."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.trained.calibration import (
    Calibrator,
    CalibratorError,
    IsotonicCalibrator,
    PlattCalibrator,
    ScoredCalibrator,
    TemperatureCalibrator,
    VennAbersCalibrator,
    log_odds,
    probabilities_of,
)
from gongkai.models.trained.calibration.arrays import Floats1d
from tests.models.trained.calibrators import every_kind, isotonic, platt, row, venn_abers

KINDS = st.sampled_from(every_kind())
SCORES = st.lists(st.floats(allow_nan=False), min_size=1, max_size=30)


@given(KINDS, SCORES)
def test_probabilities_lie_between_0_and_1_for_any_score(
    calibrator: Calibrator, scores: list[float]
) -> None:
    found = calibrator.probabilities(scores)
    assert found.shape == (len(scores),)
    assert bool(((found > 0) & (found < 1)).all())


@given(KINDS, SCORES)
def test_probabilities_rise_with_the_score(calibrator: Calibrator, scores: list[float]) -> None:
    assert np.diff(calibrator.probabilities(sorted(scores))).min(initial=0.0) >= -1e-12


@given(KINDS, SCORES)
def test_a_probability_does_not_depend_on_what_else_is_judged(
    calibrator: Calibrator, scores: list[float]
) -> None:
    together = calibrator.probabilities(scores)
    alone = [calibrator.probabilities([score])[0] for score in scores]
    assert together.tolist() == alone


@given(st.floats(0.0, 1.0))
def test_log_odds_and_probabilities_are_each_others_inverse(probability: float) -> None:
    assert probabilities_of(log_odds([probability]))[0] == pytest.approx(probability, abs=1e-12)


def test_log_odds_of_what_is_no_probability_are_refused() -> None:
    for wrong in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="from 0 to 1"):
            log_odds([wrong])


def test_evidence_is_standardised_weighed_and_added_up() -> None:
    calibrator = platt((2.0, -1.0), bias=0.5)
    found = calibrator.scores([[2.25, 0.25], [0.25, 4.25]])
    assert found.tolist() == [2.5, -1.5]
    assert calibrator.probabilities([[2.25, 0.25]])[0] == pytest.approx(1 / (1 + np.exp(-2.5)))


def test_evidence_beyond_all_that_was_seen_counts_as_the_farthest_seen() -> None:
    calibrator = platt((0.01,))
    assert calibrator.scores([1e300]) == calibrator.scores([40.0])
    assert calibrator.scores([-np.inf]) == calibrator.scores([-40.0])


def test_no_probability_is_below_the_floor() -> None:
    calibrator = TemperatureCalibrator(0.01, 0.03)
    assert calibrator.probabilities([-9.0, 9.0]).tolist() == [0.03, 0.97]


def test_a_temperature_divides_log_odds() -> None:
    calibrator = TemperatureCalibrator(2.0, 0.001)
    assert log_odds(calibrator.probabilities([3.0]))[0] == pytest.approx(1.5)


def test_isotonic_probabilities_are_a_line_through_points_level_outside() -> None:
    found = isotonic().probabilities([-9.0, -2.0, 1.5, 3.0, 9.0])
    assert found.tolist() == pytest.approx([0.1, 0.1, 0.525, 0.95, 0.95])


def test_venn_abers_probabilities_hold_up_to_and_from_each_threshold() -> None:
    lower, higher = venn_abers().both([-3.0, -2.0, -1.0, 0.0, 1.0, 3.0, 4.0])
    assert lower.tolist() == [0.0, 0.0, 0.0, 0.1, 0.1, 0.6, 0.6]
    assert higher.tolist() == [0.5, 0.5, 0.7, 0.7, 1.0, 1.0, 1.0]
    merged = venn_abers().probabilities([0.0])[0]
    assert merged == pytest.approx(0.7 / (1 - 0.1 + 0.7))


def test_all_evidence_counts_before_one_score_is_calibrated() -> None:
    calibrator = ScoredCalibrator(platt((1.0, 2.0)), isotonic())
    evidence = [[1.0, -0.5], [0.0, 0.75]]
    scores = platt((1.0, 2.0)).scores(evidence)
    assert calibrator.names == ("evidence 0", "evidence 1")
    assert calibrator.probabilities(evidence).tolist() == isotonic().probabilities(scores).tolist()


@pytest.mark.parametrize("calibrator", every_kind(), ids=lambda each: str(each.kind))
def test_evidence_of_another_shape_is_refused(calibrator: Calibrator) -> None:
    with pytest.raises(ValueError, match="row of 1 numbers"):
        calibrator.probabilities([[1.0, 2.0]])
    with pytest.raises(ValueError, match="not a number"):
        calibrator.probabilities([float("nan")])


def test_nothing_to_judge_gives_no_probabilities() -> None:
    for calibrator in every_kind():
        assert calibrator.probabilities(np.empty((0, 1))).tolist() == []


@pytest.mark.parametrize(
    ("thresholds", "values", "complaint"),
    [
        (row(), row(), "no thresholds"),
        (row(0.0, 1.0), row(0.5), "1 entries, not 2"),
        (row(1.0, 0.0), row(0.5, 0.6), "does not rise"),
        (row(0.0, 1e-12), row(0.5, 0.6), "does not rise"),
        (row(0.0, 1.0), row(0.6, 0.5), "does not rise"),
        (row(0.0, 1.0), row(0.0, 0.5), "above 0 and below 1"),
        (row(0.0, np.nan), row(0.4, 0.5), "not finite"),
        (row(0.0, 31.0), row(0.4, 0.5), "outside -30 to 30"),
        (np.zeros((2, 2)), row(0.4, 0.5), "is no row"),
    ],
)
def test_an_impossible_line_is_refused(
    thresholds: Floats1d, values: Floats1d, complaint: str
) -> None:
    with pytest.raises(CalibratorError, match=complaint):
        IsotonicCalibrator(thresholds, values)


@pytest.mark.parametrize(
    ("if_wrong", "if_right", "complaint"),
    [
        (row(0.3, 0.2), row(0.5, 0.6), "if_wrong does not rise"),
        (row(0.1, 0.2), row(0.6, 0.5), "if_right does not rise"),
        (row(0.1, 0.7), row(0.5, 0.6), "if_right less if_wrong"),
        (row(0.1, 1.0), row(0.5, 1.0), "if_wrong has a number outside"),
        (row(0.0, 0.1), row(0.0, 0.5), "if_right has a number outside"),
    ],
)
def test_impossible_pairs_of_probabilities_are_refused(
    if_wrong: Floats1d, if_right: Floats1d, complaint: str
) -> None:
    with pytest.raises(CalibratorError, match=complaint):
        VennAbersCalibrator(row(0.0, 1.0), if_wrong, if_right)


@pytest.mark.parametrize("temperature", [0.0, -1.0, float("nan"), float("inf"), 1e4])
def test_an_impossible_temperature_is_refused(temperature: float) -> None:
    with pytest.raises(CalibratorError, match="temperature"):
        TemperatureCalibrator(temperature, 0.1)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"names": ()}, "names"),
        ({"names": ("a", "a")}, "names"),
        ({"names": ("a", "b" * 101)}, "names"),
        ({"scales": row(1.0, 0.0)}, "scales"),
        ({"weights": row(1.0, np.inf)}, "weights"),
        ({"weights": row(1.0)}, "weights has 1 entries, not 2"),
        ({"bias": float("nan")}, "bias"),
        ({"lows": row(0.0, 2.0)}, "highs less lows"),
        ({"floor": 0.0}, "floor"),
        ({"floor": 0.5}, "floor"),
    ],
)
def test_an_impossible_regression_is_refused(changes: dict[str, object], complaint: str) -> None:
    whole: dict[str, object] = {
        "names": ("a", "b"),
        "centres": row(0.0, 0.0),
        "scales": row(1.0, 1.0),
        "weights": row(1.0, 1.0),
        "bias": 0.0,
        "lows": row(0.0, 0.0),
        "highs": row(1.0, 1.0),
        "floor": 0.01,
    }
    with pytest.raises(CalibratorError, match=complaint):
        PlattCalibrator(**(whole | changes))  # type: ignore[arg-type]


def test_a_second_step_that_takes_more_than_one_score_is_refused() -> None:
    with pytest.raises(CalibratorError, match="more than one score"):
        ScoredCalibrator(platt(), platt((1.0, 2.0)))


def test_the_numbers_of_a_calibrator_cannot_be_changed() -> None:
    numbers = row(0.1, 0.2)
    calibrator = IsotonicCalibrator(row(0.0, 1.0), numbers)
    numbers[0] = 0.9
    assert calibrator.values.tolist() == [0.1, 0.2]
    with pytest.raises(ValueError, match="read-only"):
        calibrator.values[0] = 0.9


def test_running_a_calibrator_loads_neither_scikit_learn_nor_scipy() -> None:
    program = (
        "import sys; import gongkai.models.trained.calibration; "
        "print(sorted({'sklearn', 'scipy', 'torch', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
