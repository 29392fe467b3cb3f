"""What a heading is about."""

import pytest

from gongkai.extract.sections.topics import classify, is_table_label, official_prefix
from gongkai.models.scheme import SectionKind
from gongkai.models.table_layout import LAYOUTS

# The six kinds in the order of the form.
GENERAL, P, A, R, Q, M = SectionKind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("总体情况", GENERAL),
        ("2014年政府信息公开工作基本情况", GENERAL),
        ("概述", GENERAL),
        ("主动公开政府信息情况", P),
        ("政府信息主动公开情况", P),
        ("收到和处理政府信息公开申请情况", A),
        ("行政机关收到和处理政府信息公开申请情况", A),
        ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", R),
        ("政府信息公开行政复议行政诉讼情况", R),
        ("存在问题及改进情况", Q),
        ("政府信息公开工作存在的主要问题和改进措施", Q),
        ("其他需要报告的事项", M),
        ("无其他需要报告的事项", M),
    ],
)
def test_titles_of_the_form_are_official_with_their_usual_changes(
    title: str, kind: SectionKind
) -> None:
    topic = classify(title)
    assert topic is not None
    assert (topic.kind, topic.official) == (kind, True)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("加强组织领导", GENERAL),
        ("主动公开和依申请公开情况", P),
        ("重点领域信息公开情况", P),
        ("依申请公开政府信息情况", A),
        ("政府信息公开的收费及减免情况", M),
        ("收到和处理申请、行政复议和行政诉讼情况", A),
        ("因信息公开受到举报的情况", R),
        ("下一步工作打算", Q),
        ("信息公开工作的经验、存在的问题和改进措施", Q),
        ("人员和收支情况", M),
        ("附表", M),
        ("其他", M),
    ],
)
def test_free_titles_go_to_the_nearest_section(title: str, kind: SectionKind) -> None:
    topic = classify(title)
    assert topic is not None
    assert topic.kind is kind


def test_a_title_that_says_nothing_known_has_no_topic() -> None:
    assert classify("天气晴好") is None


def test_every_header_of_the_mandated_tables_counts_as_a_table_label() -> None:
    rows = {row.chinese for layout in LAYOUTS for panel in layout.panels for row in panel.rows}
    labels = {row.lstrip("0123456789.（）一二三四五六七八、") for row in rows}
    assert [label for label in labels if len(label) >= 4 and not is_table_label(label)] == []


def test_an_official_title_is_found_in_front_of_prose() -> None:
    assert official_prefix("总体情况2022年，我镇") == (SectionKind.OVERVIEW, 4)
    assert official_prefix("今年的总体情况") is None
