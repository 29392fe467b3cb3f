"""Which text is narrative."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.extract.narrative import LONGEST_PASSAGE, find_passages
from gongkai.extract.sections import find_sections
from gongkai.extract.tables import read_tables
from gongkai.models.document import Document, Span
from gongkai.models.passages import Passage
from gongkai.models.scheme import SectionKind
from tests.extract.plain_documents import document_of, report

SENTENCE = "全年发布信息12条。"
TABLE = "行政复议 行政诉讼\n总计 总计 总计\n0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"


def passages_of(document: Document, tables: tuple[Span, ...] = ()) -> list[Passage]:
    return find_passages(document, find_sections(document), tables)


def texts_of(document: Document, tables: tuple[Span, ...] = ()) -> list[str]:
    return [each.span.of(document.text) for each in passages_of(document, tables)]


def test_paragraphs_of_sections_are_narrative_and_headings_are_not() -> None:
    document = document_of(report("我镇信息12条。", "（一）公开数量\n公开3件。"))
    found = passages_of(document)
    assert [each.span.of(document.text) for each in found] == ["我镇信息12条。", "公开3件。"]
    assert [each.section for each in found] == [
        SectionKind.OVERVIEW,
        SectionKind.PROACTIVE_DISCLOSURE,
    ]
    assert found[0].headings == ("总体情况",)
    assert found[1].headings == ("主动公开政府信息情况", "公开数量")


def test_what_stands_before_the_first_section_is_left_out() -> None:
    document = document_of(
        "青石县2022年政府信息公开工作年度报告\n共有5个部分。\n一、总体情况\n" + SENTENCE
    )
    assert texts_of(document) == [SENTENCE]


def test_a_report_without_sections_is_narrative_throughout() -> None:
    document = document_of("我局很忙。\n发布信息8条。")
    found = passages_of(document)
    assert [each.span.of(document.text) for each in found] == ["我局很忙。", "发布信息8条。"]
    assert {each.section for each in found} == {None}


def test_tables_are_no_narrative_but_sentences_around_them_are() -> None:
    document = document_of(report("", "", "", f"前有一句。\n{TABLE}\n后有一句。"))
    start = document.text.index(TABLE)
    found = texts_of(document, (Span(start, start + len(TABLE)),))
    assert found == ["前有一句。", "后有一句。"]


def test_a_table_in_the_midst_of_a_paragraph_parts_it() -> None:
    document = document_of(report("甲事办了1件。 0 0 0 乙事办了2件。"))
    start = document.text.index(" 0 0 0 ")
    found = texts_of(document, (Span(start, start + 7), Span(start + 2, start + 4)))
    assert found == ["甲事办了1件。", "乙事办了2件。"]


def test_a_heading_run_into_its_paragraph_is_cut_off() -> None:
    document = document_of(report("（一）主动公开情况。我镇发布信息12条，不算多。"))
    assert texts_of(document) == ["我镇发布信息12条，不算多。"]


def test_a_heading_that_states_a_zero_is_narrative_too() -> None:
    document = document_of(
        "一、概述\n" + SENTENCE + "\n四、未发生行政复议、行政诉讼\n五、2021年存在的问题\n人手不足。"
    )
    assert texts_of(document) == [SENTENCE, "四、未发生行政复议、行政诉讼", "人手不足。"]


def test_stretches_without_letters_or_digits_are_no_passages() -> None:
    assert texts_of(document_of(report("————\n。。。\n" + SENTENCE))) == [SENTENCE]


def test_a_paragraph_longer_than_any_is_parted_between_sentences_and_nothing_is_lost() -> None:
    paragraph = SENTENCE * (3 * LONGEST_PASSAGE // len(SENTENCE))
    document = document_of(report(paragraph))
    parts = texts_of(document)
    assert len(parts) > 2
    assert "".join(parts) == paragraph
    assert all(part.endswith("。") and len(part) <= LONGEST_PASSAGE for part in parts)


def test_a_sentence_longer_than_any_is_parted_between_clauses() -> None:
    document = document_of(report("办件3个，" * LONGEST_PASSAGE))
    parts = texts_of(document)
    assert "".join(parts) == "办件3个，" * LONGEST_PASSAGE
    assert all(part.endswith("，") for part in parts)


def test_a_long_stretch_without_any_mark_is_parted_all_the_same() -> None:
    written = "中" * (2 * LONGEST_PASSAGE + 1)
    parts = texts_of(document_of(report(written)))
    assert "".join(parts) == written
    assert max(map(len, parts)) <= LONGEST_PASSAGE


def test_a_long_list_that_fits_stays_with_its_sentence() -> None:
    listed = "办件3个，" * (LONGEST_PASSAGE // 6) + "共计1件。"
    parts = texts_of(document_of(report(SENTENCE * 200 + listed)))
    assert listed in parts[-1]


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from([SENTENCE, TABLE, "（一）主动公开情况", "1", "", "，"]), max_size=12)
)
def test_passages_are_in_order_inside_paragraphs_and_touch_no_table(parts: list[str]) -> None:
    document = document_of(report("\n".join(parts), "\n".join(parts[::-1])))
    sections = find_sections(document)
    tables = read_tables(document, sections.sections).spans
    spans = [each.span for each in find_passages(document, sections, tables)]
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        assert any(
            p.span.start <= span.start and span.end <= p.span.end for p in document.paragraphs
        )
        assert not any(span.overlaps(table) for table in tables if len(table))
