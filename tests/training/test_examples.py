"""Annotated texts as the models see them."""

from __future__ import annotations

from gongkai.annotations.passages import Passage
from gongkai.models.scheme import Channel, Metric, PartKind
from gongkai.models.trained.questions import NONE, Question
from gongkai.training.examples import Example, ExampleReader, answers_in
from gongkai.training.layers import Layer
from tests.annotations.samples import passage
from tests.training.small_corpora import examples, passages


def example(body: str) -> Example:
    (found,) = ExampleReader().passages([passage(body)])
    return found


def test_an_anchor_has_what_is_annotated_on_its_words() -> None:
    found = example("{c1@website:网站}{a1:发布}{s1:信息}{31条|=31 条|info_published s1 a1 c1}。")
    (gold,) = found.gold
    assert gold.metrics == (Metric.INFO_PUBLISHED,)
    assert gold.channel is Channel.WEBSITE
    words = [found.reading.text[each.start : each.end] for each in found.spans]
    assert [words[place] for place in gold.contexts] == ["网站", "发布", "信息"]
    assert gold.value == 31


def test_an_anchor_without_a_claim_is_none() -> None:
    found = example("从{5个方面|!means}抓起，{a1:办}{s1:培训}{3次|=3 次|training_sessions s1 a1}。")
    assert [each.answer(Question.METRICS) for each in found.gold][-1] == "training_sessions"
    assert {each.answer(Question.METRICS) for each in found.gold[:-1]} <= {NONE}


def test_a_part_knows_its_whole() -> None:
    whole, part, *_ = examples()[0].gold
    assert whole.whole is None
    assert (part.whole, part.part_kind) == (0, PartKind.SUBSET)


def test_claims_without_a_quantity_are_counted() -> None:
    reader = ExampleReader()
    # The grammar reads the number, and not a word that was marked as one.
    reader.passages([passage("{若干|=7 条|info_published s1}{s1:信息}。")])
    assert reader.lost == 1


def test_what_was_not_annotated_is_not_asked() -> None:
    everything = frozenset(Layer)
    (found,) = ExampleReader().passages([passages(1)[0]], everything)
    assert found.asks(0, Question.METRICS)
    assert found.asks(0, Question.SCOPE)
    assert not found.asks(0, Question.CHANNEL)
    assert not any(gold.knows_contexts for gold in found.gold)


def test_aspects_are_asked_of_rates_alone_and_scopes_of_claims() -> None:
    found = examples()[1]
    rate = next(place for place, gold in enumerate(found.gold) if gold.aspects)
    other = next(place for place, gold in enumerate(found.gold) if not gold.metrics)
    assert found.asks(rate, Question.ASPECTS)
    assert not found.asks(0, Question.ASPECTS)
    assert not found.asks(other, Question.SCOPE)


def test_rare_answers_are_not_learned_but_every_question_has_one() -> None:
    answers = answers_in(examples()).by_question
    assert set(answers[Question.METRICS]) >= {"info_published", "training_sessions", NONE}
    few: list[Passage] = passages(2)
    assert "training_sessions" not in answers_in(examples(few)).by_question[Question.METRICS]
    assert answers_in([]).by_question == {
        Question.METRICS: (NONE,),
        Question.ASPECTS: (NONE,),
        Question.CHANNEL: (NONE,),
        Question.SCOPE: ("own",),
    }
