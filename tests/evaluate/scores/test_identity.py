"""Who reports on when: only what an annotation names is judged."""

from __future__ import annotations

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import IdentityField, JudgedIdentity, JudgedReport
from gongkai.evaluate.judgements import Judgement
from gongkai.evaluate.scores.identity import IdentityScores, score_identity
from gongkai.models.scheme import Tier

GOLD: dict[IdentityField, str | int | None] = {
    IdentityField.TITLE: "云河县2021年政府信息公开工作年度报告",
    IdentityField.YEAR: 2021,
    IdentityField.PUBLISHED: None,
    IdentityField.ISSUER: "云河县人民政府",
    IdentityField.TIER: Tier.COUNTY,
}


def score(
    predicted: dict[IdentityField, str | int | None] | None, **confidences: float
) -> IdentityScores:
    found = None if predicted is None else JudgedIdentity(predicted, **confidences)
    return score_identity(
        [
            ReportPair(
                JudgedReport("a", identity=JudgedIdentity(GOLD)), JudgedReport("a", identity=found)
            )
        ]
    )


def right(scores: IdentityScores) -> dict[str, int]:
    return {field.value: score.all.total.right for field, score in scores.by_field.items()}


def test_the_gold_itself_is_right() -> None:
    scores = score(dict(GOLD))
    assert {measure.value for measure in scores.measures} == {1.0}
    assert scores.errors == ()


def test_fields_that_the_annotation_does_not_name_are_not_judged() -> None:
    scores = score({**GOLD, IdentityField.CODE: "123456"})
    assert list(scores.by_field) == list(GOLD)


def test_each_field_is_right_or_wrong_by_itself() -> None:
    scores = score({**GOLD, IdentityField.YEAR: 2022, IdentityField.TIER: None})
    assert right(scores) == {"title": 1, "year": 0, "published": 1, "issuer": 1, "tier": 0}
    assert [(error.field, error.predicted) for error in scores.errors] == [
        (IdentityField.YEAR, 2022),
        (IdentityField.TIER, None),
    ]


def test_where_neither_side_gives_a_value_none_is_given() -> None:
    by_field = score(dict(GOLD)).by_field
    assert by_field[IdentityField.PUBLISHED].all.total == Counts(1, 1, 1)
    assert by_field[IdentityField.PUBLISHED].given == Proportion(0, 0)
    invented = score({**GOLD, IdentityField.PUBLISHED: "2022-01-05"}).by_field
    assert invented[IdentityField.PUBLISHED].given == Proportion(0, 1)


def test_titles_compare_without_white_space() -> None:
    broken = "云河县\n2021年　政府信息公开 工作年度报告"
    assert right(score({**GOLD, IdentityField.TITLE: broken}))["title"] == 1
    assert right(score({**GOLD, IdentityField.ISSUER: "云河县 人民政府"}))["issuer"] == 0


def test_a_text_in_which_nothing_was_found_has_no_values() -> None:
    assert right(score({})) == {"title": 0, "year": 0, "published": 1, "issuer": 0, "tier": 0}


def test_a_text_of_whose_identity_a_system_does_not_speak_is_left_out() -> None:
    assert right(score(None)) == {}


def test_issuers_and_years_with_a_confidence_are_judgements() -> None:
    wrong = {**GOLD, IdentityField.YEAR: 2020}
    scores = score(wrong, issuer_confidence=0.8, year_confidence=0.6)
    assert scores.issuer_judgements == (Judgement("a", 0.8, True),)
    assert scores.year_judgements == (Judgement("a", 0.6, False),)
    assert score(wrong).issuer_judgements == ()
