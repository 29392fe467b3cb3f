"""Fitting calibrators: known distortions are found again, and the method is chosen by figures."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import isotonic_regression

from gongkai.models.trained.calibration import (
    CalibratorKind,
    calibrator_from_bytes,
    probabilities_of,
)
from gongkai.models.trained.calibration.arrays import Floats1d, Floats2d
from gongkai.training.calibration import (
    CalibrationDataError,
    choose_calibrator,
    fit_isotonic,
    fit_platt,
    fit_temperature,
    fit_venn_abers,
    quality_of,
)
from gongkai.training.calibration.measures import expected_error, perfect_error
from gongkai.training.calibration.samples import Flags
from tests.examples import examples

NAMES = ("surety", "agreement", "length")
JUDGED = st.lists(st.tuples(st.integers(-6, 6), st.booleans()), min_size=1, max_size=40)


def drawn(chances: Floats1d, seed: int) -> Flags:
    flags: Flags = np.random.default_rng(seed).random(len(chances)) < chances
    return flags


def true_odds(size: int, seed: int = 0) -> Floats1d:
    return np.random.default_rng(seed).normal(1.0, 1.5, size)


def simulated(size: int, texts: int, seed: int) -> tuple[Floats2d, Flags, list[str], Floats1d]:
    """Draw evidence of things in texts, whether they are right, and the true chances."""
    generator = np.random.default_rng(seed)
    evidence = generator.normal(size=(size, 3))
    chances = probabilities_of(2.0 + 1.5 * evidence[:, 0] - evidence[:, 1])
    groups = [f"text {place}" for place in generator.integers(0, texts, size)]
    return evidence, drawn(chances, seed + 1), groups, chances


def naive(scores: Floats1d, right: Flags, new: float, outcome: float) -> float:
    """Fit an isotonic regression with one more thing, as the definition says."""
    everything = np.append(scores, new)
    levels, places = np.unique(everything, return_inverse=True)
    outcomes = np.append(right.astype(float), outcome)
    sizes = np.bincount(places).astype(float)
    means = np.bincount(places, weights=outcomes) / sizes
    fitted = isotonic_regression(means, sample_weight=sizes)
    return float(fitted[np.searchsorted(levels, new)])


@pytest.mark.parametrize("distortion", [0.3, 1.0, 2.5])
def test_a_temperature_that_scores_were_multiplied_by_is_found(distortion: float) -> None:
    odds = true_odds(20_000)
    calibrator = fit_temperature(distortion * odds, drawn(probabilities_of(odds), 1))
    assert calibrator.temperature == pytest.approx(distortion, rel=0.05)


def test_a_slope_and_a_shift_of_scores_are_found_by_platt() -> None:
    odds = true_odds(20_000)
    calibrator = fit_platt((2 * odds - 3)[:, None], drawn(probabilities_of(odds), 1), ["score"])
    found = calibrator.probabilities(2 * odds - 3)
    assert np.abs(found - probabilities_of(odds)).mean() < 0.01


def test_any_rising_distortion_is_undone_by_isotonic_and_venn_abers() -> None:
    odds = true_odds(20_000)
    right = drawn(probabilities_of(odds), 1)
    bent = np.cbrt(odds) + (odds > 1)
    for calibrator in (fit_isotonic(bent, right), fit_venn_abers(bent, right)):
        found = calibrator.probabilities(bent)
        assert np.abs(found - probabilities_of(odds)).mean() < 0.02


def test_the_weights_of_all_evidence_are_found() -> None:
    evidence, right, _, chances = simulated(20_000, 10, 0)
    calibrator = fit_platt(evidence, right, NAMES)
    weights = calibrator.weights / calibrator.scales
    assert weights.tolist() == pytest.approx([1.5, -1.0, 0.0], abs=0.08)
    assert np.abs(calibrator.probabilities(evidence) - chances).mean() < 0.01


@given(JUDGED, st.integers(-14, 14))
def test_venn_abers_equals_its_definition(judged: list[tuple[int, bool]], doubled: int) -> None:
    scores = np.array([score for score, _ in judged], dtype=float)
    right = np.array([flag for _, flag in judged])
    new = doubled / 2  # on a score, or between two
    lower, higher = fit_venn_abers(scores, right).both([new])
    assert lower[0] == pytest.approx(naive(scores, right, new, 0.0), abs=1e-9)
    assert higher[0] == pytest.approx(naive(scores, right, new, 1.0), abs=1e-9)


def test_venn_abers_is_valid_whatever_the_scores_are_worth() -> None:
    # Of its two probabilities the one of the true outcome is perfectly calibrated.
    generator = np.random.default_rng(7)
    stated, outcomes = [], []
    for _ in range(3000):
        odds = generator.normal(0.5, 1.5, 21)
        right = generator.random(21) < probabilities_of(odds)
        scores = odds + generator.normal(0, 1, 21)
        lower, higher = fit_venn_abers(scores[:-1], right[:-1]).both(scores[-1:])
        stated.append(float((higher if right[-1] else lower)[0]))
        outcomes.append(bool(right[-1]))
    given_, were = np.array(stated), np.array(outcomes)
    for low, high in pairwise([0.0, 0.3, 0.5, 0.7, 1.01]):
        inside = (given_ >= low) & (given_ < high)
        assert inside.sum() > 200
        assert given_[inside].mean() == pytest.approx(were[inside].mean(), abs=0.05)
    assert given_.mean() == pytest.approx(were.mean(), abs=0.015)


@examples(50)
@given(JUDGED)
def test_every_fit_gives_rising_probabilities_short_of_certainty(
    judged: list[tuple[int, bool]],
) -> None:
    scores = np.array([score for score, _ in judged], dtype=float)
    right = [flag for _, flag in judged]
    asked = np.linspace(-40, 40, 161)
    for fit in (fit_temperature, fit_isotonic, fit_venn_abers):
        found = fit(scores, right).probabilities(asked)
        least = 1 / (len(right) + 2)
        assert found.min() >= least - 1e-9
        assert found.max() <= 1 - least + 1e-9
        assert np.diff(found).min() >= -1e-12


def test_where_all_is_right_or_all_wrong_probabilities_follow_the_rule_of_succession() -> None:
    evidence = true_odds(98)[:, None]
    right = fit_platt(evidence, np.ones(98, bool), ["score"]).probabilities(evidence)
    assert right == pytest.approx(0.99, abs=1e-4)
    wrong = fit_platt(evidence, np.zeros(98, bool), ["score"]).probabilities(evidence)
    assert wrong == pytest.approx(0.01, abs=1e-4)


def test_a_column_that_never_varies_weighs_nothing() -> None:
    evidence = np.stack([true_odds(500), np.full(500, 7.0)], axis=1)
    right = drawn(probabilities_of(evidence[:, 0]), 1)
    calibrator = fit_platt(evidence, right, ["score", "constant"])
    assert calibrator.weights[1] == pytest.approx(0.0, abs=1e-6)
    assert calibrator.scores([[1.0, 9e9]]) == calibrator.scores([[1.0, 7.0]])


def test_stronger_regularisation_lets_evidence_weigh_less() -> None:
    evidence, right, _, _ = simulated(60, 10, 0)
    loose = fit_platt(evidence, right, NAMES, strength=10.0)
    strict = fit_platt(evidence, right, NAMES, strength=0.01)
    assert abs(strict.weights[0]) < 0.5 * abs(loose.weights[0])


def test_the_chosen_calibrator_is_good_on_texts_never_seen() -> None:
    evidence, right, groups, _ = simulated(1000, 90, 0)
    chosen = choose_calibrator(evidence, right, groups, NAMES)
    assert set(chosen.table) == set(CalibratorKind) - {CalibratorKind.SCORED}
    assert (chosen.judgements, chosen.texts) == (1000, len(set(groups)))
    fresh, outcomes, _, chances = simulated(20_000, 900, 50)
    quality = quality_of(chosen.calibrator.probabilities(fresh), outcomes)
    assert quality.excess_error < 0.02
    assert quality.log_loss < quality_of(chances, outcomes).log_loss + 0.01


def test_a_method_that_bends_is_chosen_where_evidence_bends() -> None:
    # Scores above 0 say nothing more: a straight line of log-odds is far off.
    scores = np.random.default_rng(3).uniform(-6, 6, 3000)
    right = drawn(np.where(scores > 0, 0.9, 0.15), 4)
    groups = [f"text {place % 100}" for place in range(3000)]
    chosen = choose_calibrator(scores[:, None], right, groups, ["score"])
    assert chosen.method in {CalibratorKind.ISOTONIC, CalibratorKind.VENN_ABERS}
    assert chosen.calibrator.kind is CalibratorKind.SCORED
    found = chosen.calibrator.probabilities([-4.0, -1.0, 1.0, 4.0])
    assert found.tolist() == pytest.approx([0.15, 0.15, 0.9, 0.9], abs=0.07)


def test_the_simplest_method_is_chosen_where_it_is_as_good() -> None:
    evidence, right, groups, _ = simulated(3000, 200, 0)
    chosen = choose_calibrator(evidence, right, groups, NAMES)
    assert chosen.method is CalibratorKind.PLATT


def test_of_few_judgements_only_smooth_methods_are_tried() -> None:
    evidence, right, groups, _ = simulated(50, 50, 0)
    chosen = choose_calibrator(evidence, right, groups, NAMES, few=True)
    assert set(chosen.table) == {CalibratorKind.PLATT, CalibratorKind.TEMPERATURE}


def test_the_same_judgements_give_the_same_calibrator() -> None:
    evidence, right, groups, _ = simulated(300, 40, 0)
    one = choose_calibrator(evidence, right, groups, NAMES)
    other = choose_calibrator(evidence, right, groups, NAMES)
    assert one.calibrator.to_bytes() == other.calibrator.to_bytes()
    assert one.table == other.table


def test_nothing_is_measured_on_the_text_it_was_fitted_to() -> None:
    # What is right goes by the text alone, so that evidence which names the text is worthless.
    texts = np.repeat(np.arange(40), 20)
    right = np.random.default_rng(5).random(40)[texts] < 0.5
    evidence = (texts[:, None] == np.arange(40)).astype(float)
    groups = [f"text {place}" for place in texts]
    chosen = choose_calibrator(evidence, right, groups, [f"is {place}" for place in range(40)])
    assert chosen.table[CalibratorKind.PLATT].log_loss > 0.6
    fitted = fit_platt(evidence, right, [f"is {place}" for place in range(40)])
    assert quality_of(fitted.probabilities(evidence), right).log_loss < 0.4


def test_one_kind_of_outcome_alone_can_be_calibrated() -> None:
    evidence, right, groups, _ = simulated(120, 30, 0)
    chosen = choose_calibrator(evidence, np.ones_like(right), groups, NAMES)
    found = chosen.calibrator.probabilities(evidence)
    assert bool(((found > 0.95) & (found < 1)).all())


@pytest.mark.parametrize(
    ("evidence", "right", "groups", "complaint"),
    [
        ([[1.0], [2.0]], [True, False], ["a", "b"], "2 texts: give at least 4"),
        ([[1.0], [2.0]], [True], ["a", "b"], "1 judgements"),
        ([1.0, 2.0], [True, False], ["a", "b"], "a row for each judgement"),
        ([[float("nan")]], [True], ["a"], "not finite"),
        ([[float("inf")]], [True], ["a"], "not finite"),
    ],
)
def test_judgements_that_cannot_be_used_are_refused(
    evidence: object, right: list[bool], groups: list[str], complaint: str
) -> None:
    with pytest.raises(CalibrationDataError, match=complaint):
        choose_calibrator(np.array(evidence), right, groups, ["score"])


def test_nothing_to_fit_to_is_refused() -> None:
    for fit in (fit_temperature, fit_isotonic, fit_venn_abers):
        with pytest.raises(CalibrationDataError, match="no judgements"):
            fit([], [])
    with pytest.raises(CalibrationDataError, match="no judgements"):
        fit_platt(np.empty((0, 1)), [], ["score"])


def test_the_expected_error_is_the_mean_distance_in_bins() -> None:
    stated = np.repeat([0.2, 0.8], [50, 50])
    right = np.concatenate([np.arange(50) < 15, np.arange(50) < 50])
    assert expected_error(stated, right) == pytest.approx((0.1 + 0.2) / 2)


def test_a_perfect_system_has_no_error_beyond_a_perfect_one() -> None:
    chances = probabilities_of(true_odds(2000))
    over = [
        expected_error(chances, drawn(chances, seed)) - perfect_error(chances) for seed in range(40)
    ]
    assert np.mean(over) == pytest.approx(0.0, abs=0.002)


def test_precision_among_the_sure_is_told_where_there_are_any() -> None:
    stated = np.array([0.95, 0.9, 0.9, 0.5])
    quality = quality_of(stated, np.array([True, True, False, False]))
    assert quality.sure == 0.75
    assert quality.sure_right == pytest.approx(2 / 3)
    assert quality.brier == pytest.approx((0.05**2 + 0.1**2 + 0.9**2 + 0.25) / 4)
    assert quality_of(np.array([0.5]), np.array([True])).sure_right is None


def test_a_stored_calibrator_gives_what_the_fitted_one_gave() -> None:
    evidence, right, groups, _ = simulated(300, 40, 0)
    calibrator = choose_calibrator(evidence, right, groups, NAMES).calibrator
    again = calibrator_from_bytes(calibrator.to_bytes())
    assert again.probabilities(evidence).tolist() == calibrator.probabilities(evidence).tolist()
