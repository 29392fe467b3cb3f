"""A pipeline run on held-out texts."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.trained.questions import NONE, Question
from gongkai.training.heldout import Agreement, agreement, judgements, run_on
from gongkai.training.layers import Layer
from gongkai.training.running import Trained
from tests.training.small_corpora import examples

COUNTS = st.integers(0, 50)


def test_each_claim_that_is_made_is_judged(trained: Trained) -> None:
    found = examples()
    made = [
        decision.answers[Question.METRICS]
        for state in run_on(trained.pipeline, found)
        for decision in state.decisions
    ]
    judged = judgements(trained.pipeline, found)
    assert len(judged) == len(made) - made.count(NONE) > 0
    assert {each.text for each in judged} <= {each.text for each in found}
    assert all((each.channel_right is None) is not each.right for each in judged)


def test_a_claim_with_another_metric_or_value_is_wrong(trained: Trained) -> None:
    found = examples()
    right = agreement(trained.pipeline, found)
    assert right.right > 0
    for change in ({"metrics": ()}, {"value": 987654.0}):
        changed = [
            replace(each, gold=tuple(replace(gold, **change) for gold in each.gold))
            for each in found
        ]
        assert agreement(trained.pipeline, changed).right == 0
        assert agreement(trained.pipeline, changed).made == right.made


def test_channels_that_nobody_annotated_are_not_judged(trained: Trained) -> None:
    silent = [replace(each, missing=frozenset({Layer.CHANNELS})) for each in examples()]
    judged = judgements(trained.pipeline, silent)
    assert any(each.right for each in judged)
    assert all(each.channel_right is None for each in judged)


def test_claims_without_an_anchor_count_as_missed(trained: Trained) -> None:
    found = examples()
    before, after = (agreement(trained.pipeline, found, lost) for lost in (0, 10))
    assert after.gold == before.gold + 10
    assert after.f1 < before.f1


@given(COUNTS, COUNTS, COUNTS)
def test_f1_is_a_share(right: int, more: int, missed: int) -> None:
    f1 = Agreement(right, right + more, right + missed).f1
    assert 0 <= f1 <= 1
    assert (f1 == 1) is (right > 0 and more == missed == 0)
