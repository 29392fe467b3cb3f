"""Facts: known by their sources, whose claims are brought together by their matching."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import JudgedCell, JudgedClaim, JudgedFact, JudgedReport
from gongkai.evaluate.judgements import Judgement
from gongkai.evaluate.scores.facts import FactScores, score_facts
from gongkai.evaluate.scores.matching import ClaimMatching
from gongkai.models.scheme import Agreement, CellState, Metric, SectionKind
from tests.evaluate.builders import NAME, claim, report

FIRST = claim("316条", 316)
SECOND = claim("130条", 130)
THIRD = claim("两次", 2, Metric.TRAINING_SESSIONS)
CELL = "applications.received.total"


def fact(
    *claims: int,
    cells: tuple[str, ...] = (),
    agreement: Agreement = Agreement.AGREE,
    confidence: float | None = None,
) -> JudgedFact:
    return JudgedFact(frozenset(cells), frozenset(claims), agreement, confidence)


def side(claims: tuple[JudgedClaim, ...], *facts: JudgedFact) -> JudgedReport:
    return report(*claims, facts=facts)


GOLD = side(
    (FIRST, SECOND, THIRD),
    fact(0, 1, cells=(CELL,), agreement=Agreement.CONFLICT),
    fact(2, agreement=Agreement.SINGLE),
)


def score(predicted: JudgedReport, gold: JudgedReport = GOLD) -> FactScores:
    return score_facts([ClaimMatching(ReportPair(gold, predicted))])


def test_the_gold_itself_is_right() -> None:
    scores = score(GOLD)
    assert scores.joined.total == Counts(1, 1, 1)
    assert scores.links.total == Counts(3, 3, 3)
    assert scores.conflicts.total == Counts(1, 1, 1)
    assert scores.agreement == Proportion(1, 1)
    assert scores.errors == ()


def test_predicted_claims_are_known_by_their_gold_claims() -> None:
    moved = side((THIRD, SECOND, FIRST), fact(1, 2, cells=(CELL,), agreement=Agreement.CONFLICT))
    assert score(moved).joined.total == Counts(1, 1, 1)


def test_a_claim_that_is_not_right_is_a_source_of_its_own() -> None:
    wrong = side(
        (replace(FIRST, value=5), SECOND),
        fact(0, 1, cells=(CELL,), agreement=Agreement.CONFLICT),
    )
    scores = score(wrong)
    assert scores.joined.total == Counts(0, 1, 1)
    assert scores.links.total == Counts(1, 3, 3)  # the cell and the second claim
    assert scores.conflicts.total == Counts(0, 1, 1)
    assert [(each.gold is None, each.predicted is None) for each in scores.errors] == [
        (False, True),
        (True, False),
    ]


def test_the_right_sources_with_another_agreement_are_no_right_fact() -> None:
    scores = score(side((FIRST, SECOND), fact(0, 1, cells=(CELL,))))
    assert scores.joined.total == Counts(0, 1, 1)
    assert scores.links.total == Counts(3, 3, 3)
    assert scores.agreement == Proportion(0, 1)
    assert scores.conflicts.total == Counts(0, 1, 0)
    (error,) = scores.errors
    assert error.gold is not None
    assert error.predicted is not None


def test_a_fact_that_lacks_a_source_has_some_of_the_links() -> None:
    scores = score(side((FIRST, SECOND), fact(0, 1)))
    assert scores.joined.total == Counts(0, 1, 1)
    assert scores.links.total == Counts(1, 3, 1)


DIRECT, AFTER_REVIEW = (
    f"review_litigation.{row}.total" for row in ("direct_suit", "suit_after_review")
)


def test_cells_that_are_added_up_are_one_statement() -> None:
    cells = (DIRECT, AFTER_REVIEW)
    alone = side((FIRST,), fact(cells=cells, agreement=Agreement.SINGLE))
    assert score(alone, alone).joined.total == Counts(0, 0, 0)
    with_claim = side((FIRST,), fact(0, cells=cells))
    assert score(with_claim, with_claim).links.total == Counts(1, 1, 1)


@pytest.mark.parametrize(
    ("direct", "after_review", "right"),
    [(3, 0, 1), (0, 0, 1), (3, 2, 0), (0, 3, 0)],
)
def test_cells_that_add_nothing_to_a_sum_make_no_difference(
    direct: int, after_review: int, right: int
) -> None:
    table = {
        "direct_suit.total": JudgedCell(CellState.VALUE, direct),
        "suit_after_review.total": JudgedCell(CellState.VALUE, after_review),
    }
    gold = side((FIRST,), fact(0, cells=(DIRECT,)))
    gold = replace(gold, cells={SectionKind.REVIEW_LITIGATION: table})
    summed = side((FIRST,), fact(0, cells=(DIRECT, AFTER_REVIEW)))
    assert score(summed, gold).joined.total == Counts(right, 1, 1)


def test_facts_that_nobody_annotated_are_not_judged() -> None:
    scores = score(GOLD, report(FIRST))
    assert scores.joined.by_text == {}
    assert score(report(FIRST)).joined.by_text == {}
    assert score(side((FIRST,))).joined.total == Counts(0, 1, 0)


def test_a_fact_with_a_confidence_is_a_judgement() -> None:
    predicted = side(
        (FIRST, SECOND, THIRD),
        fact(2, agreement=Agreement.SINGLE, confidence=0.9),
        fact(0, 1, confidence=0.4),
    )
    assert sorted(score(predicted).judgements, key=lambda each: each.confidence) == [
        Judgement(NAME, 0.4, False),
        Judgement(NAME, 0.9, True),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_of_facts_with_the_same_sources_one_is_right_in_whatever_order(
    order: tuple[int, ...],
) -> None:
    agreements = (Agreement.AGREE, Agreement.CONFLICT, Agreement.CONFLICT)
    same = [
        fact(0, 1, cells=(CELL,), agreement=each, confidence=place / 10)
        for place, each in enumerate(agreements)
    ]
    scores = score(side((FIRST, SECOND), *(same[place] for place in order)))
    assert scores.joined.total == Counts(1, 1, 3)
    assert scores.conflicts.total == Counts(1, 1, 2)
    assert scores.links.total == Counts(3, 3, 3)
    assert scores.agreement == Proportion(1, 1)
    assert [each.right for each in scores.judgements] == [False, True, False]
    assert [each.confidence for each in scores.judgements] == [0.0, 0.2, 0.1]
    assert [(each.gold, each.predicted) for each in scores.errors] == [
        (None, same[0]),
        (None, same[1]),
    ]
