"""Figures as JSON values, and what measures are called."""

from __future__ import annotations

import json
from math import inf, nan

import pytest

from gongkai.evaluate.calibration import calibration_of
from gongkai.evaluate.counts import Counts, Estimate, Interval, Proportion
from gongkai.evaluate.display.labels import by_part, measure_label
from gongkai.evaluate.evaluation import Evaluation, evaluate, predict
from gongkai.evaluate.judged.loading import load_gold
from gongkai.evaluate.judgements import Judged, Judgement
from gongkai.evaluate.metrics_file import metrics, metrics_json
from gongkai.evaluate.plain_json import plain, rounded
from gongkai.evaluate.result_intervals import all_measures, result_intervals
from gongkai.evaluate.systems.registry import system
from gongkai.extract.language import Language, Words


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    gold = load_gold("corpus:dev")
    names = ("rules", "quantity-grammar", "regular-expressions")
    return evaluate(gold, [predict(system(name), gold) for name in names], name="corpus:dev")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.123456, 0.1235),
        (nan, None),
        (inf, None),
        (3, 3),
        (True, True),
        (None, None),
        (Judged.CLAIM, "claims"),
        (Interval(0.1, 0.23456), [0.1, 0.2346]),
        (Estimate(0.5, Interval(0, 1)), {"value": 0.5, "interval_95": [0, 1]}),
        (Proportion(0, 0), {"share": None, "count": 0, "judged": 0}),
        ({Judged.YEAR: (0.5,)}, {"years": [0.5]}),
        (Counts(1, 2, 3), {"right": 1, "gold": 2, "predicted": 3}),
    ],
)
def test_figures_have_one_form_in_json(value: object, written: object) -> None:
    assert plain(value) == written


def test_what_has_no_form_in_json_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no form in JSON"):
        plain({1, 2})


def test_a_calibration_is_written_with_all_its_figures_and_curves() -> None:
    judgements = [Judgement(f"{place}", place / 10, place > 4) for place in range(11)]
    written = plain(calibration_of(judgements))
    assert isinstance(written, dict)
    assert written["judgements"] == 11
    assert {"excess", "could_be_perfect", "perfect_range_95"} <= written["expected_error"].keys()
    assert written["expected_error"]["binning"] == "equal_mass"
    assert "within_bins" in written["brier"]
    assert len(written["risk_coverage"]["curve"]) == 11
    json.dumps(written, allow_nan=False)


def test_every_measure_is_written_with_its_interval(evaluation: Evaluation) -> None:
    intervals = [result_intervals(result) for result in evaluation.systems]
    content = json.loads(metrics_json(evaluation, intervals))
    for result, written in zip(evaluation.systems, content["systems"], strict=True):
        assert list(written["measures"]) == list(result.measures)
        for name, measure in result.measures.items():
            figures = written["measures"][name]
            assert figures["value"] == rounded(measure.value)
            assert (figures["interval_95"] is None) is (measure.value is None)
    assert len(content["comparisons"]) == len(evaluation.differences) > 0
    assert content["systems"][1]["claims"] is None
    assert content["systems"][0]["spans"]["anchors"]["strict"]["by_label"]


def test_the_same_evaluation_gives_the_same_file(evaluation: Evaluation) -> None:
    turned = Evaluation(
        evaluation.gold,
        tuple(reversed(evaluation.reports)),
        evaluation.systems,
        evaluation.differences,
    )
    intervals = [result_intervals(result) for result in evaluation.systems]
    assert metrics(evaluation, intervals) == metrics(turned, intervals)


def test_measures_have_names_of_their_own(evaluation: Evaluation) -> None:
    names = [measure.name for measure in all_measures(evaluation.systems[0])]
    assert len(names) == len(set(names)) > 300


@pytest.mark.parametrize("language", list(Language))
def test_every_measure_has_a_label_and_a_heading(
    evaluation: Evaluation, language: Language
) -> None:
    words = Words(language)
    names = {name for result in evaluation.systems for name in result.measures}
    assert "claims.right.metrics_of.regular-expressions" in names
    assert [name for name in names if measure_label(words, name) == name] == []
    parts = by_part(sorted(names), full=True)
    assert sorted(name for part in parts.values() for name in part) == sorted(names)
    shown = by_part(sorted(names), full=False)
    assert {"claims.right", "cells.nonzero"} <= {it for part in shown.values() for it in part}
    assert "spans.anchors.strict" not in {it for part in shown.values() for it in part}
