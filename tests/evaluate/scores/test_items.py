"""Problems and improvements: found by their spans, right by their categories."""

from __future__ import annotations

import pytest

from gongkai.evaluate import score_improvements, score_problems
from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.reports import JudgedItem
from gongkai.evaluate.scores.items import ItemScores
from gongkai.models.scheme import Category, ProblemYear, Stage
from tests.evaluate.builders import item, report


def score(gold: list[JudgedItem], predicted: list[JudgedItem]) -> ItemScores:
    return score_problems([report(problems=tuple(gold))], [report(problems=tuple(predicted))])


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (10, 20, True),
        (10, 15, True),  # half of the longer one
        (10, 14, False),
        (0, 20, True),  # the longer one is the prediction
        (0, 21, False),
        (9, 31, False),
        (20, 30, False),
    ],
)
def test_an_item_is_found_when_half_of_the_longer_span_is_shared(
    start: int, end: int, found: bool
) -> None:
    scores = score([item(10, 20)], [item(start, end)])
    assert scores.found.total == Counts(int(found), 1, 1)


def test_an_item_of_another_category_is_found_and_not_right() -> None:
    scores = score([item(0, 9)], [item(0, 9, Category.TRAINING)])
    assert scores.found.total == Counts(1, 1, 1)
    assert scores.right.total == Counts(0, 1, 1)
    assert scores.category == Proportion(0, 1)
    assert scores.detail == Proportion(1, 1)
    assert scores.errors[0].fields == ("category",)


def test_a_wrong_year_leaves_the_item_right() -> None:
    scores = score([item(0, 9)], [item(0, 9, detail=ProblemYear.LAST)])
    assert scores.right.total == Counts(1, 1, 1)
    assert scores.detail == Proportion(0, 1)
    assert scores.errors[0].fields == ("detail",)


def test_a_year_that_the_gold_does_not_give_is_not_judged() -> None:
    scores = score([item(0, 9, detail=None)], [item(0, 9)])
    assert scores.detail == Proportion(0, 0)
    assert scores.errors == ()


def test_a_year_that_the_prediction_does_not_give_is_not_judged() -> None:
    scores = score([item(0, 9)], [item(0, 9, detail=None)])
    assert scores.detail == Proportion(0, 0)
    assert scores.errors == ()


def test_a_text_of_whose_items_one_side_does_not_speak_is_left_out() -> None:
    gold = [report(problems=(item(0, 9),), name=name) for name in "ab"]
    predicted = [report(problems=(item(0, 9),), name="a"), report(problems=None, name="b")]
    scores = score_problems(gold, predicted)
    assert scores.right.by_text == {"a": {"": Counts(1, 1, 1)}}
    assert scores.errors == ()
    missing = score_problems(gold, predicted[:1], allow_missing=True)
    assert missing.right.by_text["b"] == {"": Counts(0, 1, 0)}


def test_each_item_is_matched_once_and_the_right_category_is_preferred() -> None:
    gold = [item(0, 10)]
    halves = [item(0, 5, Category.TRAINING), item(5, 10)]
    scores = score(gold, halves)
    assert scores.found.total == Counts(1, 1, 2)
    assert scores.right.total == Counts(1, 1, 2)
    (error,) = scores.errors
    assert (error.gold, error.predicted) == (None, halves[0])


def test_missed_and_spurious_items_are_errors() -> None:
    errors = score([item(0, 10)], [item(20, 30)]).errors
    assert [(error.gold is None, error.predicted is None) for error in errors] == [
        (False, True),
        (True, False),
    ]


def test_improvements_are_scored_by_themselves() -> None:
    gold = report(problems=(item(0, 9),), improvements=(item(20, 30, detail=Stage.TAKEN),))
    predicted = report(improvements=(item(20, 30, detail=Stage.PROMISED),))
    scores = score_improvements([gold], [predicted])
    assert scores.right.total == Counts(1, 1, 1)
    assert scores.detail == Proportion(0, 1)
    assert score_problems([gold], [predicted]).right.total == Counts(0, 1, 0)


def test_items_that_nobody_annotated_are_not_judged() -> None:
    scores = score_problems([report(problems=None)], [report(problems=(item(0, 9),))])
    assert scores.right.total == Counts(0, 0, 0)
    assert scores.right.value is None
