"""Numbers of a text: found, read, and what else was found."""

from __future__ import annotations

from gongkai.annotations.passages import Reason
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import (
    JudgedClaim,
    JudgedQuantity,
    JudgedReport,
    NonClaim,
)
from gongkai.evaluate.scores.numerals import NumeralForm
from gongkai.evaluate.scores.quantities import QuantityScores, score_quantities
from gongkai.models.document import Span
from gongkai.models.scheme import Kind, Metric
from tests.evaluate.builders import claim, report

PUBLISHED = claim("316条", 316)
TWICE = claim("两次", 2, Metric.TRAINING_SESSIONS)
NONE_HELD = claim("举办", 0, Metric.MEETINGS_HELD)  # stands for a zero said in words
RATE = claim("99.2%", 99.2, Metric.HOTLINE_CASES, kind=Kind.RATE)
GOLD = report(PUBLISHED, TWICE, NONE_HELD, RATE, non_claims=(NonClaim(Span(0, 2), Reason.DATE),))


def score(predicted: JudgedReport) -> QuantityScores:
    return score_quantities([ReportPair(GOLD, predicted)])


def numbers(*found: tuple[int, int, float]) -> JudgedReport:
    quantities = tuple(JudgedQuantity(Span(start, end), value) for start, end, value in found)
    return JudgedReport("a", quantities=quantities)


def at(one: JudgedClaim, value: float) -> tuple[int, int, float]:
    return (one.span.start, one.span.end, value)


def test_claims_are_read_as_numbers_whatever_they_count() -> None:
    other = claim("两次", 2, Metric.MEETINGS_HELD)
    scores = score(report(PUBLISHED, other, NONE_HELD, RATE))
    assert scores.found.total == scores.value.total == Counts(3, 3, 3)
    assert scores.zeros_in_words.total == Counts(1, 1, 1)
    assert (scores.on_non_claims, scores.elsewhere) == ({}, 0)


def test_a_number_may_be_found_and_read_wrongly() -> None:
    scores = score(numbers(at(PUBLISHED, 316), at(TWICE, 12), at(RATE, 0.992)))
    assert scores.found.total == Counts(3, 3, 3)
    assert scores.value.total == scores.value_recall.total == Counts(1, 3, 3)
    assert scores.by_form[NumeralForm.CHINESE].found.value == 1.0
    assert scores.by_form[NumeralForm.CHINESE].value.value == 0.0
    assert scores.by_form[NumeralForm.PLAIN].value.total == Counts(1, 1, 1)


def test_each_number_is_matched_once_and_the_right_value_is_preferred() -> None:
    start, end, _ = at(PUBLISHED, 0)
    scores = score(numbers((start, end, 3), (start, end - 1, 316)))
    assert scores.found.total == Counts(1, 3, 2)
    assert scores.value.total == Counts(1, 3, 2)
    assert scores.elsewhere == 1


def test_predictions_on_what_is_no_claim_are_told_by_the_reason() -> None:
    scores = score(numbers((1, 3, 7), (40, 41, 1)))
    assert scores.found.total == Counts(0, 3, 2)
    assert scores.found_recall.total == Counts(0, 3, 3)
    assert (scores.on_non_claims, scores.elsewhere) == ({Reason.DATE: 1}, 1)


def test_a_zero_in_words_is_neither_missed_nor_false_among_numbers() -> None:
    scores = score(numbers(at(NONE_HELD, 0), at(PUBLISHED, 316)))
    assert scores.found.total == Counts(1, 3, 1)
    assert scores.zeros_in_words.total == Counts(1, 1, 1)


def test_texts_without_annotated_claims_are_not_judged() -> None:
    unjudged = ReportPair(JudgedReport("a"), numbers((0, 1, 1)))
    assert score_quantities([unjudged]).found.by_text == {}
