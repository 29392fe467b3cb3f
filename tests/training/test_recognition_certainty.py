"""Weights that make probabilities of the scores of recognised characters."""

import numpy as np
import pytest

from gongkai.training.errors import TrainingError
from gongkai.training.recognition_certainty import Sample, calibration_error, collect, fit

ALWAYS = 30.0


def sample(count: int = 4_000) -> Sample:
    """Return characters whose logit says how likely they are right; every second is a figure."""
    generator = np.random.default_rng(0)
    logits = generator.normal(1.0, 2.0, count)
    right = generator.random(count) < 1 / (1 + np.exp(-logits))
    known = np.stack([np.ones(count), logits], axis=1)
    return Sample(known, right, np.arange(count) % 2 == 0)


def test_weights_are_found_again() -> None:
    weights = fit(sample())
    assert weights == pytest.approx((0.0, 1.0), abs=0.15)
    assert calibration_error(sample(), weights) < 0.02


def test_characters_that_are_surer_than_they_are_right_have_an_error() -> None:
    overconfident = calibration_error(sample(), (ALWAYS, 0.0))
    assert overconfident == pytest.approx(1 - sample().right.mean(), abs=0.001)


def test_figures_and_other_characters_are_told_apart() -> None:
    figures, others = sample().only(figures=True), sample().only(figures=False)
    assert figures.is_figure.all()
    assert not others.is_figure.any()
    assert len(figures.right) + len(others.right) == len(sample().right)


@pytest.mark.slow
def test_figures_are_compared_with_those_of_their_cells() -> None:
    pytest.importorskip("rapidocr")
    try:
        found = collect(range(2), seed=1)
    except TrainingError as error:
        pytest.skip(str(error))
    for figures in (True, False):
        part = found.only(figures=figures)
        assert len(part.right) > 100
        assert part.right.mean() > 0.9
