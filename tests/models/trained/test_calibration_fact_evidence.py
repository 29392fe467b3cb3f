"""What speaks for a fact."""

from __future__ import annotations

from math import log

import pytest

from gongkai.models.record import Cell, Claim, Fact, Tables
from gongkai.models.scheme import Agreement, CellState, Kind, Metric
from gongkai.models.trained.calibration import FACT_EVIDENCE, fact_chance, fact_evidence
from gongkai.models.trained.calibration.fact_evidence import CELL_CONFIDENCE, JOINED_RIGHTLY


def claim(number: int, confidence: float | None) -> Claim:
    return Claim(
        id=number,
        metric=Metric.APPLICATIONS_RECEIVED,
        kind=Kind.COUNT,
        value=12,
        quote="12件",
        start=10 * number,
        end=10 * number + 3,
        sentence="全年收到申请12件。",
        confidence=confidence,
    )


def fact(*sources: str, agreement: Agreement = Agreement.SINGLE) -> Fact:
    return Fact(
        id=5,
        metric=Metric.APPLICATIONS_RECEIVED,
        kind=Kind.COUNT,
        value=12,
        sources=list(sources),
        agreement=agreement,
    )


CLAIMS = {1: claim(1, 0.9), 2: claim(2, 0.6), 3: claim(3, None)}
CELL = "cell:applications.received.total"


def tables(confidence: float | None = None) -> Tables:
    made = Tables()
    made.applications.cells["received.total"] = Cell(
        value=12, state=CellState.VALUE, confidence=confidence
    )
    return made


def evidence(given: Fact) -> dict[str, float]:
    return dict(zip(FACT_EVIDENCE, fact_evidence(given, CLAIMS, tables()), strict=True))


def test_the_chance_of_a_fact_of_one_claim_is_that_of_the_claim_and_of_the_joining() -> None:
    assert fact_chance(fact("claim:1"), CLAIMS, tables(), joined=0.5) == pytest.approx(0.45)
    assert fact_chance(fact("claim:1"), CLAIMS, tables()) == pytest.approx(0.9 * JOINED_RIGHTLY)


def test_a_fact_stands_or_falls_with_all_its_sources() -> None:
    found = evidence(fact("claim:1", "claim:2"))
    chance = 0.9 * 0.6 * JOINED_RIGHTLY
    assert found["together"] == pytest.approx(log(chance / (1 - chance)))
    assert found["weakest"] == pytest.approx(log(0.6 / 0.4))


def test_a_cell_counts_with_its_own_confidence_or_as_nearly_always_right() -> None:
    assert fact_chance(fact(CELL), {}, tables(), joined=1.0) == CELL_CONFIDENCE
    assert fact_chance(fact(CELL), {}, tables(0.7), joined=1.0) == 0.7


def test_agreement_cells_and_the_number_of_claims_are_told() -> None:
    single = evidence(fact("claim:1"))
    assert (single["agree"], single["conflict"], single["cells"], single["claims"]) == (0, 0, 0, 1)
    agreed = evidence(fact(CELL, "claim:1", "claim:2", agreement=Agreement.AGREE))
    assert (agreed["agree"], agreed["conflict"], agreed["cells"], agreed["claims"]) == (1, 0, 1, 2)
    torn = evidence(fact(CELL, *["claim:1"] * 9, agreement=Agreement.CONFLICT))
    assert (torn["agree"], torn["conflict"], torn["claims"]) == (0, 1, 4)


def test_a_surer_claim_makes_a_surer_fact() -> None:
    assert evidence(fact("claim:1"))["together"] > evidence(fact("claim:2"))["together"]


@pytest.mark.parametrize("source", ["claim:9", "claim:x", "cell:applications", "cell:a.b", "", "x"])
def test_a_source_that_the_record_does_not_have_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="no source"):
        fact_evidence(fact(source), CLAIMS, tables())


def test_facts_are_judged_after_claims() -> None:
    with pytest.raises(ValueError, match="claims are calibrated before facts"):
        fact_evidence(fact("claim:3"), CLAIMS, tables())


def test_a_fact_without_sources_is_refused() -> None:
    with pytest.raises(ValueError, match="no sources"):
        fact_evidence(fact(), CLAIMS, tables())
