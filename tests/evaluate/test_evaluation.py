"""Systems measured on the same texts and compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from gongkai.evaluate.checking import EvaluationError
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.evaluation import OWN_METRICS, Prediction, evaluate, predict
from gongkai.evaluate.judged.gold import GoldError
from gongkai.evaluate.judged.pairing import PairingError
from gongkai.evaluate.judged.reports import JudgedFact, JudgedQuantity, JudgedReport
from gongkai.evaluate.judgements import Judged
from gongkai.evaluate.scores.claim_groups import ClaimGrouping
from gongkai.evaluate.systems.interface import Text
from gongkai.models.document import Span
from gongkai.models.scheme import Agreement, Metric
from tests.evaluate.builders import TEXT, claim, report

NAMES = [f"{number}.txt" for number in range(12)]
CLAIMS = (claim("316条", 316), claim("两次", 2, Metric.TRAINING_SESSIONS))
GOLD = [replace(report(*CLAIMS, name=name), text=TEXT) for name in NAMES]


def found(*claims_of: Sequence[int]) -> list[JudgedReport]:
    """Return reports in which some of the gold claims were found, by their places."""
    return [
        report(*(CLAIMS[place] for place in places), name=name)
        for name, places in zip(NAMES, claims_of, strict=True)
    ]


class Half:
    """A system that finds the first claim and reads every numeral as 316."""

    name = "half"
    metrics = frozenset({Metric.INFO_PUBLISHED})

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        assert all(text.text == TEXT for text in texts)
        return [JudgedReport(text.name, claims=CLAIMS[:1]) for text in texts]

    def value_of(self, quote: str) -> float | None:
        return 316.0


def test_the_others_are_compared_with_the_first_in_what_both_attempt() -> None:
    first = Prediction("first", found(*[(0, 1)] * 12))
    one = [JudgedReport(name, claims=CLAIMS[:1]) for name in NAMES]
    others = [Prediction("same", found(*[(0, 1)] * 12)), Prediction("one", one)]
    evaluation = evaluate(GOLD, [first, *others])
    by_system = {
        each.other: each for each in evaluation.differences if each.measure == "claims.right"
    }
    assert by_system["same"].comparison.difference == 0
    assert by_system["same"].adjusted_p_value == 1
    half = by_system["one"]
    assert half.first == "first"
    assert half.comparison.difference == pytest.approx(2 / 3 - 1)
    assert half.adjusted_p_value == pytest.approx(2 * half.comparison.p_value)
    assert half.adjusted_p_value < 0.05
    assert (half.texts, half.left_out) == (12, 0)
    problems = {each.other for each in evaluation.differences if each.measure == "problems.right"}
    assert "one" not in problems


def test_systems_are_compared_on_the_texts_that_were_judged_for_both() -> None:
    every = found(*[(0, 1)] * 12)
    passed_over = [replace(each, claims=None) for each in every[:4]]
    wrong = found(*[()] * 12)[4:]
    evaluation = evaluate(
        GOLD,
        [Prediction("every", every), Prediction("some", [*passed_over, *wrong[:4], *every[8:]])],
    )
    (difference,) = [each for each in evaluation.differences if each.measure == "claims.right"]
    assert (difference.texts, difference.left_out) == (8, 4)
    assert difference.comparison.difference == pytest.approx(2 / 3 - 1)
    some = evaluation.systems[1].measures["claims.right"]
    assert some.total == Counts(8, 16, 8)


def test_a_system_that_attempts_some_metrics_is_compared_on_these_too() -> None:
    evaluation = evaluate(GOLD, [Prediction("all", found(*[(1,)] * 12)), predict(Half(), GOLD)])
    every, half = (result.measures[f"{OWN_METRICS}half"] for result in evaluation.systems)
    assert half.total == Counts(12, 12, 12)
    assert every.total == Counts(0, 12, 0)
    assert set(every.by_text) == set(half.by_text) == set(NAMES)


def test_a_system_that_attempts_some_metrics_is_not_measured_on_the_others() -> None:
    (half,) = evaluate(GOLD, [predict(Half(), GOLD)]).systems
    assert set(half.measures) == {f"{OWN_METRICS}half", "numerals.value"}
    scores = half.scores
    assert (scores.quantities, scores.spans, scores.relations) == (None, None, None)
    assert scores.claims is not None
    assert [each.term for each in scores.claims.groups[ClaimGrouping.METRIC]] == [
        Metric.INFO_PUBLISHED
    ]
    assert scores.claims.groups[ClaimGrouping.KIND] == ()
    assert scores.claims.errors == ()


def test_numerals_are_asked_of_systems_that_read_them() -> None:
    evaluation = evaluate(GOLD, [predict(Half(), GOLD), Prediction("other", found(*[()] * 12))])
    half, other = evaluation.systems
    assert half.measures["numerals.value"].total == Counts(12, 24, 24)
    assert other.numerals is None


def test_confidences_are_judged_where_there_are_any() -> None:
    confident = [
        replace(each, claims=tuple(replace(it, confidence=0.9) for it in each.claims or ()))
        for each in found(*[(0,)] * 12)
    ]
    evaluation = evaluate(
        GOLD, [Prediction("sure", confident), Prediction("mute", found(*[(0,)] * 12))]
    )
    sure, mute = evaluation.systems
    assert set(sure.calibration) == {Judged.CLAIM}
    assert sure.calibration[Judged.CLAIM].judgements == 12
    assert mute.calibration == {}


def test_texts_without_a_prediction_are_refused_unless_allowed() -> None:
    some = Prediction("some", found(*[(0, 1)] * 12)[:6])
    with pytest.raises(PairingError, match=r"6 annotated (reports|texts) have no prediction"):
        evaluate(GOLD, [some])
    (result,) = evaluate(GOLD, [some], allow_missing=True).systems
    assert result.measures["claims.right"].total == Counts(12, 24, 12)


NOTHING = JudgedReport(NAMES[0], claims=())


def test_there_has_to_be_a_system_and_names_differ() -> None:
    with pytest.raises(EvaluationError, match="no system to be measured"):
        evaluate(GOLD, [])
    with pytest.raises(EvaluationError, match="Two systems are called same"):
        evaluate(GOLD, [Prediction("same", found(*[()] * 12))] * 2)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"claims": (replace(CLAIMS[0], part_of=1),)}, "claim 0 is part of claim 1, which is not"),
        ({"claims": (replace(CLAIMS[0], part_of=-1),)}, "claim 0 is part of claim -1, which is"),
        ({"claims": (replace(CLAIMS[0], value=math.nan),)}, "claim 0 has the value nan"),
        ({"claims": (replace(CLAIMS[0], value_max=math.inf),)}, "claim 0 has the value inf"),
        ({"claims": (replace(CLAIMS[0], span=Span(5, 2)),)}, "claim 0 stands at 5–2"),
        ({"quantities": (JudgedQuantity(Span(-2, 2), 1),)}, "quantity 0 stands at -2–2"),
        ({"quantities": (JudgedQuantity(Span(0, 2), math.inf),)}, "quantity 0 has the value inf"),
        ({"claims": (replace(CLAIMS[0], part_of=0),)}, "claim 0 is part of itself"),
        ({"claims": (replace(CLAIMS[0], confidence=1.7),)}, "confidence 1.7, which is not"),
        ({"claims": (replace(CLAIMS[0], channel_confidence=5.0),)}, "confidence 5.0, which is"),
        ({"facts": (JudgedFact(frozenset(), frozenset({3}), Agreement.AGREE),)}, "holds claim 3"),
    ],
)
def test_what_cannot_be_measured_is_told_in_a_sentence(said: dict[str, Any], reason: str) -> None:
    reports = [replace(NOTHING, **said), *found(*[()] * 12)[1:]]
    with pytest.raises(EvaluationError, match=f"^hand-made: .*{reason}"):
        evaluate(GOLD, [Prediction("hand-made", reports)])
    with pytest.raises(EvaluationError, match=f"^gold: .*{reason}"):
        evaluate(reports, [Prediction("other", found(*[()] * 12))])


class Fixed:
    """A system that says what it was made with."""

    name = "fixed"

    def __init__(self, *reports: JudgedReport) -> None:
        self.reports = list(reports)

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        return self.reports


def test_a_system_has_to_answer_for_each_text_within_the_text() -> None:
    with pytest.raises(EvaluationError, match="fixed was given 1 texts and returned 0 reports"):
        predict(Fixed(), GOLD[:1])
    with pytest.raises(EvaluationError, match="fixed was given 1 texts"):
        predict(Fixed(replace(NOTHING, name="other")), GOLD[:1])
    far = replace(CLAIMS[0], span=Span(0, len(TEXT) + 1))
    with pytest.raises(EvaluationError, match=f"claim 0 of 0.txt ends at {len(TEXT) + 1}"):
        predict(Fixed(replace(NOTHING, claims=(far,))), GOLD[:1])
    nan = replace(CLAIMS[0], value=math.nan)
    with pytest.raises(EvaluationError, match="no finite number"):
        predict(Fixed(replace(NOTHING, claims=(nan,))), GOLD[:1])


@pytest.mark.parametrize("said", [None, [None], (each for each in [NOTHING]), "NOTHING"])
def test_a_system_has_to_return_a_list_of_reports(said: Any) -> None:  # noqa: ANN401
    fixed = Fixed()
    fixed.reports = said
    with pytest.raises(EvaluationError, match="fixed returned no list of JudgedReports"):
        predict(fixed, GOLD[:1])


@pytest.mark.parametrize(
    ("field", "value"), [("value", "3"), ("metric", "foo"), ("kind", None), ("value", True)]
)
def test_a_claim_of_other_types_is_told(field: str, value: object) -> None:
    wrong = dict[str, Any]({field: value})
    with pytest.raises(EvaluationError, match=r"^fixed: claim 0 .* in 0\.txt; correct it\."):
        predict(Fixed(replace(NOTHING, claims=(replace(CLAIMS[0], **wrong),))), GOLD[:1])


def test_a_system_cannot_read_a_text_that_is_not_known() -> None:
    with pytest.raises(GoldError, match=r"The text of 0\.txt is not known"):
        predict(Half(), [replace(each, text=None) for each in GOLD])
