"""What the verdicts say of all claims."""

from __future__ import annotations

import json

import pytest

from gongkai.evaluate.counts import Interval
from gongkai.evaluate.sampling import (
    Design,
    Dimension,
    DrawOptions,
    SamplingError,
    Verdict,
    Verdicts,
    draw,
    estimate,
)
from gongkai.evaluate.sampling.precision_file import precision_json
from gongkai.models.metrics import Metric
from gongkai.models.record import Record
from tests.evaluate.sampling.records import claim, many_records, record

RIGHT, WRONG, UNSURE = Verdict.RIGHT, Verdict.WRONG, Verdict.UNSURE


def two_metrics(published: int, trainings: int) -> list[Record]:
    """Return records with so many claims of two metrics."""
    claims = [claim(number, confidence=0.9) for number in range(1, published + 1)]
    claims += [
        claim(published + number, metric=Metric.TRAINING_SESSIONS, confidence=0.6)
        for number in range(1, trainings + 1)
    ]
    return [record(1, claims)]


def sample(published: int = 90, trainings: int = 10, size: int = 20, minimum: int = 5) -> Design:
    return draw(two_metrics(published, trainings), DrawOptions(size=size, minimum=minimum))


def judged(design: Design, right: Verdict, of_trainings: Verdict) -> dict[int, Verdict]:
    return {
        each.number: of_trainings if each.values[0] == "training_sessions" else right
        for each in design.claims
    }


def test_verdicts_are_weighted_by_the_sizes_of_their_strata() -> None:
    design = sample()
    whole = estimate(design, judged(design, RIGHT, WRONG)).whole
    assert (whole.right, whole.wrong, whole.population) == (15, 5, 100)
    assert whole.precision == pytest.approx(0.9)  # not 15 of 20


def test_each_metric_and_each_band_has_a_figure() -> None:
    design = sample()
    groups = estimate(design, judged(design, RIGHT, WRONG)).groups
    assert {name: each.precision for name, each in groups[Dimension.METRIC].items()} == {
        "info_published": 1.0,
        "training_sessions": 0.0,
    }
    assert {name: each.precision for name, each in groups[Dimension.CONFIDENCE].items()} == {
        "0.5-0.7": 0.0,
        "0.9-0.95": 1.0,
    }


def test_the_groups_of_a_dimension_add_up_to_all_claims() -> None:
    design = draw(many_records(80), DrawOptions(size=60, by=tuple(Dimension)))
    assert any(len(stratum.cells) > 1 for stratum in design.strata)
    verdicts = {each.number: RIGHT for each in design.claims}
    estimates = estimate(design, verdicts)
    for groups in estimates.groups.values():
        assert sum(each.population for each in groups.values()) == 960
        assert sum(each.drawn for each in groups.values()) == 60
    assert sum(each.population for each in estimates.strata.values()) == 960
    assert estimates.whole.precision == 1.0


def test_if_everything_was_checked_the_figure_is_exact() -> None:
    design = draw(many_records(10), DrawOptions(size=500))
    verdicts = {each.number: WRONG if each.claim < 4 else RIGHT for each in design.claims}
    estimates = estimate(design, verdicts)
    interval = estimates.whole.interval
    assert interval is not None
    assert estimates.whole.precision == pytest.approx(0.75)
    assert interval.low == interval.high == estimates.whole.precision


def test_unsure_verdicts_are_left_out_and_bounded() -> None:
    design = sample()
    verdicts = judged(design, RIGHT, UNSURE)
    (first, *_) = [number for number, verdict in verdicts.items() if verdict is UNSURE]
    verdicts[first] = WRONG
    whole = estimate(design, verdicts).whole
    assert whole.unsure == 4
    assert whole.precision == pytest.approx(0.9)
    assert whole.if_unsure_wrong == pytest.approx(0.9)
    assert whole.if_unsure_right == pytest.approx(0.98)


