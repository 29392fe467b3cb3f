"""Context spans as tags of characters, and back."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.trained.operations import Floats, Integers
from gongkai.models.trained.tags import TAGS, SpanKind, spans_of, tags_of

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
    found = spans_of(scores_of(tags_of(spans, at + 1)))
    assert [each[:3] for each in found] == spans
    assert all(0.99 < each[3] <= 1 for each in found)


@given(st.lists(st.integers(0, len(TAGS) - 1), max_size=30))
def test_any_tags_make_spans_in_order_that_cover_what_is_tagged(tags: list[int]) -> None:
    found = spans_of(scores_of(np.array(tags, np.int64)))
    covered = [at for start, end, _, _ in found for at in range(start, end)]
    assert covered == [at for at, tag in enumerate(tags) if tag]


def test_no_characters_have_no_spans() -> None:
    assert spans_of(np.zeros((0, len(TAGS)), np.float32)) == []


def test_a_shorter_span_is_written_over_a_longer_one() -> None:
    tags = tags_of([(0, 6, "SUBJECT"), (2, 4, "CHANNEL")], 7)
    marks = [TAGS[tag] for tag in tags]
    inner = ["B-CHANNEL", "I-CHANNEL"]
    assert marks == ["B-SUBJECT", "I-SUBJECT", *inner, "I-SUBJECT", "I-SUBJECT", "O"]


def test_an_inside_of_another_kind_begins_a_span() -> None:
    tags = np.array([TAGS.index(each) for each in ("B-SUBJECT", "I-ACTION", "I-ACTION")])
    kinds = [each[:3] for each in spans_of(scores_of(tags))]
    assert kinds == [(0, 1, SpanKind.SUBJECT), (1, 3, SpanKind.ACTION)]


def test_the_probability_is_the_mean_over_the_span() -> None:
    scores = scores_of(tags_of([(0, 2, "PERIOD")], 2), 0.0)
    scores[0, TAGS.index("B-PERIOD")] = 50
    scores[1, TAGS.index("I-PERIOD")] = np.log(8)
    ((start, end, kind, sure),) = spans_of(scores)
    assert (start, end, kind) == (0, 2, SpanKind.PERIOD)
    assert abs(sure - (1 + 0.5) / 2) < 1e-6
