"""Fingerprints: what makes two texts alike and what does not."""

from __future__ import annotations

from random import Random

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.extract.collection.fingerprints import (
    BINS,
    SHINGLE,
    fingerprint,
    letters,
    shingle_hashes,
    signature,
    similarity,
)
from tests.extract.collection.builders import CHARACTERS, prose


def shingles(text: str) -> set[str]:
    return {text[place : place + SHINGLE] for place in range(len(text) - SHINGLE + 1)}


def changed(text: str, share: float, seed: int) -> str:
    random = Random(seed)  # noqa: S311 - for a test
    return "".join(
        random.choice(CHARACTERS) if random.random() < share else character for character in text
    )


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.floats(0.0, 0.3))
def test_the_estimate_is_near_the_share_of_common_shingles(seed: int, share: float) -> None:
    one = letters(prose(seed))
    other = changed(one, share, seed + 1)
    common = shingles(one) & shingles(other)
    true = len(common) / len(shingles(one) | shingles(other))
    # 256 bins: a standard deviation is at most 0.032.
    assert similarity(signature(one), signature(other)) == pytest.approx(true, abs=0.13)


@given(st.text(max_size=60))
def test_any_text_has_a_fingerprint_and_is_like_itself(text: str) -> None:
    taken = fingerprint(text)
    assert taken.signature.shape == (BINS,)
    assert taken.characters == len(letters(text))
    assert similarity(taken.signature, fingerprint(text).signature) == 1.0


@given(st.text(st.characters(codec="utf-8"), min_size=SHINGLE, max_size=200))
def test_there_is_one_hash_a_shingle_and_equal_shingles_have_equal_ones(text: str) -> None:
    hashes = shingle_hashes(text)
    assert hashes.size == len(text) - SHINGLE + 1
    assert len(set(hashes.tolist())) == len(shingles(text))


@pytest.mark.parametrize(
    "variant",
    [
        "本 年 共 收 到\n申请 12 件 ，均 已 答 复 。",
        "本年共收到申请１２件,均已答复",
        "| 本年共收到申请 | 12件 | 均已答复 |",
        "本年共收到申請12件，均已答覆。",
    ],
)
def test_layout_width_punctuation_and_script_make_no_other_text(variant: str) -> None:
    assert fingerprint(variant).digest == fingerprint("本年共收到申请12件，均已答复。").digest


def test_another_number_makes_another_text() -> None:
    assert fingerprint("收到申请12件").digest != fingerprint("收到申请13件").digest


def test_texts_of_their_own_are_not_alike() -> None:
    assert similarity(fingerprint(prose(1)).signature, fingerprint(prose(2)).signature) < 0.1


def test_traditional_script_is_told_by_many_characters_not_by_a_name() -> None:
    traditional = (
        "國務院辦公廳關於政府資訊公開條例實施細則與工作報告編製發佈，統計數據、機構網站欄目應當準確"
    )
    assert fingerprint(traditional).traditional
    assert not fingerprint("國家气象台的年度报告" * 20).traditional


def test_signatures_are_the_same_on_every_machine() -> None:
    taken = signature("政府信息公开工作年度报告")
    assert taken.dtype == numpy.uint16
    assert taken[:4].tolist() == [8566, 8566, 11673, 63404]


def test_an_empty_text_has_a_signature_of_zeros() -> None:
    assert not fingerprint(" \n").signature.any()
