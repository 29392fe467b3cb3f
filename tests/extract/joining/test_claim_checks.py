"""Parts against their whole, rates against counts, text against cells."""

from __future__ import annotations

import pytest

from gongkai.extract.joining import check_claims, join_facts
from gongkai.models.record import Cell, Check, Claim, Tables
from gongkai.models.scheme import (
    Aspect,
    CellState,
    CheckKind,
    CheckStatus,
    Kind,
    Metric,
    PartKind,
)
from tests.extract.joining.claims import claim, components, tables_with

RECEIVED = Metric.APPLICATIONS_RECEIVED


def checks(tables: Tables, claims: list[Claim]) -> list[Check]:
    return check_claims(tables, claims, join_facts(tables, claims), text="")


@pytest.mark.parametrize(
    ("rate", "quote", "status"),
    [
        (98.26, "98.26%", CheckStatus.PASS),
        (98.3, "98.3%", CheckStatus.PASS),
        (98, "98%", CheckStatus.PASS),
        (96.5, "96.5%", CheckStatus.FAIL),
        (100, "100%", CheckStatus.FAIL),
    ],
)
def test_a_rate_behind_a_count_and_its_part_must_follow_from_them(
    rate: float, quote: str, status: CheckStatus
) -> None:
    claims = [
        claim(0, 633, start=10, end=14),
        claim(1, 622, start=20, end=24, part_of=0, part_kind=PartKind.SUBSET),
        claim(2, rate, quote=quote, start=30, end=36, kind=Kind.RATE, aspect=Aspect.ONLINE),
    ]
    (check,) = checks(Tables(), claims)
    assert (check.kind, check.status, check.expected) == (CheckKind.RATIO, status, 98.2622)


def test_a_rate_behind_a_list_of_components_is_that_of_the_whole() -> None:
    claims = components(60, 40, 20)
    rate = claim(3, 100, quote="100%", start=230, end=234, kind=Kind.RATE, aspect=Aspect.COMPLETION)
    assert [check.kind for check in checks(Tables(), [*claims, rate])] == [CheckKind.BREAKDOWN]


def test_a_rate_is_no_completion_by_one_result_of_several() -> None:
    granted = Metric.APPLICATIONS_GRANTED
    claims = [
        claim(0, 12, metric=RECEIVED, start=10, end=14),
        claim(1, 6, metric=granted, start=20, end=24, part_of=0, part_kind=PartKind.STAGE),
        claim(2, 100, start=30, end=36, kind=Kind.RATE, aspect=Aspect.COMPLETION, metric=RECEIVED),
    ]
    assert checks(Tables(), claims) == []


def test_a_share_of_one_part_among_several_is_left_alone() -> None:
    claims = [
        claim(0, 300, start=10, end=14),
        claim(1, 100, start=20, end=24, part_of=0, part_kind=PartKind.SUBSET),
        claim(2, 50, start=26, end=29, part_of=0, part_kind=PartKind.SUBSET),
        claim(3, 80, start=30, end=36, kind=Kind.RATE, aspect=Aspect.SHARE),
    ]
    assert checks(Tables(), claims) == []


def test_a_satisfaction_rate_is_no_share_of_the_counts_beside_it() -> None:
    claims = [
        claim(0, 10, start=10, end=14),
        claim(1, 5, start=20, end=24, part_of=0, part_kind=PartKind.STAGE),
        claim(2, 99, start=30, end=36, kind=Kind.RATE, aspect=Aspect.SATISFACTION),
    ]
    assert checks(Tables(), claims) == []


@pytest.mark.parametrize(("told", "status"), [(5, CheckStatus.PASS), (6, CheckStatus.FAIL)])
def test_the_narrative_is_held_against_the_cell(told: int, status: CheckStatus) -> None:
    (check,) = checks(tables_with(received=5), [claim(0, told, metric=RECEIVED)])
    assert (check.id, check.kind) == ("narrative.applications_received", CheckKind.NARRATIVE)
    assert (check.status, check.expected, check.found) == (status, 5, told)
    assert (check.cells, check.claims) == (["applications.received.total"], [0])


def test_money_is_compared_in_the_unit_of_the_cell() -> None:
    tables = Tables()
    tables.proactive_disclosure.cells["charges.amount"] = Cell(
        state=CellState.VALUE, value=0.07, unit="万元", raw="0.07"
    )
    told = claim(0, 700, metric=Metric.FEES_COLLECTED, kind=Kind.AMOUNT, unit="元", quote="700元")
    (check,) = checks(tables, [told])
    assert (check.status, check.expected, check.found) == (CheckStatus.PASS, 0.07, 0.07)
