"""Sections by kind and start, and the characters in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import JudgedReport, JudgedSection
from gongkai.evaluate.scores.sections import SectionScores, score_sections
from gongkai.evaluate.scores.stretches import merged, shared, touches
from gongkai.models.document import Span
from gongkai.models.scheme import SectionKind

OVERVIEW, PROBLEMS = SectionKind.OVERVIEW, SectionKind.PROBLEMS


def section(kind: SectionKind, start: int, end: int) -> JudgedSection:
    return JudgedSection(kind, Span(start, end))


GOLD = (section(OVERVIEW, 10, 50), section(PROBLEMS, 50, 90))


def score(*predicted: JudgedSection) -> SectionScores:
    gold, found = JudgedReport("a", sections=GOLD), JudgedReport("a", sections=predicted)
    return score_sections([ReportPair(gold, found)])


def test_the_gold_itself_is_right() -> None:
    scores = score(*GOLD)
    assert {measure.value for measure in scores.measures} == {1.0}
    assert scores.by_kind == {OVERVIEW: Counts(1, 1, 1), PROBLEMS: Counts(1, 1, 1)}


@pytest.mark.parametrize(("start", "right"), [(5, 1), (15, 1), (4, 0), (16, 0)])
def test_a_section_may_start_a_few_characters_off(start: int, right: int) -> None:
    assert score(section(OVERVIEW, start, 50)).right.total == Counts(right, 2, 1)
    assert score(section(OVERVIEW, start, 50)).kinds.total == Counts(1, 2, 1)


def test_a_section_of_another_kind_is_wrong() -> None:
    scores = score(section(PROBLEMS, 10, 50), section(PROBLEMS, 50, 90))
    assert scores.right.total == Counts(1, 2, 2)
    assert scores.kinds.total == Counts(1, 2, 2)
    assert scores.characters.total == Counts(40, 80, 80)


def test_characters_count_where_both_sides_have_the_same_kind() -> None:
    scores = score(section(OVERVIEW, 10, 70), section(PROBLEMS, 70, 90))
    assert scores.characters.total == Counts(60, 80, 80)
    assert scores.characters.value == 60 / 80


def test_each_section_is_matched_once() -> None:
    scores = score(section(OVERVIEW, 9, 30), section(OVERVIEW, 11, 50))
    assert scores.right.total == Counts(1, 2, 2)


def test_texts_without_annotated_sections_are_not_judged() -> None:
    pair = ReportPair(JudgedReport("a"), JudgedReport("a", sections=GOLD))
    assert score_sections([pair]).right.by_text == {}


spans = st.lists(
    st.builds(
        lambda start, length: Span(start, start + length), st.integers(0, 20), st.integers(1, 6)
    )
)


def characters(of: list[Span]) -> set[int]:
    return {place for each in of for place in range(each.start, each.end)}


@given(one=spans, other=spans)
def test_stretches_hold_the_characters_of_their_spans(one: list[Span], other: list[Span]) -> None:
    stretches = merged(one)
    assert characters(stretches) == characters(one)
    assert sum(map(len, stretches)) == len(characters(one))
    assert shared(stretches, merged(other)) == len(characters(one) & characters(other))
    for each in other:
        assert touches(stretches, each) is bool(characters([each]) & characters(one))
