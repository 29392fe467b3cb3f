from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from gongkai.models.trained.segmentation import SegmenterError
from gongkai.models.trained.segmentation.tokenizers import (
    CHARACTER_TOKENIZER,
    WORD_TOKENIZER,
    CharacterTokenizer,
    WordTokenizer,
)
from tests.models.trained.segmentation.small import small_segmenter

TEXTS = st.text(
    st.sampled_from("全年发布信息培训两次，。\n \u3000\t12a") | st.characters(codec="utf-8")
)
TOKENIZERS: dict[str, Callable[[str], Doc]] = {
    CHARACTER_TOKENIZER: CharacterTokenizer(Vocab()),
    WORD_TOKENIZER: WordTokenizer(Vocab(), small_segmenter()),
}


def pipeline(name: str) -> Language:
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": name}}})


def trained_pipeline() -> Language:
    nlp = pipeline(WORD_TOKENIZER)
    nlp.tokenizer = WordTokenizer(nlp.vocab, small_segmenter())
    return nlp


@pytest.mark.parametrize("name", TOKENIZERS)
@given(text=TEXTS)
def test_the_text_of_a_doc_is_the_text_with_every_offset(name: str, text: str) -> None:
    doc = TOKENIZERS[name](text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@pytest.mark.parametrize("name", TOKENIZERS)
def test_lone_surrogates_are_replaced_one_for_one(name: str) -> None:
    assert TOKENIZERS[name]("发布\ud800信息\udfff").text == "发布\ufffd信息\ufffd"


@given(TEXTS)
def test_a_character_is_a_token(text: str) -> None:
    assert [token.idx for token in TOKENIZERS[CHARACTER_TOKENIZER](text)] == list(range(len(text)))


@given(TEXTS)
def test_a_word_is_a_token(text: str) -> None:
    spans = [(token.idx, token.idx + len(token)) for token in TOKENIZERS[WORD_TOKENIZER](text)]
    assert spans == small_segmenter().words(text)


def test_a_pipeline_with_words_comes_back_from_its_folder(tmp_path: Path) -> None:
    nlp = trained_pipeline()
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    words = [token.text for token in again("全年发布信息316条。")]
    assert words == [token.text for token in nlp("全年发布信息316条。")]
    assert words == ["全年", "发布", "信息", "316", "条", "。"]
    assert sorted(path.name for path in (tmp_path / "tokenizer").iterdir()) == [
        "vocabulary.msgpack",
        "weights.npz",
    ]


def test_a_pipeline_with_words_comes_back_from_its_bytes() -> None:
    again = pipeline(WORD_TOKENIZER).from_bytes(trained_pipeline().to_bytes())
    assert [token.text for token in again("发布信息")] == ["发布", "信息"]


def test_a_pipeline_with_characters_comes_back_from_its_folder_and_its_bytes(
    tmp_path: Path,
) -> None:
    nlp = pipeline(CHARACTER_TOKENIZER)
    nlp.to_disk(tmp_path)
    assert [token.text for token in spacy.load(tmp_path)("发 布")] == ["发", " ", "布"]
    again = pipeline(CHARACTER_TOKENIZER).from_bytes(nlp.to_bytes())
    assert [token.text for token in again("发 布")] == ["发", " ", "布"]


def test_a_tokenizer_without_a_segmenter_says_where_one_is(tmp_path: Path) -> None:
    nlp = pipeline(WORD_TOKENIZER)
    with pytest.raises(SegmenterError, match="has no segmenter yet: load the pipeline"):
        nlp("发布")
    with pytest.raises(SegmenterError, match="has no segmenter yet"):
        nlp.to_disk(tmp_path)


def test_a_pipeline_whose_segmenter_is_damaged_is_not_loaded(tmp_path: Path) -> None:
    trained_pipeline().to_disk(tmp_path)
    (tmp_path / "tokenizer" / "vocabulary.msgpack").write_bytes(b"damaged")
    with pytest.raises(SegmenterError, match="cannot be used"):
        spacy.load(tmp_path)


def test_the_tokenizers_are_declared_for_spacy() -> None:
    project = Path(__file__).parents[4] / "pyproject.toml"
    with project.open("rb") as stream:
        declared = tomllib.load(stream)["project"]["entry-points"]["spacy_tokenizers"]
    assert set(declared) == set(TOKENIZERS)
    for name, place in declared.items():
        module, function = place.split(":")
        created = getattr(importlib.import_module(module), function)
        assert created is registry.tokenizers.get(name)
