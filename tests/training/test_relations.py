"""Fitting of the relations."""

from __future__ import annotations

from dataclasses import replace

from gongkai.models.scheme import PartKind
from gongkai.models.trained.questions import Question
from gongkai.models.trained.relating import NO, YES, relate_all
from gongkai.models.trained.relations import span_features
from gongkai.models.trained.state import Decision, DocState
from gongkai.training.examples import AnchorGold, Example
from gongkai.training.layers import Layer
from gongkai.training.relations import fit_span_relation, fit_whole_relation, gold_spans
from tests.training.small_corpora import examples, passages


def related(found: list[Example], example: Example) -> DocState:
    state = DocState()
    state.reading, state.spans = example.reading, gold_spans(example)
    state.decisions = [
        Decision({question: gold.answer(question) for question in Question}, {}, (), 0.0)
        for gold in example.gold
    ]
    read = [(example.reading, state)]
    relate_all(read, fit_span_relation(found), fit_whole_relation(found))
    return state


def test_spans_and_wholes_that_were_learned_are_found() -> None:
    found = examples(passages(30))
    example = found[0]
    state = related(found, example)
    for gold, decision in zip(example.gold, state.decisions, strict=True):
        assert set(decision.spans) == set(gold.contexts)
        assert decision.whole == gold.whole


def test_without_annotated_spans_and_parts_nothing_is_related() -> None:
    silent = [
        replace(
            each,
            gold=tuple(replace(gold, knows_contexts=False) for gold in each.gold),
            missing=frozenset({Layer.PARTS, Layer.CONTEXTS}),
        )
        for each in examples()
    ]
    assert fit_span_relation(silent).classes == (NO, YES)
    assert fit_whole_relation(silent).classes == tuple(
        sorted([NO, *(kind.value for kind in PartKind)])
    )
    state = related(silent, examples()[0])
    assert all(not each.spans and each.whole is None for each in state.decisions)


def test_spans_that_all_belong_teach_to_relate_all() -> None:
    alone = [replace(each, gold=tuple(_all_contexts(each))) for each in examples()[:1]]
    model = fit_span_relation(alone)
    features = span_features(alone[0].reading, 0, gold_spans(alone[0]), 0)
    assert model.probabilities([features])[0, model.classes.index(YES)] > 0.99


def _all_contexts(example: Example) -> list[AnchorGold]:
    everything = tuple(range(len(example.spans)))
    return [replace(gold, contexts=everything) for gold in example.gold]


def test_a_base_is_kept_where_there_is_nothing_to_learn() -> None:
    base = fit_span_relation(examples())
    assert fit_span_relation([], base) is base
    wholes = fit_whole_relation(examples())
    assert fit_whole_relation([], wholes) is wholes
    assert fit_whole_relation(examples()[:3], wholes).classes == wholes.classes
