"""Which spans belong to an anchor, and which anchor it is a part of."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.scheme import PartKind
from gongkai.models.trained.linear import HashedLinear, bucket_of
from gongkai.models.trained.questions import Question
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.relating import relate_all
from gongkai.models.trained.relations import (
    MOST_SPANS,
    FoundSpan,
    SpanPairs,
    anchored_parts,
    span_candidates,
    span_features,
    whole_candidates,
    whole_features,
)
from gongkai.models.trained.state import Decision, DocState
from gongkai.models.trained.tags import SpanKind
from tests.models.trained.passages import PARTS as WORDS
from tests.models.trained.passages import read

TEXT = "全年通过网站发布信息32条，其中动态类15条。举办培训3次。"
BITS = 16


def spans(text: str, *words: str) -> list[FoundSpan]:
    return [
        FoundSpan(text.index(word), text.index(word) + len(word), SpanKind.SUBJECT)
        for word in words
    ]


def linear(
    classes: tuple[str, ...],
    weights: dict[str, tuple[float, ...]],
    intercept: tuple[float, ...] = (),
) -> HashedLinear:
    rows = sorted((bucket_of(feature, BITS), values) for feature, values in weights.items())
    return HashedLinear.quantised(
        classes,
        np.array([bucket for bucket, _ in rows], np.uint32),
        np.array([values for _, values in rows], float).reshape(-1, len(classes)),
        np.array(intercept or [0.0] * len(classes)),
        BITS,
    )


def state_for(reading: PassageReading, found: list[FoundSpan]) -> DocState:
    decisions = [Decision({Question.METRICS: each}, {}, (), 0.0) for each in reading.answers]
    return DocState(reading=reading, spans=found, decisions=decisions)


NEAR = linear(("no", "yes"), {"SUBJECT:before:rivals:0:0": (0, 4)}, (2, 0))
PARTS = linear(("component", "no", "subset"), {"distance:1:same": (0, 0, 5)}, (0, 2, 0))


def test_spans_of_later_sentences_are_no_candidates() -> None:
    reading = read(TEXT)
    found = spans(TEXT, "信息", "动态类", "培训")
    assert span_candidates(reading.anchors[0], found) == [0, 1]
    assert span_candidates(reading.anchors[2], found) == [0, 1, 2]


def test_spans_far_away_are_no_candidates() -> None:
    text = "信息" + "，多做一点" * 40 + "发布信息32条。"
    reading = read(text)
    assert span_candidates(reading.anchors[-1], [FoundSpan(0, 2, SpanKind.SUBJECT)]) == []


def test_of_more_spans_than_are_asked_the_nearest_are_in_order() -> None:
    text = "信息" * 30 + "发布信息32条" + "，信息" * 20 + "。"
    reading = read(text)
    found = [FoundSpan(at, at + 2, SpanKind.SUBJECT) for at in range(0, 60, 2)]
    found += [FoundSpan(at, at + 2, SpanKind.SUBJECT) for at in range(69, 127, 3)]
    (anchor,) = reading.anchors
    asked = span_candidates(anchor, found)
    assert len(asked) == MOST_SPANS < len(found)
    assert asked == sorted(asked)
    start, end = anchor.quantity.start, anchor.quantity.end
    gaps = [max(start - each.end, each.start - end) for each in found]
    assert max(gaps[place] for place in asked) <= min(
        gap for place, gap in enumerate(gaps) if place not in asked
    )


def test_features_tell_sides_rivals_and_what_stands_between() -> None:
    reading = read(TEXT)
    found = spans(TEXT, "信息", "动态类")
    of_near = span_features(reading, 0, found, 0)
    of_far = span_features(reading, 1, found, 0)
    assert {"SUBJECT:before:others:0", "SUBJECT:before:rivals:0:0"} <= set(of_near)
    assert {"SUBJECT:before:others:1", "SUBJECT:before:rivals:1:1"} <= set(of_far)
    assert "SUBJECT:behind:rivals:0:True" in span_features(reading, 0, found, 1)


def test_a_part_fits_its_whole() -> None:
    reading = read(TEXT)
    assert whole_candidates(reading, 1, reading.answers) == [0, 2]
    found = set(whole_features(reading, 1, 0, reading.answers))
    assert {"distance:1:same", "fits:less:True:same", "opening:['其中']:less:same"} <= found


def test_a_zero_and_what_is_no_claim_have_no_whole() -> None:
    reading = read("发布信息32条，未收到申请。")
    assert whole_candidates(reading, 1, reading.answers) == []
    assert whole_candidates(reading, 0, ["info_published", "none"]) == []


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=10, max_size=10))
def test_no_part_is_a_part_of_its_own_part(chosen: list[int | None]) -> None:
    wholes = anchored_parts(10, chosen)
    for number in range(10):
        seen, at = {number}, wholes[number]
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = wholes[at]
    assert all(whole in (None, chosen[number]) for number, whole in enumerate(wholes))


def test_related_are_those_that_probably_are() -> None:
    reading = read(TEXT)
    state = state_for(reading, spans(TEXT, "信息", "动态类", "培训"))
    relate_all([(reading, state)], NEAR, PARTS)
    assert [sorted(each.spans) for each in state.decisions] == [[0], [1], [2]]
    assert [each.whole for each in state.decisions] == [None, 0, None]
    assert [each.part_kind for each in state.decisions] == [None, PartKind.SUBSET, None]
    assert state.decisions[0].spans[0] == pytest.approx(1 / (1 + np.exp(-2)), rel=0.05)
    chance = state.decisions[1].part_chance
    assert chance is not None
    assert 0.5 < chance < 1
    assert [each.part_chance for each in state.decisions if each.whole is None] == [None, None]


def test_passages_related_together_are_related_as_each_alone() -> None:
    texts = [TEXT, "收到申请5件，其中已答复3件。", "工作有序。", "培训8次，其中宣讲2次。"]
    readings = [read(text) for text in texts]
    alone = [state_for(it, spans(it.text, *())) for it in readings]
    together = [state_for(it, spans(it.text, *())) for it in readings]
    for reading, state in zip(readings, alone, strict=True):
        relate_all([(reading, state)], NEAR, PARTS)
    relate_all(list(zip(readings, together, strict=True)), NEAR, PARTS)
    assert [it.decisions for it in together] == [it.decisions for it in alone]
    assert together[3].decisions[1].whole == 0


def test_models_that_learned_of_no_relation_relate_nothing() -> None:
    reading = read(TEXT)
    state = state_for(reading, spans(TEXT, "信息"))
    relate_all([(reading, state)], linear(("no",), {}), linear(("no",), {}))
    assert all(not each.spans and each.whole is None for each in state.decisions)


def test_a_model_that_knows_parts_alone_gives_each_its_whole() -> None:
    reading = read("发布信息32条，其中动态类15条。")
    state = state_for(reading, [])
    relate_all([(reading, state)], NEAR, linear(("subset",), {}))
    assert sum(each.whole is not None for each in state.decisions) == 1


_STEP = st.tuples(st.integers(0, 6), st.integers(1, 4), st.sampled_from(list(SpanKind)))


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join), st.lists(_STEP, max_size=20))
def test_what_stands_between_is_counted_as_if_one_looked_at_all(
    text: str, steps: list[tuple[int, int, SpanKind]]
) -> None:
    reading, found, at = read(text), [], 0
    for gap, length, kind in steps:
        found.append(FoundSpan(at + gap, at + gap + length, kind))
        at += gap + length
    pairs = SpanPairs(reading, found)
    quantities = [anchor.quantity for anchor in reading.anchors]
    for number, place in product(range(len(quantities)), range(len(found))):
        quantity, span = quantities[number], found[place]
        is_before = span.end <= quantity.start
        first, last = (span.end, quantity.start) if is_before else (quantity.end, span.start)
        side, near = "before" if is_before else "behind", reading.text[first:last]
        stops = [mark for mark in near if mark in "，；：。、（）"]
        others = sum(first <= each.start and each.end <= last for each in quantities)
        beside = found[place + 1 : place + 12] if is_before else found[max(0, place - 12) : place]
        rivals = sum(
            each.kind is span.kind and first <= each.start and each.end <= last for each in beside
        )
        assert {
            f"{span.kind}:{side}:stops:{''.join(stops[-4:])}",
            f"{span.kind}:{side}:stops:{min(len(stops), 5)}:{min(others, 4)}",
            f"{span.kind}:{side}:rivals:{min(rivals, 3)}:{min(others, 3)}",
            f"{span.kind}:{side}:others:{min(others, 5)}",
        } <= set(pairs.features(number, place))


@pytest.mark.parametrize(
    ("words", "beside"),
    [("信息累计报送", "计报送"), ("信息，", "，"), ("信息12345件与", "0件与")],
)
def test_numerals_between_a_span_and_an_anchor_are_masked(words: str, beside: str) -> None:
    text = f"{words}32条。"
    reading = read(text)
    found = SpanPairs(reading, spans(text, "信息")).features(len(reading.anchors) - 1, 0)
    (near,) = [each for each in found if each.startswith("SUBJECT:before:near:")]
    assert near.removeprefix("SUBJECT:before:near:") == beside
