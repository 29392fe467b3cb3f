from __future__ import annotations

import random
import sys

import pytest

from gongkai.annotations.markup import parse_passages
from gongkai.annotations.sentences import parse_sentences
from gongkai.models.document import Span
from gongkai.models.errors import GongkaiError, MissingExtraError
from gongkai.training import segmenter as training
from gongkai.training.segmenter import (
    Settings,
    score_segmenter,
    silver_of_passages,
    silver_of_sentences,
    silver_words,
    train_segmenter,
)
from tests.models.trained.segmentation.small import small_segmenter, small_sentences

PASSAGE = """=== imagined-001
follows: free
province: 四川省
tier: county
type: government
year: 2022
section: proactive_disclosure
---
我局印发《青禾手册》{40册|=40 册|info_published}。
"""
QUICK = Settings(passes=1, fewest_words=1, fewest_pairs=1)


def test_words_are_those_of_the_dictionary() -> None:
    assert silver_words("全年组织学习。") == [("全年", "组织", "学习", "。")]


def test_words_end_where_annotated_spans_end() -> None:
    text = "组织学习"
    assert silver_words(text, [Span(1, 3)]) == [("组", "织", "学", "习")]


def test_words_end_where_quantities_end() -> None:
    (words,) = silver_words("公开信息一千二百余条目")
    assert "一千二百" in "".join(words)
    starts = {sum(map(len, words[:number])) for number in range(len(words) + 1)}
    assert {4, 10} <= starts  # 一千二百余条


def test_words_end_where_phrases_of_the_lexicon_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "_dictionary_words", lambda text: [(0, len(text))])
    assert silver_words("以政策解读为主") == [("以", "政策解读", "为主")]


def test_words_are_those_of_the_normalised_text_by_sentences() -> None:
    assert silver_words("組織 學習。\n共２次；", [Span(8, 10)]) == [
        ("组织", "学习", "。"),
        ("共", "2", "次", "；"),
    ]


def test_the_words_of_a_passage_end_where_its_marks_end() -> None:
    (located,), faults = parse_passages(PASSAGE, "imagined.txt")
    assert faults == []
    (words,) = silver_of_passages([located.passage])
    assert words[-4:] == ("》", "40", "册", "。")


def test_the_words_of_a_written_sentence_end_where_its_marks_end() -> None:
    sentences, faults = parse_sentences("印发手册{40册|info_published}。\n", "imagined.txt")
    assert faults == []
    assert silver_of_sentences(sentences) == [("印发", "手册", "40", "册", "。")]


def test_training_again_gives_the_same_bytes_and_leaves_randomness_alone() -> None:
    random.seed(7)
    state = random.getstate()
    first = train_segmenter(small_sentences(), QUICK)
    assert random.getstate() == state
    random.seed(8)
    assert train_segmenter(small_sentences(), QUICK).to_bytes() == first.to_bytes()


def test_features_that_matter_little_are_left_out() -> None:
    full = train_segmenter(small_sentences(), Settings(1, 1, 1, 0.0)).vocabulary
    pruned = train_segmenter(small_sentences(), Settings(1, 1, 1, 0.05)).vocabulary
    assert set(pruned.pairs) < set(full.pairs)
    assert set(pruned.characters) <= set(full.characters)


def test_rare_words_and_pairs_are_left_out() -> None:
    vocabulary = train_segmenter(small_sentences(), Settings(1, 3, 3, 0.0)).vocabulary
    assert "信息" in vocabulary.words
    assert "提案" not in vocabulary.words
    assert "提案" not in vocabulary.pairs


def test_numbers_are_no_words_of_the_dictionary() -> None:
    assert not any("0" in word for word in small_segmenter().vocabulary.words)


def test_too_few_sentences_are_refused() -> None:
    with pytest.raises(GongkaiError, match="trained on 1 different sentences: give 10 or more"):
        train_segmenter([("第", "2", "次"), ("第", "3", "次")])


def test_words_are_found_when_both_of_their_ends_are() -> None:
    scores = score_segmenter(small_segmenter(), [("发布", "信", "息")])
    assert scores.words == 3
    assert scores.precision == 0.5
    assert scores.recall == pytest.approx(1 / 3)
    assert scores.f1 == pytest.approx(0.4)
    with pytest.raises(GongkaiError, match="no sentences"):
        score_segmenter(small_segmenter(), [])


def test_without_the_dictionary_segmenter_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    training._dictionary_segmenter.cache_clear()
    with pytest.raises(MissingExtraError, match=r"pip install 'gongkai\[training\]'"):
        silver_words("发布信息")
    training._dictionary_segmenter.cache_clear()