def test_claims_without_verdict_are_counted_and_left_out() -> None:
    design = sample()
    verdicts = judged(design, RIGHT, WRONG)
    for number in list(verdicts)[:6]:
        del verdicts[number]
    whole = estimate(design, verdicts).whole
    assert whole.unanswered == 6
    assert whole.precision == pytest.approx(0.9)


def test_the_figure_says_of_how_many_claims_it_speaks() -> None:
    design = sample()
    verdicts = {
        number: verdict
        for number, verdict in judged(design, RIGHT, WRONG).items()
        if verdict is RIGHT
    }
    estimates = estimate(design, verdicts)
    assert estimates.whole.covered == pytest.approx(0.9)
    assert estimates.whole.precision == 1.0
    training = estimates.groups[Dimension.METRIC]["training_sessions"]
    assert (training.precision, training.interval, training.covered) == (None, None, 0.0)


def test_stated_confidence_is_compared_with_what_was_found() -> None:
    design = sample(published=400, trainings=200, size=200)
    bands = {each.band: each for each in estimate(design, judged(design, RIGHT, WRONG)).calibration}
    low, high = bands["0.5-0.7"], bands["0.9-0.95"]
    assert (low.stated, low.gap) == pytest.approx((0.6, -0.6))
    assert (high.stated, high.gap) == pytest.approx((0.9, 0.1))
    assert (low.agrees, high.agrees) == (False, False)


def test_a_confidence_within_the_interval_agrees() -> None:
    design = sample(published=400, trainings=200, size=60)
    verdicts = judged(design, RIGHT, RIGHT)
    of_published = [each.number for each in design.claims if each.values[0] == "info_published"]
    for number in of_published[:4]:
        verdicts[number] = WRONG
    bands = {each.band: each for each in estimate(design, verdicts).calibration}
    assert bands["0.9-0.95"].agrees is True


def test_a_band_that_was_checked_whole_agrees_with_a_confidence_close_by() -> None:
    # Eight claims at 0.9, all checked, all right: exactly 1, and no reason to doubt the 0.9.
    design = draw([record(1, [claim(number, confidence=0.9) for number in range(1, 9)])])
    estimates = estimate(design, dict.fromkeys(range(1, 9), RIGHT))
    (band,) = estimates.calibration
    assert band.found.interval == Interval(1.0, 1.0)
    assert band.interval is not None
    assert band.interval.low == pytest.approx(0.6756, abs=1e-4)
    assert band.agrees is True


def test_claims_without_confidence_have_no_calibration() -> None:
    design = draw([record(1, [claim(number) for number in range(1, 9)])])
    assert estimate(design, {1: RIGHT}).calibration == ()


def test_without_a_verdict_there_is_no_figure() -> None:
    with pytest.raises(SamplingError, match="no verdict yet: write right, wrong or unsure"):
        estimate(sample(), {})


def test_a_verdict_on_a_claim_that_was_not_drawn_is_an_error() -> None:
    with pytest.raises(SamplingError, match="no claim 999 in the design"):
        estimate(sample(), {1: RIGHT, 999: WRONG})


def test_the_file_holds_every_figure() -> None:
    design = sample()
    verdicts = Verdicts(judged(design, RIGHT, WRONG), empty=(4,), absent=(7,))
    estimates = estimate(design, verdicts.by_number)
    text = precision_json(design, verdicts, estimates)
    assert text == precision_json(design, verdicts, estimates)
    content = json.loads(text)
    assert content["whole"]["precision"] == 0.9
    assert content["by"]["metric"]["training_sessions"]["precision"] == 0.0
    assert content["sheet"]["claims_without_verdict"] == [4]
    assert content["sheet"]["claims_without_line"] == [7]
    assert [each["cells"][0]["metric"] for each in content["strata"]] == [
        "info_published",
        "training_sessions",
    ]
    assert [each["band"] for each in content["calibration"]] == ["0.5-0.7", "0.9-0.95"]
