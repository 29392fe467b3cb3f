"""Where words of context spans stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.judged.contexts import with_contexts
from gongkai.evaluate.judged.pairing import pair_reports
from gongkai.evaluate.judged.records import judged_record
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport
from gongkai.models.document import Span
from gongkai.models.scheme import Kind, Metric
from tests.extract.sample_records import SENTENCE, TEXT, claim, sample_record


def waiting(text: str, quote: str, words: str, sentence: str | None = None) -> JudgedClaim:
    start = text.rindex(quote)
    return JudgedClaim(
        Metric.INFO_PUBLISHED,
        Kind.COUNT,
        1,
        quote,
        Span(start, start + len(quote)),
        context_words=((ContextKind.SUBJECT, words),),
        sentence=sentence,
    )


def places(claim: JudgedClaim, text: str | None) -> list[Span]:
    (placed,) = with_contexts([claim], text)
    return [context.span for context in placed.contexts]


@pytest.mark.parametrize(
    ("text", "quote", "words", "expected"),
    [
        ("信息公开。发布信息3条，信息5条信息", "5条", "信息", "信息5条|-2"),
        ("发布信息3条", "3条", "信息", "信息3条|-2"),
        ("发布3条信息", "3条", "信息", "信息|0"),
        ("未收到申请", "未收到", "收到", "收到|0"),
        ("信息。发布3条。信息", "3条", "信息", None),
        ("發布信\n息３條", "３條", "信息", "信\n息|-3"),
        ("发布信 息3条", "3条", "信息", "信 息|-3"),
        ("发布3条", "3条", "信息", None),
    ],
)
def test_the_nearest_words_of_the_sentence_are_taken(
    text: str, quote: str, words: str, expected: str | None
) -> None:
    found = places(waiting(text, quote, words), text)
    if expected is None:
        assert found == []
        return
    written = expected.split("|")[0].removesuffix(quote)
    (span,) = found
    assert span.of(text) == written
    if not expected.endswith("|0"):
        assert span.end == text.rindex(quote)


def test_without_a_text_the_sentence_tells_if_it_holds_the_quote_once() -> None:
    text = "一、概况\n发布信息3条，其中5条。"
    sentence = "发布信息3条，其中5条。"
    assert places(waiting(text, "3条", "信息", sentence), None) == [Span(7, 9)]
    twice = "信息3条，又3条。"
    assert places(waiting(twice, "3条", "信息", twice), None) == []
    assert places(waiting(text, "3条", "信息", "别的句子。"), None) == []


def test_offsets_beyond_the_text_have_no_place() -> None:
    claim = waiting("发布信息3条", "3条", "信息")
    assert places(claim, "短") == []


def test_records_are_placed_once_the_text_is_known() -> None:
    record = sample_record()
    record.claims = [claim(1, "45条", value=45, subject="动态类", sentence="另一种写法")]
    predicted = judged_record(record)
    assert (predicted.claims or ())[0].contexts == ()
    gold = JudgedReport(predicted.name, claims=(), text=TEXT, text_sha256=None)
    predicted_here = JudgedReport(predicted.name, claims=predicted.claims)
    (pair,) = pair_reports([gold], [predicted_here]).pairs
    (context,) = (pair.predicted.claims or ())[0].contexts
    assert context.span.of(TEXT) == "动态类"
    record.claims[0].sentence = SENTENCE
    (context,) = (judged_record(record).claims or ())[0].contexts
    assert context.span.of(TEXT) == "动态类"


def test_facts_of_a_corrected_record_lose_the_claims_that_were_taken_out() -> None:
    record = sample_record()
    before = judged_record(record).facts or ()
    assert set().union(*(fact.claims for fact in before)) > {0}
    record.claims = record.claims[:1]
    after = judged_record(record).facts or ()
    assert len(after) == len(before)
    assert set().union(*(fact.claims for fact in after)) == {0}


@given(
    st.text(alphabet="信息 3条\n。發布１\u200b", min_size=1, max_size=40),
    st.text(alphabet="信息条发布", min_size=1, max_size=3),
    st.data(),
)
def test_a_place_is_always_within_the_text(text: str, words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    claim = JudgedClaim(
        Metric.INFO_PUBLISHED,
        Kind.COUNT,
        1,
        text[start:end],
        Span(start, end),
        context_words=((ContextKind.SUBJECT, words),),
    )
    for place in places(claim, text):
        assert 0 <= place.start < place.end <= len(text)
