"""The six patterns of a checker of consistency."""

from __future__ import annotations

import pytest

from gongkai.evaluate.judged.reports import JudgedClaim
from gongkai.evaluate.systems.interface import SomeMetrics, Text
from gongkai.evaluate.systems.peers.regular_expressions import METRICS, RegularExpressions
from gongkai.models.scheme import Kind, Metric


def claims(text: str) -> list[JudgedClaim]:
    (report,) = RegularExpressions().read([Text("a", text)])
    assert (report.quantities, report.cells) == (None, None)
    return list(report.claims or ())


def found(text: str) -> list[tuple[Metric, float, str]]:
    return [(each.metric, each.value, each.span.of(text)) for each in claims(text)]


@pytest.mark.parametrize(
    ("text", "metric", "value", "quote"),
    [
        ("本年新收申请12件。", Metric.APPLICATIONS_RECEIVED, 12, "12件"),
        ("我办共收到公开申请１２件。", Metric.APPLICATIONS_RECEIVED, 12, "１２件"),
        ("受理信息公开申请1,204 件。", Metric.APPLICATIONS_RECEIVED, 1204, "1,204 件"),
        ("上年结转3件。", Metric.APPLICATIONS_CARRIED_IN, 3, "3件"),
        ("上一年度结转申请3件。", Metric.APPLICATIONS_CARRIED_IN, 3, "3件"),
        ("结转下年度继续办理4件。", Metric.APPLICATIONS_CARRIED_OVER, 4, "4件"),
        ("被申请行政复议5件。", Metric.REVIEWS_FILED, 5, "5件"),
        ("行政诉讼案件0件。", Metric.LAWSUITS_FILED, 0, "0件"),
    ],
)
def test_each_pattern_finds_its_count(text: str, metric: Metric, value: int, quote: str) -> None:
    assert found(text) == [(metric, value, quote)]
    assert (claims(text)[0].kind, claims(text)[0].unit) == (Kind.COUNT, "件")
    assert claims(text)[0].quote == quote


def test_one_number_behind_two_patterns_of_a_metric_is_one_claim() -> None:
    assert len(found("本年新收到申请7件。")) == 1


def test_one_number_for_reconsiderations_and_lawsuits_is_two_claims() -> None:
    assert {metric for metric, _, _ in found("行政复议、行政诉讼各1件。")} == {
        Metric.REVIEWS_FILED,
        Metric.LAWSUITS_FILED,
    }


@pytest.mark.parametrize(
    "text",
    ["", "未收到申请。", "收到申请。办结3件。", "收到来信3件。", "收到申请三件。", "行政复议\n3件"],
)
def test_what_the_patterns_do_not_cover_is_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["新收" * 20_000, "收到申请" + "1" * 10_000 + "件", "行政复议" + " " * 50_000 + "3件"]
)
def test_hostile_texts_hold_no_claim(text: str) -> None:
    assert found(text) == []


def test_the_metrics_are_those_of_the_patterns() -> None:
    assert set(METRICS) == {
        Metric.APPLICATIONS_RECEIVED,
        Metric.APPLICATIONS_CARRIED_IN,
        Metric.APPLICATIONS_CARRIED_OVER,
        Metric.REVIEWS_FILED,
        Metric.LAWSUITS_FILED,
    }


def test_that_only_these_metrics_are_attempted_is_told() -> None:
    system = RegularExpressions()
    assert isinstance(system, SomeMetrics)
    assert system.metrics == METRICS
