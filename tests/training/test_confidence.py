"""Fitting of confidences."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from gongkai.models.trained import calibrating
from gongkai.training.confidence import (
    Judged,
    fit_calibrators,
    judged_claims,
    merged,
    set_calibrators,
)
from gongkai.training.running import Trained
from tests.training.small_corpora import examples


def judged(count: int, texts: int = 10, *, all_right: bool = False) -> Judged:
    random = np.random.default_rng(3)
    evidence = random.normal(size=count)
    right = evidence + random.normal(size=count) > 0
    return Judged(
        [f"text-{number % texts}" for number in range(count)],
        [(float(each),) for each in evidence],
        [all_right or bool(each) for each in right],
        ("evidence",),
        few=True,
    )


def test_what_was_judged_often_enough_gets_a_calibrator() -> None:
    chosen = fit_calibrators({"claims": judged(80)})["claims"]
    low, high = chosen.calibrator.probabilities([(-3.0,), (3.0,)]).tolist()
    assert 0 < low < 0.5 < high < 1


@pytest.mark.parametrize("each", [judged(39), judged(80, texts=3), judged(0)])
def test_what_was_judged_too_little_gets_none(each: Judged) -> None:
    assert fit_calibrators({"claims": each}) == {}


def test_what_was_always_right_is_nearly_sure() -> None:
    chosen = fit_calibrators({"year": judged(80, all_right=True)})["year"]
    assert 0.95 < float(chosen.calibrator.probabilities([(0.0,)])[0]) < 1


def test_judgements_of_several_places_are_put_together() -> None:
    whole = merged([judged(3), judged(4)])
    assert len(whole.right) == len(whole.texts) == len(whole.evidence) == 7
    assert (whole.names, whole.few) == (("evidence",), True)


def test_channels_are_judged_of_right_claims_alone(trained: Trained) -> None:
    found = judged_claims(trained.pipeline, examples())
    assert len(found["channels"].right) == sum(found["claims"].right)
    assert all(len(each) == len(found["claims"].names) for each in found["claims"].evidence)


def test_another_pipeline_takes_no_calibrators() -> None:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("sentencizer", name=calibrating.CALIBRATOR)
    with pytest.raises(TypeError, match="another calibrator"):
        set_calibrators(pipeline, {})
