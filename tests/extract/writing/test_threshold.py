"""Dropping uncertain claims, and everything that names them."""

from __future__ import annotations

import pytest

from gongkai.extract.limits import READ_BY_RULES
from gongkai.extract.writing.threshold import UncalibratedError, drop_uncertain_claims
from gongkai.models.record import Fact, FactValue, RecordWarning
from gongkai.models.scheme import Agreement, Bound, Kind, Metric
from tests.extract.sample_records import SECOND_SENTENCE, claim, sample_claims, sample_record


def fact(number: int, sources: list[str], agreement: Agreement, **fields: object) -> Fact:
    given: dict[str, object] = {
        "id": number,
        "metric": Metric.INFO_PUBLISHED,
        "kind": Kind.COUNT,
        "value": 5,
        "sources": sources,
        "agreement": agreement,
        "confidence": 0.9,
    }
    return Fact.model_validate(given | fields)


def test_claims_below_the_threshold_go_and_the_others_keep_their_ids() -> None:
    kept = drop_uncertain_claims(sample_record(), 0.9)
    assert [claim.id for claim in kept.claims] == [1, 2]


def test_a_record_without_uncertain_claims_stays_as_it_is() -> None:
    record = sample_record()
    assert drop_uncertain_claims(record, 0.1) is record


def test_a_part_loses_the_link_to_a_dropped_whole() -> None:
    claims = sample_claims()
    claims[0].confidence = 0.2
    kept = drop_uncertain_claims(sample_record(claims=claims), 0.5)
    assert [(claim.id, claim.part_of, claim.part_kind) for claim in kept.claims] == [
        (2, None, None),
        (4, None, None),
    ]


def test_a_check_that_names_a_dropped_claim_goes() -> None:
    kept = drop_uncertain_claims(sample_record(), 0.9)
    assert [check.id for check in kept.checks] == [
        "applications.received.sum",
        "review_litigation.sum",
    ]


def test_a_fact_without_sources_goes() -> None:
    kept = drop_uncertain_claims(sample_record(), 0.5)
    assert [fact.id for fact in kept.facts] == [1, 2]


def test_a_conflict_of_which_one_side_is_left_is_none() -> None:
    claims = sample_claims()
    values = [
        FactValue(value=7, bound=Bound.AT_LEAST, sources=["claim:4"]),
        FactValue(value=4, bound=Bound.EXACT, sources=["cell:applications.received.total"]),
    ]
    conflict = fact(
        1,
        ["claim:4", "cell:applications.received.total"],
        Agreement.CONFLICT,
        value=7,
        bound=Bound.AT_LEAST,
        values=values,
    )
    kept = drop_uncertain_claims(sample_record(claims=claims, facts=[conflict]), 0.9)
    (left,) = kept.facts
    assert (left.value, left.bound, left.agreement) == (4, Bound.EXACT, Agreement.SINGLE)
    assert (left.values, left.confidence) == ([], None)
    assert left.sources == ["cell:applications.received.total"]


def test_a_conflict_of_which_two_sides_are_left_stays_one() -> None:
    values = [
        FactValue(value=number, bound=Bound.EXACT, sources=[f"claim:{number}"])
        for number in (1, 2, 4)
    ]
    conflict = fact(1, ["claim:1", "claim:2", "claim:4"], Agreement.CONFLICT, values=values)
    kept = drop_uncertain_claims(sample_record(facts=[conflict]), 0.9)
    assert kept.facts[0].agreement is Agreement.CONFLICT
    assert [value.value for value in kept.facts[0].values] == [1, 2]


@pytest.mark.parametrize(
    ("sentences", "agreement"),
    [
        ((SECOND_SENTENCE, SECOND_SENTENCE), Agreement.SINGLE),
        ((SECOND_SENTENCE, "另一句5件。"), Agreement.AGREE),
    ],
)
def test_agreement_is_counted_anew_and_a_copied_sentence_is_one_statement(
    sentences: tuple[str, str], agreement: Agreement
) -> None:
    claims = [
        claim(number, "5件", sentence, value=5, confidence=confidence)
        for number, sentence, confidence in (
            (1, sentences[0], 0.9),
            (2, sentences[1], 0.9),
            (3, "第三句5件。", 0.1),
        )
    ]
    agreed = fact(1, ["claim:1", "claim:2", "claim:3"], Agreement.AGREE)
    kept = drop_uncertain_claims(sample_record(claims=claims, facts=[agreed], checks=[]), 0.5)
    assert kept.facts[0].agreement is agreement


def test_claims_that_were_left_to_the_rules_go_too() -> None:
    left = RecordWarning(code=READ_BY_RULES, message="There are many numbers.", start=0, end=9)
    claims = [claim(1, "5件", value=5, confidence=0.9), claim(2, "45条", value=45)]
    assert claims[1].confidence is None
    record = sample_record(claims=claims, facts=[], checks=[], warnings=[left])
    assert [each.id for each in drop_uncertain_claims(record, 0.0).claims] == [1]


def test_a_threshold_without_calibrated_confidence_is_refused() -> None:
    claims = [claim(1, "5件", value=5)]
    with pytest.raises(UncalibratedError, match="model rules gives no calibrated confidence"):
        drop_uncertain_claims(sample_record(claims=claims), 0.5)
