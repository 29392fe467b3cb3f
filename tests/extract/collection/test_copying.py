"""Sentences of the narrative and those that were taken over from last year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.collection.copying import Sentence, sentences, taken_over
from gongkai.extract.collection.terms import CopiedSentence

WORD_FOR_WORD, NUMBERS = CopiedSentence.WORD_FOR_WORD, CopiedSentence.NUMBERS_CHANGED
LAST_YEAR = (
    "云河县2022年政府信息公开工作年度报告\n"
    "县政府门户网站全年发布各类信息1200条，群众关心的事项都能查到。\n"
    "公开内容还不够全面，政策解读的形式比较单一。"
    "下一步要加强培训，把业务骨干带起来。\n"
)


def texts_of(text: str) -> list[str]:
    return [text[each.start : each.end] for each in sentences(text)]


def ways(current: str, previous: str = LAST_YEAR) -> list[CopiedSentence]:
    return [each.how for each in taken_over(sentences(current), sentences(previous))]


def test_the_narrative_is_its_sentences() -> None:
    assert texts_of(LAST_YEAR) == [
        "县政府门户网站全年发布各类信息1200条，群众关心的事项都能查到。",
        "公开内容还不够全面，政策解读的形式比较单一。",
        "下一步要加强培训，把业务骨干带起来。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t0\t0\t0",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "4.没有现成信息需要另行制作",
        "二、主动公开政府信息情况",
        "| 行政许可 | 12 | 行政处罚 | 3 |",
        "2023年，好。",
    ],
)
def test_tables_headings_and_scraps_are_no_narrative(line: str) -> None:
    assert texts_of(line) == []


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("公开内容还不够全面，政策解读的形式比较单一。", [WORD_FOR_WORD]),
        ("公開內容還不夠全面， 政策解讀的形式比較單一；", [WORD_FOR_WORD]),
        ("县政府门户网站全年发布各类信息1,350条，群众关心的事项都能查到。", [NUMBERS]),
        ("县政府门户网站全年发布各类信息一千三百条，群众关心的事项都能查到。", [NUMBERS]),
        ("县政府门户网站全年发布各类消息1200条，群众关心的事项都能查到。", []),
        ("公开内容还不够及时，政策解读的形式比较单一。", []),
    ],
)
def test_a_sentence_is_taken_over_word_for_word_or_with_other_numbers(
    sentence: str, how: list[CopiedSentence]
) -> None:
    assert ways(sentence) == how


def wrapped(text: str, width: int) -> str:
    lines = text.split("\n")
    pieces = (line[at : at + width] for line in lines for at in range(0, len(line), width))
    return "\n".join(pieces)


def test_a_wrapped_text_has_the_same_sentences() -> None:
    text = "".join(
        f"第{each}项工作坚持公开为常态、不公开为例外，由办公室逐条核对。" for each in "甲乙丙丁戊己"
    )
    assert len(taken_over(sentences(wrapped(text, 33)), sentences(text))) == 6
    assert ways(wrapped(text, 33), text) == [WORD_FOR_WORD] * 6


def test_a_text_of_too_many_lines_is_taken_line_by_line() -> None:
    assert len(sentences("\n" * 10 + "好\n" * 200_001 + LAST_YEAR)) == 3


def test_the_places_are_those_in_both_texts() -> None:
    current = "开头另有一句话，与去年并不相同。公开内容还不够全面，\n政策解读的形式比较单一。"
    (found,) = taken_over(sentences(current.replace("\n", "")), sentences(LAST_YEAR))
    text = current.replace("\n", "")
    sentence = "公开内容还不够全面，政策解读的形式比较单一。"
    assert text[found.sentence.start : found.sentence.end] == sentence
    assert LAST_YEAR[found.previous.start : found.previous.end] == sentence


def test_a_sentence_that_stands_twice_is_looked_up_where_it_stands_first() -> None:
    (found,) = taken_over(
        [Sentence(0, 9, "同一句")], [Sentence(1, 2, "同一句"), Sentence(3, 4, "同一句")]
    )
    assert found.previous.start == 1


@given(st.text(st.sampled_from("公开信息工作一二12，。；！\n\t|（） 　“”"), max_size=300))
def test_sentences_stand_in_order_within_the_text_and_are_their_own_copies(text: str) -> None:
    found = sentences(text)
    end = 0
    for sentence in found:
        assert end <= sentence.start < sentence.end <= len(text)
        assert "\t" not in text[sentence.start : sentence.end]
        end = sentence.end
    assert all(each.how is WORD_FOR_WORD for each in taken_over(found, found))
    assert len(taken_over(found, found)) == len(found)
