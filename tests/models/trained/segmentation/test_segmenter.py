from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.inference import decodeViterbi_fast
from spacy_pkuseg.model import Model

from gongkai.models.trained.segmentation import (
    Boundary,
    Segmenter,
    SegmenterError,
    Vocabulary,
    Weights,
    boundaries_of,
)
from gongkai.models.trained.segmentation.segmenter import LONGEST_PIECE, pieces
from gongkai.models.trained.segmentation.vocabulary import (
    CHARACTER_OFFSETS,
    GROUPS,
    PAIR_OFFSETS,
    TAGS,
)
from gongkai.training.segmenter import score_segmenter
from tests.models.trained.segmentation.small import small_segmenter, small_sentences

WORDING = "".join("".join(words) for words in small_sentences())
#: Characters of the training sentences, of all groups, white space, and any others.
CHARACTERS = st.sampled_from(sorted({*WORDING, *"".join(GROUPS.values()), *" \n\u3000龘a\x00"}))
TEXTS = st.text(CHARACTERS | st.characters(), max_size=80)
VISIBLE = TEXTS.map(lambda text: "".join(text.split()))


def split(segmenter: Segmenter, text: str) -> list[str]:
    return [text[start:end] for start, end in segmenter.words(text)]


def test_sentences_of_known_words_are_cut_into_them() -> None:
    scores = score_segmenter(small_segmenter(), small_sentences())
    assert scores.words == sum(map(len, small_sentences()))
    assert scores.f1 > 0.98


def test_known_words_are_found_in_a_new_sentence() -> None:
    found = split(small_segmenter(), "微信公众号发布政策解读35篇。")
    assert found == ["微信", "公众号", "发布", "政策", "解读", "35", "篇", "。"]


@given(TEXTS)
def test_words_follow_each_other_and_cover_the_text(text: str) -> None:
    words = small_segmenter().words(text)
    assert all(start < end for start, end in words)
    assert [0, *(end for _, end in words)] == [*(start for start, _ in words), len(text)]


@given(TEXTS)
def test_white_space_is_never_part_of_a_word_and_a_run_of_it_is_one(text: str) -> None:
    found = split(small_segmenter(), text)
    assert [word for word in found if word.isspace() != any(map(str.isspace, word))] == []
    runs = [word.isspace() for word in found]
    assert (True, True) not in set(pairwise(runs))


def reference(segmenter: Segmenter, piece: str) -> list[str]:
    """Cut a piece with spacy-pkuseg's own features and search."""
    extractor = FeatureExtractor()
    vocabulary, weights = segmenter.vocabulary, segmenter.weights
    names = {"0": "**Num", "Ａ": "**Letter"}
    shown = [names.get(each, each) for each in vocabulary.characters]
    rows = {"$$": weights.intercept}
    for prefix, table in zip(("c.", "c-1.", "c1.", "c-2.", "c2."), weights.characters, strict=True):
        rows |= {prefix + each: row for each, row in zip(shown, table, strict=True)}
    for prefix, table in zip(("c-1c.", "cc1.", "c-2c-1."), weights.pairs, strict=True):
        for pair, row in zip(vocabulary.pairs, table, strict=True):
            rows[prefix + ".".join(names.get(each, each) for each in pair)] = row
    for prefix, table in zip(("w1.", "w-1."), weights.words, strict=True):
        rows |= {prefix + each: row for each, row in zip(vocabulary.words, table, strict=True)}
    extractor.unigram = set(vocabulary.words)
    extractor.feature_to_idx = {name: number for number, name in enumerate(rows)}
    model = Model(len(rows), len(TAGS))
    model.w = np.concatenate([*rows.values(), weights.transitions.T.ravel()]).astype(np.float64)
    nodes = list(extractor.normalize_text(piece))
    features = [extractor.get_node_features_idx(each, nodes) for each in range(len(nodes))]
    _, tags = decodeViterbi_fast(features, model)
    starts = [0, *(place for place, tag in enumerate(tags) if place and TAGS[tag].startswith("B"))]
    return [piece[a:b] for a, b in zip(starts, [*starts[1:], len(piece)], strict=True)]


def test_the_features_stand_in_the_order_of_the_reference() -> None:
    assert CHARACTER_OFFSETS == (0, -1, 1, -2, 2)
    assert PAIR_OFFSETS == (-1, 0, -2)


