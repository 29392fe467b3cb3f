"""Systems measured on the same texts and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gongkai.evaluate.counts import Counts
from gongkai.evaluate.evaluation import OWN_METRICS, Prediction, evaluate, predict
from gongkai.evaluate.judged.gold import GoldError
from gongkai.evaluate.judged.pairing import PairingError
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.judgements import Judged
from gongkai.evaluate.systems.interface import Text
from gongkai.models.scheme import Metric
from tests.evaluate.builders import TEXT, claim, report

NAMES = [f"{number}.txt" for number in range(12)]
CLAIMS = (claim("316条", 316), claim("两次", 2, Metric.TRAINING_SESSIONS))
GOLD = [replace(report(*CLAIMS, name=name), text=TEXT) for name in NAMES]


def found(*claims_of: Sequence[int]) -> list[JudgedReport]:
    """Return reports in which some of the gold claims were found, by their places."""
    return [
        report(*(CLAIMS[place] for place in places), name=name)
        for name, places in zip(NAMES, claims_of, strict=True)
    ]


class Half:
    """A system that finds the first claim and reads every numeral as 316."""

    name = "half"
    metrics = frozenset({Metric.INFO_PUBLISHED})

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        assert all(text.text == TEXT for text in texts)
        return [JudgedReport(text.name, claims=CLAIMS[:1]) for text in texts]

    def value_of(self, quote: str) -> float | None:
        return 316.0


def test_the_others_are_compared_with_the_first_in_what_both_attempt() -> None:
    first = Prediction("first", found(*[(0, 1)] * 12))
    others = [Prediction("same", found(*[(0, 1)] * 12)), predict(Half(), GOLD)]
    evaluation = evaluate(GOLD, [first, *others])
    by_system = {
        each.other: each for each in evaluation.differences if each.measure == "claims.right"
    }
    assert by_system["same"].comparison.difference == 0
    assert by_system["same"].adjusted_p_value == 1
    half = by_system["half"]
    assert half.first == "first"
    assert half.comparison.difference == pytest.approx(2 / 3 - 1)
    assert half.adjusted_p_value == pytest.approx(2 * half.comparison.p_value)
    assert half.adjusted_p_value < 0.05
    problems = {each.other for each in evaluation.differences if each.measure == "problems.right"}
    assert "half" not in problems


def test_a_system_that_attempts_some_metrics_is_compared_on_these_too() -> None:
    evaluation = evaluate(GOLD, [Prediction("all", found(*[(1,)] * 12)), predict(Half(), GOLD)])
    every, half = (result.measures[f"{OWN_METRICS}half"] for result in evaluation.systems)
    assert half.total == Counts(12, 12, 12)
    assert every.total == Counts(0, 12, 0)
    assert set(every.by_text) == set(half.by_text) == set(NAMES)


def test_numerals_are_asked_of_systems_that_read_them() -> None:
    evaluation = evaluate(GOLD, [predict(Half(), GOLD), Prediction("other", found(*[()] * 12))])
    half, other = evaluation.systems
    assert half.measures["numerals.value"].total == Counts(12, 24, 24)
    assert other.numerals is None


def test_confidences_are_judged_where_there_are_any() -> None:
    confident = [
        replace(each, claims=tuple(replace(it, confidence=0.9) for it in each.claims or ()))
        for each in found(*[(0,)] * 12)
    ]
    evaluation = evaluate(
        GOLD, [Prediction("sure", confident), Prediction("mute", found(*[(0,)] * 12))]
    )
    sure, mute = evaluation.systems
    assert set(sure.calibration) == {Judged.CLAIM}
    assert sure.calibration[Judged.CLAIM].judgements == 12
    assert mute.calibration == {}


def test_texts_without_a_prediction_are_refused_unless_allowed() -> None:
    some = Prediction("some", found(*[(0, 1)] * 12)[:6])
    with pytest.raises(PairingError, match=r"6 annotated (reports|texts) have no prediction"):
        evaluate(GOLD, [some])
    (result,) = evaluate(GOLD, [some], allow_missing=True).systems
    assert result.measures["claims.right"].total == Counts(12, 24, 12)


def test_a_system_cannot_read_a_text_that_is_not_known() -> None:
    with pytest.raises(GoldError, match=r"The text of 0\.txt is not known"):
        predict(Half(), [replace(each, text=None) for each in GOLD])
