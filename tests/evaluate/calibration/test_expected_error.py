"""The expected calibration error and what it has to be seen against."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings

from gongkai.evaluate.calibration import (
    Binning,
    CalibrationVerdict,
    ExpectedCalibrationError,
    verdict_sentence,
)
from gongkai.evaluate.calibration.bins import bin_starts
from gongkai.evaluate.calibration.expected_error import expected_error
from gongkai.evaluate.calibration.judged_sample import sample_of
from gongkai.evaluate.judgements import Judgement
from tests.evaluate.calibration.builders import JUDGEMENTS, judged, simulated


def error_of(
    judgements: list[Judgement], binning: Binning = Binning.EQUAL_MASS
) -> ExpectedCalibrationError:
    sample = sample_of(judgements)
    return expected_error(sample, bin_starts(sample, binning, 15), binning)


def test_the_error_is_the_distance_averaged_over_judgements() -> None:
    # Three of four right at 0.5, a distance of 0.25; none of six at 0.1, a distance of 0.1.
    found = error_of(judged([(0.5, 1)] * 3 + [(0.5, 0)] + [(0.1, 0)] * 6))
    assert found.value == pytest.approx((4 * 0.25 + 6 * 0.1) / 10)
    assert found.bins == 2


@given(JUDGEMENTS)
@settings(max_examples=40)
def test_errors_lie_within_0_and_1(judgements: list[Judgement]) -> None:
    found = error_of(judgements)
    figures = [found.value, found.debiased, found.perfect_mean, found.p_value]
    assert all(-1e-12 <= figure <= 1 + 1e-12 for figure in figures)
    assert found.debiased <= found.value + 1e-12
    assert 0 <= found.correlation <= 1
    assert found.perfect_range.low <= found.perfect_mean + 1e-12
    if found.interval is not None:
        assert 0 <= found.interval.low <= found.debiased <= found.interval.high


def test_a_perfect_system_is_not_told_from_itself() -> None:
    found = error_of(simulated(1, 2000, lambda confidence: confidence))
    assert found.could_be_perfect
    assert found.p_value > 0.05
    assert found.interval is not None
    assert found.interval.low == 0
    assert found.debiased < found.value


def test_a_system_that_is_too_confident_is_found_out() -> None:
    found = error_of(simulated(2, 2000, lambda confidence: confidence**2))
    assert not found.could_be_perfect
    assert found.p_value < 0.01
    assert found.excess > 0.05
    assert found.interval is not None
    assert found.perfect_mean < found.interval.low < found.value < found.interval.high
    assert found.verdict is CalibrationVerdict.TOO_CONFIDENT


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        ([(0.9, place % 2) for place in range(200)], CalibrationVerdict.TOO_CONFIDENT),
        ([(0.1, place % 2) for place in range(200)], CalibrationVerdict.TOO_CAUTIOUS),
        (
            [(0.1 + 0.8 * (place // 100), place % 2) for place in range(200)],
            CalibrationVerdict.MIXED,
        ),
        ([(0.5, place % 2) for place in range(200)], CalibrationVerdict.COULD_BE_PERFECT),
        ([(0.5, 1)], CalibrationVerdict.TOO_FEW),
    ],
)
def test_the_verdict_says_in_which_direction_confidences_are_off(
    pairs: list[tuple[float, int]], verdict: CalibrationVerdict
) -> None:
    found = error_of(judged(pairs))
    assert found.verdict is verdict
    for language in ("en", "zh"):
        sentence = verdict_sentence(found, language)
        assert sentence.startswith(verdict.label(language))
        assert f"{found.value:.3f}" in sentence


def test_texts_that_are_right_or_wrong_as_wholes_make_a_perfect_system_come_out_farther_off() -> (
    None
):
    # Half of the texts are right altogether: one throw of a coin for each, not ten.
    whole = [Judgement(f"{text}.txt", 0.6, text % 2 == 0) for text in range(20) for _ in range(10)]
    found = error_of(whole)
    assert found.correlation > 0.9
    assert found.verdict is CalibrationVerdict.COULD_BE_PERFECT
    assert found.p_value > 0.2
    # As if they were 200 throws, it could not be chance.
    assert found.independent_p_value < 0.01
    assert found.perfect_range.high > 2 * found.independent_range.high


def test_judgements_alone_in_their_texts_are_independent() -> None:
    found = error_of(judged([(0.8, place % 4 > 0) for place in range(100)]))
    assert found.correlation == 0
    assert found.perfect_range == found.independent_range
    assert found.p_value == found.independent_p_value


def test_the_error_of_judgements_that_are_all_right_is_open_to_texts_that_were_not_seen() -> None:
    found = error_of(judged([(0.98, 1)] * 14))
    assert found.could_be_perfect
    assert found.interval is not None
    assert found.interval.low == 0
    # 14 of 14 may be 0.785 of all.
    assert found.interval.high == pytest.approx(0.98 - 0.7847, abs=1e-4)


def test_confidences_of_0_and_1_that_are_wrong_are_as_far_off_as_can_be() -> None:
    found = error_of(judged([(1.0, 0), (0.0, 1)]))
    assert (found.value, found.debiased, found.perfect_mean) == (1, 1, 0)
    assert found.p_value < 0.01


def test_a_single_judgement_has_an_error_without_interval() -> None:
    found = error_of(judged([(0.75, 1)]))
    assert (found.value, found.interval) == (0.25, None)
    # Right in three of four cases: 0.25 off, else 0.75.
    assert found.perfect_mean == pytest.approx(0.375, abs=0.03)


def test_confidences_that_are_always_right_as_said_have_no_error() -> None:
    found = error_of(judged([(1.0, 1)] * 5 + [(0.0, 0)] * 5))
    assert (found.value, found.debiased, found.p_value) == (0, 0, 1)
    assert found.could_be_perfect


@pytest.mark.slow
@pytest.mark.parametrize("binning", list(Binning))
def test_perfect_systems_are_within_their_own_range_as_often_as_it_says(binning: Binning) -> None:
    rounds, within = 400, 0
    for seed in range(rounds):
        found = error_of(simulated(seed, 400, lambda confidence: confidence), binning)
        within += found.perfect_range.low <= found.value <= found.perfect_range.high
    assert 0.92 <= within / rounds <= 0.98


@pytest.mark.slow
@pytest.mark.parametrize("power", [1.0, 1.25, 2.0])
def test_intervals_of_the_error_hold_the_true_error(power: float) -> None:
    # The true error is the mean distance of confidence and probability over the same bins, which
    # is that over judgements, since all confidences are too high.
    rounds, held = 150, 0
    for seed in range(rounds):
        judgements = simulated(seed, 1000, lambda confidence: confidence**power)
        truth = sum(each.confidence - each.confidence**power for each in judgements) / 1000
        bounds = error_of(judgements).interval
        assert bounds is not None
        held += bounds.low <= truth <= bounds.high
    assert held / rounds >= 0.85


@pytest.mark.slow
def test_the_debiased_error_is_nearer_to_the_true_one() -> None:
    plain, debiased, truth = 0.0, 0.0, 0.0
    for seed in range(100):
        judgements = simulated(seed, 1000, lambda confidence: confidence**1.25)
        truth += sum(each.confidence - each.confidence**1.25 for each in judgements) / 1000
        found = error_of(judgements)
        plain += found.value
        debiased += found.debiased
    assert abs(debiased - truth) < abs(plain - truth) / 2


def clustered(seed: int, texts: int) -> list[Judgement]:
    """Return 15 judgements of each text, calibrated, with an intraclass correlation of 0.25.

    All judgements of a text have the same confidence.
    """
    generator = random.Random(seed)  # noqa: S311 - nothing is secret
    judgements = []
    for text in range(texts):
        confidence = round(0.02 + 0.96 * (1 - generator.random() ** 3), 4)
        probability = generator.betavariate(3 * confidence, 3 * (1 - confidence))
        judgements += [
            Judgement(f"{text}.txt", confidence, generator.random() < probability)
            for _ in range(15)
        ]
    return judgements


@pytest.mark.slow
@pytest.mark.parametrize("texts", [20, 100])
def test_perfect_systems_whose_texts_are_hard_or_easy_are_within_their_range(texts: int) -> None:
    rounds, within, low, low_if_independent = 150, 0, 0, 0
    for seed in range(rounds):
        found = error_of(clustered(seed, texts))
        within += found.perfect_range.low <= found.value <= found.perfect_range.high
        low += found.p_value < 0.05
        low_if_independent += found.independent_p_value < 0.05
    assert within / rounds >= 0.9
    assert low / rounds <= 0.1
    assert low_if_independent / rounds > 0.8
