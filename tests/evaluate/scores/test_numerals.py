"""Forms of writing, and what a number is worth."""

from __future__ import annotations

import pytest

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport
from gongkai.evaluate.scores.numerals import (
    NumeralForm,
    form_of,
    quantities_of,
    score_numerals,
)
from gongkai.models.document import Span
from gongkai.models.scheme import Kind, Metric


def written(
    quote: str,
    value: float = 1,
    unit: str | None = None,
    kind: Kind = Kind.COUNT,
    *,
    value_max: float | None = None,
    start: int = 0,
) -> JudgedClaim:
    span = Span(start, start + len(quote))
    return JudgedClaim(
        Metric.INFO_PUBLISHED, kind, value, quote, span, value_max=value_max, unit=unit
    )


@pytest.mark.parametrize(
    ("quote", "form"),
    [
        ("316条", NumeralForm.PLAIN),
        ("１２余件", NumeralForm.PLAIN),
        ("0件", NumeralForm.PLAIN),
        ("5,523件", NumeralForm.GROUPED),
        ("5，523件", NumeralForm.GROUPED),
        ("1.2万条", NumeralForm.MYRIAD),
        ("2万3千", NumeralForm.MYRIAD),
        ("38.9萬條", NumeralForm.MYRIAD),
        ("两次", NumeralForm.CHINESE),
        ("一百二十一篇", NumeralForm.CHINESE),
        ("零次", NumeralForm.CHINESE),
        ("十余场", NumeralForm.VAGUE),
        ("数十次", NumeralForm.VAGUE),
        ("上百条", NumeralForm.VAGUE),
        ("几次", NumeralForm.VAGUE),
    ],
)
def test_a_form_of_writing_is_seen_in_the_quote(quote: str, form: NumeralForm) -> None:
    assert form_of(written(quote)) is form


def test_zeros_ranges_shares_and_money_have_forms_by_their_claims() -> None:
    assert form_of(written("未收到", 0)) is NumeralForm.ZERO_IN_WORDS
    assert form_of(written("无", 0)) is NumeralForm.ZERO_IN_WORDS
    assert form_of(written("0件", 0)) is NumeralForm.PLAIN
    assert form_of(written("2至3次", 2, value_max=3)) is NumeralForm.RANGE
    assert form_of(written("九成", 90, "%", Kind.RATE)) is NumeralForm.SHARE
    assert form_of(written("增长14.6%", 14.6, "%", Kind.CHANGE)) is NumeralForm.SHARE
    assert form_of(written("下降12件", -12, "件", Kind.CHANGE)) is NumeralForm.PLAIN
    # The scale belongs to the unit: the number itself has none.
    assert form_of(written("96.5万元", 96.5, "万元", Kind.AMOUNT)) is NumeralForm.PLAIN


def test_a_number_that_several_claims_state_is_one() -> None:
    twice = [written("1件"), written("1件"), written("5件", 5, start=9)]
    assert [each.value for each in quantities_of(twice)] == [1, 5]


def test_the_size_of_a_change_and_money_in_yuan_are_right() -> None:
    (fall,) = quantities_of([written("下降12件", -12, "件", Kind.CHANGE)])
    assert fall.is_worth(12)
    assert fall.is_worth(-12)
    (count,) = quantities_of([written("12件", 12, "件")])
    assert not count.is_worth(-12)
    (money,) = quantities_of([written("96.5万元", 96.5, "万元", Kind.AMOUNT)])
    assert money.is_worth(96.5)
    assert money.is_worth(965000)
    assert not money.is_worth(9.65)


class Digits:
    """A reader that knows digits alone, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def value_of(self, quote: str) -> float | None:
        self.asked.append(quote)
        digits = "".join(filter(str.isdecimal, quote))
        return float(digits) if digits else None


def test_a_reader_is_scored_by_form_and_asked_once_for_each_quote() -> None:
    claims = (
        written("316条", 316),
        written("两次", 2, start=10),
        written("1.2万条", 12000, start=20),
        written("未收到", 0, start=30),
    )
    gold = [JudgedReport(name, claims=claims) for name in ("b", "a")]
    reader = Digits()
    scores = score_numerals([*gold, JudgedReport("c")], reader)
    assert sorted(reader.asked) == ["1.2万条", "316条", "两次"]
    assert scores.value.total == Counts(right=2, gold=6, predicted=6)
    assert scores.value.value == 2 / 6
    assert scores.read == Proportion(4, 6)
    assert {form: each.total for form, each in scores.by_form.items()} == {
        NumeralForm.PLAIN: Counts(2, 2, 2),
        NumeralForm.MYRIAD: Counts(0, 2, 2),
        NumeralForm.CHINESE: Counts(0, 2, 2),
    }
    assert list(scores.value.by_text) == ["a", "b"]
    assert [(error.report, error.read) for error in scores.errors] == [
        ("a", None),
        ("a", 12.0),
        ("b", None),
        ("b", 12.0),
    ]
