"""Numbers of a text: found, read, and what else was found."""

from __future__ import annotations

from dataclasses import replace

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
from tests.evaluate.builders import TEXT, claim, report

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
    assert scores.found is not None
    assert scores.value is not None
    assert scores.zeros_in_words is not None
    assert scores.found.total == scores.value.total == Counts(3, 3, 3)
    assert scores.zeros_in_words.total == Counts(1, 1, 1)
    assert (scores.on_non_claims, scores.elsewhere) == ({}, 0)


def test_of_a_system_that_gives_numbers_alone_recall_is_judged() -> None:
    scores = score(numbers(at(PUBLISHED, 316), (40, 41, 1)))
    assert {each.name for each in scores.measures} == {
        "quantities.found.recall",
        "quantities.value.recall",
    }
    assert (scores.found, scores.value) == (None, None)
    assert (scores.texts, scores.predicted, scores.predicted_per_text) == (1, 2, 2.0)


def test_a_number_may_be_found_and_read_wrongly() -> None:
    scores = score(numbers(at(PUBLISHED, 316), at(TWICE, 12), at(RATE, 0.992)))
    assert scores.found_recall.total == Counts(3, 3, 3)
    assert scores.value_recall.total == Counts(1, 3, 3)
    assert scores.by_form[NumeralForm.CHINESE].found.value == 1.0
    assert scores.by_form[NumeralForm.CHINESE].value.value == 0.0
    assert scores.by_form[NumeralForm.PLAIN].value.total == Counts(1, 1, 1)


def test_each_number_is_matched_once_and_the_right_value_is_preferred() -> None:
    start, end, _ = at(PUBLISHED, 0)
    scores = score(numbers((start, end, 3), (start, end - 1, 316)))
    assert scores.found_recall.total == Counts(1, 3, 3)
    assert scores.value_recall.total == Counts(1, 3, 3)
    assert scores.elsewhere == 1


def test_predictions_on_what_is_no_claim_are_told_by_the_reason() -> None:
    scores = score(numbers((1, 3, 7), (40, 41, 1)))
    assert scores.found_recall.total == Counts(0, 3, 3)
    assert (scores.on_non_claims, scores.elsewhere) == ({Reason.DATE: 1}, 1)


def test_predictions_in_tables_of_the_gold_are_counted_by_themselves() -> None:
    with_table = replace(GOLD, tables=(Span(30, 36),))
    predicted = numbers((1, 3, 7), (31, 32, 1), (35, 37, 2), (60, 61, 3))
    scores = score_quantities([ReportPair(with_table, predicted)])
    assert (scores.in_tables, scores.elsewhere, scores.predicted) == (2, 1, 2)
    assert scores.on_non_claims == {Reason.DATE: 1}


def test_a_predicted_zero_is_one_in_words_by_its_own_text() -> None:
    with_text = replace(GOLD, text=TEXT)
    digit = TEXT.index("130")
    zeros = ((0, 2, 0.0), (digit, digit + 3, 0.0), at(NONE_HELD, 0))
    claims = tuple(
        claim(TEXT[start:end], value, Metric.OTHER_COUNT, span=Span(start, end))
        for start, end, value in zeros
    )
    for predicted in (numbers(*zeros), JudgedReport("a", claims=claims)):
        scores = score_quantities([ReportPair(with_text, predicted)])
        assert scores.zeros_in_words is not None
        assert scores.zeros_in_words.total == Counts(1, 1, 2)
        assert scores.predicted == 1


def test_zeros_in_words_are_not_attempted_by_who_predicts_none() -> None:
    for predicted in (report(PUBLISHED), numbers(at(PUBLISHED, 316))):
        scores = score(predicted)
        assert scores.zeros_in_words is None
        assert "quantities.zeros_in_words" not in {each.name for each in scores.measures}


def test_a_zero_in_words_is_neither_missed_nor_false_among_numbers() -> None:
    scores = score(numbers(at(NONE_HELD, 0), at(PUBLISHED, 316)))
    assert scores.zeros_in_words is not None
    assert scores.found_recall.total == Counts(1, 3, 3)
    assert (scores.zeros_in_words.total, scores.predicted) == (Counts(1, 1, 1), 1)


def test_texts_of_which_one_side_does_not_speak_are_not_judged() -> None:
    unjudged = ReportPair(JudgedReport("a"), numbers((0, 1, 1)))
    silent = ReportPair(GOLD, JudgedReport("a"))
    missing = ReportPair(GOLD, JudgedReport("a"), is_missing=True)
    assert score_quantities([unjudged, silent]).found_recall.by_text == {}
    assert score_quantities([missing]).found_recall.total == Counts(0, 3, 3)
