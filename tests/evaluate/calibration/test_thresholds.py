"""Precision above a confidence, and the confidence a precision needs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from gongkai.evaluate.calibration.judged_sample import sample_of
from gongkai.evaluate.calibration.thresholds import precision_at, reached_precision
from gongkai.evaluate.counts import Proportion
from gongkai.evaluate.judgements import Judgement
from tests.evaluate.calibration.builders import JUDGEMENTS, sampled


def test_a_confidence_is_kept_when_it_is_just_the_one_given() -> None:
    sample = sampled([(0.9, 1), (0.9, 0), (0.8999, 0), (1.0, 1)])
    (found,) = precision_at(sample, [0.9])
    assert found.precision == Proportion(2, 3)
    assert found.share.value == 0.75
    assert found.interval is not None
    assert found.interval.low < 2 / 3 < found.interval.high


def test_nothing_above_a_confidence_has_no_precision() -> None:
    (found,) = precision_at(sampled([(0.5, 1)] * 3), [0.9])
    assert found.precision.share is None
    assert found.interval is None
    assert found.share.value == 0


def test_where_all_are_right_the_interval_says_how_many_there_were() -> None:
    (few,) = precision_at(sampled([(0.9, 1)] * 10), [0.9])
    (many,) = precision_at(sampled([(0.9, 1)] * 1000), [0.9])
    assert few.interval is not None
    assert many.interval is not None
    assert few.interval.low < 0.8
    assert many.interval.low > 0.99
    assert few.interval.high == pytest.approx(1)


def test_where_all_are_right_texts_are_counted_and_not_judgements() -> None:
    judgements = [Judgement(f"{place % 2}.txt", 0.9, True) for place in range(2000)]
    (found,) = precision_at(sample_of(judgements), [0.9])
    assert found.interval is not None
    assert found.interval.low == pytest.approx(0.3424, abs=1e-4)  # 2 of 2
    assert found.interval.high == 1


def test_the_least_confidence_that_reaches_a_precision_is_found() -> None:
    pairs = [(0.9, 1)] * 10 + [(0.8, 1)] * 9 + [(0.8, 0)] + [(0.3, 0)] * 10
    exact, higher = reached_precision(sampled(pairs), [0.95, 0.98])
    assert exact.reached is not None
    assert exact.reached.confidence == 0.8
    assert exact.reached.precision == Proportion(19, 20)
    assert exact.reached.share.value == pytest.approx(2 / 3)
    assert higher.reached is not None
    assert higher.reached.confidence == 0.9


def test_a_precision_that_is_lost_and_reached_again_counts() -> None:
    (found,) = reached_precision(sampled([(0.9, 0)] + [(0.5, 1)] * 19), [0.95])
    assert found.reached is not None
    assert found.reached.confidence == 0.5


def test_a_precision_that_nothing_reaches_has_no_confidence() -> None:
    (found,) = reached_precision(sampled([(0.9, 0), (0.8, 1)]), [0.95])
    assert found.reached is None


@given(JUDGEMENTS)
@settings(max_examples=30)
def test_what_is_reached_is_what_the_judgements_say(judgements: list[Judgement]) -> None:
    (found,) = reached_precision(sample_of(judgements), [0.8])

    def precision_from(confidence: float) -> float:
        kept = [each.right for each in judgements if each.confidence >= confidence]
        return sum(kept) / len(kept)

    reaching = [
        each.confidence for each in judgements if precision_from(each.confidence) >= 0.8 - 1e-12
    ]
    least = None if found.reached is None else found.reached.confidence
    assert least == (min(reaching) if reaching else None)
