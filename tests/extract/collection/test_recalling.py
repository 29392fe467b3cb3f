"""Changes of facts, and what a report says about the year before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.collection.differences import changes
from gongkai.extract.collection.recalling import statements
from gongkai.extract.collection.stated import StatedClaim, StatedFact
from gongkai.extract.collection.terms import Recalled
from gongkai.models.scheme import Bound, CheckStatus, Kind, Metric, Scope
from tests.extract.collection.builders import claim, fact

RECEIVED = Metric.APPLICATIONS_RECEIVED
PASS, FAIL, OPEN = CheckStatus.PASS, CheckStatus.FAIL, CheckStatus.NOT_ASSESSABLE


def judged(
    one: StatedClaim, now: float = 32, before: float = 20, **fields: object
) -> tuple[CheckStatus, float | None]:
    current, previous = fact(1, RECEIVED, now, **fields), fact(2, RECEIVED, before, **fields)
    (found,) = statements([one], [current], [previous], 2023)
    return found.status, found.expected


def test_a_change_has_its_difference_and_percent() -> None:
    (change,) = changes([fact(1, RECEIVED, 32)], [fact(7, RECEIVED, 20)])
    assert (change.previous_value, change.difference, change.percent) == (20, 12, 60)
    assert change.is_changed
    assert change.is_exact
    assert (change.previous.id, change.current.id) == (7, 1)


def test_a_number_that_stays_is_compared_and_not_changed() -> None:
    (change,) = changes([fact(1, RECEIVED, 0)], [fact(1, RECEIVED, 0)])
    assert not change.is_changed
    assert change.percent is None


def test_amounts_are_compared_in_the_unit_of_this_year() -> None:
    money = {"kind": Kind.AMOUNT.value}
    now = fact(1, Metric.FEES_COLLECTED, 1.3, unit="万元", **money)
    before = fact(1, Metric.FEES_COLLECTED, 12_000, unit="元", **money)
    (change,) = changes([now], [before])
    assert (change.previous_value, change.difference) == (1.2, 0.1)


@pytest.mark.parametrize(
    "fields",
    [
        {"unit": "条"},
        {"channel": "website"},
        {"scope": Scope.REGION.value},
        {"kind": Kind.AMOUNT.value},
        {"headline": False},
        {"aspect": "completion"},
    ],
)
def test_what_counts_something_else_is_not_compared(fields: dict[str, object]) -> None:
    assert list(changes([fact(1, RECEIVED, 2)], [fact(1, RECEIVED, 1, **fields)])) == []


def test_a_cell_is_compared_whatever_the_scope_and_channel_of_the_claims_beside_it() -> None:
    cell = fact(1, RECEIVED, 2, sources=["cell:applications.received.total"], unit=None)
    words = fact(1, RECEIVED, 1, scope=Scope.REGION.value, channel="several")
    assert len(list(changes([cell], [words]))) == 1


def test_no_two_other_counts_count_the_same() -> None:
    other = fact(1, Metric.OTHER_COUNT, 1)
    assert list(changes([other], [other])) == []


@pytest.mark.parametrize(
    ("quote", "sentence", "value", "unit", "now", "before", "status"),
    [
        ("12件", "收到申请32件，比上年增加12件。", 12, "件", 32, 20, PASS),
        ("11件", "收到申请32件，比上年增加11件。", 11, "件", 32, 20, FAIL),
        ("8件", "收到申请12件，较去年减少8件。", -8, "件", 12, 20, PASS),
        ("60%", "收到申请32件，同比增长60%。", 60, "%", 32, 20, PASS),
        ("14%", "收到申请32件，同比增长14%。", 14, "%", 32, 28, PASS),  # 14.29
        ("14.2%", "收到申请32件，同比增长14.2%。", 14.2, "%", 32, 28, PASS),  # cut off
        ("14.1%", "收到申请32件，同比增长14.1%。", 14.1, "%", 32, 28, FAIL),
        ("三成", "收到申请14件，较上年减少三成。", -30, "%", 14, 21, PASS),  # 33 %
        ("近三成", "收到申请14件，较上年减少近三成。", -30, "%", 14, 28, FAIL),
        ("1.5倍", "收到申请30件，是上年的1.5倍。", 1.5, "倍", 30, 20, PASS),
        ("1.5倍", "收到申请50件，比上年增长1.5倍。", 1.5, "倍", 50, 20, PASS),
        ("1.5倍", "收到申请50件，是上年的1.5倍。", 1.5, "倍", 50, 20, FAIL),
        ("9件", "收到申请41件，比2022年多9件。", 9, "件", 41, 32, PASS),
        ("9件", "收到申请41件，比2019年多9件。", 9, "件", 41, 30, OPEN),
        ("9件", "收到申请41件，环比多9件。", 9, "件", 41, 30, OPEN),
        ("9件", "收到申请41件，增加9件。", 9, "件", 41, 30, OPEN),
        ("5件", "收到申请32件，其中网上申请20件，同比增加5件。", 5, "件", 32, 20, OPEN),
        ("12件", "收到申请32件，其中网上申请20件；同比增加12件。", 12, "件", 32, 20, PASS),
        ("28%", "收到申请32件，同比增长28%。", 28, "%", 32, 0, OPEN),
        ("2个百分点", "办结率同比提高2个百分点。", 2, "个百分点", 32, 30, OPEN),
    ],
)
def test_a_change_is_held_against_the_numbers_of_both_years(  # noqa: PLR0917 - a table
    quote: str,
    sentence: str,
    value: float,
    unit: str,
    now: float,
    before: float,
    status: CheckStatus,
) -> None:
    bound = Bound.AT_MOST.value if quote.startswith("近") else Bound.EXACT.value
    one = claim(quote, sentence, value, unit=unit, bound=bound)
    assert judged(one, now, before)[0] is status


def test_the_number_that_should_stand_there_is_told() -> None:
    one = claim("11件", "收到申请32件，比上年增加11件。", 11)
    assert judged(one) == (FAIL, 12)


@pytest.mark.parametrize(
    "fields",
    [
        {"part_of": 1},
        {"period": "上半年"},
        {"channel": "online"},
        {"subject": "网上申请"},
        {"scope": Scope.REGION.value},
        {"metric": Metric.OTHER_COUNT.value},
        {"unit": "条"},
    ],
)
def test_a_change_of_something_else_is_not_judged(fields: dict[str, object]) -> None:
    one = claim("11件", "收到申请32件，比上年增加11件。", 11, **fields)
    (found,) = statements([one], [fact(1, RECEIVED, 32)], [fact(1, RECEIVED, 20)], 2023)
    assert found.status is OPEN
    assert found.expected is None


def test_bounds_allow_what_they_allow() -> None:
    one = claim("12件", "收到申请30余件，比上年增加12件。", 12)
    assert judged(one, 30, 20, bound=Bound.AT_LEAST.value)[0] is PASS
    assert judged(one, 90, 20, bound=Bound.AT_LEAST.value)[0] is FAIL


@pytest.mark.parametrize(("value", "status"), [(20, PASS), (21, FAIL)])
def test_a_number_given_for_last_year_is_held_against_its_report(
    value: float, status: CheckStatus
) -> None:
    one = claim(
        f"{value}件", "去年收到申请，今年更多。", value, kind=Kind.COUNT.value, period="去年"
    )
    (found,) = statements([one], [], [fact(1, RECEIVED, 20)], 2023)
    assert (found.what, found.status, found.expected) == (Recalled.LAST_YEAR, status, 20)


def test_a_number_of_the_own_year_is_no_statement_about_last_year() -> None:
    one = claim("5件", "全年收到申请5件。", 5, kind=Kind.COUNT.value, period="全年")
    assert list(statements([one], [], [fact(1, RECEIVED, 20)], 2023)) == []


@pytest.mark.parametrize(("value", "status"), [(2, PASS), (3, FAIL)])
def test_what_is_carried_in_is_what_last_year_carried_over(
    value: float, status: CheckStatus
) -> None:
    now = fact(1, Metric.APPLICATIONS_CARRIED_IN, value, headline=False)
    before = fact(1, Metric.APPLICATIONS_CARRIED_OVER, 2, headline=False)
    (found,) = statements([], [now], [before], 2023)
    assert (found.what, found.status, found.expected) == (Recalled.CARRIED_IN, status, 2)
    assert found.claim is None


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_true_statement_is_never_contradicted(now: int, before: int) -> None:
    words = f"{abs(now - before)}件"
    difference = claim(words, f"收到{now}件，比上年变化{words}。", now - before)
    assert judged(difference, now, before)[0] is PASS
    percent = round(100 * (now - before) / before, 2)
    quote = f"{abs(percent):.2f}%"
    share = claim(quote, f"收到{now}件，同比变化{quote}。", percent, unit="%")
    assert judged(share, now, before)[0] is PASS


def test_facts_and_claims_take_the_columns_of_their_tables() -> None:
    assert StatedFact.__slots__[0] == StatedClaim.__slots__[0] == "id"
