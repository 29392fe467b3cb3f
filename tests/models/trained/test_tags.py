"""Context spans as tags of characters, and back."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gongkai.models.trained.operations import Floats, Integers
from gongkai.models.trained.tags import TAGS, SpanKind, spans_of, tags_of

_SCORE = st.floats(-3, 3, width=32)
_SPAN = st.tuples(st.integers(0, 4), st.integers(1, 5), st.sampled_from(list(SpanKind)))


def scores_of(tags: Integers, odds: float = 20.0) -> Floats:
    scores: Floats = (odds * np.eye(len(TAGS))[tags]).astype(np.float32)
    return scores


@given(st.lists(_SPAN, max_size=8))
def test_spans_that_do_not_overlap_come_back(steps: list[tuple[int, int, SpanKind]]) -> None:
    spans, at = [], 0
    for gap, length, kind in steps:
        spans.append((at + gap, at + gap + length, kind))
        at += gap + length
    assert spans_of(scores_of(tags_of(spans, at + 1))) == spans


def allowed(tags: list[int]) -> bool:
    names = ["O", *(TAGS[tag] for tag in tags)]
    return all(
        after[0] != "I" or (before != "O" and before[2:] == after[2:])
        for before, after in pairwise(names)
    )


@settings(max_examples=30)
@given(arrays(np.float32, st.tuples(st.integers(1, 4), st.just(len(TAGS))), elements=_SCORE))
def test_of_all_tags_that_go_together_the_most_probable_are_found(scores: Floats) -> None:
    ways = [tags for tags in product(range(len(TAGS)), repeat=len(scores)) if allowed(list(tags))]
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    best = max(sum(float(logs[at, tag]) for at, tag in enumerate(tags)) for tags in ways)
    found = tags_of(spans_of(scores), len(scores))
    assert allowed(found.tolist())
    assert sum(float(logs[at, tag]) for at, tag in enumerate(found)) >= best - 1e-3


def test_a_span_whose_first_character_is_unsure_is_found_whole() -> None:
    scores = scores_of(tags_of([(1, 4, "SUBJECT")], 5), 4.0)
    scores[1] = 0.0
    scores[1, TAGS.index("O")] = 0.4
    assert spans_of(scores) == [(1, 4, SpanKind.SUBJECT)]


def test_no_characters_have_no_spans() -> None:
    assert spans_of(np.zeros((0, len(TAGS)), np.float32)) == []


def test_a_shorter_span_is_written_over_a_longer_one() -> None:
    tags = tags_of([(0, 6, "SUBJECT"), (2, 4, "CHANNEL")], 7)
    marks = [TAGS[tag] for tag in tags]
    inner = ["B-CHANNEL", "I-CHANNEL"]
    assert marks == ["B-SUBJECT", "I-SUBJECT", *inner, "I-SUBJECT", "I-SUBJECT", "O"]