@given(VISIBLE.filter(bool))
def test_words_are_those_of_the_features_and_the_search_of_the_library(text: str) -> None:
    segmenter = small_segmenter()
    expected = [
        word for start, end in pieces(text) for word in reference(segmenter, text[start:end])
    ]
    assert split(segmenter, text) == expected


@given(VISIBLE, VISIBLE)
def test_a_sentence_does_not_depend_on_the_one_before(first: str, second: str) -> None:
    segmenter = small_segmenter()
    apart = [*split(segmenter, f"{first}。"), *split(segmenter, second)]
    assert split(segmenter, f"{first}。{second}") == apart


def test_a_long_text_is_cut_like_its_sentences() -> None:
    sentences = ["".join(words) for words in small_sentences()]
    expected = [word for sentence in sentences for word in split(small_segmenter(), sentence)]
    assert split(small_segmenter(), "".join(sentences) * 100) == expected * 100


def test_a_text_without_a_full_stop_is_cut_into_pieces() -> None:
    text = "发布信息" * 20_000
    assert max(end - start for start, end in pieces(text)) == LONGEST_PIECE
    assert set(split(small_segmenter(), text)) == {"发布", "信息"}


def test_an_empty_text_has_no_words() -> None:
    assert small_segmenter().words("") == []
    assert small_segmenter().boundaries("").shape == (0,)


@given(TEXTS)
def test_boundaries_are_those_of_the_words(text: str) -> None:
    segmenter = small_segmenter()
    boundaries = segmenter.boundaries(text)
    assert boundaries.dtype == np.uint8
    assert boundaries.tolist() == boundaries_of(segmenter.words(text)).tolist()


def test_boundaries_tell_where_in_its_word_a_character_stands() -> None:
    begin, middle, end, single = Boundary
    words = [(0, 4), (4, 5), (5, 7)]
    assert boundaries_of(words).tolist() == [begin, middle, middle, end, single, begin, end]


def test_lone_surrogates_are_unknown_characters() -> None:
    assert sum(end - start for start, end in small_segmenter().words("发布\ud800信息")) == 5


@given(TEXTS)
def test_a_segmenter_from_its_bytes_finds_the_same_words(text: str) -> None:
    again = Segmenter.from_bytes(small_segmenter().to_bytes())
    assert again.words(text) == small_segmenter().words(text)


def test_stored_segmenters_are_the_same_bytes_again(tmp_path: Path) -> None:
    segmenter = small_segmenter()
    assert Segmenter.from_bytes(segmenter.to_bytes()).to_bytes() == segmenter.to_bytes()
    segmenter.to_disk(tmp_path / "a" / "b")
    assert Segmenter.from_disk(tmp_path / "a" / "b").to_bytes() == segmenter.to_bytes()


def test_a_segmenter_that_knows_nothing_can_be_stored_too() -> None:
    vocabulary = Vocabulary((), (), ())
    arrays = {
        name: np.zeros(shape, dtype=np.float16) for name, shape in vocabulary.shapes().items()
    }
    segmenter = Segmenter(vocabulary, Weights(**arrays))
    again = Segmenter.from_bytes(segmenter.to_bytes())
    assert again.vocabulary == vocabulary
    assert again.words("发布 信息") == segmenter.words("发布 信息")


@pytest.mark.parametrize(
    ("characters", "pairs", "words", "message"),
    [
        (("发", "发"), (), (), "not distinct"),
        (("发布",), (), (), "single, visible and unified"),
        ((" ",), (), (), "single, visible and unified"),
        (("7",), (), (), "single, visible and unified"),
        (("发",), ("发布",), (), "two known characters"),
        (("发",), ("发",), (), "two known characters"),
        (("发",), (), ("发",), "2 to 6 known characters"),
        (("发",), (), ("发" * 7,), "2 to 6 known characters"),
        (tuple(map(chr, range(0x20000, 0x28000))), (), (), "more than 30,000 characters"),
    ],
)
def test_impossible_vocabularies_are_refused(
    characters: tuple[str, ...], pairs: tuple[str, ...], words: tuple[str, ...], message: str
) -> None:
    with pytest.raises(SegmenterError, match=message):
        Vocabulary(characters, pairs, words)


def test_words_are_found_without_loading_what_training_and_pipelines_need() -> None:
    program = (
        "import sys, gongkai.models.trained.segmentation\n"
        "print({'spacy', 'sklearn', 'rjieba', 'requests', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "{'numpy'}"
