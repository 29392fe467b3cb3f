"""Clumsy spelling moves marks with their words."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annotations.generator import generate
from gongkai.annotations.generator.clumsiness import spoil
from gongkai.models.normalised import normalise

TEXT = (
    "全年发布了信息316条，公开的事项2,450件；（其中）举办培训3次，"
    "参训的人员120人次，工作有序，群众满意。"
)


def spoilt(seed: int) -> str:
    return spoil(TEXT, Random(seed)).text  # noqa: S311


def test_most_texts_come_out_as_they_are() -> None:
    unspoilt = sum(spoilt(seed) == TEXT for seed in range(400))
    assert 200 < unspoilt < 320


def test_every_sort_of_clumsiness_occurs() -> None:
    texts = [spoilt(seed) for seed in range(400)]
    assert any("信息 316 条" in text for text in texts)
    assert any(",公开" in text and "(其中)" in text for text in texts)
    assert any("有序、群众" in text for text in texts)
    assert any("的的" in text or "了了" in text for text in texts)


@given(st.integers(0, 10**6))
def test_words_of_a_stretch_stay_the_same_but_for_spaces_and_width(seed: int) -> None:
    places = spoil(TEXT, Random(seed))  # noqa: S311
    start = TEXT.index("316条")
    assert normalise(places.span(start, start + 4).of(places.text)).text == "316条"
    start = TEXT.index("信息")
    assert places.span(start, start + 2).of(places.text) == "信息"


def test_a_separator_of_thousands_is_never_taken_for_a_comma() -> None:
    assert all("2,450" in spoilt(seed).replace(" ", "") for seed in range(200))


def test_quotes_never_begin_or_end_with_a_space() -> None:
    for passage in generate(300, seed=9):
        quotes = [claim.span.of(passage.text) for claim in passage.claims]
        assert all(quote == quote.strip() for quote in quotes)
